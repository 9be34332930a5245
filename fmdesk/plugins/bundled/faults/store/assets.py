"""Assets in the database."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import sqlalchemy as sa

from fmdesk.plugins.bundled.faults import tables as t
from fmdesk.plugins.bundled.faults.assets import Asset, AssetLine, Criticality

MOST = 2_000
"""Assets that are listed at once; a search finds the others."""


class Assets:
    """Assets of one unit of work.

    Args:
        connection: The connection of the unit of work.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def asset(self, code: str) -> Asset | None:
        """Return an asset by its code, also when it is typed in the other case; None for none."""
        query = sa.select(t.asset).where(t.asset.c.code.in_({code, code.upper(), code.lower()}))
        exact = t.asset.c.code == code
        row = self._connection.execute(query.order_by(exact.desc()).limit(1)).one_or_none()
        return asset_of(row) if row else None

    def assets(self) -> Mapping[str, Asset]:
        """Return all assets by their code."""
        rows = self._connection.execute(sa.select(t.asset))
        return {row.code: asset_of(row) for row in rows}

    def save_assets(self, new: Iterable[Asset], changed: Iterable[Asset]) -> None:
        """Add and change assets; those that others are part of come first."""
        added = [_values(one) for one in new]
        if added:
            self._connection.execute(sa.insert(t.asset), added)
        for one in changed:
            this = sa.update(t.asset).where(t.asset.c.code == one.code)
            self._connection.execute(this.values(_values(one)))

    def above(self, code: str) -> tuple[str, ...]:
        """Return the codes of an asset and of all that it is a part of, from the inside."""
        inside = sa.select(t.asset.c.code, t.asset.c.parent, sa.literal(0).label("depth"))
        tree = inside.where(t.asset.c.code == code).cte("above", recursive=True)
        outer = sa.select(t.asset.c.code, t.asset.c.parent, tree.c.depth + 1)
        tree = tree.union_all(outer.join(tree, t.asset.c.code == tree.c.parent))
        rows = self._connection.execute(sa.select(tree.c.code).order_by(tree.c.depth))
        return tuple(rows.scalars())

    def listed(self, text: str) -> tuple[AssetLine, ...]:
        """Return the assets whose code, name, kind or serial number holds a text, as a tree.

        Args:
            text: Part of it, empty for all.
        """
        faults = sa.func.count(t.fault.c.line_id)
        open_ = sa.func.coalesce(sa.func.sum(sa.case((t.fault.c.is_open, 1), else_=0)), 0)
        query = (
            sa.select(t.asset, faults.label("faults"), open_.label("open_faults"))
            .outerjoin(t.fault, t.fault.c.asset == t.asset.c.code)
            .group_by(*t.asset.c)
            .order_by(t.asset.c.code)
            .limit(MOST)
        )
        if text:
            c = t.asset.c
            names = (c.code, c.name, c.kind, c.serial)
            query = query.where(sa.or_(*(one.icontains(text, autoescape=True) for one in names)))
        rows = self._connection.execute(query).all()
        lines = [AssetLine(asset_of(row), "", 0, int(row.open_faults), row.faults) for row in rows]
        return _as_tree(lines)


def _as_tree(lines: Iterable[AssetLine]) -> tuple[AssetLine, ...]:
    """Put each asset below the one that it is a part of."""
    rows = {line.asset.code: line for line in lines}
    inside: dict[str, list[str]] = {}
    for code, line in rows.items():
        inside.setdefault(line.asset.parent if line.asset.parent in rows else "", []).append(code)
    found: list[AssetLine] = []
    waiting = [(code, 0) for code in reversed(inside.get("", []))]
    while waiting:
        code, depth = waiting.pop()
        found.append(replace(rows[code], depth=depth))
        waiting += [(one, depth + 1) for one in reversed(inside.get(code, []))]
    return tuple(found)


def asset_of(row: sa.Row[tuple[object, ...]]) -> Asset:
    """Return the asset that a row holds."""
    return Asset(
        code=row.code,
        name=row.name,
        kind=row.kind,
        location_id=row.location_id,
        parent=row.parent or "",
        serial=row.serial,
        supplier=row.supplier,
        warranty_until=row.warranty_until,
        criticality=Criticality(row.criticality),
    )


def _values(asset: Asset) -> dict[str, object]:
    names = Asset.__dataclass_fields__
    return {name: getattr(asset, name) for name in names} | {
        "parent": asset.parent or None,
        "criticality": asset.criticality.value,
    }
