"""Moving and giving up bookings: one, it and the later ones of its series, or all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from fmdesk.plugins.api import LineState, Text
from fmdesk.plugins.bundled.rooms import declared, furnishing, ordering, rules, tending, waiting
from fmdesk.plugins.bundled.rooms.bookings import Booking, BookingState, Done, Wish
from fmdesk.plugins.bundled.rooms.foreseeing import chosen, foresee, settled
from fmdesk.plugins.bundled.rooms.refusals import refusal
from fmdesk.plugins.bundled.rooms.rooms import Room
from fmdesk.plugins.bundled.rooms.series import Choice, Instance, Preview, Scope
from fmdesk.plugins.bundled.rooms.wall import instant, wall, written
from fmdesk.plugins.bundled.rooms.wishes import Context

MOVED = Text("Verzet in de planner", "Moved in the planner")


@dataclass(frozen=True, slots=True)
class Move:
    """Another room or time for a booking; what is left out stays.

    Attributes:
        booking_id: The booking.
        room: Code of the room.
        start: When it begins now; the others of its series move by as much on the wall clock.
        end: When it ends now; without it the booking lasts as long as before.
        reason: Why, for the timeline.
        scope: How much of its series moves.
        choices: What is done where something is in the way; one that is skipped stays.
    """

    booking_id: int
    room: str = ""
    start: datetime | None = None
    end: datetime | None = None
    reason: str = ""
    scope: Scope = Scope.THIS
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Cancel:
    """Bookings to give up, and why."""

    booking_id: int
    reason: str
    scope: Scope = Scope.THIS


def preview_move(context: Context, payload: Move) -> Preview:
    """Return what a move would lead to; nothing is stored.

    Raises:
        PluginError: `rooms.not_movable`, or the room cannot be.
    """
    return foresee(context, _wanted(context, payload))


def move(context: Context, payload: Move) -> Done:
    """Move bookings; the lines that follow them are told.

    Raises:
        PluginError: `rooms.taken` with where there is room, or a rule; `rooms.unsettled` while
            something is in the way of a series; `rooms.not_movable`.
    """
    wanted = _wanted(context, payload)
    context.store.lock(
        number
        for one in wanted
        if one.booking
        for number in (one.booking.room_id, one.wish.room.id)
    )
    if payload.scope is not Scope.THIS:
        settled(foresee(context, wanted))
    kept = [(one.booking, one.wish) for one in wanted if one.booking and not one.is_skipped]
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
    given_up = _concerned(context, payload.booking_id, payload.scope)
    for one in given_up:
        if one.line_id is not None:
            context.desk.cancel(one.line_id, payload.reason.strip())
            continue
        context.store.set_state(one, BookingState.CANCELLED, payload.reason.strip())
        waiting.offer(context, [one.room_id])
    return Done(tuple(context.store.booking(one.id) for one in given_up))


def _concerned(context: Context, booking_id: int, scope: Scope) -> Sequence[Booking]:
    """Return the bookings that a change concerns: of this series, neither over nor given up."""
    there = context.store.booking(booking_id)
    found = [there]
    if scope is not Scope.THIS and there.series_id is not None:
        since = there.original if scope is Scope.FOLLOWING else None
        found = [
            one
            for one in context.store.of_series(there.series_id)
            if since is None or (one.original and one.original >= since)
        ]
    movable = [one for one in found if rules.is_movable(one, context.now)]
    if not movable:
        raise refusal("rooms.not_movable")
    return movable


def _wanted(context: Context, payload: Move) -> list[Instance]:
    """Return what is wanted of each booking that a move concerns."""
    there = context.store.booking(payload.booking_id)
    start = payload.start or there.start
    end = payload.end or start + (there.end - there.start)
    if end <= start:
        raise refusal("rooms.end")
    by = wall(start, context.zone) - wall(there.start, context.zone)
    room = context.store.find_room(payload.room) if payload.room else None
    found = []
    for one in _concerned(context, there.id, payload.scope):
        wish = _moved(context, one, room, by, end - start)
        original = one.original or one.start
        changed, is_skipped = chosen(context, wish, original, payload.choices)
        found.append(Instance(original, changed, is_skipped, one))
    return found


def _moved(
    context: Context, there: Booking, room: Room | None, by: timedelta, length: timedelta
) -> Wish:
    kept = room or context.store.room(there.room_id)
    usual = [one for one in kept.arrangements if one.code == there.arrangement]
    begins = wall(there.start, context.zone) + by
    start = instant(begins, context.zone) if by else there.start
    return Wish(
        kept,
        (usual or kept.arrangements)[0],
        start,
        start + length,
        there.people,
        there.title,
        there.is_external,
    )


def _tell_line(context: Context, there: Booking, wish: Wish, reason: str) -> None:
    """Let the order say what was moved; one that was reported ready already is open again."""
    if there.line_id is None:
        return
    line = context.readers.line(there.line_id)
    if line.state is LineState.READY:
        context.desk.reopen(line.id, reason)
    wanted = {
        "room": wish.room.code,
        "arrangement": wish.arrangement.code,
        "start": written(wish.start, context.zone),
        "end": written(wish.end, context.zone),
    }
    before = {name: line.details.get(name) for name in wanted}
    if before != wanted:
        context.desk.change(line.id, reason, details=wanted)
    furnishing.order_for(context, context.readers.line(line.id), wish)
