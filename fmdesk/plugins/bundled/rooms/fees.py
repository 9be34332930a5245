"""What giving a booking up costs: a line of its own, by how many working days are left."""

from collections.abc import Mapping
from datetime import date, timedelta

from fmdesk.plugins.api import Line, OrderLine, Scalar
from fmdesk.plugins.bundled.rooms import declared
from fmdesk.plugins.bundled.rooms.bookings import Booking, BookingState
from fmdesk.plugins.bundled.rooms.wall import wall
from fmdesk.plugins.bundled.rooms.wishes import Context

WEEKEND = 5
COSTS = (BookingState.APPROVED, BookingState.RELEASED)
"""Only what was granted costs something, also when nobody came."""


def facts(context: Context, booking: Booking) -> Mapping[str, Scalar]:
    """Return what a charter may ask of a booking that was given up."""
    days = working_days(context, booking)
    return {declared.CANCEL_DAYS: days, declared.FEE_PERCENT: booking.fee_percent}


def charge(context: Context, line: Line, booking: Booking) -> int:
    """Put the fee on the ticket of a booking that is given up, where there is one.

    Args:
        context: The unit of work.
        line: The cancelled line.
        booking: Its booking as it was before.

    Returns:
        How much of the price it is, in percent.
    """
    percent = _percent(context, line, booking)
    if percent:
        room = context.store.room(booking.room_id)
        details: dict[str, Scalar] = {"booking": booking.line_number, "percent": percent}
        added = context.desk.add_line(line.ticket_id, OrderLine(room.fee_product, details=details))
        context.desk.ready(added)
    return percent


def cents_of(context: Context, booking: Booking) -> int:
    """Return what giving a booking up costs now, in whole cents."""
    if booking.line_id is None:
        return 0
    line = context.readers.line(booking.line_id)
    return _part(line, _percent(context, line, booking))


def price(context: Context, details: Mapping[str, Scalar]) -> int:
    """Return a fee in whole cents, half a cent upwards, of the price of its booking."""
    line = context.readers.line_by_number(str(details["booking"]))
    return _part(line, int(details["percent"]))


def _percent(context: Context, line: Line, booking: Booking) -> int:
    room = context.store.room(booking.room_id)
    if booking.state not in COSTS or not room.fee_product or not line.price_cents:
        return 0
    days = working_days(context, booking)
    return next((one.percent for one in sorted(room.fees) if days <= one.days), 0)


def _part(line: Line, percent: int) -> int:
    return (line.price_cents * percent + 50) // 100


def working_days(context: Context, booking: Booking) -> int:
    """Return how many working days after today lie before or on the day of the booking."""
    code = str(context.setting(declared.CALENDAR.name))
    calendar = context.readers.calendar(code) if code else None

    def is_worked(day: date) -> bool:
        return calendar.is_open_day(day) if calendar else day.weekday() < WEEKEND

    today = wall(context.now, context.zone).date()
    span = (wall(booking.start, context.zone).date() - today).days
    return sum(is_worked(today + timedelta(days=number)) for number in range(1, span + 1))
