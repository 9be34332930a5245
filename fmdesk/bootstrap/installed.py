"""The plugins that were installed into this office: fetched, looked at, upgraded."""

from dataclasses import replace
from pathlib import Path

from fmdesk.bootstrap.plugin_tables import upgrade_of
from fmdesk.config import Settings
from fmdesk.core.domain.errors import DomainError, PluginError
from fmdesk.core.domain.installing import WheelFacts
from fmdesk.core.domain.spec import PluginState
from fmdesk.core.sql.admin import upgrade_database
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import Database
from fmdesk.core.sql.plugins import is_id_free, read_approved, read_wheel_bytes
from fmdesk.plugins.api.sql import is_behind
from fmdesk.plugins.asking import ask, load_alone
from fmdesk.plugins.gateway import Extensions
from fmdesk.plugins.host import PluginHost
from fmdesk.plugins.installer import ManagedFolder
from fmdesk.plugins.manager import Manager, Tables
from fmdesk.plugins.sources import Source, bundled_sources, installed_sources
from fmdesk.plugins.wheels import approved_wheel

UPGRADE_SECONDS = 600
"""How long the migrations of one plugin may take, its copy of the database included."""


def managed_folder(settings: Settings) -> ManagedFolder:
    """Return where approved wheels are unpacked on this machine."""
    return ManagedFolder(settings.data_dir / "plugins")


def all_sources(settings: Settings) -> tuple[Source, ...]:
    """Return every place that offers a plugin, with what holds it back.

    A wheel that this machine lacks is fetched from the database; one that was changed here is
    blocked.

    Raises:
        StorageError: The database cannot be used.
    """
    approvals, off = read_approved(settings.database_url)
    folder = managed_folder(settings)
    folder.tidy({folder.place(one.wheel) for one in approvals})
    managed = (_managed(settings, approval.wheel) for approval in approvals)
    return tuple(
        replace(source, held=(PluginState.DISABLED, _switched_off(source.id)))
        if source.id in off
        else source
        for source in (*bundled_sources(), *installed_sources(), *managed)
    )


def _switched_off(plugin: str) -> PluginError:
    return PluginError("plugin.switched_off", plugin=plugin)


def _managed(settings: Settings, facts: WheelFacts) -> Source:
    folder = managed_folder(settings)
    source = Source(facts.plugin, facts.target, root=folder.place(facts))
    try:
        if not folder.place(facts).exists():
            content = read_wheel_bytes(settings.database_url, facts.sha256)
            folder.unpack(approved_wheel(facts, content))
    except DomainError as problem:
        return replace(source, held=(PluginState.ERROR, problem))
    fault = folder.fault(facts)
    return replace(source, held=(PluginState.BLOCKED, fault)) if fault else source


def check_tables(database: Database, host: PluginHost) -> None:
    """Hold back the plugins whose tables are older than their code."""
    with database.read() as connection:
        host.check_schemas(lambda _, schema: is_behind(connection, schema))


def manager_of(
    settings: Settings, door: SqlDoor, database: Database, host: PluginHost, extensions: Extensions
) -> Manager:
    """Return what installs and removes plugins of an office."""

    def upgrade(facts: WheelFacts, root: Path) -> None:
        arguments = (settings.database_url, facts.plugin, facts.target, root)
        ask(upgrade_alone, arguments, facts.plugin, UPGRADE_SECONDS, "migrations")

    tables = Tables(
        is_id_free=is_id_free,
        upgrade=upgrade,
        check=lambda one: check_tables(database, one),
        enable=extensions.enable,
    )
    return Manager(door, host, managed_folder(settings), tables, lambda: all_sources(settings))


def upgrade_alone(url: str, plugin: str, target: str, root: Path) -> object:
    """Load one plugin in this process and bring its tables up to date; a copy is made first.

    Raises:
        DomainError: It cannot be loaded, or its migrations fail; nothing is changed then.
    """
    host = load_alone(plugin, target, root)
    schemas = host.schemas()
    if not schemas:
        return None
    upgrades = {plugin: upgrade_of(plugin, schemas[plugin])}
    return upgrade_database(url, upgrades).copy
