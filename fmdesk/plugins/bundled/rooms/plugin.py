"""The hooks of the plugin."""

from collections.abc import Mapping

from fmdesk.plugins.api import (
    CommandSpec,
    FactSpec,
    FormSpec,
    Line,
    LineEvent,
    OrderLine,
    PermissionSpec,
    ProcessSpec,
    ProductSpec,
    ProductVersion,
    QuerySpec,
    Scalar,
    SchemaSpec,
    SettingSpec,
    TileSpec,
    hookimpl,
)
from fmdesk.plugins.bundled.rooms import declared, ordering, usecases
from fmdesk.plugins.bundled.rooms.wishes import Context


@hookimpl
def fmdesk_register_products() -> tuple[ProductSpec, ...]:
    """A room for some time."""
    return declared.PRODUCTS


@hookimpl
def fmdesk_register_forms() -> tuple[FormSpec, ...]:
    """The form of a booking."""
    return (declared.FORM,)


@hookimpl
def fmdesk_register_processes() -> tuple[ProcessSpec, ...]:
    """Take the request, have the room ready."""
    return (declared.BOOKING,)


@hookimpl
def fmdesk_register_facts() -> tuple[FactSpec, ...]:
    """How large, how long, how far ahead, for whom."""
    return declared.FACTS


@hookimpl
def fmdesk_register_settings() -> tuple[SettingSpec, ...]:
    """When one can check in."""
    return declared.SETTINGS


@hookimpl
def fmdesk_register_permissions() -> tuple[PermissionSpec, ...]:
    """The right to manage rooms."""
    return declared.PERMISSIONS


@hookimpl
def fmdesk_register_commands() -> tuple[CommandSpec, ...]:
    """What changes rooms and bookings."""
    return usecases.COMMANDS


@hookimpl
def fmdesk_register_queries() -> tuple[QuerySpec, ...]:
    """The plan, the rooms, what is on today."""
    return usecases.QUERIES


@hookimpl
def fmdesk_register_tiles() -> tuple[TileSpec, ...]:
    """The bookings of today."""
    return declared.TILES


@hookimpl
def fmdesk_schema() -> SchemaSpec:
    """The plugin's tables."""
    return declared.SCHEMA


@hookimpl
def fmdesk_check_request(
    context: Context, product: ProductVersion, line: OrderLine, before: Line | None
) -> None:
    """Refuse what the room does not allow or what is taken, with where else there is room."""
    ordering.check(context, product, line.details, before)


@hookimpl
def fmdesk_price(context: Context, product: ProductVersion, line: OrderLine) -> int | None:
    """Ask the tariffs of the room."""
    return ordering.price_of(context, product, line.details)


@hookimpl
def fmdesk_ordered(context: Context, product: ProductVersion, line: Line) -> None:
    """Book the room."""
    ordering.book(context, product, line)


@hookimpl
def fmdesk_changed(context: Context, product: ProductVersion, line: Line) -> None:
    """Move the booking."""
    ordering.follow(context, product, line)


@hookimpl
def fmdesk_facts(
    context: Context, product: ProductVersion, line: Line, event: LineEvent | None
) -> Mapping[str, Scalar] | None:
    """Pin what was ordered; what happens later does not change it."""
    return ordering.facts(context, product, line) if event is None else None


@hookimpl
def fmdesk_cancelled(context: Context, line: Line) -> None:
    """Give the room back."""
    ordering.give_back(context, line)
