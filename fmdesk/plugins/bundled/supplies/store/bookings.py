"""What is booked at once: some movements of one article, of one kind, for one reason."""

from typing import Any

import sqlalchemy as sa

from fmdesk.plugins.bundled.supplies import tables as t
from fmdesk.plugins.bundled.supplies.articles import Stamp
from fmdesk.plugins.bundled.supplies.goods import MovementKind
from fmdesk.plugins.bundled.supplies.pricing import Layer


class Booking:
    """Adds movements; the number of the first one is that of the booking.

    Args:
        connection: The connection of the unit of work.
        kind: What is booked.
        article: Code of the locked article.
        stamp: When and by whom.
        line_id: The order line it is for, None for none.
        reason: Why.
        undoes: The booking that it takes back, None for none.
    """

    def __init__(
        self,
        connection: sa.Connection,
        kind: MovementKind,
        article: str,
        stamp: Stamp,
        *,
        line_id: int | None = None,
        reason: str = "",
        undoes: int | None = None,
    ) -> None:
        self._connection = connection
        self.number: int | None = None
        self._values: dict[str, Any] = {
            "article": article,
            "kind": kind.value,
            "line_id": line_id,
            "at": stamp.at,
            "actor": stamp.actor,
            "reason": reason.strip(),
            "undoes": undoes,
        }

    def promise(self, place: str, pieces: int) -> None:
        """Reserve pieces at a place; less than 0 gives them back."""
        self._add(place=place, on_hand=0, reserved=pieces, cents=0, lot=None)

    def put(self, place: str, goods: Layer) -> None:
        """Add goods of a lot at a place."""
        self._add(place=place, on_hand=goods.pieces, reserved=0, cents=goods.cents, lot=goods.lot)

    def take(self, place: str, goods: Layer, *, held: int = 0) -> None:
        """Take goods of a lot from a place, `held` of them from what was reserved."""
        self._add(
            place=place, on_hand=-goods.pieces, reserved=-held, cents=-goods.cents, lot=goods.lot
        )

    def _add(self, **values: Any) -> None:
        insert = sa.insert(t.movement).values(**self._values, **values, booking=self.number)
        made = self._connection.execute(insert.returning(t.movement.c.id)).scalar_one()
        self.number = self.number or made
