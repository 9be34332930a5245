"""Open time in epoch seconds, precomputed by years on demand.

What `calendar` answers in datetimes is answered here in whole numbers, for loops over many lines.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.explanation import Reason, ReasonKind
from fmdesk.core.domain.instants import (
    DAY,
    FIRST_YEAR,
    LAST_INSTANT,
    LAST_YEAR,
    out_of_range,
    to_datetime,
)
from fmdesk.core.domain.opentable import (
    EMPTY_TABLE,
    OpenTable,
    Schedule,
    build_table,
    day_intervals,
)
from fmdesk.core.domain.zones import ZoneTable

Piece = tuple[int, int, Reason]
"""An interval of an explanation in epoch seconds."""

_OPEN = Reason(ReasonKind.OPEN)
_CLOSED = Reason(ReasonKind.CLOSED)
_YEARS_AHEAD = 3


class OpenTime:
    """When a schedule is open in a zone; all instants are epoch seconds.

    The table it reads is replaced as a whole when it must reach further, so threads may share it.

    Attributes:
        schedule: The windows that start on each date.
        table: What is precomputed so far.
        zone: The changes of offset of the zone.
    """

    __slots__ = ("schedule", "table", "zone")

    def __init__(self, schedule: Schedule, zone: ZoneTable) -> None:
        self.schedule = schedule
        self.zone = zone
        self.table = EMPTY_TABLE

    def between(self, start: int, end: int) -> int:
        """Return the open seconds in [start, end)."""
        table = self.table
        if start < table.first or end >= table.last:
            table = self.cover(start, end)
        if end <= start:
            return 0
        edges, levels = table.edges, table.levels
        index = bisect_right(edges, end)
        until = levels[index] + end if index & 1 else levels[index]
        index = bisect_right(edges, start, 0, index)
        return until - (levels[index] + start if index & 1 else levels[index])

    def add(self, start: int, seconds: int) -> int:
        """Return the earliest instant with so many open seconds since `start`."""
        if seconds <= 0:
            return _unmoved(start, seconds)
        table = self.table
        if table.first <= start < table.last:
            # `position` and `earliest` written out: this is the line that a month calls most.
            levels = table.levels
            index = bisect_right(table.edges, start)
            position = levels[index] + seconds + (start if index & 1 else 0)
            if position <= table.sums[-1]:
                return position - levels[2 * bisect_left(table.sums, position) - 1]
        return self._add_far(start, seconds)

    def subtract(self, end: int, seconds: int) -> int:
        """Return the latest instant with so many open seconds up to `end`."""
        if seconds <= 0:
            return _unmoved(end, seconds)
        return self._search(
            end, lambda table: table.latest(table.position(end) - seconds), is_later=False
        )

    def next_open(self, instant: int) -> int:
        """Return the first open instant that is not before `instant`."""
        return self._search(instant, lambda table: table.next_open(instant))

    def open_day(self, day: int, count: int) -> tuple[OpenTable, int]:
        """Return a table and the index in it of the `count`-th open day from `day` on."""
        table = self.table
        if not table.first <= day * DAY < table.last:
            table = self.cover(day * DAY)
        while True:
            index = table.ranks[day - table.base_day] + count
            if index < len(table.days):
                return table, index
            table = self._lengthen(table, is_later=True)

    def is_open_day(self, day: int) -> bool:
        """Tell whether any window starts on a day, given as days since 1970-01-01."""
        return bool(day_intervals(self.schedule, self.zone, day))

    def explain(self, start: int, end: int) -> list[Piece]:
        """Return the pieces of [start, end) in order, each with why it counts or not."""
        pieces: list[Piece] = []
        for since, until, reason in self._pieces(start, end):
            if pieces and pieces[-1][2] == reason:
                pieces[-1] = (pieces[-1][0], until, reason)
            else:
                pieces.append((since, until, reason))
        return pieces

    def cover(self, *instants: int) -> OpenTable:
        """Return a table that answers for these instants."""
        table = self.table
        for instant in instants:
            within(instant)
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
        self.table = grown = build_table(self.schedule, self.zone, first, last)
        return grown

    def _search(
        self, instant: int, find: Callable[[OpenTable], int | None], *, is_later: bool = True
    ) -> int:
        """Return what `find` finds, in a table that grows until it does."""
        table = self.cover(instant)
        while True:
            found = find(table)
            if found is not None:
                return found
            table = self._lengthen(table, is_later=is_later)

    def _add_far(self, start: int, seconds: int) -> int:
        # Apart from `add`: names that a lambda shares cost that method a tenth of its time.
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

    def _pieces(self, start: int, end: int) -> Iterator[Piece]:
        """Yield the pieces of [start, end); closed time is cut at each midnight."""
        if end <= start:
            return
        table = self.cover(start, end)
        index = bisect_right(table.edges, start)
        while start < end:
            edge = min([end, *table.edges[index : index + 1]])
            if index & 1:
                yield start, edge, _OPEN
                start = edge
            while start < edge:
                until = min(self.zone.day_end(start), edge)
                yield start, until, self._why_closed(self.zone.to_wall(start) // DAY)
                start = until
            index += 1

    def _why_closed(self, day: int) -> Reason:
        if day in self.schedule.closed and not self.schedule.windows(day):
            return Reason(ReasonKind.HOLIDAY, self.schedule.closed[day])
        return _CLOSED


def within(instant: int) -> int:
    """Return an instant in the years that calendars know."""
    if not 0 <= instant < LAST_INSTANT:
        raise out_of_range(instant)
    return instant


def _unmoved(instant: int, seconds: int) -> int:
    """Return the instant for no seconds at all."""
    if seconds < 0:
        raise InvalidInputError("calendar.negative_seconds", seconds=seconds)
    return within(instant)
