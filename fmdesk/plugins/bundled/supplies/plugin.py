"""The hooks of the plugin."""

from collections.abc import Mapping

from fmdesk.plugins.api import (
    CharterSpec,
    CommandSpec,
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
    ReportSectionSpec,
    Scalar,
    SchemaSpec,
    SettingSpec,
    TileSpec,
    ViewSpec,
    hookimpl,
)
from fmdesk.plugins.bundled.supplies import declared, offered, worth
from fmdesk.plugins.bundled.supplies.usecases import Context, stamp


@hookimpl
def fmdesk_register_products() -> tuple[ProductSpec, ...]:
    """One kind of product: an article."""
    return (declared.PRODUCT,)


@hookimpl
def fmdesk_register_forms() -> tuple[FormSpec, ...]:
    """The form of a delivery."""
    return (declared.FORM,)


@hookimpl
def fmdesk_register_processes() -> tuple[ProcessSpec, ...]:
    """Take, pick, deliver."""
    return (declared.PROCESS,)


@hookimpl
def fmdesk_register_charters() -> tuple[CharterSpec, ...]:
    """The charter of the source text."""
    return declared.CHARTERS


@hookimpl
def fmdesk_register_facts() -> tuple[FactSpec, ...]:
    """Whether it is a stock article, and whether all of it was reserved at once."""
    return declared.FACTS


@hookimpl
def fmdesk_register_permissions() -> tuple[PermissionSpec, ...]:
    """The right to book stock, and to approve what a count found."""
    return (declared.PERMISSION, declared.APPROVAL)


@hookimpl
def fmdesk_register_settings() -> tuple[SettingSpec, ...]:
    """How much a count may differ before somebody else approves it."""
    return (declared.COUNT_LIMIT,)


@hookimpl
def fmdesk_register_report_sections() -> tuple[ReportSectionSpec, ...]:
    """What the stock was worth, and what counts found."""
    return worth.SECTIONS


@hookimpl
def fmdesk_register_views() -> tuple[ViewSpec, ...]:
    """The Stock page."""
    return (declared.VIEW,)


@hookimpl
def fmdesk_register_tiles() -> tuple[TileSpec, ...]:
    """What is to be delivered today, and what waits for stock."""
    return declared.TILES


@hookimpl
def fmdesk_register_actions() -> tuple[PluginActionSpec, ...]:
    """Open the Stock page."""
    return (declared.ACTION,)


@hookimpl
def fmdesk_register_commands() -> tuple[CommandSpec, ...]:
    """Keep articles, book goods, count."""
    return offered.COMMANDS


@hookimpl
def fmdesk_register_queries() -> tuple[QuerySpec, ...]:
    """Stock, movements, lots, places, counts, back-orders."""
    return offered.QUERIES


@hookimpl
def fmdesk_schema() -> SchemaSpec:
    """The plugin's tables."""
    return declared.SCHEMA


@hookimpl
def fmdesk_check_request(context: Context, product: ProductVersion, line: OrderLine) -> None:  # noqa: ARG001
    """Refuse a product whose article does not exist."""
    context.store.article(product.article)


@hookimpl
def fmdesk_notices(context: Context, product: ProductVersion) -> tuple[NoticeSpec, ...]:
    """Say how much of a stock article is free, and how much others wait for."""
    rows = context.store.stock((product.article,))
    expected_on = context.store.expected_on(product.article)
    return tuple(declared.stock_notice(row, expected_on) for row in rows if row.article.is_stocked)


@hookimpl
def fmdesk_ordered(context: Context, product: ProductVersion, line: Line) -> None:
    """Reserve a stock article; one that is bought to order has no stock to reserve."""
    if context.store.article(product.article).is_stocked:
        context.store.open_order(line.id, product.article, line.quantity, stamp(context))


@hookimpl
def fmdesk_changed(context: Context, line: Line) -> None:
    """Reserve what is wanted more, give back what is wanted less."""
    order = context.store.order(line.id, locked=True)
    if order is not None and order.quantity != line.quantity:
        context.store.resize(order, line.quantity, stamp(context))


@hookimpl
def fmdesk_facts(
    context: Context, line: Line, event: LineEvent | None
) -> Mapping[str, Scalar] | None:
    """Pin both facts at the order; what happens to the stock later does not change them."""
    if event is not None:
        return None
    order = context.store.order(line.id)
    return {
        declared.STOCK_ARTICLE: order is not None,
        declared.FROM_STOCK: order is not None and order.reserved == line.quantity,
    }


@hookimpl
def fmdesk_delivered(context: Context, line: Line, event: LineEvent) -> None:
    """Issue what was delivered."""
    order = context.store.order(line.id, locked=True)
    if order is not None:
        context.store.issue(order, event.quantity, stamp(context))


@hookimpl
def fmdesk_ready(context: Context, line: Line) -> None:
    """Issue what was not delivered in parts before; what is held beyond that goes back."""
    order = context.store.order(line.id, locked=True)
    if order is not None:
        context.store.issue(order, max(0, order.quantity - order.issued), stamp(context))
        context.store.release(order, stamp(context))


@hookimpl
def fmdesk_cancelled(context: Context, line: Line) -> None:
    """Give back what is held."""
    order = context.store.order(line.id, locked=True)
    if order is not None:
        context.store.release(order, stamp(context))


@hookimpl
def fmdesk_reopened(context: Context, line: Line) -> None:
    """Let the order be delivered to again."""
    order = context.store.order(line.id, locked=True)
    if order is not None:
        context.store.reopen(order)
