"""Connections: SQLite as it must be set to lose nothing, PostgreSQL as it must be asked.

SQLite (reliability page): `isolation_level=None` with our own BEGIN, WAL with `synchronous=FULL`,
one writing connection per process, and only one process checkpoints.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import QueuePool

from fmdesk.core.domain.errors import InvalidInputError, StorageError
from fmdesk.core.sql.bulk import count_changes
from fmdesk.core.sql.failures import known_failures
from fmdesk.core.sql.office_file import OfficeFile, refuse_network

BUSY_MS = 5000
CHECKPOINT_PAGES = 1000
CACHE_KIB = 32 * 1024
READERS = 4


@dataclass(frozen=True, slots=True)
class Database:
    """An open database.

    Attributes:
        url: Its address.
        writer: Engine of changes.
        reader: Engine of read-only units of work.
        file: The hold on the SQLite file, None on PostgreSQL.
    """

    url: sa.URL
    writer: sa.Engine
    reader: sa.Engine
    file: OfficeFile | None = None

    @property
    def is_single_user(self) -> bool:
        """Tell whether it is a file on one workstation."""
        return self.file is not None

    @property
    def place(self) -> str:
        """Kind and place in words, for messages and the status line; without a password."""
        if self.file is not None:
            return f"SQLite {self.file.path}"
        host = self.url.host or self.url.query.get("host", "localhost")
        return f"PostgreSQL {self.url.database} @ {host}"

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """Open a transaction for changes; rolled back unless the block commits it.

        Raises:
            StorageError: The database cannot be used.
        """
        try:
            with self.writer.connect() as connection:
                if self.file is not None:
                    pages = CHECKPOINT_PAGES if self.file.is_on_duty() else 0
                    cursor = connection.connection.cursor()
                    cursor.execute(f"PRAGMA wal_autocheckpoint={pages}")
                yield connection
        except sa.exc.TimeoutError as error:
            raise StorageError("storage.locked", place=self.place, reason=str(error)) from error

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """Open a read-only transaction with one consistent view.

        Raises:
            StorageError: The database cannot be used.
        """
        with known_failures(self.place), self.reader.connect() as connection:
            yield connection

    def close(self) -> None:
        """Close all connections and let go of the file."""
        self.reader.dispose()
        self.writer.dispose()
        if self.file is not None:
            self.file.release()


def open_database(url: str, *, busy_ms: int = BUSY_MS) -> Database:
    """Open a database; nothing is made and nothing is migrated.

    Args:
        url: SQLAlchemy address, `sqlite:///path` or `postgresql+psycopg://...`.
        busy_ms: How long a writer waits for another one, in milliseconds.

    Raises:
        StorageError: It is on a network drive, in use by another machine, or cannot be opened.
        InvalidInputError: `storage.bad_address`.
    """
    try:
        parsed = sa.make_url(url)
    except sa.exc.ArgumentError as error:
        raise InvalidInputError("storage.bad_address", reason=str(error)) from error
    kind = parsed.get_backend_name()
    if kind == "sqlite" and parsed.database:
        return _open_sqlite(parsed, busy_ms)
    if kind == "postgresql":
        return _open_postgresql(parsed)
    raise InvalidInputError("storage.bad_address", reason=parsed.render_as_string())


def sqlite_path(url: sa.URL) -> Path:
    """Return the file of a SQLite address, with or without the `file:` form."""
    return Path((url.database or "").removeprefix("file:")).absolute()


def _open_sqlite(url: sa.URL, busy_ms: int) -> Database:
    path = sqlite_path(url)
    refuse_network(path)
    if not os.access(path, os.R_OK | os.W_OK):
        code = "read_only" if os.access(path, os.R_OK) else "no_database"
        if code == "no_database" and os.access(path, os.F_OK):
            code = "cannot_open"
        raise StorageError(f"storage.{code}", place=str(path), reason=os.strerror(errno.EACCES))
    file = OfficeFile(path)
    file.hold()
    engines = []
    for size, is_reader in ((1, False), (READERS, True)):
        engine = sa.create_engine(
            url,
            poolclass=QueuePool,
            pool_size=size,
            max_overflow=0,
            pool_timeout=busy_ms / 1000,
            connect_args={"timeout": busy_ms / 1000, "check_same_thread": False},
        )
        sa.event.listen(engine, "connect", _settle_reader if is_reader else _settle_writer)
        begin = "BEGIN" if is_reader else "BEGIN IMMEDIATE"
        sa.event.listen(engine, "begin", lambda connection, word=begin: _begin(connection, word))
        engines.append(engine)
    count_changes(engines[0])
    return Database(url, writer=engines[0], reader=engines[1], file=file)


def _settle_writer(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for setting in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "recursive_triggers=ON",  # else INSERT OR REPLACE slips past the guards on DELETE
        "wal_autocheckpoint=0",
        f"cache_size=-{CACHE_KIB}",
    ):
        connection.execute(f"PRAGMA {setting}")


def _settle_reader(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for setting in ("query_only=ON", "wal_autocheckpoint=0", f"cache_size=-{CACHE_KIB}"):
        connection.execute(f"PRAGMA {setting}")


def _begin(connection: sa.Connection, word: str) -> None:
    connection.exec_driver_sql(word)


def _open_postgresql(url: sa.URL) -> Database:
    engine = sa.create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        isolation_level="READ COMMITTED",
        connect_args={
            "application_name": "fmdesk",
            "options": "-c timezone=UTC -c lock_timeout=10s",
        },
    )
    count_changes(engine)
    reader = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return Database(url, writer=engine, reader=reader)
