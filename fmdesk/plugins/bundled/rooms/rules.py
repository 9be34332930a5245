"""What a room asks of a booking."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from fmdesk.plugins.api import PluginError, current_language, duration, stamp
from fmdesk.plugins.bundled.rooms.bookings import MOVABLE, Booking, Wish
from fmdesk.plugins.bundled.rooms.refusals import refusal
from fmdesk.plugins.bundled.rooms.rooms import Arrangement, Room
from fmdesk.plugins.bundled.rooms.wall import DAY, MINUTE, wall, windows

LOOK_AHEAD = timedelta(days=14)
NONE = "–"


def occupied(wish: Wish) -> tuple[datetime, datetime]:
    """Return from when to when a wish occupies its room, set-up and clean-up included."""
    return (
        wish.start - wish.arrangement.setup_minutes * MINUTE,
        wish.end + wish.arrangement.cleanup_minutes * MINUTE,
    )


def is_movable(booking: Booking, now: datetime) -> bool:
    """Tell whether a booking can be moved or given up; what is over stays as it was."""
    return booking.state in MOVABLE and booking.end > now


def arrangement_of(room: Room, code: str) -> Arrangement:
    """Return how a room is to stand, by code or name; the usual way where nothing is said.

    Raises:
        PluginError: `rooms.unknown_arrangement`.
    """
    wanted = code.strip().casefold()
    for one in room.arrangements:
        if wanted in ("", *(name.casefold() for name in (one.code, one.name_nl, one.name_en))):
            return one
    known = ", ".join(name_of(one) for one in room.arrangements)
    raise refusal(
        "rooms.unknown_arrangement",
        room=room.name(current_language()),
        arrangement=code,
        arrangements=known,
    )


def problems(wish: Wish, now: datetime, zone: str) -> Iterator[PluginError]:
    """Yield what a room has against a time, the plainest first; how many come is asked apart."""
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


def name_of(arrangement: Arrangement) -> str:
    """Return the name of an arrangement in the language of now."""
    return arrangement.name_nl if current_language() == "nl" else arrangement.name_en
