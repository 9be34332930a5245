"""What the services ask of the outside world, as protocols."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, Protocol, TypeVar
from uuid import UUID

from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.domain.catalog import Cluster, ProductVersion
from fmdesk.core.domain.charter import Charter, Outcome, Verdict
from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.events import LineEvent
from fmdesk.core.domain.ledger import EntryKey, JournalEntry
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
from fmdesk.core.domain.spec import FactSpec, FormSpec, PluginRow, ViewSpec
from fmdesk.core.domain.ticket import Contact, Line, OrderLine, Scalar, Ticket
from fmdesk.core.domain.views import ConditionView, MonthFigures
from fmdesk.core.lists import ListPort
from fmdesk.core.staging import ImportPort, Staging

R = TypeVar("R")


class TimeSource(Protocol):
    """Where "now" comes from, once per unit of work."""

    def now(self) -> datetime:
        """Return the present instant, aware UTC in whole seconds."""


# --- the decision engine ---------------------------------------------------------------------


class Question(NamedTuple):
    """One message to the engine: one part of one line under one charter version.

    Attributes:
        charter_version_id: The charter version asked about.
        facts: Flat, typed facts; besides those of the line always `clock.finished` and
            `clock.past_due` (bool) and `clock.has_guarantee` (bool).
    """

    charter_version_id: int
    facts: Mapping[str, str | int | bool]


@dataclass(frozen=True, slots=True)
class Explained:
    """Why the engine decides a question as it does.

    Attributes:
        outcome: What it decides; `MANUAL` when it cannot.
        matching: The outcomes of all rules that match, by precedence; the first one counts.
        conditions: The conditions under which the charter applies, each beside its fact.
        exceptions: Its exceptions, each beside its fact.
        refused: Why the facts cannot be put to the engine, None when they can.
    """

    outcome: Outcome
    matching: tuple[Outcome, ...]
    conditions: tuple[ConditionView, ...]
    exceptions: tuple[ConditionView, ...]
    refused: DomainError | None = None


class RuleEngine(Protocol):
    """Decides questions; the adapter runs durable_rules in a process of its own."""

    @property
    def name(self) -> str:
        """Name and version, for reports; a fallback says so."""

    @property
    def is_fallback(self) -> bool:
        """Whether the reference evaluator stands in."""

    def load(self, charters: Sequence[Charter], fact_types: Mapping[str, type]) -> str:
        """Compile a charter set and return its hash.

        A charter that names a fact which nobody supplies (its plugin is gone) is set aside: only a
        question about it raises InvalidInputError `charter.fact_gone`.

        Raises:
            InvalidInputError: A charter compares a fact with a wrong type, or the set is beyond
                the limits of the engine.
        """

    def decide(self, questions: Iterable[Sequence[Question]]) -> Iterator[Sequence[Outcome]]:
        """Decide batches in order; `MANUAL` where the engine died on a question."""

    def check(self, questions: Sequence[Question]) -> list[Outcome]:
        """Decide questions with the reference evaluator, for the cross-check."""

    def explain(self, question: Question) -> Explained:
        """Decide one question again, and tell every rule that matches and every condition."""

    def close(self) -> None:
        """End the process."""


# --- plugins ---------------------------------------------------------------------------------


class PluginGateway(Protocol):
    """Asks only the plugin that owns the line's product; errors come as `PluginError`.

    Every call is made inside the unit of work; what the plugin stores commits with it.
    """

    def facts(self) -> tuple[FactSpec, ...]: ...
    def fact_types(self) -> Mapping[str, type]:
        """Return the declared facts of all active plugins with their types."""

    def form(self, plugin: str, form: str) -> FormSpec | None:
        """Return a declared form."""

    def check_request(self, work: "UnitOfWork", product: ProductVersion, line: OrderLine) -> None:
        """Let the plugin refuse an order line."""

    def price(self, work: "UnitOfWork", product: ProductVersion, line: OrderLine) -> int | None:
        """Return the plugin's price of the whole line in cents, None to use the catalogue's."""

    def ordered(
        self, work: "UnitOfWork", product: ProductVersion, line: Line
    ) -> Mapping[str, Scalar]:
        """Tell the plugin that a line was stored; return the facts to pin on it."""

    def event_recorded(
        self, work: "UnitOfWork", product: ProductVersion, line: Line, event: LineEvent
    ) -> Mapping[str, Scalar]:
        """Tell the plugin of an event (delivery, step, cancellation); return facts that changed."""


class Extensions(Protocol):
    """What pages, the command line and the worker ask of plugins; each call is a unit of work."""

    def rows(self) -> tuple[PluginRow, ...]:
        """Return every plugin found with its state."""

    def views(self) -> tuple[tuple[str, ViewSpec], ...]:
        """Return plugin and page of every active plugin."""

    def run(self, op_id: UUID, plugin: str, command: str, payload: object = None) -> object:
        """Run a plugin's command through the door."""

    def ask(self, plugin: str, query: str, payload: object = None) -> object:
        """Ask one of a plugin's queries, reading only."""

    def run_due(self) -> tuple[DomainError, ...]:
        """Run the timer work of all plugins that is due; returns the faults."""


