"""What services keep, by noun: one repository each."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.domain.catalog import Cluster, ProductVersion
from fmdesk.core.domain.charter import Charter
from fmdesk.core.domain.events import LineEvent
from fmdesk.core.domain.ledger import EntryKey, JournalEntry
from fmdesk.core.domain.month_progress import PeriodAct
from fmdesk.core.domain.people import (
    Channel,
    CostCentre,
    Department,
    Location,
    PauseReason,
    Person,
    Unit,
)
from fmdesk.core.domain.period import Month, Period
from fmdesk.core.domain.process import ProcessVersion
from fmdesk.core.domain.ticket import Contact, Line, Ticket
from fmdesk.core.domain.views import (
    JudgedRow,
    TicketFilter,
)
from fmdesk.core.ports.lists import ListPort


class PeopleRepository(Protocol):
    """Persons and the organisation. `save_*` adds (id 0) or updates by code; returns the stored."""

    def unit(self, unit_id: int) -> Unit: ...
    def unit_by_code(self, code: str) -> Unit: ...
    def units(self) -> tuple[Unit, ...]: ...
    def save_unit(self, unit: Unit) -> Unit: ...
    def departments(self) -> tuple[Department, ...]: ...
    def save_department(self, department: Department) -> Department: ...
    def cost_centre(self, cost_centre_id: int) -> CostCentre: ...
    def cost_centre_by_code(self, code: str) -> CostCentre: ...
    def cost_centres(self) -> tuple[CostCentre, ...]: ...
    def save_cost_centre(self, cost_centre: CostCentre) -> CostCentre: ...
    def location(self, location_id: int) -> Location: ...
    def location_by_code(self, code: str) -> Location: ...
    def locations(self) -> tuple[Location, ...]: ...
    def save_location(self, location: Location) -> Location: ...
    def person(self, person_id: int) -> Person: ...
    def person_by_code(self, code: str) -> Person: ...
    def find_persons(self, text: str, limit: int) -> tuple[Person, ...]: ...
    def persons(self, text: str, limit: int) -> tuple[Person, ...]: ...
    def persons_of(self, numbers: Collection[int]) -> tuple[Person, ...]: ...
    def save_person(self, person: Person) -> Person: ...
    def save_channel(self, channel: Channel) -> None: ...
    def channels(self) -> tuple[Channel, ...]: ...
    def save_pause_reason(self, reason: PauseReason) -> None: ...
    def pause_reasons(self) -> tuple[PauseReason, ...]: ...


class CatalogRepository(Protocol):
    """Products, processes, calendars and charters; versions are added, never edited."""

    def save_cluster(self, cluster: Cluster) -> Cluster: ...
    def clusters(self) -> tuple[Cluster, ...]: ...
    def product(self, code: str, on: date) -> ProductVersion:
        """Return the version valid on a day (office zone); NotFoundError `product.unknown`."""

    def product_version(self, version_id: int) -> ProductVersion: ...
    def products(self, on: date) -> tuple[ProductVersion, ...]: ...
    def add_product_version(self, version: ProductVersion) -> ProductVersion:
        """Add a version (id and product_id 0 to make the product too); equal content is kept."""

    def process(self, code: str) -> ProcessVersion:
        """Return the newest version of a process."""

    def process_of(self, product: ProductVersion) -> ProcessVersion | None:
        """Return the version of its process that a product uses, None without a process."""

    def process_version(self, version_id: int) -> ProcessVersion: ...
    def add_process_version(self, version: ProcessVersion) -> ProcessVersion: ...
    def calendar(self, code: str, on: date) -> tuple[int, Calendar]:
        """Return id and calendar of the version valid on a day."""

    def calendar_version(self, version_id: int) -> tuple[str, Calendar]:
        """Return code and calendar of a version."""

    def calendars(self) -> tuple[str, ...]: ...
    def add_calendar_version(self, code: str, valid_from: date, calendar: Calendar) -> int: ...
    def charter_version(self, version_id: int) -> Charter: ...
    def charters(self, on: date | None = None) -> tuple[Charter, ...]:
        """Return all versions, or those pinned for lines opened on a day."""

    def add_charter_version(self, charter: Charter) -> Charter: ...


class TicketRepository(ListPort, Protocol):
    """Tickets with lines and their events."""

    def add_ticket(self, ticket: Ticket) -> Ticket:
        """Store a ticket with its lines; returns it with ids and number."""

    def add_line(self, ticket: Ticket, line: Line) -> Line:
        """Store one line more on a ticket; returns it with its id."""

    def add_contact(self, contact: Contact) -> Contact: ...
    def ticket(self, ticket_id: int) -> Ticket: ...
    def line(self, line_id: int) -> Line: ...
    def line_id_by_number(self, number: str) -> int:
        """Return the id of `M000123.1`; NotFoundError `line.unknown`."""

    def line_number(self, line: Line) -> str: ...
    def find_external(self, source: str, external_ids: Sequence[str]) -> Mapping[str, int]:
        """Return the ticket ids of those external numbers that are stored already."""

    def imported(
        self, source: str, external_ids: Sequence[str]
    ) -> Mapping[str, tuple[Line, tuple[LineEvent, ...]]]:
        """Return the first line, with its events, of those external numbers stored already."""

    def add_tickets(
        self, tickets: Sequence[Ticket], events: Sequence[Sequence[Sequence[LineEvent]]]
    ) -> None:
        """Store many new tickets with their lines in one go, for imports.

        Args:
            tickets: Numbers and ids are given by the database; lines come with their projections.
            events: For each ticket, for each of its lines, its events, numbered from 1. They count
                as recorded when they happened, so that a draft of an earlier day sees them.
        """

    def add_contacts(self, contacts: Sequence[Contact]) -> None:
        """Store many contacts in one go."""

    def with_events(self, line_ids: Sequence[int]) -> Sequence[tuple[Line, tuple[LineEvent, ...]]]:
        """Return many lines with their events, by number; unknown ones are left out."""

    def events(self, line_id: int) -> tuple[LineEvent, ...]: ...
    def add_events(self, line_id: int, events: Sequence[LineEvent]) -> None:
        """Append events; the numbers must follow the stored ones."""

    def update_line(self, line: Line) -> Line:
        """Store projections and facts; `line.version` is the version read, one more is stored.

        Raises:
            ConflictError: `line.changed` when another change came first.
        """

    def verdict_ids(self, wanted: TicketFilter) -> Sequence[int]: ...
    def verdict_rows(
        self, wanted: TicketFilter, numbers: Sequence[int], language: str
    ) -> tuple[JudgedRow, ...]: ...


class LedgerPort(Protocol):
    """The only way to write the ledger."""

    def entries(self, keys: Sequence[EntryKey]) -> tuple[JournalEntry, ...]: ...
    def entries_of_line(self, line_id: int) -> tuple[JournalEntry, ...]: ...
    def entries_of_month(
        self, month: Month, since: datetime | None = None, until: datetime | None = None
    ) -> Iterator[JournalEntry]:
        """Yield what was posted in a month, after `since` and up to `until`."""

    def post(self, entries: Sequence[JournalEntry]) -> int:
        """Append entries that are new; an equal repeat is ignored.

        Raises:
            ConflictError: `ledger.conflict`, or `month.closed` when the period is closed.
        """


class PeriodPort(Protocol):
    """The only way to write periods and their frozen results."""

    def period(self, month: Month) -> Period:
        """Return the newest revision; an unknown month is open."""

    def periods(self) -> tuple[Period, ...]: ...
    def lock(self, month: Month) -> Period:
        """Lock the row of the period until the end of the unit of work, and return it."""

    def close(self, period: Period, figures_json: bytes, documents: Mapping[str, bytes]) -> None:
        """Freeze a revision with its canonical JSON and its documents (name -> bytes)."""

    def reopen(self, month: Month, reason: str) -> Period: ...
    def add_act(self, act: PeriodAct) -> None:
        """Store what somebody said about a revision."""

    def acts(self, month: Month) -> tuple[PeriodAct, ...]:
        """Return what was said about a month, oldest first."""

    def keep(self, period: Period, name: str, content: bytes) -> None:
        """Add a document to a closed revision."""

    def kept(self, month: Month, name: str) -> tuple[int, ...]:
        """Return the revisions that have a document of this name."""

    def figures(self, month: Month, revision: int | None = None) -> bytes: ...
    def document(self, month: Month, name: str, revision: int | None = None) -> bytes: ...


class SettingsRepository(Protocol):
    """Settings of the office: organisation, zone, imported terms; JSON values."""

    def get(self, name: str, default: str = "") -> str: ...
    def hold(self, name: str) -> None: ...
    def put(self, name: str, value: str) -> None: ...
