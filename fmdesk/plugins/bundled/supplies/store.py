"""The stock: every change is a movement, and the database keeps 0 <= reserved <= on hand.

Whoever changes an article locks its row first, so that an order and a receipt of the same article
cannot miss each other; articles do not wait for one another.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from fmdesk.plugins.bundled.supplies import tables as t
from fmdesk.plugins.bundled.supplies.articles import (
    Article,
    MovementKind,
    MovementRow,
    Order,
    Place,
    Stamp,
    StockRow,
)
from fmdesk.plugins.bundled.supplies.refusals import refusal

MOST = 1_000_000_000
"""Largest quantity of one movement."""


class SuppliesStore:
    """The plugin's own tables in one unit of work.

    Args:
        connection: The connection of the unit of work; it commits or rolls back for both.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    # --- articles and places ---

    def save_article(self, article: Article) -> None:
        """Add an article, or change the one with its code."""
        self._save(
            t.article,
            {
                "code": article.code,
                "name_nl": article.name_nl,
                "name_en": article.name_en,
                "unit": article.unit,
                "is_stocked": article.is_stocked,
                "reorder_at": article.reorder_at,
            },
        )

    def save_place(self, place: Place) -> None:
        """Add a place, or change the one with its code."""
        self._save(
            t.place, {"code": place.code, "name_nl": place.name_nl, "name_en": place.name_en}
        )

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

    # --- goods that come in and counts ---

    def receive(
        self, article: str, place: str, quantity: int, stamp: Stamp, reason: str = ""
    ) -> None:
        """Book goods that came in; orders that wait get them, the oldest first.

        Raises:
            PluginError: `supplies.quantity`, `supplies.unknown_article`, `supplies.unknown_place`
                or `supplies.not_stocked`.
        """
        if not 0 < quantity <= MOST:
            raise refusal("supplies.quantity", quantity=quantity)
        self._stocked(article, place)
        self._move(MovementKind.RECEIPT, article, place, quantity, 0, stamp, reason=reason)
        self._serve_waiting(article, stamp)

    def correct(self, article: str, place: str, counted: int, stamp: Stamp, reason: str) -> None:
        """Book what a count found; orders lose what is not there, the newest first.

        Raises:
            PluginError: `supplies.counted`, `supplies.reason_missing`, `supplies.unknown_article`,
                `supplies.unknown_place` or `supplies.not_stocked`.
        """
        if not 0 <= counted <= MOST:
            raise refusal("supplies.counted", counted=counted)
        if not reason.strip():
            raise refusal("supplies.reason_missing")
        self._stocked(article, place)
        on_hand, reserved = self._at(article, place)
        self._give_up(article, place, reserved - counted, stamp)
        if counted != on_hand:
            change = counted - on_hand
            self._move(MovementKind.CORRECTION, article, place, change, 0, stamp, reason=reason)
        self._serve_waiting(article, stamp)

    # --- orders ---

    def open_order(self, line_id: int, article: str, quantity: int, stamp: Stamp) -> Order:
        """Reserve what there is for a line; the rest is back-ordered.

        Raises:
            PluginError: `supplies.unknown_article`.
        """
        self.article(article, locked=True)
        values = {"line_id": line_id, "article": article, "quantity": quantity, "is_open": True}
        self._connection.execute(sa.insert(t.order).values(values))
        self._reserve(line_id, article, quantity, stamp)
        return Order(line_id, article, quantity, *self._held(line_id), is_open=True)

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

    def issue(self, order: Order, quantity: int, stamp: Stamp) -> None:
        """Issue goods to a line: what it holds first, then what is free.

        Args:
            order: The locked order.
            quantity: Delivered pieces.
            stamp: When and by whom.

        Raises:
            PluginError: `supplies.not_in_stock`; nothing is issued then.
        """
        left = quantity
        for is_held, found in ((True, self._held_by_place(order)), (False, self._free(order))):
            for place, there in found:
                taken = min(left, there)
                held = taken if is_held else 0
                if taken:
                    self._move(
                        MovementKind.ISSUE, order.article, place, -taken, -held, stamp, order
                    )
                left -= taken
        if left:
            raise refusal(
                "supplies.not_in_stock",
                article=order.article,
                free=quantity - left,
                wanted=quantity,
            )

    def release(self, order: Order, stamp: Stamp) -> None:
        """Close an order and give what it still holds to the orders that wait."""
        self._set_open(order, is_open=False)
        for place, there in self._held_by_place(order):
            self._move(MovementKind.RELEASE, order.article, place, 0, -there, stamp, order)
        self._serve_waiting(order.article, stamp)

    def reopen(self, order: Order) -> None:
        """Open a closed order again; what it got stays with it."""
        self._set_open(order, is_open=True)

    # --- questions ---

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

    def back_orders(self) -> int:
        """Return how many lines wait for stock."""
        query = sa.select(sa.func.count()).select_from(self._waiting().subquery())
        return int(self._connection.scalar(query) or 0)

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

    # --- how ---

    def _save(self, table: sa.Table, values: dict[str, Any]) -> None:
        found = self._connection.execute(
            sa.update(table).where(table.c.code == values["code"]).values(values)
        )
        if not found.rowcount:
            self._connection.execute(sa.insert(table).values(values))

    def _stocked(self, code: str, place: str) -> None:
        """Lock an article that is kept in stock and check the place."""
        if not self.article(code, locked=True).is_stocked:
            raise refusal("supplies.not_stocked", article=code)
        if not self._connection.scalar(sa.select(t.place.c.code).where(t.place.c.code == place)):
            raise refusal("supplies.unknown_place", place=place)

    def _move(
        self,
        kind: MovementKind,
        article: str,
        place: str,
        on_hand: int,
        reserved: int,
        stamp: Stamp,
        order: Order | int | None = None,
        *,
        reason: str = "",
    ) -> None:
        self._connection.execute(
            sa.insert(t.movement).values(
                article=article,
                place=place,
                kind=kind.value,
                on_hand=on_hand,
                reserved=reserved,
                line_id=order.line_id if isinstance(order, Order) else order,
                at=stamp.at,
                actor=stamp.actor,
                reason=reason.strip(),
            )
        )

    def _set_open(self, order: Order, *, is_open: bool) -> None:
        self._connection.execute(
            sa.update(t.order).where(t.order.c.line_id == order.line_id).values(is_open=is_open)
        )

    def _at(self, article: str, place: str) -> tuple[int, int]:
        """Return what lies and what is reserved at one place."""
        row = self._connection.execute(
            sa.select(t.stock.c.on_hand, t.stock.c.reserved).where(
                t.stock.c.article == article, t.stock.c.place == place
            )
        ).one_or_none()
        return (row.on_hand, row.reserved) if row else (0, 0)

    def _free(self, order: Order) -> Iterator[tuple[str, int]]:
        """Yield the places with free stock of the order's article."""
        return self._free_of(order.article)

    def _free_of(self, article: str) -> Iterator[tuple[str, int]]:
        free = t.stock.c.on_hand - t.stock.c.reserved
        rows = self._connection.execute(
            sa.select(t.stock.c.place, free)
            .where(t.stock.c.article == article, free > 0)
            .order_by(t.stock.c.place)
        ).all()
        return ((place, there) for place, there in rows)

    def _reserve(self, line_id: int, article: str, wanted: int, stamp: Stamp) -> None:
        for place, there in self._free_of(article):
            taken = min(wanted, there)
            if taken:
                self._move(MovementKind.RESERVATION, article, place, 0, taken, stamp, line_id)
            wanted -= taken

    def _held(self, line_id: int) -> tuple[int, int]:
        """Return what a line holds and what it got."""
        row = self._connection.execute(
            sa.select(
                sa.func.coalesce(sa.func.sum(t.movement.c.reserved), 0),
                sa.func.coalesce(-sa.func.sum(t.movement.c.on_hand), 0),
            ).where(t.movement.c.line_id == line_id)
        ).one()
        return int(row[0]), int(row[1])

    def _held_by_place(self, order: Order) -> Iterator[tuple[str, int]]:
        """Yield the places where a line holds stock."""
        held = sa.func.sum(t.movement.c.reserved)
        rows = self._connection.execute(
            sa.select(t.movement.c.place, held)
            .where(t.movement.c.line_id == order.line_id)
            .group_by(t.movement.c.place)
            .having(held > 0)
            .order_by(t.movement.c.place)
        ).all()
        return ((place, int(there)) for place, there in rows)

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

    def _serve_waiting(self, article: str, stamp: Stamp) -> None:
        """Reserve free stock for the orders that wait, the oldest line first."""
        query = self._waiting().where(t.order.c.article == article)
        for row in self._connection.execute(query).all():
            self._reserve(row.line_id, article, int(row.waiting), stamp)

    def _give_up(self, article: str, place: str, missing: int, stamp: Stamp) -> None:
        """Release reservations at a place, the newest line first, until `missing` are free."""
        held = sa.func.sum(t.movement.c.reserved)
        rows = self._connection.execute(
            sa.select(t.movement.c.line_id, held)
            .where(t.movement.c.article == article, t.movement.c.place == place)
            .where(t.movement.c.line_id.is_not(None))
            .group_by(t.movement.c.line_id)
            .having(held > 0)
            .order_by(t.movement.c.line_id.desc())
        ).all()
        for line_id, there in rows:
            given = min(max(missing, 0), int(there))
            if given:
                self._move(MovementKind.RELEASE, article, place, 0, -given, stamp, line_id)
            missing -= given
