import logging
from datetime import UTC, datetime, timedelta

import pytest

from fmdesk.core.domain.errors import StorageError
from fmdesk.core.sql.time_source import HostTime, clamp
from fmdesk.testing import FakeTime

LAST = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def back(seconds: int) -> FakeTime:
    return FakeTime(LAST - timedelta(seconds=seconds))


def test_time_goes_on() -> None:
    assert clamp(back(-5), LAST, is_writing=True) == LAST + timedelta(seconds=5)
    assert clamp(back(5), None, is_writing=True) == LAST - timedelta(seconds=5)


@pytest.mark.parametrize(("seconds", "warnings"), [(1, 0), (2, 0), (3, 1), (600, 1)])
@pytest.mark.logs
def test_a_clock_set_back_is_held_at_the_last_stamp(
    seconds: int, warnings: int, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        assert clamp(back(seconds), LAST, is_writing=True) == LAST
    assert len(caplog.records) == warnings


def test_a_clock_far_back_stops_changes_but_not_reading() -> None:
    with pytest.raises(StorageError, match=r"time\.went_back"):
        clamp(back(601), LAST, is_writing=True)
    assert clamp(back(601), LAST, is_writing=False) == LAST


def test_the_host_tells_whole_seconds_in_utc() -> None:
    now = HostTime().now()
    assert (now.tzinfo, now.microsecond) == (UTC, 0)
