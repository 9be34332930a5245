"""What came in and what is left of it: lots, their layers per place, and their movements."""

from collections.abc import Iterator

import sqlalchemy as sa

from fmdesk.plugins.bundled.supplies import tables as t
from fmdesk.plugins.bundled.supplies.goods import LotRow, MovementKind, MovementQuery, MovementRow
from fmdesk.plugins.bundled.supplies.pricing import Layer
from fmdesk.plugins.bundled.supplies.store.questions import Questions

NUMBER = sa.func.coalesce(t.movement.c.booking, t.movement.c.id)


class Lots(Questions):
    """Questions to lots and movements."""

    def movements(self, wanted: MovementQuery) -> tuple[MovementRow, ...]:
        """Return the newest movements, newest first."""
        again = t.movement.alias()
        is_undone = sa.exists().where(again.c.undoes == NUMBER)
        query = sa.select(t.movement, NUMBER.label("number"), is_undone.label("is_undone"))
        query = query.order_by(t.movement.c.id.desc()).limit(wanted.most)
        if wanted.article:
            query = query.where(t.movement.c.article == wanted.article)
        return tuple(_movement(row) for row in self._connection.execute(query))

    def booking(self, number: int) -> tuple[MovementRow, ...]:
        """Return the movements of a booking in their order; empty where there is none."""
        again = t.movement.alias()
        is_undone = sa.exists().where(again.c.undoes == number)
        query = (
            sa.select(t.movement, NUMBER.label("number"), is_undone.label("is_undone"))
            .where(sa.or_(t.movement.c.id == number, t.movement.c.booking == number))
            .order_by(t.movement.c.id)
        )
        rows = tuple(_movement(row) for row in self._connection.execute(query))
        return rows if rows and rows[0].booking == number else ()

    def lots(self, article: str = "", most: int = 200) -> tuple[LotRow, ...]:
        """Return the lots of an article, or of all, the newest first."""
        left = sa.func.coalesce(sa.func.sum(t.layer.c.on_hand), 0)
        cents = sa.func.coalesce(sa.func.sum(t.layer.c.cents), 0)
        first = (
            sa.select(sa.func.min(t.movement.c.id))
            .where(t.movement.c.article == t.lot.c.article, t.movement.c.lot == t.lot.c.id)
            .scalar_subquery()
        )
        query = (
            sa.select(t.lot, left.label("left"), cents.label("left_cents"), first.label("booking"))
            .outerjoin(t.layer, t.layer.c.lot == t.lot.c.id)
            .group_by(*t.lot.c)
            .order_by(t.lot.c.day.desc(), t.lot.c.id.desc())
            .limit(most)
        )
        if article:
            query = query.where(t.lot.c.article == article)
        return tuple(
            LotRow(
                id=row.id,
                article=row.article,
                day=row.day,
                quantity=row.quantity,
                cents=row.cents,
                supplier=row.supplier,
                reference=row.reference,
                left=int(row.left),
                left_cents=int(row.left_cents),
                booking=row.booking,
            )
            for row in self._connection.execute(query)
        )

    def layers(self, article: str, place: str) -> Iterator[Layer]:
        """Yield what is left of the lots at a place, the oldest first."""
        rows = self._connection.execute(
            sa.select(t.layer.c.lot, t.layer.c.on_hand, t.layer.c.cents)
            .join(t.lot, t.lot.c.id == t.layer.c.lot)
            .where(t.lot.c.article == article, t.layer.c.place == place, t.layer.c.on_hand > 0)
            .order_by(t.lot.c.day, t.lot.c.id)
        ).all()
        return (Layer(*row) for row in rows)

    def layer(self, lot: int, place: str) -> Layer:
        """Return what is left of a lot at a place, perhaps nothing."""
        row = self._connection.execute(
            sa.select(t.layer.c.on_hand, t.layer.c.cents).where(
                t.layer.c.lot == lot, t.layer.c.place == place
            )
        ).one_or_none()
        return Layer(lot, *(row or (0, 0)))

    def price(self, article: str, pieces: int) -> int:
        """Return what so many pieces cost in the newest lot, 0 before the first."""
        row = self._connection.execute(
            sa.select(t.lot.c.quantity, t.lot.c.cents)
            .where(t.lot.c.article == article)
            .order_by(t.lot.c.day.desc(), t.lot.c.id.desc())
            .limit(1)
        ).one_or_none()
        return row.cents * pieces // row.quantity if row else 0

    def differences(self) -> tuple[tuple[str, str], ...]:
        """Return article and place where the stock is not what its movements sum to: never any."""
        moved, layers = t.movement, t.layer
        sums = (
            sa.select(
                moved.c.article,
                moved.c.place,
                sa.func.sum(moved.c.on_hand).label("on_hand"),
                sa.func.sum(moved.c.reserved).label("reserved"),
                sa.func.sum(moved.c.cents).label("cents"),
            )
            .group_by(moved.c.article, moved.c.place)
            .subquery()
        )
        left = (
            sa.select(
                t.lot.c.article,
                layers.c.place,
                sa.func.sum(layers.c.on_hand).label("on_hand"),
                sa.func.sum(layers.c.cents).label("cents"),
            )
            .join(t.lot, t.lot.c.id == layers.c.lot)
            .group_by(t.lot.c.article, layers.c.place)
            .subquery()
        )
        here = (t.stock.c.article, t.stock.c.place)
        query = (
            sa.select(*here)
            .outerjoin(sums, sa.and_(sums.c.article == here[0], sums.c.place == here[1]))
            .outerjoin(left, sa.and_(left.c.article == here[0], left.c.place == here[1]))
            .where(
                sa.or_(
                    t.stock.c.on_hand != sa.func.coalesce(sums.c.on_hand, 0),
                    t.stock.c.reserved != sa.func.coalesce(sums.c.reserved, 0),
                    t.stock.c.on_hand != sa.func.coalesce(left.c.on_hand, 0),
                    sa.func.coalesce(sums.c.cents, 0) != sa.func.coalesce(left.c.cents, 0),
                )
            )
        )
        return tuple((row.article, row.place) for row in self._connection.execute(query))


def _movement(row: sa.Row[tuple[object, ...]]) -> MovementRow:
    return MovementRow(
        kind=MovementKind(row.kind),
        place=row.place,
        on_hand=row.on_hand,
        reserved=row.reserved,
        line_id=row.line_id,
        at=row.at,
        actor=row.actor,
        reason=row.reason,
        id=row.id,
        booking=row.number,
        article=row.article,
        cents=row.cents,
        lot=row.lot,
        undoes=row.undoes,
        is_undone=bool(row.is_undone),
    )
