"""Buying on both engines: proposals, purchase orders, receiving them in parts, back-orders."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest

from fmdesk.core.domain.errors import PluginError
from fmdesk.messages import explain
from fmdesk.plugins.bundled.supplies.articles import Stamp
from fmdesk.plugins.bundled.supplies.buying import (
    Level,
    OrderPurchase,
    Proposal,
    Propose,
    PurchaseState,
)
from fmdesk.plugins.bundled.supplies.goods import MovementQuery, Receipt, Undo
from fmdesk.plugins.bundled.supplies.store import SuppliesStore

OpenStore = Callable[[], AbstractContextManager[SuppliesStore]]
FRIDAY = date(2026, 3, 6)


def ordered(store: SuppliesStore, stamp: Stamp, quantity: int = 10) -> int:
    """Order paper at Papyrus; return the number of the order's line."""
    made = store.propose(Propose((Proposal("PAP", "MAG", quantity, "Papyrus"),)), stamp)
    store.order_purchase(OrderPurchase(made[0], "Papyrus", "PO 12", FRIDAY), stamp)
    return store.purchase_lines()[0].id


def test_a_proposal_becomes_an_order_of_its_last_supplier(
    open_store: OpenStore, stamp: Stamp
) -> None:
    with open_store() as store:
        store.receive(Receipt("PAP", "MAG", 4, cents=1600, supplier="Papyrus"), stamp)
        (proposal,) = store.proposals()
        assert proposal == Proposal("PAP", "MAG", 6, "Papyrus", 2400)
        (number,) = store.propose(Propose(store.proposals()), stamp)
        assert store.proposals() == (), "it is proposed once"
        assert store.stock(["PAP"])[0].is_to_buy, "but nobody ordered it yet"
        store.order_purchase(OrderPurchase(number, "Papyrus", "PO 12", FRIDAY), stamp)
        assert not store.stock(["PAP"])[0].is_to_buy
        (line,) = store.purchase_lines()
        assert (line.state, line.coming, line.cents) == (PurchaseState.ORDERED, 6, 2400)


def test_orders_are_made_per_supplier(open_store: OpenStore, stamp: Stamp) -> None:
    with open_store() as store:
        wanted = (Proposal("PAP", "MAG", 5, "Papyrus"), Proposal("PEN", "MAG", 2, "Inkt BV"))
        assert len(store.propose(Propose(wanted), stamp)) == 2
        assert {line.supplier for line in store.purchase_lines()} == {"Papyrus", "Inkt BV"}


def test_an_order_comes_in_parts_and_waiting_lines_get_them(
    open_store: OpenStore, stamp: Stamp
) -> None:
    with open_store() as store:
        store.open_order(1, "PAP", 6, stamp)
        store.open_order(2, "PAP", 8, stamp)
        line = ordered(store, stamp)
        first, second = store.waiting()
        assert (first.expected_on, first.is_ordered) == (FRIDAY, True)
        assert (second.expected_on, second.is_ordered) == (None, False)
        store.receive_purchase(Receipt("PAP", "MAG", 7, cents=3000, purchase_line=line), stamp)
        (found,) = store.purchase_lines()
        assert (found.received, found.coming) == (7, 3)
        assert [(one.line_id, one.waiting) for one in store.waiting()] == [(2, 7)]
        lot = store.lots("PAP")[0]
        assert (lot.supplier, lot.reference, lot.cents) == ("Papyrus", "PO 12", 3000)


def test_an_undone_receipt_is_still_to_come(open_store: OpenStore, stamp: Stamp) -> None:
    with open_store() as store:
        line = ordered(store, stamp)
        store.receive_purchase(Receipt("PAP", "MAG", 10, purchase_line=line), stamp)
        store.undo(Undo(store.movements(MovementQuery("PAP"))[0].booking, "verkeerde doos"), stamp)
        assert store.purchase_lines()[0].coming == 10


def test_what_does_not_come_any_more_is_bought_again(open_store: OpenStore, stamp: Stamp) -> None:
    with open_store() as store:
        line = ordered(store, stamp)
        store.receive_purchase(Receipt("PAP", "MAG", 4, purchase_line=line), stamp)
        assert store.proposals() == ()
        store.close_purchase(store.purchase_lines()[0].purchase)
        assert [(one.article, one.quantity) for one in store.proposals()] == [("PAP", 6)]


def test_a_place_is_filled_up_at_its_level(open_store: OpenStore, stamp: Stamp) -> None:
    with open_store() as store:
        store.receive(Receipt("PAP", "MAG", 50), stamp)
        store.save_level(Level("PAP", "KAST", 2, 6))
        assert [(one.place, one.quantity) for one in store.proposals()] == [("KAST", 6)]
        store.save_level(Level("PAP", "KAST", 0))
        assert store.proposals() == ()
        assert store.levels() == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda store, by: store.propose(Propose(()), by), "supplies.nothing_to_buy"),
        (lambda store, by: store.order_purchase(OrderPurchase(9, "X"), by), "no_purchase"),
        (lambda store, by: store.order_purchase(OrderPurchase(1, " "), by), "supplier_missing"),
        (lambda store, by: store.close_purchase(1), "supplies.purchase_state"),
        (
            lambda store, by: store.receive_purchase(Receipt("PAP", "MAG", 1, purchase_line=1), by),
            "supplies.purchase_state",
        ),
        (
            lambda store, by: store.receive_purchase(Receipt("PAP", "MAG", 1, purchase_line=7), by),
            "supplies.no_purchase",
        ),
        (lambda store, by: store.save_level(Level("LMP", "MAG", 1)), "supplies.not_stocked"),
        (
            lambda store, by: store.propose(Propose((Proposal("PAP", "MAG", 0),)), by),
            "supplies.quantity",
        ),
    ],
)
def test_what_cannot_be_bought_is_refused(
    change: Callable[[SuppliesStore, Stamp], None], code: str, open_store: OpenStore, stamp: Stamp
) -> None:
    with open_store() as store:
        ordered(store, stamp)
        store.close_purchase(1)
    with pytest.raises(PluginError, match=code) as caught, open_store() as store:
        change(store, stamp)
    assert explain(caught.value).endswith(".")
