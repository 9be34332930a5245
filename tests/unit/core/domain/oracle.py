"""What a calendar and a clock must answer, found by looking at one second after the other.

Written apart from the program and in another way: it steps through time, reads the wall clock from
the zone at each step, and knows nothing of prefix sums, bisection or tables of changes. An edge of
a window is passed at the first second at which the wall clock has reached it, hence the highest
reading so far decides (a gap jumps over edges, a repeated hour passes them only once).

It keeps a flag for every second. Edges are whole minutes of the wall clock, so a step is a minute
wherever the wall clock shows second 0 and goes on evenly, and a second everywhere else; a test
holds that beside stepping through the seconds only.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from itertools import compress, count
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
Windows = Sequence[tuple[str, str]]


class Oracle:
    """The open seconds of a calendar between two instants, one flag for each second."""

    def __init__(
        self,
        zone: str,
        week: Mapping[int, Windows],
        closed: Mapping[date, str],
        special: Mapping[date, Windows],
        start: datetime,
        end: datetime,
        *,
        is_by_seconds: bool = False,
    ) -> None:
        self.zone = ZoneInfo(zone)
        self.week, self.closed, self.special = week, closed, special
        self.start = start
        self._near: dict[date, list[tuple[datetime, datetime]]] = {}
        self.open = self._flags(start, end, is_by_seconds)

    def between(self, start: datetime, end: datetime) -> int:
        return self._count(self.index(start), self.index(end))

    def add(self, start: datetime, seconds: int) -> datetime | None:
        """Return the end of the last of so many open seconds from the start on."""
        last = self._count(0, self.index(start)) + seconds - 1
        if last >= len(self._open_seconds):
            return None
        return self.start + timedelta(seconds=self._open_seconds[last] + 1)

    def subtract(self, end: datetime, seconds: int) -> datetime | None:
        """Return the beginning of the first of so many open seconds before the end."""
        first = self._count(0, self.index(end)) - seconds
        return None if first < 0 else self.start + timedelta(seconds=self._open_seconds[first])

    def next_open(self, at: datetime) -> datetime | None:
        found = self.open.find(1, self.index(at))
        return None if found < 0 else self.start + timedelta(seconds=found)

    def index(self, at: datetime) -> int:
        return int((at - self.start).total_seconds())

    def windows(self, on: date) -> Iterator[tuple[datetime, datetime]]:
        """Yield the windows that start on a date as wall-clock times."""
        if on in self.special:
            written = self.special[on]
        else:
            written = () if on in self.closed else self.week.get(on.weekday(), ())
        for opens, closes in written:
            start, end = wall(on, opens), wall(on, closes)
            yield start, end if end > start else end + DAY

    @cached_property
    def _open_seconds(self) -> list[int]:
        return list(compress(count(), self.open))

    def _count(self, start: int, end: int) -> int:
        """Return how many flags are set: each is a byte of 1, so its bits are counted at once."""
        return int.from_bytes(self.open[start:end]).bit_count()

    def _flags(self, start: datetime, end: datetime, is_by_seconds: bool) -> bytearray:
        at = start - DAY if self._is_changed(start) else start
        highest = datetime.min  # noqa: DTZ901 - a wall clock has no zone
        flag = None
        flags = bytearray()
        reading = self._read(at)
        while at < end:
            ahead = at + MINUTE
            read_ahead = self._read(ahead)
            if is_by_seconds or reading.second or read_ahead - reading != MINUTE:
                ahead = at + SECOND
                read_ahead = self._read(ahead)
            if reading > highest:
                highest = reading
                if flag is None or highest.second == 0:  # edges are whole minutes
                    flag = self._is_open(highest)
            highest = max(highest, reading + (ahead - at) - SECOND)
            if ahead > start:
                flags += bytes((bool(flag),)) * int((ahead - max(at, start)) / SECOND)
            at, reading = ahead, read_ahead
        return flags[: int((end - start) / SECOND)]

    def _read(self, at: datetime) -> datetime:
        return at.astimezone(self.zone).replace(tzinfo=None)

    def _is_open(self, highest: datetime) -> bool:
        on = highest.date()
        if on not in self._near:
            days = (on + ahead * DAY for ahead in (-2, -1, 0))
            self._near[on] = [window for day in days for window in self.windows(day)]
        return any(opens <= highest < closes for opens, closes in self._near[on])

    def _is_changed(self, start: datetime) -> bool:
        """Tell whether the wall clock was set in the day before the start."""
        before = (start - DAY).astimezone(self.zone).utcoffset()
        return before != start.astimezone(self.zone).utcoffset()


def wall(on: date, clock: str) -> datetime:
    """Return a wall-clock time; 24:00 is the next midnight."""
    midnight = datetime.combine(on, time())
    hours, minutes = clock.split(":")
    return midnight + timedelta(hours=int(hours), minutes=int(minutes))


def first_instant(zone: str, reading: datetime) -> datetime:
    """Return the first second at which the wall clock has reached a reading."""
    tz = ZoneInfo(zone)
    at = reading.replace(tzinfo=UTC) - timedelta(hours=39)
    while (now := at.astimezone(tz).replace(tzinfo=None)) < reading:
        at += next(step for step in (HOUR, MINUTE, SECOND) if _is_safe(tz, at, step, reading - now))
    return at


def _is_safe(tz: ZoneInfo, at: datetime, step: timedelta, left: timedelta) -> bool:
    """Tell whether a step stays short of a reading and the wall clock is not set in it."""
    now, then = (one.astimezone(tz).replace(tzinfo=None) for one in (at, at + step))
    return step == SECOND or (then - now == step and left > step)


def changes(zone: str, year: int) -> list[datetime]:
    """Return the seconds at which the offset of a zone changes in a year."""
    tz = ZoneInfo(zone)
    found = []
    at = datetime(year, 1, 1, tzinfo=UTC)
    while at.year == year:
        if at.astimezone(tz).utcoffset() != (at + DAY).astimezone(tz).utcoffset():
            found.append(_exact(tz, at))
        at += DAY
    return found


def _exact(tz: ZoneInfo, at: datetime) -> datetime:
    before = at.astimezone(tz).utcoffset()
    for step in (HOUR, timedelta(minutes=1), SECOND):
        while (at + step).astimezone(tz).utcoffset() == before:
            at += step
    return at + SECOND


def stopped_clock(
    flags: bytearray, is_stopped: Callable[[int], bool], limit: int
) -> tuple[int, int | None]:
    """Step a clock through its seconds.

    Args:
        flags: For each second since the start whether it is open.
        is_stopped: Whether the clock is stopped at a second.
        limit: Seconds after which it is due.

    Returns:
        The counted seconds, and the second at which the limit was reached.
    """
    counted, due = 0, None if limit else 0
    for second, is_open in enumerate(flags):
        if is_open and not is_stopped(second):
            counted += 1
            if counted == limit:
                due = second + 1
    return counted, due
