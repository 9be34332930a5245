"""An office with rooms and catering on Monday 2 March 2026, 09:00 in Amsterdam, on both engines."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from fmdesk.core.domain.ticket import Line
from fmdesk.plugins.bundled.rooms.managing import Load
from fmdesk.plugins.bundled.rooms.rooms import Arrangement, Room
from fmdesk.testing.office import Offer, PluginDesk, fill_office, opened_desk

MODULES = {"catering": "fmdesk_catering.plugin"}
ROOM = Room("A1", "Amstel", "Amstel", (Arrangement("table", "Aan tafel", "At a table", 20),))
OFFERS = (
    Offer("room", "rooms", "booking", "rooms.booking"),
    Offer("LUNCH", "catering", "order", "catering.service", 1250),
    Offer("KOFFIE", "catering", "order", "catering.service", 275),
    Offer("LATE", "catering", "fee", "catering.fee"),
)


class Desk(PluginDesk):
    """An office whose rooms come with catering."""

    def order(self, product: str = "LUNCH", **details: Any) -> Line:
        """Order something, as by phone."""
        return super().order(product, **details)

    def book(self, start: str = "2026-03-05T10:00", people: int = 6) -> tuple[Line, str]:
        """Book the room for two hours; return the line and its number."""
        end = f"{start[:11]}{int(start[11:13]) + 2:02}{start[13:]}"
        line = self.order("room", room="A1", start=start, end=end, people=people)
        return line, self.number(line)


@contextmanager
def opened(url: str, folder: Path) -> Iterator[Desk]:
    """Open a desk on a database."""
    with opened_desk(Desk, url, folder, MODULES) as desk:
        yield desk


def fill(url: str) -> None:
    """Put the office into a database."""
    with TemporaryDirectory() as folder, opened(url, Path(folder)) as desk:
        fill_office(desk, OFFERS)
        desk.office.extensions.run(uuid4(), "rooms", "load", Load((ROOM,)))
