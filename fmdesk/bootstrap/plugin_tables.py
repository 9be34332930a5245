"""A plugin's tables with what persons may do with them, brought up to date together."""

from fmdesk.core.domain.spec import SchemaSpec
from fmdesk.core.sql.admin import Upgrade
from fmdesk.core.sql.grants import replace_plugin
from fmdesk.plugins.api.sql import upgrade_plugin


def upgrade_of(plugin: str, schema: SchemaSpec) -> Upgrade:
    """Return what brings the tables of a plugin up to date and stores its grants.

    Args:
        plugin: Its id.
        schema: What it declares.
    """
    return lambda connection: any(
        (upgrade_plugin(connection, schema), replace_plugin(connection, plugin, schema.grants))
    )
