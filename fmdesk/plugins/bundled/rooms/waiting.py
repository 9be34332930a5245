"""The waiting list: a line that waits for a room gets it offered, first come first served."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from fmdesk.plugins.api import Text, stamp
from fmdesk.plugins.bundled.rooms import declared, furnishing
from fmdesk.plugins.bundled.rooms.bookings import Booking, BookingState, Done, Which, first_state
from fmdesk.plugins.bundled.rooms.refusals import refusal
from fmdesk.plugins.bundled.rooms.wishes import Context, wish_of

OFFERED = Text("Er is een zaal voor u vrij", "A room is free for you")
OFFER = Text(
    "{room} is vrij gekomen: {start}, {title}. Wij houden de zaal vast tot {until}; laat vóór die "
    "tijd weten of u de zaal neemt.",
    "{room} has become free: {start}, {title}. We hold the room until {until}; tell us before "
    "that time whether you take it.",
)


def offer(context: Context, room_ids: Iterable[int]) -> None:
    """Hold rooms that became free for the first in line whom they suit, and tell them.

    Args:
        context: The unit of work.
        room_ids: Rooms in which something became free.
    """
    minutes = timedelta(minutes=int(context.setting(declared.OFFER_MINUTES.name)))
    for one in context.store.waiting(sorted(set(room_ids)), context.now):
        span = (one.room_id, one.occupied_from, one.occupied_until)
        if context.store.conflicts([span]):
            continue
        until = min(context.now + minutes, one.start)
        held = replace(one, state=BookingState.OFFERED, hold_until=until)
        _tell(context, context.store.save(held))


def accept(context: Context, payload: Which) -> Done:
    """Take what was offered; where the room asks for approval it is a request now.

    Raises:
        PluginError: `rooms.not_offered_now` when the term has passed or it was no offer.
    """
    there = context.store.booking(payload.booking_id)
    is_open = there.hold_until is not None and context.now < there.hold_until
    if there.state is not BookingState.OFFERED or not is_open:
        raise refusal("rooms.not_offered_now")
    taken = context.store.set_state(there, first_state(context.store.room(there.room_id)))
    if there.line_id is not None:
        line = context.readers.line(there.line_id)
        product = context.readers.product(line.pins.product_version_id)
        furnishing.order_for(context, line, wish_of(context, product, line.details))
    return Done((taken,))


def pass_by(context: Context, expired: Booking) -> None:
    """Let an offer go whose term has passed: who got it waits behind the others."""
    waits = BookingState.WAITING
    context.store.save(replace(expired, state=waits, hold_until=None, passed=expired.passed + 1))


def _tell(context: Context, held: Booking) -> None:
    if held.line_id is None or held.hold_until is None:
        return
    room = context.store.room(held.room_id)
    words = {
        "start": stamp(held.start, context.zone),
        "until": stamp(held.hold_until, context.zone),
        "title": held.title,
    }
    body = Text(
        OFFER.nl.format(room=room.name_nl, **words), OFFER.en.format(room=room.name_en, **words)
    )
    context.desk.tell(held.line_id, OFFERED, body)
