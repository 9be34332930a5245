"""Copies of a database: made while it is in use, opened and checked, and put back.

SQLite is copied through its backup interface, which takes one consistent state however busy the
file is; PostgreSQL by its own `pg_dump` and `pg_restore`.
"""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import sqlalchemy as sa

from fmdesk.core.domain.errors import StorageError
from fmdesk.core.sql import schema
from fmdesk.core.sql.engine import Database, open_database, sqlite_path

PAGES = 2000
"""Pages copied at a time; others may write between two pieces."""
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class BackupReport:
    """A copy that was made and checked.

    Attributes:
        path: The copy.
        size: Its bytes.
        sha256: Its hash.
        revision: Revision of its tables.
        seq: Number of the last command in it.
        head: Head of its command log; a later verification looks for it in the chain.
    """

    path: str
    size: int
    sha256: str
    revision: str
    seq: int
    head: str


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """A copy that was put in place.

    Attributes:
        place: The database.
        previous: What stood there before, None when nothing did.
        head: Head of its command log.
    """

    place: str
    previous: str | None
    head: str


def backup(database: Database, target: Path, *, has_own_folder: bool = False) -> BackupReport:
    """Copy a database to a file, open the copy and check it.

    Args:
        database: The open database.
        target: The file; it must not be there yet.
        has_own_folder: Its folder is ours to make; a folder that a person names must be there, or
            a drive that is not connected would get its copy on the disk it shall survive.

    Raises:
        StorageError: `storage.copy_exists`, `storage.copy_failed`, `storage.no_program`; or what is
            wrong with the database itself.
    """
    if target.exists():
        raise StorageError("storage.copy_exists", place=str(target))
    with database.read() as connection:
        schema.refuse_unfit(connection, database.place, may_be_older=True)
    part = target.with_name(f"{target.name}.part")
    try:
        if has_own_folder:
            target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)  # a copy is as private as the database
        if database.file is not None:
            report = _copied_sqlite(
                database.file.path, part, "storage.damaged", database.place, is_live=True
            )
        else:
            _dump(database.url, part, target)
            with database.read() as connection:
                report = _report(connection, part)
        _sync(part)
        part.rename(target)
    except (OSError, sqlite3.Error) as error:
        raise StorageError("storage.copy_failed", place=str(target), reason=str(error)) from error
    finally:
        _sweep(part)
    return BackupReport(
        str(target), report.size, report.sha256, report.revision, report.seq, report.head
    )


def inspect(path: Path) -> BackupReport:
    """Open a SQLite copy that nobody uses, check its pages and references, tell what is in it.

    Raises:
        StorageError: `storage.copy_damaged`, `storage.no_copy`, `storage.newer`.
    """
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check(1)")]
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.Error as error:
        found, broken = [str(error)], None
    if found != ["ok"] or broken:
        reason = found[0] if found != ["ok"] else str(broken)
        raise StorageError("storage.copy_damaged", place=str(path), reason=reason)
    engine = sa.create_engine(f"sqlite:///file:{path}?mode=ro&immutable=1&uri=true")
    try:
        with engine.connect() as reader:
            if not schema.revision(reader):
                raise StorageError("storage.no_copy", place=str(path))
            schema.refuse_unfit(reader, str(path), may_be_older=True)
            return _report(reader, path)
    finally:
        engine.dispose()


def restore(url: str, source: Path) -> RestoreReport:
    """Put a copy in the place of a database; what stood there is kept beside it.

    The copy is checked first. Nobody else may use the database meanwhile.

    Args:
        url: Address of the database.
        source: The copy.

    Raises:
        StorageError: The copy is damaged or does not fit, or the database is in use.
    """
    parsed = sa.make_url(url)
    if not source.is_file():
        raise StorageError("storage.no_copy", place=str(source))
    if parsed.get_backend_name() != "sqlite":
        return _restore_postgresql(url, source)
    path = sqlite_path(parsed)
    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
        report = _copied_sqlite(source, part, "storage.copy_damaged", str(source))
        _sync(part)
        previous = _set_aside(url, path) if path.exists() else None
        part.rename(path)
    except (OSError, sqlite3.Error) as error:
        raise StorageError("storage.copy_failed", place=str(path), reason=str(error)) from error
    finally:
        _sweep(part)
    return RestoreReport(str(path), str(previous) if previous else None, report.head)


