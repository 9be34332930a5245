"""Whose work a line is, as the bearer rule sees it, and by when in the office's zone."""

from datetime import UTC, date, datetime
from itertools import product

import pytest

from fmdesk.core.domain.events import EventKind, LineEvent
from fmdesk.core.domain.process import ProcessVersion, Side, Step
from fmdesk.core.domain.steptimes import _Holder
from fmdesk.core.domain.unit_work import (
    BY_STEP,
    Absence,
    MemberWork,
    day_ends,
    place_after,
    step_at,
    unit_of,
)

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
FRONT, BACK = Side.FRONT, Side.BACK


def process(*sides: Side) -> ProcessVersion:
    steps = tuple(Step(n, f"s{n}", f"s{n}", side) for n, side in enumerate(sides))
    return ProcessVersion(1, "p", "P", "P", steps)


def event(number: int, kind: EventKind, step: int | None = None) -> LineEvent:
    return LineEvent(number, kind, AT, "jan", step)


def test_a_new_line_is_at_the_first_step() -> None:
    made = process(FRONT, BACK)
    assert step_at(made, place_after([event(1, EventKind.RECEIVED)])).position == 0
    assert place_after([]) == 0


def test_events_count_by_number_and_others_do_not() -> None:
    events = [
        event(3, EventKind.STEP_FINISHED, 0),
        event(2, EventKind.STARTED, 0),
        event(4, EventKind.MESSAGE),
    ]
    assert step_at(process(FRONT, BACK), place_after(events)).position == 1


@pytest.mark.parametrize("sides", [(FRONT, BACK, BACK), (BACK, FRONT, BACK), (BACK, BACK)])
def test_the_step_is_the_one_that_the_bearer_rule_counts(sides: tuple[Side, ...]) -> None:
    made = process(*sides)
    choices = list(product(BY_STEP, range(len(sides))))
    for told in product(choices, repeat=3):
        events = [event(n, kind, step) for n, (kind, step) in enumerate(told, start=1)]
        holder = _Holder(made.steps, 5)
        for one in events:
            holder.pass_on(one)
        assert step_at(made, place_after(events)).position == holder.expected, told


def test_a_return_without_a_step_goes_to_the_first() -> None:
    made = process(FRONT, BACK)
    assert step_at(made, place_after([event(1, EventKind.RETURNED)])).side is FRONT


def test_a_step_is_done_by_whom_it_names_else_by_desk_or_owner() -> None:
    plain = Step(0, "x", "x", BACK)
    assert unit_of(Step(0, "x", "x", FRONT, unit_id=9), 5, 1) == 9
    assert unit_of(plain, 5, 1) == 5
    assert unit_of(Step(0, "x", "x", FRONT), 5, 1) == 1
    assert unit_of(Step(0, "x", "x", FRONT), 5, None) == 5


def test_behind_the_cut_of_a_redirected_line_all_steps_are_the_other_units() -> None:
    named = Step(0, "x", "x", BACK, unit_id=9)
    assert unit_of(named, 5, 1, is_redirected=True) == 5
    assert unit_of(Step(0, "x", "x", FRONT, unit_id=9), 5, 1, is_redirected=True) == 9
    assert unit_of(Step(0, "x", "x", FRONT), 5, 1, is_redirected=True) == 1


def test_a_line_redirected_at_the_desk_stays_at_its_step() -> None:
    told = [event(1, EventKind.STARTED, 0), event(2, EventKind.REDIRECTED)]
    assert place_after(told) == place_after(told[:1])
    assert step_at(process(FRONT, BACK), place_after(told)).position == 0


@pytest.mark.parametrize(
    ("now", "week"),
    [
        ("2026-03-04T12:00:00+00:00", "2026-03-08T23:00:00+00:00"),  # Wednesday: up to Sunday
        ("2026-03-08T12:00:00+00:00", "2026-03-08T23:00:00+00:00"),  # Sunday itself
        ("2026-03-25T12:00:00+00:00", "2026-03-29T22:00:00+00:00"),  # over the change of the clock
    ],
)
def test_the_week_ends_on_sunday_in_the_offices_zone(now: str, week: str) -> None:
    ends = day_ends(datetime.fromisoformat(now), "Europe/Amsterdam")
    assert ends.week == datetime.fromisoformat(week)
    assert ends.now < ends.today <= ends.week
    assert ends.today < ends.tomorrow


def test_a_day_has_23_hours_when_the_clock_goes_forward() -> None:
    ends = day_ends(datetime(2026, 3, 28, 12, 0, tzinfo=UTC), "Europe/Amsterdam")
    assert (ends.tomorrow - ends.today).total_seconds() == 23 * 3600


def test_an_absence_covers_its_first_and_last_day() -> None:
    away = Absence(7, date(2026, 3, 2), date(2026, 3, 4))
    days = [date(2026, 3, n) for n in range(1, 6)]
    assert [away.covers(day) for day in days] == [False, True, True, True, False]


def test_all_work_of_a_member_is_the_sum_of_its_days() -> None:
    assert MemberWork(1, "x", late=1, today=2, tomorrow=3, week=4, later=5).total == 15
