"""What a change of a booking concerns: this one, it and the later ones of its series, or all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from fmdesk.plugins.bundled.rooms import fees, furnishing, rules
from fmdesk.plugins.bundled.rooms.bookings import Booking, Wish
from fmdesk.plugins.bundled.rooms.foreseeing import chosen, foresee
from fmdesk.plugins.bundled.rooms.refusals import refusal
from fmdesk.plugins.bundled.rooms.rooms import Room
from fmdesk.plugins.bundled.rooms.series import (
    Choice,
    Instance,
    Occurrence,
    Preview,
    Scope,
    Verdict,
)
from fmdesk.plugins.bundled.rooms.wall import instant, wall
from fmdesk.plugins.bundled.rooms.wishes import Context


@dataclass(frozen=True, slots=True)
class Move:
    """What is to be otherwise with a booking; what is left out stays.

    Attributes:
        booking_id: The booking.
        room: Code of the room.
        start: When it begins now; the others of its series move by as much on the wall clock.
        end: When it ends now; without it each lasts as long as before.
        reason: Why, for the timeline.
        scope: How much of its series changes.
        choices: What is done where something is in the way; one that is skipped stays.
        people: How many come.
        arrangement: Code of how the room stands; where a room has no such way, its usual one.
        title: What it is for.
    """

    booking_id: int
    room: str = ""
    start: datetime | None = None
    end: datetime | None = None
    reason: str = ""
    scope: Scope = Scope.THIS
    choices: tuple[Choice, ...] = ()
    people: int | None = None
    arrangement: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Cancel:
    """Bookings to give up, and why; one that is skipped stays."""

    booking_id: int
    reason: str
    scope: Scope = Scope.THIS
    choices: tuple[Choice, ...] = ()


def preview_move(context: Context, payload: Move) -> Preview:
    """Return what a change would lead to, with what goes along; nothing is stored.

    Raises:
        PluginError: `rooms.not_movable`, or the room cannot be.
    """
    found = foresee(context, wanted(context, payload))
    rows = (
        replace(one, along=furnishing.along(context, one.booking_id)) for one in found.occurrences
    )
    return replace(found, occurrences=tuple(rows))


def preview_cancel(context: Context, payload: Cancel) -> Preview:
    """Return which bookings would be given up, what goes along and what each costs.

    Raises:
        PluginError: `rooms.not_movable`.
    """
    left = _kept(payload.choices)
    rooms = {room.id: room.code for room in context.store.rooms()}
    rows = tuple(
        Occurrence(
            original_of(one),
            rooms[one.room_id],
            one.start,
            one.end,
            Verdict.SKIPPED if original_of(one) in left else Verdict.FREE,
            booking_id=one.id,
            before=one.start,
            along=furnishing.along(context, one.id),
            fee_cents=fees.cents_of(context, one),
        )
        for one in concerned(context, payload.booking_id, payload.scope)
    )
    return Preview(rows, sum(row.verdict is Verdict.FREE for row in rows))


def to_give_up(context: Context, payload: Cancel) -> Sequence[Booking]:
    """Return the bookings that are given up.

    Raises:
        PluginError: `rooms.not_movable`, or `rooms.nothing_left` where each of them stays.
    """
    left = _kept(payload.choices)
    every = concerned(context, payload.booking_id, payload.scope)
    found = [one for one in every if original_of(one) not in left]
    if not found:
        raise refusal("rooms.nothing_left")
    return found


def concerned(context: Context, booking_id: int, scope: Scope) -> Sequence[Booking]:
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


def wanted(context: Context, payload: Move) -> list[Instance]:
    """Return what is wanted of each booking that a change concerns."""
    there = context.store.booking(payload.booking_id)
    start = payload.start or there.start
    if payload.end is not None and payload.end <= start:
        raise refusal("rooms.end")
    by = wall(start, context.zone) - wall(there.start, context.zone)
    length = payload.end - start if payload.end else None
    room = context.store.find_room(payload.room) if payload.room else None
    found = []
    for one in concerned(context, there.id, payload.scope):
        wish = _changed(context, one, payload, room, by, length or one.end - one.start)
        changed, is_skipped = chosen(context, wish, original_of(one), payload.choices)
        found.append(Instance(original_of(one), changed, is_skipped, one))
    return found


def original_of(booking: Booking) -> datetime:
    """Return by when a booking is known within its series."""
    return booking.original or booking.start


def _kept(choices: Sequence[Choice]) -> set[datetime]:
    return {one.original for one in choices if one.is_skipped}


def _changed(
    context: Context,
    there: Booking,
    payload: Move,
    room: Room | None,
    by: timedelta,
    length: timedelta,
) -> Wish:
    kept = room or context.store.room(there.room_id)
    code = payload.arrangement or there.arrangement
    fits = [one for one in kept.arrangements if one.code == code]
    begins = wall(there.start, context.zone) + by
    start = instant(begins, context.zone) if by else there.start
    return Wish(
        kept,
        (fits or kept.arrangements)[0],
        start,
        start + length,
        there.people if payload.people is None else payload.people,
        payload.title.strip() or there.title,
        there.is_external,
    )
