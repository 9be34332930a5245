"""Goods that move, as frozen data: receipts with their price, issues, transfers, corrections."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class MovementKind(StrEnum):
    """What a movement is."""

    RECEIPT = "receipt"
    RESERVATION = "reservation"
    RELEASE = "release"
    ISSUE = "issue"
    TRANSFER = "transfer"
    CORRECTION = "correction"
    UNDO = "undo"


UNDOABLE = frozenset(
    {
        MovementKind.RECEIPT,
        MovementKind.ISSUE,
        MovementKind.TRANSFER,
        MovementKind.CORRECTION,
    }
)
"""What a person books and can take back; what an order holds and gets is the order's."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Goods that came in: one lot.

    Attributes:
        article: Code of the article.
        place: Code of the place where they lie.
        quantity: How many, in units of issue.
        reason: A remark.
        cents: What all of them cost together.
        day: When they came, None for today.
        supplier: Who delivered them.
        reference: Order number or packing note.
        purchase_line: The line of a purchase order that they are a delivery of.
    """

    article: str
    place: str
    quantity: int
    reason: str = ""
    cents: int = 0
    day: date | None = None
    supplier: str = ""
    reference: str = ""
    purchase_line: int | None = None


@dataclass(frozen=True, slots=True)
class HandOut:
    """Goods handed out over the counter, without an order; `reason` says to whom or for what."""

    article: str
    place: str
    quantity: int
    reason: str


@dataclass(frozen=True, slots=True)
class Transfer:
    """Free goods that go from one place to another; their price goes with them."""

    article: str
    source: str
    target: str
    quantity: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """What a count found at a place; `reason` is needed, since it overrules the records."""

    article: str
    place: str
    counted: int
    reason: str


@dataclass(frozen=True, slots=True)
class Undo:
    """A booking to take back by its counter-movements; `reason` is needed."""

    booking: int
    reason: str


@dataclass(frozen=True, slots=True)
class Booked:
    """The number of a booking, for who wants to take it back."""

    booking: int


@dataclass(frozen=True, slots=True)
class LotRow:
    """One lot: what came in at once, and what of it is left.

    Attributes:
        id: Its number.
        article: Code of the article.
        day: When it came in.
        quantity: How many came in.
        cents: What all of them cost together.
        supplier: Who delivered it.
        reference: Order number or packing note.
        left: How many are still there, over all places.
        left_cents: What those cost.
        booking: The booking of its receipt.
    """

    id: int
    article: str
    day: date
    quantity: int
    cents: int
    supplier: str
    reference: str
    left: int
    left_cents: int
    booking: int


@dataclass(frozen=True, slots=True)
class PlaceStock:
    """What lies at one place."""

    place: str
    on_hand: int
    reserved: int
    cents: int


@dataclass(frozen=True, slots=True)
class MovementQuery:
    """Which movements: of an article, or all; the newest first."""

    article: str = ""
    most: int = 200


@dataclass(frozen=True, slots=True)
class MovementRow:
    """One movement; the sums of `on_hand` and `reserved` are the stock, that of `cents` its value.

    Attributes:
        kind: What it was.
        place: Code of the place.
        on_hand: Change of what lies there.
        reserved: Change of what is promised.
        line_id: The order line it was for, None for none.
        at: When, aware UTC.
        actor: By whom.
        reason: Why, where that was asked.
        id: Its number.
        booking: Number of the first movement of what was booked at once.
        article: Code of the article.
        cents: Change of the value.
        lot: The lot that the goods are of; None when nothing came or went.
        undoes: The booking that it takes back, None for none.
        is_undone: It was taken back.
        number: Number of the line, as the customer knows it.
    """

    kind: MovementKind
    place: str
    on_hand: int
    reserved: int
    line_id: int | None
    at: datetime
    actor: str
    reason: str
    id: int = 0
    booking: int = 0
    article: str = ""
    cents: int = 0
    lot: int | None = None
    undoes: int | None = None
    is_undone: bool = False
    number: str = ""

    @property
    def may_undo(self) -> bool:
        """Whether a person may take it back."""
        return self.kind in UNDOABLE and self.line_id is None and not self.is_undone
