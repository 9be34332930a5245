"""The clock on the wall of the office, as a plugin has it in a unit of work."""

from datetime import UTC, datetime

import pytest

from fmdesk.plugins.api import WorkContext

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.fixture
def context() -> WorkContext[None]:
    return WorkContext(NOW, "jan", "Europe/Amsterdam", None, None, None, lambda _name: 0)


@pytest.mark.parametrize(
    ("wall", "instant"),
    [
        ("2026-03-02T09:00", "2026-03-02T08:00"),
        ("2026-07-02T09:00", "2026-07-02T07:00"),
        ("2026-10-25T02:30", "2026-10-25T00:30"),
    ],
)
def test_a_reading_and_its_instant(context: WorkContext[None], wall: str, instant: str) -> None:
    """The last one comes twice that night: the first of both."""
    reading, moment = datetime.fromisoformat(wall), datetime.fromisoformat(f"{instant}+00:00")
    assert context.instant(reading) == moment
    assert context.wall(moment) == reading
    assert context.wall(moment).tzinfo is None


def test_a_reading_that_the_clock_skips_is_the_first_after_it(context: WorkContext[None]) -> None:
    skipped = datetime(2026, 3, 29, 2, 30)  # noqa: DTZ001  # a reading has no zone
    assert context.instant(skipped) == datetime(2026, 3, 29, 1, tzinfo=UTC)
