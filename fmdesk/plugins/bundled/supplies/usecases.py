"""The plugin's own use cases and questions, run by the core inside its unit of work."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, TypeAlias
from zoneinfo import ZoneInfo

from fmdesk.plugins.api import WorkContext, money
from fmdesk.plugins.bundled.supplies.articles import (
    Article,
    Load,
    Loaded,
    Place,
    Stamp,
    StockQuery,
    StockRow,
)
from fmdesk.plugins.bundled.supplies.declared import COUNT_LIMIT
from fmdesk.plugins.bundled.supplies.goods import (
    Booked,
    Count,
    HandOut,
    LotRow,
    MovementQuery,
    MovementRow,
    PlaceStock,
    Receipt,
    Transfer,
    Undo,
)
from fmdesk.plugins.bundled.supplies.refusals import refusal

if TYPE_CHECKING:  # it loads the database library; the unit of work opens it
    from fmdesk.plugins.bundled.supplies.store import SuppliesStore

Context: TypeAlias = "WorkContext[SuppliesStore]"

PLUGIN = "supplies"


def stamp(context: Context) -> Stamp:
    """Return when and by whom this unit of work is done."""
    day = context.now.astimezone(ZoneInfo(context.zone)).date()
    return Stamp(context.now, context.actor, day)


# --- changes ---


def load(context: Context, payload: Load) -> Loaded:
    """Add or change articles and places, and book first receipts."""
    for article in payload.articles:
        context.store.save_article(article)
    for place in payload.places:
        context.store.save_place(place)
    for one in payload.receipts:
        context.store.receive(one, stamp(context))
    return Loaded(len(payload.articles), len(payload.places), len(payload.receipts))


def save_article(context: Context, payload: Article) -> StockRow:
    """Add an article, or change the one with its code."""
    context.store.save_article(payload)
    return context.store.stock([payload.code])[0]


def save_place(context: Context, payload: Place) -> Place:
    """Add a place, or change the one with its code."""
    known = {location.code for location in context.readers.locations()}
    if payload.location and payload.location not in known:
        raise refusal("supplies.unknown_location", location=payload.location)
    context.store.save_place(payload)
    return payload


def receive(context: Context, payload: Receipt) -> StockRow:
    """Book goods that came in and return the stock of their article."""
    context.store.receive(payload, stamp(context))
    return context.store.stock([payload.article])[0]


def correct(context: Context, payload: Count) -> StockRow:
    """Book a count and return the stock of its article.

    Raises:
        PluginError: `supplies.needs_approval` when the difference is worth more than one person
            may book, or it was refused.
    """
    limit = int(context.setting(COUNT_LIMIT.name))
    before = context.store.stock([payload.article])
    context.store.correct(payload, stamp(context))
    after = context.store.stock([payload.article])[0]
    if abs(after.cents - before[0].cents) > limit:
        raise refusal("supplies.needs_approval", limit=money(limit))
    return after


def hand_out(context: Context, payload: HandOut) -> Booked:
    """Hand free goods out over the counter."""
    return Booked(context.store.hand_out(payload, stamp(context)))


def transfer(context: Context, payload: Transfer) -> Booked:
    """Move free goods to another place."""
    return Booked(context.store.transfer(payload, stamp(context)))


def undo(context: Context, payload: Undo) -> Booked:
    """Take a booking back."""
    return Booked(context.store.undo(payload, stamp(context)))


# --- questions ---


def stock(context: Context, payload: StockQuery | None) -> tuple[StockRow, ...]:
    """Return the stock per article."""
    wanted = payload or StockQuery()
    return context.store.stock(wanted.articles, wanted.text)


def articles(context: Context, payload: None) -> tuple[Article, ...]:  # noqa: ARG001
    """Return all articles by their code."""
    return tuple(row.article for row in context.store.stock())


def locations(context: Context, payload: None) -> tuple[tuple[str, str], ...]:  # noqa: ARG001
    """Return code and name of all locations."""
    return tuple((one.code, one.name) for one in context.readers.locations())


def find(context: Context, payload: str) -> Article:
    """Return the article with a code or barcode."""
    return context.store.find(payload)


def movements(context: Context, payload: MovementQuery | None) -> tuple[MovementRow, ...]:
    """Return the newest movements with the numbers of their lines."""
    rows = context.store.movements(payload or MovementQuery())
    numbers = {
        line_id: context.readers.line_number(context.readers.line(line_id))
        for line_id in {row.line_id for row in rows if row.line_id}
    }
    return tuple(replace(row, number=numbers[row.line_id]) if row.line_id else row for row in rows)


def lots(context: Context, payload: str | None) -> tuple[LotRow, ...]:
    """Return the newest lots of an article, or of all."""
    return context.store.lots(payload or "")


def at_places(context: Context, payload: str) -> tuple[PlaceStock, ...]:
    """Return where an article lies."""
    return context.store.at_places(payload)


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
