"""The hooks of the plugin."""

from collections.abc import Mapping
from datetime import datetime

from fmdesk.plugins.api import (
    CharterSpec,
    EventKind,
    FactSpec,
    FormSpec,
    Line,
    LineEvent,
    NoticeSpec,
    OrderLine,
    PluginActionSpec,
    ProcessSpec,
    ProductSpec,
    ProductVersion,
    QuerySpec,
    Scalar,
    SettingSpec,
    Text,
    TileSpec,
    ViewSpec,
    hookimpl,
)
from fmdesk_catering import declared, following, kitchen, orders, times
from fmdesk_catering.times import Context


@hookimpl
def fmdesk_register_products() -> tuple[ProductSpec, ...]:
    """A menu, and what giving it up too late costs."""
    return declared.PRODUCTS


@hookimpl
def fmdesk_register_forms() -> tuple[FormSpec, ...]:
    """The forms of an order and of its fee."""
    return declared.ORDER, declared.FEE


@hookimpl
def fmdesk_register_processes() -> tuple[ProcessSpec, ...]:
    """Take, prepare and deliver; charge."""
    return declared.SERVICE, declared.CHARGE


@hookimpl
def fmdesk_register_charters() -> tuple[CharterSpec, ...]:
    """It is there at the agreed time."""
    return declared.CHARTERS


@hookimpl
def fmdesk_register_facts() -> tuple[FactSpec, ...]:
    """Which menu, for how many, how far ahead."""
    return declared.FACTS


@hookimpl
def fmdesk_register_settings() -> tuple[SettingSpec, ...]:
    """Until when one can order, what is in time, what giving up costs."""
    return declared.SETTINGS


@hookimpl
def fmdesk_register_views() -> tuple[ViewSpec, ...]:
    """The kitchen list."""
    return (declared.VIEW,)


@hookimpl
def fmdesk_register_actions() -> tuple[PluginActionSpec, ...]:
    """Open the kitchen list from anywhere."""
    return (declared.ACTION,)


@hookimpl
def fmdesk_register_tiles() -> tuple[TileSpec, ...]:
    """What is delivered today."""
    return (declared.TILE,)


@hookimpl
def fmdesk_register_queries() -> tuple[QuerySpec, ...]:
    """The kitchen list of a day, as rows and as a paper, and the lines of today."""
    return (
        QuerySpec("kitchen", kitchen.rows, kitchen.Question, is_needed=True),
        QuerySpec("sheet", kitchen.sheet, kitchen.Question, is_needed=True),
        QuerySpec("due_today", kitchen.due_today),
    )


@hookimpl
def fmdesk_check_request(
    context: Context, product: ProductVersion, line: OrderLine, before: Line | None
) -> None:
    """Refuse what comes too late, with what can still be ordered."""
    if product.form == declared.ORDER.id:
        orders.check(context, product, line, before)


@hookimpl
def fmdesk_price(context: Context, product: ProductVersion, line: OrderLine) -> int:
    """The price of the catalogue is for one person; a fee is a part of its order."""
    return orders.price(context, product, line.details)


@hookimpl
def fmdesk_due(context: Context, product: ProductVersion, line: OrderLine) -> datetime | None:
    """It is due at the agreed time and the grace that the office gives."""
    if product.form != declared.ORDER.id:
        return None
    return times.delivery_of(context, line.details) + times.grace(context)


@hookimpl
def fmdesk_notices(context: Context, product: ProductVersion) -> tuple[NoticeSpec, ...]:
    """Say for which day can still be ordered."""
    first = times.earliest(context)
    if product.form != declared.ORDER.id or first is None:
        return ()
    if product.code in times.quick_codes(context):
        return ()
    shown = f"{first:%d-%m-%Y}"
    text = Text(f"Te bestellen voor {shown} en later.", f"Can be ordered for {shown} and later.")
    return (NoticeSpec(text),)


@hookimpl
def fmdesk_ordered(context: Context, product: ProductVersion, line: Line) -> None:
    """Attach it to its booking, and to the later times of the series."""
    if product.form == declared.ORDER.id:
        orders.attach(context, line)


@hookimpl
def fmdesk_changed() -> None:
    """Nothing is held for an order: the kitchen list shows it as it is."""


@hookimpl
def fmdesk_changed_facts(
    context: Context, product: ProductVersion, line: Line
) -> Mapping[str, Scalar] | None:
    """Pin for how many it is now."""
    return orders.facts(context, line) if product.form == declared.ORDER.id else None


@hookimpl
def fmdesk_facts(
    context: Context, product: ProductVersion, line: Line, event: LineEvent | None
) -> Mapping[str, Scalar] | None:
    """Pin what was ordered, and what giving it up came to."""
    if product.form != declared.ORDER.id:
        return None
    if event is None:
        return orders.facts(context, line)
    if event.kind is EventKind.CANCELLED:
        return {declared.FEE_PERCENT: orders.fee_percent(context, line)}
    return None


@hookimpl
def fmdesk_cancelled(context: Context, product: ProductVersion, line: Line) -> None:
    """Charge what is given up too late."""
    if product.form == declared.ORDER.id:
        orders.charge(context, line)


@hookimpl
def fmdesk_linked_line_changed(
    context: Context, product: ProductVersion, line: Line, linked: Line, event: LineEvent
) -> None:
    """Go along with the booking."""
    if product.form == declared.ORDER.id:
        following.follow(context, product, line, linked, event)
