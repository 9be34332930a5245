"""The search for faults that look alike, written out once: it runs at each key that is pressed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa

from fmdesk.plugins.bundled.faults import tables as t


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement as the database reads it, and how its values are named there.

    Attributes:
        sql: The statement.
        names: Names of its values in the order in which they are given here.
        fixed: Values that are always the same.
        places: All names in the order of the statement; empty where it takes them by name.
    """

    sql: str
    names: tuple[str, ...]
    fixed: Mapping[str, Any]
    places: tuple[str, ...]

    def run(self, connection: sa.Connection, values: Sequence[Any]) -> Sequence[Any]:
        """Run it with values in the order of `names`."""
        given = {**self.fixed, **dict(zip(self.names, values, strict=True))}
        bound = tuple(given[name] for name in self.places) if self.places else given
        return connection.exec_driver_sql(self.sql, bound).all()


@cache
def prepared(dialect: sa.Dialect, assets: int, places: int) -> Prepared:
    """Return the search among open faults, the nearest first.

    Each row is a fault that stands for itself and what hangs on it, its number and its rank: the
    place of its asset among the assets, else that of its place among the places, counted on.

    Args:
        dialect: Of the database.
        assets: How many assets are asked for, from the inside.
        places: How many places, likewise.
    """
    c, major = t.fault.c, t.fault.alias("major")
    leads_to = sa.func.coalesce(c.major_id, c.line_id).label("line_id")
    asked: dict[sa.Column[Any], list[str]] = {
        c.asset: [f"a{n}" for n in range(assets)],
        c.location_id: [f"p{n}" for n in range(places)],
    }
    pieces, first = [], 0
    for column, names in asked.items():
        if names:
            rank = sa.case(
                *(
                    (column == sa.bindparam(name), sa.literal_column(str(place)))
                    for place, name in enumerate(names, start=first)
                )
            )
            wanted = column.in_([sa.bindparam(name) for name in names])
            pieces.append(sa.select(leads_to, rank.label("rank")).where(c.is_open, wanted))
        first += len(names)
    found = sa.union_all(*pieces).subquery()
    nearest = sa.func.min(found.c.rank)
    few = (
        sa.select(found.c.line_id, nearest.label("rank"))
        .group_by(found.c.line_id)
        .order_by(nearest, found.c.line_id.desc())
        .limit(sa.bindparam("most"))
        .subquery()
    )
    query = (
        sa.select(major.c.line_id, major.c.number, few.c.rank)
        .join(few, few.c.line_id == major.c.line_id)
        .where(major.c.is_open)
        .order_by(few.c.rank, major.c.line_id.desc())
    )
    made = query.compile(dialect=dialect)
    all_names = tuple(name for names in asked.values() for name in names)
    order = tuple(getattr(made, "positiontup", None) or ())
    return Prepared(str(made), (*all_names, "most"), dict(made.params), order)
