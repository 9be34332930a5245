"""Complaints, compliments and suggestions: who handles them, by when, and what was answered."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.contact import RemarkAnswer, RemarkDraft
from fmdesk.core.domain.errors import ConflictError, InvalidInputError, NotFoundError
from fmdesk.core.domain.ticket import ContactKind
from tests.integration.contacts.conftest import Desk


def complaint(desk: Desk, **changes: object) -> RemarkDraft:
    draft = RemarkDraft(
        uuid4(),
        "phone",
        ContactKind.COMPLAINT,
        "De doos was nat.",
        "P1",
        unit="MAG",
        due_at=desk.time.now() + timedelta(days=2),
        handled_seconds=120,
    )
    return replace(draft, **changes)


def test_a_complaint_has_a_handler_and_a_target(desk: Desk) -> None:
    (line_id,) = desk.order()
    draft = complaint(desk, line_id=line_id)
    kept = desk.contacts.remark(draft)
    assert (kept.kind, kept.text, kept.person) == (draft.kind, draft.text, "Ayşe Özdemir")
    assert (kept.unit, kept.due_at) == ("Magazijn", draft.due_at)
    (row,) = desk.knowledge.caller("P1").open
    assert (kept.ticket_id, kept.number) == (row.ticket_id, row.number.partition(".")[0])
    assert desk.knowledge.caller("P1").contacts[0].kind is ContactKind.COMPLAINT


def test_a_compliment_needs_neither(desk: Desk) -> None:
    kept = desk.contacts.remark(
        complaint(desk, kind=ContactKind.COMPLIMENT, text=" Snel! ", unit="", due_at=None)
    )
    assert (kept.text, kept.unit, kept.due_at, kept.ticket_id) == ("Snel!", "", None, None)
    assert desk.contacts.unanswered() == ()


@pytest.mark.parametrize(
    ("changes", "kind", "code"),
    [
        ({"kind": ContactKind.ORDER}, InvalidInputError, r"contact\.kind"),
        ({"text": "  "}, InvalidInputError, r"contact\.no_text"),
        ({"unit": ""}, InvalidInputError, r"contact\.no_handler"),
        ({"due_at": None}, InvalidInputError, r"contact\.no_target"),
        ({"unit": "WEG"}, NotFoundError, r"unit\.unknown"),
        ({"requester": "P99"}, NotFoundError, r"person\.unknown"),
        ({"line_id": 99_999}, NotFoundError, r"line\.unknown"),
        ({"channel": "smoke"}, InvalidInputError, r"intake\.unknown_channel"),
    ],
)
def test_a_remark_that_is_not_complete_is_refused(
    desk: Desk, changes: dict[str, object], kind: type[Exception], code: str
) -> None:
    with pytest.raises(kind, match=code):
        desk.contacts.remark(complaint(desk, **changes))
    assert desk.contacts.unanswered() == ()
    assert desk.contacts.remark(complaint(desk)).unit == "Magazijn"  # as it was, it is taken


def test_the_target_is_still_to_come_and_has_a_zone(desk: Desk) -> None:
    with pytest.raises(InvalidInputError, match=r"contact\.target_past"):
        desk.contacts.remark(complaint(desk, due_at=desk.time.now()))
    naive = (desk.time.now() + timedelta(days=1)).replace(tzinfo=None)
    with pytest.raises(InvalidInputError, match=r"time\.naive"):
        desk.contacts.remark(complaint(desk, due_at=naive))


def test_what_waits_for_an_answer_comes_next_due_first(desk: Desk) -> None:
    later = desk.contacts.remark(complaint(desk))
    sooner = desk.contacts.remark(complaint(desk, due_at=desk.time.now() + timedelta(days=1)))
    free = desk.contacts.remark(complaint(desk, kind=ContactKind.SUGGESTION, due_at=None))
    other = desk.contacts.remark(complaint(desk, requester="P2"))
    assert [one.id for one in desk.contacts.unanswered("P1")] == [sooner.id, later.id, free.id]
    assert {one.id for one in desk.contacts.unanswered()} == {
        sooner.id,
        later.id,
        free.id,
        other.id,
    }


def test_an_answer_is_given_once(desk: Desk) -> None:
    kept = desk.contacts.remark(complaint(desk))
    draft = RemarkAnswer(uuid4(), kept.id, " Nieuwe doos is onderweg. ")
    told = desk.contacts.answer(draft)
    assert (told.answer, told.answered_at) == ("Nieuwe doos is onderweg.", desk.time.now())
    assert desk.contacts.unanswered() == ()
    assert desk.contacts.answer(draft) == told  # the same key twice
    with pytest.raises(ConflictError, match=r"contact\.answered"):
        desk.contacts.answer(replace(draft, op_id=uuid4(), answer="Anders"))


def test_only_a_remark_can_be_answered_and_only_with_words(desk: Desk) -> None:
    kept = desk.contacts.remark(complaint(desk))
    desk.order()
    order = desk.knowledge.caller("P1").contacts[0]
    with pytest.raises(NotFoundError, match=r"contact\.unknown"):
        desk.contacts.answer(RemarkAnswer(uuid4(), order.id, "Hallo"))
    with pytest.raises(InvalidInputError, match=r"contact\.no_answer"):
        desk.contacts.answer(RemarkAnswer(uuid4(), kept.id, " "))
    assert [one.id for one in desk.contacts.unanswered()] == [kept.id]
