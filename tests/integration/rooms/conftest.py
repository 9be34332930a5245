"""An office with three rooms on Monday 2 March 2026, 09:00 in Amsterdam, on both engines."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa

from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.people import CostCentre, Department, Person, Unit
from fmdesk.core.domain.ticket import EventDraft, Line, OrderDraft, OrderLine, Ticket
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.fulfilment import Fulfilment
from fmdesk.core.services.intake import Intake
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import Database, open_database
from fmdesk.core.sql.tables import message
from fmdesk.plugins.api.sql import DATABASE_ERRORS, upgrade_plugin
from fmdesk.plugins.bundled.rooms.bookings import Booking, Plan, PlanQuestion
from fmdesk.plugins.bundled.rooms.managing import Load
from fmdesk.plugins.bundled.rooms.rooms import Arrangement, Room, Tariff
from fmdesk.plugins.bundled.rooms.store import RoomsStore
from fmdesk.plugins.gateway import Extensions, Gateway
from fmdesk.plugins.host import PluginHost
from fmdesk.testing import FakeTime

FROM = date(2020, 1, 1)
NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
DAY = "2026-03-03"
"""A Tuesday, on which most tests book."""

TABLE = Arrangement("table", "Aan tafel", "At a table", 10)
CINEMA = Arrangement("cinema", "Bioscoop", "Cinema", 20, setup_minutes=30, cleanup_minutes=15)
FEAST = Arrangement("feast", "Feest", "Feast", 10, 60, 30, "setup", "cleanup")
ROOMS = (
    Room(
        "A1",
        "Amstel",
        "Amstel",
        (TABLE, CINEMA),
        equipment=("screen",),
        tariffs=(Tariff(60, 2500), Tariff(240, 8000)),
    ),
    Room("B2", "Berkel", "Berkel", (TABLE, FEAST), needs_check_in=True),
    Room(
        "C3",
        "Congreszaal",
        "Congress hall",
        (replace(CINEMA, capacity=120),),
        needs_approval=True,
        notice_minutes=24 * 60,
    ),
)


def at(clock: str, day: str = DAY) -> datetime:
    """Return an instant by the clock in Amsterdam in winter."""
    return datetime.fromisoformat(f"{day}T{clock}+01:00").astimezone(UTC)


@dataclass
class Desk:
    """An office that has rooms."""

    database: Database
    host: PluginHost
    door: SqlDoor

    def __post_init__(self) -> None:
        self.gateway = Gateway(self.host)
        self.intake = Intake(self.door, self.gateway)
        self.fulfilment = Fulfilment(self.door, self.gateway)
        self.extensions = Extensions(self.door, self.host)

    def order(self, start: str, end: str, room: str = "A1", day: str = DAY, **more: Any) -> Line:
        """Book a room by the clock, as an order by phone."""
        product = more.pop("product", "room")
        details = {"room": room, "start": f"{day}T{start}", "end": f"{day}T{end}", **more}
        draft = OrderDraft(uuid4(), "phone", (OrderLine(product, details=details),), requester="P1")
        return self.line(self.intake.take(draft).line_ids[0])

    def record(self, line: Line, kind: EventKind, **more: Any) -> Line:
        draft = EventDraft(uuid4(), line.id, kind, self.line(line.id).version)
        self.fulfilment.record(replace(draft, **more))
        return self.line(line.id)

    def line(self, line_id: int) -> Line:
        with self.door.read() as work:
            return work.tickets.line(line_id)

    def run(self, command: str, payload: object) -> Any:
        return self.extensions.run(uuid4(), "rooms", command, payload)

    def ticket(self, line: Line) -> Ticket:
        with self.door.read() as work:
            return work.tickets.ticket(line.ticket_id)

    def messages(self) -> list[str]:
        """Return the words of all messages that wait to be sent, the oldest first."""
        with self.database.read() as connection:
            query = sa.select(message.c.body).where(message.c.kind == "free").order_by(message.c.id)
            return list(connection.scalars(query))

    def plan(self, day: str = DAY, *room_ids: int) -> Plan:
        question = PlanQuestion(at("00:00", day), at("23:59", day), room_ids or None)
        found: Plan = self.extensions.ask("rooms", "plan", question)
        return found

    def bookings(self, day: str = DAY) -> tuple[Booking, ...]:
        return self.plan(day).bookings

    def of(self, line: Line) -> Booking:
        with self.door.read() as work:
            found: Booking | None = work.stores("rooms").of_line(line.id)
        assert found
        return found

    @contextmanager
    def store(self) -> Iterator[RoomsStore]:
        """Open the store in a transaction of its own, which commits unless the block raises."""
        with self.database.write() as connection:
            yield RoomsStore(connection)
            connection.commit()


def build(work: UnitOfWork) -> Changes:
    people = work.people
    people.save_unit(Unit(0, "FO", "Frontoffice", is_front_office=True))
    people.save_unit(Unit(0, "ZAAL", "Zalen"))
    department = people.save_department(Department(0, "FIN", "Financiën"))
    centre = people.save_cost_centre(CostCentre(0, "4100", "Financiën", department.id))
    people.save_person(Person(0, "P1", "Ayşe Özdemir", cost_centre_id=centre.id))
    work.catalog.add_calendar_version("always", FROM, Calendar.always("Europe/Amsterdam"))
    return Changes()


def offer(work: UnitOfWork) -> Changes:
    unit = work.people.unit_by_code("ZAAL")
    for code, article, form in (
        ("room", "", "booking"),
        ("hall", "C3", "booking"),
        ("setup", "", "furnishing"),
        ("cleanup", "", "furnishing"),
        ("fee", "", "fee"),
    ):
        product = ProductVersion(
            id=0,
            product_id=0,
            code=code,
            valid_from=FROM,
            name_nl="Zaal",
            name_en="Room",
            cluster="",
            unit_id=unit.id,
            price_cents=1500,
            calendar="always",
            process=f"rooms.{form}",
            plugin="rooms",
            form=form,
            article=article,
        )
        work.catalog.add_product_version(product)
    return Changes()


@pytest.fixture
def clock() -> FakeTime:
    return FakeTime(NOW)


@contextmanager
def opened(url: str, clock: FakeTime) -> Iterator[Desk]:
    """Open a desk on a database."""
    host = PluginHost(passing=DATABASE_ERRORS)
    host.start()
    database = open_database(url, busy_ms=60_000)  # some tests race for it
    door = SqlDoor(database, actor="jan", time_source=clock, stores=host.stores())
    yield Desk(database, host, door)
    database.close()


def fill(url: str) -> None:
    """Put the office with its rooms into a database."""
    with opened(url, FakeTime(NOW)) as desk:
        with desk.database.write() as connection:
            for schema in desk.host.schemas().values():
                upgrade_plugin(connection, schema)
            connection.commit()
        desk.door.run(uuid4(), "test.build", None, build, Changes)
        desk.extensions.enable(uuid4(), "rooms")
        desk.door.run(uuid4(), "test.offer", None, offer, Changes)
        desk.run("load", Load(ROOMS))


@pytest.fixture
def database_content() -> Callable[[str], None]:
    return fill


@pytest.fixture
def desk(database_url: str, clock: FakeTime) -> Iterator[Desk]:
    with opened(database_url, clock) as made:
        yield made
