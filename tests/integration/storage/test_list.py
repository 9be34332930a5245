"""The list of lines: filters, order and search on both databases."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.people import Person
from fmdesk.core.domain.remaining import NEAR_SECONDS
from fmdesk.core.domain.ticket import LineState, Ticket
from fmdesk.core.domain.views import TicketFilter
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import Database
from tests.integration.storage.conftest import OPENED, Change, MakeTicket
from tests.integration.storage.test_tickets import take

List = Callable[..., list[str]]


@pytest.fixture
def tickets(office: SqlDoor, make_ticket: MakeTicket) -> list[Ticket]:
    """Five tickets of one line each."""
    hour = timedelta(hours=1)
    return take(
        office,
        make_ticket(2, "Papier voor de balie", due_at=OPENED - hour),
        make_ticket(4, "Dozen", state=LineState.RUNNING, due_at=OPENED + 24 * hour),
        make_ticket(1, "Gat in de weg", opened_at=OPENED - 40 * 24 * hour, external_id="X-77"),
        make_ticket(8, "Papier", state=LineState.READY, ready_at=OPENED, due_at=OPENED - hour),
        make_ticket(3, "Drukwerk über Özgür", requester_id=None, state=LineState.PAUSED),
    )


@pytest.fixture
def listed(office: SqlDoor, tickets: list[Ticket]) -> List:
    """Give the places (from 1) of the tickets that a filter lists, in its order."""
    places = {ticket.lines[0].id: str(place) for place, ticket in enumerate(tickets, start=1)}

    def show(**wanted: object) -> str:
        chosen = TicketFilter(**{"is_descending": False, **wanted})
        with office.read() as work:
            ids = [one for piece in work.tickets.list_ids(chosen, work.now) for one in piece]
            assert work.tickets.count(chosen, work.now) == len(ids)
        return "".join(places[one] for one in ids)

    return show


CASES: Sequence[tuple[dict[str, object], str]] = [
    ({}, "12345"),
    ({"is_descending": True}, "54321"),
    ({"sort": "opened"}, "31245"),
    ({"sort": "price"}, "31524"),
    ({"sort": "price", "is_descending": True}, "42513"),
    ({"sort": "due"}, "14235"),
    ({"sort": "due", "is_descending": True}, "24153"),
    ({"sort": "state"}, "13254"),
    ({"sort": "product"}, "12345"),
    ({"sort": "unit"}, "12345"),
    ({"states": (LineState.NEW, LineState.PAUSED)}, "135"),
    ({"is_late": True}, "1"),
    ({"month": "2026-03"}, "1245"),
    ({"month": "2026-01"}, "3"),
    ({"product": "PAP"}, "12345"),
    ({"product": "PEN"}, ""),
    ({"unit_id": 999}, ""),
    ({"text": "papier"}, "12345"),
    ({"text": "balie"}, "1"),
    ({"text": "pap BAL"}, "1"),
    ({"text": "ozgur UBER"}, "5"),
    ({"text": "Özgür"}, "5"),
    ({"text": "ozdem"}, "1234"),
    ({"text": "x-77"}, "3"),
    ({"text": "77"}, "3"),
    ({"text": "apier"}, ""),
    ({"text": "zebra"}, ""),
    ({"text": " ... "}, "12345"),
    ({"text": "' OR 1=1 --"}, ""),
    ({"text": '"gat" AND NOT (weg*'}, ""),
    ({"text": "gat:* & !weg | x"}, "3"),
    ({"text": "gat weg", "states": (LineState.READY,)}, ""),
]


def test_the_list_shows_what_is_wanted(listed: List) -> None:
    found = [(wanted, listed(**wanted)) for wanted, _places in CASES]
    assert found == CASES


def test_numbers_are_looked_up_as_numbers(listed: List, tickets: list[Ticket]) -> None:
    number = tickets[2].number
    assert listed(text=number) == "3"
    assert listed(text=f"{number.lower()}.1") == "3"
    assert listed(text=f"{number}.2") == ""
    assert listed(text=f"{number}.{2**63}") == "", "no column holds such a position"
    assert listed(text=f"{number}.{'9' * 5000}") == "", "nor does anybody read such a number"
    assert listed(text=number[:-1]) == "12345"
    assert listed(text=f"{number} gat") == "3"
    assert listed(text=f"{number} dozen") == ""


def test_lines_are_found_by_the_new_name_of_who_asked(
    listed: List, office: SqlDoor, change: Change, database: Database
) -> None:
    before = _words_of(database)
    change(_rename("Ayşe Özdemir-de Groot"))
    assert listed(text="groot") == listed(text="ozdemir groot") == "1234"
    assert listed(text="x-77 groot gat") == "3"
    change(_rename("Ayşe de Groot"))
    assert listed(text="groot") == "1234"
    assert listed(text="ozdem") == ""
    change(_rename("Ayşe Özdemir"))
    assert listed(text="groot") == ""
    assert _words_of(database) == before


def test_another_number_of_who_asked_changes_no_line(listed: List, change: Change) -> None:
    change(lambda work: work.people.save_person(replace(_asker(work), phone="8765")))
    assert listed(text="ozdem") == "1234"
    assert listed(text="8765") == ""


def _asker(work: UnitOfWork) -> Person:
    return work.people.person_by_code("P1")


def _rename(name: str) -> Callable[[UnitOfWork], object]:
    return lambda work: work.people.save_person(replace(_asker(work), name=name))


def _words_of(database: Database) -> list[tuple[object, ...]]:
    with database.read() as connection:
        found = connection.exec_driver_sql("SELECT line_id, words FROM line_search ORDER BY 1")
        return [tuple(row) for row in found]


def test_lines_are_found_by_their_verdicts(
    listed: List, tickets: list[Ticket], database: Database
) -> None:
    with database.write() as connection:
        for place, outcome in ((0, Outcome.BROKEN), (1, Outcome.KEPT)):
            connection.exec_driver_sql(
                f"""INSERT INTO verdict (month, line_id, part, clock_run, charter_version_id,
                    outcome, quantity, facts, cents, full_cents)
                    SELECT '2026-03', id, 1, 1, (SELECT min(id) FROM charter_version),
                    '{outcome}', 1, '{{}}', 0, 0
                    FROM line WHERE id = {tickets[place].lines[0].id}"""
            )
        connection.commit()
    assert listed(month="2026-03", outcome=Outcome.BROKEN) == "1"
    assert listed(outcome=Outcome.KEPT) == "2"
    assert listed(charter_code="PAPER-24") == "12"
    assert listed(charter_code="OTHER") == ""
    assert listed(month="2026-02", outcome=Outcome.BROKEN) == ""


def test_rows_show_names_in_the_order_asked_for(office: SqlDoor, tickets: list[Ticket]) -> None:
    ids = [tickets[4].lines[0].id, 0, tickets[0].lines[0].id]
    with office.read() as work:
        last, first = work.tickets.rows(ids, work.now, "en")
        [dutch] = work.tickets.rows(ids[2:], work.now)
    assert (last.requester, last.state, last.is_late) == ("", LineState.PAUSED, False)
    assert (first.number, first.product) == (f"{tickets[0].number}.1", "Paper A4")
    assert (first.requester, first.department, first.unit) == (
        "Ayşe Özdemir",
        "Financiën",
        "Magazijn",
    )
    assert (first.location, first.quantity, first.price_cents) == ("Kamer A1.01", 2, 990)
    assert first.is_late
    assert (first.channel, dutch.channel) == ("Phone", "Telefoon")
    assert dutch == replace(first, product="Papier A4", channel="Telefoon")


def test_near_breach_counts_open_hours_of_the_pinned_calendar(
    office: SqlDoor, tickets: list[Ticket]
) -> None:
    due = OPENED + timedelta(hours=24)
    wanted = TicketFilter(is_near=True, sort="due", is_descending=False)
    with office.read() as work:
        pinned = tickets[1].lines[0].pins.calendar_version_id
        assert pinned is not None
        asked = work.catalog.calendar_version(pinned)[1].subtract(due, NEAR_SECONDS)
        assert asked < due - timedelta(seconds=NEAR_SECONDS), "the night must lie between"

        def places(now: datetime) -> list[int]:
            found = [one for piece in work.tickets.list_ids(wanted, now) for one in piece]
            assert work.tickets.count(wanted, now) == len(found)
            return [place for place, one in enumerate(tickets, 1) if one.lines[0].id in found]

        assert places(asked) == [1, 2]
        assert places(asked - timedelta(seconds=1)) == [1]
        assert places(due + timedelta(days=9)) == [1, 2]


def test_whose_tickets(listed: List) -> None:
    assert listed(owner="jan") == "12345"
    assert listed(owner="piet") == ""
