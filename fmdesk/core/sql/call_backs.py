"""Call-backs in the database."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from fmdesk.core.domain.call_back import (
    CallBack,
    CallBackDraft,
    CallBackOutcome,
    CallBackRule,
    CallBackRules,
    CallBackState,
)
from fmdesk.core.domain.errors import ConflictError, NotFoundError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.numbered import insert, known_code

WORK = (EventKind.STARTED, EventKind.STEP_FINISHED, EventKind.DELIVERED, EventKind.READY)
_OPEN = t.call_back.c.state == CallBackState.OPEN.value


class SqlCallBacks:
    """The repository of call-backs.

    Args:
        connection: Connection of the unit of work.
        now: Its instant.
        actor: Who acts.
    """

    def __init__(self, connection: sa.Connection, now: datetime, actor: str) -> None:
        self._connection = connection
        self._now = now
        self._actor = actor

    # --- rules -----------------------------------------------------------------------------------

    def rules(self) -> CallBackRules:
        """Return the rules, that of all first."""
        rule, product, unit = t.call_back_rule, t.product.c, t.unit.c
        query = (
            sa.select(rule.c.every, product.code, unit.code)
            .outerjoin(t.product, product.id == rule.c.product_id)
            .outerjoin(t.unit, unit.id == rule.c.unit_id)
            .order_by(rule.c.id)
        )
        rows = self._connection.execute(query)
        return CallBackRules(
            tuple(CallBackRule(every, code or "", of or "") for every, code, of in rows)
        )

    def save_rules(self, rules: CallBackRules) -> None:
        """Replace all rules; one that stays goes on counting.

        Raises:
            NotFoundError: `product.unknown` or `unit.unknown`.
        """
        rule = t.call_back_rule.c
        before = {
            (row.product_id, row.unit_id): row
            for row in self._connection.execute(sa.select(t.call_back_rule))
        }
        for one in rules.rules:
            key = (
                known_code(self._connection, t.product, one.product),
                known_code(self._connection, t.unit, one.unit),
            )
            there = before.pop(key, None)
            if there is None:
                values = {"product_id": key[0], "unit_id": key[1], "every": one.every}
                insert(self._connection, t.call_back_rule, values)
            else:
                changed = sa.update(t.call_back_rule).where(rule.id == there.id)
                self._connection.execute(changed.values(every=one.every))
        gone = [row.id for row in before.values()]
        self._connection.execute(sa.delete(t.call_back_rule).where(rule.id.in_(gone)))

    def is_chosen(self, product_id: int, unit_id: int) -> bool:
        """Count a ready line under the nearest rule, and tell whether it is its turn."""
        rule = t.call_back_rule.c
        fits = (
            sa.or_(rule.product_id.is_(None), rule.product_id == product_id),
            sa.or_(rule.unit_id.is_(None), rule.unit_id == unit_id),
        )
        nearest = (rule.product_id.is_(None), rule.unit_id.is_(None))
        query = sa.select(rule.id).where(*fits).order_by(*nearest).limit(1)
        found = self._connection.execute(query).scalar()
        if found is None:
            return False
        counted = sa.update(t.call_back_rule).where(rule.id == found).values(seen=rule.seen + 1)
        row = self._connection.execute(counted.returning(rule.seen, rule.every)).one()
        return bool(row.seen % row.every == 0)

    # --- call-backs ------------------------------------------------------------------------------

    def add(self, call_back: CallBack) -> CallBack:
        """Store a call-back; returns it with its number."""
        values: Mapping[str, object] = {
            "line_id": call_back.line_id,
            "event": call_back.event,
            "state": call_back.state.value,
            "due_at": call_back.due_at,
        }
        return replace(call_back, id=insert(self._connection, t.call_back, values))

    def call_back(self, call_back_id: int) -> CallBack:
        """Return a call-back; NotFoundError `call_back.unknown`."""
        query = sa.select(t.call_back).where(t.call_back.c.id == call_back_id)
        row = self._connection.execute(query).mappings().one_or_none()
        if row is None:
            raise NotFoundError("call_back.unknown", call_back=call_back_id)
        return _call_back(row)

    def add_try(self, before: CallBack, after: CallBack, draft: CallBackDraft) -> None:
        """Store a try and what it led to; ConflictError `call_back.changed` when another came."""
        c = t.call_back.c
        changed = self._connection.execute(
            sa.update(t.call_back)
            .where(c.id == before.id, _OPEN, c.tries == before.tries)
            .values(
                state=after.state.value,
                outcome=after.outcome.value if after.outcome else None,
                tries=after.tries,
                due_at=after.due_at,
                closed_at=after.closed_at,
            )
        )
        if changed.rowcount != 1:
            raise ConflictError("call_back.changed", call_back=before.id)
        self._connection.execute(
            sa.insert(t.call_back_try).values(
                call_back_id=before.id,
                number=after.tries,
                at=self._now,
                actor=self._actor,
                outcome=draft.outcome.value,
                note=draft.note,
            )
        )

    def withdraw(self, line_id: int) -> None:
        """Close what is still open for a line that is no longer ready."""
        c = t.call_back.c
        closed = {"state": CallBackState.CLOSED.value, "outcome": None, "closed_at": self._now}
        self._connection.execute(
            sa.update(t.call_back).where(c.line_id == line_id, _OPEN).values(closed)
        )

    def open(self, limit: int) -> tuple[CallBack, ...]:
        """Return the open ones, next due first."""
        c = t.call_back.c
        query = sa.select(t.call_back).where(_OPEN).order_by(c.due_at, c.id).limit(limit)
        return tuple(_call_back(row) for row in self._connection.execute(query).mappings())

    def count_due(self, now: datetime) -> int:
        """Return how many customers are to be called now."""
        query = sa.select(sa.func.count()).select_from(t.call_back)
        due = query.where(_OPEN, t.call_back.c.due_at <= now)
        return int(self._connection.execute(due).scalar_one())

    def outcomes(
        self, kind: str, start: datetime, end: datetime, language: str
    ) -> Mapping[tuple[str, str], Mapping[CallBackOutcome, int]]:
        """Return counts of those closed in [start, end), by code and name."""
        c, line = t.call_back.c, t.line.c
        if kind == "unit":
            code, name = t.unit.c.code, t.unit.c.name
        else:
            version = t.product_version.c
            code, name = t.product.c.code, version.name_en if language == "en" else version.name_nl
        query = (
            sa.select(code, name, c.outcome, sa.func.count())
            .select_from(t.call_back)
            .join(t.line, line.id == c.line_id)
            .join(t.product, t.product.c.id == line.product_id)
            .join(t.product_version, t.product_version.c.id == line.product_version_id)
            .join(t.unit, t.unit.c.id == line.unit_id)
            .where(c.closed_at >= start, c.closed_at < end, c.outcome.is_not(None))
            .group_by(code, name, c.outcome)
            .order_by(sa.func.max(line.product_version_id))
        )
        names: dict[str, str] = {}  # a product that was renamed is still one: the newest name
        found: dict[str, dict[CallBackOutcome, int]] = defaultdict(lambda: defaultdict(int))
        for of, called, outcome, count in self._connection.execute(query):
            names[of] = called
            found[of][CallBackOutcome(outcome)] += count
        order = sorted(names, key=lambda of: (names[of].casefold(), of))
        return {(of, names[of]): found[of] for of in order}

    def worked(self, line_id: int) -> Sequence[str]:
        """Return the names of those who recorded work on a line."""
        event = t.line_event.c
        done = (event.line_id == line_id, event.kind.in_([kind.value for kind in WORK]))
        query = sa.select(event.actor).where(*done).distinct()
        return self._connection.execute(query).scalars().all()


def _call_back(row: sa.RowMapping) -> CallBack:
    return CallBack(
        id=row["id"],
        line_id=row["line_id"],
        event=row["event"],
        due_at=row["due_at"],
        state=CallBackState(row["state"]),
        outcome=CallBackOutcome(row["outcome"]) if row["outcome"] else None,
        tries=row["tries"],
        closed_at=row["closed_at"],
    )
