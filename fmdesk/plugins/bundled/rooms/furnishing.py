"""Set-up and clean-up: lines of their own with their own clock, which follow their booking."""

from collections.abc import Mapping
from datetime import datetime

from fmdesk.plugins.api import (
    EventKind,
    Line,
    LineEvent,
    LineState,
    OrderLine,
    Scalar,
    Text,
    current_language,
)
from fmdesk.plugins.bundled.rooms import declared, rules
from fmdesk.plugins.bundled.rooms.bookings import Wish
from fmdesk.plugins.bundled.rooms.wall import instant, written
from fmdesk.plugins.bundled.rooms.wishes import Context

OPEN = (LineState.NEW, LineState.RUNNING, LineState.PAUSED)
SETUP, CLEANUP = "setup", "cleanup"
CANCELLED = Text("De reservering is vervallen.", "The booking was given up.")


def order_for(context: Context, line: Line, wish: Wish) -> None:
    """Order what the arrangement asks for and no open line does, on the ticket of the booking."""
    there = {
        one.details.get("work")
        for one in context.readers.followers(line.id)
        if one.plugin == declared.PLUGIN and one.state in OPEN
    }
    products = (
        (SETUP, wish.arrangement.setup_product),
        (CLEANUP, wish.arrangement.cleanup_product),
    )
    for work, product in products:
        if product and work not in there:
            details = _details(context, line, wish, work)
            added = context.desk.add_line(line.ticket_id, OrderLine(product, details=details))
            context.desk.link(added, line.id)


def along(context: Context, booking_id: int | None) -> tuple[str, ...]:
    """Return the names of the open lines that go along with a booking, whoever serves them."""
    there = context.store.booking(booking_id) if booking_id is not None else None
    if there is None or there.line_id is None:
        return ()
    found = [one for one in context.readers.followers(there.line_id) if one.state in OPEN]
    products = (context.readers.product(one.pins.product_version_id) for one in found)
    is_dutch = current_language() == "nl"
    return tuple(one.name_nl if is_dutch else one.name_en for one in products)


def due(context: Context, details: Mapping[str, Scalar]) -> datetime:
    """Return when a set-up or clean-up is due."""
    return instant(datetime.fromisoformat(str(details["due"])), context.zone)


def follow(context: Context, line: Line, booked: Line, wish: Wish | None, event: LineEvent) -> None:
    """Let a set-up or clean-up go with its booking.

    Args:
        context: The unit of work.
        line: The set-up or clean-up.
        booked: The line of the booking.
        wish: What is booked now, None when it is no booking.
        event: What happened to it.
    """
    if line.state not in OPEN or wish is None:
        return
    work = str(line.details["work"])
    products = {SETUP: wish.arrangement.setup_product, CLEANUP: wish.arrangement.cleanup_product}
    if event.kind is EventKind.CANCELLED or not products[work]:
        context.desk.cancel(line.id, event.reason or declared.said(CANCELLED))
    elif event.kind is EventKind.MOVED:
        context.desk.change(line.id, event.reason, details=_details(context, booked, wish, work))


def _details(context: Context, line: Line, wish: Wish, work: str) -> Mapping[str, Scalar]:
    begins_until = {SETUP: wish.start, CLEANUP: rules.occupied(wish)[1]}
    return {
        "work": work,
        "booking": context.readers.line_number(line),
        "room": wish.room.code,
        "arrangement": wish.arrangement.code,
        "people": wish.people,
        "due": written(begins_until[work], context.zone),
    }
