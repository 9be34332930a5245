"""Goals: a measure with its norm, period and owner, and what was decided about a result.

The source text asks in its sixth phase that quality and use of means be tested by parameters, and
that the outcome lead to changes; what is decided here has actions, and the next period beside it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.reporting import FULL, FigureKind, ReportColumn, Scope, TableSpec


class Every(StrEnum):
    """How long the period of a goal is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


LENGTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}
"""Months of each period; they begin in January."""
_NEVER = "9999-12"
"""The last month of what has no end."""


class Standing(StrEnum):
    """How a result stands to its norm."""

    MET = "met"
    MISSED = "missed"
    RUNNING = "running"
    """The period is not over, or what it costs is not posted yet."""
    BEFORE = "before"
    """It was no goal then."""
    UNKNOWN = "unknown"
    """There is nothing to count."""


class Trend(StrEnum):
    """How a result stands to that of the period before."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Measure:
    """What can be tested: a column of a table of the reports.

    Attributes:
        code: What goals know it by.
        title: English name, marked with `N_`.
        table: The table of the reports that counts it.
        column: Code of the column.
        is_least: The norm is the least that is wanted; else the most.
        scopes: To what it can be restricted.
        is_posted: It counts what is posted, so it is known once its months are closed.
    """

    code: str
    title: str
    table: TableSpec
    column: str
    is_least: bool
    scopes: tuple[Scope, ...] = ()
    is_posted: bool = False

    @property
    def figure(self) -> ReportColumn:
        """The column that it is."""
        return next(one for one in self.table.columns if one.code == self.column)

    @property
    def parts(self) -> tuple[str, ...]:
        """Codes of the columns that it is made of, itself where it is counted."""
        return tuple(one for one in self.figure.of if one) or (self.column,)

    def holds(self, value: int, norm: int) -> bool:
        """Tell whether a figure meets a norm."""
        return value >= norm if self.is_least else value <= norm


@dataclass(frozen=True, slots=True)
class Goal:
    """A test parameter.

    Attributes:
        id: Number in the database, 0 before it is stored.
        measure: Code of its measure.
        scope: To what it is restricted; empty for the whole office.
        about: Number of that unit, department, product or cost centre; code of a channel or
            charter.
        every: Its period.
        owner_id: The person who answers for it.
        purpose: Why it is there, or what it is called besides.
        norms: From which month on which norm holds, oldest first: basis points, cents, seconds or
            a count, as its measure is.
        ended: The last month that it is tested in, empty while it runs.
        version: Rises with each change.
    """

    id: int
    measure: str
    scope: str
    about: str
    every: Every
    owner_id: int
    purpose: str
    norms: tuple[tuple[str, int], ...]
    ended: str = ""
    version: int = 1

    @property
    def since(self) -> str:
        """The first month that it is tested in."""
        return self.norms[0][0]

    def is_twin_of(self, other: "Goal") -> bool:
        """Tell whether another goal tests the same in a month in which this one does."""
        whats = {(one.measure, one.scope, one.about, one.every) for one in (self, other)}
        ended = min(self.ended or _NEVER, other.ended or _NEVER)
        return self.id != other.id and len(whats) == 1 and max(self.since, other.since) <= ended

    def norm_in(self, month: str) -> int | None:
        """Return the norm that holds in a month; None where it was no goal."""
        if self.ended and month > self.ended:
            return None
        held = [norm for since, norm in self.norms if since <= month]
        return held[-1] if held else None


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a goal in one period.

    Attributes:
        first: First month, `YYYY-MM`.
        last: Last month.
        norm: The norm of its last month; None where it was no goal.
        value: The figure, None where it cannot be told.
        parts: What it is made of, by the codes of `Measure.parts`.
        is_over: The period has ended, and where it is about what is posted its months are closed.
        is_met: It meets the norm so far.
    """

    first: str
    last: str
    norm: int | None
    value: int | None
    parts: tuple[int, ...]
    is_over: bool
    is_met: bool

    @property
    def standing(self) -> Standing:
        """How it stands to its norm."""
        if self.norm is None:
            return Standing.BEFORE
        if self.value is None:
            return Standing.UNKNOWN
        if not self.is_over:
            return Standing.RUNNING
        return Standing.MET if self.is_met else Standing.MISSED


@dataclass(frozen=True, slots=True)
class Action:
    """What somebody does about a result, and what was said when it was done.

    Its number is 0 before it is stored.
    """

    id: int
    text: str
    owner_id: int
    due_on: date
    done_at: datetime | None = None
    done_by: str = ""
    said: str = ""

    def is_late(self, today: date) -> bool:
        """Tell whether it should have been done."""
        return self.done_at is None and self.due_on < today


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was decided about the result of a period; never changed, others may follow."""

    id: int
    goal_id: int
    period: str
    """The first month of the period."""
    decision: str
    at: datetime
    by: str
    actions: tuple[Action, ...] = ()


def period_around(every: Every, month: Month) -> tuple[Month, Month]:
    """Return first and last month of the period in which a month lies."""
    months = LENGTHS[every]
    first = Month(month.year, (month.number - 1) // months * months + 1)
    return first, first.shift(months - 1)


def periods_until(every: Every, last: Month, count: int) -> tuple[tuple[Month, Month], ...]:
    """Return the periods that lie before the end of a month, the newest first.

    Args:
        every: Their length.
        last: The month; a longer period that it lies in is there too.
        count: How many.
    """
    months = LENGTHS[every]
    first, end = period_around(every, last)
    return tuple((first.shift(-months * n), end.shift(-months * n)) for n in range(count))


def trend_of(measure: Measure, one: Result | None, before: Result | None) -> Trend:
    """Return how a result stands to an earlier one, where there are both.

    What is not posted yet would look like less.
    """
    if one is None or before is None:
        return Trend.UNKNOWN
    if measure.is_posted and not (one.is_over and before.is_over):
        return Trend.UNKNOWN
    return trend(measure, one.value, before.value)


def trend(measure: Measure, value: int | None, before: int | None) -> Trend:
    """Return how a figure stands to that of the period before."""
    if value is None or before is None:
        return Trend.UNKNOWN
    if value == before:
        return Trend.SAME
    return Trend.BETTER if (value > before) == measure.is_least else Trend.WORSE


def check_norm(measure: Measure, norm: int) -> None:
    """Check that a figure of a measure can be so; InvalidInputError `goal.norm`."""
    is_share = measure.figure.kind is FigureKind.SHARE
    if norm < 0 or (is_share and measure.is_least and norm > FULL):
        raise InvalidInputError("goal.norm", value=norm)
