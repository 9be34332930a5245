"""Escalations and their rules in the database."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from fmdesk.core.domain.errors import ConflictError, InvalidInputError, NotFoundError
from fmdesk.core.domain.escalation import (
    Candidate,
    Escalation,
    EscalationCause,
    EscalationRule,
    EscalationTo,
)
from fmdesk.core.ports import CatalogRepository
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.board import BY_DUE, IS_OPEN, RUNS
from fmdesk.core.sql.nearness import each_calendar
from fmdesk.core.sql.numbered import insert

MOST = 2000
"""Lines of one rule that one round looks at, the most pressing first."""
BEHIND = timedelta(days=14)
"""Of what a rule reached earlier, nobody is told any more."""
HOUR = 3600
_DUE = sa.type_coerce(t.line.c.due_at, sa.BigInteger)
Lines = sa.Select[tuple[object, ...]]


class SqlEscalations:
    """The repository of escalations.

    Args:
        connection: Connection of the unit of work.
        catalog: Its catalogue.
    """

    def __init__(self, connection: sa.Connection, catalog: CatalogRepository) -> None:
        self._connection = connection
        self._catalog = catalog

    # --- rules ---------------------------------------------------------------------------------

    def rules(self) -> tuple[EscalationRule, ...]:
        """Return the rules, those switched off too."""
        query = sa.select(t.escalation_rule).order_by(t.escalation_rule.c.id)
        return tuple(_rule(row) for row in self._connection.execute(query).mappings())

    def save_rules(self, rules: Sequence[EscalationRule]) -> None:
        """Make these the rules; one that is left out is switched off, since escalations name it."""
        c = t.escalation_rule.c
        there = {(one.cause, one.n, one.goes_to): one.id for one in self.rules()}
        self._connection.execute(sa.update(t.escalation_rule).values(is_active=False))
        for one in rules:
            number = there.get((one.cause, one.n, one.goes_to))
            if number is None:
                key = {"cause": one.cause.value, "n": one.n, "goes_to": one.goes_to.value}
                insert(self._connection, t.escalation_rule, {**key, "is_active": one.is_active})
            else:
                changed = sa.update(t.escalation_rule).where(c.id == number)
                self._connection.execute(changed.values(is_active=one.is_active))

    # --- escalations ---------------------------------------------------------------------------

    def candidates(self, rule: EscalationRule, now: datetime) -> Sequence[Candidate]:
        """Return lines that a rule may be about and that it has not raised for what they are now.

        The most pressing ones first, and not more than a round can look at.
        """
        query = self._of[rule.cause](self, rule, now)
        candidate = query.subquery().c
        raised = t.escalation.c
        known = sa.exists().where(
            raised.rule_id == rule.id,
            raised.line_id == candidate.line_id,
            raised.mark == candidate.mark,
        )
        rows = sa.select(*candidate).where(~known).order_by(candidate.pressing).limit(MOST)
        return [Candidate(*row[:-1]) for row in self._connection.execute(rows)]

    def _near(self, _rule: EscalationRule, now: datetime) -> Lines:
        line = t.line.c
        return _lines(line.due_at, _DUE, BY_DUE[0]).where(line.due_at >= now)

    def _broken(self, rule: EscalationRule, now: datetime) -> Lines:
        line = t.line.c
        passed = self._passed(line.due_at, rule, now, BEHIND)
        return _lines(line.due_at, _DUE, 0 - _DUE).where(line.due_at < now, passed)

    def _stalled(self, rule: EscalationRule, now: datetime) -> Lines:
        line, event, other = t.line.c, t.line_event.c, t.line_event.alias().c
        newest = sa.select(sa.func.max(other.number)).where(other.line_id == line.id)
        last = sa.and_(event.line_id == line.id, event.number == newest.scalar_subquery())
        query = _lines(line.due_at, event.number, event.recorded_at).join(t.line_event, last)
        return query.where(self._passed(event.recorded_at, rule, now))

    def _unanswered(self, rule: EscalationRule, now: datetime) -> Lines:
        line, question, other = t.line.c, t.unit_question.c, t.line.alias().c
        first = sa.select(sa.func.min(other.id)).where(other.ticket_id == question.ticket_id)
        of = line.id == sa.func.coalesce(question.line_id, first.scalar_subquery())
        query = _lines(question.due_at, question.id, question.due_at, question.unit_id)
        passed = self._passed(question.due_at, rule, now)
        return query.join(t.unit_question, of).where(
            question.answered_at.is_(None), question.due_at < now, passed
        )

    def _passed(
        self,
        since: sa.ColumnElement[datetime],
        rule: EscalationRule,
        now: datetime,
        behind: timedelta | None = None,
    ) -> sa.ColumnElement[bool]:
        """Return the condition that a rule's working hours have passed, on each line's calendar.

        Args:
            since: From when they count.
            rule: The rule.
            now: The instant.
            behind: What passed longer ago than this is left out; None for nothing.
        """
        seconds = rule.n * HOUR
        reached: list[tuple[int | None, datetime]] = [(None, now - timedelta(seconds=seconds))]
        for version, calendar in each_calendar(self._connection, self._catalog):
            with suppress(InvalidInputError):  # it was never open for so long: nothing passed
                reached.append((version, calendar.subtract(now, seconds)))
        pinned = t.line.c.calendar_version_id
        return sa.or_(
            *(
                sa.and_(
                    pinned.is_not_distinct_from(version),
                    since <= at,
                    *(() if behind is None else (since >= at - behind,)),
                )
                for version, at in reached
            )
        )

    _of: Mapping[EscalationCause, Callable[["SqlEscalations", EscalationRule, datetime], Lines]] = {
        EscalationCause.NEAR: _near,
        EscalationCause.BROKEN: _broken,
        EscalationCause.STALLED: _stalled,
        EscalationCause.UNANSWERED: _unanswered,
    }

    def add(self, escalation: Escalation) -> Escalation:
        """Store an escalation; returns it with its number."""
        values = {
            "rule_id": escalation.rule.id,
            "line_id": escalation.line_id,
            "mark": escalation.mark,
            "raised_at": escalation.raised_at,
            "person_id": escalation.person_id,
            "message_id": escalation.message_id,
        }
        return replace(escalation, id=insert(self._connection, t.escalation, values))

    def escalation(self, escalation_id: int) -> Escalation:
        """Return one; NotFoundError `escalation.unknown`."""
        found = self._read(t.escalation.c.id == escalation_id)
        if not found:
            raise NotFoundError("escalation.unknown", escalation=escalation_id)
        return found[0]

    def take(self, escalation_id: int, name: str, at: datetime) -> None:
        """Note who took it; ConflictError `escalation.taken` when somebody else was first."""
        c = t.escalation.c
        untaken = sa.update(t.escalation).where(c.id == escalation_id, c.taken_at.is_(None))
        if self._connection.execute(untaken.values(taken_by=name, taken_at=at)).rowcount != 1:
            raise ConflictError("escalation.taken", escalation=escalation_id)

    def of_line(self, line_id: int) -> tuple[Escalation, ...]:
        """Return the escalations of a line, oldest first."""
        return self._read(t.escalation.c.line_id == line_id)

    def _read(self, condition: sa.ColumnElement[bool]) -> tuple[Escalation, ...]:
        c, rule = t.escalation.c, t.escalation_rule.c
        query = (
            sa.select(
                *(t.escalation, rule.cause, rule.n, rule.goes_to, rule.is_active),
                sa.func.coalesce(t.person.c.name, "").label("person"),
            )
            .join(t.escalation_rule, rule.id == c.rule_id)
            .outerjoin(t.person, t.person.c.id == c.person_id)
            .where(condition)
            .order_by(c.id)
        )
        return tuple(_escalation(row) for row in self._connection.execute(query).mappings())


def _rule(row: sa.RowMapping, number: str = "id") -> EscalationRule:
    cause, goes_to = EscalationCause(row["cause"]), EscalationTo(row["goes_to"])
    return EscalationRule(row[number], cause, row["n"], goes_to, is_active=row["is_active"])


def _escalation(row: sa.RowMapping) -> Escalation:
    return Escalation(
        id=row["id"],
        rule=_rule(row, "rule_id"),
        line_id=row["line_id"],
        mark=row["mark"],
        raised_at=row["raised_at"],
        person_id=row["person_id"],
        person=row["person"],
        message_id=row["message_id"],
        taken_by=row["taken_by"],
        taken_at=row["taken_at"],
    )


def _lines(
    due_at: sa.ColumnElement[datetime],
    mark: sa.ColumnElement[int],
    pressing: sa.ColumnElement[Any],
    unit_id: sa.ColumnElement[int] = t.line.c.unit_id,
) -> Lines:
    """Return the query of lines at work as candidates; `pressing` orders them, the least first."""
    line = t.line.c
    return (
        sa.select(
            *(line.id.label("line_id"), unit_id.label("unit_id"), line.calendar_version_id),
            *(line.opened_at, due_at.label("due_at"), mark.label("mark")),
            pressing.label("pressing"),
        )
        .select_from(t.line)
        .where(IS_OPEN, RUNS)
    )
