"""Open time of a calendar over a range of years, precomputed for bisection."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from fmdesk.core.domain.instants import DAY, EPOCH, MINUTE
from fmdesk.core.domain.windows import Minutes
from fmdesk.core.domain.zones import ZoneTable

# A window that covers an instant starts at most two wall days before it, a wall day differs from
# the UTC day by at most one, and a zone may skip a whole day.
_MARGIN_DAYS = 4
EPOCH_DAY = EPOCH.toordinal()
_THURSDAY = 3  # 1970-01-01


@dataclass(frozen=True, slots=True)
class Schedule:
    """The windows that start on each date.

    Attributes:
        week: Merged windows by weekday, Monday first.
        closed: Names of the closed days, by days since 1970-01-01.
        special: Merged windows that replace those of a day; they beat a closed day.
    """

    week: tuple[Minutes, ...]
    closed: Mapping[int, str]
    special: Mapping[int, Minutes]

    def windows(self, day: int) -> Minutes:
        """Return the windows that start on a day, given as days since 1970-01-01."""
        special = self.special.get(day)
        if special is not None:
            return special
        return () if day in self.closed else self.week[(day + _THURSDAY) % 7]


@dataclass(frozen=True, slots=True)
class OpenTable:
    """Open time between two instants.

    A bisection of `edges` gives an odd index at an open instant and an even one at a closed one.
    Days are counted from 1970-01-01.

    Attributes:
        first: First instant that the table answers for, epoch seconds.
        last: First instant after it.
        edges: Start and end, in turn, of the open intervals between these two instants; they do
            not touch each other.
        levels: For each index of a bisection: the open seconds before an instant are the level,
            plus the instant itself when it is open.
        sums: Open seconds in the first n intervals.
        days: The open days, on which a window starts.
        day_opens: Start of the first window of each open day.
        day_closes: End of the last window of each open day.
        day_sums: Seconds of all windows of the open days before each open day.
        base_day: The day of `ranks[0]`.
        ranks: For each day the number of open days before it: the index of the next open day.
    """

    first: int
    last: int
    base_day: int
    edges: list[int] = field(default_factory=list)
    levels: list[int] = field(default_factory=lambda: [0])
    sums: list[int] = field(default_factory=lambda: [0])
    days: list[int] = field(default_factory=list)
    day_opens: list[int] = field(default_factory=list)
    day_closes: list[int] = field(default_factory=list)
    day_sums: list[int] = field(default_factory=lambda: [0])
    ranks: list[int] = field(default_factory=list)

    def position(self, instant: int) -> int:
        """Return the open seconds before an instant, counted from the table's beginning."""
        index = bisect_right(self.edges, instant)
        return self.levels[index] + instant if index & 1 else self.levels[index]

    def earliest(self, position: int) -> int | None:
        """Return the first instant with so many open seconds before it (at least 1)."""
        count = bisect_left(self.sums, position)
        return position - self.levels[2 * count - 1] if count < len(self.sums) else None

    def latest(self, position: int) -> int | None:
        """Return the last instant with so many open seconds before it (less than all)."""
        if position < 0:
            return None
        return position - self.levels[2 * bisect_right(self.sums, position) - 1]

    def next_open(self, instant: int) -> int | None:
        """Return the first open instant that is not before `instant`."""
        index = bisect_right(self.edges, instant)
        if index & 1:
            return instant
        return self.edges[index] if index < len(self.edges) else None


EMPTY_TABLE = OpenTable(0, 0, 0)
"""Answers for no instant at all: what a calendar has before its first question."""


def build_table(schedule: Schedule, zone: ZoneTable, first_year: int, last_year: int) -> OpenTable:
    """Return the open time of a schedule from one year up to and including another."""
    first_day = date(first_year, 1, 1).toordinal() - EPOCH_DAY
    last_day = date(last_year + 1, 1, 1).toordinal() - EPOCH_DAY
    table = OpenTable(first_day * DAY, last_day * DAY, first_day - _MARGIN_DAYS)
    for day in range(table.base_day, last_day + _MARGIN_DAYS):
        table.ranks.append(len(table.days))
        intervals = day_intervals(schedule, zone, day)
        if intervals:
            _append_day(table, day, intervals)
    _cut(table)
    for start, end in zip(table.edges[::2], table.edges[1::2], strict=True):
        before = table.sums[-1]
        total = before + end - start
        table.levels.extend((before - start, total))
        table.sums.append(total)
    return table


def _append_day(table: OpenTable, day: int, intervals: list[tuple[int, int]]) -> None:
    edges = table.edges
    for start, end in intervals:
        if not edges or start > edges[-1]:
            edges.extend((start, end))
        else:  # overlaps or touches a window over midnight
            edges[-1] = max(edges[-1], end)
    table.days.append(day)
    table.day_opens.append(intervals[0][0])
    table.day_closes.append(intervals[-1][1])
    table.day_sums.append(table.day_sums[-1] + sum(end - start for start, end in intervals))


def _cut(table: OpenTable) -> None:
    """Leave the open time between `first` and `last`; outside it the windows are not complete."""
    pairs = zip(table.edges[::2], table.edges[1::2], strict=True)
    table.edges[:] = [
        edge
        for start, end in pairs
        if start < table.last and end > table.first
        for edge in (max(start, table.first), min(end, table.last))
    ]


def day_intervals(schedule: Schedule, zone: ZoneTable, day: int) -> list[tuple[int, int]]:
    """Return the windows that start on a day as instants; one inside a spring gap vanishes."""
    midnight = day * DAY
    intervals = []
    for opens, closes in schedule.windows(day):
        start = zone.to_utc(midnight + opens * MINUTE)
        end = zone.to_utc(midnight + closes * MINUTE)
        if start < end:
            intervals.append((start, end))
    return intervals
