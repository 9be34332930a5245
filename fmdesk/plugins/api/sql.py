"""What a plugin's tables, store and migrations need: column types, guards, and their upgrade.

A plugin has its own version table and its own prefix, so that plugins come and go without touching
each other or the core. A migration's file is named by its revision: `0002_shelves.py` has
`revision = "0002"`; they follow each other in one line.
"""

from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from fmdesk.core.domain.errors import PluginError
from fmdesk.core.domain.installing import owner_of
from fmdesk.core.domain.spec import SchemaSpec
from fmdesk.core.sqltypes import CanonicalJson, Cents, Id, UtcDateTime

__all__ = [
    "DATABASE_ERRORS",
    "CanonicalJson",
    "Cents",
    "Id",
    "UtcDateTime",
    "is_behind",
    "keep_apart",
    "make_append_only",
    "new_metadata",
    "upgrade_plugin",
]

DATABASE_ERRORS = (sa.exc.DBAPIError,)
"""Errors that go through a plugin call unchanged: the unit of work tries again, or names them."""

VERSION_TABLE = "alembic_version_"

_SQLITE_GUARD = """
create trigger {table}_no_{verb} before {verb} on {table}
begin select raise(abort, 'fmdesk:append_only {table}'); end"""
_POSTGRES_FUNCTION = """
create function {table}_append_only() returns trigger language plpgsql
as $$ begin raise exception 'fmdesk:append_only {table}'; end $$"""
_POSTGRES_GUARD = """
create trigger {table}_append_only before update or delete or truncate on {table}
for each statement execute function {table}_append_only()"""
_GUARDS: Mapping[str, tuple[str, ...]] = {
    "sqlite": tuple(_SQLITE_GUARD.replace("{verb}", verb) for verb in ("update", "delete")),
    "postgresql": (_POSTGRES_FUNCTION, _POSTGRES_GUARD),
}

# Both numbers as ranges: the index of ranges is PostgreSQL's own and needs no extension.
_POSTGRES_APART = """
alter table {table} add constraint {name} exclude using gist (
  int8range({row}, {row}, '[]') with &&, int8range({start}, {until}) with &&
) where ({state} in ({taking}))"""
# What is stored does not overlap, so of those that end later than the new one begins the first to
# end is also the first to begin: one look at the index decides.
_SQLITE_APART = """
create trigger {name}_{verb} before {verb} on {table} when new.{state} in ({taking}) begin
  select raise(abort, 'fmdesk:{name}') where (
    select {start} from {table}
    where {row} = new.{row} and {state} in ({taking}) and {until} > new.{start}
      and id is not new.id
    order by {until} limit 1
  ) < new.{until};
end"""
_SQLITE_INDEX = """
create index ix_{name} on {table} ({row}, {until}, {start}) where {state} in ({taking})"""
_APART: Mapping[str, tuple[str, ...]] = {
    "sqlite": (
        _SQLITE_INDEX,
        *(_SQLITE_APART.replace("{verb}", verb) for verb in ("insert", "update")),
    ),
    "postgresql": (_POSTGRES_APART,),
}


def new_metadata() -> sa.MetaData:
    """Return metadata for a plugin's tables whose constraints all have a name to refer to."""
    return sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def make_append_only(connection: sa.Connection, table: str) -> None:
    """Make the database refuse to change or remove rows of a table; for migrations.

    Args:
        connection: `op.get_bind()`.
        table: Name of one of the plugin's own tables.
    """
    for statement in _GUARDS[connection.dialect.name]:
        connection.exec_driver_sql(statement.format(table=table))


def keep_apart(
    connection: sa.Connection,
    table: str,
    *,
    row: str,
    start: str,
    until: str,
    state: str,
    taking: Iterable[str],
) -> None:
    """Make the database refuse two stretches of time that overlap in one row; for migrations.

    A room, a vehicle, a person: what is taken from `start` until `until` is taken once. The table
    has its key in `id`; what is refused names `<table>_apart`.

    Args:
        connection: `op.get_bind()`.
        table: Name of one of the plugin's own tables.
        row: Column with the number of what is taken.
        start: Column of instants (`UtcDateTime`): from when.
        until: Likewise: until when; the instant itself is free again.
        state: Column with a word.
        taking: The words of it with which something is taken, such as `lent`.
    """
    words = ", ".join(f"'{word}'" for word in taking)
    names = {"table": table, "name": f"{table}_apart", "row": row, "start": start}
    for statement in _APART[connection.dialect.name]:
        made = statement.format(**names, until=until, state=state, taking=words)
        connection.exec_driver_sql(made)


