"""Booking a series: as many order lines as the preview says, each with its own room and clock."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from fmdesk.plugins.api import Line, OrderDraft, OrderLine, Scalar
from fmdesk.plugins.bundled.rooms import acting, declared, recurrence, rules
from fmdesk.plugins.bundled.rooms.acting import NO_OP, Book
from fmdesk.plugins.bundled.rooms.bookings import Booking, Done, Wish
from fmdesk.plugins.bundled.rooms.foreseeing import chosen, foresee, settled
from fmdesk.plugins.bundled.rooms.refusals import refusal
from fmdesk.plugins.bundled.rooms.series import (
    Choice,
    Instance,
    Preview,
    Series,
    SeriesView,
)
from fmdesk.plugins.bundled.rooms.wall import MINUTE, wall, written
from fmdesk.plugins.bundled.rooms.wishes import Context, wish_of


@dataclass(frozen=True, slots=True)
class Repeat:
    """A series to book.

    Attributes:
        book: The first one; its start is where the rule begins to count.
        rule: As in RFC 5545, `FREQ=WEEKLY;BYDAY=TU;COUNT=10`; it ends by COUNT or UNTIL.
        excluded: Instances that the rule leaves out (EXDATE).
        choices: What is done where something is in the way.
    """

    book: Book
    rule: str
    excluded: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class AddLater:
    """An instance that was skipped and is wanted after all, perhaps elsewhere."""

    series_id: int
    choice: Choice


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What was skipped of a series, with what is chosen for each time."""

    series_id: int
    choices: tuple[Choice, ...] = ()


def preview(context: Context, payload: Repeat) -> Preview:
    """Return what comes of every instance of a series; nothing is stored.

    Raises:
        PluginError: The rule or the room cannot be.
    """
    return foresee(context, list(_instances(context, payload)))


def repeat(context: Context, payload: Repeat) -> Done:
    """Book a series: one ticket, a line for each instance that is not skipped.

    Raises:
        DomainError: As at intake; PluginError `rooms.unsettled` while something is in the way:
            nothing is left out that nobody chose to skip.
    """
    wanted = list(_instances(context, payload))
    context.store.lock(one.wish.room.id for one in wanted)
    settled(foresee(context, wanted))
    kept = [one for one in wanted if not one.is_skipped]
    lines = tuple(_line(context, payload.book, one.wish) for one in kept)
    asked = payload.book
    draft = OrderDraft(NO_OP, asked.channel, lines, requester=asked.requester, subject=asked.title)
    numbers = context.desk.take(draft)
    first = context.readers.line(numbers[0])
    series = context.store.add_series(
        Series(
            id=0,
            rule=payload.rule,
            excluded=payload.excluded,
            first=written(asked.start, context.zone),
            minutes=(asked.end - asked.start) // MINUTE,
            ticket_id=first.ticket_id,
            line_id=first.id,
            skipped=tuple(one.original for one in wanted if one.is_skipped),
        )
    )
    made = (
        _belongs(context, number, series.id, one.original)
        for number, one in zip(numbers, kept, strict=True)
    )
    return Done(tuple(made))


def add_later(context: Context, payload: AddLater) -> Done:
    """Book an instance that was skipped, on the ticket of its series.

    Raises:
        PluginError: `rooms.not_skipped`, or as for any booking.
    """
    series = context.store.series(payload.series_id)
    original = payload.choice.original
    if original not in series.skipped:
        raise refusal("rooms.not_skipped")
    first = context.readers.line(series.line_id)
    wish = _later(context, series, first, original, (payload.choice,))
    context.store.lock([wish.room.id])
    order = OrderLine(first.product_code, details={**first.details, **_details(context, wish)})
    number = context.desk.add_line(series.ticket_id, order)
    left = tuple(one for one in series.skipped if one != original)
    context.store.save_series(replace(series, skipped=left))
    return Done((_belongs(context, number, series.id, original),))


def skipped(context: Context, payload: LeftOut) -> Preview:
    """Return what would come of each time of a series that was skipped, were it added now."""
    series = context.store.series(payload.series_id)
    first = context.readers.line(series.line_id)
    return foresee(
        context,
        [
            Instance(one, _later(context, series, first, one, payload.choices))
            for one in sorted(series.skipped)
        ],
    )


def series(context: Context, payload: int) -> SeriesView:
    """Return a series with all its bookings."""
    return SeriesView(context.store.series(payload), context.store.of_series(payload))


def _instances(context: Context, payload: Repeat) -> Iterator[Instance]:
    """Yield what is wanted, instance by instance."""
    asked = payload.book
    room = context.store.find_room(asked.room)
    arrangement = rules.arrangement_of(room, asked.arrangement)
    first = wall(asked.start, context.zone)
    found = recurrence.instances(payload.rule, first, context.zone, payload.excluded)
    if not found:
        raise refusal("rooms.nothing_left")
    for one in found:
        end = one.start + (asked.end - asked.start)
        plain = Wish(
            room, arrangement, one.start, end, asked.people, asked.title, asked.is_external
        )
        wish, is_skipped = chosen(context, plain, one.start, payload.choices)
        yield Instance(one.start, wish, is_skipped)


def _later(
    context: Context, series: Series, first: Line, original: datetime, choices: tuple[Choice, ...]
) -> Wish:
    """Return what is wanted of a time that was skipped: as its first line was ordered."""
    product = context.readers.product(first.pins.product_version_id)
    usual = wish_of(context, product, first.details)
    plain = replace(usual, start=original, end=original + series.minutes * MINUTE)
    return chosen(context, plain, original, choices)[0]


def _line(context: Context, asked: Book, wish: Wish) -> OrderLine:
    details = {**acting.details_of(context, asked), **_details(context, wish)}
    return OrderLine(asked.product, details=details, cost_centre=asked.cost_centre)


def _details(context: Context, wish: Wish) -> dict[str, Scalar]:
    return {
        "room": wish.room.code,
        "arrangement": wish.arrangement.code,
        "start": written(wish.start, context.zone),
        "end": written(wish.end, context.zone),
    }


def _belongs(context: Context, line_id: int, series_id: int, original: datetime) -> Booking:
    """Write down to which instance of a series a new booking belongs."""
    made = context.store.of_line(line_id)
    if made is None:  # another plugin's product was named
        raise refusal("rooms.no_room_product", plugin=declared.PLUGIN)
    return context.store.save(replace(made, series_id=series_id, original=original))
