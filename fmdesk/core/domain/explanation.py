"""Why a figure is what it is: counted and skipped intervals with their reasons."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fmdesk.core.domain.instants import to_epoch


class ReasonKind(StrEnum):
    """Why an interval counts or does not."""

    OPEN = "open"
    CLOSED = "closed"
    """Outside the windows of the calendar."""
    HOLIDAY = "holiday"
    """A closed day of the calendar; the reason's text is its name."""
    PAUSED = "paused"
    """The clock was paused; text and `by` say why and by whom."""
    REOPENED = "reopened"
    """Closed between ready and reopened."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A kind with its words: the name of a holiday, or why and by whom a clock was paused."""

    kind: ReasonKind
    text: str = ""
    by: str = ""

    @property
    def is_counted(self) -> bool:
        """Tell whether time with this reason counts."""
        return self.kind is ReasonKind.OPEN


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of time with one reason, half-open, in aware UTC."""

    start: datetime
    end: datetime
    reason: Reason

    @property
    def is_counted(self) -> bool:
        """Tell whether it counts."""
        return self.reason.is_counted

    @property
    def length(self) -> int:
        """Its length in real seconds."""
        return to_epoch(self.end) - to_epoch(self.start)

    @property
    def seconds(self) -> int:
        """Its counted seconds: the length, or 0 when it does not count."""
        return self.length if self.is_counted else 0
