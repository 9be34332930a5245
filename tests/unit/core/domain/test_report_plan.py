"""When the report of a month is due: on the first working day after it."""

from datetime import UTC, date, datetime

import pytest

from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.report_plan import ReportPlan, last_due, months_due

ZONE = "Europe/Amsterdam"
WEEKDAYS = {day: [("09:00", "17:00")] for day in range(5)}
NEW_YEAR = {date(2027, 1, 1): "Nieuwjaarsdag"}
HOURS = Calendar(ZONE, WEEKDAYS, NEW_YEAR)


@pytest.mark.parametrize(
    ("now", "month"),
    [
        (datetime(2026, 11, 1, 12, tzinfo=UTC), Month(2026, 9)),  # a Sunday
        (datetime(2026, 11, 2, 7, 59, 59, tzinfo=UTC), Month(2026, 9)),  # before it opens
        (datetime(2026, 11, 2, 8, tzinfo=UTC), Month(2026, 10)),
        (datetime(2026, 11, 30, 23, tzinfo=UTC), Month(2026, 10)),  # December here, no work yet
        (datetime(2026, 12, 1, 8, tzinfo=UTC), Month(2026, 11)),
        (datetime(2027, 1, 1, 9, tzinfo=UTC), Month(2026, 11)),  # a holiday
        (datetime(2027, 1, 4, 8, tzinfo=UTC), Month(2026, 12)),
    ],
)
def test_a_month_is_due_from_the_first_open_instant_after_it(now: datetime, month: Month) -> None:
    assert last_due(now, ZONE, HOURS) == month


def test_an_office_that_is_always_open_has_it_at_midnight() -> None:
    midnight = datetime(2026, 10, 31, 23, tzinfo=UTC)
    assert last_due(midnight, ZONE, Calendar.always(ZONE)) == Month(2026, 10)


def test_every_month_since_the_plan_is_due_the_oldest_first() -> None:
    plan = ReportPlan(1, "demand", "", 0, "nl", "2026-11")
    assert months_due(plan, Month(2027, 1)) == ("2026-11", "2026-12", "2027-01")
    assert months_due(plan, Month(2026, 11)) == ("2026-11",)
    assert months_due(plan, Month(2026, 10)) == ()
