"""The quick way of adding gives what bisection gives, wherever the table begins and ends."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fmdesk.core.domain.addtable import build_add_table, is_short
from fmdesk.core.domain.calendar import Calendar, Limit, LimitUnit
from fmdesk.core.domain.instants import to_epoch
from fmdesk.core.domain.opentable import EMPTY_TABLE, Schedule, build_table
from fmdesk.core.domain.zones import zone_table
from tests.unit.core.domain.strategies import Plan, instants, plans
from tests.unit.core.domain.test_calendar_properties import IS_NIGHTLY, at_most

HOUR = 3600
LUNCH = {weekday: [("09:00", "12:30"), ("13:00", "17:00")] for weekday in range(5)}
NIGHTS = {weekday: [("22:00", "06:00")] for weekday in range(7)}
MINUTES = {0: [(f"{hour:02}:{m:02}", f"{hour:02}:{m + 1:02}") for hour in (8, 9) for m in (0, 9)]}
SHAPES = {
    "office": Calendar("Europe/Amsterdam", LUNCH, {date(2026, 4, 27): "Koningsdag"}),
    "nights": Calendar("Europe/Amsterdam", NIGHTS),
    "always": Calendar.always("Pacific/Chatham"),
    "minutes": Calendar("UTC", MINUTES, (), {date(2026, 3, 3): [("00:00", "24:00")]}),
}
"""Stretches of one length, over midnight, without an end, and of lengths that differ a lot."""


@pytest.mark.parametrize("shape", SHAPES)
def test_from_every_hour_of_two_weeks_it_is_what_bisection_finds(shape: str) -> None:
    calendar = SHAPES[shape]
    for hours in range(14 * 24):
        start = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(hours=hours, seconds=hours % 3 - 1)
        for seconds in (1, 59, 60, 61, HOUR, 3 * HOUR + HOUR // 2, 8 * HOUR, 400 * HOUR):
            found = calendar.add(start, seconds)
            assert to_epoch(found) == calendar.add_epoch(to_epoch(start), seconds)
            assert found.tzinfo is UTC


@settings(max_examples=500 if IS_NIGHTLY else 20)
@given(plans(), instants(), instants(), st.integers(1, 50_000_000))
def test_any_calendar_adds_as_bisection_does(
    plan: Plan, start: datetime, first_asked: datetime, seconds: int
) -> None:
    calendar = plan.calendar()
    seconds = at_most(calendar.between(start, datetime(2048, 1, 1, tzinfo=UTC)), seconds)
    calendar.add(first_asked, 1)  # lays out other years first
    for _ in range(2):  # the table may be new, and then it is not
        found = calendar.add(start, seconds)
        assert to_epoch(found) == calendar.add_epoch(to_epoch(start), seconds)


@pytest.mark.parametrize("shape", SHAPES)
def test_what_was_laid_out_is_not_searched_for_again(
    shape: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    calendar = SHAPES[shape]
    start = datetime(2026, 3, 1, tzinfo=UTC)
    year = calendar.between(start, datetime(2027, 3, 1, tzinfo=UTC))
    calendar.add(start, year)

    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(Calendar, "_add_slowly", refuse)
    for seconds in range(1, year, year // 99):
        found = calendar.add(start, seconds)
        assert to_epoch(found) == calendar.add_epoch(to_epoch(start), seconds)


def test_the_end_of_what_was_laid_out_is_reached() -> None:
    table = build_table(Schedule((((0, 1440),),) * 7, {}, {}), zone_table("UTC"), 2026, 2026)
    _, marks, shift, lengths = build_add_table(table)
    until, first, passed, later = marks[365 * 86_400 >> shift]
    assert (until, later) == (365 * 86_400, None)
    assert first + lengths[until - passed] == datetime(2027, 1, 1, tzinfo=UTC)


def test_a_start_in_another_zone_or_within_a_second_is_the_same_instant() -> None:
    calendar = SHAPES["office"]
    start = datetime.fromisoformat("2026-03-02T12:15:00.999999+01:00")
    assert calendar.add(start, HOUR) == datetime.fromisoformat("2026-03-02T13:45:00+01:00")


def test_beyond_what_was_laid_out_it_is_laid_out_further() -> None:
    calendar = Calendar("UTC", LUNCH)
    start = datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert calendar.add(start, HOUR) == datetime(2026, 3, 2, 10, tzinfo=UTC)
    year = 261 * HOUR * 15 // 2
    for years in (0, 4, 9, 30, 120, 1):
        found = calendar.add(start, years * year + HOUR)
        assert calendar.between(start, found) == years * year + HOUR
    assert calendar.add(datetime(1999, 3, 1, 9, tzinfo=UTC), 60).year == 1999


def test_a_calendar_that_opens_once_in_a_long_time() -> None:
    calendar = Calendar("UTC", {}, (), {date(2044, 2, 29): [("10:00", "10:01")]})
    for _ in range(2):
        found = calendar.add(datetime(2026, 3, 2, tzinfo=UTC), 60)
        assert found == datetime(2044, 2, 29, 10, 1, tzinfo=UTC)


def test_years_in_which_nothing_opens_have_days_but_no_stretches() -> None:
    schedule = Schedule(((),) * 7, {}, {0: ((600, 601),)})
    days, marks, _, _ = build_add_table(build_table(schedule, zone_table("UTC"), 2026, 2027))
    assert (len(days), marks) == (730, [])


def test_centuries_are_not_laid_out() -> None:
    schedule = Schedule((((540, 1020),),) * 7, {}, {})
    assert is_short(build_table(schedule, zone_table("UTC"), 1990, 2050))
    assert not is_short(build_table(schedule, zone_table("UTC"), 1990, 2060))
    assert is_short(EMPTY_TABLE)


def test_bulk_gives_the_same() -> None:
    calendar = SHAPES["office"]
    starts = [datetime(2026, 3, day, 8, day, tzinfo=UTC) for day in range(1, 29)]
    assert calendar.add_many(starts, 8 * HOUR) == [calendar.add(one, 8 * HOUR) for one in starts]
    due = calendar.due_many(starts, Limit(LimitUnit.WORKING_HOURS, 8))
    assert due == calendar.add_many(starts, 8 * HOUR)
