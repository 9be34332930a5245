"""What a room asks of a booking, and where else there is room when it says no."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from fmdesk.plugins.api import PluginError, current_language, duration, stamp
from fmdesk.plugins.bundled.rooms.bookings import Booking, Wish
from fmdesk.plugins.bundled.rooms.refusals import refusal
from fmdesk.plugins.bundled.rooms.rooms import Arrangement, Room
from fmdesk.plugins.bundled.rooms.wall import DAY, MINUTE, wall, windows

if TYPE_CHECKING:  # it loads the database library; the unit of work opens it
    from fmdesk.plugins.bundled.rooms.store import RoomsStore

STEP = timedelta(minutes=15)
LOOK_AHEAD = timedelta(days=14)
OFFERS = 3
"""How many other times or rooms a refusal names."""
NONE = "–"


def occupied(wish: Wish) -> tuple[datetime, datetime]:
    """Return from when to when a wish occupies its room, set-up and clean-up included."""
    return (
        wish.start - wish.arrangement.setup_minutes * MINUTE,
        wish.end + wish.arrangement.cleanup_minutes * MINUTE,
    )


def arrangement_of(room: Room, code: str) -> Arrangement:
    """Return how a room is to stand, by code or name; the usual way where nothing is said.

    Raises:
        PluginError: `rooms.unknown_arrangement`.
    """
    wanted = code.strip().casefold()
    for one in room.arrangements:
        if wanted in ("", *(name.casefold() for name in (one.code, one.name_nl, one.name_en))):
            return one
    known = ", ".join(_name(one) for one in room.arrangements)
    raise refusal(
        "rooms.unknown_arrangement",
        room=room.name(current_language()),
        arrangement=code,
        arrangements=known,
    )


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
    problem = next(_problems(wish, now, zone), None)
    if problem is not None:
        raise problem
    if wish.people > wish.arrangement.capacity:
        rooms = other_rooms(store, wish, now, zone)
        raise refusal(
            "rooms.too_many",
            room=wish.room.name(current_language()),
            capacity=wish.arrangement.capacity,
            arrangement=_name(wish.arrangement),
            people=wish.people,
            rooms=rooms,
        )


def _problems(wish: Wish, now: datetime, zone: str) -> Iterator[PluginError]:
    """Yield what a room has against a time, the plainest first."""
    room, name = wish.room, wish.room.name(current_language())
    if not room.is_offered:
        yield refusal("rooms.not_offered", room=name)
    if wish.end <= wish.start:
        yield refusal("rooms.end")
    if wish.end <= now:
        yield refusal("rooms.past", end=stamp(wish.end, zone))
    if wish.end - wish.start > room.longest_minutes * MINUTE:
        longest = duration(room.longest_minutes * 60)
        yield refusal("rooms.too_long", room=name, longest=longest)
    earliest = now + room.notice_minutes * MINUTE
    if room.notice_minutes and wish.start < earliest:
        notice = duration(room.notice_minutes * 60)
        yield refusal("rooms.too_late", room=name, notice=notice, earliest=stamp(earliest, zone))
    last = now + room.days_ahead * DAY
    if wish.start > last:
        yield refusal("rooms.too_early", room=name, last=stamp(last, zone))
    yield from _closed(wish, zone)


def _closed(wish: Wish, zone: str) -> Iterator[PluginError]:
    """Yield that the room is not open from start to end."""
    name = wish.room.name(current_language())
    found = list(windows(wish.room.hours, zone, wish.start, wish.end))
    if found == [(wish.start, wish.end)]:
        return
    day = wall(wish.start, zone).date()
    of_day = wish.room.hours[day.weekday()]
    if of_day:
        shown = ", ".join(f"{opens}–{closes}" for opens, closes in of_day)
        yield refusal("rooms.closed", room=name, windows=shown)
    later = windows(wish.room.hours, zone, wish.start, wish.start + LOOK_AHEAD)
    opens = next((stamp(start, zone) for start, _end in later), NONE)
    yield refusal("rooms.closed_day", room=name, opens=opens)


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
    there = store.conflicts([(wish.room.id, *occupied(wish))], but).get(0)
    if there is not None:
        raise refusal(
            "rooms.taken",
            room=wish.room.name(current_language()),
            start=stamp(there.occupied_from, zone),
            end=stamp(there.occupied_until, zone),
            title=", ".join(filter(None, (there.title, there.who))) or NONE,
            times=", ".join(stamp(at, zone) for at in free_times(store, wish, zone, but)) or NONE,
            rooms=other_rooms(store, wish, now, zone),
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


def other_rooms(store: "RoomsStore", wish: Wish, now: datetime, zone: str) -> str:
    """Return the names of the smallest other rooms that are free and large enough."""
    found = []
    for room in sorted(store.rooms(), key=lambda one: (one.capacity, one.code)):
        fits = [one for one in room.arrangements if one.capacity >= max(1, wish.people)]
        if room.id == wish.room.id or not fits:
            continue
        other = Wish(room, fits[0], wish.start, wish.end, wish.people, wish.title)
        if any(_problems(other, now, zone)):
            continue
        if not store.conflicts([(room.id, *occupied(other))]):
            found.append(room.name(current_language()))
        if len(found) == OFFERS:
            break
    return ", ".join(found) or NONE


def _name(arrangement: Arrangement) -> str:
    return arrangement.name_nl if current_language() == "nl" else arrangement.name_en
