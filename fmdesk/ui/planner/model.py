"""What a planner shows: rows, boxes in time, open hours. Frozen data that knows no widgets."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import accumulate
from typing import NamedTuple

from fmdesk.core.domain.instants import to_epoch


@dataclass(frozen=True, slots=True)
class PlannerRow:
    """One row: a room, a vehicle, a person.

    Attributes:
        id: Its key; the boxes name it.
        name: What a person calls it; typing its first letters goes there.
        detail: The line below the name.
        icons: Names of icons at the right of the detail.
        words: The icons in words, for the tooltip and a screen reader.
    """

    id: int
    name: str
    detail: str = ""
    icons: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class PlannerBox:
    """One stretch of time in a row.

    Attributes:
        id: Its key.
        row_id: Where it stands.
        start: When it begins, aware.
        end: When it ends, aware.
        occupied_from: From when the row is taken: `start`, or earlier for what is set up.
        occupied_until: Until when: `end`, or later for what is cleaned up.
        title: First line.
        detail: Second line, where there is room.
        tone: `accent`, `kept`, `risk`, `broken` or `neutral`; never without icon and state.
        icon: Name of the icon of its state, empty for the ordinary one.
        state: Its state in a word.
        may_change: It may be moved and stretched.
    """

    id: int
    row_id: int
    start: datetime
    end: datetime
    occupied_from: datetime
    occupied_until: datetime
    title: str
    detail: str = ""
    tone: str = "accent"
    icon: str = ""
    state: str = ""
    may_change: bool = True


@dataclass(frozen=True, slots=True)
class PlannerData:
    """All that is shown.

    Attributes:
        rows: From top to bottom.
        boxes: In any order; those of other rows are not shown.
        open: When a row is open, by its id, as `[start, end)` in their order; a row that is not
            named is always open.
    """

    rows: tuple[PlannerRow, ...] = ()
    boxes: tuple[PlannerBox, ...] = ()
    open: Mapping[int, Sequence[tuple[datetime, datetime]]] = field(default_factory=dict)


class Span(NamedTuple):
    """A box with its times in seconds since 1970, and its lane where several are at once.

    `first` and `last` are when the row is taken from and until.
    """

    box: PlannerBox
    first: int
    start: int
    end: int
    last: int
    lane: int
    lanes: int


class Track:
    """The boxes of one row in their order, found by bisection.

    Args:
        boxes: Of this row.
    """

    def __init__(self, boxes: Iterable[PlannerBox]) -> None:
        self.spans = _laned(sorted(map(_span, boxes), key=lambda one: (one.first, one.box.id)))
        self._firsts = [one.first for one in self.spans]
        self._reached = list(accumulate((one.last for one in self.spans), max))

    def between(self, start: int, end: int) -> list[Span]:
        """Return what takes the row anywhere in `[start, end)`, in seconds since 1970."""
        some = self.spans[bisect_right(self._reached, start) : bisect_left(self._firsts, end)]
        return [one for one in some if one.last > start]


def _span(box: PlannerBox) -> Span:
    first, start = to_epoch(box.occupied_from), to_epoch(box.start)
    return Span(box, first, start, to_epoch(box.end), to_epoch(box.occupied_until), 0, 1)


def _laned(spans: list[Span]) -> list[Span]:
    """Give each the first free lane; those that touch one another share the height."""
    laned: list[Span] = []
    begin, reached = 0, 0
    lanes: list[int] = []
    for one in spans:
        if one.first >= reached:  # nearly always: nobody else is there
            begin, lanes, reached = _close(laned, begin, len(lanes)), [one.last], one.last
            laned.append(one)
            continue
        lane = next((n for n, until in enumerate(lanes) if until <= one.first), len(lanes))
        lanes[lane : lane + 1] = [one.last]
        laned.append(one._replace(lane=lane))
        reached = max(reached, one.last)
    _close(laned, begin, len(lanes))
    return laned


def _close(laned: list[Span], begin: int, lanes: int) -> int:
    """Tell those from `begin` on among how many they share; return where the next ones begin."""
    if lanes > 1:
        laned[begin:] = [one._replace(lanes=lanes) for one in laned[begin:]]
    return len(laned)
