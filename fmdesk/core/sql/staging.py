"""New tickets that wait outside the database, and get in within one short transaction.

An import reads and judges a million rows without holding up anybody. What it makes waits as plain
rows under numbers of their own, from 1. On SQLite, where there is one writer, these are laid in a
database attached to the writing connection before its transaction begins; four statements then
move them, three to seven times faster than row by row. On PostgreSQL, where writers do not wait for
each other, they are copied in. All of these files are nameless: a kill leaves nothing behind.
"""

import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from fmdesk.core.domain.errors import ConflictError, StorageError
from fmdesk.core.domain.events import LineEvent
from fmdesk.core.domain.ticket import Line, Ticket
from fmdesk.core.ports import Staging
from fmdesk.core.services.control import Spool
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.bulk import insert_rows, reserve_ids
from fmdesk.core.sql.charter_sets import CharterSets
from fmdesk.core.sql.log import CommandLog
from fmdesk.core.sql.ticket_rows import (
    EVENT,
    LINE,
    SEARCH,
    TABLES,
    TICKET,
    TOUCHED,
    Row,
    Rows,
    event_row,
    ticket_number,
)
from fmdesk.core.sql.tickets import SqlTickets

_SET = [column.name for column in LINE].index("charter_set_id")
_CACHE_KIB = 8 * 1024
_UPDATE_LINES = (
    sa.update(t.line)
    .where(t.line.c.id == sa.bindparam("b_id"), t.line.c.version == sa.bindparam("b_version"))
    .values(
        state=sa.bindparam("state"),
        due_given=sa.bindparam("due_given"),
        due_at=sa.bindparam("due_at"),
        ready_at=sa.bindparam("ready_at"),
        version=t.line.c.version + 1,
        is_touched=TOUCHED,
    )
)


class TicketStaging:
    """Tickets that wait (`fmdesk.core.ports.Staging`).

    Args:
        tickets: Makes their rows, with what its view of the database knows.
    """

    def __init__(self, tickets: SqlTickets) -> None:
        self._maker = tickets
        self._spool = Spool()
        self._sets: dict[tuple[int, ...], int] = {}
        self._lines = 0
        self.tickets = 0

    @property
    def charter_sets(self) -> Sequence[Sequence[int]]:
        """The sets of charter versions; rows hold their place in here."""
        return tuple(self._sets)

    def add(
        self, tickets: Sequence[Ticket], events: Sequence[Sequence[Sequence[LineEvent]]]
    ) -> None:
        """Let tickets wait."""
        count = sum(len(ticket.lines) for ticket in tickets)
        ticket_ids = range(self.tickets + 1, self.tickets + 1 + len(tickets))
        line_ids = range(self._lines + 1, self._lines + 1 + count)
        self._spool.add([*self._maker.rows_of(tickets, events, ticket_ids, line_ids, self._set)])
        self.tickets += len(tickets)
        self._lines += count

    def pieces(self) -> Iterator[Rows]:
        """Yield the rows that wait, piece by piece."""
        return self._spool.pieces()

    def close(self) -> None:
        """Let the file go."""
        self._spool.close()

    def _set(self, members: Sequence[int]) -> int:
        return self._sets.setdefault(tuple(members), len(self._sets))


@contextmanager
def laid_ready(connection: sa.Connection, staging: Staging | None) -> Iterator[None]:
    """Lay what waits beside a SQLite database for the length of the block.

    Args:
        connection: The writing connection; its transaction has not begun.
        staging: What waits, if anything.

    Raises:
        StorageError: `import.no_room`.
    """
    if staging is None or connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    driver.execute("ATTACH '' AS staged")
    try:
        _lay(driver, staging)
        yield
    finally:
        connection.rollback()
        driver.rollback()
        driver.execute("DETACH staged")


def _lay(driver: sqlite3.Connection, staging: Staging) -> None:
    try:
        driver.execute("PRAGMA staged.journal_mode=OFF")
        driver.execute(f"PRAGMA staged.cache_size=-{_CACHE_KIB}")
        driver.execute("BEGIN")  # of the attached database alone: it locks nothing else
        driver.execute("CREATE TABLE staged.charter_set (place INTEGER PRIMARY KEY, id INTEGER)")
        inserts = []
        for columns in TABLES:
            name, names = columns[0].table.name, ", ".join(column.name for column in columns)
            driver.execute(f"CREATE TABLE staged.{name} ({names})")
            marks = ", ".join("?" for _ in columns)
            inserts.append(f"INSERT INTO staged.{name} VALUES ({marks})")  # noqa: S608  # our own names
        for piece in staging.pieces():
            for insert, rows in zip(inserts, piece, strict=True):
                driver.executemany(insert, rows)
        driver.execute("COMMIT")
    except sqlite3.OperationalError as problem:
        folder = tempfile.gettempdir()
        raise StorageError("import.no_room", folder=folder, reason=str(problem)) from problem


