"""An order: checked, priced, with each time of a series, and charged when given up too late."""

from collections.abc import Mapping
from dataclasses import replace

from fmdesk.plugins.api import Line, OrderLine, ProductVersion, Scalar
from fmdesk_catering import declared, times
from fmdesk_catering.times import Context
from fmdesk_catering.words import refusal

HOUR = 3600


def check(context: Context, product: ProductVersion, line: OrderLine, before: Line | None) -> None:
    """Refuse what comes too late, names no time, or is to go with another booking.

    Raises:
        PluginError: With a sentence that says what can still be done.
    """
    if line.quantity != 1:
        raise refusal("catering.one")
    name, delivery = times.menu_name(product), times.delivery_of(context, line.details)
    if before is not None:
        if before.details.get("booking", "") != line.details.get("booking", ""):
            raise refusal("catering.other_booking")
        stood = times.stood(context, before)
        if stood is not None:
            times.check(context, product, name, stood)
    times.check(context, product, name, delivery)


def price(context: Context, product: ProductVersion, details: Mapping[str, Scalar]) -> int:
    """Return the price in cents: of a menu for each person, of a fee its part, half upwards."""
    if product.form == declared.ORDER.id:
        return product.price_cents * int(details.get("people") or 0)
    ordered = context.readers.line_by_number(str(details["order"]))
    return (ordered.price_cents * int(details["percent"]) + 50) // 100


def attach(context: Context, line: Line) -> None:
    """Let an order follow its booking, and order the same with the later times of the series.

    Where there is time for the first there is time for those.
    """
    booking = times.booking_of(context, line.details)
    if booking is None:
        return
    context.desk.link(line.id, booking.id)
    begins = times.agreed(context, booking)
    if line.details.get("series") is not True or begins is None:
        return
    like = _like(context, line)
    for other in context.readers.ticket(booking.ticket_id).lines:
        is_same = (other.plugin, other.product_code) == (booking.plugin, booking.product_code)
        later = times.agreed(context, other) if is_same and other.state in times.OPEN else None
        if later is not None and later > begins:
            number = context.readers.line_number(other)
            details = {**line.details, "booking": number, "series": False}
            context.desk.add_line(line.ticket_id, replace(like, details=details))


def _like(context: Context, line: Line) -> OrderLine:
    """Return an order for the place and payer of a line."""
    places = {one.id: one.code for one in context.readers.locations()}
    payer = line.cost_centre_id
    return OrderLine(
        line.product_code,
        location=places.get(line.location_id or 0, ""),
        cost_centre=context.readers.cost_centre(payer).code if payer else "",
    )


def facts(context: Context, line: Line) -> Mapping[str, Scalar]:
    """Return the facts of an order, or of a change of it."""
    delivery = times.delivery_of(context, line.details)
    notice = int((delivery - line.opened_at).total_seconds())
    booking = times.booking_of(context, line.details)
    booked = booking.details.get("people") if booking else None
    return {
        declared.MENU: line.product_code,
        declared.PEOPLE: int(line.details.get("people") or 0),
        declared.HAS_DIETS: bool(line.details.get("diets")),
        declared.NOTICE_HOURS: max(0, notice // HOUR),
        **({declared.BOOKED: booked} if isinstance(booked, int) else {}),
    }


def fee_percent(context: Context, line: Line) -> int:
    """Return how much of its price giving an order up costs now, in percent."""
    stood = times.stood(context, line)
    if not context.setting(declared.FEE_PRODUCT.name) or stood is None:
        return 0
    if context.now <= times.latest(context, line.product_code, stood):
        return 0
    return int(context.setting(declared.FEE_SHARE.name))


def charge(context: Context, line: Line) -> None:
    """Put the fee of an order that is given up too late on its ticket."""
    percent = fee_percent(context, line)
    if not (percent and line.price_cents):
        return
    product = str(context.setting(declared.FEE_PRODUCT.name))
    details: dict[str, Scalar] = {"order": context.readers.line_number(line), "percent": percent}
    fee = replace(_like(context, line), product=product, details=details)
    context.desk.ready(context.desk.add_line(line.ticket_id, fee))
