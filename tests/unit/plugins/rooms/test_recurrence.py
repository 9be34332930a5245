"""The instances of a series: RFC 5545 in wall time, over both changes of the clock."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmdesk.core.domain.errors import PluginError
from fmdesk.plugins.bundled.rooms.recurrence import instances
from fmdesk.plugins.bundled.rooms.wall import wall

ZONE = "Europe/Amsterdam"


def local(text: str) -> datetime:
    return datetime.fromisoformat(text)


def starts(rule: str, first: str, *excluded: str) -> list[str]:
    """Return the instants of a series in UTC."""
    found = instances(rule, local(first), ZONE, excluded)
    assert all(one.start.tzinfo is UTC for one in found)
    return [f"{one.start:%Y-%m-%dT%H:%M}" for one in found]


def days(rule: str, first: str, *excluded: str) -> list[str]:
    """Return the days of a series by the wall."""
    return [f"{one.local:%m-%d}" for one in instances(rule, local(first), ZONE, excluded)]


def test_a_weekly_meeting_stays_at_nine_when_the_clocks_change() -> None:
    assert starts("FREQ=WEEKLY;COUNT=3", "2026-10-13T09:00") == [
        "2026-10-13T07:00",
        "2026-10-20T07:00",
        "2026-10-27T08:00",
    ]


def test_a_time_that_the_clock_skips_is_shifted_forward() -> None:
    found = instances("FREQ=DAILY;COUNT=3", local("2026-03-28T02:30"), ZONE)
    assert [f"{wall(one.start, ZONE):%d %H:%M}" for one in found] == [
        "28 02:30",
        "29 03:30",
        "30 02:30",
    ]


def test_a_time_that_the_clock_shows_twice_is_the_first() -> None:
    assert starts("FREQ=DAILY;COUNT=3", "2026-10-24T02:30") == [
        "2026-10-24T00:30",
        "2026-10-25T00:30",
        "2026-10-26T01:30",
    ]


def test_two_times_that_the_skip_makes_one_are_one() -> None:
    rule = "FREQ=DAILY;BYHOUR=2,3;BYMINUTE=0,30;UNTIL=20260329"
    assert starts(rule, "2026-03-29T00:00") == ["2026-03-29T01:00", "2026-03-29T01:30"]


def test_only_what_matches_is_emitted_also_of_the_start() -> None:
    assert days("FREQ=WEEKLY;BYDAY=TU;COUNT=3", "2026-03-02T09:00") == ["03-03", "03-10", "03-17"]


def test_dates_that_a_month_lacks_are_skipped() -> None:
    assert days("FREQ=MONTHLY;COUNT=4", "2026-01-31T09:00") == ["01-31", "03-31", "05-31", "07-31"]
    assert [
        one.local.year for one in instances("FREQ=YEARLY;COUNT=3", local("2024-02-29T09:00"), ZONE)
    ] == [2024, 2028, 2032]


@pytest.mark.parametrize(
    ("excluded", "left"),
    [
        ("20260310T080000Z", ["03-03", "03-17"]),
        ("20260310T090000", ["03-03", "03-17"]),
        ("20260310", ["03-03", "03-17"]),
        ("20260310T090000Z", ["03-03", "03-10", "03-17"]),  # ten o'clock: nobody's
    ],
)
def test_count_counts_what_is_excluded(excluded: str, left: list[str]) -> None:
    assert days("FREQ=WEEKLY;COUNT=3", "2026-03-03T09:00", excluded) == left


@pytest.mark.parametrize(
    ("until", "number"),
    [
        ("20260317T080000Z", 3),
        ("20260317T075959Z", 2),
        ("20260317T090000", 3),
        ("20260317T085959", 2),
        ("20260317", 3),
        ("20260316", 2),
    ],
)
def test_until_is_inclusive(until: str, number: int) -> None:
    assert len(days(f"RRULE:FREQ=WEEKLY;UNTIL={until}", "2026-03-03T09:00")) == number


def test_the_last_friday_and_the_second_working_day() -> None:
    assert days("FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", "2026-01-01T09:00") == [
        "01-30",
        "02-27",
        "03-27",
    ]
    rule = "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=2;COUNT=3"
    assert days(rule, "2026-01-01T09:00") == ["01-02", "02-03", "03-03"]


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("", "bad_rule"),
        ("FREQ=HOURLY;COUNT=3", "bad_rule"),
        ("FREQ=WEEKLY;BYDAY=2MO;COUNT=3", "bad_rule"),
        ("FREQ=WEEKLY;BYEASTER=0;COUNT=3", "bad_rule"),
        ("FREQ=WEEKLY;COUNT=3;COUNT=4", "bad_rule"),
        ("FREQ=WEEKLY;COUNT=0", "bad_rule"),
        ("FREQ=WEEKLY;UNTIL=20261345", "bad_rule"),
        ("FREQ=MONTHLY;BYMONTHDAY=0;COUNT=3", "bad_rule"),
        ("COUNT=3", "bad_rule"),
        ("FREQ=DAILY", "endless"),
        ("FREQ=DAILY;COUNT=3;UNTIL=20261231", "endless"),
        ("FREQ=DAILY;COUNT=2000", "too_many_times"),
        ("FREQ=DAILY;UNTIL=20301231", "too_many_times"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(rule: str, code: str) -> None:
    with pytest.raises(PluginError, match=rf"rooms\.{code}"):
        instances(rule, local("2026-03-03T09:00"), ZONE)


def test_a_rule_that_never_matches_ends() -> None:
    assert days("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3", "2026-03-03T09:00") == []


def plainly(freq: str, interval: int, first: date, weekdays: set[int]) -> Iterator[date]:
    """Yield the days of a rule by looking at each day: what `instances` must agree with."""
    monday = first - timedelta(days=first.weekday())
    for number in range(800):
        day = first + timedelta(days=number)
        months = (day.year - first.year) * 12 + day.month - first.month
        turn = {
            "DAILY": number % interval == 0,
            "WEEKLY": (day - monday).days // 7 % interval == 0,
            "MONTHLY": months % interval == 0,
        }[freq]
        if freq == "MONTHLY" and not weekdays:
            turn = turn and day.day == first.day <= monthrange(day.year, day.month)[1]
        if freq == "WEEKLY" and not weekdays:
            turn = turn and day.weekday() == first.weekday()
        if turn and (not weekdays or day.weekday() in weekdays):
            yield day


@given(
    freq=st.sampled_from(["DAILY", "WEEKLY", "MONTHLY"]),
    interval=st.integers(1, 4),
    first=st.dates(date(2025, 1, 1), date(2027, 12, 31)),
    weekdays=st.sets(st.integers(0, 6), max_size=4),
    count=st.integers(1, 12),
)
def test_rules_agree_with_looking_at_each_day(
    freq: str, interval: int, first: date, weekdays: set[int], count: int
) -> None:
    names = ",".join(("MO", "TU", "WE", "TH", "FR", "SA", "SU")[one] for one in sorted(weekdays))
    rule = f"FREQ={freq};INTERVAL={interval};COUNT={count}" + (f";BYDAY={names}" if names else "")
    wanted = list(plainly(freq, interval, first, weekdays))
    found = [
        one.local.date()
        for one in instances(rule, datetime.combine(first, datetime.min.time()), ZONE)
    ]
    within = [day for day in found if day < first + timedelta(days=800)]
    assert within == wanted[: len(within)]
    assert len(within) == min(count, len(wanted))
