"""From a plan to what the planner draws and the page says; no widgets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from fmdesk.plugins.api import N_, current_language, number
from fmdesk.plugins.api.qt import Badge, PlannerBox, PlannerData, PlannerRow
from fmdesk.plugins.bundled.rooms.bookings import TAKING, Booking, BookingState, Plan
from fmdesk.plugins.bundled.rooms.qt.words import _, ngettext
from fmdesk.plugins.bundled.rooms.rooms import EQUIPMENT, Room
from fmdesk.plugins.bundled.rooms.wall import wall

STATES: Mapping[BookingState, tuple[str, str, str]] = {
    BookingState.REQUESTED: ("hourglass", N_("requested"), "risk"),
    BookingState.APPROVED: ("", N_("granted"), "accent"),
    BookingState.CHECKED_IN: ("circle-check", N_("checked in"), "kept"),
    BookingState.OFFERED: ("clock", N_("offered"), "risk"),
    BookingState.BLOCKED: ("ban", N_("closed off"), "neutral"),
    BookingState.DECLINED: ("circle-x", N_("declined"), "broken"),
    BookingState.RELEASED: ("circle-minus", N_("given back"), "neutral"),
    BookingState.CANCELLED: ("circle-minus", N_("cancelled"), "neutral"),
    BookingState.WAITING: ("hourglass", N_("waiting"), "neutral"),
}
"""Icon, word and tone of each state; what is as it should be has no icon in the planner."""
_OFFICE_HOURS = (8, 18)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What the chips ask of a room.

    Attributes:
        seats: At least so many people; 0 for any.
        equipment: Code of what must be in it, empty for any.
        location: Code of its location, empty for any.
        free: It must be free from the first to the second instant, None for any.
    """

    seats: int = 0
    equipment: str = ""
    location: str = ""
    free: tuple[datetime, datetime] | None = None

    def passes(self, room: Room, plan: Plan) -> bool:
        """Tell whether a room is shown."""
        return (
            room.capacity >= self.seats
            and self.equipment in ("", *room.equipment)
            and self.location in ("", room.location)
            and (self.free is None or is_free(plan, room.id, *self.free))
        )


def is_free(plan: Plan, room_id: int, start: datetime, end: datetime) -> bool:
    """Tell whether nobody has a room in `[start, end)`, and it is open."""
    is_open = any(
        one.room_id == room_id and one.start <= start and end <= one.end for one in plan.windows
    )
    return is_open and not any(
        one.room_id == room_id
        and one.state in TAKING
        and one.occupied_from < end
        and start < one.occupied_until
        for one in plan.bookings
    )


def data_of(plan: Plan, narrowed: Narrowed) -> PlannerData:
    """Return what the planner draws."""
    shown = [room for room in plan.rooms if narrowed.passes(room, plan)]
    ids = {room.id for room in shown}
    hours: dict[int, list[tuple[datetime, datetime]]] = {number: [] for number in ids}
    for one in plan.windows:
        if one.room_id in ids:
            hours[one.room_id].append((one.start, one.end))
    boxes = tuple(map(_box, plan.bookings))
    return PlannerData(tuple(map(_row, shown)), boxes, hours)


def _row(room: Room) -> PlannerRow:
    words = ", ".join(map(equipment_name, room.equipment))
    return PlannerRow(room.id, room.name(current_language()), people(room.capacity), (), words)


def _box(one: Booking) -> PlannerBox:
    icon, word, tone = STATES[one.state]
    detail = " · ".join(filter(None, (people(one.people) if one.people else "", one.who)))
    return PlannerBox(
        id=one.id,
        row_id=one.room_id,
        start=one.start,
        end=one.end,
        occupied_from=one.occupied_from,
        occupied_until=one.occupied_until,
        title=one.title,
        detail=detail,
        tone=tone,
        icon=icon or ("refresh-cw" if one.series_id else ""),
        state=_(word),
        may_change=one.may_change,
    )


def badge_of(booking: Booking) -> Badge:
    """Return the state of a booking as a badge."""
    icon, word, tone = STATES[booking.state]
    return Badge(icon or "check", _(word), tone)


def people(count: int) -> str:
    """Return how many people, in words."""
    return ngettext("{n} person", "{n} people", count).format(n=number(count))


def equipment_name(code: str) -> str:
    """Return what a piece of equipment is called; one that is not known stands for itself."""
    found = EQUIPMENT.get(code)
    return found.get(current_language()) if found else code


def hours_of(plan: Plan, zone: str) -> tuple[int, int]:
    """Return the first and last hour to show, so that all bookings and open hours are seen."""
    hours = set(_OFFICE_HOURS)
    for begin, end in _stretches(plan):
        first, last = wall(begin, zone), wall(end - timedelta(seconds=1), zone)
        if first.date() != last.date():
            return 0, 24
        hours |= {first.hour, last.hour + 1}
    return min(hours), max(hours)


def _stretches(plan: Plan) -> Iterable[tuple[datetime, datetime]]:
    yield from ((one.start, one.end) for one in plan.windows)
    yield from ((one.occupied_from, one.occupied_until) for one in plan.bookings)
