"""Frozen data that services hand to screens, the command line and reports."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from fmdesk.core.domain.broken import BrokenLine
from fmdesk.core.domain.charter import FactValue, Outcome
from fmdesk.core.domain.crossing import ReturnedLines
from fmdesk.core.domain.events import LineEvent
from fmdesk.core.domain.month_progress import Ruling
from fmdesk.core.domain.remaining import NEAR_SECONDS
from fmdesk.core.domain.sections import ReportSection
from fmdesk.core.domain.ticket import LineState

if TYPE_CHECKING:
    from fmdesk.core.domain.calendar import Calendar


@dataclass(frozen=True, slots=True)
class Changes:
    """What a command changed: pages that show one of these ids query again."""

    tickets: tuple[int, ...] = ()
    months: tuple[str, ...] = ()
    is_everything: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """The answer of `intake.take`: what the customer is told."""

    ticket_id: int
    number: str
    line_ids: tuple[int, ...]
    due_at: datetime | None
    price_cents: int
    promises: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recorded:
    """The answer of `fulfilment.record`."""

    line_id: int
    ticket_id: int
    event_number: int
    version: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a pick list: the code that is stored and the words that are shown."""

    code: str
    text: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class TicketFilter:
    """What the ticket list shows; empty means no restriction.

    Attributes:
        text: Words to find; each is a prefix.
        states: States of the line.
        unit_id: The delivering unit.
        department_id: The paying department.
        product: Code of the product.
        month: Lines opened in this month, `YYYY-MM`.
        outcome: Lines with such a verdict in that month's last control.
        charter_code: Only verdicts of this charter.
        is_late: Open and past due.
        unit: Code of the delivering unit, as `unit_id` by its code.
        department: Code of the paying department, as `department_id` by its code.
        is_near: Open, and near breach or late; `domain.remaining` says when.
        is_mine: The ticket is owned by who asks.
        owner: Owner of the ticket.
        returned: Came back over the cut; without any restriction those at the desk now.
        sort: `number`, `opened`, `due`, `ready`, `product`, `requester`, `channel`, `unit`,
            `department`, `location`, `state`, `quantity` or `price`.
        is_descending: Sorted the other way round.
    """

    text: str = ""
    states: tuple[LineState, ...] = ()
    unit_id: int | None = None
    department_id: int | None = None
    product: str = ""
    month: str = ""
    outcome: Outcome | None = None
    charter_code: str = ""
    is_late: bool = False
    unit: str = ""
    department: str = ""
    is_near: bool = False
    is_mine: bool = False
    owner: str = ""
    returned: ReturnedLines | None = None
    sort: str = "number"
    is_descending: bool = True


@dataclass(frozen=True, slots=True)
class TicketRow:
    """One row of the ticket list: a line with its ticket."""

    line_id: int
    ticket_id: int
    number: str
    subject: str
    product: str
    requester: str
    department: str
    unit: str
    location: str
    channel: str
    state: LineState
    quantity: int
    price_cents: int
    opened_at: datetime
    due_at: datetime | None
    ready_at: datetime | None
    is_late: bool
    calendar_version_id: int | None = None
    calendar: "Calendar | None" = field(default=None, compare=False, repr=False)
    """The pinned calendar, in whose open time the screen counts what is left."""
    near_seconds: int = NEAR_SECONDS
    """Open time before the due time from which it is near breach, as the office set it."""


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """One row of the list behind a figure: a verdict with its line and charter."""

    line_id: int
    number: str
    part: int
    quantity: int
    product: str
    department: str
    unit: str
    charter_version_id: int
    outcome: Outcome
    due_at: datetime | None
    finished_at: datetime | None
    over_working: int
    cents: int
    is_trial: bool
    charter: str = ""
    clock_run: int = 1
    facts_sha256: str = ""
    """`facts_digest` of what it was judged by."""
    is_ruled: bool = False
    """A person decided it, on these facts."""


@dataclass(frozen=True, slots=True)
class StepView:
    """One step of a line's process with how far it is."""

    position: int
    name: str
    is_front: bool
    unit: str
    target_seconds: int | None
    contact: str
    state: str
    """`waiting`, `running` or `done`."""
    seconds: int = 0
    """Counted seconds so far on the line's calendar."""


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """One delivery, or the open rest (`at` is None)."""

    part: int
    quantity: int
    at: datetime | None
    price_cents: int
    charged_cents: int


