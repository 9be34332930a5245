"""Tickets and lines are stored and read back as they were."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.errors import ConflictError, NotFoundError
from fmdesk.core.domain.events import EventKind, LineEvent, PauseClass
from fmdesk.core.domain.ticket import Contact, ContactKind, LineState, Ticket
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import Database
from fmdesk.testing import FakeTime
from tests.integration.storage.conftest import OPENED, Change, MakeTicket

RECEIVED = LineEvent(1, EventKind.RECEIVED, OPENED, "jan")


def take(door: SqlDoor, *tickets: Ticket) -> list[Ticket]:
    """Store tickets and return them as stored."""
    stored: list[Ticket] = []

    def work(unit: UnitOfWork) -> Changes:
        stored.clear()
        for ticket in tickets:
            added = unit.tickets.add_ticket(ticket)
            for line in added.lines:
                unit.tickets.add_events(line.id, (RECEIVED,))
            stored.append(added)
        return Changes()

    door.run(uuid4(), "test.take", None, work, Changes)
    return stored


def test_a_ticket_comes_back_as_it_was_stored(office: SqlDoor, make_ticket: MakeTicket) -> None:
    line = replace(make_ticket().lines[0], details={"colour": "wit", "grams": 80, "urgent": True})
    second = replace(line, position=2, quantity=3, facts={"supplies.stock_article": True})
    [stored] = take(office, make_ticket(source="orders", external_id="X-1", lines=(line, second)))
    with office.read() as work:
        assert work.tickets.ticket(stored.id) == stored
        assert work.tickets.line(stored.lines[1].id) == stored.lines[1]
        assert work.tickets.events(stored.lines[0].id) == (RECEIVED,)
    assert stored.number == f"M{stored.id:06d}"


def test_numbers_lead_to_lines(office: SqlDoor, make_ticket: MakeTicket) -> None:
    [ticket] = take(office, make_ticket())
    line = ticket.lines[0]
    with office.read() as work:
        assert work.tickets.line_number(line) == f"{ticket.number}.1"
        assert work.tickets.line_id_by_number(f" {ticket.number.lower()}.1 ") == line.id
        assert work.tickets.line_id_by_number(ticket.number) == line.id
        for wrong in (f"{ticket.number}.2", "M999999.1", "", "1", "M1.x"):
            with pytest.raises(NotFoundError):
                work.tickets.line_id_by_number(wrong)
        with pytest.raises(NotFoundError):
            work.tickets.line(0)
        with pytest.raises(NotFoundError):
            work.tickets.ticket(0)


def test_events_of_every_kind_come_back(office: SqlDoor, make_ticket: MakeTicket) -> None:
    [ticket] = take(office, make_ticket())
    line_id = ticket.lines[0].id
    later = OPENED + timedelta(hours=1)
    events = (
        LineEvent(
            2,
            EventKind.PAUSED,
            later,
            "jan",
            reason="Wacht op de klant",
            pause_class=PauseClass.CUSTOMER,
            stops=("solution", "update"),
            evidence="brief 12",
        ),
        LineEvent(3, EventKind.RESUMED, later, "jan"),
        LineEvent(4, EventKind.DELIVERED, later, "piet", quantity=4),
        LineEvent(5, EventKind.STEP_FINISHED, later, "piet", step=1),
        LineEvent(6, EventKind.CORRECTED, later, "jan", corrects=4, corrected_at=OPENED),
        LineEvent(7, EventKind.REOPENED, later, "jan", new_run=True),
    )

    def work(unit: UnitOfWork) -> Changes:
        unit.tickets.add_events(line_id, events)
        return Changes()

    office.run(uuid4(), "test.events", None, work, Changes)
    with office.read() as unit:
        assert unit.tickets.events(line_id) == (RECEIVED, *events)


def test_events_follow_each_other(office: SqlDoor, make_ticket: MakeTicket, change: Change) -> None:
    [ticket] = take(office, make_ticket())
    for number in (1, 3):
        event = LineEvent(number, EventKind.STARTED, OPENED, step=0)
        with pytest.raises(ConflictError, match=r"line\.changed"):
            change(lambda work, event=event: work.tickets.add_events(ticket.lines[0].id, (event,)))


def test_the_second_of_two_changes_is_refused(
    office: SqlDoor, make_ticket: MakeTicket, change: Change
) -> None:
    [ticket] = take(office, make_ticket())
    line = ticket.lines[0]
    ready = replace(line, state=LineState.READY, ready_at=OPENED, facts={"a": 1})
    change(lambda work: work.tickets.update_line(ready))
    with pytest.raises(ConflictError, match=r"line\.changed"):
        change(lambda work: work.tickets.update_line(replace(line, state=LineState.PAUSED)))
    with office.read() as unit:
        assert unit.tickets.line(line.id) == replace(ready, version=2)


def test_an_import_stores_many_and_finds_them_again(
    office: SqlDoor, make_ticket: MakeTicket, change: Change
) -> None:
    tickets = [
        make_ticket(source="boston", external_id=f"B{number}", state=LineState.READY)
        for number in range(120)
    ]
    ready = LineEvent(2, EventKind.READY, OPENED + timedelta(hours=3), "import")
    change(lambda work: work.tickets.add_tickets(tickets, [[[RECEIVED, ready]]] * 120))
    with office.read() as work:
        found = work.tickets.find_external("boston", [f"B{number}" for number in range(130)])
        assert len(found) == 120
        assert sorted(found.values()) == [found[f"B{number}"] for number in range(120)]
        [(line, events)] = work.tickets.imported("boston", ["B7", "unknown"]).values()
        assert (line.ticket_id, line.state) == (found["B7"], LineState.READY)
        assert events == (RECEIVED, ready)


def test_an_external_number_stands_once(office: SqlDoor, make_ticket: MakeTicket) -> None:
    take(office, make_ticket(source="a", external_id="1"), make_ticket(source="b", external_id="1"))
    take(office, make_ticket(), make_ticket())
    with pytest.raises(ConflictError):
        take(office, make_ticket(source="a", external_id="1"))


def test_contacts_get_their_numbers(office: SqlDoor, change: Change) -> None:
    contact = Contact(0, None, "phone", ContactKind.ORDER, OPENED, 90, note="vriendelijk")
    kept: list[Contact] = []
    change(lambda work: kept.append(work.tickets.add_contact(contact)))
    change(lambda work: work.tickets.add_contacts([contact, contact]))
    assert kept[0].id > 0


def test_another_desk_reads_the_pins_of_a_line(
    office: SqlDoor, make_ticket: MakeTicket, database: Database
) -> None:
    [pinned] = take(office, make_ticket())
    bare = replace(make_ticket().lines[0].pins, charter_version_ids=())
    [free] = take(office, make_ticket(pins=bare))
    with SqlDoor(database, "piet", FakeTime()).read() as work:
        assert work.tickets.ticket(pinned.id) == pinned
        assert work.tickets.ticket(free.id) == free


def test_two_desks_meet_a_new_set_of_charters_at_once(
    office: SqlDoor, make_ticket: MakeTicket, database: Database
) -> None:
    doors = [SqlDoor(database, f"desk {number}", FakeTime()) for number in range(4)]
    with ThreadPoolExecutor(4) as pool:
        stored = list(pool.map(lambda door: take(door, make_ticket())[0], doors * 3))
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM charter_set").scalar_one() == 1
    assert len({ticket.number for ticket in stored}) == 12
