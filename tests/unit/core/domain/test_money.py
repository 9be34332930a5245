"""Cents: rounding half up, and parts that sum to the whole."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmdesk.core.domain.money import percentage_of, round_half_up, split_by_weight


@pytest.mark.parametrize(
    ("numerator", "denominator", "rounded"),
    [(5, 2, 3), (-5, 2, -3), (4, 3, 1), (7, 1, 7), (0, 9, 0), (149, 100, 1), (150, 100, 2)],
)
def test_halves_go_away_from_zero(numerator: int, denominator: int, rounded: int) -> None:
    assert round_half_up(numerator, denominator) == rounded


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6))
def test_rounding_is_that_of_the_decimal_library(numerator: int, denominator: int) -> None:
    exact = (Decimal(numerator) / Decimal(denominator)).quantize(Decimal(1), ROUND_HALF_UP)
    assert round_half_up(numerator, denominator) == int(exact)


def test_a_denominator_is_positive() -> None:
    with pytest.raises(ValueError, match="0"):
        round_half_up(1, 0)


def test_half_of_an_odd_price() -> None:
    assert percentage_of(1845, 5000) == 923


@given(
    st.integers(0, 10**9),
    st.lists(st.integers(0, 10_000), min_size=1, max_size=12).filter(any),
)
def test_parts_sum_to_the_whole_and_follow_their_weights(cents: int, weights: list[int]) -> None:
    parts = split_by_weight(cents, weights)
    assert sum(parts) == cents
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * sum(weights) - cents * weight) <= sum(weights)
        assert weight or not part


def test_nothing_is_split_over_nothing() -> None:
    assert split_by_weight(0, [0, 0]) == (0, 0)
    with pytest.raises(ValueError, match="5"):
        split_by_weight(5, [0])
