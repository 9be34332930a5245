"""Objections and decisions on sanctions (domain page: proposed, objection, decision, posted).

What was said and decided is append-only; how a sanction stands follows from all of it in order.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID


class Act(StrEnum):
    """What somebody did about a sanction."""

    OBJECTION = "objection"
    WITHDRAW = "withdraw"
    """The unit takes its objection back."""
    CONFIRM = "confirm"
    MOVE = "move"
    WAIVE = "waive"
    AGREE = "agree"
    """A second controller confirms the decision of the first."""
    REFUSE = "refuse"
    """A second controller does not; the objection is open again."""
    GROW = "grow"
    """The amount grew above what one controller decides: the decision waits for a second one."""


DECISIONS = (Act.CONFIRM, Act.MOVE, Act.WAIVE)
STATES = {Act.CONFIRM: "confirmed", Act.MOVE: "moved", Act.WAIVE: "waived"}
"""The state that a decision leads to once it counts."""
PROPOSED = "proposed"
BORNE_ELSEWHERE = frozenset({STATES[Act.MOVE], STATES[Act.WAIVE]})
"""States of a sanction that another unit bears, or none, by a decision."""


class Said(NamedTuple):
    """One act as it counts: who did it, what, and whether a second controller is needed."""

    kind: Act
    actor: str
    reason: str = ""
    to_unit_id: int | None = None
    awaits_second: bool = False


GROWN = Said(Act.GROW, "")
"""What the control says of a sanction that outgrew the decision of one controller."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a sanction stands after everything that was said about it.

    Attributes:
        objection: The objection that waits for a decision, None for none.
        pending: The decision that waits for a second controller, None for none.
        decided: The last decision that counts, None while there is none.
    """

    objection: Said | None = None
    pending: Said | None = None
    decided: Said | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether somebody still has to decide."""
        return self.objection is not None or self.pending is not None


def standing(acts: Iterable[Said]) -> Standing:
    """Return how a sanction stands after these acts, oldest first."""
    found = Standing()
    for one in acts:
        found = _after(found, one)
    return found


def _after(now: Standing, one: Said) -> Standing:
    match one.kind:
        case Act.OBJECTION:
            after = Standing(one, None, now.decided)
        case Act.WITHDRAW:
            after = Standing(None, now.pending, now.decided)
        case Act.AGREE:
            after = Standing(None, None, now.pending)
        case Act.REFUSE:
            after = Standing(now.objection, None, now.decided)
        case Act.GROW:  # agreed to, it is one of two as any other
            alone = now.decided
            after = Standing(now.objection, alone and alone._replace(awaits_second=True), None)
        case _ if one.awaits_second:
            after = Standing(now.objection, one, now.decided)
        case _:
            after = Standing(None, None, one)
    return after


def proposed_anew(
    state: str, now: Standing, *, is_more: bool, is_other: bool, needs_second: bool
) -> tuple[str, Standing]:
    """Return the state and the standing of a sanction that is proposed once more.

    Another bearer, or the same one for more, may object again. Who moved or waived it alone did not
    decide on an amount that needs two: that decision waits for a second controller.

    Args:
        state: Its state so far.
        now: How it stands so far.
        is_more: It costs more than before.
        is_other: The charter puts it with another unit than before.
        needs_second: What it costs now is for two controllers to decide on.
    """
    if state in BORNE_ELSEWHERE:
        is_alone = now.decided is not None and not now.decided.awaits_second
        if is_more and needs_second and is_alone:
            return PROPOSED, _after(now, GROWN)
        return state, now
    return (PROPOSED if is_more or is_other or state == "withdrawn" else state), now


@dataclass(frozen=True, slots=True)
class ObjectionRules:
    """What the office set about objections.

    Attributes:
        term_days: Working days, on the calendar of the line, in which the unit may object from the
            draft in which it was first told; 0 until the month is closed.
        second_above_cents: A decision on more than this needs a second controller.
        close_waits: A month closes only once every term in it has ended.
    """

    term_days: int = 10
    second_above_cents: int = 250_00
    close_waits: bool = False

    def needs_second(self, cents: int) -> bool:
        """Tell whether a decision on so much money is confirmed by a second controller."""
        return cents > self.second_above_cents


@dataclass(frozen=True, slots=True)
class DecisionView:
    """An act as it is read.

    Attributes:
        at: When.
        actor: Who.
        kind: What.
        reason: Why, in words.
        to_unit: Name of the unit that bears it instead, empty for none.
        awaits_second: It counts once a second controller agrees.
    """

    at: datetime
    actor: str
    kind: Act
    reason: str
    to_unit: str = ""
    awaits_second: bool = False


@dataclass(frozen=True, slots=True)
class SanctionView:
    """A sanction with all that was said about it.

    Attributes:
        id: Its number.
        line_id: The line.
        number: Number of the line.
        product: Name of the product.
        charter: Name of the charter.
        unit: Name of the unit that bears it by the charter.
        month: `YYYY-MM` in which it was last proposed.
        cents: The customer's credit, which stays whatever is decided.
        points: Points.
        state: State of the sanction.
        told_at: When the draft told of it.
        term_ends_at: Until when the unit may object; None until the month is closed.
        is_in_term: The unit may still object.
        needs_second: A decision is confirmed by a second controller.
        standing: What waits, and what was decided.
        acts: Everything that was said, oldest first.
        version: Counts its changes.
    """

    id: int
    line_id: int
    number: str
    product: str
    charter: str
    unit: str
    month: str
    cents: int
    points: int
    state: str
    told_at: datetime
    term_ends_at: datetime | None
    is_in_term: bool
    needs_second: bool
    standing: Standing
    acts: tuple[DecisionView, ...] = ()
    version: int = 0

    @property
    def may_object(self) -> bool:
        """Tell whether an objection would be heard now."""
        return self.state == "proposed" and self.is_in_term and not self.standing.is_open

    @property
    def may_withdraw(self) -> bool:
        """Tell whether there is an objection to take back."""
        return self.standing.objection is not None and self.standing.pending is None


@dataclass(frozen=True, slots=True)
class SanctionDraft:
    """An objection or a decision.

    Attributes:
        op_id: Made once by the client.
        sanction_id: The sanction.
        kind: One of `Act`.
        reason: In words, always needed.
        to_unit: Code of the unit that bears it instead, for `move`.
        version: That of the sanction as it was shown; None where nothing was shown.
    """

    op_id: UUID
    sanction_id: int
    kind: str
    reason: str
    to_unit: str = ""
    version: int | None = None
