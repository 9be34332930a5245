"""Budgets of cost centres in the database, and what of their lines is spent."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from fmdesk.core.domain.budget import WHOLE, BudgetKey, BudgetPart, BudgetVersion, Spent
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.ticket_list import OPEN

WITHDRAWN = "withdrawn"
_BUDGET, _LINE, _SANCTION = t.budget.c, t.line.c, t.sanction.c
_READY, _CANCELLED = LineState.READY.value, LineState.CANCELLED.value
_DELIVERED = sa.exists().where(
    t.line_event.c.line_id == _LINE.id, t.line_event.c.kind == EventKind.DELIVERED.value
)
_IN_PART = sa.and_(_LINE.state == _CANCELLED, _DELIVERED)


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

    def spent(
        self, start: datetime, end: datetime, cost_centre_id: int | None = None
    ) -> Mapping[int, Spent]:
        """Return what each cost centre has spent on lines opened in [start, end)."""
        where = _paid(start, end, cost_centre_id)
        found: dict[int, Spent] = {}
        sums = sa.select(_LINE.cost_centre_id, _LINE.state, sa.func.sum(_LINE.price_cents))
        grouped = sums.where(*where).group_by(_LINE.cost_centre_id, _LINE.state)
        for centre, state, cents in self._connection.execute(grouped):
            more = Spent(committed=int(cents)) if state in OPEN else Spent()
            more = Spent(realised=int(cents)) if state == _READY else more
            found[centre] = found.get(centre, Spent()) + more
        credited = (
            sa.select(_LINE.cost_centre_id, sa.func.sum(_SANCTION.cents))
            .join(t.sanction, _SANCTION.line_id == _LINE.id)
            .where(*where, _LINE.state == _READY, _SANCTION.state != WITHDRAWN)
            .group_by(_LINE.cost_centre_id)
        )
        for centre, cents in self._connection.execute(credited):
            found[centre] += Spent(credited=int(cents))
        return found

    def cancelled_in_part(
        self, start: datetime, end: datetime, cost_centre_id: int | None = None
    ) -> tuple[int, ...]:
        """Return lines opened in [start, end) that were delivered in part and then cancelled."""
        query = sa.select(_LINE.id).where(*_paid(start, end, cost_centre_id), _IN_PART)
        return tuple(self._connection.execute(query.order_by(_LINE.id)).scalars())

    def line_ids(self, start: datetime, end: datetime, cost_centre_id: int) -> Sequence[int]:
        """Return the lines of a cost centre in [start, end) that cost something, newest first."""
        counts = sa.and_(_LINE.price_cents != 0, sa.or_(_LINE.state != _CANCELLED, _IN_PART))
        query = sa.select(_LINE.id).where(*_paid(start, end, cost_centre_id), counts)
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


def _paid(
    start: datetime, end: datetime, cost_centre_id: int | None
) -> tuple[sa.ColumnElement[bool], ...]:
    payer = _LINE.cost_centre_id
    is_theirs = payer.is_not(None) if cost_centre_id is None else payer == cost_centre_id
    return (is_theirs, _LINE.opened_at >= start, _LINE.opened_at < end)
