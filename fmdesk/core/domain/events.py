"""The append-only events of a line, from which every clock is folded (domain page, Time)."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class EventKind(StrEnum):
    """What happened to a line."""

    RECEIVED = "received"
    """The request reached the organisation; the clock's first instant (`received_at`)."""
    STARTED = "started"
    """Work on step `step` began, or was issued to it (again)."""
    PAUSED = "paused"
    RESUMED = "resumed"
    STEP_FINISHED = "step_finished"
    RETURNED = "returned"
    """Returned over the cut with a reason: counts for the front office until `STARTED` again."""
    REDIRECTED = "redirected"
    """Given to another unit, `unit_id`: from then on all back steps are that unit's. With a `step`
    the line goes over the cut to that step; without one it stays where it is."""
    DELIVERED = "delivered"
    """`quantity` pieces were delivered."""
    READY = "ready"
    REOPENED = "reopened"
    """`new_run` tells whether the clock starts anew instead of resuming."""
    CANCELLED = "cancelled"
    CORRECTED = "corrected"
    """Replaces the instant of event `corrects` by `corrected_at`; the old one stays stored."""
    MESSAGE = "message"
    """The customer wrote; starts the update clock when none is unanswered."""
    ANSWERED = "answered"
    """The desk answered the customer; clears the update clock."""
    MOVED = "moved"
    """It is wanted otherwise than it was; `corrected_at` is the due time that was agreed with it,
    None when that stays."""
    FORCE_MAJEURE = "force_majeure"
    """Nobody could work from `at` until `corrected_at`: that time counts for no clock of the
    customer, whenever it was recorded."""
    FORCE_MAJEURE_UNDONE = "force_majeure_undone"
    """Takes event `corrects`, a `FORCE_MAJEURE`, back."""
    NOTED = "noted"
    """Something worth knowing was written down, in `reason`; no clock heeds it."""


UNCORRECTED = frozenset(
    {EventKind.CORRECTED, EventKind.FORCE_MAJEURE, EventKind.FORCE_MAJEURE_UNDONE}
)
"""What has no time of its own that could be corrected."""


class PauseClass(StrEnum):
    """The class of a pause reason; only the first two stop the customer's clock."""

    CUSTOMER = "customer"
    FORCE_MAJEURE = "force_majeure"
    INTERNAL = "internal"

    @property
    def stops_customer_clock(self) -> bool:
        """Tell whether a pause of this class stops the clocks of the customer."""
        return self is not PauseClass.INTERNAL


class LineEvent(NamedTuple):
    """One event of one line; a plain tuple, since a month reads millions.

    Attributes:
        number: Order of the event within the line, from 1; order is by number, never by time.
        kind: What happened.
        at: When, aware UTC in whole seconds.
        actor: Name of the person or program that recorded it.
        step: Position of the process step concerned (0 = first), where there is one.
        reason: The reason in words (pause, return, cancellation, correction).
        pause_class: Class of the pause reason, for `PAUSED`.
        stops: Names of the clocks that the pause stops; empty means all.
        evidence: Reference to the evidence of a pause (a contact's number, a letter).
        quantity: Delivered quantity, for `DELIVERED`.
        new_run: For `REOPENED`: the clock starts a new run.
        corrects: For `CORRECTED`: the number of the event whose time is corrected; for
            `FORCE_MAJEURE_UNDONE`: of the event that is taken back.
        corrected_at: For `CORRECTED`: the instant that now counts; for `MOVED`: the due time; for
            `FORCE_MAJEURE`: its end.
        unit_id: For `REDIRECTED`: the unit that has the back steps from now on.
    """

    number: int
    kind: EventKind
    at: datetime
    actor: str = ""
    step: int | None = None
    reason: str = ""
    pause_class: PauseClass | None = None
    stops: tuple[str, ...] = ()
    evidence: str = ""
    quantity: int = 0
    new_run: bool = False
    corrects: int | None = None
    corrected_at: datetime | None = None
    unit_id: int | None = None
