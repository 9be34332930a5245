"""Periods of budgets: years, quarters and months, and which of them hold."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from fmdesk.core.domain.budget import MONTH, PARTS, QUARTER, WHOLE, BudgetPart, holding

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
