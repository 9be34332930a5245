"""Questions to the stock; the store that changes it asks them too."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from fmdesk.plugins.bundled.supplies import tables as t
from fmdesk.plugins.bundled.supplies.articles import (
    Article,
    MovementKind,
    MovementRow,
    Order,
    Place,
    StockRow,
)
from fmdesk.plugins.bundled.supplies.refusals import refusal


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
        query = (
            sa.select(
                t.article,
                sa.func.coalesce(sa.func.sum(t.stock.c.on_hand), 0),
                sa.func.coalesce(sa.func.sum(t.stock.c.reserved), 0),
                sa.func.coalesce(back_ordered, 0),
            )
            .outerjoin(t.stock, t.stock.c.article == t.article.c.code)
            .group_by(*t.article.c)
            .order_by(t.article.c.code)
        )
        if articles:
            query = query.where(t.article.c.code.in_(articles))
        if text:
            names = (t.article.c.code, t.article.c.name_nl, t.article.c.name_en)
            query = query.where(sa.or_(*(name.icontains(text, autoescape=True) for name in names)))
        return tuple(
            StockRow(Article(*row[:6]), *(int(number) for number in row[6:]))
            for row in self._connection.execute(query)
        )

    def movements(self, article: str, limit: int = 200) -> tuple[MovementRow, ...]:
        """Return the newest movements of an article, newest first."""
        query = (
            sa.select(t.movement)
            .where(t.movement.c.article == article)
            .order_by(t.movement.c.id.desc())
            .limit(limit)
        )
        return tuple(
            MovementRow(
                kind=MovementKind(row.kind),
                place=row.place,
                on_hand=row.on_hand,
                reserved=row.reserved,
                line_id=row.line_id,
                at=row.at,
                actor=row.actor,
                reason=row.reason,
            )
            for row in self._connection.execute(query)
        )

    def back_orders(self) -> tuple[int, ...]:
        """Return the lines that wait for stock, in order of ordering."""
        waiting = self._waiting().subquery()
        query = sa.select(waiting.c.line_id).order_by(waiting.c.line_id)
        return tuple(self._connection.execute(query).scalars())

    def differences(self) -> tuple[tuple[str, str], ...]:
        """Return article and place where the stock is not the sum of its movements: never any."""
        sums = (
            sa.select(
                t.movement.c.article,
                t.movement.c.place,
                sa.func.sum(t.movement.c.on_hand).label("on_hand"),
                sa.func.sum(t.movement.c.reserved).label("reserved"),
            )
            .group_by(t.movement.c.article, t.movement.c.place)
            .subquery()
        )
        same = sa.and_(t.stock.c.article == sums.c.article, t.stock.c.place == sums.c.place)
        query = (
            sa.select(t.stock.c.article, t.stock.c.place)
            .outerjoin(sums, same)
            .where(
                sa.or_(
                    t.stock.c.on_hand != sa.func.coalesce(sums.c.on_hand, 0),
                    t.stock.c.reserved != sa.func.coalesce(sums.c.reserved, 0),
                )
            )
        )
        return tuple((row.article, row.place) for row in self._connection.execute(query))

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
