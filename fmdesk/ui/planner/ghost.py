"""What is being made, moved or stretched, before it is done."""

from dataclasses import dataclass, replace
from enum import Enum

from fmdesk.ui.planner.axis import Axis
from fmdesk.ui.planner.model import Span


class Act(Enum):
    """What is done to a stretch of time."""

    MAKE = "make"
    MOVE = "move"
    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class Ghost:
    """A stretch of time that is not booked yet.

    Attributes:
        act: What is done.
        row: Place of the row from the top.
        start: Seconds since 1970.
        end: Seconds since 1970, after `start`.
        span: What it was, None for a new one.
        held: The second that the mouse holds, for `MAKE` the one where it went down.
    """

    act: Act
    row: int
    start: int
    end: int
    span: Span | None = None
    held: int = 0

    @property
    def first(self) -> int:
        """From when the row is taken: what is set up before moves along."""
        return self.start - (self.span.start - self.span.first if self.span else 0)

    @property
    def last(self) -> int:
        """Until when the row is taken."""
        return self.end + (self.span.last - self.span.end if self.span else 0)

    @property
    def is_changed(self) -> bool:
        """It is not where it was (the row aside)."""
        return self.span is None or (self.start, self.end) != (self.span.start, self.span.end)

    def pulled(self, axis: Axis, row: int, at: int, grain: int) -> "Ghost":
        """Return it with the mouse at a row and second.

        Args:
            axis: What is shown.
            row: Place of the row from the top.
            at: Seconds since 1970.
            grain: Seconds that it holds to.
        """
        if self.act is Act.MOVE:
            start = axis.snapped(self.start + at - self.held, grain)
            moved = replace(self, row=row, start=start, end=start + self.end - self.start)
            return replace(moved, held=self.held + start - self.start)
        if self.act is Act.START:
            return replace(self, start=min(axis.snapped(at, grain), self.end - grain))
        if self.act is Act.END:
            end = axis.snapped(at, grain, is_end=True)
            return replace(self, end=max(end, self.start + grain))
        low, high = min(self.held, at), max(self.held, at)
        start = min(axis.snapped(low, grain), axis.end - grain)
        end = max(axis.snapped(high, grain, is_end=True), start + grain)
        return replace(self, start=start, end=end)

    def stepped(self, axis: Axis, rows: int, right: int, down: int) -> "Ghost":
        """Return it one key further.

        Args:
            axis: What is shown.
            rows: How many rows there are.
            right: Seconds, below 0 for earlier.
            down: Rows, below 0 for up.
        """
        if self.act is Act.MOVE:
            row = min(max(self.row + down, 0), rows - 1)
            start = axis.stepped(self.start, right)
            return replace(self, row=row, start=start, end=start + self.end - self.start)
        if self.act is Act.START:
            start = axis.stepped(self.start, right)
            return self if start >= self.end else replace(self, start=start)
        end = axis.stepped(self.end, right, is_end=True)
        return self if end <= self.start else replace(self, end=end)
