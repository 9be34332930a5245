from datetime import UTC, date, datetime

import pytest

from fmdesk.core.domain.calendar import Calendar, Limit, LimitUnit
from fmdesk.core.services.holidays import LiberationDay, dutch_holidays

KINGSDAY_MOVED = date(2025, 4, 26)
"""27 April 2025 was a Sunday."""


def test_the_days_have_their_dutch_names_in_order() -> None:
    assert list(dutch_holidays([2025]).items()) == [
        (date(2025, 1, 1), "Nieuwjaarsdag"),
        (date(2025, 4, 20), "Eerste paasdag"),
        (date(2025, 4, 21), "Tweede paasdag"),
        (KINGSDAY_MOVED, "Koningsdag"),
        (date(2025, 5, 5), "Bevrijdingsdag"),
        (date(2025, 5, 29), "Hemelvaartsdag"),
        (date(2025, 6, 8), "Eerste pinksterdag"),
        (date(2025, 6, 9), "Tweede pinksterdag"),
        (date(2025, 12, 25), "Eerste kerstdag"),
        (date(2025, 12, 26), "Tweede kerstdag"),
    ]


@pytest.mark.parametrize(
    ("choice", "years"),
    [
        (LiberationDay.YEARLY, [2024, 2025, 2026]),
        (LiberationDay.LUSTRUM, [2025]),
        (LiberationDay.NEVER, []),
    ],
)
def test_liberation_day_is_the_offices_choice(choice: LiberationDay, years: list[int]) -> None:
    found = dutch_holidays([2024, 2025, 2026], bevrijdingsdag=choice)
    assert [on.year for on, name in found.items() if name == "Bevrijdingsdag"] == years


def test_good_friday_is_the_offices_choice() -> None:
    assert date(2026, 4, 3) not in dutch_holidays([2026])
    assert dutch_holidays([2026], goede_vrijdag=True)[date(2026, 4, 3)] == "Goede vrijdag"


def test_two_holidays_on_one_day_lose_only_the_one_left_out() -> None:
    both = dutch_holidays([2005])[date(2005, 5, 5)]
    one = dutch_holidays([2005], bevrijdingsdag=LiberationDay.NEVER)[date(2005, 5, 5)]
    assert (both, one) == ("Bevrijdingsdag, Hemelvaartsdag", "Hemelvaartsdag")


def test_they_close_a_calendar() -> None:
    week = {weekday: [("09:00", "17:00")] for weekday in range(5)}
    calendar = Calendar("Europe/Amsterdam", week, dutch_holidays([2026]))
    friday = datetime(2026, 4, 24, 10, tzinfo=UTC)
    due = calendar.due(friday, Limit(LimitUnit.WORKING_DAYS, 1))
    assert due.date() == date(2026, 4, 28)  # over the weekend and Koningsdag
