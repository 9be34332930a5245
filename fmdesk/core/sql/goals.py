"""Goals in the database."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime

import sqlalchemy as sa

from fmdesk.core.domain.errors import ConflictError, NotFoundError
from fmdesk.core.domain.goals import Action, Evaluation, Every, Goal
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.numbered import insert

_GOAL, _NORM = t.goal.c, t.goal_norm.c
_SAID, _ACTION = t.goal_evaluation.c, t.goal_action.c
_FIXED = ("measure", "scope", "about", "every")
_CHANGED = ("owner_id", "purpose", "ended")


class SqlGoals:
    """The repository of goals.

    Args:
        connection: Connection of the unit of work.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[Goal, ...]:
        """Return every goal, in the order in which they were set."""
        norms: dict[int, list[tuple[str, int]]] = defaultdict(list)
        for row in self._connection.execute(sa.select(t.goal_norm).order_by(_NORM.since)):
            norms[row.goal_id].append((row.since, row.norm))
        rows = self._connection.execute(sa.select(t.goal).order_by(_GOAL.id)).mappings()
        return tuple(
            Goal(**dict(row) | {"every": Every(row["every"]), "norms": tuple(norms[row["id"]])})
            for row in rows
        )

    def goal(self, goal_id: int) -> Goal:
        """Return a goal; NotFoundError `goal.unknown`."""
        for one in self.all():
            if one.id == goal_id:
                return one
        raise NotFoundError("goal.unknown", goal=goal_id)

    def add(self, goal: Goal) -> Goal:
        """Store a new goal with its norms; returns it with its number."""
        values = {name: getattr(goal, name) for name in (*_FIXED, *_CHANGED)}
        made = replace(goal, id=insert(self._connection, t.goal, values))
        self._save_norms(made)
        return made

    def change(self, goal: Goal, seen: int) -> Goal:
        """Store owner, purpose, norms and end of a goal; returns it with its new version.

        Raises:
            ConflictError: `goal.changed` when it is no longer the version that was seen.
        """
        values = {name: getattr(goal, name) for name in _CHANGED}
        same = sa.update(t.goal).where(_GOAL.id == goal.id, _GOAL.version == seen)
        if not self._connection.execute(same.values(**values, version=seen + 1)).rowcount:
            raise ConflictError("goal.changed")
        self._connection.execute(sa.delete(t.goal_norm).where(_NORM.goal_id == goal.id))
        self._save_norms(goal)
        return replace(goal, version=seen + 1)

    def _save_norms(self, goal: Goal) -> None:
        rows = [{"goal_id": goal.id, "since": since, "norm": norm} for since, norm in goal.norms]
        self._connection.execute(sa.insert(t.goal_norm), rows)

    def evaluations(self, goal_ids: Sequence[int]) -> tuple[Evaluation, ...]:
        """Return what was decided about some goals, in its order, with the actions."""
        wanted = _SAID.goal_id.in_(goal_ids)
        actions: dict[int, list[Action]] = defaultdict(list)
        join = sa.select(t.goal_action).join(t.goal_evaluation, _SAID.id == _ACTION.evaluation_id)
        for row in self._connection.execute(join.where(wanted).order_by(_ACTION.id)).mappings():
            actions[row["evaluation_id"]].append(
                Action(**{one.name: row[one.name] for one in fields(Action)})
            )
        query = sa.select(t.goal_evaluation).where(wanted).order_by(_SAID.id)
        return tuple(
            Evaluation(**row, actions=tuple(actions[row["id"]]))
            for row in self._connection.execute(query).mappings()
        )

    def evaluate(self, evaluation: Evaluation) -> Evaluation:
        """Store what was decided, with its actions; returns it with numbers."""
        values = {
            name: getattr(evaluation, name)
            for name in ("goal_id", "period", "decision", "at", "by")
        }
        number = insert(self._connection, t.goal_evaluation, values)
        actions = tuple(
            replace(one, id=insert(self._connection, t.goal_action, _values(one, number)))
            for one in evaluation.actions
        )
        return replace(evaluation, id=number, actions=actions)

    def open_of(self, unit_id: int) -> tuple[tuple[str, Action, str], ...]:
        """Return the open actions of the people of a unit: measure, action, name of the owner."""
        owner, names = t.person.c, [one.name for one in fields(Action)]
        done = (_ACTION[name] for name in names)
        query = (
            sa.select(t.goal.c.measure, owner.name.label("owner"), *done)
            .join(t.goal_evaluation, _SAID.id == _ACTION.evaluation_id)
            .join(t.goal, t.goal.c.id == _SAID.goal_id)
            .join(t.person, owner.id == _ACTION.owner_id)
            .where(owner.unit_id == unit_id, _ACTION.done_at.is_(None))
            .order_by(_ACTION.due_on, _ACTION.id)
        )
        return tuple(
            (
                row["measure"],
                Action(**{one.name: row[one.name] for one in fields(Action)}),
                row["owner"],
            )
            for row in self._connection.execute(query).mappings()
        )

    def tick(self, action_id: int, at: datetime | None, actor: str, said: str = "") -> bool:
        """Store that an action is done, or is not (`at` None); tell whether it was otherwise.

        Raises:
            NotFoundError: `goal.no_action`.
        """
        there = sa.select(_ACTION.id).where(_ACTION.id == action_id)
        if self._connection.execute(there).scalar() is None:
            raise NotFoundError("goal.no_action", action=action_id)
        otherwise = _ACTION.done_at.is_not(None) if at is None else _ACTION.done_at.is_(None)
        change = sa.update(t.goal_action).where(_ACTION.id == action_id, otherwise)
        values = {"done_at": at, "done_by": actor if at else "", "said": said}
        done = self._connection.execute(change.values(values))
        return done.rowcount == 1


def _values(action: Action, evaluation_id: int) -> dict[str, object]:
    values = {one.name: getattr(action, one.name) for one in fields(Action) if one.name != "id"}
    return {**values, "evaluation_id": evaluation_id}