# --- storage ---------------------------------------------------------------------------------


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
    def budget(self, cost_centre_id: int, year: int) -> int | None: ...
    def save_budget(self, cost_centre_id: int, year: int, cents: int) -> None: ...
    def location(self, location_id: int) -> Location: ...
    def location_by_code(self, code: str) -> Location: ...
    def locations(self) -> tuple[Location, ...]: ...
    def save_location(self, location: Location) -> Location: ...
    def person(self, person_id: int) -> Person: ...
    def person_by_code(self, code: str) -> Person: ...
    def find_persons(self, text: str, limit: int) -> tuple[Person, ...]: ...
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


class LedgerPort(Protocol):
    """The only way to write the ledger."""

    def entries(self, keys: Sequence[EntryKey]) -> tuple[JournalEntry, ...]: ...
    def entries_of_line(self, line_id: int) -> tuple[JournalEntry, ...]: ...
    def entries_of_month(self, month: Month) -> Iterator[JournalEntry]: ...
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
    def figures(self, month: Month, revision: int | None = None) -> bytes: ...
    def document(self, month: Month, name: str, revision: int | None = None) -> bytes: ...


class SettingsRepository(Protocol):
    """Settings of the office: organisation, zone, imported terms; JSON values."""

    def get(self, name: str, default: str = "") -> str: ...
    def put(self, name: str, value: str) -> None: ...


class StorageInfo(Protocol):
    """What the status line tells of the database."""

    @property
    def place(self) -> str:
        """Kind and place in words, without a password."""

    @property
    def is_single_user(self) -> bool:
        """Tell whether it is a file on one workstation."""


class UnitOfWork(Protocol):
    """One transaction. Readers have the same repositories in a read-only one."""

    now: datetime
    actor: str
    zone: str
    people: PeopleRepository
    catalog: CatalogRepository
    tickets: TicketRepository
    ledger: LedgerPort
    periods: PeriodPort
    settings: SettingsRepository
    months: "MonthStore"
    imports: ImportPort

    def stores(self, plugin: str) -> object:
        """Return the store of a plugin, opened in this transaction."""


class Door(Protocol):
    """The one door: every change is a command with a client-made `op_id`."""

    def run(
        self,
        op_id: UUID,
        name: str,
        payload: object,
        work: Callable[[UnitOfWork], R],
        result: type[R],
        *,
        staging: Staging | None = None,
    ) -> R:
        """Run a command in one transaction with its row in the command log.

        A repeated `op_id` with an equal payload returns the first result without running; with
        another payload it is a ConflictError `command.reused`. Serialization failures retry.

        Args:
            op_id: Made once by the client.
            name: Name of the use case, for example `intake.take`.
            payload: A frozen dataclass (or None), stored and digested as canonical JSON.
            work: The use case.
            result: Frozen dataclass of the result, so that a stored one can be read back.
            staging: What the use case takes in, laid ready before its transaction begins.
        """

    def earlier(self, op_id: UUID, payload: object, result: type[R]) -> R | None:
        """Return what a command answered, None when it has not run yet; raises as `run` does."""

    def read(self) -> AbstractContextManager[UnitOfWork]:
        """Open a read-only unit of work with one consistent view."""

    def head(self) -> str:
        """Return the head of the command log's hash chain, in hex."""


# --- the month's bulk access (implemented beside the tables) -----------------------------------


class MonthLine(NamedTuple):
    """A line as the month run reads it: narrow, with its events; made by the million."""

    id: int
    number: str
    product_version_id: int
    process_version_id: int | None
    calendar_version_id: int | None
    charter_version_ids: tuple[int, ...]
    unit_id: int
    department_id: int | None
    cost_centre_id: int | None
    variant: str
    quantity: int
    price_cents: int
    opened_at: datetime
    due_given: datetime | None
    channel: str
    facts: Mapping[str, Scalar]
    version: int
    events: tuple[LineEvent, ...]
    is_own: bool
    """Opened in the month; False for earlier lines that still matter."""


@dataclass(frozen=True, slots=True)
class StoredVerdict:
    """A verdict with what it costs, as the month keeps it."""

    verdict: Verdict
    cents: int
    full_cents: int
    points: int
    bearer_id: int | None
    is_trial: bool


VerdictRow = tuple[str | int | bool | None, ...]
"""A verdict as plain values, for bulk writing: month, line, part, clock run, charter version,
outcome, quantity, due and finished (epoch seconds), over in working and clock seconds, facts
(JSON), cents, full cents, points, bearer, is_trial."""


