"""What a plugin may read of the core in a unit of work."""

from dataclasses import dataclass
from datetime import datetime

from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.events import LineEvent
from fmdesk.core.domain.people import Channel, CostCentre, Location, Person
from fmdesk.core.domain.ticket import Line, Ticket
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.notices import read_settings
from fmdesk.core.services.pinning import today

MOST_PERSONS = 50


@dataclass(frozen=True, slots=True)
class WorkReaders:
    """The reading access of one unit of work; the api's `Readers` tells what each answers."""

    work: UnitOfWork

    # --- tickets and lines ---------------------------------------------------------------------

    def ticket(self, ticket_id: int) -> Ticket:
        """Return a ticket with its lines."""
        return self.work.tickets.ticket(ticket_id)

    def line(self, line_id: int) -> Line:
        """Return a line."""
        return self.work.tickets.line(line_id)

    def line_number(self, line: Line) -> str:
        """Return the number that the customer knows."""
        return self.work.tickets.line_number(line)

    def line_by_number(self, number: str) -> Line:
        """Return the line with a number such as `M000123.1`."""
        return self.line(self.work.tickets.line_id_by_number(number))

    def events(self, line_id: int) -> tuple[LineEvent, ...]:
        """Return the events of a line in their order."""
        return self.work.tickets.events(line_id)

    def lines_due(self, plugin: str, start: datetime, end: datetime) -> tuple[int, ...]:
        """Return a plugin's open lines due in [start, end), next due first."""
        return tuple(self.work.board.lines_due(plugin, start, end))

    def open_lines(self, plugin: str, location_id: int | None = None) -> tuple[Line, ...]:
        """Return a plugin's open lines, oldest first."""
        places = None if location_id is None else [one.id for one in self.places(location_id)]
        numbers = self.work.board.open_lines(plugin, places)
        return tuple(line for line, _events in self.work.tickets.with_events(numbers))

    def followed(self, line_id: int) -> tuple[Line, ...]:
        """Return the lines that a line follows."""
        return tuple(map(self.line, self.work.following.followed(line_id)))

    def followers(self, line_id: int) -> tuple[Line, ...]:
        """Return the lines that follow a line."""
        return tuple(map(self.line, self.work.following.followers(line_id)))

    # --- what stands around them ---------------------------------------------------------------

    def product(self, version_id: int) -> ProductVersion:
        """Return a version of a product."""
        return self.work.catalog.product_version(version_id)

    def product_by_code(self, code: str) -> ProductVersion:
        """Return the version of a product that is valid today."""
        return self.work.catalog.product(code, today(self.work))

    def products(self, plugin: str) -> tuple[ProductVersion, ...]:
        """Return the versions of a plugin's products that are valid today."""
        found = self.work.catalog.products(today(self.work))
        return tuple(one for one in found if one.plugin == plugin)

    def person(self, person_id: int) -> Person:
        """Return a person."""
        return self.work.people.person(person_id)

    def person_by_code(self, code: str) -> Person:
        """Return the person with a code."""
        return self.work.people.person_by_code(code)

    def find_persons(self, text: str, limit: int = MOST_PERSONS) -> tuple[Person, ...]:
        """Return persons found by name, code, e-mail or phone."""
        return self.work.people.find_persons(text, limit)

    def cost_centre(self, cost_centre_id: int) -> CostCentre:
        """Return a cost centre."""
        return self.work.people.cost_centre(cost_centre_id)

    def cost_centre_by_code(self, code: str) -> CostCentre:
        """Return the cost centre with a code."""
        return self.work.people.cost_centre_by_code(code)

    def channels(self) -> tuple[Channel, ...]:
        """Return the channels over which something can come in."""
        return self.work.people.channels()

    def locations(self) -> tuple[Location, ...]:
        """Return all locations."""
        return self.work.people.locations()

    def location_by_code(self, code: str) -> Location:
        """Return the location with a code."""
        return self.work.people.location_by_code(code)

    def places(self, location_id: int) -> tuple[Location, ...]:
        """Return a location and all that it is part of, from small to large."""
        found: list[Location] = []
        step: int | None = location_id
        while step is not None and step not in {one.id for one in found}:
            found.append(self.work.people.location(step))
            step = found[-1].parent_id
        return tuple(found)

    def tells_ready(self) -> bool:
        """Tell whether the office tells each customer by itself that a line is ready."""
        return read_settings(self.work).ready

    def calendar(self, code: str) -> Calendar:
        """Return a calendar as it is valid today."""
        return self.work.catalog.calendar(code, today(self.work))[1]

    def calendars(self) -> tuple[str, ...]:
        """Return the codes of the office's calendars."""
        return self.work.catalog.calendars()
