"""The stock: every change is a movement, and the database keeps 0 <= reserved <= on hand.

Whoever changes an article locks its row first, so that an order and a receipt of the same article
cannot miss each other; articles do not wait for one another.
"""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from fmdesk.plugins.bundled.supplies import tables as t
from fmdesk.plugins.bundled.supplies.articles import (
    Article,
    MovementKind,
    Order,
    Place,
    Stamp,
)
from fmdesk.plugins.bundled.supplies.refusals import refusal
from fmdesk.plugins.bundled.supplies.store.questions import Questions

MOST = 1_000_000_000
"""Largest quantity of one movement."""


class SuppliesStore(Questions):
    """The plugin's own tables in one unit of work.

    Args:
        connection: The connection of the unit of work; it commits or rolls back for both.
    """

    # --- articles and places ---

    def save_article(self, article: Article) -> None:
        """Add an article, or change the one with its code."""
        self._save(t.article, asdict(article))

    def save_place(self, place: Place) -> None:
        """Add a place, or change the one with its code."""
        self._save(t.place, asdict(place))

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
        for is_held, found in (
            (True, self._held_by_place(order)),
            (False, self._free(order.article)),
        ):
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

    def resize(self, order: Order, quantity: int, stamp: Stamp) -> None:
        """Let an order be of another quantity; what it was issued stays with it.

        Args:
            order: The locked order.
            quantity: Pieces ordered now, those issued among them.
            stamp: When and by whom.
        """
        this = sa.update(t.order).where(t.order.c.line_id == order.line_id)
        self._connection.execute(this.values(quantity=quantity))
        wanted = max(0, quantity - order.issued)
        more = max(0, wanted - order.reserved)
        self._reserve(order.line_id, order.article, more, stamp)
        surplus = order.reserved - wanted
        for place, there in self._held_by_place(order):
            given = min(max(surplus, 0), there)
            if given:
                self._move(MovementKind.RELEASE, order.article, place, 0, -given, stamp, order)
            surplus -= given
        self._serve_waiting(order.article, stamp)

    def reopen(self, order: Order) -> None:
        """Open a closed order again; what it got stays with it."""
        self._set_open(order, is_open=True)

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

    def _free(self, article: str) -> Iterator[tuple[str, int]]:
        """Yield the places with free stock of an article."""
        free = t.stock.c.on_hand - t.stock.c.reserved
        rows = self._connection.execute(
            sa.select(t.stock.c.place, free)
            .where(t.stock.c.article == article, free > 0)
            .order_by(t.stock.c.place)
        ).all()
        return ((place, there) for place, there in rows)

    def _reserve(self, line_id: int, article: str, wanted: int, stamp: Stamp) -> None:
        for place, there in self._free(article):
            taken = min(wanted, there)
            if taken:
                self._move(MovementKind.RESERVATION, article, place, 0, taken, stamp, line_id)
            wanted -= taken

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