@dataclass(frozen=True, slots=True)
class IntervalView:
    """One counted or skipped interval of a clock.

    Attributes:
        start: Aware instant.
        end: Aware instant.
        is_counted: Whether it counts.
        seconds: Its length when counted, else 0.
        reason: `open`, `closed`, `holiday`, `paused`, `reopened` (closed between ready and reopen).
        text: Name of the holiday, or by whom and why it was paused.
    """

    start: datetime
    end: datetime
    is_counted: bool
    seconds: int
    reason: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class ConditionView:
    """One condition of a charter beside the fact it met.

    Attributes:
        fact: Name of the fact.
        op: The operator's code.
        value: What it is compared with, as stored.
        actual: The fact's value as stored, empty when there is none.
        is_met: Whether it holds.
        asked: The condition as a sentence, in the language asked for.
        found: The fact's value in words.
    """

    fact: str
    op: str
    value: str
    actual: str
    is_met: bool
    asked: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True)
class StepTimeView:
    """What one step took on the charter's calendar up to the breach, for the bearer."""

    position: int
    name: str
    unit: str
    seconds: int
    target_seconds: int | None
    overrun_seconds: int


@dataclass(frozen=True, slots=True)
class WhyVerdict:
    """Why one part of a line has this verdict under one charter version."""

    charter_code: str
    charter_name: str
    charter_version: int
    promise: str
    part: int
    clock_run: int
    quantity: int
    outcome: Outcome
    is_trial: bool
    limit: str
    """The limit in words."""
    calendar: str
    started_at: datetime
    due_at: datetime | None
    finished_at: datetime | None
    elapsed: int
    """Counted seconds; the counted intervals sum to it."""
    over_working: int
    over_clock: int
    intervals: tuple[IntervalView, ...]
    conditions: tuple[ConditionView, ...]
    exceptions: tuple[ConditionView, ...]
    facts: Mapping[str, FactValue]
    cents: int
    """The customer's credit."""
    points: int
    arithmetic: str
    """The formula with its numbers, in words."""
    bearer: str
    """Unit that bears it, empty when not broken."""
    bearer_reason: str
    step_times: tuple[StepTimeView, ...]
    engine: str
    applies_when: str = ""
    """Heading of the conditions: whether all must hold or one is enough; empty without any."""
    except_when: str = ""
    """Heading of the exceptions, likewise."""
    ruling: Ruling | None = None
    """What a person decided of it in quarantine; None where nobody had to."""


@dataclass(frozen=True, slots=True)
class PostedView:
    """One ledger row as the line's page shows it."""

    month: str
    kind: str
    account: str
    cents: int
    reference: str


@dataclass(frozen=True, slots=True)
class LineView:
    """One line with everything its page shows."""

    id: int
    ticket_id: int
    number: str
    product_code: str
    product: str
    price_unit: str
    quantity: int
    price_cents: int
    state: LineState
    unit: str
    department: str
    cost_centre: str
    location: str
    opened_at: datetime
    due_at: datetime | None
    ready_at: datetime | None
    version: int
    details: tuple[tuple[str, str], ...]
    """What was filled in on the form, in its order and words."""
    facts: tuple[tuple[str, str], ...]
    steps: tuple[StepView, ...]
    cut: int | None
    events: tuple[LineEvent, ...]
    deliveries: tuple[DeliveryView, ...]
    posted: tuple[PostedView, ...]
    status_calls: int = 0
    """How often a customer asked where it is."""


