"""Questions to units and returned lines in the database."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import TypeVar

import sqlalchemy as sa

from fmdesk.core.domain.crossing import (
    KeptAs,
    ReturnCount,
    ReturnedLines,
    ReturnReason,
    UnitQuestion,
)
from fmdesk.core.domain.errors import ConflictError, NotFoundError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.period import Month
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.numbered import insert
from fmdesk.core.sql.records import Records

Row = TypeVar("Row")
_NAMES = tuple(field.name for field in fields(UnitQuestion))
_QUESTION = sa.select(*(t.unit_question.c[name] for name in _NAMES))
_ON = (EventKind.STARTED, EventKind.STEP_FINISHED, EventKind.REDIRECTED)
"""What passes a returned line on."""


class SqlCrossing:
    """The repository of what crosses the cut beside the work itself.

    Args:
        connection: Connection of the unit of work.
        now: Its instant.
        actor: Who acts.
    """

    def __init__(self, connection: sa.Connection, now: datetime, actor: str) -> None:
        self._connection = connection
        self._now = now
        self._actor = actor
        reasons = Records(connection, t.return_reason, ReturnReason, order="rank")
        self.return_reasons, self._save_reason = reasons.all, reasons.save

    # --- questions -------------------------------------------------------------------------------

    def add_question(self, question: UnitQuestion) -> UnitQuestion:
        """Store a question; returns it with its number."""
        values = {name: getattr(question, name) for name in _NAMES if name not in {"id", "kept"}}
        return replace(question, id=insert(self._connection, t.unit_question, values))

    def question(self, question_id: int) -> UnitQuestion:
        """Return a question; NotFoundError `question.unknown`."""
        found = self._questions(_QUESTION.where(t.unit_question.c.id == question_id))
        if not found:
            raise NotFoundError("question.unknown", question=question_id)
        return found[0]

    def answer(self, question_id: int, answer: str) -> None:
        """Store who answers what, now; ConflictError `question.answered` when somebody did."""
        values = {"answer": answer, "answered_by": self._actor, "answered_at": self._now}
        if not self._change(question_id, t.unit_question.c.answered_at.is_(None), values):
            raise ConflictError("question.answered", question=question_id)

    def keep(self, question_id: int, kept: KeptAs) -> None:
        """Note what an answer has become; ConflictError `question.kept` when it has already."""
        if not self._change(question_id, t.unit_question.c.kept.is_(None), {"kept": kept.value}):
            raise ConflictError("question.kept", question=question_id)

    def hang(self, question_id: int, ticket_id: int, line_id: int | None) -> None:
        """Let a question belong to a ticket and line, unless it belongs to one already."""
        values: dict[str, object] = {"ticket_id": ticket_id, "line_id": line_id}
        self._change(question_id, t.unit_question.c.ticket_id.is_(None), values)

    def tell(self, question_id: int) -> None:
        """Note that who asked knows the answer."""
        c = t.unit_question.c
        is_news = sa.and_(c.told_at.is_(None), c.answered_at.is_not(None))
        self._change(question_id, is_news, {"told_at": self._now})

    def open_questions(self, unit_id: int, limit: int) -> tuple[UnitQuestion, ...]:
        """Return the unanswered questions to a unit, next due first."""
        c = t.unit_question.c
        query = _QUESTION.where(c.unit_id == unit_id, c.answered_at.is_(None))
        return self._questions(query.order_by(c.due_at, c.id).limit(limit))

    def asked_by(self, actor: str, since: datetime, limit: int) -> tuple[UnitQuestion, ...]:
        """Return questions of somebody: those with news first, then the newest."""
        c = t.unit_question.c
        is_news = sa.and_(c.answered_at.is_not(None), c.told_at.is_(None))
        query = _QUESTION.where(c.asked_by == actor, c.asked_at >= since)
        order = (sa.case((is_news, 0), else_=1), c.asked_at.desc(), c.id.desc())
        return self._questions(query.order_by(*order).limit(limit))

    def of_ticket(self, ticket_id: int) -> tuple[UnitQuestion, ...]:
        """Return the questions about a ticket and its lines, in order of asking."""
        c = t.unit_question.c
        return self._questions(_QUESTION.where(c.ticket_id == ticket_id).order_by(c.id))

    def count_news(self, actor: str) -> int:
        """Return how many answers somebody has not taken note of."""
        c = t.unit_question.c
        news = (c.asked_by == actor, c.answered_at.is_not(None), c.told_at.is_(None))
        query = sa.select(sa.func.count()).select_from(t.unit_question).where(*news)
        return int(self._connection.execute(query).scalar_one())

    def product_code(self, product_id: int) -> str:
        """Return the code of a product."""
        query = sa.select(t.product.c.code).where(t.product.c.id == product_id)
        return str(self._connection.execute(query).scalar_one())

    def _change(
        self, question_id: int, condition: sa.ColumnElement[bool], values: dict[str, object]
    ) -> bool:
        same = t.unit_question.c.id == question_id
        change = sa.update(t.unit_question).where(same, condition).values(values)
        return self._connection.execute(change).rowcount == 1

    def _questions(self, query: sa.Select[*tuple[object, ...]]) -> tuple[UnitQuestion, ...]:
        rows = self._connection.execute(query).mappings()
        return tuple(
            UnitQuestion(**{**row, "kept": KeptAs(row["kept"]) if row["kept"] else None})
            for row in rows
        )

    # --- returns ---------------------------------------------------------------------------------

    def save_return_reason(self, reason: ReturnReason) -> None:
        """Add a reason, or update the one with its code."""
        self._save_reason(reason)

    def add_return(self, line_id: int, event: int, reason: str, unit_id: int) -> None:
        """Keep who returned a line and why, beside its event."""
        values = {"line_id": line_id, "event": event, "reason": reason, "unit_id": unit_id}
        self._connection.execute(sa.insert(t.line_return).values(values))

    def reasons_of(self, line_id: int) -> Mapping[int, ReturnReason]:
        """Return why a line was returned, by the number of the event."""
        codes = sa.select(t.line_return.c.event, t.line_return.c.reason)
        found = self._connection.execute(codes.where(t.line_return.c.line_id == line_id))
        reasons = {one.code: one for one in self.return_reasons()}
        return {event: reasons[code] for event, code in found}

    def counts(
        self, start: datetime, end: datetime, language: str, unit_id: int | None
    ) -> Sequence[ReturnCount]:
        """Return the lines returned in [start, end), by product, unit and reason."""
        ending = "en" if language == "en" else "nl"
        newest = (
            sa.select(
                t.product_version.c.product_id, sa.func.max(t.product_version.c.id).label("id")
            )
            .group_by(t.product_version.c.product_id)
            .subquery()
        )
        name, why = t.product_version.c[f"name_{ending}"], t.return_reason.c[f"name_{ending}"]
        keys = (
            *(t.product.c.code, name, t.unit.c.code, t.unit.c.name),
            *(sa.func.coalesce(t.return_reason.c.code, ""), sa.func.coalesce(why, "")),
        )
        returned = t.line_event.c
        query = (
            _joined(sa.select(*keys, sa.func.count(sa.distinct(t.line.c.id))))
            .join(t.unit, t.unit.c.id == _RETURNED_BY)
            .join(t.product, t.product.c.id == t.line.c.product_id)
            .join(newest, newest.c.product_id == t.product.c.id)
            .join(t.product_version, t.product_version.c.id == newest.c.id)
            .outerjoin(t.return_reason, t.return_reason.c.code == t.line_return.c.reason)
            .where(_IS_RETURN, returned.at >= start, returned.at < end)
            .group_by(*keys)
            .order_by(name, t.unit.c.name, keys[-1])
        )
        if unit_id is not None:
            query = query.where(_RETURNED_BY.in_([unit_id]))
        return tuple(ReturnCount(*row) for row in self._connection.execute(query))


_IS_RETURN = t.line_event.c.kind == EventKind.RETURNED.value
_RETURNED_BY = sa.func.coalesce(t.line_return.c.unit_id, t.line.c.owner_id, t.line.c.unit_id)


def _joined(query: sa.Select[Row]) -> sa.Select[Row]:
    """Return a query over returns with their lines and what was kept beside them."""
    event, kept = t.line_event.c, t.line_return.c
    return (
        query.select_from(t.line_event)
        .join(t.line, t.line.c.id == event.line_id)
        .outerjoin(
            t.line_return, sa.and_(kept.line_id == event.line_id, kept.event == event.number)
        )
    )


def returned(query: sa.Select[Row], wanted: ReturnedLines, zone: str) -> sa.Select[Row]:
    """Return a query over lines, restricted to returned ones.

    Args:
        query: It selects from the lines.
        wanted: Which returned lines.
        zone: The office's zone, for the month.
    """
    if not wanted.month and not wanted.reason and not wanted.unit:
        return query.where(t.line.c.ready_at.is_(None), is_at_desk())
    event = t.line_event.c
    lines = _joined(sa.select(event.line_id)).where(_IS_RETURN)
    if wanted.month:
        start, end = Month.parse(wanted.month).bounds(zone)
        lines = lines.where(event.at >= start, event.at < end)
    if wanted.reason:
        lines = lines.where(t.line_return.c.reason == wanted.reason)
    if wanted.unit:
        lines = lines.join(t.unit, t.unit.c.id == _RETURNED_BY).where(t.unit.c.code == wanted.unit)
    return query.where(t.line.c.id.in_(lines))


def is_at_desk() -> sa.ColumnElement[bool]:
    """Return the condition that a line came back over the cut and was not issued again."""
    passed = t.line_event.alias("passed")
    last = (
        sa.select(passed.c.kind)
        .where(
            passed.c.line_id == t.line.c.id,
            passed.c.kind.in_([EventKind.RETURNED.value, *(kind.value for kind in _ON)]),
        )
        .order_by(passed.c.number.desc())
        .limit(1)
        .correlate(t.line)
        .scalar_subquery()
    )
    open_ = t.line.c.state.in_(("new", "running", "paused"))
    return sa.and_(open_, last == EventKind.RETURNED.value)
