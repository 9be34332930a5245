"""Objections and decisions on sanctions (domain page: proposed, objection, decision, posted).

What was said and decided is append-only; how a sanction stands follows from all of it in order.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from fmdesk.core.domain.errors import Refusal


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
    OTHER = "other"
    """Another unit bears it by the charter: what waited falls away, and that unit may object."""
    MORE = "more"
    """It costs more than what waits, or what the unit was heard on: the unit may object again."""


DECISIONS = (Act.CONFIRM, Act.MOVE, Act.WAIVE)
STATES = {Act.CONFIRM: "confirmed", Act.MOVE: "moved", Act.WAIVE: "waived"}
"""The state that a decision leads to once it counts."""
PROPOSED = "proposed"
BORNE_ELSEWHERE = frozenset({STATES[Act.MOVE], STATES[Act.WAIVE]})
"""States of a sanction that another unit bears, or none, by a decision."""


class Said(NamedTuple):
    """One act as it counts: who did it, what, and whether a second controller is needed.

    Of an objection `from_unit_id` is the unit that objects, of `OTHER` the one that bore it until
    then; its reason is `Attribution.code`.
    """

    kind: Act
    actor: str
    reason: str = ""
    to_unit_id: int | None = None
    awaits_second: bool = False
    from_unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a sanction stands after everything that was said about it.

    Attributes:
        objection: The objection that waits for a decision, None for none.
        pending: The decision that waits for a second controller, None for none.
        decided: The last decision that counts, None while there is none.
        is_heard: The unit to which that decision moved it has objected, and was decided against.
    """

    objection: Said | None = None
    pending: Said | None = None
    decided: Said | None = None
    is_heard: bool = False

    @property
    def is_open(self) -> bool:
        """Tell whether somebody still has to decide."""
        return self.objection is not None or self.pending is not None


def standing(acts: Iterable[Said], before: Standing | None = None) -> Standing:
    """Return how a sanction stands after these acts, oldest first.

    Args:
        acts: What was said.
        before: How it stood before; None before anything was said.
    """
    found = before or Standing()
    for one in acts:
        found = _after(found, one)
    return found


def _after(now: Standing, one: Said) -> Standing:
    match one.kind:
        case Act.OBJECTION:
            after = replace(now, objection=one, pending=None)
        case Act.WITHDRAW:
            after = replace(now, objection=None)
        case Act.AGREE:
            after = _decided(now, now.pending)
        case Act.REFUSE:
            after = replace(now, pending=None)
        case Act.MORE:
            after = replace(now, pending=None, is_heard=False)
        case Act.GROW:  # agreed to, it is one of two as any other
            alone = now.decided
            after = Standing(now.objection, alone and alone._replace(awaits_second=True), None)
        case Act.OTHER:  # who bears it by a decision keeps its word
            is_its = now.objection is not None and now.objection.from_unit_id == one.from_unit_id
            after = replace(now, objection=None if is_its else now.objection, pending=None)
        case _ if one.awaits_second:
            after = replace(now, pending=one)
        case _:
            after = _decided(now, one)
    return after


def _decided(now: Standing, one: Said | None) -> Standing:
    """Return how it stands once a decision counts; a unit is heard once on the same decision."""
    unit_id = one and one.to_unit_id
    objector = now.objection and now.objection.from_unit_id
    had_it = now.decided.to_unit_id if now.decided and now.is_heard else None
    return Standing(None, None, one, unit_id is not None and unit_id in (objector, had_it))


def has_turn(state: str, now: Standing) -> bool:
    """Tell whether the unit that bears it may still object, within its term.

    Who bears it by the charter may until it is decided; who bears it by a decision may once.
    """
    return state == PROPOSED or (state == STATES[Act.MOVE] and not now.is_heard)


