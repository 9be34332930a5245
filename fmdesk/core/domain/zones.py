"""Wall time and UTC of one zone by arithmetic: its changes of offset in two sorted lists."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.instants import DAY, EPOCH, LAST_INSTANT

# A calendar's first and last day reach a little over the range of instants that it answers for.
_MARGIN = 10 * DAY
# No zone in the tz database has two changes of offset within six days since 1970 (the closest two
# are 6.96 days apart); a test looks at all zones.
_SAMPLE = 5 * DAY
_BEFORE_ALL = -(2**62)


@dataclass(frozen=True, slots=True)
class ZoneTable:
    """The changes of offset of one zone.

    Attributes:
        name: Name in the tz database.
        changes: Instants of the changes, epoch seconds, after one that lies before all others.
        offsets: Seconds east of UTC from each change on.
        walls: What a wall clock reads at each change just before it is set, as epoch seconds.
    """

    name: str
    changes: list[int]
    offsets: list[int]
    walls: list[int]

    def to_wall(self, epoch: int) -> int:
        """Return what a wall clock reads at an instant, as seconds since 1970-01-01 00:00."""
        return epoch + self.offsets[bisect_right(self.changes, epoch) - 1]

    def to_utc(self, wall: int) -> int:
        """Return the first instant at which a wall clock has reached `wall`.

        A reading in the spring gap gives the first instant after the gap, an ambiguous one its
        first occurrence (domain page, Time).
        """
        index = bisect_right(self.walls, wall) - 1
        return max(wall - self.offsets[index], self.changes[index])

    def day_end(self, epoch: int) -> int:
        """Return the next midnight, or the next change of offset when that comes first."""
        index = bisect_right(self.changes, epoch)
        midnight = epoch + DAY - (epoch + self.offsets[index - 1]) % DAY
        return min([midnight, *self.changes[index : index + 1]])


@cache
def zone_table(name: str) -> ZoneTable:
    """Return the changes of a zone for all years that calendars know.

    Raises:
        InvalidInputError: `calendar.unknown_zone`.
    """
    try:
        zone = ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InvalidInputError("calendar.unknown_zone", zone=name) from error
    changes, offsets = [_BEFORE_ALL], [_offset(zone, -_MARGIN)]
    for change, offset in _changes(zone):
        changes.append(change)
        offsets.append(offset)
    walls = [_BEFORE_ALL, *(at + offset for at, offset in zip(changes[1:], offsets, strict=False))]
    return ZoneTable(name, changes, offsets, walls)


def _changes(zone: ZoneInfo) -> Iterator[tuple[int, int]]:
    """Yield instant and new offset of each change."""
    samples = range(-_MARGIN, LAST_INSTANT + _MARGIN + _SAMPLE, _SAMPLE)
    for (low, old), (high, new) in pairwise((at, _offset(zone, at)) for at in samples):
        if old != new:
            after = range(low + 1, high + 1)
            yield after[bisect_left(after, x=True, key=lambda at: _offset(zone, at) != old)], new


def _offset(zone: ZoneInfo, epoch: int) -> int:
    local = (EPOCH + timedelta(seconds=epoch)).astimezone(zone)
    offset = local.utcoffset()
    return offset.days * DAY + offset.seconds if offset else 0
