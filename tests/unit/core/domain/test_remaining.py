"""What a promise has left: open time, not the time on the wall."""

from datetime import UTC, datetime, timedelta

from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.domain.remaining import NEAR_SECONDS, Remaining, remaining

HOUR = 3600
OFFICE = Calendar("UTC", dict.fromkeys(range(5), (("08:00", "17:00"),)))
FRIDAY = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)


def test_a_weekend_does_not_count() -> None:
    due = datetime(2026, 11, 23, 9, 20, tzinfo=UTC)
    assert remaining(due, FRIDAY, OFFICE) == Remaining(
        3 * HOUR + 20 * 60, 66 * HOUR + 20 * 60, is_late=False, has_hours=True
    )


def test_what_is_late_is_counted_in_open_time_too() -> None:
    due = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
    now = datetime(2026, 11, 23, 10, 10, tzinfo=UTC)
    late = remaining(due, now, OFFICE)
    assert late.is_late
    assert late.open_seconds == 3 * HOUR + 10 * 60
    assert not late.is_near


def test_the_due_time_itself_is_still_in_time() -> None:
    at_last = remaining(FRIDAY, FRIDAY, OFFICE)
    assert not at_last.is_late
    assert at_last.is_near
    assert remaining(FRIDAY, FRIDAY + timedelta(seconds=1), OFFICE).is_late


def test_without_a_calendar_every_hour_counts() -> None:
    due = FRIDAY + timedelta(hours=30)
    assert remaining(due, FRIDAY, None) == Remaining(
        30 * HOUR, 30 * HOUR, is_late=False, has_hours=False
    )


def test_near_breach_begins_two_open_hours_before() -> None:
    due = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    asked = OFFICE.subtract(due, NEAR_SECONDS)
    assert asked == datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
    assert remaining(due, asked, OFFICE).is_near
    assert not remaining(due, asked - timedelta(seconds=1), OFFICE).is_near
