"""Who bears a sanction: the owner of the product, or the unit that overran (domain page, Bearer).

Independent of what the customer gets; an objection may move it later.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from fmdesk.core.domain.charter import Bearer, Charter


@dataclass(frozen=True, slots=True)
class StepTime:
    """What one step of a line took up to the breach.

    Attributes:
        position: Position of the step in the process, 0 for the first.
        unit_id: The unit that owns the step; the front office is a unit too.
        seconds: Its time on the charter's calendar up to the instant of the breach, without pauses
            of the customer. Time between steps belongs to the next step's owner, and that of a line
            returned over the cut to the front office until it is issued again.
        target_seconds: Its target; None means that it has none, which counts as 0.
        is_running_at_breach: Whether it was running when the guarantee broke.
    """

    position: int
    unit_id: int
    seconds: int
    target_seconds: int | None
    is_running_at_breach: bool = False

    @property
    def overrun(self) -> int:
        """Seconds over its target, 0 when within it; without one all its time."""
        return max(0, self.seconds - (self.target_seconds or 0))


class BearerReason(StrEnum):
    """Why a unit bears a sanction."""

    OWNER = "owner"
    """The charter says so: the owner of the product."""
    OVERRUN = "overrun"
    """Its steps overran most."""
    EARLIER_STEP = "earlier_step"
    """Units overran equally; its overrunning step came first."""
    RUNNING_STEP = "running_step"
    """Nobody overran; its step was running at the breach."""
    NO_STEP = "no_step"
    """Nobody overran and no step was running: the owner of the product."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who bears a sanction and why.

    Attributes:
        unit_id: The unit that bears it.
        reason: Why.
        overruns: Seconds of overrun per unit, units without any left out, the largest first.
    """

    unit_id: int
    reason: BearerReason
    overruns: tuple[tuple[int, int], ...] = ()

    @property
    def seconds(self) -> int:
        """By how much the unit overran."""
        return dict(self.overruns).get(self.unit_id, 0)

    @property
    def code(self) -> str:
        """Why, as it is kept: the reason and the seconds of overrun."""
        return f"{self.reason} {self.seconds}"


def bearer(charter: Charter, step_times: Iterable[StepTime], owner: int) -> Attribution:
    """Return who bears the sanction of a broken charter.

    Args:
        charter: Its `bearer` chooses between the owner and the largest overrun.
        step_times: What each step took up to the breach; a step may occur more than once.
        owner: Unit that owned the product at intake.
    """
    if charter.bearer is Bearer.OWNER:
        return Attribution(owner, BearerReason.OWNER)
    steps = sorted(step_times, key=lambda step: step.position)
    sums: dict[int, int] = defaultdict(int)
    for step in steps:
        if step.overrun:
            sums[step.unit_id] += step.overrun
    # Sorting keeps the order of the first overrunning step among equals.
    overruns = tuple(sorted(sums.items(), key=lambda entry: -entry[1]))
    if overruns:
        is_tie = len(overruns) > 1 and overruns[0][1] == overruns[1][1]
        reason = BearerReason.EARLIER_STEP if is_tie else BearerReason.OVERRUN
        return Attribution(overruns[0][0], reason, overruns)
    for step in steps:
        if step.is_running_at_breach:
            return Attribution(step.unit_id, BearerReason.RUNNING_STEP)
    return Attribution(owner, BearerReason.NO_STEP)
