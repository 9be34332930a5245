"""A small office on each database: paper from stock within 24 clock hours, or it is not charged."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import cast
from uuid import uuid4

import pytest

from fmdesk.core.domain.calendar import Calendar, Limit, LimitUnit
from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.charter import (
    Charter,
    Guarantee,
    Sanction,
    SanctionKind,
)
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.people import CostCentre, Department, Person, Unit
from fmdesk.core.domain.process import ProcessVersion, Side, Step
from fmdesk.core.domain.ticket import EventDraft, OrderDraft, OrderLine
from fmdesk.core.domain.views import Changes, MonthFigures, Taken
from fmdesk.core.ports import RuleEngine, UnitOfWork
from fmdesk.core.services.fulfilment import Fulfilment
from fmdesk.core.services.intake import Intake
from fmdesk.core.services.month import Months
from fmdesk.core.services.queries import Queries
from fmdesk.core.services.sanctions import Sanctions
from fmdesk.core.services.whys import Whys
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import open_database
from fmdesk.plugins.gateway import Gateway
from fmdesk.plugins.host import PluginHost
from fmdesk.reports.writer import Writer
from fmdesk.rules.engine import open_engine
from fmdesk.testing import FakeTime, Fill

ZONE = "Europe/Amsterdam"
PAPER_CENTS = 1840
PATIENCE_MS = 60_000
"""How long one of two at once waits for the other."""
LATE_BREAK = "stock-24h"
MONDAY = datetime(2026, 10, 5, 8, 0, tzinfo=UTC)
NO_ENGINE = cast("RuleEngine", None)
"""For an office that judges nothing."""


def charter(code: str, sanction: Sanction, **changes: object) -> Charter:
    """Return a charter on paper: 24 clock hours unless changed."""
    made = Charter(
        id=0,
        code=code,
        version=1,
        name_nl="Uit voorraad",
        name_en="From stock",
        promise_nl="Wij leveren voorraadartikelen binnen 24 uur.",
        promise_en="We deliver stock articles within 24 hours.",
        guarantee=Guarantee(limit=Limit(LimitUnit.CLOCK_HOURS, 24)),
        sanction=sanction,
        products=("paper",),
    )
    return replace(made, **changes)


class Quiet:
    """Progress that nobody watches, and that may ask to stop."""

    def __init__(self, *, is_stopped: bool = False) -> None:
        self.is_stopped = is_stopped

    def report(self, done: int, total: int) -> None:
        """Do nothing."""

    def is_cancelled(self) -> bool:
        """Tell whether to stop."""
        return self.is_stopped


@dataclass
class SmallOffice:
    """The office with its use cases and a time that the test moves."""

    url: str
    time: FakeTime
    engine: RuleEngine
    plugins: Gateway = field(default_factory=lambda: Gateway(PluginHost(())))

    def __post_init__(self) -> None:
        self.database = open_database(self.url, busy_ms=PATIENCE_MS)
        self.door = SqlDoor(self.database, "anneke", self.time)
        self.intake = Intake(self.door, self.plugins)
        self.fulfilment = Fulfilment(self.door, self.plugins)
        self.months = Months(self.door, self.engine, self.plugins, Writer())
        self.sanctions = Sanctions(self.door)
        self.queries = Queries(self.door, self.plugins)
        self.whys = Whys(self.door, self.engine, self.queries, self.plugins)

    def build(self, *charters: Charter) -> None:
        """Store the organisation, the product and its charters."""

        def work_on(work: UnitOfWork) -> Changes:
            people, catalog = work.people, work.catalog
            work.settings.put("organisation", "Testbedrijf")
            work.settings.put("zone", ZONE)
            people.save_unit(Unit(0, "desk", "Servicedesk", is_front_office=True))
            stock = people.save_unit(Unit(0, "stock", "Voorraad"))
            people.save_unit(Unit(0, "transport", "Vervoer"))
            legal = people.save_department(Department(0, "legal", "Juridische Zaken"))
            centre = people.save_cost_centre(CostCentre(0, "4410", "Juridisch", legal.id))
            people.save_person(
                Person(0, "p1", "Anneke de Vries", department_id=legal.id, cost_centre_id=centre.id)
            )
            weekdays = {key: [("09:00", "17:00")] for key in range(5)}
            catalog.add_calendar_version("office", date(2020, 1, 1), Calendar(ZONE, weekdays))
            steps = (
                Step(0, "Intake", "Intake", Side.FRONT, target_seconds=3600),
                Step(1, "Bezorgen", "Deliver", Side.BACK, target_seconds=8 * 3600),
            )
            catalog.add_process_version(ProcessVersion(0, "deliver", "Leveren", "Deliver", steps))
            catalog.add_product_version(
                ProductVersion(
                    0,
                    0,
                    "paper",
                    date(2020, 1, 1),
                    "Kopieerpapier",
                    "Copy paper",
                    "",
                    stock.id,
                    price_cents=PAPER_CENTS,
                    price_unit="doos",
                    calendar="office",
                    lead_time=Limit(LimitUnit.CLOCK_HOURS, 24),
                    process="deliver",
                )
            )
            for one in charters:
                catalog.add_charter_version(one)
            return Changes()

        self.door.run(uuid4(), "test.build", None, work_on, Changes)

    def order(self, quantity: int = 1, product: str = "paper") -> Taken:
        """Take an order now."""
        line = OrderLine(product, quantity)
        return self.intake.take(OrderDraft(uuid4(), "phone", (line,), requester="p1"))

    def record(self, line_id: int, kind: EventKind, **more: object) -> None:
        """Record an event on a line now, as the user sees the line now."""
        with self.door.read() as work:
            version = work.tickets.line(line_id).version
        draft = EventDraft(uuid4(), line_id, kind, version)
        self.fulfilment.record(replace(draft, **more))

    def deliver(self, line_id: int, quantity: int) -> None:
        """Deliver pieces now."""
        self.record(line_id, EventKind.DELIVERED, quantity=quantity)

    def control(self, month: str) -> MonthFigures:
        """Run the control of a month."""
        return self.months.control(month, Quiet())

    def balance(self) -> int:
        """Return the sum of all ledger rows."""
        return self._scalar("SELECT coalesce(sum(cents), 0) FROM journal_row")

    def entries(self) -> int:
        """Return the number of journal entries."""
        return self._scalar("SELECT count(*) FROM journal_entry")

    def _scalar(self, statement: str) -> int:
        with self.database.read() as connection:
            return int(connection.exec_driver_sql(statement).scalar_one())

    def close(self) -> None:
        """Let the database go."""
        self.database.close()


@pytest.fixture(scope="session")
def engine() -> Iterator[RuleEngine]:
    """Return the real engine, one for all tests."""
    made = open_engine()
    yield made
    made.close()


def paper_from_stock(url: str) -> None:
    """Put the office with the seed's charter into a database."""
    made = SmallOffice(url, FakeTime(MONDAY), NO_ENGINE)
    made.build(charter(LATE_BREAK, Sanction(SanctionKind.NOT_CHARGED)))
    made.close()


@pytest.fixture
def database_content() -> Fill:
    return paper_from_stock


@pytest.fixture
def office(database_url: str, time_source: FakeTime, engine: RuleEngine) -> Iterator[SmallOffice]:
    """Return an office with the seed's charter, on Monday 5 October 2026 at 10:00."""
    time_source.at = MONDAY
    made = SmallOffice(database_url, time_source, engine)
    yield made
    made.close()
