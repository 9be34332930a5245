"""Rooms themselves: taking them in with all that is known of them, and closing them for a time."""

from dataclasses import dataclass, replace
from datetime import datetime, time

from fmdesk.plugins.api import current_language, stamp
from fmdesk.plugins.bundled.rooms.bookings import Booking, BookingState
from fmdesk.plugins.bundled.rooms.refusals import refusal
from fmdesk.plugins.bundled.rooms.rooms import Room
from fmdesk.plugins.bundled.rooms.wishes import Context

WEEK = 7


@dataclass(frozen=True, slots=True)
class Load:
    """Rooms to add, or to change where their code is known."""

    rooms: tuple[Room, ...] = ()


@dataclass(frozen=True, slots=True)
class Loaded:
    """Numbers of the rooms, in the order given."""

    rooms: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A time in which nobody can have a room, and why; instants are aware UTC."""

    room: str
    start: datetime
    end: datetime
    reason: str


def load(context: Context, payload: Load) -> Loaded:
    """Add or change rooms; pictures stay with their room.

    Raises:
        PluginError: `rooms.bad_room` or `rooms.bad_hours`; nothing is stored then.
    """
    for room in payload.rooms:
        _check(room)
    there = {room.code: room.pictures for room in context.store.rooms()}
    kept = (replace(room, pictures=there.get(room.code, ())) for room in payload.rooms)
    return Loaded(tuple(context.store.save_room(room).id for room in kept))


def block(context: Context, payload: Block) -> Booking:
    """Close a room for a time.

    Raises:
        PluginError: `rooms.end`, `rooms.no_reason`, or `rooms.in_use` where it is booked.
    """
    if payload.end <= payload.start:
        raise refusal("rooms.end")
    if not payload.reason.strip():
        raise refusal("rooms.no_reason")
    room = context.store.find_room(payload.room)
    context.store.lock([room.id])
    number = context.store.conflicts([(room.id, payload.start, payload.end)]).get(0)
    if number is not None:
        there = context.store.booking(number)
        raise refusal(
            "rooms.in_use",
            room=room.name(current_language()),
            number=there.line_number or there.title,
            start=stamp(there.start, context.zone),
        )
    return context.store.add(
        Booking(
            id=0,
            room_id=room.id,
            line_id=None,
            line_number="",
            start=payload.start,
            end=payload.end,
            occupied_from=payload.start,
            occupied_until=payload.end,
            state=BookingState.BLOCKED,
            title=payload.reason.strip(),
            who=context.actor,
        )
    )


def _check(room: Room) -> None:
    sound = (
        room.code.strip() and room.name_nl.strip() and room.name_en.strip() and room.arrangements
    )
    codes = {one.code for one in room.arrangements}
    numbers = (
        *(one.capacity for one in room.arrangements),
        *(one.minutes for one in room.tariffs),
        room.longest_minutes,
        room.days_ahead,
    )
    others = (
        *(one.cents for one in room.tariffs),
        *(one.setup_minutes for one in room.arrangements),
        *(one.cleanup_minutes for one in room.arrangements),
        *(one.days for one in room.fees),
        *(one.percent for one in room.fees),
        room.notice_minutes,
    )
    if not sound or len(codes) < len(room.arrangements) or min(numbers) < 1 or min(others) < 0:
        raise refusal("rooms.bad_room", room=room.code)
    if len(room.hours) != WEEK:
        raise refusal("rooms.bad_hours", hours=len(room.hours))
    for opens, closes in (window for day in room.hours for window in day):
        if not (_is_time(opens) and (closes == "24:00" or _is_time(closes)) and opens < closes):
            raise refusal("rooms.bad_hours", hours=f"{opens}–{closes}")


def _is_time(text: str) -> bool:
    try:
        return f"{time.fromisoformat(text):%H:%M}" == text
    except ValueError:
        return False