@dataclass(frozen=True, slots=True)
class SqlImports:
    """Bulk writing of tickets on one connection (`fmdesk.core.ports.ImportPort`)."""

    connection: sa.Connection
    now: datetime
    tickets: SqlTickets
    sets: CharterSets

    def head(self) -> str:
        """Return the head of the command log's hash chain, in hex."""
        return CommandLog(self.connection).head()

    def staging(self) -> TicketStaging:
        """Return an empty place for new tickets to wait in, made with what this view knows."""
        return TicketStaging(self.tickets)

    def take_in(self, staging: Staging) -> None:
        """Store the tickets that wait; on SQLite they are laid ready.

        Raises:
            ConflictError: `storage.taken` when one of their external numbers is there already.
        """
        sets = [self.sets.number(members) for members in staging.charter_sets]
        if self.connection.dialect.name == "sqlite":
            _move(self.connection, sets)
        else:
            _copy(self.connection, staging, sets)

    def update_lines(self, changed: Sequence[tuple[Line, Sequence[LineEvent]]]) -> None:
        """Append events to many lines and store their projections in one go.

        Raises:
            ConflictError: `line.changed` when another change came first.
        """
        lines = [
            {
                "b_id": line.id,
                "b_version": line.version,
                "state": line.state.value,
                "due_given": line.due_given,
                "due_at": line.due_at,
                "ready_at": line.ready_at,
            }
            for line, _events in changed
        ]
        done = self.connection.execute(_UPDATE_LINES, lines)
        if done.rowcount != len(lines):
            raise ConflictError("line.changed", line=lines[0]["b_id"])
        rows = [event_row(event, line.id, self.now) for line, events in changed for event in events]
        insert_rows(self.connection, EVENT, rows)


def _copy(connection: sa.Connection, staging: Staging, sets: Sequence[int]) -> None:
    """Copy what waits into the tables, under new numbers."""
    for tickets, lines, words, events in staging.pieces():
        ticket_ids = _numbered(tickets, reserve_ids(connection, t.ticket, len(tickets)))
        line_ids = _numbered(lines, reserve_ids(connection, t.line, len(lines)))
        heads = [(new := ticket_ids[row[0]], ticket_number(new), *row[2:]) for row in tickets]
        insert_rows(connection, TICKET, heads)
        bodies = [
            (
                line_ids[row[0]],
                ticket_ids[row[1]],
                *row[2:_SET],
                sets[row[_SET]],  # type: ignore[call-overload]  # a whole number
                *row[_SET + 1 :],
            )
            for row in lines
        ]
        insert_rows(connection, LINE, bodies)
        for columns, rows in ((SEARCH, words), (EVENT, events)):
            insert_rows(connection, columns, [(line_ids[row[0]], *row[1:]) for row in rows])


def _numbered(rows: Sequence[Row], ids: Sequence[int]) -> Mapping[object, int]:
    return {row[0]: number for row, number in zip(rows, ids, strict=True)}


def _move(connection: sa.Connection, sets: Sequence[int]) -> None:
    """Move what is laid ready into the tables, under the numbers that are free now."""
    connection.exec_driver_sql(
        "INSERT INTO staged.charter_set VALUES (?, ?)", list(enumerate(sets))
    )
    first_ticket, first_line = (
        connection.execute(sa.select(sa.func.max(table.c.id))).scalar() or 0
        for table in (t.ticket, t.line)
    )
    line, ticket = f"+ {first_line}", f"+ {first_ticket}"
    moved: Sequence[tuple[Sequence[sa.Column[Any]], Mapping[str, str]]] = (
        (TICKET, {"id": f"id {ticket}", "number": f"printf('M%06d', id {ticket})"}),
        (
            LINE,
            {
                "id": f"id {line}",
                "ticket_id": f"ticket_id {ticket}",
                "charter_set_id": "(SELECT id FROM staged.charter_set"
                " WHERE place = rows.charter_set_id)",
            },
        ),
        (SEARCH, {"line_id": f"line_id {line}"}),
        (EVENT, {"line_id": f"line_id {line}"}),
    )
    for columns, shifted in moved:
        table, names = columns[0].table.name, [column.name for column in columns]
        values = ", ".join(shifted.get(name, name) for name in names)
        connection.exec_driver_sql(
            f"INSERT INTO main.{table} ({', '.join(names)})"  # noqa: S608  # our own names
            f" SELECT {values} FROM staged.{table} AS rows ORDER BY rowid"
        )
