"""The planner by the mouse."""

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from tests.unit.ui.planner.conftest import Hand, at

LEFT = Qt.MouseButton.LeftButton
FAR = QPoint(10, 0)


def test_a_box_is_dragged_to_another_row_and_time(hand: Hand) -> None:
    start, end = hand.place(0, at(13, 30)), hand.place(2, at(15, 30))
    hand.drag(start, start + FAR, end)
    assert hand.asked == [("moved", 12, 3, at(15), at(16))]


def test_what_is_dragged_says_what_is_in_its_way(hand: Hand) -> None:
    start, end = hand.place(0, at(13, 30)), hand.place(1, at(10))
    hand.drag(start, start + FAR, end, is_released=False)
    assert hand.words() == "Waal, 09:30–10:30, taken by Board"
    QTest.keyClick(hand.planner, Qt.Key.Key_Escape)
    QTest.mouseRelease(hand.planner.viewport(), LEFT, pos=end)
    assert hand.asked == []


@pytest.mark.parametrize(
    ("grip", "to", "start", "end"),
    [(-3, at(15), at(13), at(15)), (3, at(12), at(12), at(14))],
)
def test_an_edge_is_dragged_to_another_time(
    hand: Hand, grip: int, to: object, start: object, end: object
) -> None:
    edge = hand.place(0, at(14) if grip < 0 else at(13)) + QPoint(grip, 0)
    hand.drag(edge, edge + FAR, hand.place(0, to))
    assert hand.asked == [("moved", 12, 1, start, end)]


def test_a_box_never_becomes_shorter_than_a_step(hand: Hand) -> None:
    edge = hand.place(0, at(14)) - QPoint(3, 0)
    hand.drag(edge, edge - FAR, hand.place(0, at(8)))
    assert hand.asked == [("moved", 12, 1, at(13), at(13, 15))]


def test_a_drag_over_free_time_makes_one(hand: Hand) -> None:
    start = hand.place(2, at(10))
    hand.drag(start, start + FAR, hand.place(2, at(12)))
    assert hand.asked == [("made", 3, at(10), at(12))]
    assert "10:00–12:00, free" in hand.words()


def test_a_drag_to_the_left_makes_one_too(hand: Hand) -> None:
    start = hand.place(2, at(12))
    hand.drag(start, start - FAR, hand.place(2, at(10)))
    assert hand.asked == [("made", 3, at(10), at(12))]


def test_a_click_chooses_and_a_small_shake_moves_nothing(hand: Hand) -> None:
    spot = hand.place(0, at(13, 30))
    hand.drag(spot, spot + QPoint(2, 0))
    assert hand.asked == []
    assert hand.planner.current().id == 12
    QTest.mouseClick(hand.planner.viewport(), LEFT, pos=hand.place(2, at(9, 10)))
    assert hand.planner.current() is None
    assert "Grote IJssel, Tuesday 24 November 2026 09:00–09:30" in hand.words()


def test_a_double_click_opens_a_box_or_makes_one(hand: Hand) -> None:
    port = hand.planner.viewport()
    for spot in (hand.place(0, at(13, 30)), hand.place(2, at(9, 10)), QPoint(300, 350)):
        QTest.mouseClick(port, LEFT, pos=spot)
        QTest.mouseDClick(port, LEFT, pos=spot)
    assert hand.asked == [("opened", 12), ("made", 3, at(9), at(9, 30))]


def test_what_may_not_be_changed_is_not_dragged(hand: Hand) -> None:
    start = hand.place(1, at(10))
    hand.drag(start, start + FAR, hand.place(2, at(15)))
    assert hand.asked == []


def test_the_pointer_shows_what_a_drag_would_do(hand: Hand) -> None:
    port, shape = hand.planner.viewport(), Qt.CursorShape
    places = {
        hand.place(0, at(13, 30)): shape.OpenHandCursor,
        hand.place(0, at(13)) + QPoint(2, 0): shape.SizeHorCursor,
        hand.place(0, at(9)) - QPoint(9, 0): shape.OpenHandCursor,
        hand.place(1, at(10)): shape.ArrowCursor,
        hand.place(2, at(10)): shape.ArrowCursor,
    }
    for place, wanted in places.items():
        QTest.mouseMove(port, place)
        QApplication.processEvents()
        assert port.cursor().shape() == wanted


def test_only_what_is_dragged_is_painted_anew(hand: Hand) -> None:
    painted = []
    hand.planner.viewport().installEventFilter(watch := Painted(painted))
    start = hand.place(0, at(13, 30))
    hand.drag(start, start + FAR, start + 3 * FAR, is_released=False)
    QApplication.processEvents()
    assert painted
    assert max(width for width, _height in painted[1:]) < hand.planner.viewport().width() // 2
    hand.planner.viewport().removeEventFilter(watch)
    hand.planner.settle()


def test_a_box_and_a_row_are_told_in_words_where_the_mouse_rests(hand: Hand) -> None:
    port = hand.planner.viewport()
    spot = hand.place(0, at(9, 30))
    send_tip(port, spot)
    assert QToolTip.text().startswith("Maas, Tuesday 24 November 2026 09:00–10:00, Meeting 11")
    send_tip(hand.planner.heads, QPoint(20, 20))
    assert QToolTip.text() == "Maas\n12 people\nscreen"
    QToolTip.hideText()


def send_tip(widget: object, spot: QPoint) -> None:
    event = QHelpEvent(QEvent.Type.ToolTip, spot, widget.mapToGlobal(spot))
    QApplication.sendEvent(widget, event)


class Painted(QObject):
    """Keeps how large each painted part was."""

    def __init__(self, sizes: list[tuple[int, int]]) -> None:
        super().__init__()
        self._sizes = sizes

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        if isinstance(event, QPaintEvent):
            self._sizes.append((event.rect().width(), event.rect().height()))
        return super().eventFilter(watched, event)
