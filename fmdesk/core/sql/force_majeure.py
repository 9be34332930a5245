"""Which lines a case of force majeure touches, and the cases that are recorded."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.force_majeure import Case, CaseView
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.sanctions import WITHDRAWN, SqlSanctions, pieces

MOST = 5000
"""More lines than a person can look through."""


class SqlForceMajeure(SqlSanctions):
    """Cases of force majeure on one connection."""

    def touched(
        self, start: datetime, end: datetime, places: Sequence[int] | None
    ) -> Sequence[int]:
        """Return the open and late lines that ran in [start, end), by number.

        Args:
            start: First instant.
            end: The instant after the last.
            places: Only at these locations; None for everywhere.

        Raises:
            InvalidInputError: `force_majeure.too_many` to look through.
        """
        line, s = t.line.c, t.sanction.c
        costs = sa.select(s.line_id).where(s.state != WITHDRAWN)
        where = [
            line.opened_at < end,
            line.state != LineState.CANCELLED.value,
            sa.or_(line.ready_at.is_(None), line.ready_at > start),
            sa.or_(line.ready_at.is_(None), line.ready_at > line.due_at, line.id.in_(costs)),
        ]
        if places is not None:
            where.append(line.location_id.in_(places))
        query = sa.select(line.id).where(*where).order_by(line.id).limit(MOST + 1)
        found = tuple(self._connection.execute(query).scalars())
        if len(found) > MOST:
            raise InvalidInputError("force_majeure.too_many", most=MOST)
        return found

    def cases(self) -> tuple[CaseView, ...]:
        """Return the cases that were not taken back, the newest first."""
        e = t.line_event.c
        query = sa.select(*_CASE, e.line_id).where(*_stands()).order_by(e.at.desc(), e.line_id)
        found: dict[Case, list[int]] = {}
        for *case, line_id in self._connection.execute(query):
            found.setdefault(Case(*case), []).append(line_id)
        return tuple(CaseView(case, tuple(lines)) for case, lines in found.items())

    def told_at(self, case: Case, line_ids: Sequence[int]) -> datetime | None:
        """Return when a case was first recorded on some lines; None where it is no more."""
        e = t.line_event.c
        told = (e.at == case.start, e.corrected_at == case.end)
        same = (*told, e.reason == case.reason, e.evidence == case.evidence)
        query = sa.select(sa.func.min(e.recorded_at)).where(*_stands(), *same)
        found = (
            self._connection.execute(query.where(e.line_id.in_(piece))).scalar_one()
            for piece in pieces(line_ids)
        )
        return min(filter(None, found), default=None)


_CASE = (
    *(t.line_event.c.at, t.line_event.c.corrected_at, t.line_event.c.reason),
    *(t.line_event.c.evidence, t.line_event.c.actor),
)


def _stands() -> tuple[sa.ColumnElement[bool], ...]:
    """Return the conditions of an event of force majeure that was not taken back."""
    e, undone = t.line_event.c, t.line_event.alias("undone").c
    back = sa.exists().where(
        undone.line_id == e.line_id,
        undone.corrects == e.number,
        undone.kind == EventKind.FORCE_MAJEURE_UNDONE.value,
    )
    return e.kind == EventKind.FORCE_MAJEURE.value, ~back
