"""Visits as frozen data: what commands take and queries give. Instants are aware UTC."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class GuestState(StrEnum):
    """Where a visitor is."""

    EXPECTED = "expected"
    INSIDE = "inside"
    LEFT = "left"
    MISSED = "missed"
    """Nobody came that day."""
    CANCELLED = "cancelled"


CAME = (GuestState.INSIDE, GuestState.LEFT)


@dataclass(frozen=True, slots=True)
class Guest:
    """One visitor.

    Attributes:
        id: Their number.
        visit_id: The visit.
        name: Empty until it is known, and again when it was erased.
        plate: Number plate of the car, empty for none.
        state: Where they are.
        badge: The badge that they wear or wore, None for none.
        arrived_at: When they came.
        left_at: When they left.
    """

    id: int
    visit_id: int
    name: str = ""
    plate: str = ""
    state: GuestState = GuestState.EXPECTED
    badge: int | None = None
    arrived_at: datetime | None = None
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """Those who come together to one host.

    Attributes:
        id: Its number.
        line_id: Its order line.
        host_id: Whom they come for.
        company: Where they come from, empty for nothing said.
        expected_at: When they are expected.
        told_at: When the host was told that they are here.
        erased_at: When names, number plates and the company were erased; the order keeps its own.
        guests: Who comes, in the order in which they were announced.
    """

    id: int
    line_id: int
    host_id: int
    company: str
    expected_at: datetime
    told_at: datetime | None = None
    erased_at: datetime | None = None
    guests: tuple[Guest, ...] = ()

    @property
    def came(self) -> tuple[Guest, ...]:
        """Those who were or are here."""
        return tuple(one for one in self.guests if one.state in CAME)

    def nameless(self, names: "Sequence[Named]") -> tuple[Guest, ...]:
        """Return those who are called nothing yet, and whom these names do not mean either."""
        meant = {one.guest_id for one in names}
        coming = (*CAME, GuestState.EXPECTED)
        free = (one for one in self.guests if one.state in coming and one.id not in meant)
        return tuple(one for one in free if not one.name)

    @property
    def arrived_at(self) -> datetime | None:
        """When the first of them came."""
        return min((one.arrived_at for one in self.guests if one.arrived_at), default=None)


@dataclass(frozen=True, slots=True)
class Named:
    """Who a visitor is.

    Attributes:
        name: Empty for who is not known any more.
        plate: Number plate of the car, empty for none.
        guest_id: Which visitor of the visit; 0 for one that has no name yet, else one more.
    """

    name: str
    plate: str = ""
    guest_id: int = 0


@dataclass(frozen=True, slots=True)
class Announce:
    """A visit as the reception takes it.

    Attributes:
        product: Code of a product of this plugin.
        host: Code of whom they come for.
        arrival: When they are expected.
        guests: Who comes.
        company: Where they come from.
        channel: Code of the channel over which it was announced.
    """

    product: str
    host: str
    arrival: datetime
    guests: tuple[Named, ...]
    company: str = ""
    channel: str = "phone"


@dataclass(frozen=True, slots=True)
class Names:
    """Who comes with a visit; who is not among them stays what they are called."""

    visit_id: int
    guests: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Arrive:
    """A visitor is here.

    Attributes:
        guest_id: Who.
        badge: Number of the badge, 0 for none.
        at: When they came; None for now.
    """

    guest_id: int
    badge: int = 0
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Leave:
    """These visitors left."""

    guest_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Which:
    """A visit."""

    visit_id: int


@dataclass(frozen=True, slots=True)
class Reported:
    """What came of it; names nobody, since results stay in the command log.

    Attributes:
        line_id: The line of the visit.
        is_told: The host knows.
    """

    line_id: int
    is_told: bool = False


class Show(StrEnum):
    """Which visitors a list shows."""

    DAY = "day"
    """Those of a day."""
    INSIDE = "inside"
    MISSED = "missed"
    """Those of the last days who did not come."""


@dataclass(frozen=True, slots=True)
class Question:
    """Which visitors, and of which day by the clock of the office."""

    show: Show
    on: date


@dataclass(frozen=True, slots=True)
class Row:
    """A visitor as the reception has them; times are those of the office's clock.

    Attributes:
        guest: The visitor.
        line_id: The line of the visit.
        number: Its number.
        company: Where they come from.
        host: Whom they come for.
        phone: The host's phone.
        expected: When they were expected.
        arrived: When they came.
        left: When they left.
        is_told: The host knows that they are here.
        place: Which of the visit's visitors it is, from 1.
        is_erased: Names were erased.
    """

    guest: Guest
    line_id: int
    number: str
    company: str
    host: str
    phone: str
    expected: datetime
    arrived: datetime | None
    left: datetime | None
    is_told: bool
    place: int
    is_erased: bool

    @property
    def waits(self) -> bool:
        """They are inside and their host does not know."""
        return self.guest.state is GuestState.INSIDE and not self.is_told


@dataclass(frozen=True, slots=True)
class Reception:
    """What the page of the reception shows.

    Attributes:
        rows: The visitors, next expected first.
        badge: The lowest badge that is free.
        products: Code, Dutch and English name of what a visit can be announced as.
    """

    rows: tuple[Row, ...]
    badge: int
    products: tuple[tuple[str, str, str], ...]
