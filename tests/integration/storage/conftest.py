"""An office on both databases: the same tests run on SQLite and on a real PostgreSQL."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from uuid import uuid4

import pytest

from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.domain.catalog import Cluster, ProductVersion
from fmdesk.core.domain.charter import Charter, Guarantee, Sanction, SanctionKind
from fmdesk.core.domain.limits import Limit, LimitUnit
from fmdesk.core.domain.people import CostCentre, Department, Location, Person, Unit
from fmdesk.core.domain.process import ProcessVersion, Side, Step
from fmdesk.core.domain.ticket import Line, LinePins, Ticket
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import Database, open_database
from fmdesk.testing import FakeTime, Fill, create_tables

OPENED = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
FROM = date(2020, 1, 1)

Change = Callable[[Callable[[UnitOfWork], object]], None]
MakeTicket = Callable[..., Ticket]


@pytest.fixture(autouse=True)
def _measured_once() -> None:
    """Everything is measured on both databases."""


def fill(url: str, *works: Callable[[UnitOfWork], object]) -> None:
    """Run each in a session of Jan, as a command of its own, on the database at an address."""
    database = open_database(url)
    for work in works:
        _run(SqlDoor(database, actor="jan", time_source=FakeTime()), work)
    database.close()


def small_office(url: str) -> None:
    """Put the small office into a database."""
    fill(url, build)


@pytest.fixture
def database_content(request: pytest.FixtureRequest) -> Fill:
    """The small office where the test has one."""
    return small_office if "office" in request.fixturenames else create_tables


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A database with the tables of the core."""
    opened = open_database(database_url, busy_ms=60_000)  # some tests write from many threads
    yield opened
    opened.close()


@pytest.fixture
def door(database: Database, time_source: FakeTime) -> SqlDoor:
    """The door of a session of Jan."""
    return SqlDoor(database, actor="jan", time_source=time_source)


@pytest.fixture
def change(door: SqlDoor) -> Change:
    """Run something as a command of its own."""

    return partial(_run, door)


def _run(door: SqlDoor, work: Callable[[UnitOfWork], object]) -> None:
    def changed(unit: UnitOfWork) -> Changes:
        work(unit)
        return Changes()

    door.run(uuid4(), "test.change", None, changed, Changes)


@pytest.fixture
def office(door: SqlDoor) -> SqlDoor:
    """A small office, which its database begins with."""
    return door


def build(work: UnitOfWork) -> None:
    """Store a unit, a department with its cost centre, two persons, a product."""
    people, catalog = work.people, work.catalog
    desk = people.save_unit(Unit(0, "FO", "Frontoffice", is_front_office=True))
    store = people.save_unit(Unit(0, "MAG", "Magazijn", parent_id=desk.id))
    department = people.save_department(Department(0, "FIN", "Financiën"))
    centre = people.save_cost_centre(CostCentre(0, "4100", "Financiën", department.id))
    room = people.save_location(Location(0, "A1.01", "Kamer A1.01", "room"))
    refer = {"department_id": department.id, "cost_centre_id": centre.id, "location_id": room.id}
    people.save_person(Person(0, "P1", "Ayşe Özdemir", "ayse@example.org", "06-1234", **refer))
    people.save_person(Person(0, "P2", "Jan de Wit", "jan@example.org", unit_id=store.id))
    catalog.save_cluster(Cluster(0, "SUP", "Artikelen", "Supplies"))
    office_hours = Calendar("Europe/Amsterdam", {day: [("09:00", "17:00")] for day in range(5)})
    catalog.add_calendar_version("office", FROM, office_hours)
    steps = (
        Step(0, "Aannemen", "Take", Side.FRONT, desk.id, 3600),
        Step(1, "Leveren", "Deliver", Side.BACK, store.id, 8 * 3600, 15),
    )
    catalog.add_process_version(ProcessVersion(0, "deliver", "Leveren", "Deliver", steps))
    catalog.add_product_version(
        ProductVersion(
            id=0,
            product_id=0,
            code="PAP",
            valid_from=FROM,
            name_nl="Papier A4",
            name_en="Paper A4",
            cluster="SUP",
            unit_id=store.id,
            price_cents=495,
            price_unit="pak",
            lead_time=Limit(LimitUnit.CLOCK_HOURS, 24),
            calendar="office",
            process="deliver",
            synonyms=("kopieerpapier",),
        )
    )
    catalog.add_charter_version(
        Charter(
            id=0,
            code="PAPER-24",
            version=0,
            name_nl="Papier binnen 24 uur",
            name_en="Paper within 24 hours",
            promise_nl="Binnen 24 uur, anders gratis.",
            promise_en="Within 24 hours, or free.",
            guarantee=Guarantee(limit=Limit(LimitUnit.CLOCK_HOURS, 24)),
            sanction=Sanction(SanctionKind.NOT_CHARGED),
        )
    )


@pytest.fixture
def make_ticket(office: SqlDoor) -> MakeTicket:
    """Give tickets of the office that are not stored yet."""
    with office.read() as work:
        product = work.catalog.product("PAP", FROM)
        centre = work.people.cost_centre_by_code("4100")
        room = work.people.location_by_code("A1.01")
        person = work.people.person_by_code("P1")
        pins = LinePins(
            product.id,
            work.catalog.process("deliver").id,
            work.catalog.calendar("office", FROM)[0],
            tuple(charter.id for charter in work.catalog.charters(FROM)),
        )

    def make(quantity: int = 10, subject: str = "Papier", **values: object) -> Ticket:
        line_values = {name: values.pop(name) for name in tuple(values) if name in Line.__slots__}
        line = Line(
            **{
                "id": 0,
                "ticket_id": 0,
                "position": 1,
                "pins": pins,
                "product_code": "PAP",
                "unit_id": product.unit_id,
                "department_id": centre.department_id,
                "cost_centre_id": centre.id,
                "location_id": room.id,
                "variant": "",
                "quantity": quantity,
                "price_cents": 495 * quantity,
                "opened_at": OPENED,
                **line_values,
            }
        )
        return Ticket(
            **{
                "id": 0,
                "number": "",
                "requester_id": person.id,
                "recipient_id": None,
                "channel": "phone",
                "received_at": OPENED,
                "registered_at": OPENED,
                "owner": "jan",
                "subject": subject,
                "lines": (line,),
                **values,
            }
        )

    return make
