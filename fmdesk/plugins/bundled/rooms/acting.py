"""What the desk does with bookings from the planner; each goes through the line of the booking."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from fmdesk.plugins.api import LineState, OrderDraft, OrderLine, Scalar, Text
from fmdesk.plugins.bundled.rooms import declared, waiting
from fmdesk.plugins.bundled.rooms.bookings import Booking, BookingState, Done, Which
from fmdesk.plugins.bundled.rooms.refusals import refusal
from fmdesk.plugins.bundled.rooms.wall import MINUTE, written
from fmdesk.plugins.bundled.rooms.wishes import Context

NO_OP = UUID(int=0)
"""The command has a number of its own; that of the order is not looked at."""


@dataclass(frozen=True, slots=True)
class Book:
    """A room to book; instants are aware UTC.

    Attributes:
        product: Code of a product that this plugin serves.
        room: Code or name of the room.
        start: When it begins.
        end: When it ends.
        requester: Code of the person who asks.
        channel: Code of the channel over which it was asked.
        title: What it is for.
        people: How many come.
        arrangement: Code of how the room stands, empty for the usual way.
        is_external: Guests from outside come.
        cost_centre: Code of who pays, empty for the requester's own.
        remark: In words.
        waits: Whoever asks waits for the room where it is taken.
    """

    product: str
    room: str
    start: datetime
    end: datetime
    requester: str
    channel: str = "phone"
    title: str = ""
    people: int = 0
    arrangement: str = ""
    is_external: bool = False
    cost_centre: str = ""
    remark: str = ""
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Decide:
    """Grant requests or turn them down, each for itself; nothing else is touched."""

    booking_ids: tuple[int, ...]
    is_granted: bool
    reason: str = ""


LEFT = Text("De zaal is eerder vrijgegeven: {reason}", "The room was given back early: {reason}")
GRANTED = Text("Uw zaal is toegewezen", "Your room is granted")
DECLINED = Text("Uw zaal kon niet worden toegewezen", "Your room could not be granted")


def details_of(context: Context, asked: Book) -> dict[str, Scalar]:
    """Return the form of a booking as filled in."""
    return {
        "room": asked.room,
        "start": written(asked.start, context.zone),
        "end": written(asked.end, context.zone),
        "people": asked.people,
        "arrangement": asked.arrangement,
        "title": asked.title,
        "external": asked.is_external,
        "remark": asked.remark,
        "wait": asked.waits,
    }


def book(context: Context, payload: Book) -> Done:
    """Take an order of one room.

    Raises:
        DomainError: As at intake; PluginError `rooms.taken` with where there is room.
    """
    details = details_of(context, payload)
    line = OrderLine(payload.product, details=details, cost_centre=payload.cost_centre)
    draft = OrderDraft(
        NO_OP, payload.channel, (line,), requester=payload.requester, subject=payload.title
    )
    found = (context.store.of_line(number) for number in context.desk.take(draft))
    return Done(tuple(one for one in found if one is not None))


def check_in(context: Context, payload: Which) -> Done:
    """Write down that they came: the line is ready.

    Raises:
        PluginError: `rooms.not_to_check_in`.
    """
    there = context.store.booking(payload.booking_id)
    early = timedelta(minutes=int(context.setting(declared.EARLY.name)))
    if there.state is not BookingState.APPROVED or not (
        there.start - early <= context.now < there.end
    ):
        raise refusal("rooms.not_to_check_in")
    here = context.store.set_state(there, BookingState.CHECKED_IN)
    number = there.line_id
    if number is not None and context.readers.line(number).state is not LineState.READY:
        context.desk.ready(number)
    return Done((here,))


def release(context: Context, payload: Which) -> Done:
    """Give the rest of a running booking back: it ends now, its clean-up comes sooner.

    Raises:
        PluginError: `rooms.not_running`.
    """
    there = context.store.booking(payload.booking_id)
    if there.state is not BookingState.CHECKED_IN or not there.start < context.now < there.end:
        raise refusal("rooms.not_running")
    cleanup = there.occupied_until - there.end
    now = context.now.replace(second=0) + MINUTE
    end = min(now, there.end)
    left = context.store.save(replace(there, end=end, occupied_until=end + cleanup))
    if there.line_id is not None:
        reason = payload.reason.strip() or "–"
        context.desk.note(there.line_id, declared.said(LEFT).format(reason=reason))
    waiting.offer(context, [there.room_id])
    return Done((left,))


def decide(context: Context, payload: Decide) -> Done:
    """Grant requests or turn them down, and tell who asked exactly which.

    Raises:
        PluginError: `rooms.not_to_decide` when one of them does not wait any more; none is
            decided then. `rooms.no_reason` for a refusal without one.
    """
    if not payload.is_granted and not payload.reason.strip():
        raise refusal("rooms.no_reason")
    found = [context.store.booking(number) for number in dict.fromkeys(payload.booking_ids)]
    if any(there.state is not BookingState.REQUESTED for there in found):
        raise refusal("rooms.not_to_decide")
    state = BookingState.APPROVED if payload.is_granted else BookingState.DECLINED
    done = tuple(context.store.set_state(there, state, payload.reason) for there in found)
    for decided in done:
        if decided.line_id is not None:  # what other calendars brought in is granted already
            _tell(context, decided.line_id, decided, payload)
            if not payload.is_granted:
                context.desk.cancel(decided.line_id, payload.reason)
    return Done(done)


def _tell(context: Context, line_id: int, decided: Booking, payload: Decide) -> None:
    room = context.store.room(decided.room_id)
    begins = written(decided.start, context.zone).replace("T", " ")
    ends = written(decided.end, context.zone).partition("T")[2]
    lines = (f"{begins}–{ends}", decided.title, decided.line_number, payload.reason.strip())
    body = Text(
        "\n".join(filter(None, (room.name_nl, *lines))),
        "\n".join(filter(None, (room.name_en, *lines))),
    )
    context.desk.tell(line_id, GRANTED if payload.is_granted else DECLINED, body)
