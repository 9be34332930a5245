"""What screens ask: lists, pages, pick lists and the status line."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest

from fmdesk.core.domain.errors import InvalidInputError, NotFoundError
from fmdesk.core.domain.events import EventKind, LineEvent
from fmdesk.core.domain.ledger import (
    AccountKind,
    EntryKey,
    EntryKind,
    JournalEntry,
    LedgerRow,
    charge,
)
from fmdesk.core.domain.objection import ObjectionRules
from fmdesk.core.domain.ticket import LineState, Ticket
from fmdesk.core.domain.views import TicketFilter
from fmdesk.core.ports import PluginGateway, Proposal, RuleEngine, SanctionKey, UnitOfWork
from fmdesk.core.services.queries import Queries
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import Database
from tests.integration.storage.conftest import OPENED, Change, MakeTicket
from tests.integration.storage.test_guards import MONTH
from tests.integration.storage.test_tickets import take

HOUR = timedelta(hours=1)


class Engine:
    """An engine that only tells its name."""

    name = "durable_rules 2.0.28"
    is_fallback = False


class Plugins:
    """Plugins that declare nothing."""

    def form(self, plugin: str, form: str) -> None:
        """Return nothing."""

    def facts(self) -> tuple[()]:
        """Return nothing."""
        return ()


@pytest.fixture
def queries(office: SqlDoor, database: Database) -> Queries:
    """The queries of the small office."""
    return Queries(office, cast("PluginGateway", Plugins()), database, cast("RuleEngine", Engine()))


@pytest.fixture
def half_delivered(office: SqlDoor, make_ticket: MakeTicket, change: Change) -> Ticket:
    """A ticket of ten pieces of which four are delivered, the second step running."""
    [ticket] = take(office, make_ticket(10, details={"colour": "wit"}))
    line = ticket.lines[0]
    events = (
        LineEvent(2, EventKind.STARTED, OPENED, "jan", step=0),
        LineEvent(3, EventKind.STEP_FINISHED, OPENED + HOUR, "jan", step=0),
        LineEvent(4, EventKind.STARTED, OPENED + 2 * HOUR, "piet", step=1),
        LineEvent(5, EventKind.DELIVERED, OPENED + 3 * HOUR, "piet", quantity=4),
    )

    def work(unit: UnitOfWork) -> None:
        unit.tickets.add_events(line.id, events)
        unit.tickets.update_line(replace(line, state=LineState.RUNNING))

    change(work)
    return ticket


def test_the_page_of_a_line(queries: Queries, office: SqlDoor, half_delivered: Ticket) -> None:
    office.time_source.advance(hours=20)
    line = queries.line(half_delivered.lines[0].id, "nl")
    assert (line.number, line.product, line.unit) == (
        f"{half_delivered.number}.1",
        "Papier A4",
        "Magazijn",
    )
    assert (line.department, line.cost_centre, line.location) == (
        "Financiën",
        "4100 Financiën",
        "Kamer A1.01",
    )
    assert [(step.name, step.state, step.unit) for step in line.steps] == [
        ("Aannemen", "done", "Frontoffice"),
        ("Leveren", "running", "Magazijn"),
    ]
    # Opened 08:30 local time, the calendar opens at nine and closes at five.
    assert [step.seconds for step in line.steps] == [30 * 60, 7 * 3600 + 30 * 60]
    assert (line.cut, line.posted, len(line.events)) == (1, (), 5)
    delivered, rest = line.deliveries
    assert (delivered.quantity, delivered.price_cents, delivered.charged_cents) == (4, 1980, 1980)
    assert (rest.quantity, rest.price_cents, rest.charged_cents, rest.at) == (6, 2970, 0, None)
    assert queries.line(line.id, "en").steps[1].name == "Deliver"


def test_what_is_credited_is_not_charged(
    queries: Queries, half_delivered: Ticket, change: Change
) -> None:
    line = half_delivered.lines[0]
    key = SanctionKey(line.id, 1, 1, line.pins.charter_version_ids[0])
    entry = charge(
        EntryKey(line.id, 1, 1, 0, EntryKind.CHARGE),
        str(MONTH),
        cost_centre_id=line.cost_centre_id or 0,
        unit_id=line.unit_id,
        cents=1980,
        reference="levering",
    )
    change(
        lambda work: work.months.replace_proposals(
            MONTH, [line.id], [Proposal(key, 1980, 0, 1)], {}, ObjectionRules()
        )
    )
    change(lambda work: work.ledger.post([entry]))
    shown = queries.line(line.id, "nl")
    assert shown.deliveries[0].charged_cents == 0
    assert [(row.account, row.cents, row.kind) for row in shown.posted] == [
        ("4100 Financiën", 1980, "charge"),
        ("Magazijn", -1980, "charge"),
    ]


def test_the_page_of_a_ticket(queries: Queries, half_delivered: Ticket) -> None:
    ticket = queries.ticket(half_delivered.id, "en")
    assert (ticket.requester, ticket.recipient, ticket.channel) == ("Ayşe Özdemir", "", "Phone")
    assert ticket.lines == (queries.line(half_delivered.lines[0].id, "en"),)
    for ask in (queries.ticket, queries.line):
        with pytest.raises(NotFoundError):
            ask(0, "nl")


def test_the_list(
    queries: Queries, half_delivered: Ticket, language: Callable[[str], None]
) -> None:
    ids = [one for piece in queries.list_ids(TicketFilter()) for one in piece]
    assert ids == [half_delivered.lines[0].id]
    assert queries.count(TicketFilter()) == 1
    language("en")
    assert queries.rows(ids)[0].product == "Paper A4"
    with pytest.raises(InvalidInputError):
        list(queries.list_ids(TicketFilter(month="maart")))
    next(queries.list_ids(TicketFilter()))  # left before its end: nothing stays open


CHOICES = [
    ("product", "kopieer", "nl", "PAP: Papier A4 (Magazijn)"),
    ("product", "paper", "nl", "PAP: Papier A4 (Magazijn)"),
    ("product", "pen", "nl", ""),
    ("person", "ays", "nl", "P1: Ayşe Özdemir (06-1234)"),
    ("cost_centre", "41", "nl", "4100: Financiën (Financiën)"),
    ("location", "a1", "nl", "A1.01: Kamer A1.01 (room)"),
    ("charter", "", "en", "PAPER-24: Paper within 24 hours ()"),
    ("charter", "uur", "en", "PAPER-24: Paper within 24 hours ()"),
    ("channel", "tele", "nl", "phone: Telefoon ()"),
    ("pause_reason", "overm", "nl", "force_majeure: Overmacht (force_majeure)"),
]


def test_pick_lists(queries: Queries) -> None:
    for kind, text, language, shown in CHOICES:
        found = queries.choices(kind, text, language, 5)
        assert "; ".join(f"{one.code}: {one.text} ({one.hint})" for one in found) == shown
    assert [one.code for one in queries.choices("channel", "", "nl", 2)] == ["desk", "phone"]


def test_units_and_departments_are_chosen_by_their_number(
    queries: Queries, half_delivered: Ticket
) -> None:
    [unit] = queries.choices("unit", "mag", "nl", 5)
    [department] = queries.choices("department", "fin", "nl", 5)
    for wanted in (
        TicketFilter(unit_id=int(unit.code)),
        TicketFilter(department_id=int(department.code)),
    ):
        assert queries.count(wanted) == 1


def test_products_and_forms(queries: Queries) -> None:
    assert queries.product("PAP").price_cents == 495
    assert queries.form("supplies", "order") is None


def test_the_status_line(queries: Queries, change: Change, database: Database) -> None:
    change(lambda work: work.settings.put("organisation", "Gemeente"))
    change(lambda work: work.settings.put("is_demo", "true"))
    status = queries.status()
    assert (status.organisation, status.user, status.is_demo) == ("Gemeente", "jan", True)
    assert status.is_single_user == (database.writer.dialect.name == "sqlite")
    assert status.database.startswith(("SQLite /", "PostgreSQL fm_"))
    assert (status.engine, status.zone) == ("durable_rules 2.0.28", "Europe/Amsterdam")
    bare = Queries(queries.door, queries.plugins).status()
    assert (bare.engine, bare.database) == ("", "")


def test_a_line_without_payer_place_and_process(
    queries: Queries, office: SqlDoor, make_ticket: MakeTicket
) -> None:
    pins = replace(make_ticket().lines[0].pins, process_version_id=None, calendar_version_id=None)
    [ticket] = take(
        office,
        make_ticket(
            pins=pins,
            cost_centre_id=None,
            department_id=None,
            location_id=None,
            requester_id=None,
        ),
    )
    line = queries.line(ticket.lines[0].id, "nl")
    assert (line.department, line.cost_centre, line.location) == ("", "", "")
    assert (line.steps, line.cut) == ((), None)
    assert queries.ticket(ticket.id, "nl").requester == ""


def test_a_returned_step_waits_again_and_ready_ends_all(
    queries: Queries, half_delivered: Ticket, change: Change
) -> None:
    line_id = half_delivered.lines[0].id

    def record(kind: EventKind, number: int, state: LineState) -> list[str]:
        event = LineEvent(number, kind, OPENED + number * HOUR, "piet", step=1, reason="fout")

        def work(unit: UnitOfWork) -> None:
            unit.tickets.add_events(line_id, [event])
            unit.tickets.update_line(replace(unit.tickets.line(line_id), state=state))

        change(work)
        return [step.state for step in queries.line(line_id, "nl").steps]

    assert record(EventKind.RETURNED, 6, LineState.RUNNING) == ["done", "waiting"]
    assert record(EventKind.STARTED, 7, LineState.RUNNING) == ["done", "running"]
    assert record(EventKind.READY, 8, LineState.READY) == ["done", "done"]


def test_what_nobody_bears_is_the_organisations(
    queries: Queries, half_delivered: Ticket, change: Change
) -> None:
    line = half_delivered.lines[0]
    entry = JournalEntry(
        EntryKey(line.id, 1, 1, 1, EntryKind.SANCTION),
        str(MONTH),
        (
            LedgerRow(AccountKind.COST_CENTRE, line.cost_centre_id or 0, -100),
            LedgerRow(AccountKind.ORGANISATION, 0, 100),
        ),
    )
    change(lambda work: work.settings.put("organisation", "Gemeente"))
    change(lambda work: work.ledger.post([entry]))
    shown = queries.line(line.id, "nl").posted
    assert [row.account for row in shown] == ["4100 Financiën", "Gemeente"]
