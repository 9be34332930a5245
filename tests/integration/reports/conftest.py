"""An office with half a year of everything that reports count, put into its tables as it comes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import uuid4

import pytest
import sqlalchemy as sa

from fmdesk.core.domain.access import Role, UserAccount
from fmdesk.core.domain.budget import PARTS
from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.charter import Sanction, SanctionKind
from fmdesk.core.domain.ledger import AccountKind, EntryKey, EntryKind, JournalEntry, LedgerRow
from fmdesk.core.domain.people import Channel, CostCentre, Department, Person
from fmdesk.core.domain.reachability import ChannelHours
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.reports import Reports
from fmdesk.core.sql import tables as t
from fmdesk.testing import FakeTime, Fill
from tests.integration.month.conftest import MONDAY, NO_ENGINE, SmallOffice, charter

START = datetime(2026, 3, 28, 10, tzinfo=UTC)
DAYS = 200
LINES = 240
MONTHS = ("2026-05", "2026-06", "2026-07", "2026-08", "2026-09")
Rows = list[dict[str, object]]


class ReportOffice(SmallOffice):
    """The small office with its reports."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.reports = Reports(self.door)

    def add_person(self, code: str, name: str, mail: str = "") -> None:
        """Store somebody who answers for something."""
        self._add(lambda work: work.people.save_person(Person(0, code, name, "", mail)))

    def add_accounts(self, **roles: Role) -> None:
        """Store an account of each name with its role; from then on rights count."""
        accounts = [UserAccount(0, login, (role,)) for login, role in roles.items()]
        self._add(lambda work: [work.accounts.save(one) for one in accounts])

    def _add(self, add: Callable[[UnitOfWork], object]) -> None:
        def work_on(work: UnitOfWork) -> Changes:
            add(work)
            return Changes()

        self.door.run(uuid4(), "test.add", None, work_on, Changes)


def more_people(work: UnitOfWork) -> Changes:
    """Add a second department, cost centres without and with a budget, channels and products."""
    people, catalog = work.people, work.catalog
    ict = people.save_department(Department(0, "ict", "Automatisering"))
    for code, name, of in (("4420", "Advies", 1), ("4600", "Beheer", ict.id), ("4610", "Bouw", 2)):
        people.save_cost_centre(CostCentre(0, code, name, of))
    for centre in (1, 2):
        work.budgets.save(centre, 2026, 250_000 * (centre - 1))
    for part in ("Q3", "Q4"):  # which make the year's, whatever one of their months has
        work.budgets.save(3, 2026, 250_000, PARTS[part])
    work.budgets.save(3, 2026, 60_000, PARTS["10"])
    for rank, (code, nl, en) in enumerate(
        (("phone", "Telefoon", "Phone"), ("desk", "Balie", "Desk"), ("mail", "E-mail", "E-mail"))
    ):
        people.save_channel(Channel(code, nl, en, rank))
    for code, name, unit in (("chair", "Stoel", 3), ("lamp", "Lamp", 2)):
        catalog.add_product_version(
            ProductVersion(0, 0, code, date(2020, 1, 1), name, code, "", unit, price_cents=500)
        )
    work.reachability.save_hours((ChannelHours("phone", "office", 2),))
    return Changes()


def post(work: UnitOfWork) -> Changes:
    """Post charges, sanctions, moves and points of some lines in months of their own."""
    random, entries = Random(2), []
    for line in range(1, LINES, 3):
        month, centre = random.choice(MONTHS), random.randint(1, 3)
        cents, unit = random.randint(1, 9000), random.randint(1, 3)
        entries.append(_entry(line, EntryKind.CHARGE, month, centre, unit, cents))
        if line % 2:
            entries.append(_entry(line, EntryKind.SANCTION, month, centre, unit, -cents))
        if line % 5 == 0:
            to = LedgerRow(AccountKind.UNIT, unit % 3 + 1, cents)
            rows = (to, LedgerRow(AccountKind.UNIT, unit, -cents))
            key = EntryKey(line, 1, 1, 1, EntryKind.MOVE, 1)
            entries.append(JournalEntry(key, random.choice(MONTHS), rows, reference="bezwaar"))
        if line % 7 == 0:
            nobody = LedgerRow(AccountKind.ORGANISATION, 0, 0)
            rows = (nobody, LedgerRow(AccountKind.UNIT, unit, 0))
            key = EntryKey(line, 2, 1, 1, EntryKind.SANCTION)
            entries.append(JournalEntry(key, month, rows, points=random.randint(1, 9)))
    work.ledger.post(entries)
    return Changes()