def _set_aside(url: str, path: Path) -> Path:
    """Rename the present file with its log, once nobody uses it; return its new name."""
    database = open_database(url, busy_ms=500)
    try:
        if database.file is None or not database.file.is_alone() or _is_locked(path):
            raise StorageError("storage.in_use", place=str(path))
    finally:
        database.close()
    number = 1
    while (kept := path.with_name(f"{path.name}.before-restore.{number}")).exists():
        number += 1
    for ending in ("", "-wal", "-shm"):
        there = _beside(path, ending)
        if there.exists():
            there.rename(_beside(kept, ending))
    return kept


def _is_locked(path: Path) -> bool:
    """Tell whether another program than fmdesk is writing the file."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as connection:
            connection.execute("BEGIN IMMEDIATE")
    except sqlite3.Error as error:  # anything else is no reason to keep a bad file in place
        return str(getattr(error, "sqlite_errorname", "")).startswith("SQLITE_BUSY")
    return False


def _sweep(part: Path) -> None:
    """Remove what a failed copy leaves: an unfinished file and, on a full disk, its journal."""
    for ending in ("", "-journal"):
        with suppress(OSError):
            _beside(part, ending).unlink()  # not there when it was renamed


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _copied_sqlite(
    source: Path, target: Path, code: str, place: str, *, is_live: bool = False
) -> BackupReport:
    """Copy a file with its log and inspect the copy.

    Args:
        source: The file.
        target: The copy; it is there and empty.
        code: Told when the copy is damaged, which then is the file's own damage.
        place: What that is told of.
        is_live: Others may be changing the file.
    """
    is_still = not is_live and not _beside(source, "-wal").exists()
    try:
        with (
            closing(
                sqlite3.connect(f"file:{source}?mode=ro{'&immutable=1' * is_still}", uri=True)
            ) as there,
            closing(sqlite3.connect(target)) as copy,
        ):
            there.backup(copy, pages=PAGES, sleep=0.01)
            copy.execute("PRAGMA journal_mode=DELETE")
        return inspect(target)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:
        raise StorageError(code, place=place, reason=str(error)) from error
    except StorageError as error:
        told = code if error.code == "storage.copy_damaged" else error.code
        raise StorageError(told, **{**error.params, "place": place}) from error


def _report(connection: sa.Connection, path: Path) -> BackupReport:
    digest = sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    row = connection.exec_driver_sql("SELECT seq, hash FROM command_head").one()
    revision = schema.revision(connection)
    return BackupReport(
        str(path), path.stat().st_size, digest.hexdigest(), revision, row.seq, row.hash
    )


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


# --- PostgreSQL ------------------------------------------------------------------------------


def _dump(url: sa.URL, part: Path, target: Path) -> None:
    words = ("--format=custom", f"--file={part}", f"--dbname={_address(url)}")
    _run("pg_dump", *words, url=url, copy=target)


def _restore_postgresql(url: str, source: Path) -> RestoreReport:
    """Restore into an empty database; an office's database is never overwritten."""
    database = open_database(url)
    try:
        with database.read() as connection:
            if schema.revision(connection):
                raise StorageError("storage.not_empty", place=database.place)
        _run(
            "pg_restore",
            "--single-transaction",
            "--exit-on-error",
            "--no-owner",
            f"--dbname={_address(database.url)}",
            str(source),
            url=database.url,
            copy=source,
        )
        with database.read() as connection:
            schema.refuse_unfit(connection, database.place, may_be_older=True)
            head = connection.exec_driver_sql("SELECT hash FROM command_head").scalar_one()
        return RestoreReport(database.place, None, str(head))
    finally:
        database.close()


def _address(url: sa.URL) -> str:
    """Return the address as libpq wants it, without the password (that goes by environment)."""
    shown = url.set(drivername="postgresql", password=None)
    return shown.render_as_string(hide_password=False)


def _run(program: str, *words: str, url: sa.URL, copy: Path) -> None:
    found = shutil.which(program)
    if found is None:
        raise StorageError("storage.no_program", program=program)
    environment = dict(os.environ)
    if url.password:
        environment["PGPASSWORD"] = str(url.password)
    done = subprocess.run(  # noqa: S603  # a program of PostgreSQL, without a shell
        [found, *words], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        reason = done.stderr.strip().partition("\n")[0]
        raise StorageError("storage.copy_failed", place=str(copy), reason=reason)
