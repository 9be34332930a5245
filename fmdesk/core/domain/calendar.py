"""Working time: when a place is open, and what time that leaves (domain page, Time).

All instants are aware datetimes and are counted in whole seconds; answers are in UTC. A calendar
never changes; it precomputes its open time by years, on demand, so that an answer costs two
bisections. Safe to share between threads.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from types import MappingProxyType
from typing import Any

from fmdesk.core.domain.addtable import EMPTY_ADD_TABLE, build_add_table, is_short
from fmdesk.core.domain.duetimes import find_due
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.explanation import Interval, Reason, ReasonKind
from fmdesk.core.domain.instants import (
    DAY,
    EPOCH,
    FIRST_YEAR,
    HOUR,
    LAST_YEAR,
    naive,
    to_datetime,
    to_epoch,
)
from fmdesk.core.domain.limits import (
    AfterClose,
    ClosedStart,
    DayRule,
    Limit,
    LimitUnit,
    TimeOfDay,
)
from fmdesk.core.domain.opentable import EMPTY_TABLE, EPOCH_DAY, Schedule
from fmdesk.core.domain.opentime import OpenTime, Piece
from fmdesk.core.domain.windows import merge_windows, parse_week, parse_windows, to_time
from fmdesk.core.domain.zones import zone_table

__all__ = [
    "AfterClose",
    "Calendar",
    "ClosedStart",
    "DayRule",
    "Interval",
    "Limit",
    "LimitUnit",
    "Reason",
    "ReasonKind",
    "TimeOfDay",
]

Windows = Sequence[tuple[str, str]]
"""Opening windows of one day, `HH:MM` to `HH:MM`; `to <= from` ends on the next day."""

_PLAIN_RULE = DayRule()


class Calendar:
    """When a place is open.

    Args:
        zone: Name of its zone in the tz database.
        windows: Windows by weekday, 0 = Monday; a weekday that is left out is closed.
        closed: Closed days, with their names where there are any.
        special: Windows of single dates instead of those of their weekday; they beat a closed
            day, and none at all is a closed day. Both concern the windows that start that day.
        day_rule: How working days are counted.

    Raises:
        InvalidInputError: `calendar.unknown_zone`, `calendar.weekday`, `calendar.window_time`,
            `calendar.window_empty`, `calendar.date`, or `calendar.never_opens`.
    """

    __slots__ = (
        "_open_time",
        "_quick",
        "_quick_of",
        "closed",
        "day_rule",
        "special",
        "windows",
        "zone",
    )

    def __init__(
        self,
        zone: str,
        windows: Mapping[int, Windows],
        closed: Collection[date] | Mapping[date, str] = (),
        special: Mapping[date, Windows] = MappingProxyType({}),
        day_rule: DayRule = _PLAIN_RULE,
    ) -> None:
        names = closed if isinstance(closed, Mapping) else dict.fromkeys(closed, "")
        week = parse_week(windows)
        dates = {_day(on): parse_windows(opens) for on, opens in special.items()}
        if not any(week) and not any(dates.values()):
            raise InvalidInputError("calendar.never_opens")
        schedule = Schedule(
            tuple(map(merge_windows, week)),
            {_day(on): names[on] for on in sorted(names)},
            {day: merge_windows(dates[day]) for day in sorted(dates)},
        )
        self._open_time = OpenTime(schedule, zone_table(zone))
        self._quick, self._quick_of = EMPTY_ADD_TABLE, EMPTY_TABLE
        self.zone = zone
        self.windows = MappingProxyType(dict(enumerate(map(_written, week))))
        self.closed = MappingProxyType({on: names[on] for on in sorted(names)})
        self.special = MappingProxyType({on: _written(dates[_day(on)]) for on in sorted(special)})
        self.day_rule = day_rule

    @classmethod
    def always(cls, zone: str) -> "Calendar":
        """Return the calendar that is always open; one and the same for a zone."""
        return cls._always(zone)

    @classmethod
    @cache
    def _always(cls, zone: str) -> "Calendar":
        return cls(zone, dict.fromkeys(range(7), (("00:00", "24:00"),)))

    # ---- datetimes

    def add(self, start: datetime, seconds: int) -> datetime:
        """Return the earliest instant with `seconds` of open time since `start`.

        Nothing added to a start gives that start, even when it is closed then.

        Raises:
            InvalidInputError: `time.naive`, `calendar.negative_seconds`, `calendar.out_of_range`.
        """
        if seconds > 0:
            # Written for speed: a month asks this most. `addtable` says what is taken apart here.
            try:
                since = start - EPOCH
                second = since.seconds
                days, marks, shift, lengths = self._quick
                opens, closes, before, later = days[since.days]
                while second >= closes:
                    opens, closes, before, later = later
                begins = second if second > opens else opens  # noqa: FURB136  # `max`: 40 % slower
                position = before + seconds + begins
                until, first, passed, later = marks[position >> shift]
                while until < position:
                    until, first, passed, later = later
                return first + lengths[position - passed]
            except (IndexError, KeyError, TypeError):
                pass  # beyond the table, or no aware datetime
        return self._add_slowly(start, seconds)

    def subtract(self, end: datetime, seconds: int) -> datetime:
        """Return the latest instant with `seconds` of open time up to `end`; mirrors `add`.

        Raises:
            InvalidInputError: As `add`.
        """
        return to_datetime(self.subtract_epoch(to_epoch(end), seconds))

    def between(self, start: datetime, end: datetime) -> int:
        """Return the open seconds in [start, end); 0 when the end lies before the start.

        Raises:
            InvalidInputError: `time.naive`, `calendar.out_of_range`.
        """
        try:
            since, until = start - EPOCH, end - EPOCH
        except TypeError as error:
            raise naive(start if _is_naive(start) else end) from error
        return self._open_time.between(
            since.days * DAY + since.seconds, until.days * DAY + until.seconds
        )

    def next_open(self, at: datetime) -> datetime:
        """Return the first open instant that is not before `at`.

        Raises:
            InvalidInputError: `time.naive`, `calendar.out_of_range`.
        """
        return to_datetime(self._open_time.next_open(to_epoch(at)))

    def due(self, start: datetime, limit: Limit) -> datetime:
        """Return the last instant at which work begun at `start` is in time.

        Raises:
            InvalidInputError: `time.naive`, `calendar.out_of_range`, `limit.unit`.
        """
        if not isinstance(limit, Limit):
            raise InvalidInputError("limit.unit", value=str(limit))
        if limit.unit is LimitUnit.WORKING_HOURS:
            return self.add(start, limit.n * HOUR)
        return to_datetime(self.due_epoch(to_epoch(start), limit))

    def explain(self, start: datetime, end: datetime) -> tuple[Interval, ...]:
        """Return the intervals that make up [start, end), counted ones and skipped ones.

        They follow each other without gaps, and their `seconds` sum to `between(start, end)`.

        Raises:
            InvalidInputError: `time.naive`, `calendar.out_of_range`.
        """
        pieces = self.explain_epoch(to_epoch(start), to_epoch(end))
        return tuple(Interval(to_datetime(a), to_datetime(b), reason) for a, b, reason in pieces)

    def is_open_day(self, on: date) -> bool:
        """Tell whether any window starts on a date.

        Raises:
            InvalidInputError: `calendar.date`.
        """
        return self._open_time.is_open_day(_day(on))

    # ---- bulk: a whole month in one call

    def add_many(self, starts: Iterable[datetime], seconds: int) -> list[datetime]:
        """Return the instants with `seconds` of open time since each start."""
        add = self.add
        return [add(start, seconds) for start in starts]

    def between_many(self, pairs: Iterable[tuple[datetime, datetime]]) -> list[int]:
        """Return the open seconds of each pair of start and end."""
        count = self._open_time.between
        return [count(to_epoch(start), to_epoch(end)) for start, end in pairs]

    def due_many(self, starts: Iterable[datetime], limit: Limit) -> list[datetime]:
        """Return the due time of each start."""
        due = self.due
        return [due(start, limit) for start in starts]

    # ---- epoch seconds, for loops over many lines

    def between_epoch(self, start: int, end: int) -> int:
        """Return `between` of two instants in epoch seconds."""
        return self._open_time.between(start, end)

    def add_epoch(self, start: int, seconds: int) -> int:
        """Return `add` of an instant in epoch seconds."""
        return self._open_time.add(start, seconds)

    def subtract_epoch(self, end: int, seconds: int) -> int:
        """Return `subtract` of an instant in epoch seconds."""
        return self._open_time.subtract(end, seconds)

    def due_epoch(self, start: int, limit: Limit) -> int:
        """Return `due` of an instant in epoch seconds."""
        return find_due(self._open_time, self.day_rule, start, limit)

    def explain_epoch(self, start: int, end: int) -> list[Piece]:
        """Return `explain` of two instants in epoch seconds."""
        return self._open_time.explain(start, end)

    def _add_slowly(self, start: datetime, seconds: int) -> datetime:
        """Return `add` where the quick table does not reach, and let it reach there from now on."""
        found = to_datetime(self._open_time.add(to_epoch(start), seconds))
        table = self._open_time.table
        if table is not self._quick_of and is_short(table):
            self._quick, self._quick_of = build_add_table(table), table
        return found

    # ---- data

    def to_data(self) -> dict[str, Any]:
        """Return the calendar as plain data for JSON; equal calendars give equal data."""
        return {
            "zone": self.zone,
            "windows": {str(day): _lists(opens) for day, opens in self.windows.items() if opens},
            "closed": {on.isoformat(): name for on, name in self.closed.items()},
            "special": {on.isoformat(): _lists(opens) for on, opens in self.special.items()},
            "day_rule": self.day_rule.to_data(),
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Calendar":
        """Return the calendar that `to_data` gave.

        Raises:
            InvalidInputError: `calendar.data` when it has another form, or that of a wrong value.
        """
        try:
            return cls(
                zone=data["zone"],
                windows={int(day): opens for day, opens in data["windows"].items()},
                closed={date.fromisoformat(on): str(n) for on, n in data["closed"].items()},
                special={date.fromisoformat(on): w for on, w in data["special"].items()},
                day_rule=DayRule.from_data(data["day_rule"]),
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise InvalidInputError("calendar.data", part=str(error)) from error

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Calendar) and self.to_data() == other.to_data()

    def __hash__(self) -> int:
        return hash((self.zone, self._open_time.schedule.week))

    def __repr__(self) -> str:
        return f"Calendar.from_data({self.to_data()!r})"

    def __reduce__(self) -> tuple[Callable[[Mapping[str, Any]], "Calendar"], tuple[Any, ...]]:
        return Calendar.from_data, (self.to_data(),)


def _day(on: date) -> int:
    """Return the days since 1970-01-01 of a plain date in the years that calendars know."""
    is_date = isinstance(on, date) and not isinstance(on, datetime)
    if not is_date or not FIRST_YEAR <= on.year <= LAST_YEAR:
        raise InvalidInputError("calendar.date", value=str(on), first=FIRST_YEAR, last=LAST_YEAR)
    return on.toordinal() - EPOCH_DAY


def _is_naive(at: datetime) -> bool:
    return not isinstance(at, datetime) or at.utcoffset() is None


def _written(windows: Iterable[tuple[int, int]]) -> tuple[tuple[str, str], ...]:
    return tuple((to_time(opens), to_time(closes)) for opens, closes in windows)


def _lists(windows: Windows) -> list[list[str]]:
    return [[opens, closes] for opens, closes in windows]
