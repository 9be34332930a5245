"""Actions that a unit agreed to: in talks with departments, and when goals were evaluated."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class ActionKind(StrEnum):
    """Where an action was agreed."""

    TALK = "talk"
    """In a talk with a department."""
    GOAL = "goal"
    """When the result of a goal was evaluated."""


@dataclass(frozen=True, slots=True)
class UnitAction:
    """An open action of a unit, or of somebody who works for it.

    Attributes:
        kind: Where it was agreed.
        id: Its number there.
        what: What is to be done.
        owner: Name of the unit or the person that does it.
        about: The department of the talk, or what the goal measures.
        due_on: The last day on which it is in time.
    """

    kind: ActionKind
    id: int
    what: str
    owner: str
    about: str
    due_on: date

    def is_overdue(self, today: date) -> bool:
        """Tell whether its last day is over."""
        return self.due_on < today


@dataclass(frozen=True, slots=True)
class UnitActionDone:
    """An action of a unit is done, through `my_unit.end_action`.

    Attributes:
        op_id: Made once by the client.
        unit_id: The unit.
        kind: Where it was agreed.
        action_id: Its number there.
        said: A word about it.
    """

    op_id: UUID
    unit_id: int
    kind: ActionKind
    action_id: int
    said: str
