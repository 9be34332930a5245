"""How much time a promise has left, in the open time that it is made in (domain page, Time)."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fmdesk.core.domain.calendar import Calendar

NEAR_SECONDS = 2 * 3600
"""Open time before the due time from which a line is near breach: when a delay notice is due,
unless the office sets it otherwise."""


@dataclass(frozen=True, slots=True)
class Remaining:
    """Time up to a due time, or since it.

    Attributes:
        open_seconds: Open time left, or open time too late.
        clock_seconds: The same by the clock on the wall.
        is_late: The due time has passed.
        has_hours: There is a calendar, so that the two may differ.
        near_seconds: Open time before the due time from which it is near breach.
    """

    open_seconds: int
    clock_seconds: int
    is_late: bool
    has_hours: bool
    near_seconds: int = NEAR_SECONDS

    @property
    def is_near(self) -> bool:
        """Tell whether the promise is about to break."""
        return not self.is_late and self.open_seconds <= self.near_seconds


def remaining(
    due_at: datetime,
    now: datetime,
    calendar: "Calendar | None",
    near_seconds: int = NEAR_SECONDS,
) -> Remaining:
    """Return what is left of a promise.

    Args:
        due_at: The last instant in time, aware.
        now: The present instant, aware.
        calendar: Whose open time counts; none means around the clock.
        near_seconds: Open time before the due time from which it is near breach.
    """
    is_late = due_at < now
    first, last = (due_at, now) if is_late else (now, due_at)
    clock = int((last - first).total_seconds())
    hours = clock if calendar is None else calendar.between(first, last)
    return Remaining(hours, clock, is_late, calendar is not None, near_seconds)
