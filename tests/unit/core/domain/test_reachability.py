"""Reachability counted: quarters of an hour, what was lost, and the sums of some days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.domain.reachability import (
    ChannelCount,
    ChannelHours,
    Closing,
    lost_seconds,
    quarter_of,
    sum_up,
)

OFFICE = Calendar("Europe/Amsterdam", dict.fromkeys(range(5), (("09:00", "17:00"),)))
MIDNIGHT = datetime(2026, 10, 4, 22, 0, tzinfo=UTC)
"""Monday 5 October 2026 begins in Amsterdam."""
DAY = timedelta(days=1)
HOUR = 3600


def at(hour: int, minute: int = 0) -> datetime:
    """Return an instant of that Monday by the clock on the wall."""
    return MIDNIGHT + timedelta(hours=hour, minutes=minute)


@pytest.mark.parametrize(
    ("given", "begin"),
    [((9, 0), (9, 0)), ((9, 14), (9, 0)), ((9, 15), (9, 15)), ((9, 59), (9, 45))],
)
def test_a_quarter_begins_on_the_quarter(given: tuple[int, int], begin: tuple[int, int]) -> None:
    assert quarter_of(at(*given) + timedelta(seconds=7)) == at(*begin)


@pytest.mark.parametrize(
    ("closed", "opened", "hours"),
    [
        (at(15), at(16), 1),
        (at(15), at(20), 2),
        (at(15), None, 2),
        (at(18), at(20), 0),
        (at(7), at(10), 1),
        (at(9) - DAY, at(9) + DAY, 8),
    ],
    ids=["an hour", "past the end", "still closed", "after hours", "late", "a whole day"],
)
def test_only_promised_hours_are_lost(
    closed: datetime, opened: datetime | None, hours: int
) -> None:
    closing = Closing(1, "phone", closed, opened)
    assert lost_seconds(closing, OFFICE, MIDNIGHT, MIDNIGHT + DAY) == hours * HOUR


def test_days_are_summed_each_by_the_calendar_of_its_time() -> None:
    longer = Calendar("Europe/Amsterdam", dict.fromkeys(range(5), (("08:00", "18:00"),)))
    days = {
        date(2026, 10, 5): (MIDNIGHT, MIDNIGHT + DAY, OFFICE),
        date(2026, 10, 6): (MIDNIGHT + DAY, MIDNIGHT + 2 * DAY, longer),
    }
    counts = [
        ChannelCount("phone", at(9), answered=5, missed=1, waiting=2, staff=2),
        ChannelCount("phone", at(10), answered=7, waiting=4, staff=1),
    ]
    closings = [Closing(1, "phone", at(16), at(17)), Closing(2, "phone", at(17) + DAY)]
    made = sum_up(ChannelHours("phone", "office", 2), "Telefoon", days, iter(counts), closings)
    assert (made.answered, made.missed, made.most_waiting) == (12, 1, 4)
    assert made.short_staffed == 1
    assert made.open_seconds == (8 + 10) * HOUR
    assert made.lost_seconds == (1 + 1) * HOUR


def test_a_channel_that_was_not_counted_has_no_figures() -> None:
    made = sum_up(ChannelHours("desk", "office"), "Balie", {}, (), ())
    assert (made.answered, made.most_waiting, made.open_seconds, made.lost_seconds) == (0, 0, 0, 0)


minutes = st.integers(-24 * 60, 4 * 24 * 60)


@given(closed=minutes, lasts=st.none() | st.integers(1, 5 * 24 * 60))
def test_what_is_lost_is_what_a_watch_counts_minute_by_minute(
    closed: int, lasts: int | None
) -> None:
    start, end = MIDNIGHT, MIDNIGHT + 3 * DAY
    first = MIDNIGHT + timedelta(minutes=closed)
    last = None if lasts is None else first + timedelta(minutes=lasts)
    found = lost_seconds(Closing(1, "phone", first, last), OFFICE, start, end)
    watched = (start + timedelta(minutes=minute) for minute in range(3 * 24 * 60))
    shut = (at for at in watched if first <= at and (last is None or at < last))
    assert found == 60 * sum(OFFICE.next_open(at) == at for at in shut)


@given(st.integers(0, 30 * 24 * 3600))
def test_a_quarter_holds_the_instant_it_was_asked_for(seconds: int) -> None:
    instant = MIDNIGHT + timedelta(seconds=seconds)
    begin = quarter_of(instant)
    assert begin <= instant < begin + timedelta(minutes=15)
    assert begin.minute % 15 == begin.second == 0
    assert quarter_of(begin) == begin
