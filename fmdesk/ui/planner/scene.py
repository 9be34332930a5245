"""What the planner stands at: data, axis, cursor and what is being moved; knows no widgets."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from fmdesk.core.domain.instants import EPOCH, HOUR, LAST_INSTANT, to_datetime, to_epoch
from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.ui.planner.axis import CELLS, SNAPS, Axis, grain_of
from fmdesk.ui.planner.ghost import Act, Ghost
from fmdesk.ui.planner.model import PlannerBox, PlannerData, PlannerRow, Span, Track

_ALWAYS = ((EPOCH, to_datetime(LAST_INSTANT)),)
_LEAST_CELL, _LEAST_SNAP = 26, 14
"""Pixels of a cell that an eye finds, and of a step that a hand makes."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """The cell that the keys work on: place of the row, `[start, end)` in seconds since 1970."""

    row: int
    start: int
    end: int


class Scene:
    """The state of one planner.

    Args:
        time: The office's time.
    """

    def __init__(self, time: OfficeTime) -> None:
        self.office = time
        self.data = PlannerData()
        self.axis = Axis(time, time.wall().date(), 1, (7, 19))
        self.cursor = Cursor(0, self.axis.start, self.axis.start + HOUR)
        self.chosen: int | None = None
        """Id of the box that the keys work on."""
        self.ghost: Ghost | None = None
        self.is_asked = False
        """What was moved was let go, and nobody has answered yet."""
        self._open: dict[int, list[tuple[int, int]]] = {}
        self._places: dict[int, int] = {}
        self._boxes: dict[int, list[PlannerBox]] = {}
        self._tracks: dict[int, Track] = {}

    def show(self, data: PlannerData) -> None:
        """Show other data; the cursor stays, and the box that was chosen if it is still there."""
        self.data = data
        self._places = {row.id: place for place, row in enumerate(data.rows)}
        self._tracks, self._open = {}, {}
        self._boxes = defaultdict(list)
        for box in data.boxes:
            self._boxes[box.row_id].append(box)
        last = max(0, len(data.rows) - 1)
        self.cursor = replace(self.cursor, row=min(self.cursor.row, last))
        if self.current is None:
            self.chosen = None

    def show_days(self, first: date, days: int, hours: tuple[int, int]) -> None:
        """Show other days or hours; the cursor comes along, as many shown hours from the begin."""
        if self.axis.asked == (first, days, hours):
            return
        ahead = self.axis.stepped(self.cursor.start, 0) - self.axis.start
        scale, self.axis = self.axis.scale, Axis(self.office, first, days, hours)
        self.axis.fit(max(1, round(self.axis.seconds * scale)))
        if not self.axis.start <= self.cursor.start < self.axis.end:
            at = self.axis.stepped(min(self.axis.start + ahead, self.axis.end - self.cell), 0)
            self.cursor = replace(self.cursor, start=at, end=at + self.cell)
            self.chosen = None

    @property
    def cell(self) -> int:
        """Seconds of the cursor's cell."""
        return grain_of(self.axis.scale, CELLS, _LEAST_CELL)

    @property
    def snap(self) -> int:
        """Seconds that a move holds to."""
        return grain_of(self.axis.scale, SNAPS, _LEAST_SNAP)

    @property
    def current(self) -> Span | None:
        """The chosen box."""
        if self.chosen is None:
            return None
        spans = self.track(self.cursor.row).spans
        return next((one for one in spans if one.box.id == self.chosen), None)

    def row(self, place: int) -> PlannerRow | None:
        """Return the row at a place from the top."""
        return self.data.rows[place] if 0 <= place < len(self.data.rows) else None

    def track(self, place: int) -> Track:
        """Return the boxes of the row at a place."""
        row = self.row(place)
        row_id = row.id if row else -1
        if row_id not in self._tracks:
            self._tracks[row_id] = Track(self._boxes.get(row_id, ()))
        return self._tracks[row_id]

    def open_hours(self, place: int) -> list[tuple[int, int]]:
        """Return when a row is open, as seconds since 1970."""
        if place not in self._open:
            row = self.row(place)
            found = self.data.open.get(row.id, _ALWAYS) if row else ()
            self._open[place] = [(to_epoch(start), to_epoch(end)) for start, end in found]
        return self._open[place]

    def is_open(self, place: int, start: int, end: int) -> bool:
        """Tell whether a row is open all of the time."""
        return any(a <= start and end <= b for a, b in self.open_hours(place))

    def clashes(self, ghost: Ghost) -> list[Span]:
        """Return what already has the row when the ghost wants it."""
        own = ghost.span.box.id if ghost.span else None
        found = self.track(ghost.row).between(ghost.first, ghost.last)
        return [one for one in found if one.box.id != own]

    def point(self, row: int, start: int, end: int | None = None) -> None:
        """Put the cursor on a cell, and choose the box that is there."""
        last = max(0, len(self.data.rows) - 1)
        place = min(max(row, 0), last)
        self.cursor = Cursor(place, start, end or start + self.cell)
        found = self.track(place).between(start, start + 1)
        self.chosen = found[0].box.id if found else None

    def choose(self, span: Span, row: int) -> None:
        """Put the cursor on a box."""
        self.cursor = Cursor(row, span.start, span.end)
        self.chosen = span.box.id

    def seize(self, act: Act) -> bool:
        """Begin to move or stretch the chosen box, if it may be changed; tell whether one is."""
        span = self.current
        if span is not None and span.box.may_change:
            self.ghost = Ghost(act, self.cursor.row, span.start, span.end, span)
        return span is not None

    def settle(self) -> None:
        """Nothing is moved any more."""
        self.ghost, self.is_asked = None, False

    def floor(self, at: int) -> int:
        """Return the begin of the cell that a second since 1970 lies in."""
        one = self.axis.day_of(at)
        cells = (min(at, one.end - 1) - one.start) // self.cell
        return one.start + cells * self.cell

    def find(self, words: str) -> int | None:
        """Return the place of the first row whose name, or a word in it, begins so.

        Args:
            words: Case-folded.
        """
        names = [row.name.casefold() for row in self.data.rows]
        whole = (place for place, name in enumerate(names) if name.startswith(words))
        part = (place for place, name in enumerate(names) if f" {words}" in name)
        return next(whole, next(part, None))

    def find_box(self, box_id: int) -> tuple[Span, int] | None:
        """Return a box with the place of its row."""
        for box in self.data.boxes:
            place = self._places.get(box.row_id)
            if box.id == box_id and place is not None:
                spans = self.track(place).spans
                return next((one, place) for one in spans if one.box.id == box_id)
        return None
