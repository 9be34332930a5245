from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.core.domain.zones import zone_table

NOW = datetime(2026, 3, 1, 3, 30, tzinfo=UTC)
BOSTON = OfficeTime("America/New_York", lambda: NOW)


def reading(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_the_wall_of_the_office_may_show_another_day_than_the_machine() -> None:
    assert BOSTON.wall() == reading("2026-02-28T22:30")
    assert OfficeTime("Asia/Tokyo", lambda: NOW).wall() == reading("2026-03-01T12:30")


def test_an_instant_is_shown_where_the_office_is() -> None:
    assert (
        f"{BOSTON.local(datetime(2026, 7, 1, 12, 0, tzinfo=UTC)):%d %H:%M %z}" == "01 08:00 -0400"
    )


@pytest.mark.parametrize(
    ("wall", "instant"),
    [
        ("2026-01-15T09:00", "2026-01-15T14:00+00:00"),
        ("2026-07-15T09:00", "2026-07-15T13:00+00:00"),
        ("2026-03-08T02:30", "2026-03-08T07:00+00:00"),  # skipped: the first instant after it
        ("2026-11-01T01:30", "2026-11-01T05:30+00:00"),  # twice: the first of both
    ],
)
def test_a_reading_of_the_wall_is_one_instant(wall: str, instant: str) -> None:
    assert BOSTON.instant(reading(wall)) == datetime.fromisoformat(instant)


@given(
    wall=st.datetimes(datetime(1990, 1, 1), datetime(2037, 12, 31)),  # noqa: DTZ001  # a wall
    zone=st.sampled_from(("Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe", "UTC")),
)
def test_it_follows_the_rule_of_the_calendars(wall: datetime, zone: str) -> None:
    wall = wall.replace(microsecond=0, fold=0)
    since = wall.replace(tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)
    expected = zone_table(zone).to_utc(since // timedelta(seconds=1))
    assert OfficeTime(zone, lambda: NOW).instant(wall).timestamp() == expected
