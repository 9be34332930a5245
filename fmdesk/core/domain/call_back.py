"""Call-backs: the customer is asked after ready whether it is as it should be."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

MOST_TRIES = 3
"""Whoever is not reached so often is left in peace."""
NEXT_TRY = timedelta(hours=4)
"""After how long somebody who was not reached is called again."""


class CallBackState(StrEnum):
    """Where a call-back is."""

    OPEN = "open"
    CLOSED = "closed"


class CallBackOutcome(StrEnum):
    """What the customer said."""

    SATISFIED = "satisfied"
    NOT_SATISFIED = "not_satisfied"
    NOT_REACHED = "not_reached"


@dataclass(frozen=True, slots=True)
class CallBack:
    """One call-back.

    Attributes:
        id: Number in the database, 0 before it is stored.
        line_id: The line that became ready.
        event: Number of the event that made it ready; a line that was reopened is asked about anew.
        due_at: From when the customer is called.
        state: Where it is.
        outcome: The outcome of the last try, None before the first.
        tries: Tries so far.
        closed_at: When it was closed.
    """

    id: int
    line_id: int
    event: int
    due_at: datetime
    state: CallBackState = CallBackState.OPEN
    outcome: CallBackOutcome | None = None
    tries: int = 0
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CallBackRule:
    """Which ready lines are called back: every n-th of a product, a unit, or all.

    A rule for the product beats one for the unit, and that beats one for all.
    """

    every: int
    product: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class CallBackRules:
    """All rules of the office."""

    rules: tuple[CallBackRule, ...] = ()


@dataclass(frozen=True, slots=True)
class CallBackDraft:
    """The outcome of one try.

    Attributes:
        op_id: Made once by the client.
        call_back_id: The call-back.
        tries: Tries that the user saw; another number is a conflict.
        outcome: What the customer said.
        note: In the customer's words; needed when not satisfied, the line is reopened with it.
    """

    op_id: UUID
    call_back_id: int
    tries: int
    outcome: CallBackOutcome
    note: str = ""


@dataclass(frozen=True, slots=True)
class Called:
    """What a try led to.

    Attributes:
        call_back_id: The call-back.
        ticket_id: Its ticket.
        is_reopened: The line was reopened.
        again_at: When to call again, None when it is closed.
    """

    call_back_id: int
    ticket_id: int
    is_reopened: bool = False
    again_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CallBackRow:
    """A call-back as the worklist shows it.

    Attributes:
        id: Its number.
        line_id: The line.
        number: The line's number.
        product: Name of the product.
        quantity: Pieces.
        unit: Name of the unit that delivered.
        customer: Who is called.
        phone: Number to call, empty where none is known.
        ready_at: When it was ready.
        due_at: From when to call.
        tries: Tries so far.
        script: What to say.
        is_own: The user, or the user's unit, did the work: somebody else must call.
    """

    id: int
    line_id: int
    number: str
    product: str
    quantity: int
    unit: str
    customer: str
    phone: str
    ready_at: datetime | None
    due_at: datetime
    tries: int
    script: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """What customers said in a month, of a product or a unit.

    Attributes:
        kind: `product` or `unit`.
        code: Its code.
        name: Its name.
        satisfied: Customers who were.
        not_satisfied: Customers who were not.
        not_reached: Customers who could not be reached.
    """

    kind: str
    code: str
    name: str
    satisfied: int
    not_satisfied: int
    not_reached: int
