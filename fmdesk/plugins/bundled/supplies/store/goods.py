"""Articles, places, and the goods that a person books: in, out, elsewhere, corrected, undone."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from fmdesk.plugins.bundled.supplies import tables as t
from fmdesk.plugins.bundled.supplies.articles import Article, Place, Stamp
from fmdesk.plugins.bundled.supplies.barcodes import check
from fmdesk.plugins.bundled.supplies.goods import (
    Count,
    HandOut,
    MovementKind,
    MovementRow,
    Receipt,
    Transfer,
    Undo,
)
from fmdesk.plugins.bundled.supplies.pricing import Layer, share, taken
from fmdesk.plugins.bundled.supplies.refusals import refusal
from fmdesk.plugins.bundled.supplies.store.orders import Orders

MOST = 1_000_000_000
"""Largest quantity of one movement."""


class Goods(Orders):
    """Keeps articles and places, and books goods."""

    # --- articles and places ---

    def save_article(self, article: Article) -> None:
        """Add an article, or change the one with its code.

        Raises:
            PluginError: `supplies.barcode` or `supplies.barcode_used`.
        """
        check(article.barcode)
        if article.barcode:
            other = self._connection.scalar(
                sa.select(t.article.c.code).where(t.article.c.barcode == article.barcode)
            )
            if other not in {None, article.code}:
                raise refusal("supplies.barcode_used", barcode=article.barcode, article=other)
        self._save(t.article, asdict(article))

    def save_place(self, place: Place) -> None:
        """Add a place, or change the one with its code.

        Raises:
            PluginError: `supplies.unknown_place` or `supplies.place_within`.
        """
        above = {one.code: one.within for one in self.places()}
        within = place.within
        while within:
            if within == place.code:
                raise refusal("supplies.place_within")
            if within not in above:
                raise refusal("supplies.unknown_place", place=within)
            within = above[within]
        self._save(t.place, asdict(place))

    # --- goods ---

    def receive(self, receipt: Receipt, stamp: Stamp) -> int:
        """Book goods that came in as a lot; orders that wait get them, the oldest first.

        Returns:
            The number of the booking.

        Raises:
            PluginError: `supplies.quantity`, `supplies.price`, `supplies.unknown_article`,
                `supplies.unknown_place` or `supplies.not_stocked`.
        """
        check_quantity(receipt.quantity)
        if receipt.cents < 0:
            raise refusal("supplies.price")
        self._stocked(receipt.article, receipt.place)
        booking = self._book(MovementKind.RECEIPT, receipt.article, stamp, reason=receipt.reason)
        booking.put(receipt.place, self._new_lot(receipt, stamp))
        self._serve_waiting(receipt.article, stamp)
        return booking.number or 0

    def correct(self, count: Count, stamp: Stamp) -> None:
        """Book what a count found; orders lose what is not there, the newest first.

        What is missing is of the oldest lots; what was found is a lot of its own, at the price of
        the newest one.

        Raises:
            PluginError: `supplies.counted`, `supplies.reason_missing`, `supplies.unknown_article`,
                `supplies.unknown_place` or `supplies.not_stocked`.
        """
        article, place = count.article, count.place
        if not 0 <= count.counted <= MOST:
            raise refusal("supplies.counted", counted=count.counted)
        if not count.reason.strip():
            raise refusal("supplies.reason_missing")
        self._stocked(article, place)
        on_hand, reserved = self._at(article, place)
        self._give_up(article, place, reserved - count.counted, stamp)
        found = count.counted - on_hand
        booking = self._book(MovementKind.CORRECTION, article, stamp, reason=count.reason)
        for goods in taken(self.layers(article, place), max(0, -found)):
            booking.take(place, goods)
        if found > 0:
            lot = Receipt(article, place, found, cents=self.price(article, found))
            booking.put(place, self._new_lot(lot, stamp))
        self._serve_waiting(article, stamp)

    def hand_out(self, given: HandOut, stamp: Stamp) -> int:
        """Issue free goods over the counter, all in one go.

        Returns:
            The number of the booking.

        Raises:
            PluginError: `supplies.why`, `supplies.not_free`, or as for a receipt.
        """
        if not given.reason.strip():
            raise refusal("supplies.why")
        self._check_free(given.article, given.place, given.quantity)
        booking = self._book(MovementKind.ISSUE, given.article, stamp, reason=given.reason)
        for goods in taken(self.layers(given.article, given.place), given.quantity):
            booking.take(given.place, goods)
        return booking.number or 0

    def transfer(self, moved: Transfer, stamp: Stamp) -> int:
        """Move free goods to another place; they stay of their lot.

        Returns:
            The number of the booking.

        Raises:
            PluginError: `supplies.same_place`, `supplies.not_free`, or as for a receipt.
        """
        if moved.source == moved.target:
            raise refusal("supplies.same_place", place=moved.target)
        self._check_free(moved.article, moved.source, moved.quantity)
        self._stocked(moved.article, moved.target)
        booking = self._book(MovementKind.TRANSFER, moved.article, stamp, reason=moved.reason)
        for goods in taken(self.layers(moved.article, moved.source), moved.quantity):
            booking.take(moved.source, goods)
            booking.put(moved.target, goods)
        return booking.number or 0

    def undo(self, wanted: Undo, stamp: Stamp) -> int:
        """Take a booking back by its counter-movements, of the same lots.

        Returns:
            The number of the booking that does it.

        Raises:
            PluginError: `supplies.why`, `supplies.no_booking`, `supplies.undone` or
                `supplies.goods_gone`.
        """
        number = wanted.booking
        if not wanted.reason.strip():
            raise refusal("supplies.why")
        rows = self.booking(number)
        if not rows or not (rows[0].is_undone or rows[0].may_undo):
            raise refusal("supplies.no_booking", booking=number)
        article = rows[0].article
        self.article(article, locked=True)
        rows = self.booking(number)  # with the lock: nobody undoes it at the same time
        if rows[0].is_undone:
            raise refusal("supplies.undone", booking=number)
        counters = [(row, self._counter(row)) for row in reversed(rows)]
        booking = self._book(MovementKind.UNDO, article, stamp, reason=wanted.reason, undoes=number)
        costs: dict[int, int] = {}
        for row, goods in counters:
            if row.on_hand > 0:
                on_hand, reserved = self._at(article, row.place)
                self._give_up(article, row.place, reserved - on_hand + goods.pieces, stamp)
                booking.take(row.place, goods)
                costs[goods.lot] = goods.cents
            else:  # what a transfer took costs what its counter-movement gave
                cents = costs.get(goods.lot, goods.cents)
                booking.put(row.place, Layer(goods.lot, goods.pieces, cents))
        self._serve_waiting(article, stamp)
        return booking.number or 0

    # --- how ---

    def _counter(self, row: MovementRow) -> Layer:
        """Return the goods that undo a movement."""
        lot = row.lot or 0
        if row.on_hand < 0:
            return Layer(lot, -row.on_hand, -row.cents)
        there = self.layer(lot, row.place)
        if there.pieces < row.on_hand:
            raise refusal(
                "supplies.goods_gone", booking=row.booking, there=there.pieces, place=row.place
            )
        return Layer(lot, row.on_hand, share(there, row.on_hand))

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

    def _check_free(self, article: str, place: str, wanted: int) -> None:
        check_quantity(wanted)
        self._stocked(article, place)
        on_hand, reserved = self._at(article, place)
        if wanted > on_hand - reserved:
            free = on_hand - reserved
            raise refusal(
                "supplies.not_free", article=article, place=place, free=free, wanted=wanted
            )

    def _new_lot(self, receipt: Receipt, stamp: Stamp) -> Layer:
        insert = sa.insert(t.lot).values(
            article=receipt.article,
            day=receipt.day or stamp.day,
            quantity=receipt.quantity,
            cents=receipt.cents,
            supplier=receipt.supplier.strip(),
            reference=receipt.reference.strip(),
            purchase_line=receipt.purchase_line,
        )
        lot = self._connection.execute(insert.returning(t.lot.c.id)).scalar_one()
        return Layer(lot, receipt.quantity, receipt.cents)

    def _at(self, article: str, place: str) -> tuple[int, int]:
        """Return what lies and what is reserved at one place."""
        row = self._connection.execute(
            sa.select(t.stock.c.on_hand, t.stock.c.reserved).where(
                t.stock.c.article == article, t.stock.c.place == place
            )
        ).one_or_none()
        return (row.on_hand, row.reserved) if row else (0, 0)

    def _give_up(self, article: str, place: str, missing: int, stamp: Stamp) -> None:
        """Release reservations at a place, the newest line first, until `missing` are free."""
        held = sa.func.sum(t.movement.c.reserved)
        rows: Iterable[Any] = self._connection.execute(
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
                self._book(MovementKind.RELEASE, article, stamp, line_id).promise(place, -given)
            missing -= given


def check_quantity(quantity: int) -> None:
    """Refuse what is no quantity.

    Raises:
        PluginError: `supplies.quantity`.
    """
    if not 0 < quantity <= MOST:
        raise refusal("supplies.quantity", quantity=quantity)