def _entry(
    line: int, kind: EntryKind, month: str, centre: int, unit: int, cents: int
) -> JournalEntry:
    rows = (
        LedgerRow(AccountKind.COST_CENTRE, centre, cents),
        LedgerRow(AccountKind.UNIT, unit, -cents),
    )
    version = 1 + line % 3 // 2 if kind is EntryKind.SANCTION else 0
    points = line % 4 if version else 0
    return JournalEntry(EntryKey(line, 1, 1, version, kind), month, rows, points)


def made_rows(random: Random) -> Mapping[sa.Table, Rows]:
    """Return rows of the tables that reports read, as varied as they come."""
    found: dict[sa.Table, Rows] = {table: [] for table in _FILLED}
    for number in range(1, LINES + 1):
        at = START + timedelta(minutes=random.randrange(DAYS * 1440))
        _add_line(found, random, number, at)
        _add_said(found, random, number, at)
    for slot in range(300):
        at = START.replace(minute=0) + timedelta(minutes=15 * random.randrange(DAYS * 96))
        channel = random.choice(("phone", "desk"))
        row = {"channel": channel, "slot": at, "answered": slot % 9, "missed": slot % 4}
        if all((one["channel"], one["slot"]) != (channel, at) for one in found[t.channel_count]):
            found[t.channel_count].append(row)
    for number in range(12):
        at = START + timedelta(days=number * 13, hours=2)
        row = {"channel": "phone", "closed_at": at, "opened_at": at + timedelta(minutes=40)}
        found[t.channel_closing].append({**row, "reason": "brandoefening"})
    return found


def _add_line(found: Mapping[sa.Table, Rows], random: Random, number: int, at: datetime) -> None:
    centre = random.choice((None, 1, 2, 3))
    product = random.randint(1, 3)
    line = {
        "id": number, "ticket_id": number, "position": 1, "product_id": product,
        "product_version_id": product, "process_version_id": 1, "charter_set_id": 1,
        "unit_id": random.randint(1, 3), "owner_id": random.choice((None, None, 3)),
        "channel": "phone", "department_id": random.choice((None, 1, 2)),
        "cost_centre_id": centre, "quantity": random.randint(1, 20),
        "price_cents": random.randint(0, 5000), "opened_at": at, "details": {}, "facts": {},
        "state": random.choice(("new", "ready", "cancelled")),
    }  # fmt: skip
    found[t.ticket].append(
        {"id": number, "number": f"M{number:06d}", "channel": "phone", "received_at": at}
        | {"registered_at": at, "requester_id": 1}
    )
    found[t.line].append(line)
    own = f"{at + timedelta(hours=2):%Y-%m}"  # Amsterdam keeps summer time all the while
    later = [month for month in MONTHS if month > own]
    again = random.sample(later, min(len(later), random.randint(0, 2)))
    for month in sorted({own, *again} & {*MONTHS, *again}):
        verdict = {"month": month, "line_id": number, "part": 1, "clock_run": 1, "facts": {}}
        outcome = random.choice(("kept", "kept", "broken", "excused", "running", "manual"))
        cents = random.randint(0, 900) if outcome == "broken" else 0
        found[t.verdict].append(
            verdict
            | {
                "charter_version_id": 1 + number % 2,
                "outcome": outcome,
                "quantity": 1,
                "cents": cents,
            }
            | {"full_cents": cents, "is_trial": number % 7 == 0}
        )
    if number % 4 == 0:
        found[t.sanction].append(
            {"line_id": number, "part": 1, "clock_run": 1, "charter_version_id": 1}
            | {"month": random.choice(MONTHS), "cents": random.randint(1, 500), "points": 1}
            | {"told_at": at}
            | {"bearer_id": random.choice((None, 1, 2)), "state": random.choice(_STATES)}
            | {"told_at": at}
        )
    _add_events(found, random, number, at)
    if number % 9 == 0:
        found[t.bespoke_line].append(
            {"line_id": number, "description": random.choice(("Een vlag", "Een stoel"))}
            | {"unit_id": 2, "price_cents": 900, "agreed_at": at, "consent": "ja"}
            | {"product_id": random.choice((None, 1))}
        )


_STATES = ("proposed", "confirmed", "moved", "waived", "posted", "withdrawn")


