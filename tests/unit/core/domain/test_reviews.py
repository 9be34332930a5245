"""Reviews: how far one is, and when the next one is."""

from datetime import date

import pytest

from fmdesk.core.domain.reviews import ReviewState, next_after, state_of

TODAY = date(2026, 10, 5)


@pytest.mark.parametrize(
    ("next_on", "state"),
    [
        (None, ReviewState.NONE),
        (date(2026, 10, 4), ReviewState.OVERDUE),
        (TODAY, ReviewState.SOON),
        (date(2026, 11, 4), ReviewState.SOON),
        (date(2026, 11, 5), ReviewState.PLANNED),
    ],
)
def test_a_review_is_overdue_after_its_day(next_on: date | None, state: ReviewState) -> None:
    assert state_of(next_on, TODAY) is state


@pytest.mark.parametrize(
    ("day", "months", "following"),
    [
        (TODAY, 12, date(2027, 10, 5)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 11, 15), 1, date(2026, 12, 15)),
        (TODAY, 0, None),
    ],
)
def test_the_next_review_is_on_the_same_day_of_a_later_month(
    day: date, months: int, following: date | None
) -> None:
    assert next_after(day, months) == following
