"""What the planner and the board ask."""

from dataclasses import replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from fmdesk.plugins.bundled.rooms import tending
from fmdesk.plugins.bundled.rooms.bookings import (
    Booking,
    BookingState,
    OpenWindow,
    Plan,
    PlanQuestion,
)
from fmdesk.plugins.bundled.rooms.rooms import Room
from fmdesk.plugins.bundled.rooms.rules import is_movable
from fmdesk.plugins.bundled.rooms.wall import DAY, windows
from fmdesk.plugins.bundled.rooms.wishes import Context


def plan(context: Context, payload: PlanQuestion | None) -> Plan:
    """Return rooms, their bookings and opening times in a time; without one, of today."""
    asked = payload or PlanQuestion(*today(context))
    wanted = asked.room_ids
    shown = tuple(
        room
        for room in context.store.rooms()
        if (room.is_offered if wanted is None else room.id in wanted)
    )
    gone = {one.id for one in tending.stale(context)}
    found = [
        one for one in context.store.bookings(asked.start, asked.end, wanted) if one.id not in gone
    ]
    return Plan(
        shown,
        tuple(replace(one, may_change=is_movable(one, context.now)) for one in found),
        tuple(
            OpenWindow(room.id, opens, closes)
            for room in shown
            for opens, closes in windows(room.hours, context.zone, asked.start, asked.end)
        ),
        context.now,
    )


def rooms(context: Context, payload: None) -> tuple[Room, ...]:  # noqa: ARG001  # there is none
    """Return all rooms by code, also those that are not offered."""
    return context.store.rooms()


def lines_today(context: Context, payload: None) -> tuple[int, ...]:  # noqa: ARG001  # there is none
    """Return the lines with a room today, the first to begin first."""
    found = context.store.bookings(*today(context))
    return tuple(one.line_id for one in found if one.line_id is not None)


def requests(context: Context, payload: None) -> tuple[Booking, ...]:  # noqa: ARG001  # there is none
    """Return the bookings that wait for a decision, the first to begin first."""
    found = context.store.in_state(BookingState.REQUESTED)
    return tuple(replace(one, may_change=is_movable(one, context.now)) for one in found)


def waiting_list(context: Context, payload: None) -> tuple[Booking, ...]:  # noqa: ARG001  # there is none
    """Return who has an offer or waits, by start."""
    states = (BookingState.OFFERED, BookingState.WAITING)
    found = [one for state in states for one in context.store.in_state(state)]
    shown = sorted(found, key=lambda one: (one.start, one.passed, one.id))
    return tuple(replace(one, may_change=is_movable(one, context.now)) for one in shown)


def lines_requested(context: Context, payload: None) -> tuple[int, ...]:  # noqa: ARG001  # there is none
    """Return the lines that wait for a decision, the first to begin first."""
    found = context.store.in_state(BookingState.REQUESTED)
    return tuple(one.line_id for one in found if one.line_id is not None)


def today(context: Context) -> tuple[datetime, datetime]:
    """Return begin and end of the running day in the office's zone."""
    zone = ZoneInfo(context.zone)
    day = context.now.astimezone(zone).date()
    start, end = (datetime.combine(one, time(), zone) for one in (day, day + DAY))
    return start, end
