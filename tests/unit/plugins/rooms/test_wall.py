"""Wall time, opening windows and prices of rooms."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmdesk.plugins.bundled.rooms.prices import price
from fmdesk.plugins.bundled.rooms.rooms import OFFICE_HOURS, Tariff
from fmdesk.plugins.bundled.rooms.wall import instant, wall, windows, written

ZONE = "Europe/Amsterdam"
ALL_DAY = ((("00:00", "24:00"),),) * 7
LUNCH = ((("08:00", "12:00"), ("13:00", "17:00")),) * 7


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("local", "at"),
    [
        ("2026-03-02T09:00", "2026-03-02T08:00"),
        ("2026-07-02T09:00", "2026-07-02T07:00"),
        ("2026-03-29T02:30", "2026-03-29T01:30"),  # skipped: shown as 03:30
        ("2026-10-25T02:30", "2026-10-25T00:30"),  # shown twice: the first
    ],
)
def test_an_instant_of_the_wall(local: str, at: str) -> None:
    assert instant(datetime.fromisoformat(local), ZONE) == utc(at)


def test_a_form_holds_wall_time() -> None:
    assert written(utc("2026-07-02T07:00"), ZONE) == "2026-07-02T09:00"
    assert wall(utc("2026-10-25T01:30"), ZONE) == datetime.fromisoformat("2026-10-25T02:30")


def test_windows_of_a_week_are_those_of_its_working_days() -> None:
    found = list(windows(OFFICE_HOURS, ZONE, utc("2026-03-01T23:00"), utc("2026-03-08T23:00")))
    assert len(found) == 5
    assert found[0] == (utc("2026-03-02T06:00"), utc("2026-03-02T18:00"))


def test_windows_are_cut_and_have_their_break() -> None:
    found = list(windows(LUNCH, ZONE, utc("2026-03-02T08:00"), utc("2026-03-02T13:00")))
    assert found == [
        (utc("2026-03-02T08:00"), utc("2026-03-02T11:00")),
        (utc("2026-03-02T12:00"), utc("2026-03-02T13:00")),
    ]


@pytest.mark.parametrize(("day", "hours"), [("03-28", 24), ("03-29", 23), ("10-25", 25)])
def test_a_day_is_as_long_as_it_is(day: str, hours: int) -> None:
    start = instant(datetime.fromisoformat(f"2026-{day}"), ZONE)
    end = instant(datetime.fromisoformat(f"2026-{day}") + timedelta(days=1), ZONE)
    assert list(windows(ALL_DAY, ZONE, start, end)) == [(start, start + timedelta(hours=hours))]


def test_a_room_that_never_closes_has_one_window() -> None:
    start, end = utc("2026-03-25T00:00"), utc("2026-04-02T00:00")
    assert list(windows(ALL_DAY, ZONE, start, end)) == [(start, end)]


TARIFFS = (Tariff(60, 2500), Tariff(240, 8000))


@given(st.integers(1, 720))
def test_a_longer_booking_never_costs_less(minutes: int) -> None:
    one, more = price(TARIFFS, minutes), price(TARIFFS, minutes + 1)
    assert one is not None
    assert more is not None
    assert one <= more <= one + 2500
    assert one <= 2500 * -(-minutes // 60)


def test_no_tariffs_no_price() -> None:
    assert price((), 60) is None
    assert price((Tariff(60, 0),), 600) == 0
