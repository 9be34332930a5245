"""Faults in the database."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from fmdesk.plugins.bundled.faults import tables as t
from fmdesk.plugins.bundled.faults.faults import Alike, Fault, FaultRow, Impact, Urgency
from fmdesk.plugins.bundled.faults.store.alike import prepared

MOST = 500
"""Faults that are listed at once; a search finds the others."""


class Faults:
    """Faults of one unit of work.

    Args:
        connection: The connection of the unit of work.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def fault(self, line_id: int) -> Fault | None:
        """Return what is kept of a line, None when it is no fault."""
        query = sa.select(t.fault).where(t.fault.c.line_id == line_id)
        row = self._connection.execute(query).one_or_none()
        return _fault(row) if row else None

    def by_number(self, number: str) -> Fault | None:
        """Return the fault with a number, `M000123.1`; that of a ticket's first line for `M000123`.

        None when there is none.
        """
        asked = number.strip().upper()
        wanted = asked if "." in asked else f"{asked}.1"
        row = self._connection.execute(
            sa.select(t.fault).where(t.fault.c.number == wanted)
        ).one_or_none()
        return _fault(row) if row else None

    def add(self, fault: Fault) -> None:
        """Keep a new fault."""
        self._connection.execute(sa.insert(t.fault).values(_values(fault)))

    def save(self, fault: Fault) -> None:
        """Keep a fault as it is now."""
        this = sa.update(t.fault).where(t.fault.c.line_id == fault.line_id)
        self._connection.execute(this.values(_values(fault)))

    def had_one_since(self, asset: str, since: datetime) -> bool:
        """Tell whether an asset had a fault since an instant."""
        c = t.fault.c
        query = sa.select(c.line_id).where(c.asset == asset, c.opened_at >= since).limit(1)
        return self._connection.execute(query).first() is not None

    def open_ones(
        self, text: str, places: Collection[int] | None, *, majors: bool = False
    ) -> tuple[FaultRow, ...]:
        """Return the open faults, first priority first, then the oldest.

        Args:
            text: Part of number, what is seen, code or name of the asset; empty for all.
            places: Only at these locations; None for all.
            majors: Only those on which others hang, and these.
        """
        c = t.fault.c
        query = _rows().where(c.is_open).order_by(c.priority, c.opened_at, c.line_id)
        if text:
            parts = (c.number, c.seen, t.asset.c.code, t.asset.c.name)
            query = query.where(sa.or_(*(one.icontains(text, autoescape=True) for one in parts)))
        if places is not None:
            query = query.where(c.location_id.in_(places))
        if majors:
            hang = sa.select(t.fault.c.major_id).where(t.fault.c.major_id.is_not(None))
            query = query.where(sa.or_(c.major_id.is_not(None), c.line_id.in_(hang)))
            leads_to = sa.func.coalesce(c.major_id, c.line_id)
            query = query.order_by(None).order_by(leads_to, c.line_id)
        return tuple(map(_row, self._connection.execute(query.limit(MOST))))

    def children(self, line_id: int) -> tuple[Fault, ...]:
        """Return the faults that hang on one, in the order in which they were reported."""
        query = sa.select(t.fault).where(t.fault.c.major_id == line_id)
        return tuple(map(_fault, self._connection.execute(query.order_by(t.fault.c.line_id))))

    def alike(self, assets: Sequence[str], places: Sequence[int], most: int) -> tuple[Alike, ...]:
        """Return open faults of any of these assets or at any of these places, the nearest first.

        A report that hangs on something stands for that, and each stands there once.

        Args:
            assets: The asset and what it is part of, from the inside.
            places: The place and what it is part of, likewise.
            most: How many.
        """
        if not assets and not places:
            return ()
        query = prepared(self._connection.dialect, len(assets), len(places))
        rows = query.run(self._connection, (*assets, *places, most))
        return tuple(Alike(*row) for row in rows)

    def history(self, asset: str) -> tuple[FaultRow, ...]:
        """Return the faults of an asset, newest first."""
        c = t.fault.c
        query = _rows().where(c.asset == asset).order_by(c.opened_at.desc(), c.line_id.desc())
        return tuple(map(_row, self._connection.execute(query.limit(MOST))))

    def open_lines(self, priority: int) -> tuple[int, ...]:
        """Return the lines of open faults up to a priority, first ones first."""
        c = t.fault.c
        query = sa.select(c.line_id).where(c.is_open, c.priority <= priority)
        query = query.order_by(c.priority, c.opened_at, c.line_id)
        return tuple(self._connection.execute(query).scalars())

    def counts(self) -> Mapping[tuple[Impact, Urgency], int]:
        """Return how many open faults there are by impact and urgency."""
        c = t.fault.c
        query = sa.select(c.impact, c.urgency, sa.func.count()).where(c.is_open)
        rows = self._connection.execute(query.group_by(c.impact, c.urgency))
        return {(Impact(impact), Urgency(urgency)): count for impact, urgency, count in rows}


def _rows() -> sa.Select[tuple[object, ...]]:
    """Return the query of faults with asset, children, and what they hang on."""
    major, child = t.fault.alias("major"), t.fault.alias("child")
    children = (
        sa.select(sa.func.count())
        .select_from(child)
        .where(child.c.major_id == t.fault.c.line_id)
        .scalar_subquery()
    )
    return (
        sa.select(
            t.fault,
            t.asset.c.name.label("asset_name"),
            children.label("children"),
            major.c.number.label("major"),
        )
        .outerjoin(t.asset, t.asset.c.code == t.fault.c.asset)
        .outerjoin(major, major.c.line_id == t.fault.c.major_id)
    )


def _row(row: sa.Row[tuple[object, ...]]) -> FaultRow:
    return FaultRow(_fault(row), row.asset_name or "", row.children, row.major or "")


def _fault(row: sa.Row[tuple[object, ...]]) -> Fault:
    return Fault(
        line_id=row.line_id,
        number=row.number,
        asset=row.asset or "",
        location_id=row.location_id,
        seen=row.seen,
        impact=Impact(row.impact),
        urgency=Urgency(row.urgency),
        priority=row.priority,
        opened_at=row.opened_at,
        is_open=row.is_open,
        is_repeat=row.is_repeat,
        major_id=row.major_id,
        went_along=row.went_along,
        repaired_at=row.repaired_at,
    )


def _values(fault: Fault) -> dict[str, object]:
    values = {name: getattr(fault, name) for name in Fault.__dataclass_fields__}
    return values | {
        "asset": fault.asset or None,
        "impact": fault.impact.value,
        "urgency": fault.urgency.value,
    }
