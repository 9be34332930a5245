"""Things with a code and numbered or dated versions: what their tables have in common."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from fmdesk.core.domain.errors import NotFoundError

Q = sa.Select[int]


def insert(connection: sa.Connection, table: sa.Table, values: Mapping[str, object]) -> int:
    """Insert a row and return its id."""
    statement = sa.insert(table).values(values).returning(table.c.id)
    return int(connection.execute(statement).scalar_one())


def save_code(connection: sa.Connection, table: sa.Table, code: str) -> int:
    """Return the id of a code, added when it is new."""
    there = connection.execute(sa.select(table.c.id).where(table.c.code == code)).scalar()
    return insert(connection, table, {"code": code}) if there is None else int(there)


def known_code(connection: sa.Connection, table: sa.Table, code: str) -> int | None:
    """Return the id of a code, None for an empty one; NotFoundError `<table>.unknown`."""
    if not code:
        return None
    there = connection.execute(sa.select(table.c.id).where(table.c.code == code)).scalar()
    if there is None:
        raise NotFoundError(f"{table.name}.unknown", code=code)
    return int(there)


def newest_number(
    connection: sa.Connection, versions: sa.Table, things: sa.Table, code: str
) -> int | None:
    """Return the id of the version with the highest number of a code, None when there is none."""
    query = sa.select(versions.c.id).join(things).where(things.c.code == code)
    return connection.execute(query.order_by(versions.c.number.desc()).limit(1)).scalar()


def add_numbered(
    connection: sa.Connection, versions: sa.Table, parent: str, values: Mapping[str, Any]
) -> int:
    """Insert a version with the number after the highest one of its thing; return its id."""
    same = versions.c[parent] == values[parent]
    highest = connection.execute(sa.select(sa.func.max(versions.c.number)).where(same)).scalar()
    return insert(connection, versions, {**values, "number": (highest or 0) + 1})


def valid_on(versions: sa.Table, on: date, condition: sa.ColumnElement[bool]) -> Callable[[Q], Q]:
    """Return what narrows a query of versions to the one valid on a day under a condition.

    Of two versions that begin on the same day the later one counts.
    """
    order = (versions.c.valid_from.desc(), versions.c.id.desc())

    def narrow(query: Q) -> Q:
        return query.where(condition, versions.c.valid_from <= on).order_by(*order).limit(1)

    return narrow
