"""The stock: every change is a movement, and the database keeps 0 <= reserved <= on hand.

Whoever changes an article locks its row first, so that an order and a receipt of the same article
cannot miss each other; articles do not wait for one another.
"""

from fmdesk.plugins.bundled.supplies.store.purchases import Purchases
from fmdesk.plugins.bundled.supplies.store.worth import Worth


class SuppliesStore(Purchases, Worth):
    """The plugin's own tables in one unit of work, asked and changed.

    Args:
        connection: The connection of the unit of work; it commits or rolls back for both.
    """
