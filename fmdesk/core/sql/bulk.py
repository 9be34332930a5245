"""Many rows into one table at the driver's speed: executemany on SQLite, COPY on PostgreSQL.

Values are given as they are stored (instants as whole seconds, JSON as text): no conversion per
value. Triggers and constraints work as for any other insert.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from fmdesk.core.sqltypes import Id

COPY_FROM = 50
"""Rows from which on COPY is worth its extra round trips."""


def insert_rows(
    connection: sa.Connection,
    columns: Sequence[sa.Column[object]],
    rows: Sequence[tuple[object, ...]],
) -> None:
    """Insert rows.

    Args:
        connection: Connection of the unit of work.
        columns: The columns that the values are of; all of one table.
        rows: One tuple per row, in the order of the columns, as stored.
    """
    if not rows:
        return
    names = tuple(column.name for column in columns)
    table = columns[0].table.name
    if connection.dialect.name == "postgresql" and len(rows) >= COPY_FROM:
        driver: Any = connection.connection.driver_connection
        statement = f"COPY {table} ({', '.join(names)}) FROM STDIN"
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
        note_change(connection)
        return
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    connection.exec_driver_sql(_insert(table, names, mark), list(rows))


@cache
def _insert(table: str, names: tuple[str, ...], mark: str) -> str:
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(mark for _ in names)})"  # noqa: S608  # names of our own tables


def reserve_ids(connection: sa.Connection, table: sa.Table, count: int) -> Sequence[int]:
    """Return new, rising ids; on SQLite the writer's lock keeps them ours until the commit."""
    if connection.dialect.name == "sqlite":
        highest = connection.execute(sa.select(sa.func.max(table.c.id))).scalar() or 0
        return range(highest + 1, highest + 1 + count)
    following = sa.func.nextval(sa.func.pg_get_serial_sequence(table.name, "id"))
    numbers = sa.func.generate_series(1, count).table_valued("n")
    rows = connection.execute(sa.select(sa.cast(following, Id)).select_from(numbers))
    return sorted(rows.scalars())


def insert_once(connection: sa.Connection, table: sa.Table) -> sa.Insert:
    """Return an insert that does nothing where the row is there already."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing()
    return postgresql.insert(table).on_conflict_do_nothing()


def note_change(connection: sa.Connection, rows: int = 1) -> None:
    """Count rows that were written, for `changes`."""
    connection.info["changes"] = connection.info.get("changes", 0) + rows


def changes(connection: sa.Connection) -> int:
    """Return how many rows were written on a connection; only differences mean something."""
    return int(connection.info.get("changes", 0))


def count_changes(engine: sa.Engine) -> None:
    """Make an engine count what is written through its connections."""

    def count(connection: sa.Connection, cursor: Any, statement: str, *_rest: object) -> None:
        # SQLite knows the rows of a statement with RETURNING only once they are fetched.
        rows = cursor.rowcount or int(" RETURNING " in statement)
        if rows and statement.lstrip()[:6].upper() in _WRITES:
            note_change(connection, abs(rows))

    sa.event.listen(engine, "after_cursor_execute", count)


_WRITES = frozenset({"INSERT", "UPDATE", "DELETE", "REPLAC", "MERGE "})
