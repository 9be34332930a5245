"""How little a limit could have given, in worked examples on an office calendar."""

from datetime import UTC, datetime, timedelta

import pytest

from fmdesk.core.domain.calendar import Calendar, Limit, LimitUnit, TimeOfDay
from fmdesk.core.domain.clock import fold, least_limit, under
from fmdesk.core.domain.events import EventKind, LineEvent, PauseClass

ZONE = "Europe/Amsterdam"
OFFICE = Calendar(ZONE, {day: [("09:00", "17:00")] for day in range(5)})
MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
"""Nine o'clock by the office's clock."""
NOW = MONDAY + timedelta(days=60)
CLOCK, WORK = LimitUnit.CLOCK_HOURS, LimitUnit.WORKING_HOURS
DAYS, CALENDAR = LimitUnit.WORKING_DAYS, LimitUnit.CALENDAR_DAYS


def taken(ready: timedelta, *pauses: tuple[timedelta, timedelta]) -> list[LineEvent]:
    """Return the events of a line that was ready after a while, with pauses of the customer."""
    moments = [(timedelta(0), EventKind.RECEIVED)]
    for since, back in pauses:
        moments += [(since, EventKind.PAUSED), (back, EventKind.RESUMED)]
    moments.append((ready, EventKind.READY))
    return [
        LineEvent(
            number,
            kind,
            MONDAY + after,
            pause_class=PauseClass.CUSTOMER if kind is EventKind.PAUSED else None,
        )
        for number, (after, kind) in enumerate(moments, start=1)
    ]


def hours(n: float) -> timedelta:
    return timedelta(hours=n)


EXAMPLES = {
    "at once": (taken(hours(0)), CLOCK, 0),
    "to the second on the hour": (taken(hours(3)), CLOCK, 3),
    "one second over the hour": (taken(hours(3) + timedelta(seconds=1)), CLOCK, 4),
    "the working day to its last second": (taken(hours(8)), WORK, 8),
    "after closing time, so due in the next window": (taken(hours(9)), WORK, 9),
    "the next morning at ten": (taken(hours(25)), WORK, 9),
    "over the weekend by the clock": (taken(hours(7 * 24)), CLOCK, 168),
    "over the weekend: forty hours end on Friday": (taken(hours(7 * 24)), WORK, 41),
    "a pause of the customer does not count": (
        taken(hours(6), (hours(1), hours(4))),
        CLOCK,
        3,
    ),
    "a pause over the night takes no working time": (
        taken(hours(25), (hours(8), hours(24))),
        WORK,
        9,
    ),
    "the same time the next working day": (taken(hours(24)), DAYS, 1),
    "an hour later than that": (taken(hours(25)), DAYS, 2),
    "a week is five working days": (taken(hours(7 * 24)), DAYS, 5),
    "a week is seven calendar days": (taken(hours(7 * 24)), CALENDAR, 7),
    "the same day is one day at least": (taken(hours(1)), CALENDAR, 1),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_how_little_would_have_done(name: str) -> None:
    events, unit, least = EXAMPLES[name]
    [run] = fold(events, OFFICE, None, as_of=NOW).runs
    assert run.finished is not None
    like = Limit(unit, 99)
    assert least_limit(run, run.finished, OFFICE, like) == least
    clock = fold(events, OFFICE, None, as_of=NOW)
    assert under(clock, OFFICE, Limit(unit, least)).runs[0].is_kept
    if least > (1 if like.is_in_days else 0):
        assert under(clock, OFFICE, Limit(unit, least - 1)).runs[0].is_kept is False


def test_days_until_closing_time_give_more_than_days_at_the_same_time() -> None:
    events = taken(hours(31))
    [run] = fold(events, OFFICE, None, as_of=NOW).runs
    assert run.finished is not None
    keep = Limit(DAYS, 1, TimeOfDay.KEEP)
    close = Limit(DAYS, 1, TimeOfDay.CLOSE)
    assert least_limit(run, run.finished, OFFICE, keep) == 2
    assert least_limit(run, run.finished, OFFICE, close) == 1
