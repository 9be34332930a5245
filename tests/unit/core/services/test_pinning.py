"""The day on which versions are looked up."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import cast

import pytest

from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.pinning import today


@dataclass
class Moment:
    """As much of a unit of work as tells the time."""

    now: datetime
    zone: str


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("UTC", date(2026, 12, 31)),
        ("Europe/Amsterdam", date(2027, 1, 1)),
        ("America/Curacao", date(2026, 12, 31)),
    ],
)
def test_today_is_the_day_of_the_offices_zone(zone: str, day: date) -> None:
    now = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert today(cast("UnitOfWork", Moment(now, zone))) == day