@dataclass(frozen=True, slots=True)
class SanctionKey:
    """What a sanction falls on."""

    line_id: int
    part: int
    clock_run: int
    charter_version_id: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A sanction as control proposes it."""

    key: SanctionKey
    cents: int
    points: int
    bearer_id: int


@dataclass(frozen=True, slots=True)
class SanctionRecord:
    """A stored sanction.

    Attributes:
        id: Its number.
        key: What it falls on.
        month: The month in which it was last proposed.
        cents: The customer's credit, in cents.
        points: Points.
        bearer_id: Who bears it by the charter.
        state: `proposed`, `confirmed`, `moved`, `waived`, `posted` or `withdrawn`.
        to_unit_id: The unit it was moved to by a decision.
        has_objection: An objection waits for a decision.
        version: Counts changes.
    """

    id: int
    key: SanctionKey
    month: str
    cents: int
    points: int
    bearer_id: int
    state: str
    to_unit_id: int | None
    has_objection: bool
    version: int


@dataclass(frozen=True, slots=True)
class ControlRun:
    """The last control run of a month; `figures` is canonical JSON."""

    month: str
    as_of: datetime
    at: datetime
    engine: str
    charter_set: str
    lines: int
    verdicts: int
    is_fallback: bool
    figures: bytes


class MonthStore(Protocol):
    """Bulk reading and writing for control and close."""

    def lines(
        self, month: Month, as_of: datetime, *, with_earlier: bool, size: int
    ) -> Iterator[Sequence[MonthLine]]:
        """Yield the lines opened in a month, and the earlier ones not settled, in pieces.

        Args:
            month: The month.
            as_of: Events recorded later are left out, and lines received later too.
            with_earlier: Also lines of earlier months that no close has settled, or that changed
                since.
            size: Lines in one piece.
        """

    def count(self, month: Month, as_of: datetime, *, with_earlier: bool) -> int:
        """Return how many lines `lines` will yield."""

    def line(self, line_id: int) -> MonthLine:
        """Return one line as the month run reads it."""

    def entries(self, line_ids: Sequence[int]) -> Mapping[int, Sequence[JournalEntry]]:
        """Return the journal entries of some lines."""

    def sanctions(self, line_ids: Sequence[int]) -> Mapping[SanctionKey, SanctionRecord]:
        """Return the sanctions of some lines."""

    def sanction(self, sanction_id: int) -> SanctionRecord:
        """Return one sanction; NotFoundError `sanction.unknown`."""

    def replace_verdicts(self, month: Month, pieces: Iterable[Sequence[VerdictRow]]) -> None:
        """Replace the verdicts of an open month by those of a new run."""

    def replace_proposals(self, month: Month, proposals: Sequence[Proposal]) -> None:
        """Bring the proposals of a month up to date; decisions stay, unfounded ones go."""

    def decide(
        self, sanction: SanctionRecord, kind: str, reason: str, to_unit_id: int | None
    ) -> None:
        """Store an objection or a decision and the state it leads to."""

    def mark_posted(self, month: Month) -> None:
        """Mark the month's sanctions as posted."""

    def settle(self, month: Month, lines: Iterable[tuple[int, int]]) -> None:
        """Mark lines (number, version read) as settled, unless they changed since."""

    def save_run(self, run: ControlRun) -> None:
        """Store the last control run of a month."""

    def run(self, month: Month) -> ControlRun | None:
        """Return the last control run of a month."""

    def runs(self) -> tuple[ControlRun, ...]:
        """Return the last control run of each month, without figures."""

    def opened(self) -> Mapping[str, int]:
        """Return the number of lines opened by month of the office's zone, oldest first."""

    def quarantined(self, month: Month) -> int:
        """Return how many verdicts of the last run wait in quarantine."""

    def proposals(self, month: Month) -> int:
        """Return how many sanctions of the month are proposed with an objection undecided."""

    def verdicts(self, line_id: int) -> tuple[tuple[str, StoredVerdict], ...]:
        """Return month and verdict of every verdict stored for a line."""


class ReportWriter(Protocol):
    """How a month becomes a document."""

    def render(self, kind: str, language: str, form: str, figures: MonthFigures) -> bytes:
        """Return a report; equal figures give equal bytes, whatever the machine is set to.

        Args:
            kind: `monthly` or `sanctions`.
            language: `nl` or `en`.
            form: `pdf`, `csv` or `xlsx`.
            figures: Everything it shows.

        Raises:
            InvalidInputError: `report.kind`, `report.language` or `report.form`.
        """


class Progress(Protocol):
    """How a long job tells how far it is and learns that it should stop."""

    def report(self, done: int, total: int) -> None:
        """Tell that `done` of `total` pieces are done; `total` 0 when unknown."""

    def is_cancelled(self) -> bool:
        """Tell whether the user asked to stop; the job then rolls back and raises."""
