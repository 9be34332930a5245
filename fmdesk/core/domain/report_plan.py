"""Reports that are made by themselves: which, and what was made of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from fmdesk.core.domain.period import Month

if TYPE_CHECKING:
    from fmdesk.core.domain.calendar import Calendar


@dataclass(frozen=True, slots=True)
class ReportPlan:
    """A report that is made of every month, on the first working day after it.

    Attributes:
        id: Number in the database, 0 before it is stored.
        report: Id of the report.
        scope: To what it is restricted; empty for the whole office.
        scope_id: Number of that unit, department or cost centre.
        language: `nl` or `en`, in which it is made.
        since: The first month that it is made of, `YYYY-MM`.
        about: Name of what it is restricted to; only where plans are listed.
    """

    id: int
    report: str
    scope: str
    scope_id: int
    language: str
    since: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """Somebody wants a report made of every month.

    Attributes:
        op_id: Made once by the client.
        plan: Which; its number, first month and name do not matter.
    """

    op_id: UUID
    plan: ReportPlan


@dataclass(frozen=True, slots=True)
class PlanEnded:
    """Payload of the end of a plan."""

    plan_id: int


@dataclass(frozen=True, slots=True)
class Making:
    """Payload of one report that made itself: of which plan and month, and what it came to."""

    plan_id: int
    month: str


@dataclass(frozen=True, slots=True)
class MadeReport:
    """A report that made itself, as the page lists it.

    Attributes:
        plan_id: Its plan.
        month: The month that it is of.
        report: Id of the report.
        title: Its title with what it is about, in its language.
        language: `nl` or `en`.
        made_at: When it was made.
        size: Bytes.
    """

    plan_id: int
    month: str
    report: str
    title: str
    language: str
    made_at: datetime
    size: int


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: plans with their months."""

    reports: tuple[tuple[int, str], ...] = ()


def last_due(now: datetime, zone: str, calendar: "Calendar") -> Month:
    """Return the last month whose report is due.

    A month's is due from the first open instant after it: on the first working day.

    Args:
        now: Aware.
        zone: The office's zone.
        calendar: The office's working hours.
    """
    last = Month.of(now, zone).shift(-1)
    _start, end = last.bounds(zone)
    return last if calendar.next_open(end) <= now else last.shift(-1)


def months_due(plan: ReportPlan, last: Month) -> tuple[str, ...]:
    """Return the months of a plan up to the last one that is due, oldest first."""
    first = Month.parse(plan.since)
    months = (last.year - first.year) * 12 + last.number - first.number + 1
    return tuple(str(first.shift(n)) for n in range(max(0, months)))
