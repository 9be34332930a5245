"""An office that mends what breaks: two buildings, a coffee machine with its grinder, a lift."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import uuid4

import pytest

from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.dossier import LineEdit
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.people import CostCentre, Department, Location, Person, Unit
from fmdesk.core.domain.ticket import EventDraft, Line, OrderDraft, OrderLine
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.changing import Changing
from fmdesk.core.services.fulfilment import Fulfilment
from fmdesk.core.services.intake import Intake
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import Database, open_database
from fmdesk.plugins.api.sql import DATABASE_ERRORS, upgrade_plugin
from fmdesk.plugins.bundled.faults.assets import AssetRow, Load, Loaded
from fmdesk.plugins.bundled.faults.faults import Fault, FaultQuery, FaultRow
from fmdesk.plugins.gateway import Extensions, Gateway
from fmdesk.plugins.host import PluginHost
from fmdesk.testing import FakeTime

FROM = date(2020, 1, 1)
OFFICE = Calendar("Europe/Amsterdam", {day: [("08:00", "18:00")] for day in range(5)})
PLACES = (("A", "Gebouw A", ""), ("A1", "Verdieping 1", "A"), ("A101", "Pantry 1", "A1"))
ROWS = (
    AssetRow(2, "KM-01", "Koffieautomaat pantry 1", "Koffieautomaat", "A101"),
    AssetRow(3, "KM-01-M", "Maalwerk", "Maalwerk", "A101", parent="KM-01"),
    AssetRow(4, "L-1", "Lift hal", "Lift", "A", warranty_until="31-12-2026", criticality="hoog"),
)


@dataclass
class Desk:
    """An office with faults."""

    database: Database
    host: PluginHost
    door: SqlDoor

    def __post_init__(self) -> None:
        self.gateway = Gateway(self.host)
        self.intake = Intake(self.door, self.gateway)
        self.fulfilment = Fulfilment(self.door, self.gateway)
        self.extensions = Extensions(self.door, self.host)

    def report(self, asset: str = "", place: str = "", by: str = "P1", **details: object) -> Line:
        given = {"asset": asset, **details} if asset else details
        line = OrderLine("fault", details=given, location=place)
        return self.line(self.intake.take(OrderDraft(uuid4(), "phone", (line,), by)).line_ids[0])

    def record(self, line: Line, kind: EventKind, **more: object) -> Line:
        draft = EventDraft(uuid4(), line.id, kind, self.line(line.id).version)
        self.fulfilment.record(replace(draft, **more))
        return self.line(line.id)

    def change(self, line: Line, **details: str) -> None:
        changing = Changing(self.door, self.gateway, None)
        seen = changing.form(line.id, "nl").fields
        wanted = {**seen, **{f"details.{name}": value for name, value in details.items()}}
        changing.change_line(LineEdit(uuid4(), line.id, seen, wanted, "erger dan gedacht"))

    def line(self, line_id: int) -> Line:
        with self.door.read() as work:
            return work.tickets.line(line_id)

    def fault(self, line: Line) -> Fault:
        with self.door.read() as work:
            return work.stores("faults").faults.fault(line.id)

    def open(self, **query: object) -> tuple[FaultRow, ...]:
        return self.extensions.ask("faults", "faults", FaultQuery(**query))

    def load(self, *rows: AssetRow, **how: bool) -> Loaded:
        return self.extensions.run(uuid4(), "faults", "load", Load(rows, **how))

    def set(self, name: str, value: str) -> None:
        def change(work: UnitOfWork) -> Changes:
            work.settings.put(f"faults.{name}", value)
            return Changes()

        self.door.run(uuid4(), "test.set", None, change, Changes)


def build(work: UnitOfWork) -> Changes:
    people = work.people
    unit = people.save_unit(Unit(0, "GEB", "Gebouwbeheer"))
    department = people.save_department(Department(0, "FIN", "Financiën"))
    centre = people.save_cost_centre(CostCentre(0, "4100", "Financiën", department.id))
    ids: dict[str, int] = {}
    for code, name, inside in PLACES:
        ids[code] = people.save_location(Location(0, code, name, "room", ids.get(inside))).id
    for code, name in (("P1", "Ayşe Özdemir"), ("P2", "Bob de Wit"), ("P3", "Cees Bos")):
        person = Person(0, code, name, f"{code}@linde.nl", cost_centre_id=centre.id)
        people.save_person(replace(person, location_id=ids["A101"]))
    work.catalog.add_calendar_version("office", FROM, OFFICE)
    product = ProductVersion(
        id=0,
        product_id=0,
        code="fault",
        valid_from=FROM,
        name_nl="Storing",
        name_en="Fault",
        cluster="",
        unit_id=unit.id,
        price_cents=0,
        calendar="office",
        process="faults.repair",
        plugin="faults",
        form="fault",
    )
    work.catalog.add_product_version(product)
    return Changes()


def open_desk(url: str, time_source: FakeTime) -> Desk:
    """Open the office of a database."""
    host = PluginHost(passing=DATABASE_ERRORS)
    host.start()
    database = open_database(url, busy_ms=60_000)  # some tests race for it
    door = SqlDoor(database, actor="jan", time_source=time_source, stores=host.stores())
    return Desk(database, host, door)


def fill(url: str) -> None:
    """Put the office into an empty database, on Monday 2 March 2026."""
    desk = open_desk(url, FakeTime())
    with desk.database.write() as connection:
        for schema in desk.host.schemas().values():
            upgrade_plugin(connection, schema)
        connection.commit()
    desk.door.run(uuid4(), "test.front", None, _front, Changes)
    desk.extensions.enable(uuid4(), "faults")
    desk.door.run(uuid4(), "test.build", None, build, Changes)
    assert desk.load(*ROWS).is_stored
    desk.database.close()


def _front(work: UnitOfWork) -> Changes:
    work.people.save_unit(Unit(0, "FO", "Frontoffice", is_front_office=True))
    return Changes()


@pytest.fixture
def database_content() -> Callable[[str], None]:
    return fill


@pytest.fixture
def desk(database_url: str, time_source: FakeTime) -> Iterator[Desk]:
    """The office with its assets, on Monday 2 March 2026."""
    made = open_desk(database_url, time_source)
    yield made
    made.database.close()
