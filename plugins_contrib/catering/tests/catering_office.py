"""An office with rooms and catering on Monday 2 March 2026, 09:00 in Amsterdam, on both engines."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.people import CostCentre, Department, Person, Unit
from fmdesk.core.domain.ticket import EventDraft, Line, OrderDraft, OrderLine
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.fulfilment import Fulfilment
from fmdesk.core.services.intake import Intake
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import Database, open_database
from fmdesk.plugins.api.sql import DATABASE_ERRORS, upgrade_plugin
from fmdesk.plugins.bundled.rooms.managing import Load
from fmdesk.plugins.bundled.rooms.rooms import Arrangement, Room
from fmdesk.plugins.gateway import Extensions, Gateway
from fmdesk.plugins.host import PluginHost
from fmdesk.plugins.sources import Source, bundled_sources
from fmdesk.testing import FakeTime

FROM = date(2020, 1, 1)
NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
ROOM = Room("A1", "Amstel", "Amstel", (Arrangement("table", "Aan tafel", "At a table", 20),))
PRODUCTS = (
    ("room", "rooms", "booking", 0),
    ("LUNCH", "catering", "order", 1250),
    ("KOFFIE", "catering", "order", 275),
    ("LATE", "catering", "fee", 0),
)
PROCESSES = {"booking": "rooms.booking", "order": "catering.service", "fee": "catering.fee"}


def at(clock: str) -> datetime:
    """Return an instant by the clock in Amsterdam in winter, `2026-03-03T12:00`."""
    return datetime.fromisoformat(f"{clock}+01:00").astimezone(UTC)


@dataclass
class Desk:
    """An office whose rooms come with catering."""

    database: Database
    host: PluginHost
    door: SqlDoor
    clock: FakeTime

    def __post_init__(self) -> None:
        gateway = Gateway(self.host)
        self.intake = Intake(self.door, gateway)
        self.fulfilment = Fulfilment(self.door, gateway)
        self.extensions = Extensions(self.door, self.host)

    def order(self, product: str = "LUNCH", **details: Any) -> Line:
        """Order something, as by phone."""
        order = OrderLine(product, quantity=details.pop("quantity", 1), details=details)
        draft = OrderDraft(uuid4(), "phone", (order,), requester="P1")
        return self.line(self.intake.take(draft).line_ids[0])

    def book(self, start: str = "2026-03-05T10:00", people: int = 6) -> tuple[Line, str]:
        """Book the room for two hours; return the line and its number."""
        end = f"{start[:11]}{int(start[11:13]) + 2:02}{start[13:]}"
        line = self.order("room", room="A1", start=start, end=end, people=people)
        return line, self.number(line)

    def change(self, line: Line, **details: Any) -> None:
        """Change a booking as its plugin is asked to, by the fields of its form."""

        def run(work: UnitOfWork) -> Changes:
            gateway = Gateway(self.host)
            context = gateway.context(work, line.plugin)
            context.desk.change(line.id, "Anders", details=details)
            return Changes()

        self.door.run(uuid4(), "test.change", None, run, Changes)

    def record(self, line: Line, kind: EventKind, **more: Any) -> Line:
        draft = EventDraft(uuid4(), line.id, kind, self.line(line.id).version)
        self.fulfilment.record(replace(draft, **more))
        return self.line(line.id)

    def cancel(self, line: Line) -> Line:
        return self.record(line, EventKind.CANCELLED, reason="Gaat niet door.")

    def line(self, line_id: int) -> Line:
        with self.door.read() as work:
            return work.tickets.line(line_id)

    def lines(self, line: Line) -> list[Line]:
        """Return all lines on the ticket of a line."""
        with self.door.read() as work:
            return list(work.tickets.ticket(line.ticket_id).lines)

    def number(self, line: Line) -> str:
        with self.door.read() as work:
            return work.tickets.line_number(line)

    def reasons(self, line: Line) -> list[str]:
        """Return what stands on the timeline of a line."""
        with self.door.read() as work:
            return [event.reason for event in work.tickets.events(line.id) if event.reason]

    def set(self, **settings: Any) -> None:
        def run(work: UnitOfWork) -> Changes:
            for name, value in settings.items():
                work.settings.put(f"catering.{name}", json.dumps(value))
            return Changes()

        self.door.run(uuid4(), "test.set", None, run, Changes)

    def ask(self, query: str, payload: object = None) -> Any:
        return self.extensions.ask("catering", query, payload)


def build(work: UnitOfWork) -> Changes:
    people = work.people
    people.save_unit(Unit(0, "FO", "Frontoffice", is_front_office=True))
    people.save_unit(Unit(0, "KEUKEN", "Keuken"))
    department = people.save_department(Department(0, "FIN", "Financiën"))
    centre = people.save_cost_centre(CostCentre(0, "4100", "Financiën", department.id))
    people.save_person(Person(0, "P1", "Ayşe Özdemir", cost_centre_id=centre.id))
    work.catalog.add_calendar_version("always", FROM, Calendar.always("Europe/Amsterdam"))
    return Changes()


def offer(work: UnitOfWork) -> Changes:
    unit = work.people.unit_by_code("KEUKEN")
    for code, plugin, form, price in PRODUCTS:
        product = ProductVersion(
            id=0,
            product_id=0,
            code=code,
            valid_from=FROM,
            name_nl=code.capitalize(),
            name_en=code.capitalize(),
            cluster="",
            unit_id=unit.id,
            price_cents=price,
            calendar="always",
            process=PROCESSES[form],
            plugin=plugin,
            form=form,
        )
        work.catalog.add_product_version(product)
    return Changes()


@contextmanager
def opened(url: str, clock: FakeTime) -> Iterator[Desk]:
    """Open a desk on a database."""
    sources = (*bundled_sources(), Source("catering", "fmdesk_catering.plugin"))
    host = PluginHost(sources, allowed=["catering"], passing=DATABASE_ERRORS)
    host.start()
    assert [row.reason for row in host.rows() if row.reason] == []
    database = open_database(url)
    door = SqlDoor(database, actor="jan", time_source=clock, stores=host.stores())
    yield Desk(database, host, door, clock)
    database.close()


def fill(url: str) -> None:
    """Put the office into a database."""
    with opened(url, FakeTime(NOW)) as desk:
        with desk.database.write() as connection:
            for schema in desk.host.schemas().values():
                upgrade_plugin(connection, schema)
            connection.commit()
        desk.door.run(uuid4(), "test.build", None, build, Changes)
        for plugin in ("rooms", "catering"):
            desk.extensions.enable(uuid4(), plugin)
        desk.door.run(uuid4(), "test.offer", None, offer, Changes)
        desk.extensions.run(uuid4(), "rooms", "load", Load((ROOM,)))
