"""Questions to the stock; the store that changes it asks them too."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from fmdesk.plugins.bundled.supplies import tables as t
from fmdesk.plugins.bundled.supplies.articles import (
    Article,
    Order,
    Place,
    StockRow,
)
from fmdesk.plugins.bundled.supplies.barcodes import check
from fmdesk.plugins.bundled.supplies.buying import PurchaseState
from fmdesk.plugins.bundled.supplies.goods import MovementKind, PlaceStock
from fmdesk.plugins.bundled.supplies.refusals import refusal

ARTICLE = len(t.article.c)
LONGEST_WORDS = 1000
"""Longer than any name; a database gives up on a pattern that is much longer still."""


class Questions:
    """What can be asked in one unit of work.

    Args:
        connection: The connection of the unit of work.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def places(self) -> tuple[Place, ...]:
        """Return all places by their code."""
        rows = self._connection.execute(sa.select(t.place).order_by(t.place.c.code))
        return tuple(Place(*row) for row in rows)

    def article(self, code: str, *, locked: bool = False) -> Article:
        """Return an article; `locked` makes other changes of it wait for the unit of work.

        Raises:
            PluginError: `supplies.unknown_article`.
        """
        query = sa.select(t.article).where(t.article.c.code == code)
        if locked:
            query = query.with_for_update(key_share=True)
        row = self._connection.execute(query).one_or_none()
        if row is None:
            raise refusal("supplies.unknown_article", article=code)
        return Article(*row)

    def find(self, code: str) -> Article:
        """Return the article with this barcode or code.

        Raises:
            PluginError: `supplies.barcode` or `supplies.unknown_article`.
        """
        wanted = code.strip()
        found = self._connection.scalar(
            sa.select(t.article.c.code)
            .where(sa.or_(t.article.c.code == wanted, t.article.c.barcode == wanted))
            .order_by(sa.case((t.article.c.code == wanted, 0), else_=1))
            .limit(1)
        )
        if found is None:
            check(wanted)  # a wrong digit says more than that there is no such article
        return self.article(found or wanted)

    def held(self) -> tuple[tuple[str, str, int, int], ...]:
        """Return what lines hold: place, article, line and how many, place by place."""
        where = (t.movement.c.place, t.movement.c.article, t.movement.c.line_id)
        held = sa.func.sum(t.movement.c.reserved)
        query = (
            sa.select(*where, held)
            .where(t.movement.c.line_id.is_not(None))
            .group_by(*where)
            .having(held > 0)
            .order_by(*where)
        )
        return tuple((*row[:3], int(row[3])) for row in self._connection.execute(query))

    def order(self, line_id: int, *, locked: bool = False) -> Order | None:
        """Return what a line ordered, holds and got; None when it is no stock article.

        Args:
            line_id: The line.
            locked: Lock its article first, to change something.
        """
        query = sa.select(t.order).where(t.order.c.line_id == line_id)
        row = self._connection.execute(query).one_or_none()
        if row is None:
            return None
        if locked:
            self.article(row.article, locked=True)
        return Order(line_id, row.article, row.quantity, *self._held(line_id), row.is_open)

    def stock(self, articles: Sequence[str] = (), text: str = "") -> tuple[StockRow, ...]:
        """Return the stock of articles over all places, by code.

        Args:
            articles: Their codes; empty for all.
            text: Part of code or name, empty for all.
        """
        waiting = self._waiting().subquery()
        back_ordered = (
            sa.select(sa.func.sum(waiting.c.waiting))
            .where(waiting.c.article == t.article.c.code)
            .scalar_subquery()
        )
        cents = (
            sa.select(sa.func.sum(t.layer.c.cents))
            .join(t.lot, t.lot.c.id == t.layer.c.lot)
            .where(t.lot.c.article == t.article.c.code)
            .scalar_subquery()
        )
        query = (
            sa.select(
                t.article,
                sa.func.coalesce(sa.func.sum(t.stock.c.on_hand), 0),
                sa.func.coalesce(sa.func.sum(t.stock.c.reserved), 0),
                sa.func.coalesce(back_ordered, 0),
                sa.func.coalesce(cents, 0),
                sa.func.coalesce(self._coming(), 0),
            )
            .outerjoin(t.stock, t.stock.c.article == t.article.c.code)
            .group_by(*t.article.c)
            .order_by(t.article.c.code)
        )
        if articles:
            query = query.where(t.article.c.code.in_(articles))
        if len(text) > LONGEST_WORDS:
            return ()
        if text:
            names = (
                *(t.article.c.code, t.article.c.name_nl, t.article.c.name_en),
                t.article.c.barcode,
            )
            query = query.where(sa.or_(*(name.icontains(text, autoescape=True) for name in names)))
        return tuple(
            StockRow(Article(*row[:ARTICLE]), *(int(number) for number in row[ARTICLE:]))
            for row in self._connection.execute(query)
        )

    def at_places(self, article: str) -> tuple[PlaceStock, ...]:
        """Return where an article lies, with what it costs there."""
        cents = (
            sa.select(sa.func.sum(t.layer.c.cents))
            .join(t.lot, t.lot.c.id == t.layer.c.lot)
            .where(t.lot.c.article == t.stock.c.article, t.layer.c.place == t.stock.c.place)
            .scalar_subquery()
        )
        rows = self._connection.execute(
            sa.select(t.stock.c.place, t.stock.c.on_hand, t.stock.c.reserved, cents)
            .where(t.stock.c.article == article, t.stock.c.on_hand > 0)
            .order_by(t.stock.c.place)
        )
        return tuple(PlaceStock(*row[:3], int(row[3] or 0)) for row in rows)

    @staticmethod
    def _received() -> sa.ScalarSelect[Any]:
        """Return how much of a line of a purchase order came in and was not undone."""
        undone, receipt = t.movement.alias(), t.movement.alias()
        is_undone = sa.exists().where(
            receipt.c.lot == t.lot.c.id,
            receipt.c.kind == MovementKind.RECEIPT.value,
            undone.c.undoes == receipt.c.id,
        )
        return (
            sa.select(sa.func.coalesce(sa.func.sum(t.lot.c.quantity), 0))
            .where(t.lot.c.purchase_line == t.purchase_line.c.id, ~is_undone)
            .correlate(t.purchase_line)
            .scalar_subquery()
        )

    def _coming(self) -> sa.ScalarSelect[Any]:
        """Return how much of an article was ordered and has not come in."""
        left = t.purchase_line.c.quantity - self._received()
        return (
            sa.select(sa.func.sum(sa.case((left > 0, left), else_=0)))
            .join(t.purchase, t.purchase.c.id == t.purchase_line.c.purchase)
            .where(t.purchase.c.state == PurchaseState.ORDERED.value)
            .where(t.purchase_line.c.article == t.article.c.code)
            .correlate(t.article)
            .scalar_subquery()
        )

    def back_orders(self) -> tuple[int, ...]:
        """Return the lines that wait for stock, in order of ordering."""
        waiting = self._waiting().subquery()
        query = sa.select(waiting.c.line_id).order_by(waiting.c.line_id)
        return tuple(self._connection.execute(query).scalars())

    def _held(self, line_id: int) -> tuple[int, int]:
        """Return what a line holds and what it got."""
        row = self._connection.execute(
            sa.select(
                sa.func.coalesce(sa.func.sum(t.movement.c.reserved), 0),
                sa.func.coalesce(-sa.func.sum(t.movement.c.on_hand), 0),
            ).where(t.movement.c.line_id == line_id)
        ).one()
        return int(row[0]), int(row[1])

    @staticmethod
    def _waiting() -> sa.Select[Any]:
        """Return the query of open orders that wait: line, article and how much."""
        got = sa.func.coalesce(sa.func.sum(t.movement.c.reserved - t.movement.c.on_hand), 0)
        return (
            sa.select(
                t.order.c.line_id, t.order.c.article, (t.order.c.quantity - got).label("waiting")
            )
            .outerjoin(t.movement, t.movement.c.line_id == t.order.c.line_id)
            .where(t.order.c.is_open)
            .group_by(t.order.c.line_id, t.order.c.article, t.order.c.quantity)
            .having(t.order.c.quantity > got)
            .order_by(t.order.c.line_id)
        )
