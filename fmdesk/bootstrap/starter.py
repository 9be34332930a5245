"""The starter office: built by the core, its goods and assets handed to who keeps them."""

from collections.abc import Mapping, Sequence
from uuid import uuid4

from fmdesk.bootstrap.starter_doing import take_in_doing
from fmdesk.bootstrap.starter_rooms import take_in_rooms
from fmdesk.core.ports import Progress
from fmdesk.core.services.pinning import today
from fmdesk.core.services.starter import (
    StarterStock,
    build_starter,
    hand_over,
    starter_assets,
    starter_doing,
    starter_rooms,
    starter_stock,
)
from fmdesk.core.sql.door import SqlDoor
from fmdesk.plugins.gateway import Extensions, Gateway
from fmdesk.plugins.host import PluginHost

OPENING = "Beginvoorraad"
PLUGINS = ("supplies", "faults", "rooms")


def make_starter(
    door: SqlDoor, host: PluginHost, extensions: Extensions, progress: Progress
) -> Sequence[str]:
    """Build the starter office in an empty database; return its months, which are to be judged.

    Raises:
        PluginError: `plugin.unavailable` when one of its plugins is switched off.
    """
    for plugin in PLUGINS:  # no half an office: its goods, assets and promises are theirs
        host.declared(plugin)
    with door.read() as work:
        day, zone = today(work), work.zone
    built = build_starter(door, day, progress)
    take_in(extensions, starter_stock())
    take_in_assets(extensions, starter_assets())
    take_in_rooms(extensions, starter_rooms(), day, zone)
    for plugin in PLUGINS:
        extensions.enable(uuid4(), plugin)
    hand_over(door, Gateway(host))
    take_in_doing(extensions, starter_doing(), day, zone)
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
                "target": one.target,
                "barcode": one.barcode,
                "group": one.group,
            }
            for one in stock.articles
        ],
        "places": [
            {"code": code, "name_nl": name_nl, "name_en": name_en}
            for code, name_nl, name_en in stock.places
        ],
        "receipts": [
            {
                "article": one.code,
                "place": place,
                "quantity": quantity,
                "cents": quantity * one.cost_cents,
                "reason": OPENING,
            }
            for one in stock.articles
            for place, quantity in one.quantities.items()
            if quantity
        ],
    }
    extensions.run(uuid4(), "supplies", "load", load)


def take_in_assets(extensions: Extensions, assets: Sequence[Mapping[str, str]]) -> None:
    """Hand the assets to the plugin that keeps their faults."""
    rows = [{"line": place, **one} for place, one in enumerate(assets, start=1)]
    extensions.run(uuid4(), "faults", "load", {"rows": rows})
