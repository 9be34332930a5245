"""A booking as an order: checked, priced, stored with its line, moved and given back with it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from fmdesk.plugins.api import Line, ProductVersion, Scalar
from fmdesk.plugins.bundled.rooms import (
    declared,
    fees,
    furnishing,
    rules,
    tending,
    vacancy,
    waiting,
)
from fmdesk.plugins.bundled.rooms.bookings import (
    TAKING,
    Booking,
    BookingState,
    Wish,
    first_state,
)
from fmdesk.plugins.bundled.rooms.prices import price
from fmdesk.plugins.bundled.rooms.refusals import refusal
from fmdesk.plugins.bundled.rooms.wishes import Context, wish_of

MINUTE, HOUR = 60, 3600
HOLDING = (*TAKING, BookingState.WAITING)


def check(
    context: Context,
    product: ProductVersion,
    details: Mapping[str, Scalar],
    before: Line | None,
) -> None:
    """Refuse what a room does not allow, and what is taken.

    Args:
        context: The unit of work.
        product: The product.
        details: The form as filled in.
        before: The line that is to be changed, None for a new one; it is not in its own way.

    Raises:
        PluginError: A refusal with where else there is room.
    """
    wish = wish_of(context, product, details)
    there = context.store.of_line(before.id) if before else None
    if there is not None:
        if _is_same(there, wish):
            return
        _check_movable(context, there)
    vacancy.check(wish, context.store, context.now, context.zone)
    if there is not None or not details.get("wait"):
        _check_free(context, wish, [there.id] if there else [])


def check_wish(context: Context, wish: Wish, but: Sequence[int] = ()) -> None:
    """Refuse what a room does not allow, and what is taken by others than those about to move."""
    vacancy.check(wish, context.store, context.now, context.zone)
    _check_free(context, wish, but)


def _check_free(context: Context, wish: Wish, but: Sequence[int]) -> None:
    """Refuse what is taken; what holds a room by its record alone is in nobody's way."""
    free = [*but, *(one.id for one in tending.stale(context))]
    vacancy.check_free(wish, context.store, context.now, context.zone, free)


def price_of(
    context: Context, product: ProductVersion, details: Mapping[str, Scalar]
) -> int | None:
    """Return the price of a booking in cents, None where its room has no tariffs."""
    wish = wish_of(context, product, details)
    return price(wish.room.tariffs, int((wish.end - wish.start).total_seconds()) // MINUTE)


def book(context: Context, product: ProductVersion, line: Line) -> Booking:
    """Store the booking of a new line.

    Raises:
        PluginError: Somebody was first.
    """
    wish = wish_of(context, product, line.details)
    context.store.lock([wish.room.id])
    tending.free_stale(context)
    begins, ends = rules.occupied(wish)
    state = first_state(wish.room)
    if line.details.get("wait") and context.store.conflicts([(wish.room.id, begins, ends)]):
        state = BookingState.WAITING
    else:
        _check_free(context, wish, [])
    number = context.readers.line_number(line)
    asked = context.readers.ticket(line.ticket_id).requester_id
    made = context.store.add(
        Booking(
            id=0,
            room_id=wish.room.id,
            line_id=line.id,
            line_number=number,
            start=wish.start,
            end=wish.end,
            occupied_from=begins,
            occupied_until=ends,
            state=state,
            title=wish.title,
            who=context.readers.person(asked).name if asked else "",
            people=wish.people,
            arrangement=wish.arrangement.code,
            is_external=wish.is_external,
        )
    )
    if state is not BookingState.WAITING:
        furnishing.order_for(context, line, wish)
    return made


def follow(context: Context, product: ProductVersion, line: Line) -> None:
    """Let the booking of a changed line follow; an approved one asks for approval again.

    What is past, and what was given up, stays as it was.

    Raises:
        PluginError: Somebody was first, or the booking is over.
    """
    there = context.store.of_line(line.id)
    wish = wish_of(context, product, line.details)
    if there is None or _is_same(there, wish):
        return
    _check_movable(context, there)
    context.store.lock([there.room_id, wish.room.id])
    tending.free_stale(context)
    _check_free(context, wish, [there.id])
    context.store.save(moved_to(there, wish))
    furnishing.order_for(context, line, wish)
    waiting.offer(context, [there.room_id])


def moved_to(there: Booking, wish: Wish) -> Booking:
    """Return a booking as it is wanted; what was approved otherwise asks for approval again."""
    begins, ends = rules.occupied(wish)
    moved = replace(
        there,
        room_id=wish.room.id,
        start=wish.start,
        end=wish.end,
        occupied_from=begins,
        occupied_until=ends,
        title=wish.title,
        people=wish.people,
        arrangement=wish.arrangement.code,
        is_external=wish.is_external,
    )
    if there.state in (BookingState.WAITING, BookingState.OFFERED):
        return replace(moved, state=first_state(wish.room), hold_until=None)
    if wish.room.needs_approval and _decided_on(moved) != _decided_on(there):
        return replace(moved, state=BookingState.REQUESTED, reason="")
    return moved


def give_back(context: Context, line: Line) -> None:
    """Give the room of a cancelled line back, charge what that costs, offer it to who waits."""
    there = context.store.of_line(line.id)
    if there is None:
        return
    percent = fees.charge(context, line, there)
    state = BookingState.CANCELLED if there.state in HOLDING else there.state
    context.store.save(replace(there, state=state, hold_until=None, fee_percent=percent))
    waiting.offer(context, [there.room_id])


def facts(context: Context, product: ProductVersion, line: Line) -> Mapping[str, Scalar]:
    """Return the facts of a booking as it was ordered."""
    wish = wish_of(context, product, line.details)
    notice = int((wish.start - line.opened_at).total_seconds())
    return {
        declared.KIND: product.form,
        declared.CAPACITY: wish.arrangement.capacity,
        declared.PEOPLE: wish.people,
        declared.MINUTES: int((wish.end - wish.start).total_seconds()) // MINUTE,
        declared.NOTICE_HOURS: max(0, notice // HOUR),
        declared.IS_EXTERNAL: wish.is_external,
        declared.NEEDS_APPROVAL: wish.room.needs_approval,
    }


def _check_movable(context: Context, there: Booking) -> None:
    if not rules.is_movable(there, context.now):
        raise refusal("rooms.not_movable")


def _decided_on(booking: Booking) -> tuple[object, ...]:
    """Return what somebody approves: another room, time or number of people asks again."""
    return booking.room_id, booking.start, booking.end, booking.people


def _is_same(there: Booking, wish: Wish) -> bool:
    """Tell whether a wish is what is booked already."""
    wanted = (
        wish.room.id,
        wish.start,
        wish.end,
        wish.people,
        wish.arrangement.code,
        wish.title,
        wish.is_external,
    )
    return wanted == (
        there.room_id,
        there.start,
        there.end,
        there.people,
        there.arrangement,
        there.title,
        there.is_external,
    )
