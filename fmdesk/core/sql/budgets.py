"""Budgets of cost centres in the database, and what of their lines is spent."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from fmdesk.core.domain.budget import WHOLE, BudgetKey, BudgetPart, BudgetVersion, Spent
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.ticket_list import OPEN
from fmdesk.core.sqltypes import UtcDateTime

WITHDRAWN = "withdrawn"
_BUDGET, _LINE, _SANCTION = t.budget.c, t.line.c, t.sanction.c
_READY, _CANCELLED = LineState.READY.value, LineState.CANCELLED.value
_DELIVERED = sa.exists().where(
    t.line_event.c.line_id == _LINE.id, t.line_event.c.kind == EventKind.DELIVERED.value
)
IN_PART = sa.and_(_LINE.state == _CANCELLED, _DELIVERED)
"""A line that was delivered in part and then cancelled."""


class SqlBudgets:
    """The repository of budgets.

    Args:
        connection: Connection of the unit of work.
        now: Its instant.
        actor: Who sets them.
    """

    def __init__(self, connection: sa.Connection, now: datetime, actor: str) -> None:
        self._connection = connection
        self._now, self._actor = now, actor

    def of(self, cost_centre_id: int, year: int) -> Mapping[BudgetPart, int]:
        """Return the budgets of a cost centre in a year in cents, by their periods."""
        newest: dict[BudgetPart, int | None] = {}
        for one in self._versions(_BUDGET.cost_centre_id == cost_centre_id, _BUDGET.year == year):
            newest[one.key.part] = one.cents
        return {part: cents for part, cents in newest.items() if cents is not None}

    def versions(self, year: int) -> Sequence[BudgetVersion]:
        """Return all versions of the budgets of a year, the oldest of each first."""
        return self._versions(_BUDGET.year == year)

    def newest(self, key: BudgetKey) -> BudgetVersion | None:
        """Return the last version of a budget, None where there never was one."""
        found = self._versions(*(_BUDGET[name] == value for name, value in _columns(key).items()))
        return found[-1] if found else None

    def years(self) -> tuple[int, ...]:
        """Return the years that have budgets, or had, in order."""
        query = sa.select(_BUDGET.year).distinct().order_by(_BUDGET.year)
        return tuple(self._connection.execute(query).scalars())

    def save(
        self,
        cost_centre_id: int,
        year: int,
        cents: int | None,
        part: BudgetPart = WHOLE,
        reason: str = "",
    ) -> None:
        """Add a version of a budget; one that says what holds already is not kept.

        Args:
            cost_centre_id: Who pays.
            year: Calendar year.
            cents: The budget, None to end it.
            part: The whole year or a part of it.
            reason: Why.
        """
        key = BudgetKey(cost_centre_id, year, part)
        last = self.newest(key)
        if (last.cents if last else None) == cents:
            return
        number = last.number + 1 if last else 1
        kept = {"number": number, "cents": cents, "at": self._now, "by": self._actor}
        values = {**_columns(key), **kept, "reason": reason}
        self._connection.execute(sa.insert(t.budget).values(values))

    def hold_payers(self, cost_centre_ids: Iterable[int | None]) -> None:
        """Let other orders of these cost centres wait, so that a budget is spent once.

        On SQLite the writer holds the whole file already.
        """
        wanted = sa.select(t.cost_centre.c.id).where(t.cost_centre.c.id.in_(set(cost_centre_ids)))
        held = wanted.order_by(t.cost_centre.c.id).with_for_update(key_share=True)
        self._connection.execute(held).all()

    def spent(self, start: datetime, end: datetime, cost_centre_id: int) -> Spent:
        """Return what a cost centre has spent on lines opened in [start, end)."""
        where = (_LINE.cost_centre_id == cost_centre_id, *_opened(start, end))
        found = Spent()
        sums = sa.select(_LINE.state, sa.func.sum(_LINE.price_cents))
        grouped = sums.where(*where, _LINE.state.in_((*OPEN, _READY))).group_by(_LINE.state)
        for state, cents in self._connection.execute(grouped):
            found += Spent(0, int(cents)) if state == _READY else Spent(int(cents))
        credited = (
            sa.select(sa.func.coalesce(sa.func.sum(_SANCTION.cents), 0))
            .join(t.line, _LINE.id == _SANCTION.line_id)
            .where(*where, _LINE.state == _READY, _SANCTION.state != WITHDRAWN)
        )
        return found + Spent(credited=int(self._connection.execute(credited).scalar_one()))

    def spent_by_month(
        self, months: Mapping[int, tuple[datetime, datetime]]
    ) -> Mapping[int, Mapping[int, Spent]]:
        """Return what each cost centre has spent on lines opened in each of some months.

        One sum for each place of the index of who pays: grouping a year of lines would sort them.
        """
        found: dict[int, dict[int, Spent]] = {month: {} for month in months}
        if not months:
            return found
        of = _table_of(months)
        sums = sa.select(of.c.month, t.cost_centre.c.id, _summed(of, *OPEN), _summed(of, _READY))
        for month, centre, committed, realised in self._connection.execute(
            sums.select_from(of.join(t.cost_centre, sa.true()))
        ):
            found[month][centre] = Spent(int(committed), int(realised))
        of_line = (  # of the few that have any: to look for one with each line takes longer
            sa.select(_SANCTION.line_id, sa.func.sum(_SANCTION.cents).label("cents"))
            .where(_SANCTION.state != WITHDRAWN)
            .group_by(_SANCTION.line_id)
            .subquery("of_line")
        )
        in_month = sa.and_(_LINE.opened_at >= of.c.start, _LINE.opened_at < of.c.end)
        credited = (
            sa.select(of.c.month, _LINE.cost_centre_id, sa.func.sum(of_line.c.cents))
            .select_from(of_line.join(t.line, _LINE.id == of_line.c.line_id).join(of, in_month))
            .where(_LINE.cost_centre_id.is_not(None), _LINE.state == _READY)
            .group_by(of.c.month, _LINE.cost_centre_id)
        )
        for month, centre, cents in self._connection.execute(credited):
            found[month][centre] += Spent(credited=int(cents))
        return found

    def cancelled_in_part(
        self, start: datetime, end: datetime, cost_centre_id: int | None = None
    ) -> tuple[int, ...]:
        """Return lines opened in [start, end) that were delivered in part and then cancelled."""
        payer = _LINE.cost_centre_id
        theirs = payer.is_not(None) if cost_centre_id is None else payer == cost_centre_id
        query = sa.select(_LINE.id).where(theirs, *_opened(start, end), IN_PART)
        return tuple(self._connection.execute(query.order_by(_LINE.id)).scalars())

    def line_ids(self, start: datetime, end: datetime, cost_centre_id: int) -> Sequence[int]:
        """Return lines of a cost centre in [start, end) with a price or credit, newest first."""
        credited = sa.exists().where(
            _SANCTION.line_id == _LINE.id, _SANCTION.state != WITHDRAWN, _SANCTION.cents != 0
        )  # what is free can be credited all the same
        costs = sa.or_(_LINE.price_cents != 0, credited)
        counts = sa.and_(costs, sa.or_(_LINE.state != _CANCELLED, IN_PART))
        theirs = _LINE.cost_centre_id == cost_centre_id
        query = sa.select(_LINE.id).where(theirs, *_opened(start, end), counts)
        newest = query.order_by(_LINE.opened_at.desc(), _LINE.id.desc())
        return tuple(self._connection.execute(newest).scalars())

    def _versions(self, *where: sa.ColumnElement[bool]) -> Sequence[BudgetVersion]:
        order = (*(_BUDGET[name] for name in ("cost_centre_id", "year")), _BUDGET.months.desc())
        query = sa.select(t.budget).where(*where).order_by(*order, _BUDGET.first, _BUDGET.number)
        return [
            BudgetVersion(
                BudgetKey(row.cost_centre_id, row.year, BudgetPart(row.months, row.first)),
                *(row.number, row.cents, row.at, row.by, row.reason),
            )
            for row in self._connection.execute(query)
        ]


def _columns(key: BudgetKey) -> dict[str, int]:
    return {"cost_centre_id": key.cost_centre_id, "year": key.year, **key.part._asdict()}


def _opened(start: datetime, end: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return (_LINE.opened_at >= start, _LINE.opened_at < end)


def _table_of(months: Mapping[int, tuple[datetime, datetime]]) -> sa.Subquery:
    """Return months with their bounds as a table."""
    rows = [
        sa.select(
            sa.literal(month).label("month"),
            sa.literal(start, UtcDateTime()).label("start"),
            sa.literal(end, UtcDateTime()).label("end"),
        )
        for month, (start, end) in months.items()
    ]
    return sa.union_all(*rows).subquery("of_month")


def _summed(months: sa.Subquery, *states: str) -> sa.ColumnElement[int]:
    """Return the price of the lines of a cost centre in a month that are in one of some states."""
    price = sa.select(sa.func.coalesce(sa.func.sum(_LINE.price_cents), 0))
    where = (
        _LINE.cost_centre_id == t.cost_centre.c.id,
        _LINE.state.in_(states),
        _LINE.opened_at >= months.c.start,
        _LINE.opened_at < months.c.end,
    )
    return price.where(*where).correlate(months, t.cost_centre).scalar_subquery()