def proposed_anew(
    state: str, now: Standing, *, is_more: bool, is_other: bool, needs_second: bool
) -> tuple[str, tuple[Act, ...]]:
    """Return the state of a sanction that is proposed once more, and what the control says of it.

    Another bearer, or the same one for more, may object again. So what waits for a decision falls
    away when it was about another bearer, and a confirmation when it was about less; who bears it
    by a decision and was heard on less is heard anew. Who moved or waived it alone did not decide
    on an amount that needs two: that decision waits for a second controller.

    Args:
        state: Its state so far.
        now: How it stands so far.
        is_more: It costs more than before.
        is_other: The charter puts it with another unit than before.
        needs_second: What it costs now is for two controllers to decide on.
    """
    acts: tuple[Act, ...] = ()
    if state in BORNE_ELSEWHERE:
        is_alone = now.decided is not None and not now.decided.awaits_second
        if is_more and needs_second and is_alone:
            state, acts = PROPOSED, (Act.GROW,)
    elif is_more or is_other or state == "withdrawn":
        state = PROPOSED
    if is_other:
        return state, (*acts, Act.OTHER)
    if is_more and (now.is_heard or (now.pending and now.pending.kind is Act.CONFIRM)):
        return state, (*acts, Act.MORE)
    return state, acts


def before_posting(acts: Iterable[tuple[datetime, Said]], told_at: datetime) -> str:
    """Return the state that a posted sanction has once its month is opened again.

    Args:
        acts: What was said about it, and when.
        told_at: When who bears it was told last; what was confirmed before was something else.
    """
    confirms = (Act.CONFIRM, Act.AGREE)  # an agreement to something else never led to `posted`
    since = (one for at, one in acts if at >= told_at)
    is_confirmed = any(one.kind in confirms and not one.awaits_second for one in since)
    return STATES[Act.CONFIRM] if is_confirmed else PROPOSED


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
        to_unit: Name of the unit that bears it instead, empty for none; of `CONFIRM` the one that
            bears it by the charter, where a decision had moved or waived it.
        awaits_second: It counts once a second controller agrees.
        from_unit: Name of the unit that bore it by the charter until then, for `OTHER`.
    """

    at: datetime
    actor: str
    kind: Act
    reason: str
    to_unit: str = ""
    awaits_second: bool = False
    from_unit: str = ""


class TakenBack(NamedTuple):
    """When a sanction that a closed month had posted was taken back."""

    month: str
    """The month that posts it back, `YYYY-MM`."""
    at: datetime
    """When that month was closed."""


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
        is_elsewhere: Who reads it is of a unit that does not bear it: no longer, or not yet.
            A decision may have moved or waived it.
        borne_by: Name of the unit that bears it now, by the charter or by a decision; empty for
            none.
        taken_back: The month that took back what a closed one had posted, None for none.
        is_closed: Its month is closed: nothing more is said about it.
        refusal: Why who reads it may not speak for the unit; None where that person may, or where
            nothing is to be said.
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
    is_elsewhere: bool = False
    borne_by: str = ""
    taken_back: TakenBack | None = None
    is_closed: bool = False
    refusal: Refusal | None = None

    @property
    def objector(self) -> str:
        """Name of the unit whose objection waits, empty for none."""
        said = (one.from_unit for one in reversed(self.acts) if one.kind is Act.OBJECTION)
        return next(said, "") if self.standing.objection else ""

    @property
    def is_moved_away(self) -> bool:
        """Tell whether a decision took it from who bears it by the charter."""
        return self.state in BORNE_ELSEWHERE

    @property
    def is_objectable(self) -> bool:
        """Tell whether an objection of the unit would be heard now, whoever speaks for it."""
        may = self.has_turn and self.is_in_term and not self.standing.is_open
        return may and not (self.is_elsewhere or self.is_closed)

    @property
    def may_object(self) -> bool:
        """Tell whether an objection of who reads it would be heard now."""
        return self.is_objectable and self.refusal is None

    @property
    def has_turn(self) -> bool:
        """Tell whether the unit that bears it has its turn, see `has_turn`."""
        return has_turn(self.state, self.standing)

    @property
    def is_withdrawable(self) -> bool:
        """Tell whether there is an objection to take back, whoever speaks for the unit."""
        is_there = self.standing.objection is not None and self.standing.pending is None
        return is_there and not (self.is_elsewhere or self.is_closed)

    @property
    def may_withdraw(self) -> bool:
        """Tell whether there is an objection that who reads it may take back."""
        return self.is_withdrawable and self.refusal is None


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
