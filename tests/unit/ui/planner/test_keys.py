"""The planner by the keyboard alone."""

import pytest
from PySide6.QtCore import Qt

from tests.unit.ui.planner.conftest import DATA, Hand, at

Key, Mod = Qt.Key, Qt.KeyboardModifier


def test_the_arrows_move_the_cell_and_pass_a_box_in_one_step(hand: Hand) -> None:
    hand.press(Key.Key_Home)
    assert hand.words() == "Maas, Tuesday 24 November 2026 07:00–07:30, not open"
    hand.press(Key.Key_Right, Key.Key_Right)
    assert hand.words() == "Maas, Tuesday 24 November 2026 08:00–08:30, free"
    hand.press(Key.Key_Right)
    assert hand.words().startswith("Maas, Tuesday 24 November 2026 09:00–10:00, Meeting 11")
    assert hand.words().endswith("set up from 08:30, cleaned up until 10:15, approved")
    hand.press(Key.Key_Down)
    assert hand.words() == "Waal, Tuesday 24 November 2026 08:30–09:00, free"
    hand.press(Key.Key_Right)
    assert hand.planner.current().title == "Board"
    hand.press(Key.Key_Right)
    assert hand.words() == "Waal, Tuesday 24 November 2026 11:00–11:30, free"
    hand.press(Key.Key_Left, Key.Key_Left)
    assert hand.words() == "Waal, Tuesday 24 November 2026 08:30–09:00, free"
    hand.press(Key.Key_Up, Key.Key_Right)
    assert hand.words() == "Maas, Tuesday 24 November 2026 10:15–10:45, free"


def test_the_ends_stop_the_cursor(hand: Hand) -> None:
    hand.press(Key.Key_End, Key.Key_Right, Key.Key_Right)
    assert "18:30–19:00" in hand.words()
    hand.press(Key.Key_Home, Key.Key_Left, Key.Key_Up)
    assert hand.words().startswith("Maas, Tuesday 24 November 2026 07:00")
    hand.press(Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Down)
    assert hand.words().startswith("Grote IJssel")


def test_enter_opens_a_box_or_makes_one_as_long_as_was_stretched(hand: Hand) -> None:
    hand.press(Key.Key_Right, with_=Mod.ControlModifier)
    hand.press(Key.Key_Return)
    hand.press("IJ", Key.Key_Home)
    hand.press(Key.Key_Right, Key.Key_Right)
    hand.press(Key.Key_Right, Key.Key_Right, Key.Key_Left, with_=Mod.ShiftModifier)
    hand.press(Key.Key_Enter)
    assert hand.asked == [("opened", 11), ("made", 3, at(8), at(9))]


def test_a_jump_goes_from_box_to_box(hand: Hand) -> None:
    for title in ("Meeting 11", "Meeting 12"):
        hand.press(Key.Key_Right, with_=Mod.ControlModifier)
        assert hand.planner.current().title == title
    hand.press(Key.Key_Right, with_=Mod.ControlModifier)
    assert "18:30–19:00" in hand.words()
    hand.press(Key.Key_Left, with_=Mod.ControlModifier)
    assert hand.planner.current().title == "Meeting 12"


def test_m_moves_with_the_arrows_and_enter_asks_for_it(hand: Hand) -> None:
    hand.planner.choose(12)
    hand.press("m", Key.Key_Right, Key.Key_Right, Key.Key_Down)
    assert hand.words() == "Waal, 13:30–14:30"
    hand.press(Key.Key_Return)
    assert hand.asked == [("moved", 12, 2, at(13, 30), at(14, 30))]
    assert hand.words() == "Waal, 13:30–14:30", "it stays shown where it was put"
    hand.press(Key.Key_Right)
    assert hand.words() == "Waal, 13:30–14:30", "nothing is moved while an answer is awaited"
    hand.planner.set_data(DATA)
    assert "13:00–14:00" in hand.words()


def test_esc_puts_back_what_was_moved(hand: Hand) -> None:
    hand.planner.choose(12)
    hand.press("m", Key.Key_Right, Key.Key_Escape)
    assert "13:00–14:00" in hand.words()
    hand.press("m", Key.Key_Return)
    assert hand.asked == [], "what stands where it stood is not asked for"


def test_who_is_in_the_way_is_said_while_one_moves(hand: Hand) -> None:
    hand.planner.choose(12)
    hand.press("m")
    hand.press(*[Key.Key_Left] * 12)
    assert hand.words() == "Maas, 10:00–11:00, taken by Meeting 11"
    hand.press(Key.Key_Right)
    assert hand.words() == "Maas, 10:15–11:15"
    hand.press(*[Key.Key_Right] * 29)
    assert hand.words() == "Maas, 17:30–18:30, outside opening hours"


def test_r_stretches_the_end_and_then_the_start(hand: Hand) -> None:
    hand.planner.choose(12)
    hand.press("r", Key.Key_Right, Key.Key_Right)
    assert hand.words() == "Maas, 13:00–14:30"
    hand.press("r", Key.Key_Left)
    assert hand.words() == "Maas, 12:45–14:30"
    hand.press(Key.Key_Return)
    assert hand.asked == [("moved", 12, 1, at(12, 45), at(14, 30))]


def test_what_may_not_be_changed_is_not_moved_and_not_taken_away(hand: Hand) -> None:
    hand.planner.choose(21)
    hand.press(Key.Key_Delete, "m", Key.Key_Return)
    assert hand.asked == [("opened", 21)]


def test_del_page_keys_and_today_are_asked_for(hand: Hand) -> None:
    hand.planner.choose(11)
    hand.press(Key.Key_Delete, Key.Key_PageDown, Key.Key_PageUp, "t")
    assert hand.asked == [("removed", 11), ("period_asked", 1), ("period_asked", -1), ("today",)]


@pytest.mark.parametrize(
    ("typed", "row"), [("wa", "Waal"), ("ijs", "Grote IJssel"), ("/m", "Maas")]
)
def test_typing_goes_to_a_row_by_its_name_or_a_word_in_it(hand: Hand, typed: str, row: str) -> None:
    hand.press(Key.Key_Home, Key.Key_Down, typed)
    assert hand.words().startswith(f"{row},")
    assert hand.asked == []


def test_plus_and_minus_zoom_and_the_cursor_stays_in_sight(hand: Hand) -> None:
    narrow = hand.planner.scene.axis.width
    hand.press(Key.Key_End, "+", "+", "+")
    assert hand.planner.scene.axis.width == 3 * narrow
    assert hand.planner.origin[0] > narrow
    assert hand.planner.scene.snap == 300
    hand.press("-", "-", "-", "-")
    assert hand.planner.scene.axis.width == narrow


def test_a_key_that_says_nothing_is_left_to_the_page(hand: Hand) -> None:
    hand.press(Key.Key_F5, Key.Key_Escape)
    hand.press(Key.Key_S, with_=Mod.ControlModifier)
    assert hand.asked == []
    assert "08:30" not in hand.planner.accessibleName().split(",")[0]


def test_the_screen_reader_hears_the_cursor(hand: Hand) -> None:
    hand.planner.choose(21)
    assert hand.planner.accessibleName() == (
        "Planner: Waal, Tuesday 24 November 2026 09:00–11:00, Board"
    )
