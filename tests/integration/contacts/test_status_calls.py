"""Where something is, is asked: a contact on its ticket, counted, timed, and no new ticket."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from fmdesk.core.domain.contact import StatusDraft
from fmdesk.core.domain.errors import ConflictError, InvalidInputError, NotFoundError
from fmdesk.core.domain.ticket import Contact, ContactKind, LineState
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.engine import Database
from tests.integration.contacts.conftest import Desk
from tests.integration.storage.conftest import Change


def call(line_id: int, **changes: object) -> StatusDraft:
    draft = StatusDraft(uuid4(), "phone", line_id, "P1", 35, "haast")
    return replace(draft, **changes)


def test_a_status_call_is_a_contact_on_the_ticket_and_no_new_one(desk: Desk) -> None:
    (line_id,) = desk.order()
    noted = desk.contacts.status_call(call(line_id))
    caller = desk.knowledge.caller("P1")
    assert [row.number for row in caller.open] == [noted.number]  # still one request
    asked, ordered = caller.contacts
    assert (asked.id, asked.kind, asked.note) == (noted.contact_id, ContactKind.STATUS, "haast")
    assert asked.ticket_id == ordered.ticket_id == noted.ticket_id


def test_the_answer_tells_what_the_customer_is_told(desk: Desk) -> None:
    (line_id,) = desk.order()
    (row,) = desk.knowledge.caller("P1").open
    noted = desk.contacts.status_call(call(line_id))
    assert (noted.number, noted.state, noted.ready_at) == (row.number, LineState.NEW, None)
    assert noted.due_at == desk.time.now() + timedelta(hours=24)


def test_channel_and_handling_time_are_kept(desk: Desk, database: Database) -> None:
    (line_id,) = desk.order()
    desk.contacts.status_call(call(line_id, channel="desk", handled_seconds=70))
    assert desk.knowledge.caller("P1").contacts[0].channel == "Balie"
    with database.read() as connection:
        kept = connection.execute(
            sa.select(t.contact.c.handled_seconds).where(t.contact.c.line_id == line_id)
        ).scalars()
        assert list(kept) == [70]


def test_calls_are_counted_per_line(desk: Desk) -> None:
    first, second = desk.order(2)
    assert [desk.contacts.status_call(call(first)).calls for _time in range(2)] == [1, 2]
    assert desk.contacts.status_call(call(second)).calls == 1


def test_the_page_of_the_line_tells_how_often(desk: Desk) -> None:
    first, second = desk.order(2)
    for _time in range(3):
        desk.contacts.status_call(call(first))
    assert [desk.queries.line(one, "nl").status_calls for one in (first, second)] == [3, 0]


def test_a_call_on_the_whole_ticket_counts_for_each_of_its_lines(
    desk: Desk, change: Change
) -> None:
    first, second = desk.order(2)
    ticket_id = desk.contacts.status_call(call(first)).ticket_id

    def add(work: UnitOfWork) -> None:
        whole = Contact(0, None, "phone", ContactKind.STATUS, work.now, ticket_id=ticket_id)
        work.tickets.add_contact(whole)

    change(add)
    assert desk.contacts.status_call(call(second)).calls == 2
    assert desk.contacts.status_call(call(first)).calls == 3


def test_the_same_key_twice_is_one_call(desk: Desk) -> None:
    (line_id,) = desk.order()
    draft = call(line_id)
    assert desk.contacts.status_call(draft) == desk.contacts.status_call(draft)
    assert desk.contacts.status_call(call(line_id)).calls == 2
    with pytest.raises(ConflictError, match=r"command\.reused"):
        desk.contacts.status_call(replace(draft, note="anders"))


def test_nobody_needs_a_name_to_ask(desk: Desk) -> None:
    (line_id,) = desk.order()
    assert desk.contacts.status_call(call(line_id, requester="")).calls == 1
    assert len(desk.knowledge.caller("P1").contacts) == 1  # the order alone


@pytest.mark.parametrize(
    ("changes", "kind", "code"),
    [
        ({"line_id": 99_999}, NotFoundError, r"line\.unknown"),
        ({"requester": "P99"}, NotFoundError, r"person\.unknown"),
        ({"channel": "smoke"}, InvalidInputError, r"intake\.unknown_channel"),
    ],
)
def test_what_cannot_be_noted_leaves_nothing(
    desk: Desk, changes: dict[str, object], kind: type[Exception], code: str
) -> None:
    (line_id,) = desk.order()
    with pytest.raises(kind, match=code):
        desk.contacts.status_call(replace(call(line_id), **changes))
    assert desk.contacts.status_call(call(line_id)).calls == 1
