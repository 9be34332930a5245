"""Figures that people read can be read back: nothing is lost or made nicer on the way."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmdesk.i18n import (
    day,
    duration,
    exact_duration,
    money,
    number,
    percent,
    stamp,
    using_language,
)

LANGUAGES = st.sampled_from(["nl", "en"])
POINT = {"nl": ",", "en": "."}
CENTS = st.integers(-(10**15), 10**15)
SECONDS = st.integers(-(10**8), 10**8)


def read(text: str, language: str) -> Decimal:
    """Read a figure as somebody who knows the language does."""
    sign = -1 if "-" in text else 1
    kept = [sign for sign in text if sign.isdigit() or sign == POINT[language]]
    return sign * Decimal("".join(kept).replace(POINT[language], "."))


@given(CENTS, LANGUAGES)
def test_an_amount_can_be_read_back_to_the_cent(cents: int, language: str) -> None:
    with using_language(language):
        shown = money(cents)
    assert read(shown, language) * 100 == cents
    assert shown.count("€") == 1
    assert ("-" in shown) == (cents < 0)
    assert shown[-3] == POINT[language]


@given(CENTS, CENTS, LANGUAGES)
def test_shown_amounts_sum_to_the_shown_total(one: int, other: int, language: str) -> None:
    with using_language(language):
        assert read(money(one), language) + read(money(other), language) == read(
            money(one + other), language
        )


@given(st.integers(-(10**12), 10**12), LANGUAGES)
def test_a_whole_number_can_be_read_back(value: int, language: str) -> None:
    with using_language(language):
        shown = number(value)
    assert read(shown, language) == value
    groups = shown.lstrip("-").split("." if language == "nl" else ",")
    assert all(len(group) == 3 for group in groups[1:])
    assert 1 <= len(groups[0]) <= 3


@given(st.integers(0, 10**6), st.integers(1, 10**6), LANGUAGES)
def test_a_percentage_is_within_a_twentieth_of_a_point(
    part: int, whole: int, language: str
) -> None:
    with using_language(language):
        shown = percent(part, whole)
    assert abs(read(shown, language) - Decimal(part) * 100 / whole) <= Decimal("0.05")


@given(SECONDS)
def test_an_exact_time_span_can_be_read_back_to_the_second(seconds: int) -> None:
    hours, minutes, rest = map(int, exact_duration(seconds).lstrip("-").split(":"))
    assert (hours * 3600 + minutes * 60 + rest) == abs(seconds)
    assert minutes < 60
    assert rest < 60


@given(SECONDS, LANGUAGES)
def test_a_time_span_in_words_loses_less_than_a_minute(seconds: int, language: str) -> None:
    with using_language(language):
        words = duration(seconds).lstrip("-").split()
        total = 0
        for value, unit in zip(words[::2], words[1::2], strict=True):
            size = {"h": 3600, "u": 3600, "min": 60, "s": 1}[unit]
            total += int(read(value, language)) * size
    assert 0 <= abs(seconds) - total < 60
    assert total == abs(seconds) or abs(seconds) >= 60


@given(st.dates(date(1970, 1, 1), date(2199, 12, 31)))
def test_a_dutch_day_is_day_month_year(value: date) -> None:
    with using_language("nl"):
        assert datetime.strptime(day(value), "%d-%m-%Y").date() == value  # noqa: DTZ007  # a day


@given(st.dates(date(1970, 1, 1), date(2199, 12, 31)))
def test_days_tell_each_other_apart_in_english(value: date) -> None:
    with using_language("en"):
        assert day(value) != day(value + timedelta(days=1))
        assert str(value.year) in day(value)
        assert day(value).split()[0] == str(value.day)


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        (datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC), "29-03-2026 01:59"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "29-03-2026 03:00"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "25-10-2026 02:30"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "25-10-2026 02:30"),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), "01-01-2027 00:00"),
    ],
)
def test_a_stamp_is_what_the_clock_on_the_wall_said(at: datetime, shown: str) -> None:
    with using_language("nl"):
        assert stamp(at, "Europe/Amsterdam") == shown
