"""A small office in which one plugin is tried, with nothing of the user's own.

One unit delivers, one department pays, one person asks, and each kind of product that the plugin
declares is in the catalogue under its own id.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from fmdesk.bootstrap import Office
from fmdesk.bootstrap.opening import open_office
from fmdesk.config import Settings
from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.events import EventKind, LineEvent
from fmdesk.core.domain.people import CostCentre, Department, Location, Person, Unit
from fmdesk.core.domain.spec import PluginDeclarations
from fmdesk.core.domain.ticket import EventDraft, Line, OrderDraft, OrderLine, Scalar
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import TimeSource, UnitOfWork
from fmdesk.core.services.first_office import begin
from fmdesk.core.services.pinning import today
from fmdesk.plugins.api.sql import DATABASE_ERRORS
from fmdesk.plugins.host import PluginHost
from fmdesk.plugins.sources import Source

NAME = "Proefkantoor"
PERSON, PLACE, CENTRE = "P1", "L1", "4100"
"""Codes of who asks, where, and who pays."""
PRICE_CENTS = 1000


@dataclass(slots=True)
class Standing:
    """A `TimeSource` that stands still: Wednesday 4 March 2026, 10:00 in Amsterdam."""

    at: datetime = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        """Return the instant."""
        return self.at


@dataclass(frozen=True, slots=True)
class TrialOffice:
    """The office of one plugin, as its tests and checks use it.

    Attributes:
        office: The open office.
        plugin: Id of the plugin.
    """

    office: Office
    plugin: str

    @property
    def declared(self) -> PluginDeclarations:
        """What the plugin declares."""
        return self.office.host.declared(self.plugin)

    def order(self, product: str, quantity: int = 1, **details: Scalar) -> Line:
        """Take an order by phone, as the desk does; return its line.

        Args:
            product: Id of one of the plugin's kinds of product.
            quantity: Pieces.
            details: Answers to its form.

        Raises:
            DomainError: It is refused.
        """
        order = OrderLine(product, quantity, details=details, location=PLACE)
        draft = OrderDraft(uuid4(), "phone", (order,), requester=PERSON)
        return self.line(self.office.services.intake.take(draft).line_ids[0])

    def record(self, line: Line, kind: EventKind, **more: Any) -> Line:
        """Record an event on a line; return the line as it is then.

        Args:
            line: The line.
            kind: What happened.
            more: Other fields of the `EventDraft`.

        Raises:
            DomainError: It is refused.
        """
        draft = EventDraft(uuid4(), line.id, kind, self.line(line.id).version)
        self.office.services.fulfilment.record(replace(draft, **more))
        return self.line(line.id)

    def run(self, command: str, payload: object = None) -> Any:
        """Run one of the plugin's commands; see `Extensions.run`."""
        return self.office.extensions.run(uuid4(), self.plugin, command, payload)

    def ask(self, query: str, payload: object = None) -> Any:
        """Ask one of the plugin's queries; see `Extensions.ask`."""
        return self.office.extensions.ask(self.plugin, query, payload)

    def line(self, line_id: int) -> Line:
        """Return a line as it is now."""
        with self.office.door.read() as work:
            return work.tickets.line(line_id)

    def events(self, line: Line) -> tuple[LineEvent, ...]:
        """Return what happened to a line."""
        with self.office.door.read() as work:
            return tuple(work.tickets.events(line.id))


@contextmanager
def open_trial(
    folder: Path,
    source: Source,
    *,
    database: str = "",
    time_source: TimeSource | None = None,
    host: PluginHost | None = None,
) -> Iterator[TrialOffice]:
    """Open the office of one plugin; the first time it is made.

    Args:
        folder: Its data folder.
        source: The plugin.
        database: Address of its database; empty for a file in the folder.
        time_source: Its clock; one that stands still by default.
        host: What runs the plugin; one that has it alone by default.

    Raises:
        DomainError: The plugin cannot be loaded, or its tables cannot be made.
    """
    host = host or only(source)
    settings = Settings(data_dir=folder, database=database)
    with open_office(settings, is_created=True, host=host) as office:
        (row,) = host.rows()
        if row.reason is not None:
            raise row.reason
        office.door.time_source = time_source or Standing()
        if not office.organisation:
            _furnish(office, source.id)
        yield TrialOffice(office, source.id)


def only(source: Source) -> PluginHost:
    """Return a host that has one plugin and lets it in."""
    return PluginHost([source], allowed=[source.id], passing=DATABASE_ERRORS)


def _furnish(office: Office, plugin: str) -> None:
    products = office.host.declared(plugin).products

    def people(work: UnitOfWork) -> Changes:
        work.people.save_unit(Unit(0, "unit", "Dienst"))
        department = work.people.save_department(Department(0, "D1", "Afdeling"))
        place = work.people.save_location(Location(0, PLACE, "Gebouw", "building"))
        centre = work.people.save_cost_centre(CostCentre(0, CENTRE, "Afdeling", department.id))
        asks = Person(0, PERSON, "Ayşe Özdemir", "ayse@example.org", "020 123 45 67")
        asks = replace(asks, department_id=department.id, location_id=place.id)
        work.people.save_person(replace(asks, cost_centre_id=centre.id))
        return Changes()

    def offered(work: UnitOfWork) -> Changes:
        unit, first = work.people.unit_by_code("unit"), today(work)
        for spec in products:
            work.catalog.add_product_version(
                ProductVersion(
                    id=0,
                    product_id=0,
                    code=spec.id,
                    valid_from=first,
                    name_nl=spec.name.nl or spec.id,
                    name_en=spec.name.en or spec.id,
                    cluster="",
                    unit_id=unit.id,
                    price_cents=PRICE_CENTS,
                    calendar="office",
                    process=spec.process,
                    plugin=plugin,
                    form=spec.form,
                )
            )
        return Changes()

    begin(office.door, NAME)
    office.door.run(uuid4(), "administration.save", None, people, Changes)
    office.extensions.enable(uuid4(), plugin)
    office.door.run(uuid4(), "administration.save", None, offered, Changes)
