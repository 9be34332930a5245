"""The days on which maintenance is due: counted from the first one, so that nothing drifts."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmdesk.plugins.bundled.faults.plans import Every, Plan

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
PLANS = st.builds(
    Plan,
    st.just("P"),
    st.just("Onderhoud"),
    st.just("A"),
    st.just("upkeep"),
    DAYS,
    st.integers(1, 60),
    st.sampled_from(Every),
)


def plan(first: date, n: int, every: Every) -> Plan:
    return Plan("P", "Onderhoud", "A", "upkeep", first, n, every)


@pytest.mark.parametrize(
    ("n", "every", "days"),
    [
        (10, Every.DAYS, [date(2026, 1, 31), date(2026, 2, 10), date(2026, 2, 20)]),
        (2, Every.WEEKS, [date(2026, 1, 31), date(2026, 2, 14), date(2026, 2, 28)]),
        (1, Every.MONTHS, [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]),
        (12, Every.MONTHS, [date(2026, 1, 31), date(2027, 1, 31), date(2028, 1, 31)]),
    ],
)
def test_the_first_days_of_a_plan(n: int, every: Every, days: list[date]) -> None:
    made = plan(date(2026, 1, 31), n, every)
    assert [made.day(place) for place in range(3)] == days


def test_a_leap_day_comes_back_in_a_leap_year() -> None:
    made = plan(date(2024, 2, 29), 12, Every.MONTHS)
    assert made.day(1) == date(2025, 2, 28)
    assert made.day(4) == date(2028, 2, 29)


@given(PLANS, DAYS)
def test_the_next_day_is_later_and_none_lies_between(made: Plan, day: date) -> None:
    found = made.first_after(day)
    assert found > day
    place = 0
    while made.day(place) < found:
        place += 1
    assert made.day(place) == found
    assert place == 0 or made.day(place - 1) <= day


@given(PLANS)
def test_before_it_starts_the_next_day_is_the_first(made: Plan) -> None:
    assert made.first_after(made.starts_on - timedelta(days=1)) == made.starts_on
