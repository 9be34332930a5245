"""The hooks of the plugin."""

from collections.abc import Mapping
from datetime import datetime

from fmdesk.plugins.api import (
    CharterSpec,
    CommandSpec,
    DueSpec,
    EventKind,
    FactSpec,
    FormSpec,
    Line,
    LineEvent,
    NoticeSpec,
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
from fmdesk.plugins.bundled.rooms import declared, fees, furnishing, noticing, ordering, usecases
from fmdesk.plugins.bundled.rooms.wishes import Context, wish_of


@hookimpl
def fmdesk_register_products() -> tuple[ProductSpec, ...]:
    """A room for some time."""
    return declared.PRODUCTS


@hookimpl
def fmdesk_register_forms() -> tuple[FormSpec, ...]:
    """The forms of a booking, of the work that follows it, and of its fee."""
    return declared.FORM, declared.FURNISHING, declared.FEE


@hookimpl
def fmdesk_register_processes() -> tuple[ProcessSpec, ...]:
    """Take the request and have the room ready; set it up or clear it away."""
    return declared.PROCESSES


@hookimpl
def fmdesk_register_charters() -> tuple[CharterSpec, ...]:
    """The room is set up when the meeting begins."""
    return declared.CHARTERS


@hookimpl
def fmdesk_register_facts() -> tuple[FactSpec, ...]:
    """How large, how long, how far ahead, for whom."""
    return declared.FACTS


@hookimpl
def fmdesk_register_settings() -> tuple[SettingSpec, ...]:
    """When one can check in, when nobody came, how long an offer stands, which days count."""
    return declared.SETTINGS


@hookimpl
def fmdesk_register_permissions() -> tuple[PermissionSpec, ...]:
    """The rights to manage rooms and to grant them."""
    return declared.PERMISSIONS


@hookimpl
def fmdesk_register_commands() -> tuple[CommandSpec, ...]:
    """What changes rooms and bookings."""
    return usecases.COMMANDS


@hookimpl
def fmdesk_register_due() -> tuple[DueSpec, ...]:
    """Release what nobody came for, pass offers on, hand over what begins."""
    return usecases.DUE


@hookimpl
def fmdesk_register_queries() -> tuple[QuerySpec, ...]:
    """The plan, the rooms, what is on today."""
    return usecases.QUERIES


@hookimpl
def fmdesk_register_tiles() -> tuple[TileSpec, ...]:
    """The bookings of today, and what waits for a decision."""
    return declared.TILES


@hookimpl
def fmdesk_register_views() -> tuple[ViewSpec, ...]:
    """The Rooms page."""
    return (declared.VIEW,)


@hookimpl
def fmdesk_register_actions() -> tuple[PluginActionSpec, ...]:
    """Open the Rooms page."""
    return (declared.ACTION,)


@hookimpl
def fmdesk_schema() -> SchemaSpec:
    """The plugin's tables."""
    return declared.SCHEMA


@hookimpl
def fmdesk_check_request(
    context: Context, product: ProductVersion, line: OrderLine, before: Line | None
) -> None:
    """Refuse what the room does not allow or what is taken, with where else there is room."""
    if product.form == declared.FORM.id:
        ordering.check(context, product, line.details, before)


@hookimpl
def fmdesk_price(context: Context, product: ProductVersion, line: OrderLine) -> int | None:
    """Ask the tariffs of the room; set-up costs what the catalogue says, a fee its part."""
    if product.form == declared.FEE.id:
        return fees.price(context, line.details)
    if product.form != declared.FORM.id:
        return None
    return ordering.price_of(context, product, line.details)


@hookimpl
def fmdesk_notices(context: Context, product: ProductVersion) -> tuple[NoticeSpec, ...]:
    """Say when the room is free today."""
    return noticing.notices(context, product)


@hookimpl
def fmdesk_due(context: Context, product: ProductVersion, line: OrderLine) -> datetime | None:
    """A room is due when the meeting begins, its set-up too, its clean-up when it must be done."""
    if product.form == declared.FORM.id:
        return wish_of(context, product, line.details).start
    return furnishing.due(context, line.details) if product.form == declared.FURNISHING.id else None


@hookimpl
def fmdesk_ordered(context: Context, product: ProductVersion, line: Line) -> None:
    """Book the room, and order the set-up that its arrangement asks for."""
    if product.form == declared.FORM.id:
        ordering.book(context, product, line)


@hookimpl
def fmdesk_changed(context: Context, product: ProductVersion, line: Line) -> None:
    """Move the booking."""
    if product.form == declared.FORM.id:
        ordering.follow(context, product, line)


@hookimpl
def fmdesk_facts(
    context: Context, product: ProductVersion, line: Line, event: LineEvent | None
) -> Mapping[str, Scalar] | None:
    """Pin what was ordered, and what giving it up came to; nothing else changes it."""
    if event is None and product.form == declared.FORM.id:
        return ordering.facts(context, product, line)
    if event is None:
        return {declared.KIND: line.details.get("work", product.form)}
    there = context.store.of_line(line.id) if event.kind is EventKind.CANCELLED else None
    return fees.facts(context, there) if there is not None else None


@hookimpl
def fmdesk_cancelled(context: Context, line: Line) -> None:
    """Give the room back."""
    ordering.give_back(context, line)


@hookimpl
def fmdesk_linked_line_changed(
    context: Context, line: Line, linked: Line, event: LineEvent
) -> None:
    """Let set-up and clean-up go with their booking."""
    product = context.readers.product(linked.pins.product_version_id)
    is_booking = linked.plugin == declared.PLUGIN and product.form == declared.FORM.id
    wish = wish_of(context, product, linked.details) if is_booking else None
    if "work" in line.details:
        furnishing.follow(context, line, linked, wish, event)
