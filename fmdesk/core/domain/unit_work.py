"""The work of a unit: which step has a line, who does it, and when it is due."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from fmdesk.core.domain.events import EventKind, LineEvent
from fmdesk.core.domain.process import ProcessVersion, Side, Step
from fmdesk.core.domain.views import TicketRow


class Whose(StrEnum):
    """Whose work a list shows."""

    ALL = "all"
    MINE = "mine"
    NOBODY = "nobody"
    COLLEAGUES = "colleagues"
    ABSENT = "absent"
    """Of members who are absent today."""
    PERSON = "person"
    """Of one member."""


class Within(StrEnum):
    """By when the work that a list shows is due."""

    ALL = "all"
    LATE = "late"
    TODAY = "today"
    """What is late, too."""
    DUE_TODAY = "due_today"
    """Without what is late."""
    TOMORROW = "tomorrow"
    WEEK = "week"
    """Up to Sunday, today included."""
    LATER_WEEK = "later_week"
    """After tomorrow, up to Sunday."""
    LATER = "later"
    """After that, or without a due time."""


@dataclass(frozen=True, slots=True)
class WorkFilter:
    """What the worklist of a unit shows.

    Attributes:
        unit_id: The unit that has the lines now.
        whose: Whose work.
        person_id: The member, for `MINE`, `COLLEAGUES` and `PERSON`.
        within: By when it is due.
    """

    unit_id: int
    whose: Whose = Whose.ALL
    person_id: int | None = None
    within: Within = Within.ALL


@dataclass(frozen=True, slots=True)
class DayEnds:
    """The ends of the running days in the office's zone, aware UTC; each belongs to the next."""

    now: datetime
    today: datetime
    tomorrow: datetime
    week: datetime


BY_STEP: Mapping[EventKind, int] = {
    EventKind.STARTED: 0,
    EventKind.REDIRECTED: 0,
    EventKind.RETURNED: 1,
    EventKind.STEP_FINISHED: 2,
}
"""What passes a line on, with how far: a place is twice a position, one more when returned."""


def day_ends(now: datetime, zone: str) -> DayEnds:
    """Return when today, tomorrow and this week end.

    Args:
        now: The present instant, aware.
        zone: The office's zone.
    """
    place = ZoneInfo(zone)
    day = now.astimezone(place).date()

    def end(last: date) -> datetime:
        return datetime.combine(last + timedelta(days=1), time(), place).astimezone(UTC)

    sunday = day + timedelta(days=6 - day.weekday())
    return DayEnds(now, end(day), end(day + timedelta(days=1)), end(sunday))


def passes_on(event: LineEvent) -> bool:
    """Tell whether an event passes a line on; one redirected at the desk stays where it is."""
    is_at_rest = event.kind is EventKind.REDIRECTED and event.step is None
    return event.kind in BY_STEP and not is_at_rest


def place_after(events: Iterable[LineEvent]) -> int:
    """Return where a line stands in its process, for `step_at`.

    Args:
        events: All events of the line, in any order.
    """
    passed = (one for one in events if passes_on(one))
    last = max(passed, key=lambda one: one.number, default=None)
    if last is None:
        return 0
    return 2 * (last.step or 0) + BY_STEP[last.kind]


def step_at(process: ProcessVersion, place: int) -> Step:
    """Return the step that has a line, from what happened last to a step of it.

    As the bearer rule sees it (domain page, Bearer): the running step; between steps the next one;
    after a return over the cut the last front step before.

    Args:
        process: The line's process, with at least one step.
        place: What `place_after` returns.
    """
    steps = process.steps
    position, is_returned = divmod(place, 2)
    if not is_returned:
        return steps[min(position, len(steps) - 1)]
    fronts = [one for one in steps[: position + 1] if one.side is Side.FRONT]
    return fronts[-1] if fronts else steps[0]


