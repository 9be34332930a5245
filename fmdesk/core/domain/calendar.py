"""Working time: when a place is open, and what time that leaves (domain page, Time).

All instants are aware datetimes and are counted in whole seconds; answers are in UTC. A calendar
never changes; it precomputes its open time by years, on demand, so that an answer costs two
bisections. Safe to share between threads.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.explanation import Interval, Reason, ReasonKind
from fmdesk.core.domain.instants import (
    DAY,
    EPOCH,
    FIRST_YEAR,
    HOUR,
    LAST_INSTANT,
    LAST_YEAR,
    MINUTE,
    naive,
    out_of_range,
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
from fmdesk.core.domain.opentable import EMPTY_TABLE, EPOCH_DAY, OpenTable, Schedule, build_table
from fmdesk.core.domain.windows import merge_windows, parse_week, parse_windows, to_minutes, to_time
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
Piece = tuple[int, int, Reason]
"""An interval of an explanation in epoch seconds."""

_from_timestamp = datetime.fromtimestamp
_OPEN = Reason(ReasonKind.OPEN)
_CLOSED = Reason(ReasonKind.CLOSED)
_PLAIN_RULE = DayRule()
_YEARS_AHEAD = 3


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
        "_schedule",
        "_table",
        "_zone",
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
        self._zone = zone_table(zone)
        self._schedule = Schedule(
            tuple(map(merge_windows, week)),
            {_day(on): names[on] for on in sorted(names)},
            {day: merge_windows(dates[day]) for day in sorted(dates)},
        )
        self._table = EMPTY_TABLE
        self.zone = zone
        self.windows = MappingProxyType(dict(enumerate(map(_written, week))))
        self.closed = MappingProxyType({on: names[on] for on in sorted(names)})
        self.special = MappingProxyType({on: _written(dates[_day(on)]) for on in sorted(special)})
        self.day_rule = day_rule

    @classmethod
    def always(cls, zone: str) -> "Calendar":
        """Return the calendar that is always open."""
        return cls(zone, dict.fromkeys(range(7), (("00:00", "24:00"),)))

    # ---- datetimes

    def add(self, start: datetime, seconds: int) -> datetime:
        """Return the earliest instant with `seconds` of open time since `start`.

        Nothing added to a start gives that start, even when it is closed then.

        Raises:
            InvalidInputError: `time.naive`, `calendar.negative_seconds`, `calendar.out_of_range`.
        """
        try:
            since = start - EPOCH
        except TypeError as error:
            raise naive(start) from error
        return _from_timestamp(self.add_epoch(since.days * DAY + since.seconds, seconds), UTC)

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
        return self.between_epoch(
            since.days * DAY + since.seconds, until.days * DAY + until.seconds
        )

    def next_open(self, at: datetime) -> datetime:
        """Return the first open instant that is not before `at`.

        Raises:
            InvalidInputError: `time.naive`, `calendar.out_of_range`.
        """
        instant = to_epoch(at)
        return to_datetime(self._search(instant, lambda table: table.next_open(instant)))

    def due(self, start: datetime, limit: Limit) -> datetime:
        """Return the last instant at which work begun at `start` is in time.

        Raises:
            InvalidInputError: `time.naive`, `calendar.out_of_range`.
        """
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
        day = _day(on)
        table = self._cover(day * DAY)
        rank = day - table.base_day
        return table.ranks[rank] < table.ranks[rank + 1]

    # ---- bulk: a whole month in one call

    def between_many(self, pairs: Iterable[tuple[datetime, datetime]]) -> list[int]:
        """Return the open seconds of each pair of start and end."""
        count = self.between_epoch
        return [count(to_epoch(start), to_epoch(end)) for start, end in pairs]

    def due_many(self, starts: Iterable[datetime], limit: Limit) -> list[datetime]:
        """Return the due time of each start."""
        due = self.due_epoch
        return [to_datetime(due(to_epoch(start), limit)) for start in starts]

    # ---- epoch seconds, for loops over many lines

    def between_epoch(self, start: int, end: int) -> int:
        """Return `between` of two instants in epoch seconds."""
        table = self._table
        if start < table.first or end >= table.last:
            table = self._cover(start, end)
        if end <= start:
            return 0
        edges, levels = table.edges, table.levels
        index = bisect_right(edges, end)
        until = levels[index] + end if index & 1 else levels[index]
        index = bisect_right(edges, start, 0, index)
        return until - (levels[index] + start if index & 1 else levels[index])

    def add_epoch(self, start: int, seconds: int) -> int:
        """Return `add` of an instant in epoch seconds."""
        if seconds <= 0:
            return _unmoved(start, seconds)
        table = self._table
        if table.first <= start < table.last:
            # `position` and `earliest` written out: this is the line that a month calls most.
            levels = table.levels
            index = bisect_right(table.edges, start)
            position = levels[index] + seconds + (start if index & 1 else 0)
            if position <= table.sums[-1]:
                return position - levels[2 * bisect_left(table.sums, position) - 1]
        return self._add_far(start, seconds)

    def subtract_epoch(self, end: int, seconds: int) -> int:
        """Return `subtract` of an instant in epoch seconds."""
        if seconds <= 0:
            return _unmoved(end, seconds)
        return self._search(
            end, lambda table: table.latest(table.position(end) - seconds), is_later=False
        )

    def due_epoch(self, start: int, limit: Limit) -> int:
        """Return `due` of an instant in epoch seconds."""
        unit = limit.unit
        if unit is LimitUnit.WORKING_HOURS:
            return self.add_epoch(start, limit.n * HOUR)
        if unit is LimitUnit.CLOCK_HOURS:
            return _within(start + limit.n * HOUR)
        if unit is LimitUnit.CALENDAR_DAYS:
            return self._due_on_calendar_day(start, limit)
        return self._due_on_working_day(start, limit)

    def explain_epoch(self, start: int, end: int) -> list[Piece]:
        """Return `explain` of two instants in epoch seconds."""
        pieces: list[Piece] = []
        for since, until, reason in self._pieces(start, end):
            if pieces and pieces[-1][2] == reason:
                pieces[-1] = (pieces[-1][0], until, reason)
            else:
                pieces.append((since, until, reason))
        return pieces

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
        return hash((self.zone, self._schedule.week))

    def __repr__(self) -> str:
        return f"Calendar.from_data({self.to_data()!r})"

    def __reduce__(self) -> tuple[Callable[[Mapping[str, Any]], "Calendar"], tuple[Any, ...]]:
        return Calendar.from_data, (self.to_data(),)

    # ---- the table of open time

    def _cover(self, *instants: int) -> OpenTable:
        """Return a table that answers for these instants."""
        table = self._table
        for instant in instants:
            _within(instant)
            if not table.first <= instant < table.last:
                year = to_datetime(instant).year
                table = self._grow(table, year, year + _YEARS_AHEAD)
        return table

    def _grow(self, table: OpenTable, first: int, last: int) -> OpenTable:
        """Return a new table with these years beside those it had."""
        if table is not EMPTY_TABLE:
            first = min(first, to_datetime(table.first).year)
            last = max(last, to_datetime(table.last - 1).year)
        first, last = max(first, FIRST_YEAR), min(last, LAST_YEAR)
        self._table = grown = build_table(self._schedule, self._zone, first, last)
        return grown

    def _search(
        self, instant: int, find: Callable[[OpenTable], int | None], *, is_later: bool = True
    ) -> int:
        """Return what `find` finds, in a table that grows until it does."""
        table = self._cover(instant)
        while True:
            found = find(table)
            if found is not None:
                return found
            table = self._lengthen(table, is_later=is_later)

    def _add_far(self, start: int, seconds: int) -> int:
        # Apart from `add_epoch`: names that a lambda shares cost that method a tenth of its time.
        return self._search(start, lambda table: table.earliest(table.position(start) + seconds))

    def _lengthen(self, table: OpenTable, *, is_later: bool) -> OpenTable:
        """Return a table of twice as many years.

        Raises:
            InvalidInputError: `calendar.out_of_range` when there are no more years.
        """
        first, last = to_datetime(table.first).year, to_datetime(table.last - 1).year
        years = last - first + 1
        if is_later and last < LAST_YEAR:
            return self._grow(table, first, last + years)
        if not is_later and first > FIRST_YEAR:
            return self._grow(table, first - years, last)
        raise out_of_range(table.last if is_later else table.first - 1)

    # ---- days

    def _due_on_calendar_day(self, start: int, limit: Limit) -> int:
        day, time = divmod(self._zone.to_wall(_within(start)), DAY)
        day += limit.n
        if limit.time_of_day is TimeOfDay.KEEP:
            return _within(self._zone.to_utc(day * DAY + time))
        table, index = self._open_day(self._cover(_within(day * DAY)), day, 0)
        return table.day_closes[index]

    def _due_on_working_day(self, start: int, limit: Limit) -> int:
        table = self._table
        if not table.first <= start < table.last:
            table = self._cover(start)
        to_utc, rule = self._zone.to_utc, self.day_rule
        day, time = divmod(self._zone.to_wall(start), DAY)
        table, index = self._open_day(table, day, 0)
        first = table.days[index]
        if first != day and rule.closed_start is ClosedStart.OPEN:
            time = self._zone.to_wall(table.day_opens[index]) - first * DAY
        late = rule.after_close
        if late is not None and time >= to_minutes(late.from_) * MINUTE:
            table, index = self._open_day(table, first, limit.n + late.extra_days)
            return to_utc(table.days[index] * DAY + to_minutes(late.due_at) * MINUTE)
        table, index = self._open_day(table, first, limit.n)
        if limit.time_of_day is TimeOfDay.KEEP:
            return to_utc(table.days[index] * DAY + time)
        if limit.time_of_day is TimeOfDay.CLOSE:
            return table.day_closes[index]
        seconds = table.day_sums[index] - table.day_sums[index - limit.n]
        return self.add_epoch(start if first == day else to_utc(first * DAY + time), seconds)

    def _open_day(self, table: OpenTable, day: int, count: int) -> tuple[OpenTable, int]:
        """Return the index of the `count`-th open day from `day` on, and its table."""
        while True:
            index = table.ranks[day - table.base_day] + count
            if index < len(table.days):
                return table, index
            table = self._lengthen(table, is_later=True)

    def _pieces(self, start: int, end: int) -> Iterator[Piece]:
        """Yield the pieces of [start, end); closed time is cut at each midnight."""
        if end <= start:
            return
        table = self._cover(start, end)
        index = bisect_right(table.edges, start)
        while start < end:
            edge = min([end, *table.edges[index : index + 1]])
            if index & 1:
                yield start, edge, _OPEN
                start = edge
            while start < edge:
                until = min(self._zone.day_end(start), edge)
                yield start, until, self._why_closed(self._zone.to_wall(start) // DAY)
                start = until
            index += 1

    def _why_closed(self, day: int) -> Reason:
        if day in self._schedule.closed and not self._schedule.windows(day):
            return Reason(ReasonKind.HOLIDAY, self._schedule.closed[day])
        return _CLOSED


def _day(on: date) -> int:
    """Return the days since 1970-01-01 of a plain date in the years that calendars know."""
    is_date = isinstance(on, date) and not isinstance(on, datetime)
    if not is_date or not FIRST_YEAR <= on.year <= LAST_YEAR:
        raise InvalidInputError("calendar.date", value=str(on), first=FIRST_YEAR, last=LAST_YEAR)
    return on.toordinal() - EPOCH_DAY


def _within(instant: int) -> int:
    """Return an instant in the years that calendars know."""
    if not 0 <= instant < LAST_INSTANT:
        raise out_of_range(instant)
    return instant


def _unmoved(instant: int, seconds: int) -> int:
    """Return the instant for no seconds at all."""
    if seconds < 0:
        raise InvalidInputError("calendar.negative_seconds", seconds=seconds)
    return _within(instant)


def _is_naive(at: datetime) -> bool:
    return not isinstance(at, datetime) or at.utcoffset() is None


def _written(windows: Iterable[tuple[int, int]]) -> tuple[tuple[str, str], ...]:
    return tuple((to_time(opens), to_time(closes)) for opens, closes in windows)


def _lists(windows: Windows) -> list[list[str]]:
    return [[opens, closes] for opens, closes in windows]