@dataclass(frozen=True, slots=True)
class TicketView:
    """One ticket with its lines."""

    id: int
    number: str
    subject: str
    requester: str
    recipient: str
    channel: str
    received_at: datetime
    registered_at: datetime
    owner: str
    source: str
    external_id: str
    version: int
    lines: tuple[LineView, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """Everything that explains one line.

    Attributes:
        line: The line.
        verdicts: Its verdicts, each with how it came about.
        as_of: The instant at which an open one was judged; None where nothing was.
    """

    line: LineView
    verdicts: tuple[WhyVerdict, ...]
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts and euros of a group of lines.

    Attributes:
        lines: Lines opened in the month.
        kept: Verdicts kept.
        broken: Verdicts broken, unfinished past due included.
        excused: Broken but excused by an exception.
        running: Not due yet.
        not_applicable: Without a guarantee.
        charged_cents: Charges posted, or to be posted, in the month.
        credited_cents: What the customer does not pay.
        waived_cents: Sanctions that no unit bears.
        borne_cents: Sanctions borne by the group's units.
        points: Points.
    """

    lines: int = 0
    kept: int = 0
    broken: int = 0
    excused: int = 0
    running: int = 0
    not_applicable: int = 0
    charged_cents: int = 0
    credited_cents: int = 0
    waived_cents: int = 0
    borne_cents: int = 0
    points: int = 0

    @property
    def judged(self) -> int:
        """Verdicts that count for the share: kept and broken."""
        return self.kept + self.broken

    @property
    def realised(self) -> int | None:
        """Share kept in basis points, rounded down; None without verdicts."""
        return self.kept * 10_000 // self.judged if self.judged else None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row of the month report.

    Attributes:
        dimension: `department`, `unit`, `product` or `charter`.
        key: Code within the dimension; empty for lines without one.
        name_nl: Dutch name.
        name_en: English name.
        norm: Share that must be kept, in basis points; None where rows differ.
        month: Figures of the month.
        year: Figures of the year to date, this month included.
        is_trial: A charter in trial: judged and reported, but part of no total.
    """

    dimension: str
    key: str
    name_nl: str
    name_en: str
    norm: int | None
    month: Tally
    year: Tally
    is_trial: bool = False


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One month of the trend."""

    month: str
    kept: int
    broken: int
    credited_cents: int
    norm: int | None = None


@dataclass(frozen=True, slots=True)
class SanctionTotal:
    """What one unit bears in the month, per charter."""

    unit_code: str
    unit: str
    charter: str
    charter_nl: str
    charter_en: str
    lines: int
    cents: int
    points: int
    waived_cents: int
    is_trial: bool = False
    """What a charter in trial would have cost; part of no total."""


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """All figures of one month, draft or closed; the canonical JSON is made of this.

    Attributes:
        organisation: Name of the organisation.
        zone: The office's zone.
        month: `YYYY-MM`.
        revision: Revision of the period.
        is_closed: Frozen, or a draft.
        as_of: Instant of the draft or the close.
        chain_head: Head of the command log, in hex.
        engine: Name and version of the engine; says so when it was the reference evaluator.
        charter_set: Hash of the charter versions judged.
        total: All lines.
        year: All lines, year to date.
        rows: Rows of all dimensions, sorted by dimension and key.
        trend: Up to twelve months, this one last.
        sanctions: Per unit and charter.
        broken: Every broken verdict, by unit, charter, number and part.
        quarantined: Verdicts on which engine and reference disagree.
        without_guarantee: Lines of the month without any due time.
        is_demo: Terms or sanctions are ours, not the publisher's; the report says so.
        attribution: Where the data comes from, shown in the footer when not empty.
        sections: What plugins add.
    """

    organisation: str
    zone: str
    month: str
    revision: int
    is_closed: bool
    as_of: datetime
    chain_head: str
    engine: str
    charter_set: str
    total: Tally
    year: Tally
    rows: tuple[FigureRow, ...]
    trend: tuple[TrendPoint, ...]
    sanctions: tuple[SanctionTotal, ...]
    broken: tuple[BrokenLine, ...]
    quarantined: int = 0
    without_guarantee: int = 0
    is_demo: bool = False
    attribution: str = ""
    sections: tuple[ReportSection, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthState:
    """One month in the list of months."""

    month: str
    revision: int
    is_closed: bool
    lines: int
    controlled_at: datetime | None
    """When the last draft was made, None when never."""
    open_proposals: int = 0
    quarantined: int = 0


@dataclass(frozen=True, slots=True)
class ClosedMonth:
    """The answer of `month.close`, which the chain of the log holds.

    Attributes:
        month: `YYYY-MM`.
        revision: The revision that was closed.
        sha256: Of its figures.
        entries: How many entries the close posted.
        chain_head: Head of the command log as the figures have it.
        papers: Name and SHA-256 of each paper that was frozen; none in closes of before they were
            held by the chain too.
    """

    month: str
    revision: int
    sha256: str
    entries: int
    chain_head: str
    papers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class OfficeStatus:
    """What the status line says."""

    organisation: str
    user: str
    database: str
    """`SQLite` or `PostgreSQL` with its place in words."""
    is_single_user: bool
    zone: str
    engine: str
    is_fallback_engine: bool = False
    is_demo: bool = False
    is_safe_mode: bool = False
