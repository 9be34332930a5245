"""What time does to bookings: nobody came, an offer's term passed, a meeting begins.

Timer work of the desks does it every minute. Nothing waits for that: what is stale takes no room
in any answer before, and who needs that room has it tended to in the same unit of work.
"""

from datetime import timedelta

from fmdesk.plugins.api import LineState, Text
from fmdesk.plugins.bundled.rooms import declared, waiting
from fmdesk.plugins.bundled.rooms.bookings import Booking, BookingState
from fmdesk.plugins.bundled.rooms.wishes import Context

BEGINS = timedelta(minutes=5)
"""So long before the start a room without check-in is handed over."""

NO_SHOW = Text("Niet verschenen", "Nobody came")
NEVER_FREE = Text("Er kwam geen zaal vrij", "No room became free")


def stale(context: Context) -> tuple[Booking, ...]:
    """Return what holds a room by its record alone: no-shows, and offers whose term has passed."""
    late = context.now - timedelta(minutes=int(context.setting(declared.NO_SHOW_MINUTES.name)))
    begun = context.store.in_state(BookingState.APPROVED, late + timedelta(seconds=1))
    asking = {room.id for room in context.store.rooms() if room.needs_check_in} if begun else set()
    offered = context.store.in_state(BookingState.OFFERED)
    return (
        *(one for one in begun if one.room_id in asking),
        *(one for one in offered if one.hold_until is None or one.hold_until <= context.now),
    )


def tend(context: Context) -> None:
    """Bring all bookings up to now; those who wait get what became free."""
    free_stale(context)
    for one in context.store.in_state(BookingState.APPROVED, context.now + BEGINS):
        if one.line_id is not None and not context.store.room(one.room_id).needs_check_in:
            context.store.set_state(one, BookingState.CHECKED_IN)
            if context.readers.line(one.line_id).state is not LineState.READY:
                context.desk.ready(one.line_id)
    for one in context.store.in_state(BookingState.WAITING, context.now):
        if one.line_id is not None:
            context.desk.cancel(one.line_id, declared.said(NEVER_FREE))


def free_stale(context: Context) -> None:
    """Release what nobody came for, and let offers go whose term has passed."""
    found = stale(context)
    for one in found:
        if one.state is BookingState.OFFERED:
            waiting.pass_by(context, one)
            continue
        reason = declared.said(NO_SHOW)
        context.store.set_state(one, BookingState.RELEASED, reason)
        if one.line_id is not None:
            context.desk.cancel(one.line_id, reason)
    waiting.offer(context, (one.room_id for one in found))
