"""The demo of real deliveries, with the plugin that books the stock."""

from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import Progress, UnitOfWork
from fmdesk.core.services.demo_boston import name_office, run_step
from fmdesk.core.services.demo_supplies import (
    deliver,
    deliveries,
    office_data,
    opening_stock,
    prepare_supplies,
)
from fmdesk.core.sql.door import SqlDoor
from fmdesk.plugins.gateway import Extensions, Gateway
from fmdesk.plugins.host import PluginHost

PLUGIN = "supplies"


def make_supplies(
    door: SqlDoor, host: PluginHost, extensions: Extensions, progress: Progress
) -> None:
    """Fill an empty database with a year of deliveries.

    Raises:
        PluginError: `plugin.unavailable` when the plugin is switched off.
    """
    declared = host.declared(PLUGIN)
    (receive,) = (one for one in declared.commands if one.name == "receive")
    gateway = Gateway(host)

    def book(work: UnitOfWork, receipt: Mapping[str, Any]) -> None:
        gateway.run(work, PLUGIN, receive, receive.payload(**receipt))

    data = office_data()
    prepare_supplies(door, data, progress)
    extensions.run(_once("load"), PLUGIN, "load", opening_stock())
    extensions.enable(uuid4(), PLUGIN)
    rows = tuple(deliveries())
    door.run(
        _once("deliver"),
        "demo.deliver",
        None,
        lambda work: deliver(work, gateway, rows, book),
        Changes,
    )
    run_step(door, "demo.name", lambda work: name_office(work, data))


def _once(step: str) -> UUID:
    """Return the number of a step that is done once, also when the demo was broken off after it."""
    return uuid5(NAMESPACE_OID, f"demo.supplies.{step}")
