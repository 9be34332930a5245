"""Periods of budgets: years, quarters and months, and which of them hold."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmdesk.core.domain.budget import (
    MONTH,
    MOST_CENTS,
    PARTS,
    QUARTER,
    WHOLE,
    BudgetPart,
    Spent,
    check_budget,
    holding,
    until,
)
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.period import Month

ZONE = "Europe/Amsterdam"
ALL = (WHOLE, *PARTS.values())


def test_an_import_knows_four_quarters_and_twelve_months() -> None:
    assert list(PARTS) == ["Q1", "Q2", "Q3", "Q4", *(str(one) for one in range(1, 13))]
    assert PARTS["Q3"] == BudgetPart(QUARTER, 7)
    assert (PARTS["Q3"].number, PARTS["11"].number, WHOLE.number) == (3, 11, 1)


def test_a_quarter_begins_and_ends_by_the_clock_of_the_office() -> None:
    start, end = PARTS["Q4"].bounds(2026, ZONE)
    assert start == datetime(2026, 9, 30, 22, tzinfo=UTC)
    assert end == datetime(2026, 12, 31, 23, tzinfo=UTC)


def test_twelve_months_and_four_quarters_are_the_year_without_a_gap() -> None:
    for months in (QUARTER, MONTH):
        edges = [one.bounds(2026, ZONE) for one in PARTS.values() if one.months == months]
        assert edges[0][0] == WHOLE.bounds(2026, ZONE)[0]
        assert edges[-1][1] == WHOLE.bounds(2026, ZONE)[1]
        assert [end for _start, end in edges[:-1]] == [start for start, _end in edges[1:]]


@given(st.sets(st.sampled_from(ALL)), st.integers(1, 12))
def test_what_holds_in_a_month_is_at_most_one_of_each_kind(
    parts: set[BudgetPart], month: int
) -> None:
    found = holding(parts, month)
    assert set(found) == {one for one in parts if one.first <= month <= one.first + one.months - 1}
    lengths = [one.months for one in found]
    assert lengths == sorted(set(lengths), reverse=True), "the longest first"


def test_a_period_knows_its_months() -> None:
    assert PARTS["Q2"].months_of(2027) == (Month(2027, 4), Month(2027, 5), Month(2027, 6))
    assert PARTS["12"].months_of(2027) == (Month(2027, 12),)
    assert len(WHOLE.months_of(2027)) == 12


@pytest.mark.parametrize(
    ("year", "cents", "code"),
    [
        (1989, 0, "budget.year"),
        (2101, 0, "budget.year"),
        (2026, -1, "budget.amount"),
        (2026, MOST_CENTS + 1, "budget.amount"),
    ],
)
def test_a_year_far_away_and_an_amount_below_zero_are_refused(
    year: int, cents: int, code: str
) -> None:
    with pytest.raises(InvalidInputError) as refused:
        check_budget(year, cents)
    assert refused.value.code == code
    for fine in ((1990, 0), (2100, MOST_CENTS)):
        check_budget(*fine)


def test_what_is_spent_adds_up() -> None:
    both = Spent(100, 40, 10) + Spent(1, 2, 3)
    assert both == Spent(101, 42, 13)
    assert (both.ordered, both.used) == (143, 130)


def test_the_year_so_far_counts_no_euro_twice() -> None:
    quarters = {PARTS["Q1"]: 100, PARTS["Q2"]: 200}
    assert until(quarters, 3) == 100
    assert until(quarters, 4) == 300, "April has begun"
    assert until(quarters | {PARTS["2"]: 7, PARTS["9"]: 40}, 9) == 340
    assert until(quarters | {WHOLE: 900}, 1) == 900
    assert until({PARTS["Q2"]: 0}, 5) == 0, "nothing is a budget"
    assert until(quarters, 0) is None
    assert until({}, 12) is None


@given(st.dictionaries(st.sampled_from(ALL), st.integers(0, 99)), st.integers(0, 12))
def test_the_year_so_far_never_shrinks(budgets: dict[BudgetPart, int], month: int) -> None:
    now, later = until(budgets, month) or 0, until(budgets, month + 1) or 0
    assert later >= now
    assert until(budgets, 12) is None or (until(budgets, 12) or 0) <= sum(budgets.values())