def unit_of(
    step: Step, worker: int, front_office: int | None, *, is_redirected: bool = False
) -> int:
    """Return who does a step.

    The unit that it names, else the front office or the unit that does the work; behind the cut of
    a line that was redirected always the latter.

    Args:
        step: The step.
        worker: The unit of the line.
        front_office: Who does front steps that name no unit; None for the unit of the line.
        is_redirected: The line was given to another unit than the process says.
    """
    if is_redirected and step.side is Side.BACK:
        return worker
    if step.unit_id is not None:
        return step.unit_id
    return front_office if step.side is Side.FRONT and front_office is not None else worker


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A line in the worklist of a unit.

    Attributes:
        line: The line as lists show it.
        version: Its version, for optimistic locking.
        step: Position of the step that has it, None without a process.
        step_name: Its name.
        is_started: That step runs.
        is_returned: It came back over the cut and waits to be issued again.
        person_id: To whom it is assigned, None for nobody.
        person: That name.
        is_absent: That person is absent today.
    """

    line: TicketRow
    version: int
    step: int | None
    step_name: str
    is_started: bool
    is_returned: bool
    person_id: int | None
    person: str
    is_absent: bool


@dataclass(frozen=True, slots=True)
class Absence:
    """When a member of a unit is absent.

    Attributes:
        person_id: The member.
        first_day: First day, in the office's zone.
        last_day: Last day.
    """

    person_id: int
    first_day: date
    last_day: date

    def covers(self, day: date) -> bool:
        """Tell whether a day is one of it."""
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True, slots=True)
class MemberWork:
    """The open work of one member by when it is due; of nobody in the row without a person.

    Attributes:
        person_id: The member, None for what is not assigned.
        name: Name, empty for what is not assigned.
        absence: The absence that runs or comes, None for none.
        is_absent: Absent today.
        late: Lines past due.
        today: Lines due today, those past due left out.
        tomorrow: Lines due tomorrow.
        week: Lines due later this week.
        later: Lines due later, or without a due time.
    """

    person_id: int | None
    name: str
    absence: Absence | None = None
    is_absent: bool = False
    late: int = 0
    today: int = 0
    tomorrow: int = 0
    week: int = 0
    later: int = 0

    @property
    def total(self) -> int:
        """All its lines."""
        return self.late + self.today + self.tomorrow + self.week + self.later


@dataclass(frozen=True, slots=True)
class AssignDraft:
    """Lines given to a member of the unit that has them, for `my_unit.assign`.

    Attributes:
        op_id: Made once by the client.
        unit_id: The unit.
        line_ids: The lines.
        person_id: The member, None for nobody.
    """

    op_id: UUID
    unit_id: int
    line_ids: tuple[int, ...]
    person_id: int | None


@dataclass(frozen=True, slots=True)
class MoveDraft:
    """All open work of a member given to another one, for `my_unit.move`.

    Attributes:
        op_id: Made once by the client.
        unit_id: The unit.
        from_id: Whose work.
        to_id: Who does it from now on, None for nobody.
    """

    op_id: UUID
    unit_id: int
    from_id: int
    to_id: int | None


@dataclass(frozen=True, slots=True)
class AbsenceDraft:
    """When a member is absent, for `my_unit.set_absence`; it replaces what was set before.

    Attributes:
        op_id: Made once by the client.
        unit_id: The unit.
        absence: The days; the last one before the first takes it back.
    """

    op_id: UUID
    unit_id: int
    absence: Absence


@dataclass(frozen=True, slots=True)
class Assigned:
    """What an assignment did."""

    tickets: tuple[int, ...]
    lines: int


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """What a customer said of a unit's work; of the work, never of a person.

    Attributes:
        at: When.
        kind: `complaint`, `compliment`, `suggestion`, `satisfied`, `not_satisfied`.
        text: In the customer's words, empty where none were kept.
        product: Name of the product, empty for none.
        number: Number of the line or ticket, empty for none.
        line_id: The line, None for none.
        contact_id: The remark, None for a call-back.
        due_at: When the customer has an answer, None without a target.
        answer: What was answered.
    """

    at: datetime
    kind: str
    text: str
    product: str
    number: str
    line_id: int | None
    contact_id: int | None = None
    due_at: datetime | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class AskedOften:
    """A question of customers that no frequently asked one answered.

    Attributes:
        text: The question as it was noted.
        times: How often it was noted.
        last_at: When it was last.
    """

    text: str
    times: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class WorkOrder:
    """What the person who does the work takes along.

    Attributes:
        number: Number of the line.
        product: Name of the product.
        quantity: Pieces with their unit.
        step: The step to do.
        unit: The unit.
        person: To whom it is assigned, empty for nobody.
        location: Where, as names from the site down.
        recipient: Who receives it.
        phone: Their number.
        contact: Whom to ask about the step.
        instruction: Work instruction.
        tools: What is needed.
        details: The filled-in form, as name and value.
        note: What was said when it was ordered.
        promises: What the customer was promised.
        opened_at: When it was asked for.
        due_at: When it is due, None without a promise.
    """

    number: str
    product: str
    quantity: str
    step: str
    unit: str
    person: str
    location: str
    recipient: str
    phone: str
    contact: str
    instruction: str
    tools: str
    details: tuple[tuple[str, str], ...]
    note: str
    promises: tuple[str, ...]
    opened_at: datetime
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class WorkOrders:
    """Work orders of one print.

    Attributes:
        organisation: Name of the organisation.
        zone: The office's zone.
        printed_at: When.
        orders: One sheet each.
    """

    organisation: str
    zone: str
    printed_at: datetime
    orders: tuple[WorkOrder, ...]
