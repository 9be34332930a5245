"""The reports that make themselves, in the database."""

from hashlib import sha256

import sqlalchemy as sa

from fmdesk.core.domain.errors import ConflictError, NotFoundError, StorageError
from fmdesk.core.domain.report_plan import MadeReport, ReportPlan
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.bulk import insert_once
from fmdesk.core.sql.numbered import insert

_PLAN, _PAPER = t.report_plan.c, t.report_paper.c


class SqlReportPlans:
    """The repository of the reports that make themselves.

    Args:
        connection: Connection of the unit of work.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def plans(self) -> tuple[ReportPlan, ...]:
        """Return what is wanted, in the order in which it was asked for."""
        query = sa.select(t.report_plan).where(~_PLAN.is_ended).order_by(_PLAN.id)
        return tuple(
            ReportPlan(row.id, row.report, row.scope, row.scope_id, row.language, row.since)
            for row in self._connection.execute(query)
        )

    def add(self, plan: ReportPlan) -> int:
        """Store a plan and return its number; ConflictError `report_plan.there` when it is."""
        same = [
            one
            for one in self.plans()
            if (one.report, one.scope, one.scope_id, one.language)
            == (plan.report, plan.scope, plan.scope_id, plan.language)
        ]
        if same:
            raise ConflictError("report_plan.there", report=plan.report)
        values = {
            name: getattr(plan, name)
            for name in ("report", "scope", "scope_id", "language", "since")
        }
        return insert(self._connection, t.report_plan, values)

    def end(self, plan_id: int) -> None:
        """Let a plan make no more; what it made stays. NotFoundError `report_plan.unknown`."""
        ended = sa.update(t.report_plan).where(_PLAN.id == plan_id, ~_PLAN.is_ended)
        if not self._connection.execute(ended.values(is_ended=True)).rowcount:
            raise NotFoundError("report_plan.unknown", plan=plan_id)

    def made(self) -> tuple[MadeReport, ...]:
        """Return what was made, the newest month first."""
        query = (
            sa.select(
                *(_PAPER.plan_id, _PAPER.month, _PLAN.report, _PAPER.title, _PLAN.language),
                *(_PAPER.made_at, sa.func.length(_PAPER.content)),
            )
            .join(t.report_plan, _PLAN.id == _PAPER.plan_id)
            .order_by(_PAPER.month.desc(), _PAPER.title, _PAPER.plan_id)
        )
        return tuple(MadeReport(*row) for row in self._connection.execute(query))

    def months(self, plan_id: int) -> frozenset[str]:
        """Return the months that were made of a plan."""
        query = sa.select(_PAPER.month).where(_PAPER.plan_id == plan_id)
        return frozenset(self._connection.execute(query).scalars())

    def keep(self, made: MadeReport, content: bytes) -> bool:
        """Store a report, once for its plan and month; tell whether it was the first."""
        values = {
            "plan_id": made.plan_id,
            "month": made.month,
            "title": made.title,
            "made_at": made.made_at,
            "sha256": sha256(content).hexdigest(),
            "content": content,
        }
        once = insert_once(self._connection, t.report_paper).values(values)
        kept = self._connection.execute(once.returning(_PAPER.month))
        return kept.scalar() is not None

    def content(self, plan_id: int, month: str) -> bytes:
        """Return a report that was made.

        Raises:
            NotFoundError: `report_plan.no_paper`.
            StorageError: `storage.damaged` when the bytes no longer have the stored hash.
        """
        query = sa.select(_PAPER.content, _PAPER.sha256)
        found = query.where(_PAPER.plan_id == plan_id, _PAPER.month == month)
        row = self._connection.execute(found).one_or_none()
        if row is None:
            raise NotFoundError("report_plan.no_paper", month=month)
        content = bytes(row.content)
        if sha256(content).hexdigest() != row.sha256:
            raise StorageError("storage.damaged", place=f"report {month}", reason="sha256")
        return content
