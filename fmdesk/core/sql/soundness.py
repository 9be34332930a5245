"""What is looked at each time an office is opened: cheap, and enough to refuse a damaged file.

`fmdesk db check` reads every page; this reads the header, the last command, and every page of a
small file.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from fmdesk.core.domain.errors import StorageError
from fmdesk.core.sql import schema
from fmdesk.core.sql.engine import Database
from fmdesk.core.sql.log import fits_head

SMALL = 8 << 20
"""Bytes up to which a file is checked whole; that takes some milliseconds per MiB."""


def refuse_unsound(database: Database) -> None:
    """Refuse a database that is damaged, or that this program cannot work with.

    Raises:
        StorageError: `storage.damaged`, `storage.empty`, `storage.older` or `storage.newer`.
    """
    refuse_damaged(database)
    with database.read() as connection:
        schema.refuse_unfit(connection, database.place)
        if not fits_head(connection):
            raise StorageError("storage.damaged", place=database.place, reason="command_head")


def refuse_damaged(database: Database, *, is_whole: bool = False) -> None:
    """Refuse a file that SQLite itself finds wrong; nothing is looked at on PostgreSQL.

    Args:
        database: The open database.
        is_whole: Read every page of a large file too, as is done before a month is closed.

    Raises:
        StorageError: `storage.damaged`.
    """
    if database.file is None:
        return
    path = database.file.path
    size = path.stat().st_size
    problem = _first_problem(path, is_whole or size <= SMALL) if size else ""  # new: in the log
    if problem:
        raise StorageError("storage.damaged", place=database.place, reason=problem)


def _first_problem(path: Path, is_whole: bool) -> str:
    """Return what is wrong, empty for nothing; unless whole, only header and length are read.

    Only SQLite opens the file: a process that closes any other handle of it loses all its locks on
    it, and the next process to leave would take the log away under its eyes.
    """
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=rw", uri=True)) as connection:
            connection.execute("PRAGMA wal_autocheckpoint=0")
            connection.execute("PRAGMA schema_version").fetchone()
            check = "PRAGMA integrity_check(1)" if is_whole else "SELECT 'ok'"
            found = connection.execute(check).fetchone()[0]
    except sqlite3.OperationalError:
        return ""  # locked or read-only: the opening that follows says so better
    except sqlite3.DatabaseError as error:
        return str(error)
    return "" if found == "ok" else str(found).splitlines()[-1]
