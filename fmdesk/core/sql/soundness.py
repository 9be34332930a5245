"""What is looked at each time an office is opened: cheap, and enough to refuse a damaged file.

`fmdesk db check` reads every page; this reads the header, the last command, and every page of a
small file.
"""

import sqlite3
import struct
from contextlib import closing
from pathlib import Path

from fmdesk.core.domain.errors import StorageError
from fmdesk.core.sql import schema
from fmdesk.core.sql.engine import Database
from fmdesk.core.sql.log import fits_head

SMALL = 8 << 20
"""Bytes up to which a file is checked whole; that takes some milliseconds per MiB."""
MAGIC = b"SQLite format 3\x00"
HEADER = 100


def refuse_unsound(database: Database) -> None:
    """Refuse a database that is damaged, or that this program cannot work with.

    Raises:
        StorageError: `storage.damaged`, `storage.empty`, `storage.older` or `storage.newer`.
    """
    if database.file is not None:
        _refuse_damaged(database.file.path, database.place)
    with database.read() as connection:
        schema.refuse_unfit(connection, database.place)
        if not fits_head(connection):
            raise StorageError("storage.damaged", place=database.place, reason="command_head")


def _refuse_damaged(path: Path, place: str) -> None:
    problem = _header_problem(path)
    if not problem and path.stat().st_size <= SMALL:
        problem = _first_problem(path)
    if problem:
        raise StorageError("storage.damaged", place=place, reason=problem)


def _header_problem(path: Path) -> str:
    """Return what is wrong with the header, empty for nothing."""
    with path.open("rb") as file:
        header = file.read(HEADER)
    if not header:
        return ""  # a new file, whose first pages are still in the log
    if len(header) < HEADER or not header.startswith(MAGIC):
        return "no SQLite header"
    (size,) = struct.unpack(">H", header[16:18])
    pages, counter, valid_for = (struct.unpack(">I", header[at : at + 4])[0] for at in (28, 24, 92))
    # The number of pages counts only where the two counters agree (file format, offset 92).
    if counter == valid_for and path.stat().st_size < pages * (65536 if size == 1 else size):
        return "the file is shorter than its header says"
    return ""


def _first_problem(path: Path) -> str:
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=rw", uri=True)) as connection:
            connection.execute("PRAGMA wal_autocheckpoint=0")
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.OperationalError:
        return ""  # locked or read-only: the opening that follows says so better
    except sqlite3.DatabaseError as error:
        return str(error)
    return "" if found == "ok" else str(found)
