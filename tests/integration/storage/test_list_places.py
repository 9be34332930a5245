"""Any place of a long list is found by a seek, in every order and under every filter."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from fmdesk.core.domain.listing import STEP, Extent, Mark
from fmdesk.core.domain.people import Channel, Department, Person, Unit
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.domain.views import TicketFilter
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.lists import Lists
from fmdesk.core.services.queries import Queries
from fmdesk.core.sql import list_order, list_places
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.list_order import ORDERS
from tests.integration.storage.conftest import OPENED, Change, MakeTicket

LINES = 47
STATES = tuple(LineState)
FILTERS = (
    TicketFilter(),
    TicketFilter(states=(LineState.NEW, LineState.PAUSED)),
    TicketFilter(text="papier"),
    TicketFilter(text="doos"),
    TicketFilter(text="M0000"),
    TicketFilter(unit="MAG"),
    TicketFilter(month="2026-03"),
    TicketFilter(owner="jan", is_late=True),
    TicketFilter(owner="piet"),
)


@pytest.fixture
def lists(office: SqlDoor, make_ticket: MakeTicket, change: Change) -> Lists:
    """A list that differs in all that it is sorted by, some of it missing."""

    def fill(work: UnitOfWork) -> None:
        units = [work.people.save_unit(Unit(0, f"U{n}", name)) for n, name in enumerate("zxy")]
        units.append(work.people.unit_by_code("MAG"))
        other = work.people.save_department(Department(0, "ICT", "Automatisering"))
        names = ("Öz", "Aalst, Jan", "Öz", "Bakker")
        people = [
            work.people.save_person(Person(0, f"Q{n}", name)).id for n, name in enumerate(names)
        ]
        work.people.save_channel(Channel("email", "Mail", "Mail"))
        for number in range(LINES):
            values: dict[str, object] = {
                "requester_id": (*people, None)[number % 5],
                "channel": ("phone", "email")[number % 7 == 0],
                "subject": "Doos" if number % 5 == 0 else "Papier",
                "owner": "piet" if number % 4 == 0 else "jan",
                "state": STATES[number % len(STATES)],
                "unit_id": units[number % len(units)].id,
                "price_cents": 100 * (number % 6),
                "opened_at": OPENED - timedelta(hours=number % 7, days=20 * (number % 3)),
                "due_at": OPENED + timedelta(hours=number % 9 - 4) if number % 8 else None,
                "ready_at": OPENED if STATES[number % len(STATES)] is LineState.READY else None,
            }
            if number % 3 == 0:
                values |= {"department_id": None, "location_id": None}
            elif number % 3 == 1:
                values["department_id"] = other.id
            work.tickets.add_ticket(make_ticket(1 + number % 4, **values))

    change(fill)
    return Lists(office)


@pytest.fixture(params=["walked", "sorted"])
def _small(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this small list be treated like one of a million lines."""
    is_walked = request.param == "walked"
    monkeypatch.setattr(list_places, "SHORT", 0)
    monkeypatch.setattr(list_places, "RARE", 1 if is_walked else 1000)
    monkeypatch.setattr(list_places, "LOOKED", 20)
    monkeypatch.setattr(list_places, "AHEAD", 3)
    monkeypatch.setattr(list_order, "FEW", 2)
    monkeypatch.setattr(list_order, "MANY", 3)


def wanted() -> Iterator[TicketFilter]:
    """Yield every order either way, each with some of the filters; each filter comes with some."""
    for place, sort in enumerate((*ORDERS, "nonsense")):
        for is_descending in (False, True):
            for one in FILTERS[(place + is_descending) % 4 :: 4]:
                yield replace(one, sort=sort, is_descending=is_descending)


def all_ids(lists: Lists, one: TicketFilter) -> list[int]:
    with lists.door.read() as work:
        return [line for piece in work.tickets.list_ids(one, work.now) for line in piece]


def all_marks(lists: Lists, one: TicketFilter, extent: Extent, step: int) -> Sequence[Mark]:
    """Return the marks of every group, in order."""
    ends = (*(mark.row for mark in extent.marks[1:]), extent.total)
    found: list[Mark] = []
    for begin, end in zip(extent.marks, ends, strict=True):
        found.append(begin)
        while end - found[-1].row > step:
            marks = lists.marks(one, found[-1], step)
            assert marks
            found += marks
        found = [mark for mark in found if mark.row < end]  # the next group begins there
    return found


