"""Lots and their prices: first in, first out, to the cent; transfers, hand-outs, undoing."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest

from fmdesk.core.domain.errors import PluginError
from fmdesk.messages import explain
from fmdesk.plugins.bundled.supplies.articles import Stamp
from fmdesk.plugins.bundled.supplies.goods import (
    Count,
    HandOut,
    MovementKind,
    MovementQuery,
    PlaceStock,
    Receipt,
    Transfer,
    Undo,
)
from fmdesk.plugins.bundled.supplies.store import SuppliesStore

OpenStore = Callable[[], AbstractContextManager[SuppliesStore]]
PAPER = MovementQuery("PAP")


def paper(store: SuppliesStore) -> tuple[int, int, int]:
    """Return what lies there, what of it is free, and what it cost."""
    row = store.stock(["PAP"])[0]
    return row.on_hand, row.free, row.cents


def two_lots(store: SuppliesStore, stamp: Stamp) -> int:
    """Receive 3 packs for 10.00, and a day later 5 for 20.00; return the booking of the first."""
    first = Receipt("PAP", "MAG", 3, cents=1000, day=date(2026, 2, 26), supplier="Papyrus")
    store.receive(Receipt("PAP", "MAG", 5, cents=2000, reference="PO 12"), stamp)
    return store.receive(first, stamp)


def test_a_receipt_is_a_lot_with_its_day_price_supplier_and_reference(
    open_store: OpenStore, stamp: Stamp
) -> None:
    with open_store() as store:
        two_lots(store, stamp)
        newest, oldest = store.lots("PAP")
        assert (newest.day, newest.quantity, newest.cents) == (stamp.day, 5, 2000)
        assert (newest.reference, oldest.supplier) == ("PO 12", "Papyrus")
        assert (oldest.day, oldest.left, oldest.left_cents) == (date(2026, 2, 26), 3, 1000)
        assert paper(store) == (8, 8, 3000)


def test_the_oldest_lot_goes_first_and_the_last_piece_takes_the_rest(
    open_store: OpenStore, stamp: Stamp
) -> None:
    with open_store() as store:
        two_lots(store, stamp)
        costs = []
        for _piece in range(4):
            store.hand_out(HandOut("PAP", "MAG", 1, "balie"), stamp)
            costs.append(-store.movements(PAPER)[0].cents)
        assert costs == [333, 333, 334, 400]
        assert paper(store) == (4, 4, 1600)


def test_five_pens_go_out_in_one_go(open_store: OpenStore, stamp: Stamp) -> None:
    with open_store() as store:
        two_lots(store, stamp)
        booking = store.hand_out(HandOut("PAP", "MAG", 5, "Cursus zaal 3"), stamp)
        rows = store.booking(booking)
        assert [(row.on_hand, row.cents) for row in rows] == [(-3, -1000), (-2, -800)]
        assert {(row.kind, row.reason, row.booking) for row in rows} == {
            (MovementKind.ISSUE, "Cursus zaal 3", booking)
        }
        assert paper(store) == (3, 3, 1200)


def test_an_order_is_issued_from_the_oldest_lot_at_its_price(
    open_store: OpenStore, stamp: Stamp
) -> None:
    with open_store() as store:
        two_lots(store, stamp)
        order = store.open_order(1, "PAP", 4, stamp)
        store.issue(order, 4, stamp)
        issued = [row for row in store.movements(PAPER) if row.kind is MovementKind.ISSUE]
        assert [(row.on_hand, row.reserved, row.cents) for row in issued] == [
            (-1, -1, -400),
            (-3, -3, -1000),
        ]
        assert {row.line_id for row in issued} == {1}


def test_goods_go_elsewhere_with_their_price(open_store: OpenStore, stamp: Stamp) -> None:
    with open_store() as store:
        two_lots(store, stamp)
        store.transfer(Transfer("PAP", "MAG", "KAST", 4), stamp)
        assert store.at_places("PAP") == (
            PlaceStock("KAST", 4, 0, 1400),
            PlaceStock("MAG", 4, 0, 1600),
        )
        store.hand_out(HandOut("PAP", "KAST", 3, "balie"), stamp)
        assert store.movements(PAPER)[0].cents == -1000  # they stay of the oldest lot there
        assert store.differences() == ()


def test_what_is_promised_does_not_go_elsewhere(open_store: OpenStore, stamp: Stamp) -> None:
    with open_store() as store:
        store.receive(Receipt("PAP", "MAG", 5), stamp)
        store.open_order(1, "PAP", 4, stamp)
        for refused in (
            lambda: store.transfer(Transfer("PAP", "MAG", "KAST", 2), stamp),
            lambda: store.hand_out(HandOut("PAP", "MAG", 2, "balie"), stamp),
        ):
            with pytest.raises(PluginError) as caught:
                refused()
            assert "maar 1" in explain(caught.value)


def test_a_count_costs_the_oldest_and_finds_at_the_newest_price(
    open_store: OpenStore, stamp: Stamp
) -> None:
    with open_store() as store:
        two_lots(store, stamp)
        store.correct(Count("PAP", "MAG", 6, "Weg"), stamp)
        assert paper(store) == (6, 6, 3000 - 666)
        store.correct(Count("PAP", "MAG", 8, "Terug"), stamp)
        assert paper(store) == (8, 8, 3000 - 666 + 800)


@pytest.mark.parametrize("kind", ["receipt", "hand_out", "transfer", "less", "more"])
def test_a_booking_is_undone_by_its_counter_movements(
    kind: str, open_store: OpenStore, stamp: Stamp
) -> None:
    with open_store() as store:
        two_lots(store, stamp)
        before, places = paper(store), store.at_places("PAP")
        if kind == "receipt":
            booking = store.receive(Receipt("PAP", "KAST", 7, cents=100), stamp)
        elif kind == "hand_out":
            booking = store.hand_out(HandOut("PAP", "MAG", 5, "balie"), stamp)
        elif kind == "transfer":
            booking = store.transfer(Transfer("PAP", "MAG", "KAST", 5), stamp)
        else:
            store.correct(Count("PAP", "MAG", 2 if kind == "less" else 9, "geteld"), stamp)
            booking = store.movements(PAPER)[0].booking
        counted = len(store.movements(PAPER))
        made = store.undo(Undo(booking, "verkeerd artikel"), stamp)
        assert (paper(store), store.at_places("PAP")) == (before, places)
        assert {row.undoes for row in store.booking(made)} == {booking}
        assert len(store.movements(PAPER)) > counted, "nothing was removed"
        assert store.booking(booking)[0].is_undone
        with pytest.raises(PluginError, match="undone"):
            store.undo(Undo(booking, "nog eens"), stamp)
        assert store.differences() == ()


def test_a_receipt_whose_goods_are_gone_cannot_be_undone(
    open_store: OpenStore, stamp: Stamp
) -> None:
    with open_store() as store:
        booking = two_lots(store, stamp)
        store.hand_out(HandOut("PAP", "MAG", 2, "balie"), stamp)
        with pytest.raises(PluginError) as caught:
            store.undo(Undo(booking, "dubbel geboekt"), stamp)
        assert "nog maar 1" in explain(caught.value)


def test_an_undone_receipt_takes_what_it_had_given_to_orders(
    open_store: OpenStore, stamp: Stamp
) -> None:
    with open_store() as store:
        store.open_order(1, "PAP", 4, stamp)
        booking = store.receive(Receipt("PAP", "MAG", 4), stamp)
        store.undo(Undo(booking, "andere leverancier"), stamp)
        order = store.order(1)
        assert order
        assert (order.reserved, order.waiting) == (0, 4)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda store, by: store.hand_out(HandOut("PAP", "MAG", 1, " "), by), "supplies.why"),
        (lambda store, by: store.transfer(Transfer("PAP", "MAG", "MAG", 1), by), "same_place"),
        (lambda store, by: store.undo(Undo(99, "x"), by), "supplies.no_booking"),
        (lambda store, by: store.undo(Undo(1, ""), by), "supplies.why"),
        (lambda store, by: store.receive(Receipt("PAP", "MAG", 1, cents=-1), by), "price"),
    ],
)
def test_what_cannot_be_booked_is_refused_with_a_sentence(
    change: Callable[[SuppliesStore, Stamp], None], code: str, open_store: OpenStore, stamp: Stamp
) -> None:
    with open_store() as store:
        store.receive(Receipt("PAP", "MAG", 2), stamp)
    with pytest.raises(PluginError, match=code) as caught, open_store() as store:
        change(store, stamp)
    assert explain(caught.value).endswith(".")


def test_what_an_order_got_is_not_undone_here(open_store: OpenStore, stamp: Stamp) -> None:
    with open_store() as store:
        store.receive(Receipt("PAP", "MAG", 2), stamp)
        store.issue(store.open_order(1, "PAP", 1, stamp), 1, stamp)
        booking = store.movements(PAPER)[0].booking
        with pytest.raises(PluginError, match="no_booking"):
            store.undo(Undo(booking, "x"), stamp)
