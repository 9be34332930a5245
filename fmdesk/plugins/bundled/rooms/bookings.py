"""Bookings as frozen data: what commands take and queries give. All instants are aware UTC."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fmdesk.plugins.bundled.rooms.rooms import Arrangement, Room


class BookingState(StrEnum):
    """How far a booking is."""

    REQUESTED = "requested"
    """Somebody must decide; it holds its room meanwhile, so no two requests compete."""
    APPROVED = "approved"
    CHECKED_IN = "checked_in"
    OFFERED = "offered"
    """Held for the first of the waiting list until `hold_until`."""
    BLOCKED = "blocked"
    """Nobody can have it: repair, a day off."""
    DECLINED = "declined"
    RELEASED = "released"
    """Given back, or nobody came."""
    CANCELLED = "cancelled"
    WAITING = "waiting"
    """It wants a room that is taken."""


OURS = "@rooms.fmdesk"
"""How the UID of a booking ends that was made here; its number stands before that."""

TAKING = (
    BookingState.REQUESTED,
    BookingState.APPROVED,
    BookingState.CHECKED_IN,
    BookingState.OFFERED,
    BookingState.BLOCKED,
)
"""States in which a booking occupies its room; no two such bookings of a room overlap."""

MOVABLE = (
    BookingState.REQUESTED,
    BookingState.APPROVED,
    BookingState.OFFERED,
    BookingState.WAITING,
)
"""States in which somebody can move a booking or give it up."""


def first_state(room: Room) -> BookingState:
    """Return the state of a new booking of a room."""
    return BookingState.REQUESTED if room.needs_approval else BookingState.APPROVED


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants, checked and understood.

    Attributes:
        room: The room.
        arrangement: How it stands.
        start: When it begins.
        end: When it ends.
        people: How many come.
        title: What it is for.
        is_external: Guests from outside come.
    """

    room: Room
    arrangement: Arrangement
    start: datetime
    end: datetime
    people: int
    title: str
    is_external: bool = False


@dataclass(frozen=True, slots=True)
class Booking:
    """One booking as stored and as the planner draws it.

    Attributes:
        id: Its number.
        room_id: Its room.
        line_id: Its order line, None for a hold or a blocked time.
        line_number: The number that the customer knows, `M000123.1`.
        start: When it begins.
        end: When it ends.
        occupied_from: Start less the set-up.
        occupied_until: End and the clean-up.
        state: How far it is.
        title: What it is for.
        who: Name of who asked, empty where nobody is known.
        people: How many come.
        arrangement: Code of how the room stands.
        is_external: Guests from outside come.
        series_id: Its series, None for a single one.
        original: When the series meant it to begin.
        hold_until: Until when an offer stands.
        reason: Why it was declined, released or blocked.
        uid: The name that it came with from another calendar, empty for one made here.
        passed: How many offers it let go by.
        fee_percent: What giving it up cost, of its price.
        may_change: It can be moved or cancelled now.
    """

    id: int
    room_id: int
    line_id: int | None
    line_number: str
    start: datetime
    end: datetime
    occupied_from: datetime
    occupied_until: datetime
    state: BookingState
    title: str
    who: str = ""
    people: int = 0
    arrangement: str = ""
    is_external: bool = False
    series_id: int | None = None
    original: datetime | None = None
    hold_until: datetime | None = None
    reason: str = ""
    uid: str = ""
    passed: int = 0
    fee_percent: int = 0
    may_change: bool = False

    @property
    def ticket_number(self) -> str:
        """The number of its ticket, `M000123`; empty without a line."""
        return self.line_number.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Which:
    """A booking and, where it is asked for, a reason."""

    booking_id: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """The bookings that a command made or changed, as they are now."""

    bookings: tuple[Booking, ...]


@dataclass(frozen=True, slots=True)
class PlanQuestion:
    """Which days and rooms a planner shows.

    Attributes:
        start: From here.
        end: To here.
        room_ids: These rooms, None for all that are offered.
    """

    start: datetime
    end: datetime
    room_ids: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class OpenWindow:
    """A time in which a room can be booked."""

    room_id: int
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Plan:
    """What a planner shows.

    Attributes:
        rooms: By code.
        bookings: What occupies them in that time, by start; those given up are not among them.
        windows: When they are open, by room and start.
        now: The instant of the answer.
    """

    rooms: tuple[Room, ...]
    bookings: tuple[Booking, ...]
    windows: tuple[OpenWindow, ...]
    now: datetime
