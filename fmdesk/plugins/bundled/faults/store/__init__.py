"""The plugin's store, opened in each unit of work."""

import sqlalchemy as sa

from fmdesk.plugins.bundled.faults.store.assets import Assets
from fmdesk.plugins.bundled.faults.store.faults import Faults
from fmdesk.plugins.bundled.faults.store.finding import Finding
from fmdesk.plugins.bundled.faults.store.plans import Plans


class FaultsStore:
    """What the plugin keeps.

    Args:
        connection: The connection of the unit of work.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self.assets = Assets(connection)
        self.finding = Finding(connection)
        self.faults = Faults(connection)
        self.plans = Plans(connection)
