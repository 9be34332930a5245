"""What a planner stands at, without a widget."""

from dataclasses import replace
from datetime import date

import pytest

from fmdesk.core.domain.instants import MINUTE
from fmdesk.ui.planner.ghost import Act, Ghost
from fmdesk.ui.planner.model import PlannerData
from fmdesk.ui.planner.scene import Scene
from fmdesk.ui.planner.words import box_words, cursor_words, ghost_words, span_words
from tests.unit.ui.planner.conftest import BOXES, DATA, HOURS, ROWS, TIME, TUESDAY, sec


@pytest.fixture
def scene() -> Scene:
    made = Scene(TIME)
    made.show_days(TUESDAY, 1, HOURS)
    made.axis.fit(960)
    made.show(DATA)
    return made


def test_cells_and_steps_become_finer_where_there_is_room(scene: Scene) -> None:
    found = []
    for pixels in (200, 960, 1400, 3000):
        scene.axis.fit(pixels)
        found.append((scene.cell // MINUTE, scene.snap // MINUTE))
    assert found == [(60, 30), (30, 15), (15, 15), (15, 5)]


def test_a_click_takes_the_whole_cell(scene: Scene) -> None:
    assert scene.floor(sec(10, 29)) == sec(10)
    assert scene.floor(sec(10, 30)) == sec(10, 30)
    assert scene.floor(sec(19)) == sec(18, 30)


def test_who_is_in_the_way_is_everybody_but_oneself(scene: Scene) -> None:
    (eleven, _twelve) = scene.track(0).spans
    assert scene.clashes(Ghost(Act.MOVE, 0, sec(9, 30), sec(10, 30), eleven)) == []
    assert [one.box.id for one in scene.clashes(Ghost(Act.MAKE, 0, sec(8), sec(9)))] == [11]
    assert scene.clashes(Ghost(Act.MAKE, 0, sec(8), sec(8, 30))) == []
    moved = Ghost(Act.MOVE, 1, sec(11), sec(12), eleven)
    assert [one.box.id for one in scene.clashes(moved)] == [21], "its set-up is in the way"


def test_a_row_is_found_by_the_begin_of_its_name_first(scene: Scene) -> None:
    assert scene.find("m") == 0
    assert scene.find("ij") == 2
    assert scene.find("x") is None
    twins = (replace(ROWS[0], name="Kleine Waal"), ROWS[1])
    scene.show(PlannerData(twins))
    assert scene.find("waal") == 1


def test_open_hours_are_those_of_the_row(scene: Scene) -> None:
    assert scene.is_open(0, sec(8), sec(18))
    assert not scene.is_open(0, sec(17), sec(18, 30))
    assert scene.is_open(2, sec(7), sec(19))
    assert not scene.is_open(9, sec(9), sec(10))


def test_other_days_take_the_cursor_along(scene: Scene) -> None:
    scene.point(1, sec(15))
    scene.show_days(date(2026, 11, 23), 7, HOURS)
    assert scene.cursor.start == sec(15), "it is one of the days that are shown now"
    scene.show_days(date(2026, 12, 7), 7, HOURS)
    assert scene.axis.start <= scene.cursor.start < scene.axis.end
    assert scene.chosen is None


def test_everything_is_said_in_words(scene: Scene) -> None:
    span, place = scene.find_box(11) or pytest.fail("it is shown")
    assert span_words(scene, span.start, span.end) == "09:00–10:00"
    assert box_words(scene, place, span) == (
        "Maas, Tuesday 24 November 2026 09:00–10:00, Meeting 11, set up from 08:30, "
        "cleaned up until 10:15, approved"
    )
    assert ghost_words(scene, Ghost(Act.MAKE, 2, sec(9), sec(10))) == "Grote IJssel, 09:00–10:00"
    scene.point(0, sec(12, 30), sec(13, 30))
    assert cursor_words(scene).endswith("12:30–13:30, partly taken")
    scene.show(replace(DATA, boxes=BOXES[:1]))
    assert cursor_words(scene).endswith("12:30–13:30, free")
    assert scene.find_box(99) is None
