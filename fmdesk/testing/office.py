"""A small office with plugins, for the tests of who writes one: worked as at the desk.

Monday 2 March 2026, 09:00 in Amsterdam, until the test moves its clock. `P1` has an e-mail address,
`P2` a phone alone.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from fmdesk.authoring.office import CENTRE, PERSON, TrialOffice
from fmdesk.bootstrap import Silent, open_office
from fmdesk.config import Settings
from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.charter import Charter
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.message import Message
from fmdesk.core.domain.people import CostCentre, Department, Person, Unit
from fmdesk.core.domain.ticket import Line, OrderDraft, OrderLine, Scalar
from fmdesk.core.domain.views import Changes, MonthFigures
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.first_office import begin
from fmdesk.core.services.pinning import today
from fmdesk.plugins.api.sql import DATABASE_ERRORS
from fmdesk.plugins.gateway import Gateway
from fmdesk.plugins.host import PluginHost
from fmdesk.plugins.sources import Source, bundled_sources
from fmdesk.testing import FakeTime

ZONE = ZoneInfo("Europe/Amsterdam")
PEOPLE = (
    (PERSON, "Ayşe Özdemir", "a.ozdemir@example.org", "1201"),
    ("P2", "Rob Bakker", "", "1202"),
)


def at(clock: str) -> datetime:
    """Return an instant by the clock in Amsterdam, `2026-03-03T12:00`."""
    return datetime.fromisoformat(clock).replace(tzinfo=ZONE)


@dataclass(frozen=True, slots=True)
class Offer:
    """A product of the catalogue that a plugin serves; `process` is one that it declares."""

    code: str
    plugin: str
    form: str
    process: str
    price_cents: int = 0


class PluginDesk(TrialOffice):
    """A desk of that office; `plugin` is the one that is tested."""

    @property
    def clock(self) -> FakeTime:
        """The clock of the office, which the test moves."""
        clock = self.office.door.time_source
        assert isinstance(clock, FakeTime)
        return clock

    # --- what the desk does --------------------------------------------------------------------

    def order(self, product: str, quantity: int = 1, **details: Scalar) -> Line:
        """Order something with the answers to its form, as by phone; `requester` says who asks."""
        requester = str(details.pop("requester", PERSON))
        order = OrderLine(product, quantity, details=details)
        draft = OrderDraft(uuid4(), "phone", (order,), requester=requester)
        return self.line(self.office.services.intake.take(draft).line_ids[0])

    def change(self, line: Line, **details: Scalar) -> Line:
        """Change the answers to its form, as its own plugin has it done."""

        def run(work: UnitOfWork) -> Changes:
            context = Gateway(self.office.host).context(work, line.plugin)
            context.desk.change(line.id, "Anders", details=details)
            return Changes()

        self.write(run)
        return self.line(line.id)

    def cancel(self, line: Line, reason: str = "Gaat niet door.") -> Line:
        """Cancel a line."""
        return self.record(line, EventKind.CANCELLED, reason=reason)

    # --- what stands there ---------------------------------------------------------------------

    def lines(self, line: Line) -> Sequence[Line]:
        """Return all lines on the ticket of a line."""
        with self.office.door.read() as work:
            return work.tickets.ticket(line.ticket_id).lines

    def number(self, line: Line) -> str:
        """Return the number of a line, `M000001.1`."""
        with self.office.door.read() as work:
            return work.tickets.line_number(line)

    def reasons(self, line: Line) -> list[str]:
        """Return what stands in words on the timeline of a line."""
        return [event.reason for event in self.events(line) if event.reason]

    def messages(self, line: Line) -> Sequence[Message]:
        """Return the messages about a line, oldest first."""
        with self.office.door.read() as work:
            return sorted(work.outbox.of_line(line.id), key=lambda one: one.id)

    def month(self, month: str) -> MonthFigures:
        """Return what a month comes to, such as `2026-03`."""
        return self.office.services.month.control(month, Silent())

    # --- the office ----------------------------------------------------------------------------

    def repeat(self, op_id: UUID, command: str, payload: object = None) -> Any:
        """Run a command of the plugin under a number; under the same one it happens once."""
        return self.office.extensions.run(op_id, self.plugin, command, payload)

    def run_due(self) -> None:
        """Let time do its work; nothing may fail."""
        faults = self.office.extensions.run_due()
        assert not faults, faults

    def set(self, **settings: Any) -> None:
        """Set settings of the plugin."""

        def run(work: UnitOfWork) -> Changes:
            for name, value in settings.items():
                work.settings.put(f"{self.plugin}.{name}", json.dumps(value))
            return Changes()

        self.write(run)

    def adopt(self, charter: Charter) -> None:
        """Let a charter count for what is ordered from now on."""

        def run(work: UnitOfWork) -> Changes:
            work.catalog.add_charter_version(charter)
            return Changes()

        self.write(run)

    def write(self, run: Callable[[UnitOfWork], Changes]) -> None:
        """Change something past all use cases."""
        self.office.door.run(uuid4(), "administration.save", None, run, Changes)


DeskKind = TypeVar("DeskKind", bound=PluginDesk)


@contextmanager
def opened_desk(
    kind: type[DeskKind], url: str, folder: Path, modules: Mapping[str, str]
) -> Iterator[DeskKind]:
    """Open a desk on a database; `fill_office` fills one that is new.

    Args:
        kind: What is made: `PluginDesk`, or what a project makes of it.
        url: Address of the database.
        folder: Its data folder.
        modules: Module with the hooks, by the id of each plugin that does not come with fmdesk;
            the first one is tested.
    """
    sources = (*bundled_sources(), *(Source(name, one) for name, one in modules.items()))
    host = PluginHost(sources, allowed=list(modules), passing=DATABASE_ERRORS)
    settings = Settings(data_dir=folder, database=url)
    with open_office(settings, is_created=True, host=host) as office:
        assert [row.reason for row in host.rows() if row.reason] == []
        office.door.time_source = FakeTime()
        yield kind(office, next(iter(modules)))


def fill_office(desk: PluginDesk, offers: Iterable[Offer]) -> None:
    """Put people, a unit and products into the new office of a desk.

    Args:
        desk: The desk.
        offers: The products of its catalogue.
    """
    begin(desk.office.door, "Proefkantoor")
    desk.write(_found)
    for plugin in sorted({one.plugin for one in offers}):
        desk.office.extensions.enable(uuid4(), plugin)

    def offer(work: UnitOfWork) -> Changes:
        plain = ProductVersion(
            id=0,
            product_id=0,
            code="",
            valid_from=today(work),
            name_nl="",
            name_en="",
            cluster="",
            unit_id=work.people.unit_by_code("UNIT").id,
            price_cents=0,
            calendar="office",
        )
        for one in offers:
            named = replace(plain, name_nl=one.code.capitalize(), name_en=one.code.capitalize())
            product = replace(
                named,
                code=one.code,
                plugin=one.plugin,
                form=one.form,
                process=one.process,
                price_cents=one.price_cents,
            )
            work.catalog.add_product_version(product)
        return Changes()

    desk.write(offer)


def _found(work: UnitOfWork) -> Changes:
    people = work.people
    people.save_unit(Unit(0, "UNIT", "Team Gastvrijheid"))
    department = people.save_department(Department(0, "FIN", "Financiën"))
    centre = people.save_cost_centre(CostCentre(0, CENTRE, "Financiën", department.id))
    for code, name, email, phone in PEOPLE:
        person = Person(0, code, name, email, phone, department.id, centre.id)
        people.save_person(person)
    return Changes()