def is_behind(connection: sa.Connection, schema: SchemaSpec) -> bool:
    """Tell whether the tables of a plugin are older than its code; costs one query.

    Raises:
        PluginError: `plugin.newer_tables`.
    """
    known = [path.name.partition("_")[0] for path in _migrations(schema)]
    table = sa.table(VERSION_TABLE + _owner(schema), sa.column("version_num", sa.Text))
    if not sa.inspect(connection).has_table(table.name):
        return bool(known)
    current = connection.scalar(sa.select(table.c.version_num))
    if current is not None and current not in known:
        raise PluginError("plugin.newer_tables", plugin=_owner(schema))
    return current != known[-1]


def upgrade_plugin(connection: sa.Connection, schema: SchemaSpec) -> bool:
    """Bring the tables of one plugin up to date, in the transaction of the connection.

    A migration that fails, or that touches what is not the plugin's own, leaves nothing behind.

    Returns:
        Whether anything had to be done.

    Raises:
        PluginError: `plugin.newer_tables`, `plugin.foreign_table` or `plugin.foreign_key`.
    """
    if not is_behind(connection, schema):
        return False
    with connection.begin_nested():
        before = _others(connection, schema)
        _migrate(connection, schema)
        after = _others(connection, schema)
        changed = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
        if changed:
            raise PluginError(
                "plugin.foreign_table",
                plugin=_owner(schema),
                table=changed[0],
                prefix=schema.prefix,
            )
        _check_keys(connection, schema)
    return True


def _migrate(connection: sa.Connection, schema: SchemaSpec) -> None:
    from alembic.operations import Operations  # noqa: PLC0415  # slow to load, rarely needed
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415  # as above
    from alembic.script import ScriptDirectory  # noqa: PLC0415  # only a migration waits for it

    folder = _migrations(schema)[0].parent
    script = ScriptDirectory(folder, version_locations=[folder])

    def steps(current: Any, _context: MigrationContext) -> Any:
        return script._upgrade_revs("head", current)  # noqa: SLF001  # as alembic's command does

    context = MigrationContext.configure(
        connection, opts={"version_table": VERSION_TABLE + _owner(schema), "fn": steps}
    )
    with Operations.context(context):
        context.run_migrations()


def _owner(schema: SchemaSpec) -> str:
    return schema.prefix.removesuffix("_")


def _migrations(schema: SchemaSpec) -> list[Path]:
    """Return the files of the migrations in their order."""
    package, _colon, folder = schema.migrations.partition(":")
    return sorted(Path(str(files(package) / folder)).glob("[0-9]*.py"))


def _is_own(schema: SchemaSpec, table: str, others: Iterable[str]) -> bool:
    own = _owner(schema)
    return table == VERSION_TABLE + own or owner_of(table, (*others, own)) == own


def _other_plugins(schema: SchemaSpec, tables: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of the other plugins that have tables."""
    found = (one.removeprefix(VERSION_TABLE) for one in tables if one.startswith(VERSION_TABLE))
    return tuple(one for one in found if one != _owner(schema))


def _others(connection: sa.Connection, schema: SchemaSpec) -> Mapping[str, tuple[str, ...]]:
    """Return the tables that are not the plugin's, with their columns."""
    found = sa.inspect(connection).get_multi_columns()
    others = _other_plugins(schema, (table for _schema, table in found))
    return {
        table: tuple(f"{column['name']} {column['type']}" for column in columns)
        for (_schema, table), columns in found.items()
        if not _is_own(schema, table, others)
    }


def _check_keys(connection: sa.Connection, schema: SchemaSpec) -> None:
    """Refuse keys that tie the core, or another plugin, to this one."""
    found = sa.inspect(connection).get_multi_foreign_keys()
    others = _other_plugins(schema, (table for _schema, table in found))
    for (_schema, table), keys in found.items():
        is_own = _is_own(schema, table, others)
        for target in (str(key["referred_table"]) for key in keys):
            is_target_own = _is_own(schema, target, others)
            if is_own != is_target_own and (is_target_own or owner_of(target, others)):
                raise PluginError("plugin.foreign_key", table=table, target=target)