def _add_events(found: Mapping[sa.Table, Rows], random: Random, number: int, at: datetime) -> None:
    """Hand a line over to the back, return some, and correct the time of some starts."""
    plain = {"step": None, "corrects": None, "corrected_at": None, "actor": "anneke"}
    kinds: Sequence[tuple[str, Mapping[str, object]]] = (
        ("received", {}),
        ("started", {"step": 0}),
        ("step_finished", {"step": 0}),
        ("started", {"step": 1}),
    )
    events = []
    for kind, more in kinds[: random.choice((2, 4, 4))]:
        at += timedelta(minutes=random.randrange(2000))
        events.append({"kind": kind, "at": at, **plain, **more})
    if len(events) == len(kinds) and number % 6 == 0:
        later = at + timedelta(hours=3)
        fixed = {"kind": "corrected", "at": later, "corrects": 4, "corrected_at": later}
        events.append(plain | fixed)
    if number % 5 == 0:
        events.append({"kind": "returned", "at": at + timedelta(days=1), **plain, "step": 1})
        reason = random.choice(("early", "late"))
        row = {"line_id": number, "event": len(events), "reason": reason, "unit_id": 3}
        if number % 10:
            found[t.line_return].append(row)
    for place, event in enumerate(events, 1):
        found[t.line_event].append(
            {"line_id": number, "number": place, "recorded_at": event["at"], **event}
        )


def _add_said(found: Mapping[sa.Table, Rows], random: Random, number: int, at: datetime) -> None:
    """Let the customer say something: when called back, in a contact, or through a question."""
    if number % 3 == 0:
        outcome = random.choice(("satisfied", "not_satisfied", "not_reached", None))
        found[t.call_back].append(
            {"id": number, "line_id": number, "event": 1, "state": "closed", "outcome": outcome}
            | {"tries": 1, "due_at": at, "closed_at": at + timedelta(days=2)}
        )
        found[t.call_back_try].append(
            {"call_back_id": number, "number": 1, "at": at, "outcome": "satisfied", "note": "goed"}
        )
    kind = random.choice(("question", "order", "complaint", "compliment", "suggestion"))
    answered = random.choice((None, at + timedelta(hours=5), at + timedelta(days=9)))
    found[t.contact].append(
        {"person_id": random.choice((None, 1)), "channel": random.choice(("phone", "mail"))}
        | {"kind": kind, "at": at, "handled_seconds": random.randint(0, 900)}
        | {"outcome": random.choice((None, "faq", "desk", "bespoke")), "answered_at": answered}
        | {"faq_id": random.choice((None, 1, 2)), "line_id": random.choice((None, number))}
        | {"handler_unit_id": random.choice((None, 2)), "due_at": at + timedelta(days=1)}
    )
    if number % 8 == 0:
        found[t.unit_question].append(
            {"unit_id": random.randint(2, 3), "line_id": random.choice((None, number))}
            | {"text": "Kan dit?", "asked_at": at, "due_at": at + timedelta(days=1)}
            | {"answered_at": answered, "asked_by": "anneke"}
        )


_FILLED = (
    *(t.ticket, t.line, t.verdict, t.sanction, t.line_event, t.line_return, t.bespoke_line),
    *(t.call_back, t.call_back_try, t.contact, t.unit_question, t.channel_count),
    t.channel_closing,
)


def busy_office(url: str) -> None:
    """Put the office with half a year of work into a database."""
    made = ReportOffice(url, FakeTime(MONDAY), NO_ENGINE)
    free = Sanction(SanctionKind.NOT_CHARGED)
    made.build(charter("stock-24h", free), charter("stock-3d", free, name_nl="Zonder haast"))
    made.door.run(uuid4(), "test.people", None, more_people, Changes)
    with made.database.write() as connection:
        connection.execute(sa.insert(t.charter_set).values(id=1, members="1"))
        runs = [{"month": month, "as_of": MONDAY, "at": MONDAY} for month in MONTHS]
        connection.execute(sa.insert(t.control_run), runs)
        faqs = [{"product_version_id": 1, "position": n, "question": f"Vraag {n}"} for n in (0, 1)]
        connection.execute(sa.insert(t.faq), faqs)
        reasons = [{"code": one, "name_nl": one, "name_en": one} for one in ("early", "late")]
        connection.execute(sa.insert(t.return_reason), reasons)
        for table, rows in made_rows(Random(1)).items():
            connection.execute(sa.insert(table), rows)
        connection.commit()
    made.door.run(uuid4(), "test.post", None, post, Changes)
    made.close()


@pytest.fixture
def database_content() -> Fill:
    return busy_office


@pytest.fixture
def office(database_url: str, time_source: FakeTime) -> Iterator[ReportOffice]:
    """The busy office, on a database of each kind, on Monday 5 October 2026."""
    time_source.at = MONDAY
    made = ReportOffice(database_url, time_source, NO_ENGINE)
    yield made
    made.close()
