"""Where an instant stands: hours, days, and the two nights on which the clock is changed."""

from datetime import UTC, date, datetime

import pytest

from fmdesk.core.domain.instants import HOUR, to_epoch
from fmdesk.ui.planner.axis import Axis, grain_of
from tests.unit.ui.planner.conftest import TIME, sec

WEEK = date(2026, 11, 23)


def axis(first: date = WEEK, days: int = 7, hours: tuple[int, int] = (7, 19)) -> Axis:
    made = Axis(TIME, first, days, hours)
    made.fit(days * 120)
    return made


def test_days_stand_side_by_side_with_the_hours_that_are_shown() -> None:
    week = axis()
    assert [round(week.x_of(sec(7, day=day))) for day in (23, 24, 29)] == [0, 120, 720]
    assert round(week.x_of(sec(13, day=24))) == 180
    assert week.width == 840


def test_the_night_stands_at_the_edge() -> None:
    week = axis()
    assert week.x_of(sec(23, day=23)) == week.x_of(sec(19, day=23)) == week.x_of(sec(7, day=24))
    assert week.x_of(sec(1, day=1)) == 0
    assert week.x_of(sec(19, day=29) + 30 * HOUR) == week.width


def test_a_place_tells_its_instant() -> None:
    week = axis()
    assert week.at(180) == sec(13, day=24)
    assert week.at(-50) == sec(7, day=23)
    assert week.at(9999) == sec(19, day=29)


def test_four_edges_of_a_box_are_the_same_at_once_and_one_by_one() -> None:
    week = axis()
    for times in (
        (sec(8), sec(9), sec(10), sec(11)),
        (sec(17), sec(18), sec(19), sec(20)),
        (sec(17), sec(18), sec(8, day=25), sec(9, day=25)),
    ):
        assert week.xs(*times) == tuple(int(week.x_of(one)) for one in times)


@pytest.mark.parametrize(
    ("day", "hours", "labels"),
    [
        (date(2026, 3, 29), 23, ["00:00", "01:00", "03:00", "04:00"]),
        (date(2026, 10, 25), 25, ["00:00", "01:00", "02:00", "02:00"]),
        (date(2026, 11, 24), 24, ["00:00", "01:00", "02:00", "03:00"]),
    ],
)
def test_a_day_has_the_hours_that_it_has(day: date, hours: int, labels: list[str]) -> None:
    made = axis(day, 1, (0, 24))
    assert made.seconds == hours * HOUR
    assert [text for _at, text in made.ticks(HOUR)][:4] == labels
    assert len(made.ticks(HOUR)) == hours


def test_the_hour_that_comes_twice_takes_twice_the_room() -> None:
    made = axis(date(2026, 10, 25), 1, (0, 24))
    summer = to_epoch(datetime(2026, 10, 25, 0, tzinfo=UTC))
    assert made.x_of(summer + HOUR) - made.x_of(summer) == pytest.approx(120 / 25)
    assert made.at(made.x_of(summer + HOUR)) == summer + HOUR


def test_steps_go_over_the_night_and_stop_at_the_ends() -> None:
    week = axis()
    assert week.stepped(sec(18, 30), HOUR) == sec(7, 30, 25)
    assert week.stepped(sec(7, 30, 25), -HOUR) == sec(18, 30)
    assert week.stepped(sec(18), HOUR) == sec(7, day=25)
    assert week.stepped(sec(18), HOUR, is_end=True) == sec(19)
    assert week.stepped(sec(7, day=23), -HOUR) == sec(7, day=23)
    assert week.stepped(sec(18, day=29), 5 * HOUR) == sec(19, day=29)


def test_times_hold_to_whole_quarters() -> None:
    week = axis()
    assert week.snapped(sec(9, 7), 900) == sec(9)
    assert week.snapped(sec(9, 8), 900) == sec(9, 15)
    assert week.snapped(sec(19), 900, is_end=True) == sec(19)
    assert week.snapped(sec(18, 59), 900) == sec(19)


def test_closed_is_what_lies_between_the_open_hours() -> None:
    day = axis(date(2026, 11, 24), 1)
    assert day.closed([]) == [(sec(7), sec(19))]
    open_hours = [(sec(1), sec(2)), (sec(8), sec(12)), (sec(13), sec(18)), (sec(20), sec(21))]
    assert day.closed(open_hours) == [
        (sec(7), sec(8)),
        (sec(12), sec(13)),
        (sec(18), sec(19)),
    ]
    assert day.closed([(sec(6), sec(20))]) == []


def test_a_step_is_as_fine_as_the_room_allows() -> None:
    assert grain_of(60 / HOUR, (300, 900, 1800), 6) == 900
    assert grain_of(120 / HOUR, (300, 900, 1800), 6) == 300
    assert grain_of(1 / HOUR, (300, 900, 1800), 6) == 1800
