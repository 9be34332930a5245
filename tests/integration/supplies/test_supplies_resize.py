"""An order of another quantity: what it holds follows, what it was issued stays."""

import pytest

from fmdesk.plugins.bundled.supplies.articles import Stamp
from fmdesk.plugins.bundled.supplies.goods import Receipt
from fmdesk.plugins.bundled.supplies.store import SuppliesStore
from tests.integration.supplies.conftest import OpenStore


def resize(store: SuppliesStore, line_id: int, quantity: int, stamp: Stamp) -> None:
    order = store.order(line_id, locked=True)
    assert order is not None
    store.resize(order, quantity, stamp)


def held(store: SuppliesStore, line_id: int) -> tuple[int, int, int]:
    """Return what a line holds, got and waits for."""
    order = store.order(line_id)
    assert order is not None
    return order.reserved, order.issued, order.waiting


def test_less_gives_back_what_is_no_longer_wanted(open_store: OpenStore, stamp: Stamp) -> None:
    with open_store() as store:
        store.receive(Receipt("PAP", "MAG", 6), stamp)
        store.receive(Receipt("PAP", "KAST", 4), stamp)
        store.open_order(1, "PAP", 10, stamp)
        store.open_order(2, "PAP", 3, stamp)
        assert held(store, 2) == (0, 0, 3)
        resize(store, 1, 5, stamp)
        assert held(store, 1) == (5, 0, 0)
        assert held(store, 2) == (3, 0, 0), "who waited gets it"
        assert store.stock(("PAP",))[0].free == 2
        assert store.differences() == ()


def test_more_takes_what_is_free_and_waits_for_the_rest(
    open_store: OpenStore, stamp: Stamp
) -> None:
    with open_store() as store:
        store.receive(Receipt("PAP", "MAG", 6), stamp)
        store.open_order(1, "PAP", 4, stamp)
        resize(store, 1, 9, stamp)
        assert held(store, 1) == (6, 0, 3)
        store.receive(Receipt("PAP", "MAG", 2), stamp)
        assert held(store, 1) == (8, 0, 1)


def test_what_was_issued_stays_with_the_order(open_store: OpenStore, stamp: Stamp) -> None:
    with open_store() as store:
        store.receive(Receipt("PAP", "MAG", 10), stamp)
        order = store.open_order(1, "PAP", 8, stamp)
        store.issue(order, 3, stamp)
        resize(store, 1, 4, stamp)
        assert held(store, 1) == (1, 3, 0)
        resize(store, 1, 3, stamp)
        assert held(store, 1) == (0, 3, 0)
        assert store.stock(("PAP",))[0].on_hand == store.stock(("PAP",))[0].free == 7


@pytest.mark.parametrize("quantity", [1, 5, 40])
def test_stock_is_the_sum_of_its_movements(
    open_store: OpenStore, stamp: Stamp, quantity: int
) -> None:
    with open_store() as store:
        store.receive(Receipt("PAP", "MAG", 20), stamp)
        store.open_order(1, "PAP", 5, stamp)
        resize(store, 1, quantity, stamp)
        assert store.differences() == ()
        [row] = store.stock(("PAP",))
        assert (row.reserved, row.back_ordered) == (min(quantity, 20), max(0, quantity - 20))
