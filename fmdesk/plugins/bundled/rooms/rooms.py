"""Rooms and what they are booked for, as frozen data."""

from collections.abc import Mapping
from dataclasses import dataclass

from fmdesk.plugins.api import Text

Hours = tuple[tuple[tuple[str, str], ...], ...]
OFFICE_DAY = (("07:00", "19:00"),)
OFFICE_HOURS: Hours = (OFFICE_DAY,) * 5 + ((), ())

EQUIPMENT: Mapping[str, Text] = {
    "screen": Text("Scherm", "Screen"),
    "camera": Text("Camera", "Camera"),
    "microphone": Text("Microfoon", "Microphone"),
    "whiteboard": Text("Whiteboard", "Whiteboard"),
    "flipchart": Text("Flip-over", "Flip chart"),
    "phone": Text("Telefoon", "Telephone"),
    "stage": Text("Podium", "Stage"),
    "hearing_loop": Text("Ringleiding", "Hearing loop"),
    "step_free": Text("Drempelvrij", "Step-free"),
}
"""Names of the usual equipment by code; any other code stands for itself."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How a room can stand.

    Attributes:
        code: Its code within the room; a booking that names none takes the first.
        name_nl: Dutch name.
        name_en: English name.
        capacity: Most people in it.
        setup_minutes: The room counts as occupied so long before the start.
        cleanup_minutes: And so long after the end.
        setup_product: Product whose line does the set-up, empty for none.
        cleanup_product: Product whose line clears it away, empty for none.
    """

    code: str
    name_nl: str
    name_en: str
    capacity: int
    setup_minutes: int = 0
    cleanup_minutes: int = 0
    setup_product: str = ""
    cleanup_product: str = ""


@dataclass(frozen=True, slots=True)
class Tariff:
    """One price: a block of minutes and what it costs in cents."""

    minutes: int
    cents: int


@dataclass(frozen=True, slots=True, order=True)
class Fee:
    """What giving a booking up costs within so many working days of it, in percent of its price.

    Not coming is giving up within 0 days.
    """

    days: int
    percent: int


@dataclass(frozen=True, slots=True)
class Room:
    """A room that can be booked.

    Attributes:
        code: Its code, as people name it.
        name_nl: Dutch name.
        name_en: English name.
        arrangements: How it can stand, the usual one first.
        location: Code of the location, empty where it has none.
        equipment: Codes of what is in it.
        hours: Opening hours on Monday to Sunday, windows of wall time in the office's zone.
        days_ahead: It can be booked at most so many days ahead.
        notice_minutes: And at least so long before the start.
        longest_minutes: One booking lasts at most so long.
        needs_approval: A booking is a request until somebody decides.
        needs_check_in: Who does not come loses it.
        tariffs: Prices of blocks; the cheapest that cover a booking count. Empty for the price of
            the catalogue.
        fees: What giving up costs; the smallest number of days that fits counts.
        fee_product: Product of the line that charges it, empty for no fee.
        is_offered: It can be booked now.
        id: Its number, 0 before it is stored.
        pictures: Numbers of its pictures.
    """

    code: str
    name_nl: str
    name_en: str
    arrangements: tuple[Arrangement, ...]
    location: str = ""
    equipment: tuple[str, ...] = ()
    hours: Hours = OFFICE_HOURS
    days_ahead: int = 400
    notice_minutes: int = 0
    longest_minutes: int = 720
    needs_approval: bool = False
    needs_check_in: bool = False
    tariffs: tuple[Tariff, ...] = ()
    fees: tuple[Fee, ...] = ()
    fee_product: str = ""
    is_offered: bool = True
    id: int = 0
    pictures: tuple[int, ...] = ()

    @property
    def capacity(self) -> int:
        """Most people that it holds in any arrangement."""
        return max((one.capacity for one in self.arrangements), default=0)

    def name(self, language: str) -> str:
        """Return its name in a language."""
        return self.name_nl if language == "nl" else self.name_en
