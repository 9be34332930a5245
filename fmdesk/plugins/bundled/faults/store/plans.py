"""Planned maintenance in the database."""

from datetime import date

import sqlalchemy as sa

from fmdesk.plugins.bundled.faults import tables as t
from fmdesk.plugins.bundled.faults.plans import Every, Plan, PlanRow


class Plans:
    """Plans of one unit of work.

    Args:
        connection: The connection of the unit of work.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def save(self, plan: Plan, next_on: date) -> None:
        """Keep a plan with the day on which it is due next."""
        values = {name: getattr(plan, name) for name in Plan.__dataclass_fields__}
        values |= {"every": plan.every.value, "next_on": next_on, "problem": ""}
        this = sa.update(t.plan).where(t.plan.c.code == plan.code)
        if not self._connection.execute(this.values(values)).rowcount:
            self._connection.execute(sa.insert(t.plan).values(values))

    def refused(self, code: str, problem: str) -> None:
        """Keep why the ticket of a plan could not be made."""
        this = sa.update(t.plan).where(t.plan.c.code == code)
        self._connection.execute(this.values(problem=problem))

    def made(self, code: str, due_on: date, line_id: int) -> None:
        """Keep the ticket of a plan for a day; the database refuses a second one."""
        values = {"plan": code, "due_on": due_on, "line_id": line_id}
        self._connection.execute(sa.insert(t.visit).values(values))

    def last_day(self, code: str) -> date | None:
        """Return the last day for which a plan made its ticket, None for none."""
        query = sa.select(sa.func.max(t.visit.c.due_on)).where(t.visit.c.plan == code)
        return self._connection.execute(query).scalar()

    def listed(self) -> tuple[PlanRow, ...]:
        """Return all plans, next due first; those that stand still last."""
        c, v = t.plan.c, t.visit.c
        last = (
            sa.select(v.line_id)
            .where(v.plan == c.code)
            .order_by(v.due_on.desc())
            .limit(1)
            .scalar_subquery()
        )
        query = (
            sa.select(t.plan, t.asset.c.name.label("asset_name"), last.label("last_line"))
            .join(t.asset, t.asset.c.code == c.asset)
            .order_by(c.is_active.desc(), c.next_on, c.code)
        )
        return tuple(map(_row, self._connection.execute(query)))


def _row(row: sa.Row[tuple[object, ...]]) -> PlanRow:
    values = {name: getattr(row, name) for name in Plan.__dataclass_fields__}
    plan = Plan(**values | {"every": Every(row.every)})
    return PlanRow(plan, row.asset_name, row.next_on, row.last_line, row.problem)
