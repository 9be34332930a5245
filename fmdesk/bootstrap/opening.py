"""Opening the office that the settings name."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager

from fmdesk.bootstrap.installed import all_sources, check_tables, manager_of
from fmdesk.bootstrap.office import Office
from fmdesk.bootstrap.plugin_tables import upgrade_of
from fmdesk.bootstrap.services import Plugins, services_of
from fmdesk.config import Settings
from fmdesk.core.sql.admin import Upgrade, create_database, upgrade_database
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import open_database
from fmdesk.plugins.api.sql import DATABASE_ERRORS
from fmdesk.plugins.gateway import Extensions, Gateway
from fmdesk.plugins.host import PluginHost
from fmdesk.reports.writer import render_document
from fmdesk.rules.engine import open_engine
from fmdesk.rules.lazy import LazyEngine


def make_office(
    settings: Settings, *, is_created: bool = False, host: PluginHost | None = None
) -> Office:
    """Open the office that the settings name.

    Args:
        settings: Where the database is and how it is shown.
        is_created: Make and upgrade the database where that is needed.
        host: Its plugins, not started yet; by default those that settings and database let in.

    Raises:
        StorageError: The database cannot be used; the message says what to do.
    """
    host = host or plugins_of(settings)
    host.start()
    if is_created:
        prepare(settings, host)
    database = open_database(settings.database_url)
    check_tables(database, host)
    here = getpass.getuser()
    door = SqlDoor(database, settings.login or here, stores=host.stores())
    gateway, engine = Gateway(host), LazyEngine(open_engine)
    extensions = Extensions(door, host, render_document)
    manager = manager_of(settings, door, database, host, extensions)
    services = services_of(settings, door, Plugins(gateway, extensions, manager), engine, here)
    return Office(settings, services, door, database, host, extensions, engine)


@contextmanager
def open_office(
    settings: Settings, *, is_created: bool = False, host: PluginHost | None = None
) -> Iterator[Office]:
    """Open an office for the length of a block; see `make_office`."""
    office = make_office(settings, is_created=is_created, host=host)
    try:
        yield office
    finally:
        office.close()


def prepare(settings: Settings, host: PluginHost) -> None:
    """Make the database when there is none, and bring its tables up to date."""
    upgrades = plugin_upgrades(host)
    if not create_database(settings.database_url, upgrades, settings.zone):
        upgrade_database(settings.database_url, upgrades)


def plugins_of(settings: Settings) -> PluginHost:
    """Return the plugins that settings and database let in, not started yet."""
    return PluginHost(
        all_sources(settings),
        allowed=settings.plugins,
        disabled=settings.disabled_plugins,
        safe_mode=settings.safe_mode,
        passing=DATABASE_ERRORS,
    )


def plugin_upgrades(host: PluginHost) -> dict[str, Upgrade]:
    """Return, by plugin, what brings its tables up to date."""
    return {plugin: upgrade_of(plugin, schema) for plugin, schema in host.schemas().items()}
