"""Finds assets by what is typed, with how they stand."""

from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa

from fmdesk.plugins.bundled.faults import tables as t
from fmdesk.plugins.bundled.faults.assets import Standing
from fmdesk.plugins.bundled.faults.store.assets import asset_of


class Finding:
    """Assets of one unit of work, for who looks for one.

    Args:
        connection: The connection of the unit of work.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def found(
        self, words: str, rings: Sequence[Collection[int]], most: int
    ) -> tuple[Standing, ...]:
        """Return the assets that hold all these words, with how they stand.

        Args:
            words: Parts of code, name, kind or serial number; a code alone comes first, a name that
                holds them as they stand next.
            rings: Places, each with all of the one before it: whose assets come first. Without
                words only the assets of the last one are found; without any ring all are.
            most: How many.
        """
        c = t.asset.c
        query = sa.select(t.asset).limit(most)
        for word in words.split():
            parts = (c.code, c.name, c.kind, c.serial)
            query = query.where(sa.or_(*(one.icontains(word, autoescape=True) for one in parts)))
        if rings and not words:
            query = query.where(c.location_id.in_(rings[-1]))
        exact = sa.func.lower(c.code) == words.lower()
        query = query.order_by(exact.desc(), c.name.icontains(words, autoescape=True).desc())
        if rings:
            near = [(c.location_id.in_(ring), place) for place, ring in enumerate(rings)]
            query = query.order_by(sa.case(*near, else_=len(rings)))
        query = query.order_by(c.code)
        assets = tuple(map(asset_of, self._connection.execute(query)))
        rows = self._told([one.code for one in assets])
        return tuple(
            Standing(one, row.open_faults, row.number or "", row.repaired_at)
            if (row := rows.get(one.code))
            else Standing(one)
            for one in assets
        )

    def _told(self, codes: Sequence[str]) -> Mapping[str, sa.Row[tuple[object, ...]]]:
        """Return what is open on assets, and when each was mended last, by the asset's code."""
        f = t.fault.c
        told = (
            sa.select(
                f.asset,
                sa.func.count().filter(f.is_open).label("open_faults"),
                sa.func.min(f.line_id).filter(f.is_open).label("oldest"),
                sa.func.max(f.repaired_at).label("repaired_at"),
            )
            .where(f.asset.in_(codes))
            .group_by(f.asset)
            .subquery()
        )
        query = sa.select(told, f.number).outerjoin(t.fault, f.line_id == told.c.oldest)
        return {row.asset: row for row in self._connection.execute(query)}
