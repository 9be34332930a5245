"""The time axis: days side by side, each with the hours that are shown; seconds to pixels."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple

from fmdesk.core.domain.instants import HOUR, MINUTE, to_datetime, to_epoch
from fmdesk.core.domain.office_time import OfficeTime

SNAPS = (5 * MINUTE, 15 * MINUTE, 30 * MINUTE)
"""What the mouse and the keys of a move hold to, in seconds."""
CELLS = (15 * MINUTE, 30 * MINUTE, HOUR)
"""How wide the cell of the cursor is."""
TICKS = (15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR)
"""How often the head names the time."""
_HOURS_OF_A_DAY = 24


class Day(NamedTuple):
    """The part of a day that is shown, in seconds since 1970; `before` are those left of it."""

    day: date
    start: int
    end: int
    before: int


class Axis:
    """Where an instant stands.

    A day has the seconds that it really has: 23 or 25 hours when the clock is changed. Between
    the shown hours of two days there is nothing; what happens then stands at the edge.

    Args:
        time: The office's time.
        first: The first day.
        days: How many.
        hours: First and last hour of the clock on the wall, such as `(7, 19)`.
    """

    def __init__(self, time: OfficeTime, first: date, days: int, hours: tuple[int, int]) -> None:
        self._time = time
        self.asked = (first, days, hours)
        self.days: list[Day] = []
        total = 0
        for ahead in range(days):
            one = first + timedelta(days=ahead)
            start, end = (self._second(one, hour) for hour in hours)
            self.days.append(Day(one, start, end, total))
            total += end - start
        self.seconds = total
        """How many are shown."""
        self.scale = 1.0
        """Pixels to a second."""
        self._starts = [one.start for one in self.days]
        self._before = [one.before for one in self.days]
        self._ticks: dict[int, list[tuple[int, str]]] = {}

    def _second(self, one: date, hour: int) -> int:
        more, hour = divmod(hour, _HOURS_OF_A_DAY)
        wall = datetime.combine(one + timedelta(days=more), time(hour))
        return to_epoch(self._time.instant(wall))

    @property
    def width(self) -> int:
        """Pixels of all days together."""
        return round(self.seconds * self.scale)

    def fit(self, width: int) -> None:
        """Take so many pixels for all days together."""
        self.scale = width / self.seconds

    @property
    def start(self) -> int:
        """The first second shown."""
        return self.days[0].start

    @property
    def end(self) -> int:
        """The second after the last one shown."""
        return self.days[-1].end

    def day_of(self, at: int) -> Day:
        """Return the day that shows a second, or the nearest one before it."""
        return self.days[max(0, bisect_right(self._starts, at) - 1)]

    def x_of(self, at: int) -> float:
        """Return where a second since 1970 stands; what is not shown stands at the edge."""
        return self._shown(at) * self.scale

    def xs(self, first: int, start: int, end: int, last: int) -> tuple[int, int, int, int]:
        """Return where four seconds stand that follow one another, in whole pixels."""
        one = self.days[bisect_right(self._starts, first) - 1]
        if one.start <= first and last < one.end:  # nearly always: one day has all of them
            left, scale = one.before - one.start, self.scale
            return (
                int((left + first) * scale),
                int((left + start) * scale),
                int((left + end) * scale),
                int((left + last) * scale),
            )
        x_of = self.x_of
        return int(x_of(first)), int(x_of(start)), int(x_of(end)), int(x_of(last))

    def at(self, x: float) -> int:
        """Return the second at a place; beyond the ends, that of the end."""
        return self._back(round(x / self.scale))

    def stepped(self, at: int, by: int, *, is_end: bool = False) -> int:
        """Return the second that lies `by` shown seconds further; it stops at both ends.

        Args:
            at: Seconds since 1970.
            by: Seconds, below 0 for earlier.
            is_end: The end of a day is wanted rather than the begin of the next one.
        """
        return self._back(self._shown(at) + by, is_end=is_end)

    def snapped(self, at: int, grain: int, *, is_end: bool = False) -> int:
        """Return the nearest whole `grain` of seconds, counted from the day's first second."""
        one = self.day_of(at - 1 if is_end else at)
        return min(one.start + (at - one.start + grain // 2) // grain * grain, one.end)

    def _shown(self, at: int) -> int:
        one = self.day_of(at)
        return one.before + min(max(at, one.start), one.end) - one.start

    def _back(self, shown: int, *, is_end: bool = False) -> int:
        find = bisect_left if is_end else bisect_right
        one = self.days[max(0, find(self._before, shown) - 1)]
        return min(max(one.start + shown - one.before, one.start), one.end)

    def ticks(self, every: int) -> list[tuple[int, str]]:
        """Return seconds since 1970, `every` so many, with what the clock on the wall reads then.

        The hour that comes twice stands twice, the one that is skipped is not there.
        """
        if every not in self._ticks:
            self._ticks[every] = [
                (at, f"{self._time.local(to_datetime(at)):%H:%M}")
                for one in self.days
                for at in range(one.start, one.end, every)
            ]
        return self._ticks[every]

    def closed(self, open_hours: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return what lies between the open hours, from the first to the last second shown.

        Args:
            open_hours: `[start, end)` in their order.
        """
        inside = [one for one in open_hours if one[1] > self.start and one[0] < self.end]
        edges = [(0, self.start), *inside, (self.end, self.end)]
        return [(a, b) for (_from, a), (b, _until) in pairwise(edges) if a < b]


def grain_of(scale: float, grains: tuple[int, ...], least: float) -> int:
    """Return the smallest step that is at least so many pixels wide, or else the largest.

    Args:
        scale: Pixels to a second.
        grains: Steps in seconds, from small to large.
        least: Pixels.
    """
    return next((one for one in grains if one * scale >= least), grains[-1])
