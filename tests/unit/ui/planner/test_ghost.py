"""What is made, moved or stretched before it is done, by mouse and keys."""

from datetime import date

import pytest

from fmdesk.core.domain.instants import HOUR, MINUTE
from fmdesk.ui.planner.axis import Axis
from fmdesk.ui.planner.ghost import Act, Ghost
from fmdesk.ui.planner.model import Span, Track
from tests.unit.ui.planner.conftest import TIME, at, box, sec

QUARTER = 15 * MINUTE


@pytest.fixture
def week() -> Axis:
    made = Axis(TIME, date(2026, 11, 23), 7, (7, 19))
    made.fit(840)
    return made


@pytest.fixture
def span() -> Span:
    """Return a booking from ten to eleven, set up for half an hour and cleaned up for a quarter."""
    whole = {"occupied_from": at(9, 30), "occupied_until": at(11, 15)}
    return Track([box(1, 1, at(10), at(11), **whole)]).spans[0]


def held(act: Act, span: Span, second: int | None = None) -> Ghost:
    return Ghost(act, 0, span.start, span.end, span, sec(10, 20) if second is None else second)


def test_what_is_set_up_and_cleaned_up_moves_along(week: Axis, span: Span) -> None:
    moved = held(Act.MOVE, span).pulled(week, 2, sec(14, 20), QUARTER)
    assert (moved.row, moved.start, moved.end) == (2, sec(14), sec(15))
    assert (moved.first, moved.last) == (sec(13, 30), sec(15, 15))
    assert moved.is_changed


def test_it_does_not_jump_to_the_mouse_when_it_is_taken_up(week: Axis, span: Span) -> None:
    ghost = held(Act.MOVE, span)
    assert ghost.pulled(week, 0, sec(10, 20), QUARTER).start == sec(10)
    assert not ghost.pulled(week, 0, sec(10, 25), QUARTER).is_changed


def test_many_small_movements_are_one_large_one(week: Axis, span: Span) -> None:
    ghost = held(Act.MOVE, span)
    for minute in range(20, 60, 2):
        ghost = ghost.pulled(week, 0, sec(10, minute), QUARTER)
    for minute in range(0, 21, 2):
        ghost = ghost.pulled(week, 0, sec(11, minute), QUARTER)
    assert ghost.start == sec(11)


def test_a_moved_one_keeps_its_length_over_the_days(week: Axis, span: Span) -> None:
    moved = held(Act.MOVE, span).pulled(week, 0, sec(10, 20, 26), QUARTER)
    assert (moved.start, moved.end) == (sec(10, day=26), sec(11, day=26))


@pytest.mark.parametrize(
    ("act", "to", "start", "end"),
    [
        (Act.START, (8, 0), (8, 0), (11, 0)),
        (Act.START, (12, 0), (10, 45), (11, 0)),
        (Act.END, (13, 10), (10, 0), (13, 15)),
        (Act.END, (9, 0), (10, 0), (10, 15)),
    ],
)
def test_an_edge_goes_no_further_than_a_step_before_the_other(
    week: Axis,
    span: Span,
    act: Act,
    to: tuple[int, int],
    start: tuple[int, int],
    end: tuple[int, int],
) -> None:
    stretched = held(act, span).pulled(week, 3, sec(*to), QUARTER)
    assert (stretched.row, stretched.start, stretched.end) == (0, sec(*start), sec(*end))


def test_an_end_at_closing_time_stays_on_its_day(week: Axis, span: Span) -> None:
    stretched = held(Act.END, span).pulled(week, 0, sec(19), QUARTER)
    assert stretched.end == sec(19)


@pytest.mark.parametrize(
    ("down", "to", "start", "end"),
    [
        ((10, 0), (12, 0), (10, 0), (12, 0)),
        ((12, 0), (10, 0), (10, 0), (12, 0)),
        ((10, 0), (10, 3), (10, 0), (10, 15)),
        ((18, 50), (19, 0), (18, 45), (19, 0)),
    ],
)
def test_a_new_one_reaches_from_where_the_mouse_went_down(
    week: Axis,
    down: tuple[int, int],
    to: tuple[int, int],
    start: tuple[int, int],
    end: tuple[int, int],
) -> None:
    begun = Ghost(Act.MAKE, 1, sec(*down), sec(*down) + QUARTER, held=sec(*down))
    made = begun.pulled(week, 1, sec(*to), QUARTER)
    assert (made.start, made.end) == (sec(*start), sec(*end))
    assert (made.first, made.last) == (made.start, made.end)
    assert made.is_changed


def test_keys_move_it_by_rows_and_steps_and_stop_at_the_edges(week: Axis, span: Span) -> None:
    ghost = held(Act.MOVE, span)
    for right, down in ((QUARTER, 0), (0, 1), (0, 1), (0, 1), (-HOUR, -1)):
        ghost = ghost.stepped(week, 3, right, down)
    assert (ghost.row, ghost.start) == (1, sec(9, 15))
    far = ghost.stepped(week, 3, -100 * HOUR, -5)
    assert (far.row, far.start, far.end) == (0, sec(7, day=23), sec(8, day=23))


def test_keys_stretch_either_end_and_never_turn_it_round(week: Axis, span: Span) -> None:
    longer = held(Act.END, span).stepped(week, 3, HOUR, 1)
    assert (longer.row, longer.end) == (0, sec(12))
    earlier = held(Act.START, span).stepped(week, 3, -HOUR, 0)
    assert earlier.start == sec(9)
    for act, by in ((Act.END, -HOUR), (Act.START, HOUR)):
        ghost = held(act, span)
        assert ghost.stepped(week, 3, by, 0) == ghost
