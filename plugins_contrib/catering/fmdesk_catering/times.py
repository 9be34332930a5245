"""When catering is delivered, and until when it can be ordered, changed and given up."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from fmdesk.plugins.api import (
    EventKind,
    Line,
    LineState,
    NotFoundError,
    ProductVersion,
    Scalar,
    WorkContext,
)
from fmdesk_catering import declared
from fmdesk_catering.words import refusal, sentence

Context: TypeAlias = WorkContext[None]
OPEN = (LineState.NEW, LineState.RUNNING, LineState.PAUSED)
DAY = timedelta(days=1)
WEEKEND = 5
FARTHEST = 60
"""Days that are looked at for the earliest one."""


def agreed(context: Context, line: Line) -> datetime | None:
    """Return when a line is due by what was agreed, the last word counts; None for nothing."""
    moved = [
        event.corrected_at
        for event in context.readers.events(line.id)
        if event.kind is EventKind.MOVED and event.corrected_at
    ]
    return moved[-1] if moved else line.due_given


def booking_of(context: Context, details: Mapping[str, Scalar]) -> Line | None:
    """Return the line that an order goes with, None for none.

    Raises:
        PluginError: There is no such line, or nothing was agreed about when it begins.
    """
    number = str(details.get("booking") or "").strip()
    if not number:
        return None
    try:
        line = context.readers.line_by_number(number)
    except NotFoundError:
        line = None
    if line is None or agreed(context, line) is None:
        raise refusal("catering.booking", number=number)
    return line


def delivery_of(context: Context, details: Mapping[str, Scalar]) -> datetime:
    """Return when an order is to be there.

    Minutes before a booking are counted on the clock on the wall.

    Raises:
        PluginError: It names no time, or both a time and a booking.
    """
    booking, given = booking_of(context, details), str(details.get("delivery") or "")
    begins = agreed(context, booking) if booking else None
    if (begins is None) is (not given):
        raise refusal("catering.when")
    if begins is None:
        return context.instant(datetime.fromisoformat(given))
    before = timedelta(minutes=int(details.get("before") or 0))
    return context.instant(context.wall(begins) - before)


def grace(context: Context) -> timedelta:
    """Return how much later is still in time."""
    return timedelta(minutes=int(context.setting(declared.GRACE.name)))


def stood(context: Context, line: Line) -> datetime | None:
    """Return when an order was to be there until now."""
    due = agreed(context, line)
    return None if due is None else due - grace(context)


def quick_codes(context: Context) -> tuple[str, ...]:
    """Return the codes of what can be ordered at short notice."""
    codes = str(context.setting(declared.QUICK.name)).split(",")
    return tuple(filter(None, map(str.strip, codes)))


def latest(context: Context, code: str, delivery: datetime) -> datetime:
    """Return until when a delivery can be ordered, changed, and given up for nothing.

    Source: the facility guide, catering for meetings: by 16:00 on the day before.

    Args:
        context: The unit of work.
        code: Code of the menu.
        delivery: When it is to be there.
    """
    if code in quick_codes(context):
        return delivery - timedelta(minutes=int(context.setting(declared.QUICK_MINUTES.name)))
    return _latest_for(context, context.wall(delivery).date())


def earliest(context: Context) -> date | None:
    """Return the first working day for which everything can still be ordered."""
    today = context.wall(context.now).date()
    days = (today + DAY * number for number in range(FARTHEST))
    fit = (day for day in days if _is_worked(context, day))
    return next((day for day in fit if _latest_for(context, day) >= context.now), None)


def check(context: Context, product: ProductVersion, name: str, delivery: datetime) -> None:
    """Refuse a delivery whose time is past, or too near to be ordered or changed.

    Raises:
        PluginError: `catering.past` or `catering.too_late`, with what can still be ordered.
    """
    shown = spoken(context, delivery)
    if delivery <= context.now:
        raise refusal("catering.past", delivery=shown)
    until = latest(context, product.code, delivery)
    if context.now <= until:
        return
    first = earliest(context)
    raise refusal(
        "catering.too_late",
        *_quick_sentence(context, delivery),
        menu=name,
        delivery=shown,
        latest=spoken(context, until),
        earliest=f"{first:%d-%m-%Y}" if first else "…",
    )


def spoken(context: Context, at: datetime) -> str:
    """Return an instant as a sentence has it."""
    return f"{context.wall(at):%d-%m-%Y %H:%M}"


def _quick_sentence(context: Context, delivery: datetime) -> tuple[str, ...]:
    minutes = int(context.setting(declared.QUICK_MINUTES.name))
    codes = quick_codes(context)
    if not codes or context.now > delivery - timedelta(minutes=minutes):
        return ()
    menus = ", ".join(menu_name(context.readers.product_by_code(code)) for code in codes)
    return (sentence("catering.quick", minutes=minutes, menus=menus),)


def menu_name(product: ProductVersion) -> str:
    """Return the name of a menu in the language of now."""
    return declared.said(product.name_nl, product.name_en)


def _latest_for(context: Context, day: date) -> datetime:
    left = int(context.setting(declared.ORDER_DAYS.name))
    for _day in range(FARTHEST):  # an office that is always closed has an end too
        if not left:
            break
        day -= DAY
        left -= _is_worked(context, day)
    hour = int(context.setting(declared.ORDER_HOUR.name))
    return context.instant(datetime.combine(day, time(hour)))


def _is_worked(context: Context, day: date) -> bool:
    code = str(context.setting(declared.CALENDAR.name))
    if code:
        return context.readers.calendar(code).is_open_day(day)
    return day.weekday() < WEEKEND
