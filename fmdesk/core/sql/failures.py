"""What goes wrong in a database, as known errors with a code (reliability page, Decisions)."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from json import JSONDecodeError

import sqlalchemy as sa

from fmdesk.core.domain.errors import ConflictError, DomainError, NotAllowedError, StorageError

SQLITE: Mapping[str, str] = {
    "SQLITE_BUSY": "storage.locked",
    "SQLITE_LOCKED": "storage.locked",
    "SQLITE_READONLY": "storage.read_only",
    "SQLITE_FULL": "storage.full",
    "SQLITE_CORRUPT": "storage.damaged",
    "SQLITE_NOTADB": "storage.damaged",
    "SQLITE_CANTOPEN": "storage.cannot_open",
    "SQLITE_PERM": "storage.cannot_open",
    "SQLITE_IOERR": "storage.failed",
}
"""Result codes of SQLite, without what stands behind the second underscore."""

POSTGRESQL: Mapping[str, str] = {
    "08": "storage.unreachable",
    "25006": "storage.read_only",
    "53100": "storage.full",
    "53": "storage.unreachable",
    "55P03": "storage.locked",
    "57P": "storage.unreachable",
    "58": "storage.failed",
    "XX": "storage.failed",
    "XX001": "storage.damaged",
    "XX002": "storage.damaged",
}
"""Begins of PostgreSQL's SQLSTATE; the longest that fits counts."""

UNREADABLE = "Could not decode to UTF-8"
"""What Python's driver for SQLite says of a text that is none; it gives no result code."""

AGAIN = ("40001", "40P01")
"""SQLSTATEs after which the whole command is run again."""

TAKEN = ("SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY", "23505", "23P01")
"""Somebody else has the key: a business conflict, never tried again."""

TAKEN_IN: Mapping[str, str] = {"line_event": "line.changed"}
"""Tables where a taken key means more than that: two who record on one line at the same moment."""

GUARDS: Mapping[str, str] = {
    "append_only": "storage.append_only",
    "month_closed": "month.closed",
    "unbalanced": "ledger.unbalanced",
    "sealed": "storage.append_only",
}
"""What our triggers say, as `fmdesk:<word>`."""


@contextmanager
def known_failures(place: str) -> Iterator[None]:
    """Turn errors of the database into known ones; what is unknown goes on as it is.

    Args:
        place: Where the database is, in words, for the texts.

    Raises:
        StorageError: The database cannot be used.
        ConflictError: A guard in the database refused it.
        NotAllowedError: The actor has no right to this table.
    """
    try:
        yield
    except sa.exc.StatementError as error:
        if isinstance(error.orig, DomainError):  # a column type refused the value
            raise error.orig from error
        known = explain(error, place) if isinstance(error, sa.exc.DBAPIError) else None
        if known is None:
            raise
        raise known from error
    except (UnicodeDecodeError, JSONDecodeError) as error:  # a stored value is none any more
        raise StorageError("storage.damaged", place=place, reason=str(error)) from error


def explain(error: sa.exc.DBAPIError, place: str) -> DomainError | None:
    """Return the known error behind one of the database's, None when it is a fault of ours."""
    message = str(error.orig).partition("\n")[0]
    for word, code in GUARDS.items():
        if f"fmdesk:{word}" in message:
            return ConflictError(code)
    name = getattr(error.orig, "sqlite_errorname", None)
    if name in TAKEN or sqlstate(error) in TAKEN:
        codes = [code for table, code in TAKEN_IN.items() if table in message]
        return ConflictError(*codes) if codes else ConflictError("storage.taken", reason=message)
    if sqlstate(error) == "42501":
        return NotAllowedError("storage.not_allowed", reason=message)
    if message.startswith(UNREADABLE):
        code = "storage.damaged"
    else:
        code = _of_sqlite(name) if name is not None else _of_postgresql(error)
    return StorageError(code, place=place, reason=message) if code else None


def _of_sqlite(name: str) -> str:
    return SQLITE.get("_".join(name.split("_")[:2]), "")


def _of_postgresql(error: sa.exc.DBAPIError) -> str:
    state = sqlstate(error)
    if not state:  # the driver could not connect, or lost the server
        return "storage.unreachable" if isinstance(error, sa.exc.OperationalError) else ""
    begins = [begin for begin in POSTGRESQL if state.startswith(begin)]
    return POSTGRESQL[max(begins, key=len)] if begins else ""


def sqlstate(error: sa.exc.DBAPIError) -> str:
    """Return PostgreSQL's code of an error, empty where there is none."""
    return getattr(error.orig, "sqlstate", None) or ""


def is_worth_a_retry(error: sa.exc.DBAPIError) -> bool:
    """Tell whether running the whole command again may succeed.

    Serialization failures and deadlocks; a writer that SQLite waited for; a connection that broke,
    since `op_id` makes a command that was committed after all safe.
    """
    return error.connection_invalidated or sqlstate(error) in AGAIN or is_busy(error)


def is_busy(error: sa.exc.DBAPIError) -> bool:
    """Tell whether SQLite gave up waiting for another writer."""
    return str(getattr(error.orig, "sqlite_errorname", "")).startswith("SQLITE_BUSY")
