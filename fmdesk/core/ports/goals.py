"""What goals need of the database."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from fmdesk.core.domain.goals import Action, Evaluation, Goal


class GoalRepository(Protocol):
    """Goals with their norms, and what was decided about their results."""

    def all(self) -> tuple[Goal, ...]:
        """Return every goal, in the order in which they were set."""

    def goal(self, goal_id: int) -> Goal:
        """Return a goal; NotFoundError `goal.unknown`."""

    def add(self, goal: Goal) -> Goal:
        """Store a new goal with its norms; returns it with its number."""

    def change(self, goal: Goal, seen: int) -> Goal:
        """Store owner, purpose, norms and end of a goal; returns it with its new version.

        Raises:
            ConflictError: `goal.changed` when it is no longer the version that was seen.
        """

    def evaluations(self, goal_ids: Sequence[int]) -> tuple[Evaluation, ...]:
        """Return what was decided about some goals, in its order, with the actions."""

    def evaluate(self, evaluation: Evaluation) -> Evaluation:
        """Store what was decided, with its actions; returns it with numbers."""

    def open_of(self, unit_id: int) -> tuple[tuple[str, Action, str], ...]:
        """Return the open actions of the people of a unit: measure, action, name of the owner."""

    def tick(self, action_id: int, at: datetime | None, actor: str, said: str = "") -> bool:
        """Store that an action is done, or is not (`at` None); tell whether it was otherwise.

        Raises:
            NotFoundError: `goal.no_action`.
        """
