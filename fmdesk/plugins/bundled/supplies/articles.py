"""Articles, places and stock as frozen data: what commands take and queries give."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Article:
    """Something that is ordered and issued by the piece.

    Attributes:
        code: Its code; a product names it as its `article`.
        name_nl: Dutch name.
        name_en: English name.
        unit: Unit of issue, as the price unit of a product ("doos", "pak").
        is_stocked: It is kept in stock; others are bought when they are ordered.
        reorder_at: At this free quantity it is time to buy, 0 for never.
    """

    code: str
    name_nl: str
    name_en: str
    unit: str
    is_stocked: bool = True
    reorder_at: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where stock lies."""

    code: str
    name_nl: str
    name_en: str


class MovementKind(StrEnum):
    """What a movement is."""

    RECEIPT = "receipt"
    RESERVATION = "reservation"
    RELEASE = "release"
    ISSUE = "issue"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Stamp:
    """When and by whom something is moved; `at` is aware UTC."""

    at: datetime
    actor: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """Goods that came in."""

    article: str
    place: str
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
class Load:
    """Articles and places to add or change, and first receipts, all at once."""

    articles: tuple[Article, ...] = ()
    places: tuple[Place, ...] = ()
    receipts: tuple[Receipt, ...] = ()


@dataclass(frozen=True, slots=True)
class Loaded:
    """How much was loaded."""

    articles: int
    places: int
    receipts: int


@dataclass(frozen=True, slots=True)
class StockQuery:
    """Which articles: those with these codes, or all whose code or name holds the text."""

    articles: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class StockRow:
    """The stock of one article over all places, in units of issue.

    Attributes:
        article: The article.
        on_hand: What lies there.
        reserved: What of it is promised to orders.
        back_ordered: What orders still wait for.
    """

    article: Article
    on_hand: int
    reserved: int
    back_ordered: int

    @property
    def free(self) -> int:
        """What can be promised now."""
        return self.on_hand - self.reserved

    @property
    def is_low(self) -> bool:
        """Whether it is time to buy."""
        return self.article.is_stocked and self.free <= self.article.reorder_at


@dataclass(frozen=True, slots=True)
class MovementRow:
    """One movement; the sums of `on_hand` and `reserved` are the stock.

    Attributes:
        kind: What it was.
        place: Code of the place.
        on_hand: Change of what lies there.
        reserved: Change of what is promised.
        line_id: The order line it was for, None for none.
        at: When, aware UTC.
        actor: By whom.
        reason: Why, where that was asked.
    """

    kind: MovementKind
    place: str
    on_hand: int
    reserved: int
    line_id: int | None
    at: datetime
    actor: str
    reason: str


@dataclass(frozen=True, slots=True)
class Order:
    """What one line has ordered, holds and got.

    Attributes:
        line_id: The line.
        article: Code of the article.
        quantity: Ordered.
        reserved: Held for it now.
        issued: Issued so far.
        is_open: It still waits for the rest.
    """

    line_id: int
    article: str
    quantity: int
    reserved: int
    issued: int
    is_open: bool

    @property
    def waiting(self) -> int:
        """What is back-ordered."""
        return max(0, self.quantity - self.reserved - self.issued) if self.is_open else 0
