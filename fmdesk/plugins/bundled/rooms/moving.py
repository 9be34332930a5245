"""Changing and giving up bookings: one, it and the later ones of its series, or all of them."""

from fmdesk.plugins.api import LineState, Scalar, Text
from fmdesk.plugins.bundled.rooms import (
    declared,
    furnishing,
    ordering,
    scoping,
    tending,
    waiting,
)
from fmdesk.plugins.bundled.rooms.bookings import Booking, BookingState, Done, Wish
from fmdesk.plugins.bundled.rooms.foreseeing import foresee, settled
from fmdesk.plugins.bundled.rooms.refusals import refusal
from fmdesk.plugins.bundled.rooms.scoping import Cancel, Move
from fmdesk.plugins.bundled.rooms.series import Scope
from fmdesk.plugins.bundled.rooms.wall import written
from fmdesk.plugins.bundled.rooms.wishes import Context

MOVED = Text("Verzet in de planner", "Moved in the planner")


def move(context: Context, payload: Move) -> Done:
    """Move bookings; the lines that follow them are told.

    Raises:
        PluginError: `rooms.taken` with where there is room, or a rule; `rooms.unsettled` while
            something is in the way of a series; `rooms.not_movable`.
    """
    wishes = scoping.wanted(context, payload)
    context.store.lock(
        number
        for one in wishes
        if one.booking
        for number in (one.booking.room_id, one.wish.room.id)
    )
    if payload.scope is not Scope.THIS:
        settled(foresee(context, wishes))
    kept = [(one.booking, one.wish) for one in wishes if one.booking and not one.is_skipped]
    moving = [there.id for there, _wish in kept]
    if payload.scope is Scope.THIS:
        for _there, wish in kept:
            ordering.check_wish(context, wish, moving)
    tending.free_stale(context)
    context.store.park(moving)  # so that none is in the way of another that moves too
    for there, wish in kept:
        context.store.save(ordering.moved_to(there, wish))
    reason = payload.reason.strip() or declared.said(MOVED)
    for there, wish in kept:
        _tell_line(context, there, wish, reason)
    waiting.offer(context, (there.room_id for there, _wish in kept))
    return Done(tuple(context.store.booking(number) for number in moving))


def cancel(context: Context, payload: Cancel) -> Done:
    """Give bookings up; their lines and what follows them are cancelled.

    Raises:
        PluginError: `rooms.not_movable` or `rooms.no_reason`.
    """
    if not payload.reason.strip():
        raise refusal("rooms.no_reason")
    given_up = scoping.to_give_up(context, payload)
    for one in given_up:
        if one.line_id is not None:
            context.desk.cancel(one.line_id, payload.reason.strip())
            continue
        context.store.set_state(one, BookingState.CANCELLED, payload.reason.strip())
        waiting.offer(context, [one.room_id])
    return Done(tuple(context.store.booking(one.id) for one in given_up))


def _tell_line(context: Context, there: Booking, wish: Wish, reason: str) -> None:
    """Let the order say what was moved; one that was reported ready already is open again."""
    if there.line_id is None:
        return
    line = context.readers.line(there.line_id)
    if line.state is LineState.READY:
        context.desk.reopen(line.id, reason)
    wanted: dict[str, Scalar] = {
        "room": wish.room.code,
        "arrangement": wish.arrangement.code,
        "start": written(wish.start, context.zone),
        "end": written(wish.end, context.zone),
    }
    if wish.people != there.people:
        wanted["people"] = wish.people
    if wish.title != there.title:
        wanted["title"] = wish.title
    before = {name: line.details.get(name) for name in wanted}
    if before != wanted:
        context.desk.change(line.id, reason, details=wanted)
    furnishing.order_for(context, context.readers.line(line.id), wish)
