"""What is seen: colours with their meaning, closed hours, now; scrolled, zoomed, in any theme."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtGui import QColor, QFontMetrics, QImage

from fmdesk.core.domain.instants import to_epoch
from fmdesk.ui.kit import Kit
from fmdesk.ui.planner import PlannerData, PlannerRow
from fmdesk.ui.planner.heads import day_words
from fmdesk.ui.planner.tiles import ROW
from fmdesk.ui.theme import font
from fmdesk.ui.tokens import TextStyle
from tests.unit.ui.planner.conftest import BOXES, DATA, NOW, ROWS, TUESDAY, Hand, at, box


def colour_at(hand: Hand, row: int, when: object, down: int = 4 - ROW // 2 + 2) -> QColor:
    spot = hand.place(row, when)
    image: QImage = hand.planner.viewport().grab().toImage()
    return image.pixelColor(spot.x() + 5, spot.y() + down)


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_free_closed_and_taken_are_told_apart_in_every_theme(
    hand: Hand, kit: Kit, theme: str
) -> None:
    kit.theme.choose(theme)
    seen = [colour_at(hand, 0, when).name() for when in (at(11), at(7, 15), at(9, 10), at(13, 10))]
    assert len(set(seen)) == 4, seen
    assert seen[0] == kit.theme.colour("surface").name()
    assert seen[2] == kit.theme.colour("accent_soft").name()
    assert seen[3] == kit.theme.colour("risk_soft").name()


def test_now_is_a_line_through_all_rows(hand: Hand, kit: Kit) -> None:
    image = hand.planner.viewport().grab().toImage()
    x = int(hand.planner.scene.axis.x_of(to_epoch(NOW)))
    for row in range(3):
        assert image.pixelColor(x, row * ROW + 2).name() == kit.theme.tokens.broken.lower()
    hand.planner.show_days(date(2026, 11, 25), 1, (7, 19))
    image = hand.planner.viewport().grab().toImage()
    assert image.pixelColor(x, 2).name() != kit.theme.tokens.broken.lower()


def test_a_cut_title_ends_in_an_ellipsis_and_one_without_room_is_left_out(hand: Hand) -> None:
    long = replace(
        BOXES[1], title="A very long title that cannot stand in one hour", detail="x" * 9
    )
    short = box(13, 1, at(15), at(15, 15))
    hand.planner.set_data(replace(DATA, boxes=(long, short)))
    tiles = {one.span.box.id: one for one in hand.planner.tiles.between(0, 0, 2**40)}
    assert tiles[12].title.text.startswith("A very")
    assert tiles[12].title.text.endswith("…")
    assert tiles[12].detail is not None
    assert tiles[12].icon is not None
    assert tiles[13].title is tiles[13].detail is None


def test_boxes_at_one_time_stand_one_above_the_other(hand: Hand) -> None:
    twice = (BOXES[1], replace(BOXES[1], id=99))
    hand.planner.set_data(replace(DATA, boxes=twice))
    upper, lower = (one.whole for one in hand.planner.tiles.between(0, 0, 2**40))
    assert not upper.intersects(lower)
    assert upper.left() == lower.left()
    assert lower.bottom() < ROW


def test_the_box_stays_chosen_when_the_data_come_anew(hand: Hand) -> None:
    hand.planner.choose(12)
    hand.planner.set_data(replace(DATA, boxes=BOXES[1:]))
    assert hand.planner.current().id == 12
    hand.planner.set_data(replace(DATA, boxes=()))
    assert hand.planner.current() is None
    hand.planner.choose(12)
    assert hand.planner.current() is None


def test_the_cursor_comes_along_to_other_days(hand: Hand) -> None:
    hand.planner.choose(12)
    hand.planner.show_days(date(2026, 11, 30), 7, (7, 19))
    assert hand.words().startswith("Maas, Monday 30 November 2026 13:00")
    assert hand.planner.scene.axis.width >= hand.planner.viewport().width()


def test_many_rows_are_scrolled_to(hand: Hand) -> None:
    rows = tuple(PlannerRow(n, f"Room {n:03}") for n in range(200))
    hand.planner.set_data(PlannerData(rows))
    hand.press("room 150")
    assert hand.words().startswith("Room 150,")
    assert hand.planner.origin[1] > 100 * ROW
    assert hand.planner.heads.offset == hand.planner.origin[1]
    assert hand.planner.current_row() == 150


def test_without_rows_there_is_nothing_to_do(hand: Hand) -> None:
    hand.planner.set_data(PlannerData())
    hand.press("m", "x")
    hand.planner.open_current()
    hand.planner.drop()
    assert hand.words() == ""
    assert hand.planner.current_row() is None
    assert hand.asked == []


def test_the_page_is_told_when_the_cursor_comes_to_another_box_or_row(hand: Hand) -> None:
    told = []
    hand.planner.chosen.connect(lambda: told.append(hand.words()[:4]))
    hand.planner.choose(12)
    hand.planner.choose(12)
    hand.planner.choose(21)
    assert told == ["Maas", "Waal"]


def test_a_row_that_is_named_with_no_hours_is_closed_and_one_not_named_open(hand: Hand) -> None:
    hand.planner.set_data(PlannerData(ROWS, (), {1: ()}))
    scene = hand.planner.scene
    day = scene.axis.start, scene.axis.end
    assert [scene.is_open(place, *day) for place in range(3)] == [False, True, True]


def test_it_speaks_the_language_of_now(hand: Hand, language: Callable[[str], None]) -> None:
    hand.planner.choose(12)
    language("nl")
    hand.planner.name_it("Planning")
    assert hand.planner.accessibleName().startswith("Planning: Maas, dinsdag 24 november 2026")
    hand.planner.show_days(TUESDAY, 1, (0, 24))
    assert not hand.planner.grab().isNull()


def test_a_day_is_told_in_as_many_words_as_there_is_room_for(
    kit: Kit, language: Callable[[str], None]
) -> None:
    language("nl")
    metrics = QFontMetrics(font(TextStyle.LABEL))
    wide = metrics.horizontalAdvance("dinsdag 24 november 2026")
    assert day_words(date(2026, 11, 24), metrics, wide) == "dinsdag 24 november 2026"
    assert day_words(date(2026, 11, 24), metrics, wide - 1) == "di 24 nov"
    assert day_words(date(2026, 11, 24), metrics, 20).endswith("…")
