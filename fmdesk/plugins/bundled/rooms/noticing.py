"""What the card of a room says now: when it is still free today."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from fmdesk.plugins.api import NoticeSpec, ProductVersion, Text
from fmdesk.plugins.bundled.rooms import tending
from fmdesk.plugins.bundled.rooms.bookings import Booking
from fmdesk.plugins.bundled.rooms.planner import today
from fmdesk.plugins.bundled.rooms.wall import wall, windows
from fmdesk.plugins.bundled.rooms.wishes import Context

SHORTEST = timedelta(minutes=30)


def notices(context: Context, product: ProductVersion) -> tuple[NoticeSpec, ...]:
    """Return when the room of a product is free for the rest of today; nothing for any room."""
    if not product.article:
        return ()
    room = context.store.find_room(product.article)
    gone = {one.id for one in tending.stale(context)}
    start, end = max(context.now, today(context)[0]), today(context)[1]
    taken = [one for one in context.store.bookings(start, end, (room.id,)) if one.id not in gone]
    spans = [
        f"{wall(begins, context.zone):%H:%M}–{wall(ends, context.zone):%H:%M}"
        for opens, closes in windows(room.hours, context.zone, start, end)
        for begins, ends in _gaps(opens, closes, taken)
    ]
    if not spans:
        text = Text("Vandaag niet meer vrij.", "Not free any more today.")
        return (NoticeSpec(text, is_warning=True),)
    listed = ", ".join(spans)
    return (NoticeSpec(Text(f"Vandaag vrij: {listed}.", f"Free today: {listed}.")),)


def _gaps(
    opens: datetime, closes: datetime, taken: list[Booking]
) -> Iterator[tuple[datetime, datetime]]:
    """Yield what bookings leave of a window, where it is worth a meeting."""
    for one in taken:
        if one.occupied_from - opens >= SHORTEST and one.occupied_from < closes:
            yield opens, one.occupied_from
        opens = max(opens, one.occupied_until)
    if closes - opens >= SHORTEST:
        yield opens, closes
