"""Count sessions: sheet, blind or not, entries by barcode, approval, corrections with a reason."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

import pytest

from fmdesk.core.domain.errors import PluginError
from fmdesk.messages import explain
from fmdesk.plugins.bundled.supplies.articles import Article, Stamp
from fmdesk.plugins.bundled.supplies.counting import CloseCount, CountEntry, CountState, OpenCount
from fmdesk.plugins.bundled.supplies.goods import HandOut, MovementQuery, Receipt
from fmdesk.plugins.bundled.supplies.store import SuppliesStore

OpenStore = Callable[[], AbstractContextManager[SuppliesStore]]
BARCODE = "8712345678906"


@pytest.fixture
def counted(open_store: OpenStore, stamp: Stamp) -> OpenStore:
    """Ten packs at 4.00 in the storeroom and three boxes of pens at 1.00."""
    with open_store() as store:
        store.save_article(Article("PEN", "Pen blauw", "Blue pen", "doos", barcode=BARCODE))
        store.receive(Receipt("PAP", "MAG", 10, cents=4000), stamp)
        store.receive(Receipt("PEN", "MAG", 3, cents=300), stamp)
    return open_store


def on_hand(store: SuppliesStore, article: str) -> int:
    return store.stock([article])[0].on_hand


def test_a_sheet_shows_what_lies_there_and_what_differs(counted: OpenStore, stamp: Stamp) -> None:
    with counted() as store:
        number = store.open_count(OpenCount("MAG"), stamp)
        store.enter(CountEntry(number, "PAP", 8), stamp)
        store.enter(CountEntry(number, BARCODE, 4), stamp)
        paper, pen = store.sheet(number).lines
        assert (paper.article, paper.on_hand, paper.counted, paper.difference) == ("PAP", 10, 8, -2)
        assert (paper.cents, pen.article, pen.cents) == (-800, "PEN", 100)
        assert store.sheet(number).cents == 900


def test_a_blind_sheet_tells_nothing_until_it_is_closed(counted: OpenStore, stamp: Stamp) -> None:
    with counted() as store:
        number = store.open_count(OpenCount("MAG", is_blind=True), stamp)
        store.enter(CountEntry(number, "PAP", 8), stamp)
        for line in store.sheet(number).lines:
            assert (line.on_hand, line.difference, line.cents) == (None, None, 0)
        store.close_count(CloseCount(number, "Kwartaaltelling"), stamp, 0)
        assert store.sheet(number).lines[0].difference == -2


def test_a_count_is_booked_as_corrections_with_its_reason(counted: OpenStore, stamp: Stamp) -> None:
    with counted() as store:
        number = store.open_count(OpenCount("MAG"), stamp)
        store.enter(CountEntry(number, "PAP", 8), stamp)
        state = store.close_count(CloseCount(number, "Kwartaaltelling"), stamp, 800)
        assert state is CountState.BOOKED
        assert (on_hand(store, "PAP"), on_hand(store, "PEN")) == (8, 3)
        newest = store.movements(MovementQuery("PAP"))[0]
        assert (newest.on_hand, newest.cents, newest.reason) == (-2, -800, "Kwartaaltelling")
        assert [line.article for line in store.sheet(number).lines] == ["PAP"]


def test_goods_may_go_while_the_count_is_open(counted: OpenStore, stamp: Stamp) -> None:
    with counted() as store:
        number = store.open_count(OpenCount("MAG"), stamp)
        store.enter(CountEntry(number, "PAP", 9), stamp)
        store.hand_out(HandOut("PAP", "MAG", 4, "balie"), stamp)
        store.close_count(CloseCount(number, "Kwartaaltelling"), stamp, 10_000)
        assert on_hand(store, "PAP") == 5, "one was missing, four went out"


def test_counting_again_replaces_what_was_entered(counted: OpenStore, stamp: Stamp) -> None:
    with counted() as store:
        number = store.open_count(OpenCount("MAG"), stamp)
        for counted_pieces in (1, 10):
            store.enter(CountEntry(number, "PAP", counted_pieces), stamp)
        assert store.sheet(number).lines[0].difference == 0
        assert store.close_count(CloseCount(number, "Telling"), stamp, 0) is CountState.BOOKED
        assert on_hand(store, "PAP") == 10


def test_somebody_else_approves_above_the_amount(counted: OpenStore, stamp: Stamp) -> None:
    controller = replace(stamp, actor="els")
    with counted() as store:
        number = store.open_count(OpenCount("MAG"), stamp)
        store.enter(CountEntry(number, "PAP", 8), stamp)
        state = store.close_count(CloseCount(number, "Diefstal"), stamp, 799)
        assert (state, on_hand(store, "PAP")) == (CountState.WAITING, 10)
        with pytest.raises(PluginError) as caught:
            store.approve_count(number, stamp)
        assert caught.value.code == "supplies.own_count"
        assert store.approve_count(number, controller) is CountState.BOOKED
        assert on_hand(store, "PAP") == 8
        assert store.movements(MovementQuery("PAP"))[0].actor == "els"
        with pytest.raises(PluginError, match="count_closed"):
            store.approve_count(number, controller)


def test_a_dropped_count_books_nothing_and_makes_room(counted: OpenStore, stamp: Stamp) -> None:
    with counted() as store:
        number = store.open_count(OpenCount("MAG"), stamp)
        store.enter(CountEntry(number, "PAP", 1), stamp)
        with pytest.raises(PluginError) as caught:
            store.open_count(OpenCount("MAG"), stamp)
        assert f"Telling {number}" in explain(caught.value)
        store.drop_count(number)
        assert on_hand(store, "PAP") == 10
        again = store.open_count(OpenCount("MAG"), stamp)
        assert [(row.id, row.state) for row in store.counts()] == [
            (again, CountState.OPEN),
            (number, CountState.DROPPED),
        ]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda store, by: store.enter(CountEntry(1, "XXX", 1), by), "supplies.unknown_article"),
        (lambda store, by: store.enter(CountEntry(1, "LMP", 1), by), "supplies.not_stocked"),
        (lambda store, by: store.enter(CountEntry(1, "PAP", -1), by), "supplies.counted"),
        (lambda store, by: store.enter(CountEntry(9, "PAP", 1), by), "supplies.no_count"),
        (lambda store, by: store.enter(CountEntry(1, "8712345678901", 1), by), "supplies.barcode"),
        (lambda store, by: store.open_count(OpenCount("ZOLDER"), by), "supplies.unknown_place"),
        (lambda store, by: store.close_count(CloseCount(1, " "), by, 0), "reason_missing"),
    ],
)
def test_what_cannot_be_counted_is_refused(
    change: Callable[[SuppliesStore, Stamp], None], code: str, counted: OpenStore, stamp: Stamp
) -> None:
    with counted() as store:
        store.open_count(OpenCount("MAG"), stamp)
    with pytest.raises(PluginError, match=code) as caught, counted() as store:
        change(store, stamp)
    assert explain(caught.value).endswith(".")
