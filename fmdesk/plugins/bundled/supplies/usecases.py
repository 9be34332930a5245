"""The plugin's own use cases and questions, run by the core inside its unit of work."""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, TypeAlias
from zoneinfo import ZoneInfo

from fmdesk.plugins.api import CommandSpec, QuerySpec, WorkContext
from fmdesk.plugins.bundled.supplies.articles import (
    Count,
    Load,
    Loaded,
    MovementRow,
    Place,
    Receipt,
    Stamp,
    StockQuery,
    StockRow,
)
from fmdesk.plugins.bundled.supplies.declared import PERMISSION

if TYPE_CHECKING:  # it loads the database library; the unit of work opens it
    from fmdesk.plugins.bundled.supplies.store import SuppliesStore

Context: TypeAlias = "WorkContext[SuppliesStore]"

PLUGIN = "supplies"


def stamp(context: Context) -> Stamp:
    """Return when and by whom this unit of work is done."""
    return Stamp(context.now, context.actor)


def load(context: Context, payload: Load) -> Loaded:
    """Add or change articles and places, and book first receipts."""
    for article in payload.articles:
        context.store.save_article(article)
    for place in payload.places:
        context.store.save_place(place)
    for one in payload.receipts:
        context.store.receive(one.article, one.place, one.quantity, stamp(context), one.reason)
    return Loaded(len(payload.articles), len(payload.places), len(payload.receipts))


def receive(context: Context, payload: Receipt) -> StockRow:
    """Book goods that came in and return the stock of their article."""
    context.store.receive(
        payload.article, payload.place, payload.quantity, stamp(context), payload.reason
    )
    return context.store.stock([payload.article])[0]


def correct(context: Context, payload: Count) -> StockRow:
    """Book a count and return the stock of its article."""
    context.store.correct(
        payload.article, payload.place, payload.counted, stamp(context), payload.reason
    )
    return context.store.stock([payload.article])[0]


def stock(context: Context, payload: StockQuery | None) -> tuple[StockRow, ...]:
    """Return the stock per article."""
    wanted = payload or StockQuery()
    return context.store.stock(wanted.articles, wanted.text)


def movements(context: Context, payload: str) -> tuple[MovementRow, ...]:
    """Return the newest movements of an article."""
    return context.store.movements(payload)


def places(context: Context, payload: None) -> tuple[Place, ...]:  # noqa: ARG001
    """Return the stock places."""
    return context.store.places()


def back_orders(context: Context, payload: None) -> tuple[int, ...]:  # noqa: ARG001
    """Return the lines that wait for stock, in order of ordering."""
    return context.store.back_orders()


def due_today(context: Context, payload: None) -> tuple[int, ...]:  # noqa: ARG001
    """Return the open lines that are due today in the office's zone, next due first."""
    zone = ZoneInfo(context.zone)
    day = context.now.astimezone(zone).date()
    start, end = (datetime.combine(one, time(), zone) for one in (day, day + timedelta(days=1)))
    return context.readers.lines_due(PLUGIN, start, end)


COMMANDS = (
    CommandSpec("load", load, Load, Loaded, PERMISSION.name),
    CommandSpec("receive", receive, Receipt, StockRow, PERMISSION.name),
    CommandSpec("correct", correct, Count, StockRow, PERMISSION.name),
)
QUERIES = (
    QuerySpec("stock", stock, StockQuery),
    QuerySpec("movements", movements, str),
    QuerySpec("places", places),
    QuerySpec("back_orders", back_orders),
    QuerySpec("due_today", due_today),
)
