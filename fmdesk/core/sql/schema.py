"""Which revision of the core's tables a database has, and bringing it up to date."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from fmdesk.core.domain.errors import StorageError

VERSION_TABLE = "alembic_version_core"
FOLDER = Path(__file__).parent / "migrations"

SEAL = "schema_sha256"
"""The setting that keeps which statements made the tables."""

_version = sa.table(VERSION_TABLE, sa.column("version_num", sa.Text))
_setting = sa.table("setting", sa.column("name", sa.Text), sa.column("value", sa.Text))


def revisions() -> tuple[str, ...]:
    """Return the revisions that this program knows, oldest first; without loading alembic."""
    return tuple(sorted(path.name.partition("_")[0] for path in FOLDER.glob("[0-9]*.py")))


def revision(connection: sa.Connection) -> str:
    """Return the revision of a database, empty when it has none of our tables."""
    if not sa.inspect(connection).has_table(VERSION_TABLE):
        return ""
    return connection.execute(sa.select(_version.c.version_num)).scalar() or ""


def refuse_unfit(connection: sa.Connection, place: str, *, may_be_older: bool = False) -> None:
    """Refuse a database that this program cannot work with.

    Args:
        connection: Any connection.
        place: Where the database is, for the text.
        may_be_older: One that can be brought up to date will do.

    Raises:
        StorageError: `storage.empty`, `storage.older`, `storage.newer` or `storage.trial`.
    """
    problem = unfit(revision(connection), place)
    if problem is None and _seal(connection) != first_seal(connection.dialect.name):
        problem = StorageError("storage.trial", place=place)
    if problem is not None and not (may_be_older and problem.code == "storage.older"):
        raise problem


def unfit(there: str, place: str) -> StorageError | None:
    """Return why this program cannot work with a revision, None when it can.

    Args:
        there: The revision of a database, empty when it has none of our tables.
        place: Where the database is, for the text.
    """
    known = revisions()
    if there == known[-1]:
        return None
    code = "newer" if there and there not in known else "older" if there else "empty"
    return StorageError(f"storage.{code}", place=place, revision=there, known=known[-1])


@cache
def first_seal(dialect: str) -> str:
    """Return the SHA-256 of the statements of the first revision.

    Until the first release they may change under the same number; a database made by others
    says so by what it kept of this.
    """
    return sha256((FOLDER / f"0001_core.{dialect}.sql").read_bytes()).hexdigest()


def _seal(connection: sa.Connection) -> str:
    query = sa.select(_setting.c.value).where(_setting.c.name == SEAL)
    return connection.execute(query).scalar() or ""


def migrate(connection: sa.Connection) -> bool:
    """Bring the tables of the core up to date, in the transaction of the connection.

    Returns:
        Whether anything had to be done.
    """
    if revision(connection) == revisions()[-1]:
        return False
    from alembic.operations import Operations  # noqa: PLC0415  # slow to load, rarely needed
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    script = ScriptDirectory(FOLDER, version_locations=[str(FOLDER)])

    def steps(current: Any, _context: MigrationContext) -> Any:
        return script._upgrade_revs("head", current)  # noqa: SLF001  # as alembic's command does

    context = MigrationContext.configure(
        connection, opts={"version_table": VERSION_TABLE, "fn": steps}
    )
    is_new = not revision(connection)
    with Operations.context(context):
        context.run_migrations()
    if is_new:
        seal = first_seal(connection.dialect.name)
        connection.execute(sa.insert(_setting).values(name=SEAL, value=seal))
    return True
