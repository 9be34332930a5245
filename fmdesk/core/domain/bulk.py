"""The same done to many lines at once, and taken back: orders and what came of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID, uuid5

from fmdesk.core.domain.events import EventKind, PauseClass


class BulkKind(StrEnum):
    """What is done to each line."""

    ASSIGN = "assign"
    """Its ticket gets another owner at the desk."""
    PAUSE = "pause"
    RESUME = "resume"
    READY = "ready"
    REDIRECT = "redirect"
    """Another unit does the rest of it behind the cut."""
    CANCEL = "cancel"
    MESSAGE = "message"
    """Its customer gets a message in the desk's own words."""
    TASK = "task"
    """Something is to be done for its ticket."""

    @property
    def event(self) -> EventKind | None:
        """What it records on the line, None when it records nothing."""
        return _EVENTS.get(self)

    @property
    def can_be_undone(self) -> bool:
        """Tell whether it can be taken back: who was told stays told, a cancelled line ended."""
        return self in _UNDONE


_EVENTS = {
    BulkKind.PAUSE: EventKind.PAUSED,
    BulkKind.RESUME: EventKind.RESUMED,
    BulkKind.READY: EventKind.READY,
    BulkKind.REDIRECT: EventKind.REDIRECTED,
    BulkKind.CANCEL: EventKind.CANCELLED,
}
BACK = {
    BulkKind.PAUSE: EventKind.RESUMED,
    BulkKind.RESUME: EventKind.PAUSED,
    BulkKind.READY: EventKind.REOPENED,
}
"""What takes back what was recorded."""
_UNDONE = (BulkKind.ASSIGN, BulkKind.PAUSE, BulkKind.RESUME, BulkKind.READY)


@dataclass(frozen=True, slots=True)
class BulkOrder:
    """What is to be done, and to which lines.

    Attributes:
        op_id: Made once by the client; the command of each line has one of its own made from it,
            so that an order that is given again does nothing twice.
        kind: What is done.
        line_ids: The lines, in the order in which it is done.
        owner: For `ASSIGN`: login of the new owner.
        unit: For `REDIRECT`: code of the unit.
        reason: Why; for `PAUSE`, `REDIRECT` and `CANCEL` it is needed.
        pause_class: For `PAUSE`.
        evidence: For `PAUSE`: reference to what shows it.
        subject: For `MESSAGE`.
        text: For `MESSAGE` and `TASK`.
    """

    op_id: UUID
    kind: BulkKind
    line_ids: Sequence[int]
    owner: str = ""
    reason: str = ""
    pause_class: PauseClass | None = None
    evidence: str = ""
    subject: str = ""
    text: str = ""
    unit: str = ""

    def op_of(self, what: str, number: int) -> UUID:
        """Return the id of the command on one line or ticket.

        Args:
            what: What has the number, and whether it is done or undone.
            number: Number of the line or ticket.
        """
        return uuid5(self.op_id, f"{what}-{number}")


@dataclass(frozen=True, slots=True)
class BulkStep:
    """Payload of the command on one line.

    Attributes:
        line_id: The line.
        kind: What is done.
        owner: For `ASSIGN`.
        reason: Why.
        pause_class: For `PAUSE`.
        evidence: For `PAUSE`.
        unit: For `REDIRECT`.
    """

    line_id: int
    kind: BulkKind
    owner: str = ""
    reason: str = ""
    pause_class: PauseClass | None = None
    evidence: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """One line to which it was done.

    Attributes:
        line_id: The line.
        ticket_id: Its ticket.
        version: Version of what was changed since then: of the ticket for `ASSIGN`, of the line
            for an event; 0 where nothing can be taken back.
        event: Number of the event that was recorded, 0 for none.
        before: The owner before it.
    """

    line_id: int
    ticket_id: int
    version: int = 0
    event: int = 0
    before: str = ""


@dataclass(frozen=True, slots=True)
class BulkUndo:
    """Payload of the command that takes one line's back.

    Attributes:
        line_id: The line.
        kind: What was done.
        done: How it was left.
        reason: Why it is taken back.
    """

    line_id: int
    kind: BulkKind
    done: Done
    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """One line to which it was not done, and why.

    Attributes:
        line_id: The line.
        number: Its number.
        code: Code of the known error.
        params: What its text shows.
    """

    line_id: int
    number: str
    code: str
    params: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class BulkResult:
    """What came of an order, or of taking it back.

    Attributes:
        kind: What was done, or taken back.
        done: The lines to which it was done, in order.
        refused: Those to which it could not be done.
        left: How many were not reached, because it was stopped.
    """

    kind: BulkKind
    done: tuple[Done, ...] = ()
    refused: tuple[Refused, ...] = ()
    left: int = 0
