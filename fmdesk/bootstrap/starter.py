"""The starter office: built by the core, its goods handed to the plugin that keeps them."""

from collections.abc import Sequence
from uuid import uuid4

from fmdesk.core.ports import Progress
from fmdesk.core.services.pinning import today
from fmdesk.core.services.starter import StarterStock, build_starter, hand_over, starter_stock
from fmdesk.core.sql.door import SqlDoor
from fmdesk.plugins.gateway import Extensions, Gateway
from fmdesk.plugins.host import PluginHost

OPENING = "Beginvoorraad"


def make_starter(
    door: SqlDoor, host: PluginHost, extensions: Extensions, progress: Progress
) -> Sequence[str]:
    """Build the starter office in an empty database; return its months, which are to be judged.

    Raises:
        PluginError: `plugin.unavailable` when its plugin is switched off.
    """
    host.declared("supplies")  # no half an office: its goods and promises are a plugin's
    with door.read() as work:
        day = today(work)
    built = build_starter(door, day, progress)
    take_in(extensions, starter_stock())
    hand_over(door, Gateway(host))
    return built.months


def take_in(extensions: Extensions, stock: StarterStock) -> None:
    """Hand the opening balances to the plugin that keeps the stock."""
    load = {
        "articles": [
            {
                "code": one.code,
                "name_nl": one.name_nl,
                "name_en": one.name_en,
                "unit": one.unit,
                "reorder_at": one.reorder_at,
            }
            for one in stock.articles
        ],
        "places": [
            {"code": code, "name_nl": name_nl, "name_en": name_en}
            for code, name_nl, name_en in stock.places
        ],
        "receipts": [
            {"article": one.code, "place": place, "quantity": quantity, "reason": OPENING}
            for one in stock.articles
            for place, quantity in one.quantities.items()
            if quantity
        ],
    }
    extensions.run(uuid4(), "supplies", "load", load)
    extensions.enable(uuid4(), "supplies")
