"""Limits of guarantees and the rule by which a calendar counts days (domain page, Time)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self, TypeVar

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.windows import to_minutes

Word = TypeVar("Word", bound=StrEnum)


class LimitUnit(StrEnum):
    """What a limit counts; nothing is implied."""

    CLOCK_HOURS = "clock_hours"
    """Hours of the clock on the wall; the calendar does not matter."""
    WORKING_HOURS = "working_hours"
    """Hours in which the calendar is open."""
    WORKING_DAYS = "working_days"
    """Open days of the calendar, by its day rule."""
    CALENDAR_DAYS = "calendar_days"
    """All days; the day rule does not apply and the due day may be a closed one."""


class TimeOfDay(StrEnum):
    """The time at which a limit in days falls due on its last day."""

    KEEP = "keep"
    """The wall-clock time of the start; in a spring gap the first instant after the gap."""
    CLOSE = "close"
    """The end of the day's last window; of the next open day when that day is closed."""
    OFFICE = "office"
    """The open seconds of as many open days, counted from the start's day, are added to the start.
    Only for working days."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How much time a guarantee gives.

    Args:
        unit: What is counted.
        n: How many; hours from 0, days from 1.
        time_of_day: For days: the time on the last day.

    Raises:
        InvalidInputError: `limit.unit`, `limit.time_of_day`, `limit.amount` or `limit.office`.
    """

    unit: LimitUnit
    n: int
    time_of_day: TimeOfDay = TimeOfDay.KEEP

    def __post_init__(self) -> None:
        unit = _member(LimitUnit, self.unit, "limit.unit")
        time_of_day = _member(TimeOfDay, self.time_of_day, "limit.time_of_day")
        # Plain words come from data; the members are what the rest of the code compares.
        object.__setattr__(self, "unit", unit)
        object.__setattr__(self, "time_of_day", time_of_day)
        is_whole = isinstance(self.n, int) and not isinstance(self.n, bool)
        if not is_whole or self.n < (1 if self.is_in_days else 0):
            raise InvalidInputError("limit.amount", n=str(self.n), unit=str(unit))
        if time_of_day is TimeOfDay.OFFICE and unit is LimitUnit.CALENDAR_DAYS:
            raise InvalidInputError("limit.office")

    @property
    def is_in_days(self) -> bool:
        """Tell whether the limit counts days."""
        return self.unit in _DAYS


_DAYS = frozenset((LimitUnit.WORKING_DAYS, LimitUnit.CALENDAR_DAYS))


class ClosedStart(StrEnum):
    """Where a start on a closed day rolls to; always to the next open day."""

    KEEP = "keep"
    """At the same clock time."""
    OPEN = "open"
    """At its opening."""


@dataclass(frozen=True, slots=True)
class AfterClose:
    """A start at or after `from_` falls due at another time, some open days later.

    Args:
        from_: Wall time `HH:MM` of the (rolled) start from which this holds.
        due_at: Wall time `HH:MM` at which it falls due.
        extra_days: Open days after the day on which it would have been due.

    Raises:
        InvalidInputError: `calendar.window_time` or `day_rule.extra_days`.
    """

    from_: str
    due_at: str
    extra_days: int = 0

    def __post_init__(self) -> None:
        to_minutes(self.from_)
        to_minutes(self.due_at)
        if not isinstance(self.extra_days, int) or self.extra_days < 0:
            raise InvalidInputError("day_rule.extra_days", value=str(self.extra_days))


@dataclass(frozen=True, slots=True)
class DayRule:
    """How a calendar counts working days; a publisher's own rule is thus data.

    Args:
        closed_start: Where a start on a closed day rolls to.
        after_close: What holds for a start late on the day; None means nothing special.

    Raises:
        InvalidInputError: `day_rule.closed_start`.
    """

    closed_start: ClosedStart = ClosedStart.OPEN
    after_close: AfterClose | None = None

    def __post_init__(self) -> None:
        member = _member(ClosedStart, self.closed_start, "day_rule.closed_start")
        object.__setattr__(self, "closed_start", member)

    def to_data(self) -> dict[str, object]:
        """Return the rule as plain data for JSON."""
        late = self.after_close
        return {
            "closed_start": str(self.closed_start),
            "after_close": late
            and {"from": late.from_, "due_at": late.due_at, "extra_days": late.extra_days},
        }

    @classmethod
    def from_data(cls, data: object) -> Self:
        """Return the rule that `to_data` gave.

        Raises:
            InvalidInputError: `calendar.data`, or that of a wrong value.
        """
        match data:
            case {"closed_start": str(closed_start), "after_close": None, **rest} if not rest:
                return cls(_member(ClosedStart, closed_start, "day_rule.closed_start"))
            case {
                "closed_start": str(closed_start),
                "after_close": {
                    "from": str(from_),
                    "due_at": str(due_at),
                    "extra_days": int(extra_days),
                },
                **rest,
            } if not rest:
                return cls(
                    _member(ClosedStart, closed_start, "day_rule.closed_start"),
                    AfterClose(from_, due_at, extra_days),
                )
        raise InvalidInputError("calendar.data", part="day_rule")


def _member(kind: type[Word], word: str, code: str) -> Word:
    try:
        return kind(word)
    except ValueError as error:
        raise InvalidInputError(code, value=str(word)) from error
