"""Making, upgrading and checking a database, for `fmdesk db` and for a first start."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from fmdesk.core.domain.errors import StorageError
from fmdesk.core.sql import schema, triggers
from fmdesk.core.sql.copies import backup
from fmdesk.core.sql.engine import Database, open_database, sqlite_path
from fmdesk.core.sql.failures import known_failures
from fmdesk.core.sql.office_file import refuse_network
from fmdesk.core.sql.settings import DEFAULT_ZONE, ZONE, SqlSettings
from fmdesk.core.sql.soundness import refuse_damaged

Upgrade = Callable[[sa.Connection], bool]
"""Brings one plugin's tables up to date; tells whether anything had to be done."""

LOCK = 0x666D6465736B
"""Number of PostgreSQL's advisory lock for migrations: `fmdesk` in ASCII."""
MOST = 20
"""Problems shown of one kind."""
SHOWN = 3
"""Tables of another program that are named."""


@dataclass(frozen=True, slots=True)
class UpgradeReport:
    """What an upgrade did.

    Attributes:
        before: Revision before, empty for a new database.
        after: Revision now.
        plugins: Ids of the plugins whose tables were upgraded.
        copy: The copy made first, None when nothing had to be done or on PostgreSQL.
    """

    before: str
    after: str
    plugins: tuple[str, ...] = ()
    copy: str | None = None

    @property
    def is_changed(self) -> bool:
        """Tell whether anything was done."""
        return self.before != self.after or bool(self.plugins)


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found; sound when there are no problems.

    Attributes:
        place: Where the database is.
        revision: Revision of its tables.
        expected: Revision that this program has.
        problems: In the database's own words.
    """

    place: str
    revision: str
    expected: str
    problems: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Tell whether nothing is wrong."""
        return self.advice is None

    @property
    def advice(self) -> StorageError | None:
        """What to do about it, None when nothing is wrong."""
        if self.problems:
            return StorageError("storage.damaged", place=self.place, reason=self.problems[0])
        return schema.unfit(self.revision, self.place)


def create_database(
    url: str, plugins: Mapping[str, Upgrade] | None = None, zone: str = DEFAULT_ZONE
) -> bool:
    """Make the tables of an office where there are none.

    Args:
        url: SQLAlchemy address; a SQLite file and its folder are made, a PostgreSQL database must
            be there.
        plugins: By plugin, what makes its tables.
        zone: The time zone of the new office; from then on the database says it.

    Returns:
        Whether it was made; False when the tables are there already.

    Raises:
        StorageError: The place cannot be used, the database is newer, or `storage.foreign` when
            it is another program's.
    """
    parsed = sa.make_url(url)
    if parsed.get_backend_name() == "sqlite":
        _make_file(sqlite_path(parsed))
    with _opened(url) as database:
        _refuse_foreign(database)
        before, _plugins = _migrate(database, plugins or {}, zone)
        return not before


def upgrade_database(url: str, plugins: Mapping[str, Upgrade] | None = None) -> UpgradeReport:
    """Bring the tables of core and plugins up to date; a SQLite file is copied first.

    Raises:
        StorageError: The database is newer, empty, or cannot be used.
    """
    with _opened(url) as database:
        with database.read() as connection:
            schema.refuse_unfit(connection, database.place, may_be_older=True)
            before = schema.revision(connection)
            is_behind = before != schema.revisions()[-1]
        refuse_damaged(database, is_whole=is_behind)
        copy = None
        if database.file is not None and (is_behind or _would_change(database, plugins or {})):
            copy = backup(database, _copy_path(database.file.path, before)).path
        _before, changed = _migrate(database, plugins or {})
        return UpgradeReport(before, schema.revisions()[-1], changed, copy)


def check_database(url: str) -> CheckReport:
    """Look whether a database is sound: revision, pages, references, guards.

    Raises:
        StorageError: It cannot be opened at all.
    """
    with _opened(url) as database, database.read() as connection:
        there = schema.revision(connection)
        problems = list(_sqlite_problems(connection)) if database.is_single_user else []
        if there:
            dialect = connection.dialect.name
            missing = triggers.expected(dialect) - triggers.present(connection)
            problems += (f"missing guard {name}" for name in sorted(missing))
        return CheckReport(database.place, there, schema.revisions()[-1], tuple(problems))


def _sqlite_problems(connection: sa.Connection) -> Iterator[str]:
    for row in connection.exec_driver_sql(f"PRAGMA integrity_check({MOST})"):
        if row[0] != "ok":
            yield str(row[0])
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(MOST):
        yield f"{row[0]} {row[1]}: no {row[2]} for it"


def _migrate(
    database: Database, plugins: Mapping[str, Upgrade], new_zone: str = ""
) -> tuple[str, tuple[str, ...]]:
    """Migrate in one transaction; return the revision before and the plugins upgraded.

    Args:
        database: The open database.
        plugins: By plugin, what brings its tables up to date.
        new_zone: Zone of an office to be made; one that is there already is left alone.
    """
    with known_failures(database.place), database.write() as connection:
        if not database.is_single_user:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
        before = schema.revision(connection)
        if before:
            schema.refuse_unfit(connection, database.place, may_be_older=True)
        if new_zone and before:
            return before, ()
        schema.migrate(connection)
        if new_zone:
            SqlSettings(connection).put(ZONE, new_zone)
        changed = tuple(name for name, upgrade in plugins.items() if upgrade(connection))
        connection.commit()
        return before, changed


def _refuse_foreign(database: Database) -> None:
    with database.read() as connection:  # which leaves the file as it is, to the byte
        tables = sa.inspect(connection).get_table_names()
        if tables and not schema.revision(connection):
            names = ", ".join(tables[:SHOWN])
            raise StorageError("storage.foreign", place=database.place, tables=names)


def _would_change(database: Database, plugins: Mapping[str, Upgrade]) -> bool:
    """Try the upgrades of the plugins and roll them back."""
    with known_failures(database.place), database.write() as connection:
        return any([upgrade(connection) for upgrade in plugins.values()])  # noqa: C419  # all of them


def _make_file(path: Path) -> None:
    refuse_network(path)
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
    except OSError as error:
        raise StorageError("storage.cannot_open", place=str(path), reason=str(error)) from error


def _copy_path(path: Path, revision: str) -> Path:
    """Return a free name beside the file for the copy before an upgrade."""
    number = 1
    while (there := path.with_name(f"{path.name}.before-upgrade-{revision}.{number}")).exists():
        number += 1
    return there


@contextmanager
def _opened(url: str) -> Iterator[Database]:
    database = open_database(url)
    try:
        yield database
    finally:
        database.close()
