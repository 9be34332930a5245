"""Catering goes along with its booking: later, given up, for more people."""

from fmdesk.plugins.api import EventKind, Line, LineEvent, ProductVersion, Scalar, Text
from fmdesk_catering import declared, times
from fmdesk_catering.times import Context
from fmdesk_catering.words import _

SUBJECT = Text("Uw catering blijft zoals besteld", "Your catering stays as ordered")
BODY_NL = (
    "De reservering is nu voor {booked} personen, de catering blijft voor {people}. "
    "Bel ons als dat anders moet."
)
BODY_EN = (
    "The booking is for {booked} people now, the catering stays for {people}. "
    "Call us when that should be different."
)


def follow(
    context: Context, product: ProductVersion, line: Line, booked: Line, event: LineEvent
) -> None:
    """Let an order go along with its booking.

    Raises:
        PluginError: The booking cannot be moved, since it is too late for its catering.
    """
    booking = times.booking_of(context, line.details) if line.state in times.OPEN else None
    if booking is None or booking.id != booked.id:
        return
    if event.kind is EventKind.CANCELLED:
        context.desk.cancel(line.id, event.reason or _("The booking was given up."))
    elif event.kind is EventKind.MOVED:
        _move(context, product, line, event)
        _count(context, product, line, booked)


def _move(context: Context, product: ProductVersion, line: Line, event: LineEvent) -> None:
    delivery, stood = times.delivery_of(context, line.details), times.stood(context, line)
    if delivery == stood:
        return
    for at in filter(None, (stood, delivery)):
        times.check(context, product, times.menu_name(product), at)
    reason = event.reason or _("The booking was moved.")
    context.desk.moved(line.id, reason, delivery + times.grace(context))


def _count(context: Context, product: ProductVersion, line: Line, booked: Line) -> None:
    """Order for as many as are booked now, where it was so before and there is time for it."""
    wanted, known = booked.details.get("people"), line.facts.get(declared.BOOKED)
    ordered = line.details.get("people")
    if not isinstance(wanted, int) or wanted in {0, known, ordered}:
        return
    delivery = times.delivery_of(context, line.details)
    if ordered == known and context.now <= times.latest(context, product.code, delivery):
        people: dict[str, Scalar] = {"people": wanted}
        context.desk.change(line.id, _("The booking is for more or fewer people."), details=people)
        return
    template = _("The booking is for {booked} people now, the catering stays for {people}.")
    note = template.format(booked=wanted, people=ordered)
    events = context.readers.events(line.id)
    noted = [event.reason for event in events if event.kind is EventKind.NOTED]
    if note in noted[-1:]:  # who asked was told already
        return
    context.desk.note(line.id, note)
    texts = (one.format(booked=wanted, people=ordered) for one in (BODY_NL, BODY_EN))
    context.desk.tell(line.id, SUBJECT, Text(*texts))
