"""What a plugin is given while it works: moment, actor, reading access, the desk, its own store."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.charter import FactValue
from fmdesk.core.domain.events import LineEvent
from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.core.domain.people import Channel, CostCentre, Location, Person
from fmdesk.core.domain.ticket import Line, Ticket
from fmdesk.plugins.api.desk import Desk

Store = TypeVar("Store")


class Readers(Protocol):
    """Reading access to the core, in the same transaction; all answers are frozen data.

    What is asked for by its number or code and is not there raises a NotFoundError.
    """

    def ticket(self, ticket_id: int) -> Ticket:
        """Return a ticket with its lines."""

    def line(self, line_id: int) -> Line:
        """Return a line."""

    def line_number(self, line: Line) -> str:
        """Return the number that the customer knows, `M000123.1`."""

    def line_by_number(self, number: str) -> Line:
        """Return the line with a number such as `M000123.1`, the first of `M000123`."""

    def events(self, line_id: int) -> tuple[LineEvent, ...]:
        """Return the events of a line in their order."""

    def lines_due(self, plugin: str, start: datetime, end: datetime) -> tuple[int, ...]:
        """Return the numbers of a plugin's open lines due in [start, end), next due first."""

    def open_lines(self, plugin: str, location_id: int | None = None) -> tuple[Line, ...]:
        """Return a plugin's open lines, by number.

        Args:
            plugin: Id of the plugin.
            location_id: Only those at this location, or at one that it is part of.
        """

    def followed(self, line_id: int) -> tuple[Line, ...]:
        """Return the lines that a line follows, in the order in which they were linked."""

    def followers(self, line_id: int) -> tuple[Line, ...]:
        """Return the lines that follow a line, in the order in which they were linked."""

    def product(self, version_id: int) -> ProductVersion:
        """Return a version of a product."""

    def product_by_code(self, code: str) -> ProductVersion:
        """Return the version of a product that is valid today."""

    def products(self, plugin: str) -> tuple[ProductVersion, ...]:
        """Return the versions of a plugin's products that are valid today."""

    def person(self, person_id: int) -> Person:
        """Return a person."""

    def person_by_code(self, code: str) -> Person:
        """Return the person with a code."""

    def find_persons(self, text: str, limit: int = 50) -> tuple[Person, ...]:
        """Return persons found by their name, code, e-mail address or phone number."""

    def cost_centre(self, cost_centre_id: int) -> CostCentre:
        """Return a cost centre."""

    def cost_centre_by_code(self, code: str) -> CostCentre:
        """Return the cost centre with a code."""

    def channels(self) -> tuple[Channel, ...]:
        """Return the channels over which something can come in."""

    def locations(self) -> tuple[Location, ...]:
        """Return all locations."""

    def location_by_code(self, code: str) -> Location:
        """Return the location with a code."""

    def places(self, location_id: int) -> tuple[Location, ...]:
        """Return a location and all that it is part of, from small to large."""

    def tells_ready(self) -> bool:
        """Tell whether the office tells each customer by itself that a line is ready."""

    def calendar(self, code: str) -> Calendar:
        """Return a calendar of the office as it is valid today: when it is open, what is due."""

    def calendars(self) -> tuple[str, ...]:
        """Return the codes of the office's calendars."""


@dataclass(frozen=True, slots=True)
class WorkContext(Generic[Store]):
    """One unit of work as a plugin sees it; not to be kept after the call.

    Attributes:
        now: The instant of this unit of work, aware UTC in whole seconds.
        actor: Who works.
        zone: IANA name of the office's zone.
        store: The plugin's own store, opened in this transaction; None without a schema.
        readers: Reading access to the core.
        desk: What the plugin may have the desk do; for commands, timer work and the hooks that
            change something. A query, a price or a notice has nothing done.
        setting: Returns the value of one of the plugin's settings by its name.
    """

    now: datetime
    actor: str
    zone: str
    store: Store
    readers: Readers
    desk: Desk
    setting: Callable[[str], FactValue]

    def wall(self, at: datetime) -> datetime:
        """Return what the office's clock on the wall reads at an instant, without a zone."""
        return self._time.local(at).replace(tzinfo=None, fold=0)

    def instant(self, wall: datetime) -> datetime:
        """Return when the clock on the wall reads this, aware UTC.

        Args:
            wall: A reading without a zone, as a form holds it. One that the clock skips in spring
                is the first instant after it, one that comes twice the first of both.
        """
        return self._time.instant(wall)

    @property
    def _time(self) -> OfficeTime:
        return OfficeTime(self.zone, lambda: self.now)
