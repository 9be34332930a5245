"""Whether a room is free, and where else there is room when it is not."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from fmdesk.plugins.api import PluginError, current_language, stamp
from fmdesk.plugins.bundled.rooms.bookings import Booking, Wish
from fmdesk.plugins.bundled.rooms.refusals import refusal
from fmdesk.plugins.bundled.rooms.rooms import Room
from fmdesk.plugins.bundled.rooms.rules import LOOK_AHEAD, NONE, name_of, occupied, problems
from fmdesk.plugins.bundled.rooms.wall import windows

if TYPE_CHECKING:  # it loads the database library; the unit of work opens it
    from fmdesk.plugins.bundled.rooms.store import RoomsStore

STEP = timedelta(minutes=15)
OFFERS = 3
"""How many other times or rooms a refusal names."""


def check(wish: Wish, store: "RoomsStore", now: datetime, zone: str) -> None:
    """Check a wish against the rules of its room; whether it is free is asked apart.

    Args:
        wish: What is wanted.
        store: Knows the other rooms, to name them.
        now: The instant of the unit of work.
        zone: IANA name of the office's zone.

    Raises:
        PluginError: A refusal with what to do.
    """
    problem = fault(wish, store, now, zone)
    if problem is not None:
        raise problem


def fault(wish: Wish, store: "RoomsStore", now: datetime, zone: str) -> PluginError | None:
    """Return what the room has against a wish, None for nothing; see `check`."""
    problem = next(problems(wish, now, zone), None)
    if problem is None and wish.people > wish.arrangement.capacity:
        return refusal(
            "rooms.too_many",
            room=wish.room.name(current_language()),
            capacity=wish.arrangement.capacity,
            arrangement=name_of(wish.arrangement),
            people=wish.people,
            rooms=_names(other_rooms(store, wish, now, zone)),
        )
    return problem


def check_free(
    wish: Wish, store: "RoomsStore", now: datetime, zone: str, but: Sequence[int] = ()
) -> None:
    """Check that nothing is in the way.

    Args:
        wish: What is wanted.
        store: Knows the bookings.
        now: The instant of the unit of work.
        zone: IANA name of the office's zone.
        but: Bookings that are about to move.

    Raises:
        PluginError: `rooms.taken`, naming who has it and where there is room.
    """
    number = store.conflicts([(wish.room.id, *occupied(wish))], but).get(0)
    if number is not None:
        there = store.booking(number)
        times = free_times(store, wish, zone, but)
        raise taken(wish, there, zone, times, other_rooms(store, wish, now, zone))


def taken(
    wish: Wish, there: Booking, zone: str, times: Sequence[datetime], rooms: Sequence[Room]
) -> PluginError:
    """Return the refusal that says who has a room and where there is room."""
    return refusal(
        "rooms.taken",
        room=wish.room.name(current_language()),
        start=stamp(there.occupied_from, zone),
        end=stamp(there.occupied_until, zone),
        title=", ".join(filter(None, (there.title, there.who))) or NONE,
        times=", ".join(stamp(at, zone) for at in times) or NONE,
        rooms=_names(rooms),
    )


def free_times(
    store: "RoomsStore", wish: Wish, zone: str, but: Sequence[int] = ()
) -> tuple[datetime, ...]:
    """Return the next starts at which the room is free for as long, one per gap."""
    room, (begins, ends) = wish.room, occupied(wish)
    before, length = wish.start - begins, ends - begins
    to = wish.start + LOOK_AHEAD
    taken = [one for one in store.bookings(begins, to, (room.id,)) if one.id not in but]
    found: list[datetime] = []
    for opens, closes in windows(room.hours, zone, wish.start, to):
        for start in _starts(opens - before, closes - before - (wish.end - wish.start), taken):
            if not _is_taken(start, start + length, taken):
                found.append(start + before)
                break
        if len(found) == OFFERS:
            break
    return tuple(found)


def _starts(first: datetime, last: datetime, taken: Sequence[Booking]) -> Iterator[datetime]:
    """Yield where something could begin: at the opening and after each booking, on the quarter."""
    for at in (first, *(one.occupied_until for one in taken)):
        late = timedelta(seconds=-int(at.timestamp()) % int(STEP.total_seconds()))
        if first <= at + late <= last:
            yield at + late


def _is_taken(start: datetime, end: datetime, taken: Sequence[Booking]) -> bool:
    return any(one.occupied_from < end and start < one.occupied_until for one in taken)


def other_rooms(store: "RoomsStore", wish: Wish, now: datetime, zone: str) -> tuple[Room, ...]:
    """Return the smallest other rooms that are free and large enough."""
    wishes = []
    for room in sorted(store.rooms(), key=lambda one: (one.capacity, one.code)):
        fits = [one for one in room.arrangements if one.capacity >= max(1, wish.people)]
        if room.id == wish.room.id or not fits:
            continue
        other = Wish(room, fits[0], wish.start, wish.end, wish.people, wish.title)
        if not any(problems(other, now, zone)):
            wishes.append(other)
    there = store.conflicts([(one.room.id, *occupied(one)) for one in wishes])
    free = [one.room for place, one in enumerate(wishes) if place not in there]
    return tuple(free[:OFFERS])


def _names(rooms: Sequence[Room]) -> str:
    return ", ".join(room.name(current_language()) for room in rooms) or NONE