@pytest.mark.usefixtures("_small")
def test_every_place_of_every_order_is_found(lists: Lists) -> None:
    for one in wanted():
        ids = all_ids(lists, one)
        assert [row.line_id for row in lists.first(one, 5)] == ids[:5], one
        assert [row.line_id for row in lists.first(one, LINES + 1)] == ids, one
        extent = lists.extent(one)
        assert extent.total == len(ids), one
        marks = all_marks(lists, one, extent, 4)
        assert [mark.row for mark in marks] == sorted({mark.row for mark in marks}), one
        for mark in marks:
            assert list(lists.ids(one, mark, 0, 6)) == ids[mark.row : mark.row + 6], (one, mark)
        for row, line_id in list(enumerate(ids))[:: 1 + len(ids) // 9]:
            assert lists.row_of(one, line_id, extent.marks) == row, one


@pytest.mark.usefixtures("_small")
def test_a_place_behind_a_mark_is_found_in_its_group(lists: Lists) -> None:
    one = TicketFilter(sort="unit", is_descending=False)
    ids, extent = all_ids(lists, one), lists.extent(one)
    assert len(extent.marks) == 4
    mark = extent.marks[2]
    rows = lists.page(one, mark, 3, 20)
    assert [row.line_id for row in rows] == ids[mark.row + 3 : mark.row + 23]


def test_lines_that_lack_what_is_sorted_by_stand_last_either_way(lists: Lists) -> None:
    for sort in ("due", "ready", "department", "location", "requester"):
        for is_descending in (False, True):
            one = TicketFilter(sort=sort, is_descending=is_descending)
            rows = lists.first(one, LINES)
            name = {"due": "due_at", "ready": "ready_at"}.get(sort, sort)
            shown = [getattr(row, name) for row in rows]
            there = [value for value in shown if value]
            assert shown == [*there, *([shown[-1]] * (LINES - len(there)))]
            assert not shown[-1]
            assert there == sorted(there, key=_folded, reverse=is_descending)


def _folded(value: object) -> object:
    return value if isinstance(value, datetime) else str(value).casefold()


def test_a_line_that_does_not_pass_has_no_row(lists: Lists) -> None:
    everything = all_ids(lists, TicketFilter())
    one = TicketFilter(owner="piet")
    passed = all_ids(lists, one)
    begins = (Mark(),)
    outside = next(line for line in everything if line not in passed)
    assert lists.row_of(one, outside, begins) is None
    assert lists.row_of(one, passed[3], begins) == 3
    assert lists.row_of(TicketFilter(), 10**6, begins) is None


def test_a_short_list_has_its_ids_at_hand(lists: Lists) -> None:
    for one in FILTERS:
        extent = lists.extent(one)
        assert list(extent.ids) == all_ids(lists, one)
        assert extent.marks == ()
        assert extent.step == STEP


def test_ones_own_tickets_are_those_of_who_asks(lists: Lists) -> None:
    mine = lists.first(TicketFilter(is_mine=True), LINES)
    assert [row.line_id for row in mine] == all_ids(lists, TicketFilter(owner="jan"))


def test_an_order_by_requester_follows_the_ticket(lists: Lists, change: Change) -> None:
    one = TicketFilter(sort="requester", is_descending=False)
    first = lists.first(one, LINES)[0]
    assert first.requester == "Aalst, Jan"

    def edit(work: UnitOfWork) -> None:
        ticket = work.tickets.ticket(first.ticket_id)
        work.dossier.update_ticket(replace(ticket, requester_id=None))

    change(edit)
    after = lists.first(one, LINES)
    assert first.line_id not in {row.line_id for row in after[:9]}
    assert not next(row for row in after if row.line_id == first.line_id).requester
    assert [row.line_id for row in after] == all_ids(lists, one)


def test_lines_of_a_channel_stand_together_by_its_name(lists: Lists) -> None:
    rows = lists.first(TicketFilter(sort="channel", is_descending=False), LINES)
    names = [row.channel for row in rows]
    assert names == sorted(names)
    assert len(set(names)) == 2


def test_rows_say_the_same_as_those_asked_for_by_number(lists: Lists, office: SqlDoor) -> None:
    rows = lists.first(TicketFilter(), 9)
    assert rows == Queries(office, plugins=None).rows([row.line_id for row in rows])
