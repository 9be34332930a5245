"""Levels, what to buy, and purchase orders; what came in of them is the sum of their receipts."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date

import sqlalchemy as sa

from fmdesk.plugins.bundled.supplies import tables as t
from fmdesk.plugins.bundled.supplies.articles import Stamp
from fmdesk.plugins.bundled.supplies.buying import (
    Level,
    OrderPurchase,
    Proposal,
    Propose,
    PurchaseLine,
    PurchaseState,
    WaitingLine,
    expect,
    to_buy,
)
from fmdesk.plugins.bundled.supplies.goods import PlaceStock, Receipt
from fmdesk.plugins.bundled.supplies.refusals import refusal
from fmdesk.plugins.bundled.supplies.store.counts import Counts
from fmdesk.plugins.bundled.supplies.store.goods import check_quantity

ASKED = {PurchaseState.PROPOSED, PurchaseState.ORDERED}


class Purchases(Counts):
    """Proposes, orders and receives."""

    def levels(self) -> tuple[Level, ...]:
        """Return the levels of places, by article and place."""
        rows = self._connection.execute(
            sa.select(t.level).order_by(t.level.c.article, t.level.c.place)
        )
        return tuple(Level(*row) for row in rows)

    def save_level(self, level: Level) -> None:
        """Set when a place is filled up with an article; 0 takes the level away.

        Raises:
            PluginError: `supplies.unknown_article`, `supplies.not_stocked` or
                `supplies.unknown_place`.
        """
        self._stocked(level.article, level.place)
        key = {"article": level.article, "place": level.place}
        self._connection.execute(sa.delete(t.level).filter_by(**key))
        if level.reorder_at:
            self._connection.execute(sa.insert(t.level).values(asdict(level)))

    def purchase_lines(self) -> tuple[PurchaseLine, ...]:
        """Return the lines of all purchase orders, the newest order first."""
        query = (
            sa.select(t.purchase_line, t.purchase, self._received().label("received"))
            .join(t.purchase, t.purchase.c.id == t.purchase_line.c.purchase)
            .order_by(t.purchase.c.id.desc(), t.purchase_line.c.id)
        )
        return tuple(_line(row) for row in self._connection.execute(query))

    def proposals(self) -> tuple[Proposal, ...]:
        """Return what to buy now, by article and place, with what is reserved and on its way."""
        return tuple(self._proposals())

    def waiting(self) -> tuple[WaitingLine, ...]:
        """Return the lines that wait for goods, the oldest first, with the day they should come."""
        rows = self._connection.execute(self._waiting()).all()
        lines = [WaitingLine(row.line_id, row.article, int(row.waiting)) for row in rows]
        return tuple(expect(lines, self.purchase_lines()))

    def expected_on(self, article: str) -> date | None:
        """Return when goods of an article that were ordered should come first, None if unknown."""
        days = (
            line.expected_on
            for line in self.purchase_lines()
            if line.article == article and line.coming and line.state is PurchaseState.ORDERED
        )
        return min(filter(None, days), default=None)

    def propose(self, wanted: Propose, stamp: Stamp) -> tuple[int, ...]:
        """Make a purchase order of what is to be bought, one for each supplier.

        Returns:
            Their numbers.

        Raises:
            PluginError: `supplies.nothing_to_buy`, `supplies.quantity`, `supplies.unknown_place`,
                `supplies.unknown_article` or `supplies.not_stocked`.
        """
        if not wanted.lines:
            raise refusal("supplies.nothing_to_buy")
        suppliers = dict.fromkeys(one.supplier for one in wanted.lines)
        return tuple(self._make(supplier, wanted, stamp) for supplier in suppliers)

    def order_purchase(self, wanted: OrderPurchase, stamp: Stamp) -> None:
        """Note that a purchase order was sent.

        Raises:
            PluginError: `supplies.no_purchase`, `supplies.purchase_state` or
                `supplies.supplier_missing`.
        """
        if not wanted.supplier.strip():
            raise refusal("supplies.supplier_missing")
        self._set_purchase(
            wanted.purchase,
            ASKED,
            state=PurchaseState.ORDERED.value,
            supplier=wanted.supplier.strip(),
            reference=wanted.reference.strip(),
            expected_on=wanted.expected_on,
            ordered_at=stamp.at,
        )

    def receive_purchase(self, receipt: Receipt, stamp: Stamp) -> str:
        """Receive goods of an ordered line, perhaps a part of them; return their article.

        Raises:
            PluginError: `supplies.no_purchase`, `supplies.purchase_state`, or as for a receipt.
        """
        found = [one for one in self.purchase_lines() if one.id == receipt.purchase_line]
        if not found:
            raise refusal("supplies.no_purchase", purchase=receipt.purchase_line)
        (line,) = found
        if line.state is not PurchaseState.ORDERED:
            raise refusal("supplies.purchase_state", purchase=line.purchase)
        reference = receipt.reference or line.reference
        supplier = receipt.supplier or line.supplier
        self.receive(
            replace(receipt, article=line.article, supplier=supplier, reference=reference), stamp
        )
        return line.article

    def close_purchase(self, number: int) -> None:
        """Note that nothing more will come of a purchase order.

        Raises:
            PluginError: `supplies.no_purchase` or `supplies.purchase_state`.
        """
        self._set_purchase(number, ASKED, state=PurchaseState.CLOSED.value)

    # --- how ---

    def _proposals(self) -> Iterator[Proposal]:
        levels, planned, lying = self.levels(), self.purchase_lines(), self._lying()
        usual = [PlaceStock(place.code, 0, 0, 0) for place in self.places()][:1]
        suppliers = self._suppliers()
        for row in self.stock():
            code = row.article.code
            if not row.article.is_stocked:
                continue
            coming: Counter[str] = Counter()
            for line in planned:
                if line.article == code:
                    coming[line.place] += line.coming
            mine = [level for level in levels if level.article == code]
            for one in to_buy(row, lying.get(code, usual), mine, coming):
                cents = self.price(code, one.quantity)
                yield replace(one, supplier=suppliers.get(code, ""), cents=cents)

    def _lying(self) -> dict[str, list[PlaceStock]]:
        """Return where each article lies, the place with most of it first."""
        found: dict[str, list[PlaceStock]] = {}
        query = sa.select(t.stock).where(t.stock.c.on_hand > 0)
        for row in self._connection.execute(query.order_by(t.stock.c.on_hand.desc())):
            place = PlaceStock(row.place, row.on_hand, row.reserved, 0)
            found.setdefault(row.article, []).append(place)
        return found

    def _suppliers(self) -> dict[str, str]:
        """Return who delivered each article last."""
        query = sa.select(t.lot.c.article, t.lot.c.supplier).where(t.lot.c.supplier != "")
        rows = self._connection.execute(query.order_by(t.lot.c.day, t.lot.c.id))
        return {row.article: row.supplier for row in rows}

    def _make(self, supplier: str, wanted: Propose, stamp: Stamp) -> int:
        insert = sa.insert(t.purchase).values(
            supplier=supplier,
            reference="",
            state=PurchaseState.PROPOSED.value,
            made_at=stamp.at,
            made_by=stamp.actor,
        )
        number = int(self._connection.execute(insert.returning(t.purchase.c.id)).scalar_one())
        for one in wanted.lines:
            if one.supplier == supplier:
                check_quantity(one.quantity)
                self._stocked(one.article, one.place)
                self._connection.execute(
                    sa.insert(t.purchase_line).values(
                        purchase=number,
                        article=one.article,
                        place=one.place,
                        quantity=one.quantity,
                        cents=self.price(one.article, one.quantity),
                    )
                )
        return number

    def _set_purchase(self, number: int, states: set[PurchaseState], **values: object) -> None:
        this = t.purchase.c.id == number
        found = self._connection.scalar(sa.select(t.purchase.c.state).where(this).with_for_update())
        if found is None:
            raise refusal("supplies.no_purchase", purchase=number)
        if PurchaseState(found) not in states:
            raise refusal("supplies.purchase_state", purchase=number)
        self._connection.execute(sa.update(t.purchase).where(this).values(**values))


def _line(row: sa.Row[tuple[object, ...]]) -> PurchaseLine:
    values = row._mapping  # noqa: SLF001  # SQLAlchemy's name for reading by column
    line, order = t.purchase_line.c, t.purchase.c
    return PurchaseLine(
        id=values[line.id],
        purchase=values[order.id],
        state=PurchaseState(values[order.state]),
        supplier=values[order.supplier],
        reference=values[order.reference],
        expected_on=values[order.expected_on],
        article=values[line.article],
        place=values[line.place],
        quantity=values[line.quantity],
        received=int(values["received"]),
        cents=values[line.cents],
    )
