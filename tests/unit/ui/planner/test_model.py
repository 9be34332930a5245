"""The boxes of a row: found by time, side by side where several are at once."""

from hypothesis import given
from hypothesis import strategies as st

from fmdesk.core.domain.instants import to_datetime
from fmdesk.ui.planner.model import PlannerBox, Track
from tests.unit.ui.planner.conftest import at, box, sec


def test_boxes_that_only_touch_have_the_whole_height() -> None:
    track = Track([box(1, 1, at(9), at(10)), box(2, 1, at(10), at(11))])
    assert [(one.lane, one.lanes) for one in track.spans] == [(0, 1), (0, 1)]


def test_boxes_at_one_time_share_the_height() -> None:
    track = Track(
        [
            box(1, 1, at(9), at(12)),
            box(2, 1, at(9, 30), at(10)),
            box(3, 1, at(10), at(11)),
            box(4, 1, at(12), at(13)),
        ]
    )
    assert [(one.box.id, one.lane, one.lanes) for one in track.spans] == [
        (1, 0, 2),
        (2, 1, 2),
        (3, 1, 2),
        (4, 0, 1),
    ]


def test_what_is_set_up_takes_its_room_too() -> None:
    early = box(2, 1, at(10), at(11), occupied_from=at(9, 30))
    track = Track([box(1, 1, at(9), at(10)), early])
    assert [one.lanes for one in track.spans] == [2, 2]


TIMES = st.tuples(st.integers(0, 90), st.integers(1, 30))


@given(st.lists(TIMES, max_size=25), TIMES)
def test_bisection_finds_what_a_search_of_all_finds(
    times: list[tuple[int, int]], wanted: tuple[int, int]
) -> None:
    boxes = [made(number, start, start + length) for number, (start, length) in enumerate(times)]
    start, end = wanted[0], wanted[0] + wanted[1]
    found = {one.box.id for one in Track(boxes).between(start, end)}
    assert found == {
        number for number, (a, length) in enumerate(times) if a < end and start < a + length
    }


@given(st.lists(TIMES, max_size=25))
def test_no_two_boxes_at_one_time_stand_in_one_lane(times: list[tuple[int, int]]) -> None:
    boxes = [made(number, start, start + length) for number, (start, length) in enumerate(times)]
    spans = Track(boxes).spans
    for one in spans:
        assert 0 <= one.lane < one.lanes
        for other in spans:
            at_once = one.first < other.last and other.first < one.last
            if one is not other and at_once:
                assert one.lane != other.lane
                assert one.lanes == other.lanes


def made(number: int, start: int, end: int) -> PlannerBox:
    return box(number, 1, to_datetime(start), to_datetime(end))


def test_times_are_kept_in_seconds() -> None:
    (only,) = Track([box(1, 1, at(9), at(10), occupied_until=at(10, 15))]).spans
    assert (only.first, only.start, only.end, only.last) == (sec(9), sec(9), sec(10), sec(10, 15))
