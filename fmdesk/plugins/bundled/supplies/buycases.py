"""The use cases of buying."""

from dataclasses import replace

from fmdesk.plugins.bundled.supplies.articles import StockRow
from fmdesk.plugins.bundled.supplies.buying import (
    Level,
    OrderPurchase,
    Proposal,
    Propose,
    Proposed,
    PurchaseLine,
    WaitingLine,
)
from fmdesk.plugins.bundled.supplies.goods import Receipt
from fmdesk.plugins.bundled.supplies.usecases import Context, stamp


def save_level(context: Context, payload: Level) -> Level:
    """Set when a place is filled up with an article."""
    context.store.save_level(payload)
    return payload


def propose(context: Context, payload: Propose) -> Proposed:
    """Make purchase orders of what is to be bought."""
    return Proposed(context.store.propose(payload, stamp(context)))


def order_purchase(context: Context, payload: OrderPurchase) -> OrderPurchase:
    """Note that a purchase order was sent."""
    context.store.order_purchase(payload, stamp(context))
    return payload


def receive_purchase(context: Context, payload: Receipt) -> StockRow:
    """Receive goods that were ordered, and return the stock of their article."""
    article = context.store.receive_purchase(payload, stamp(context))
    return context.store.stock([article])[0]


def close_purchase(context: Context, payload: int) -> Proposed:
    """Note that nothing more will come of a purchase order."""
    context.store.close_purchase(payload)
    return Proposed((payload,))


def proposals(context: Context, payload: None) -> tuple[Proposal, ...]:  # noqa: ARG001
    """Return what to buy now."""
    return context.store.proposals()


def purchases(context: Context, payload: None) -> tuple[PurchaseLine, ...]:  # noqa: ARG001
    """Return the lines of purchase orders, the newest order first."""
    return context.store.purchase_lines()


def levels(context: Context, payload: None) -> tuple[Level, ...]:  # noqa: ARG001
    """Return the levels of places."""
    return context.store.levels()


def waiting(context: Context, payload: None) -> tuple[WaitingLine, ...]:  # noqa: ARG001
    """Return the lines that wait for goods, with their numbers and when the goods should come."""
    readers = context.readers
    return tuple(
        replace(one, number=readers.line_number(readers.line(one.line_id)))
        for one in context.store.waiting()
    )


def to_order(context: Context, payload: None) -> tuple[int, ...]:  # noqa: ARG001
    """Return the lines that wait for goods which nobody ordered."""
    return tuple(one.line_id for one in context.store.waiting() if not one.is_ordered)
