"""What to buy, and when waiting lines get their goods: never a false “low”, never forgotten."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmdesk.plugins.bundled.supplies.articles import Article, StockRow
from fmdesk.plugins.bundled.supplies.buying import (
    Level,
    Proposal,
    PurchaseLine,
    PurchaseState,
    WaitingLine,
    expect,
    fill_up,
    to_buy,
)
from fmdesk.plugins.bundled.supplies.goods import PlaceStock

MONDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 6)


def paper(
    on_hand: int, reserved: int = 0, waits: int = 0, *, at: int = 5, target: int = 0
) -> StockRow:
    article = Article("PAP", "Papier", "Paper", "pak", reorder_at=at, target=target)
    return StockRow(article, on_hand, reserved, waits)


def bought(row: StockRow, coming: int = 0, *levels: Level) -> list[tuple[str, int]]:
    places = [PlaceStock("MAG", row.on_hand, row.reserved, 0)]
    found = to_buy(row, places, levels, {"MAG": coming})
    return [(one.place, one.quantity) for one in found]


@pytest.mark.parametrize(
    ("row", "coming", "quantity"),
    [
        (paper(6), 0, 0),
        (paper(5), 0, 5),  # up to twice the level where no target is given
        (paper(5, target=20), 0, 15),
        (paper(9, reserved=5), 0, 6),  # what is promised is not there
        (paper(0), 10, 0),  # on its way: no false “low stock”
        (paper(0, waits=7), 10, 7),  # but others wait for that
        (paper(0, waits=3, at=0), 0, 3),  # no level, yet somebody waits
        (paper(0, waits=3, at=0), 3, 0),
        (paper(0, at=0), 0, 0),
    ],
)
def test_it_is_bought_when_it_is_time(row: StockRow, coming: int, quantity: int) -> None:
    assert bought(row, coming) == ([("MAG", quantity)] if quantity else [])


def test_a_place_has_its_own_level() -> None:
    row = paper(30, at=5)
    places = [PlaceStock("MAG", 28, 0, 0), PlaceStock("KAST", 2, 1, 0)]
    levels = [Level("PAP", "KAST", 3, 10), Level("PAP", "MAG", 4)]
    assert list(to_buy(row, places, levels, {})) == [Proposal("PAP", "KAST", 9)]
    assert list(to_buy(row, places, levels, {"KAST": 5})) == []


def test_what_is_bought_for_a_place_counts_for_the_whole() -> None:
    assert bought(paper(0, at=5), 0, Level("PAP", "MAG", 5, 12)) == [("MAG", 12)]


@given(
    at=st.integers(0, 50),
    target=st.integers(0, 100),
    there=st.integers(0, 100),
    waits=st.integers(0, 50),
)
def test_after_buying_it_is_not_time_to_buy(at: int, target: int, there: int, waits: int) -> None:
    row = paper(there, waits=waits if not there else 0, at=at, target=max(target, at + 1))
    coming = sum(quantity for _place, quantity in bought(row))
    assert bought(row, coming) == []
    is_low = StockRow(row.article, row.on_hand, row.reserved, row.back_ordered, 0, coming)
    assert not is_low.is_to_buy


def test_filling_up_goes_to_the_target_or_to_twice_the_level() -> None:
    assert [fill_up(5, 0, 5), fill_up(5, 12, 5), fill_up(5, 12, 6), fill_up(0, 0, -2)] == [
        *(5, 7, 0, 2)
    ]


def line(
    quantity: int,
    received: int = 0,
    day: date | None = FRIDAY,
    state: PurchaseState = PurchaseState.ORDERED,
) -> PurchaseLine:
    return PurchaseLine(1, 1, state, "Papyrus", "", day, "PAP", "MAG", quantity, received, 0)


def expected(waits: list[int], *lines: PurchaseLine) -> list[tuple[date | None, bool]]:
    waiting = [WaitingLine(number, "PAP", pieces) for number, pieces in enumerate(waits)]
    return [(one.expected_on, one.is_ordered) for one in expect(waiting, lines)]


def test_the_oldest_line_gets_what_comes_first() -> None:
    found = expected([3, 4, 1], line(5, day=MONDAY), line(2, day=FRIDAY))
    assert found == [(MONDAY, True), (FRIDAY, True), (None, False)]


def test_what_came_in_or_comes_no_more_is_not_expected() -> None:
    assert expected([3], line(5, received=3)) == [(None, False)]
    assert expected([2], line(5, received=3)) == [(FRIDAY, True)]
    assert expected([2], line(5, state=PurchaseState.PROPOSED)) == [(None, False)]
    assert line(5, state=PurchaseState.CLOSED).coming == 0


def test_a_day_that_nobody_knows_is_not_told() -> None:
    assert expected([2], line(5, day=None)) == [(None, True)]
