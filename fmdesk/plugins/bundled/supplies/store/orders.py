"""What lines ordered: reserved where it is there, back-ordered where not, issued in parts."""

from collections.abc import Iterator

import sqlalchemy as sa

from fmdesk.plugins.bundled.supplies import tables as t
from fmdesk.plugins.bundled.supplies.articles import Order, Stamp
from fmdesk.plugins.bundled.supplies.goods import MovementKind
from fmdesk.plugins.bundled.supplies.pricing import taken
from fmdesk.plugins.bundled.supplies.refusals import refusal
from fmdesk.plugins.bundled.supplies.store.bookings import Booking
from fmdesk.plugins.bundled.supplies.store.lots import Lots


class Orders(Lots):
    """Reserves, issues and gives back for lines."""

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
        """Issue goods to a line: what it holds first, then what is free; the oldest lots first.

        Args:
            order: The locked order.
            quantity: Delivered pieces.
            stamp: When and by whom.

        Raises:
            PluginError: `supplies.not_in_stock`; nothing is issued then.
        """
        left, booking = (
            quantity,
            self._book(MovementKind.ISSUE, order.article, stamp, order.line_id),
        )
        for is_held in (True, False):
            if not left:
                break
            found = self._held_by_place(order) if is_held else self._free(order.article)
            for place, there in found:
                pieces = min(left, there)
                for goods in taken(self.layers(order.article, place), pieces):
                    booking.take(place, goods, held=goods.pieces if is_held else 0)
                left -= pieces
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
        if order.reserved:
            self._give_back(order, order.reserved, stamp)
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
        self._reserve(order.line_id, order.article, max(0, wanted - order.reserved), stamp)
        self._give_back(order, max(0, order.reserved - wanted), stamp)
        self._serve_waiting(order.article, stamp)

    def reopen(self, order: Order) -> None:
        """Open a closed order again; what it got stays with it."""
        self._set_open(order, is_open=True)

    # --- how ---

    def _book(
        self,
        kind: MovementKind,
        article: str,
        stamp: Stamp,
        line_id: int | None = None,
        *,
        reason: str = "",
        undoes: int | None = None,
    ) -> Booking:
        return Booking(
            self._connection, kind, article, stamp, line_id=line_id, reason=reason, undoes=undoes
        )

    def _give_back(self, order: Order, surplus: int, stamp: Stamp) -> None:
        booking = self._book(MovementKind.RELEASE, order.article, stamp, order.line_id)
        for place, there in self._held_by_place(order):
            given = min(surplus, there)
            if given:
                booking.promise(place, -given)
            surplus -= given

    def _set_open(self, order: Order, *, is_open: bool) -> None:
        self._connection.execute(
            sa.update(t.order).where(t.order.c.line_id == order.line_id).values(is_open=is_open)
        )

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
        booking = self._book(MovementKind.RESERVATION, article, stamp, line_id)
        for place, there in self._free(article):
            held = min(wanted, there)
            if held:
                booking.promise(place, held)
            wanted -= held

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
