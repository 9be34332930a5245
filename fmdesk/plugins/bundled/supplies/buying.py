"""Buying as frozen data: levels, what to buy now, purchase orders and what still comes of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from fmdesk.plugins.bundled.supplies.articles import StockRow
from fmdesk.plugins.bundled.supplies.goods import PlaceStock


class PurchaseState(StrEnum):
    """How far a purchase order is; what came in of it is the sum of its receipts."""

    PROPOSED = "proposed"
    ORDERED = "ordered"
    CLOSED = "closed"
    """Nothing more will come."""


@dataclass(frozen=True, slots=True)
class Level:
    """When to fill up one place with an article, and up to how much; 0 and 0 for no level."""

    article: str
    place: str
    reorder_at: int
    target: int = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """What to buy now.

    Attributes:
        article: Code of the article.
        place: Code of the place that it is for.
        quantity: How much.
        supplier: Who delivered it last, empty for nobody.
        cents: What that costs at the price of the newest lot.
    """

    article: str
    place: str
    quantity: int
    supplier: str = ""
    cents: int = 0


@dataclass(frozen=True, slots=True)
class Propose:
    """What is to be bought, one purchase order for each supplier."""

    lines: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class Proposed:
    """The numbers of purchase orders."""

    purchases: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OrderPurchase:
    """A purchase order that was sent to its supplier."""

    purchase: int
    supplier: str
    reference: str = ""
    expected_on: date | None = None


@dataclass(frozen=True, slots=True)
class PurchaseLine:
    """One article of a purchase order.

    Attributes:
        id: Its number.
        purchase: Number of the order.
        state: How far the order is.
        supplier: Whose order it is.
        reference: The supplier's number for it.
        expected_on: When it is expected, None for not known.
        article: Code of the article.
        place: Code of the place that it is for.
        quantity: Ordered.
        received: Came in so far.
        cents: What all that is ordered should cost.
    """

    id: int
    purchase: int
    state: PurchaseState
    supplier: str
    reference: str
    expected_on: date | None
    article: str
    place: str
    quantity: int
    received: int
    cents: int

    @property
    def coming(self) -> int:
        """What is still to come of it."""
        return 0 if self.state is PurchaseState.CLOSED else max(0, self.quantity - self.received)


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """An order line that waits for goods.

    Attributes:
        line_id: The line.
        article: Code of the article.
        waiting: How many it waits for.
        expected_on: When all of that should be there, None where it is not on its way.
        number: Number of the line, as the customer knows it.
        is_ordered: All of it was ordered from a supplier.
    """

    line_id: int
    article: str
    waiting: int
    expected_on: date | None = None
    number: str = ""
    is_ordered: bool = False


def fill_up(reorder_at: int, target: int, left: int) -> int:
    """Return how much to buy where so many are left, 0 while it is not time."""
    if left > reorder_at or (not reorder_at and left >= 0):
        return 0
    return max(0, (target or 2 * reorder_at) - left)


def to_buy(
    row: StockRow,
    places: Sequence[PlaceStock],
    levels: Sequence[Level],
    coming: Mapping[str, int],
) -> Iterator[Proposal]:
    """Yield what to buy of an article: first for places with a level, then for the whole.

    Args:
        row: Its stock.
        places: Where it lies, the first one gets what is bought for no place of its own.
        levels: The levels of its places.
        coming: What is proposed or ordered already, by place.
    """
    code, there = row.article.code, {one.place: one for one in places}
    bought = sum(coming.values())
    for level in levels:
        at = there.get(level.place, PlaceStock(level.place, 0, 0, 0))
        left = at.on_hand - at.reserved + coming.get(level.place, 0)
        quantity = fill_up(level.reorder_at, level.target, left)
        if quantity:
            bought += quantity
            yield Proposal(code, level.place, quantity)
    left = row.free - row.back_ordered + bought
    quantity = fill_up(row.article.reorder_at, row.article.target, left)
    if quantity and places:
        yield Proposal(code, places[0].place, quantity)


def expect(waiting: Sequence[WaitingLine], lines: Sequence[PurchaseLine]) -> Iterator[WaitingLine]:
    """Yield the waiting lines with the day on which the last of their goods should come.

    Args:
        waiting: Lines that wait, the oldest first.
        lines: Lines of purchase orders.
    """
    coming: dict[str, list[tuple[date, int]]] = {}
    for line in lines:
        if line.state is PurchaseState.ORDERED and line.coming:
            day = line.expected_on or date.max
            coming.setdefault(line.article, []).append((day, line.coming))
    for one in waiting:
        left, day = one.waiting, date.min
        queue = sorted(coming.get(one.article, ()))
        while left and queue:
            day, there = queue.pop(0)
            used = min(left, there)
            left -= used
            if there > used:
                queue.insert(0, (day, there - used))
        coming[one.article] = queue
        known = day if date.min < day < date.max and not left else None
        yield replace(one, expected_on=known, is_ordered=not left)
