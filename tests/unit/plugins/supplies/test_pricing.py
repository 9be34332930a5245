"""First in, first out, whatever is taken in whatever parts: the cents sum to what was paid."""

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from fmdesk.plugins.bundled.supplies.pricing import Layer, taken

layers = st.lists(st.tuples(st.integers(1, 50), st.integers(0, 10_000)), min_size=1, max_size=6)


@given(layers=layers, parts=st.lists(st.integers(1, 40), max_size=12))
def test_what_went_and_what_is_left_sum_to_what_was_paid(
    layers: list[tuple[int, int]], parts: list[int]
) -> None:
    left = [Layer(lot, *one) for lot, one in enumerate(layers)]
    paid, pieces = sum(one.cents for one in left), sum(one.pieces for one in left)
    gone = 0
    for asked in parts:
        part = min(asked, pieces)
        goods = list(taken(left, part))
        assert sum(one.pieces for one in goods) == part
        gone += sum(one.cents for one in goods)
        pieces -= part
        left = [minus(one, goods) for one in left]
        assert gone + sum(one.cents for one in left) == paid
    if not pieces:
        assert gone == paid


@given(pieces=st.integers(1, 60), cents=st.integers(0, 10_000))
def test_each_piece_costs_the_price_of_its_lot_rounded_down_or_up(pieces: int, cents: int) -> None:
    left, costs = Layer(1, pieces, cents), []
    while left.pieces:
        (one,) = taken([left], 1)
        costs.append(one.cents)
        left = minus(left, [one])
    assert set(costs) <= {cents // pieces, -(-cents // pieces)}
    assert list(accumulate(costs))[-1] == cents


def test_the_oldest_goes_first_and_no_more_than_asked() -> None:
    first, second = Layer(1, 2, 100), Layer(2, 5, 1000)
    assert list(taken([first, second], 3)) == [first, Layer(2, 1, 200)]
    assert list(taken([first, second], 0)) == []
    assert list(taken([], 3)) == []


def minus(layer: Layer, goods: list[Layer]) -> Layer:
    """Return what is left of a layer."""
    mine = [one for one in goods if one.lot == layer.lot]
    pieces, cents = sum(one.pieces for one in mine), sum(one.cents for one in mine)
    return Layer(layer.lot, layer.pieces - pieces, layer.cents - cents)
