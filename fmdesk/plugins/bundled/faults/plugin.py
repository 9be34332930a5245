"""The hooks of the plugin."""

from collections.abc import Iterable, Mapping

from fmdesk.plugins.api import (
    CharterSpec,
    CommandSpec,
    DueSpec,
    FactSpec,
    FormSpec,
    Line,
    LineEvent,
    LookAlikeSpec,
    OrderLine,
    PermissionSpec,
    PluginActionSpec,
    ProcessSpec,
    ProductSpec,
    ProductVersion,
    QuerySpec,
    Scalar,
    SchemaSpec,
    SettingSpec,
    TileSpec,
    ViewSpec,
    hookimpl,
)
from fmdesk.plugins.bundled.faults import (
    alike,
    charters,
    declared,
    maintenance,
    majors,
    orders,
    priority,
    usecases,
)
from fmdesk.plugins.bundled.faults.context import Context
from fmdesk.plugins.bundled.faults.refusals import refusal


def is_planned(product: ProductVersion) -> bool:
    """Tell whether a product is planned maintenance, not a fault."""
    return product.form == declared.MAINTENANCE.id


@hookimpl
def fmdesk_register_products() -> tuple[ProductSpec, ...]:
    """A fault, and planned maintenance."""
    return (declared.PRODUCT, declared.UPKEEP)


@hookimpl
def fmdesk_register_forms() -> tuple[FormSpec, ...]:
    """What is broken, what is seen, and how bad it is."""
    return (declared.FORM, declared.MAINTENANCE)


@hookimpl
def fmdesk_register_processes() -> tuple[ProcessSpec, ...]:
    """Take, fix for the time being, repair."""
    return (declared.PROCESS,)


@hookimpl
def fmdesk_register_charters() -> tuple[CharterSpec, ...]:
    """A promise for each priority."""
    return charters.CHARTERS


@hookimpl
def fmdesk_register_facts() -> tuple[FactSpec, ...]:
    """Priority with what it is made of, and what is known of the asset."""
    return declared.FACTS


@hookimpl
def fmdesk_register_settings() -> tuple[SettingSpec, ...]:
    """The matrix."""
    return priority.SETTINGS


@hookimpl
def fmdesk_register_permissions() -> tuple[PermissionSpec, ...]:
    """The right to keep the assets."""
    return (declared.PERMISSION,)


@hookimpl
def fmdesk_register_views() -> tuple[ViewSpec, ...]:
    """The Faults page."""
    return (declared.VIEW,)


@hookimpl
def fmdesk_register_tiles() -> tuple[TileSpec, ...]:
    """Urgent and open faults."""
    return declared.TILES


@hookimpl
def fmdesk_register_actions() -> tuple[PluginActionSpec, ...]:
    """Open the Faults page."""
    return (declared.ACTION,)


@hookimpl
def fmdesk_register_commands() -> tuple[CommandSpec, ...]:
    """Load assets, hang faults together, tell all who reported one."""
    return usecases.COMMANDS


@hookimpl
def fmdesk_register_due() -> tuple[DueSpec, ...]:
    """Make the tickets of planned maintenance."""
    return maintenance.DUE


@hookimpl
def fmdesk_register_queries() -> tuple[QuerySpec, ...]:
    """Open faults, assets, their history, the matrix."""
    return usecases.QUERIES


@hookimpl
def fmdesk_schema() -> SchemaSpec:
    """The plugin's tables."""
    return declared.SCHEMA


@hookimpl
def fmdesk_check_request(context: Context, line: OrderLine) -> None:
    """Refuse an asset that nobody knows, and several faults as one."""
    if line.quantity > 1:
        raise refusal("faults.several_pieces")
    orders.check(context, line.details)


@hookimpl
def fmdesk_look_alikes(
    context: Context, product: ProductVersion, line: OrderLine
) -> Iterable[LookAlikeSpec]:
    """Open faults of the asset, the place, and of what these are part of."""
    return () if is_planned(product) else alike.look_alikes(context, line)


@hookimpl
def fmdesk_ordered(context: Context, product: ProductVersion, line: Line) -> None:
    """Keep the fault with its priority; of maintenance the plan keeps the ticket."""
    if not is_planned(product):
        orders.take(context, line)


@hookimpl
def fmdesk_changed(context: Context, line: Line) -> None:
    """Keep what is reported now; another impact or urgency gives another priority."""
    orders.change(context, line)


@hookimpl
def fmdesk_changed_facts(context: Context, line: Line) -> Mapping[str, Scalar] | None:
    """Pin the facts of the fault as it is reported now: its promise counts from the start again."""
    fault = context.store.faults.fault(line.id)
    return orders.facts_of(context, orders.as_reported(context, fault, line)) if fault else None


@hookimpl
def fmdesk_facts(
    context: Context, product: ProductVersion, line: Line, event: LineEvent | None
) -> Mapping[str, Scalar] | None:
    """Pin the facts at the order; only a change of what was reported changes them."""
    if is_planned(product):
        return {"faults.is_planned": True}
    fault = context.store.faults.fault(line.id) if event is None else None
    return orders.facts_of(context, fault) if fault else None


@hookimpl
def fmdesk_ready(context: Context, line: Line, event: LineEvent) -> None:
    """Take it off the list, with all that hangs on it."""
    orders.set_open(context, line.id, is_open=False, repaired_at=event.at)
    majors.close(context, line.id, event.at)


@hookimpl
def fmdesk_cancelled(context: Context, line: Line) -> None:
    """Take it off the list; what hung on it goes on."""
    orders.set_open(context, line.id, is_open=False)
    majors.hand_down(context, line.id)


@hookimpl
def fmdesk_reopened(context: Context, line: Line, event: LineEvent) -> None:
    """Put it on the list again, with all that was closed together with it."""
    orders.set_open(context, line.id, is_open=True)
    majors.reopen(context, line.id, event.reason)
