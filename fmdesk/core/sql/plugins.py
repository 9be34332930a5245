"""Plugins that are approved, and what each keeps in the database."""

import json
from collections.abc import Mapping
from datetime import datetime
from graphlib import TopologicalSorter

import sqlalchemy as sa

from fmdesk.core.domain.canonical import dumps, loads, to_data
from fmdesk.core.domain.errors import NotFoundError
from fmdesk.core.domain.installing import Approval, Remains, WheelFacts, owner_of
from fmdesk.core.domain.spec import Text
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.engine import open_database, sqlite_path
from fmdesk.core.sql.failures import known_failures
from fmdesk.core.sql.settings import SqlSettings

SWITCHED_OFF = "plugins.off"
"""Name of the setting with the ids of the plugins that an administrator switched off."""
WORDS = "plugins.words"
"""Name of the setting with what plugins and their commands are called: the log outlives both."""
VERSIONS = "alembic_version_"
"""Begin of the name of a plugin's table of versions; its id follows."""
FINISHED = (LineState.READY.value, LineState.CANCELLED.value)


class SqlPlugins:
    """The repository of plugins.

    Args:
        connection: Connection of the unit of work.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def approvals(self) -> tuple[Approval, ...]:
        """Return what is approved, in the order of the ids."""
        return self._approvals(t.plugin_approval.c.removed_at.is_(None))

    def removed(self) -> tuple[Approval, ...]:
        """Return what was approved and is removed, but not purged."""
        return self._approvals(t.plugin_approval.c.removed_at.is_not(None))

    def _approvals(self, which: sa.ColumnElement[bool]) -> tuple[Approval, ...]:
        query = sa.select(t.plugin_approval).where(which).order_by(t.plugin_approval.c.plugin)
        return tuple(
            Approval(loads(WheelFacts, dumps(row.wheel)), row.approved_at, row.approved_by)
            for row in self._connection.execute(query)
        )

    def approve(self, approval: Approval) -> None:
        """Let a wheel run, in the place of one that was approved before."""
        self._forget(approval.wheel.plugin)
        values = {
            "plugin": approval.wheel.plugin,
            "sha256": approval.wheel.sha256,
            "wheel": to_data(approval.wheel),
            "approved_at": approval.approved_at,
            "approved_by": approval.approved_by,
        }
        self._connection.execute(sa.insert(t.plugin_approval), values)

    def withdraw(self, plugin: str, at: datetime) -> bool:
        """Let a plugin run no more; tell whether it was approved."""
        column = t.plugin_approval.c
        which = sa.and_(column.plugin == plugin, column.removed_at.is_(None))
        gone = sa.update(t.plugin_approval).where(which).values(removed_at=at)
        return self._connection.execute(gone).rowcount > 0

    def _forget(self, plugin: str) -> bool:
        gone = sa.delete(t.plugin_approval).where(t.plugin_approval.c.plugin == plugin)
        return self._connection.execute(gone).rowcount > 0

    def switched_off(self) -> frozenset[str]:
        """Return the ids of the plugins that are switched off."""
        return frozenset(json.loads(SqlSettings(self._connection).get(SWITCHED_OFF, "[]")))

    def switch(self, plugin: str, *, is_on: bool) -> None:
        """Switch a plugin on or off."""
        off = self.switched_off() - {plugin} if is_on else self.switched_off() | {plugin}
        SqlSettings(self._connection).put(SWITCHED_OFF, json.dumps(sorted(off)))

    def words(self) -> Mapping[str, Text]:
        """Return what plugins were called, by id, and what their commands said, by full name."""
        stored = json.loads(SqlSettings(self._connection).get(WORDS, "{}"))
        return {name: Text(nl, en) for name, (nl, en) in stored.items()}

    def keep_words(self, words: Mapping[str, Text]) -> None:
        """Keep words for the command log; of one name the newest, and those no longer given."""
        settings = SqlSettings(self._connection)
        settings.hold(WORDS)
        kept = {**self.words(), **words}
        told = {name: (text.nl, text.en) for name, text in sorted(kept.items())}
        settings.put(WORDS, json.dumps(told, ensure_ascii=False))

    def remains(self, plugin: str) -> Remains:
        """Return what a plugin keeps."""
        settings, line = t.setting.c, t.line.c
        count = sa.select(sa.func.count())
        own = count.where(settings.name.startswith(f"{plugin}.", autoescape=True))
        lines = count.where(line.plugin == plugin, line.state.not_in(FINISHED))
        return Remains(
            plugin,
            tuple((name, self._rows(name)) for name in self._tables(plugin)),
            settings=self._connection.scalar(own) or 0,
            open_lines=self._connection.scalar(lines) or 0,
        )

    def purge(self, plugin: str) -> None:
        """Take away a plugin with tables and settings; `NotFoundError` when there is nothing."""
        is_known = self._forget(plugin)
        there = self.remains(plugin)
        versions = VERSIONS + plugin
        is_versioned = sa.inspect(self._connection).has_table(versions)
        if not (is_known or there.tables or there.settings or is_versioned):
            raise NotFoundError("plugin.no_remains", plugin=plugin)
        names = self._tables(plugin)
        if is_versioned:  # what was deleted, and no table that went, is counted as a change
            self._connection.execute(sa.delete(sa.table(versions)))
        for name in (*names, *([versions] if is_versioned else ())):
            self._connection.exec_driver_sql(f'DROP TABLE "{name}"')
        for name in self._functions(plugin):
            self._connection.exec_driver_sql(f'DROP FUNCTION "{name}"')
        own = t.setting.c.name.startswith(f"{plugin}.", autoescape=True)
        self._connection.execute(sa.delete(t.setting).where(own))
        owned = t.access_grant.c.owner == plugin
        self._connection.execute(sa.delete(t.access_grant).where(owned))

    def _rows(self, table: str) -> int:
        query = sa.select(sa.func.count()).select_from(sa.table(table))
        return int(self._connection.execute(query).scalar_one())

    def _tables(self, plugin: str) -> tuple[str, ...]:
        """Return the tables of a plugin, those that point at others first."""
        inspector, owners = sa.inspect(self._connection), (*self._owners(), plugin)
        added = {one for one in inspector.get_table_names() if one not in t.metadata.tables}
        own = sorted(name for name in added if owner_of(name, owners) == plugin)
        targets = {
            name: sorted({key["referred_table"] for key in inspector.get_foreign_keys(name)})
            for name in own
        }
        inner = {name: [one for one in targets[name] if one in own and one != name] for name in own}
        return tuple(reversed(tuple(TopologicalSorter(inner).static_order())))

    def _functions(self, plugin: str) -> tuple[str, ...]:
        """Return the functions that the migrations of a plugin made on PostgreSQL."""
        if self._connection.dialect.name == "sqlite":
            return ()
        query = sa.text(
            "SELECT proname FROM pg_proc WHERE pronamespace = current_schema()::regnamespace"
        )
        found, owners = self._connection.execute(query).scalars().all(), (*self._owners(), plugin)
        return tuple(sorted(name for name in found if owner_of(name, owners) == plugin))

    def _owners(self) -> tuple[str, ...]:
        """Return the plugins that have tables, each by its table of versions."""
        names = sa.inspect(self._connection).get_table_names()
        return tuple(one.removeprefix(VERSIONS) for one in names if one.startswith(VERSIONS))


def is_id_free(plugin: str) -> bool:
    """Tell whether no table of the core begins as those of this plugin would."""
    return not any(name.startswith(f"{plugin}_") for name in t.metadata.tables)


def read_approved(url: str) -> tuple[tuple[Approval, ...], frozenset[str]]:
    """Return what is approved and what is switched off, before an office is opened.

    A database that is not there yet, or older than these tables, has approved nothing.

    Raises:
        StorageError: The database cannot be used.
    """
    parsed = sa.make_url(url)
    if parsed.get_backend_name() == "sqlite" and not sqlite_path(parsed).exists():
        return (), frozenset()
    database = open_database(url)
    try:
        with known_failures(database.place), database.read() as connection:
            if not sa.inspect(connection).has_table(t.plugin_approval.name):
                return (), frozenset()
            plugins = SqlPlugins(connection)
            return plugins.approvals(), plugins.switched_off()
    finally:
        database.close()


def read_wheel_bytes(url: str, sha256: str) -> bytes:
    """Return the bytes of an approved wheel; see `AttachmentRepository.content`."""
    from fmdesk.core.sql.attachments import SqlAttachments  # noqa: PLC0415  # rarely needed

    database = open_database(url)
    try:
        with known_failures(database.place), database.read() as connection:
            return SqlAttachments(connection).content(sha256)
    finally:
        database.close()
