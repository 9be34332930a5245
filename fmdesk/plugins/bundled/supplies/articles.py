"""Articles, places and stock as frozen data: what commands take and queries give."""

from dataclasses import dataclass
from datetime import date, datetime

from fmdesk.plugins.bundled.supplies.goods import Receipt


@dataclass(frozen=True, slots=True)
class Article:
    """Something that is ordered and issued by the piece.

    Attributes:
        code: Its code; a product names it as its `article`.
        name_nl: Dutch name.
        name_en: English name.
        unit: Unit of issue, as the price unit of a product ("doos", "pak").
        is_stocked: It is kept in stock; others are bought when they are ordered.
        reorder_at: At this quantity, free or on its way, it is time to buy; 0 for never.
        target: How much there should be after buying, 0 for twice `reorder_at`.
        barcode: What a scanner reads from it, empty for none.
        group: What it is counted with in the value of the stock ("Papier"), empty for none.
    """

    code: str
    name_nl: str
    name_en: str
    unit: str
    is_stocked: bool = True
    reorder_at: int = 0
    target: int = 0
    barcode: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where stock lies.

    Attributes:
        code: Its code.
        name_nl: Dutch name.
        name_en: English name.
        within: Code of the place that it is a part of, empty for none.
        location: Code of the location at which it is, empty where that is not said.
    """

    code: str
    name_nl: str
    name_en: str
    within: str = ""
    location: str = ""


@dataclass(frozen=True, slots=True)
class Stamp:
    """When and by whom something is moved; `at` is aware UTC, `day` the office's day of it."""

    at: datetime
    actor: str
    day: date


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
    """Which articles: those with these codes, or all whose code, name or barcode holds the text."""

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
        cents: What the goods that lie there cost.
        coming: What is bought and has not come in yet.
    """

    article: Article
    on_hand: int
    reserved: int
    back_ordered: int
    cents: int = 0
    coming: int = 0

    @property
    def free(self) -> int:
        """What can be promised now."""
        return self.on_hand - self.reserved

    @property
    def is_low(self) -> bool:
        """Whether little is left, whatever is on its way."""
        return self.article.is_stocked and self.free <= self.article.reorder_at > 0

    @property
    def is_to_buy(self) -> bool:
        """Whether it is time to buy, with what orders wait for and what is on its way."""
        left = self.free + self.coming - self.back_ordered
        return self.article.is_stocked and (left < 0 or left <= self.article.reorder_at > 0)


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
