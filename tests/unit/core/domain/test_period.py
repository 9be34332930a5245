"""Months of the office's zone."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.period import Month, Period, PeriodState, closed_now

ZONE = "Europe/Amsterdam"


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-00", "26-10", "oktober", "", "1969-12", "2200-01"]
)
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError, match=r"month\.format"):
        Month.parse(text)


@pytest.mark.parametrize("text", ["1970-01", "2026-12", "2199-12"])
def test_the_first_and_the_last_of_months_and_years_are_months(text: str) -> None:
    assert str(Month.parse(text)) == text


def test_a_period_begins_open_in_its_first_revision() -> None:
    period = Period(Month(2026, 10))
    assert (period.state, period.revision, period.closed_at) == (PeriodState.OPEN, 1, None)


def test_a_reopened_month_is_not_closed_now() -> None:
    """May closed and opened again, June closed twice, July never: June's second revision."""
    closed, opened = PeriodState.CLOSED, PeriodState.OPEN
    may, june, july = (Month(2026, number) for number in (5, 6, 7))
    told = [(may, 2, opened), (may, 1, closed), (june, 1, closed), (june, 2, closed)]
    found = closed_now(Period(*one) for one in (*told, (july, 1, opened)))
    assert found == (Period(june, 2, closed),)
    assert closed_now([Period(may, 1, closed)]) == (Period(may, 1, closed),)
    assert closed_now([]) == ()


def test_a_month_begins_at_the_offices_midnight() -> None:
    start, end = Month.parse(" 2026-10 ").bounds(ZONE)
    assert start == datetime(2026, 9, 30, 22, tzinfo=UTC)
    assert end == datetime(2026, 10, 31, 23, tzinfo=UTC)
    assert (end - start).total_seconds() == (31 * 24 + 1) * 3600


def test_days_and_text() -> None:
    month = Month(2028, 2)
    assert (month.first_day(), month.last_day()) == (date(2028, 2, 1), date(2028, 2, 29))
    assert str(month) == "2028-02"


@given(st.integers(1980, 2180), st.integers(1, 12), st.integers(-100, 100))
def test_shifting_there_and_back(year: int, number: int, months: int) -> None:
    month = Month(year, number)
    assert month.shift(months).shift(-months) == month
    assert (month.shift(months) > month) == (months > 0)


@given(st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)))  # noqa: DTZ001  # zone follows
def test_every_instant_lies_in_its_month(at: datetime) -> None:
    instant = at.replace(tzinfo=UTC, microsecond=0)
    start, end = Month.of(instant, ZONE).bounds(ZONE)
    assert start <= instant < end
