"""The board: figures by keyboard, each with its records, and what is done from there."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.board import Counted, Figure, RecordKind
from fmdesk.core.domain.errors import StorageError
from fmdesk.core.domain.escalation import (
    EscalationCause,
    EscalationRule,
    EscalationRules,
    EscalationTo,
)
from fmdesk.core.domain.hand_over import HandOverItem
from fmdesk.core.domain.reachability import ChannelCount, ChannelHours, HoursList
from fmdesk.desktop.pages.board.model import FIGURES, channel_badge, shown_columns, what_words
from fmdesk.desktop.pages.board.page import BoardPage
from fmdesk.desktop.shell import MainWindow
from fmdesk.desktop.watching import LOOKS_A_MINUTE
from fmdesk.i18n import using_language
from tests.desktop.conftest import Opened, dialog_of, keyboard_goes_to, settle
from tests.desktop.cut import cut
from tests.desktop.fake_board import DUE_TODAY, FakeBoard, board_services, channel
from tests.desktop.made import NOW, OFFICE_TIME

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def board() -> FakeBoard:
    return FakeBoard()


@pytest.fixture
def window(opened: Opened, qtbot: QtBot, board: FakeBoard) -> MainWindow:
    window = opened(**board_services(board))
    qtbot.keyClick(window, Key.Key_5, CTRL)
    settle(qtbot, window)
    return window


def page_of(window: MainWindow) -> BoardPage:
    page = window.page()
    assert isinstance(page, BoardPage)
    return page


def press(qtbot: QtBot, window: MainWindow, *keys: Key) -> None:
    """Press keys where the keyboard is."""
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget() or window, key)
    settle(qtbot, window)


def shown(page: BoardPage) -> list[int]:
    return [page.model.id_at(row) for row in range(page.model.row_total())]


def dialog(window: MainWindow, qtbot: QtBot) -> QWidget:
    found = dialog_of(window)
    keyboard_goes_to(qtbot, found)
    return found


def test_every_figure_is_the_length_of_the_list_it_opens(
    window: MainWindow, qtbot: QtBot, board: FakeBoard
) -> None:
    page = page_of(window)
    seen = {}
    for counted, tile in page.tiles.tiles.items():
        tile.setFocus()
        press(qtbot, window, Key.Key_Space)
        seen[counted] = (tile.figure.text(), shown(page))
    counted = {one for one in board.lists if one.figure is not Figure.QUEUE}
    assert counted == {one for one in seen if seen[one][0] != "–"}
    for one in counted:
        assert seen[one] == (str(len(board.lists[one])), board.lists[one])


def test_arrow_keys_go_from_figure_to_figure_and_enter_into_the_records(
    window: MainWindow, qtbot: QtBot, board: FakeBoard
) -> None:
    page = page_of(window)
    assert shown(page) == [3, 8, 10], "what can still be kept comes first"
    assert page.tiles.tiles[Counted(Figure.NEAR)].hasFocus()
    press(qtbot, window, Key.Key_Right)
    assert page.card.title.text() == "Overdue · 2"
    assert shown(page) == [15, 36]
    press(qtbot, window, Key.Key_Return)
    assert page.table.hasFocus()
    press(qtbot, window, Key.Key_Escape)
    assert page.tiles.tiles[Counted(Figure.OVERDUE)].hasFocus()
    press(qtbot, window, Key.Key_Return, Key.Key_Down, Key.Key_Return)
    assert window.page_name == "tickets"
    assert window.page().line.presenter.line_id == 36


def test_it_opens_with_the_first_figure_that_has_records(
    opened: Opened, qtbot: QtBot, board: FakeBoard
) -> None:
    board.lists[Counted(Figure.NEAR)] = []
    window = opened(**board_services(board))
    window.open_page("board")
    settle(qtbot, window)
    page = page_of(window)
    assert (page.card.title.text(), shown(page)) == ("Overdue · 2", [15, 36])
    assert page.tiles.tiles[Counted(Figure.OVERDUE)].hasFocus()
    assert page.tiles.tiles[Counted(Figure.OVERDUE)].isChecked()
    board.lists[Counted(Figure.NEAR)] = [3]
    page.presenter.load()
    settle(qtbot, window)
    assert page.card.title.text() == "Overdue · 2", "what is read stays, whatever comes"


def test_a_quiet_board_opens_with_what_is_near_breach(
    opened: Opened, qtbot: QtBot, board: FakeBoard
) -> None:
    for counted in board.lists:
        board.lists[counted] = []
    board.deliveries = 0
    window = opened(**board_services(board))
    window.open_page("board")
    settle(qtbot, window)
    page = page_of(window)
    assert page.card.title.text() == "Near breach · 0"
    assert page.tiles.tiles[Counted(Figure.NEAR)].hasFocus()
    board.deliveries = 3
    page.presenter.load()
    settle(qtbot, window)
    assert page.card.title.text() == "Near breach · 0"


def test_a_question_says_when_its_answer_is_due_and_a_message_since_when_it_waits(
    window: MainWindow, qtbot: QtBot
) -> None:
    page, titles = page_of(window), {}
    for figure in (Figure.QUESTIONS, Figure.TO_SEND, Figure.OVERDUE):
        window.open_page("board", Counted(figure))
        settle(qtbot, window)
        header = page.table.horizontalHeader()
        place = header.logicalIndex(0)
        visible = next(n for n in range(place, header.count()) if not header.isSectionHidden(n))
        titles[figure] = page.model.headerData(visible, Qt.Orientation.Horizontal)
    assert list(titles.values()) == ["Due", "Since", "Time left"]


def test_a_call_to_make_opens_the_call_backs_and_a_message_the_messages(
    window: MainWindow, qtbot: QtBot
) -> None:
    for figure, name in ((Figure.CALL_BACKS, "call_backs"), (Figure.TO_SEND, "messages")):
        window.open_page("board", Counted(figure))
        settle(qtbot, window)
        press(qtbot, window, Key.Key_Return, Key.Key_Return)
        assert window.page_name == name


def test_a_queue_opens_its_lines_from_each_of_its_figures(window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(window)
    page.queue_table.setFocus()
    page.queue_table.go_to(0)
    press(qtbot, window, Key.Key_Return)
    assert page.card.title.text() == "Voorraad · all open · 3"
    assert shown(page) == [33, 31, 32]
    page.queue_table.setFocus()
    press(qtbot, window, Key.Key_Right, Key.Key_Return)
    assert page.card.title.text() == "Voorraad · New · 2"
    assert shown(page) == [31, 32]
    assert not any(tile.isChecked() for tile in page.tiles.tiles.values())
    press(qtbot, window, Key.Key_Escape)
    assert page.tiles.tiles[Counted(Figure.NEAR)].hasFocus()
    assert not page.go_back()


def test_what_was_handed_over_is_taken_over_in_one_key(
    window: MainWindow, qtbot: QtBot, board: FakeBoard
) -> None:
    window.open_page("board", Counted(Figure.HANDED))
    settle(qtbot, window)
    page = page_of(window)
    assert page.take_button.text().strip() == "Take all over"
    press(qtbot, window, Key.Key_T)
    assert board.told == [(21, 22)]
    assert page.card.title.text() == "Handed over · 0"
    assert page.list_state.view.title.text() == "Nothing here"
    press(qtbot, window, Key.Key_T)
    assert window.toast.words.text() == "There is nothing to take here."


def test_somebody_who_was_first_is_told_as_a_sentence(
    window: MainWindow, qtbot: QtBot, board: FakeBoard
) -> None:
    window.open_page("board", Counted(Figure.HANDED))
    settle(qtbot, window)
    board.lists[Counted(Figure.HANDED)] = []
    press(qtbot, window, Key.Key_T)
    assert "Somebody else took this over" in window.toast.words.text()


def test_an_escalation_is_taken_up_in_one_key(
    window: MainWindow, qtbot: QtBot, board: FakeBoard
) -> None:
    window.open_page("board", Counted(Figure.ESCALATED))
    settle(qtbot, window)
    press(qtbot, window, Key.Key_Return, Key.Key_Down, Key.Key_T)
    assert board.told == [2]
    assert shown(page_of(window)) == [1]


def test_nothing_is_taken_from_a_figure_of_other_things(
    window: MainWindow, qtbot: QtBot, board: FakeBoard
) -> None:
    press(qtbot, window, Key.Key_T)
    assert board.told == []
    assert not page_of(window).take_button.isVisible()


def test_work_is_handed_over_with_a_note_for_each(
    window: MainWindow, qtbot: QtBot, board: FakeBoard
) -> None:
    press(qtbot, window, Key.Key_H)
    asked = dialog(window, qtbot)
    qtbot.keyClick(asked.to, Key.Key_Down)
    note = asked.findChild(QWidget, "note_11")
    qtbot.keyClicks(note, "Belt om elf uur terug")
    qtbot.keyClick(note, Key.Key_Return, CTRL)
    settle(qtbot, window)
    (draft,) = board.told
    assert draft.to == "Noor van Dijk"
    assert draft.items == (HandOverItem(11, None, "Belt om elf uur terug"), HandOverItem(12, 3))


def test_handing_nothing_over_is_refused_in_the_dialog(
    window: MainWindow, qtbot: QtBot, board: FakeBoard
) -> None:
    press(qtbot, window, Key.Key_H)
    asked = dialog(window, qtbot)
    for _item, tick, _note in asked.rows:
        tick.setFocus()
        qtbot.keyClick(tick, Key.Key_Space)
    qtbot.keyClick(asked, Key.Key_Return, CTRL)
    settle(qtbot, window)
    assert asked.isVisible()
    assert asked.problem.text() == "Tick at least one thing that you hand over."
    assert board.told == []
    asked.close()


def test_who_has_nothing_is_told_so(
    window: MainWindow, qtbot: QtBot, board: FakeBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board, "own", lambda _language: ())
    press(qtbot, window, Key.Key_H)
    assert window.toast.words.text() == "You have nothing to hand over."


def test_calls_are_noted_for_the_quarter_that_ended(
    window: MainWindow, qtbot: QtBot, board: FakeBoard
) -> None:
    page = page_of(window)
    page.channel_table.setFocus()
    page.channel_table.go_to(1)
    press(qtbot, window, Key.Key_N)
    asked = dialog(window, qtbot)
    for name, digits in (("answered", "12"), ("missed", "3"), ("waiting", "1"), ("staff", "2")):
        field = asked.counts[name]
        field.setFocus()
        field.selectAll()
        qtbot.keyClicks(field, digits)
    qtbot.keyClick(asked, Key.Key_Return, CTRL)
    settle(qtbot, window)
    before = NOW.replace(hour=NOW.hour - 1, minute=45)
    assert board.told == [ChannelCount("desk", before, 12, 3, 1, 2)]


def test_a_quarter_to_come_is_refused_in_the_dialog(
    window: MainWindow, qtbot: QtBot, board: FakeBoard
) -> None:
    press(qtbot, window, Key.Key_N)
    asked = dialog(window, qtbot)
    asked.slot.setDateTime(asked.slot.dateTime().addSecs(7200))
    qtbot.keyClick(asked, Key.Key_Return, CTRL)
    settle(qtbot, window)
    assert asked.isVisible()
    assert "quarter that is to come" in asked.problem.text()
    asked.close()


def test_a_channel_closes_with_a_reason_and_opens_by_the_same_key(
    window: MainWindow, qtbot: QtBot, board: FakeBoard
) -> None:
    press(qtbot, window, Key.Key_C)
    asked = dialog(window, qtbot)
    reason = asked.findChild(QWidget, "reason")
    qtbot.keyClick(reason, Key.Key_Return, CTRL)
    settle(qtbot, window)
    assert "customers will ask" in asked.problem.text()
    qtbot.keyClicks(reason, "Brandoefening")
    qtbot.keyClick(reason, Key.Key_Return, CTRL)
    settle(qtbot, window)
    page = page_of(window)
    first = page.channels.row_at(0)
    assert first is not None
    assert channel_badge(first, OFFICE_TIME).word == "Closed early"
    keyboard_goes_to(qtbot, window)
    press(qtbot, window, Key.Key_C)
    first = page.channels.row_at(0)
    assert first is not None
    assert channel_badge(first, OFFICE_TIME).word == "Until 18:00"


def test_rules_of_escalation_are_changed_by_keys(
    window: MainWindow, qtbot: QtBot, board: FakeBoard
) -> None:
    press(qtbot, window, Key.Key_E)
    asked = dialog(window, qtbot)
    assert asked.near.hasFocus()
    qtbot.keyClicks(asked.near, "90")
    assert len(asked.rows) == 3, "the one that counts and two empty ones"
    is_on, cause, n, to = asked.rows[1]
    qtbot.keyClick(is_on, Key.Key_Space)
    qtbot.keyClick(cause, Key.Key_Down)
    n.selectAll()
    qtbot.keyClicks(n, "16")
    qtbot.keyClick(to, Key.Key_Down)
    qtbot.keyClick(asked, Key.Key_Return, CTRL)
    settle(qtbot, window)
    assert board.given == EscalationRules(
        (
            EscalationRule(0, EscalationCause.NEAR, 75, EscalationTo.DESK_LEAD),
            EscalationRule(0, EscalationCause.STALLED, 16, EscalationTo.UNIT_HEAD),
        ),
        "kantoor",
        near_minutes=90,
    )


def test_two_equal_rules_are_refused_in_the_dialog(
    window: MainWindow, qtbot: QtBot, board: FakeBoard
) -> None:
    before = board.given
    press(qtbot, window, Key.Key_E)
    asked = dialog(window, qtbot)
    for is_on, *_fields in asked.rows[1:]:
        qtbot.keyClick(is_on, Key.Key_Space)
    qtbot.keyClick(asked, Key.Key_Return, CTRL)
    settle(qtbot, window)
    assert asked.problem.text() == "Two rules are the same. Keep one of them."
    assert board.given == before
    asked.close()


def test_opening_hours_are_changed_by_keys(
    window: MainWindow, qtbot: QtBot, board: FakeBoard
) -> None:
    press(qtbot, window, Key.Key_O)
    asked = dialog(window, qtbot)
    assert [calendar.currentText() for _code, calendar, _staff in asked.rows] == [
        "kantoor",
        "No hours",
        "No hours",
    ]
    _code, desk, staff = asked.rows[1]
    qtbot.keyClick(desk, Key.Key_Down)
    staff.selectAll()
    qtbot.keyClicks(staff, "2")
    _code, phone, _staff = asked.rows[0]
    qtbot.keyClick(phone, Key.Key_Home)
    qtbot.keyClick(asked, Key.Key_Return, CTRL)
    settle(qtbot, window)
    assert board.hours == HoursList((ChannelHours("desk", "altijd", 2),))


def test_an_office_without_hours_says_so(
    window: MainWindow, qtbot: QtBot, board: FakeBoard
) -> None:
    board.channels = []
    qtbot.keyClick(window, Key.Key_F5)
    settle(qtbot, window)
    for key in (Key.Key_N, Key.Key_C):
        press(qtbot, window, key)
        assert window.toast.words.text() == "No channel has opening hours yet."


def test_what_another_desk_changes_is_seen_after_the_next_look(
    window: MainWindow, qtbot: QtBot, board: FakeBoard
) -> None:
    page = page_of(window)
    near = page.tiles.tiles[Counted(Figure.NEAR)]
    watch = window.desk.watch
    assert watch.timer.isActive()
    assert watch.timer.interval() * 2 < 10_000, "seen within ten seconds"
    board.lists[Counted(Figure.NEAR)] = [3]
    board.log.clear()
    watch.look()
    settle(qtbot, window)
    assert (board.log, near.figure.text()) == (["stamp"], "3"), "nothing changed: one cheap query"
    board.at += 1
    watch.look()
    settle(qtbot, window)
    assert board.log == ["stamp", "stamp", "state"]
    assert (near.figure.text(), shown(page)) == ("1", [3])


def test_figures_move_with_the_time_alone_once_a_minute(
    window: MainWindow, qtbot: QtBot, board: FakeBoard
) -> None:
    board.log.clear()
    for _look in range(LOOKS_A_MINUTE):
        window.desk.watch.look()
        settle(qtbot, window)
    settle(qtbot, window)
    assert board.log.count("state") == 1


def test_an_open_window_does_the_rounds_of_escalation(
    window: MainWindow, qtbot: QtBot, board: FakeBoard
) -> None:
    board.log.clear()
    window.desk.sending.timeout.emit()
    settle(qtbot, window)
    assert board.log == ["run_due"]


@pytest.mark.logs
def test_a_round_that_fails_holds_up_no_e_mail(
    window: MainWindow,
    qtbot: QtBot,
    board: FakeBoard,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    sent = []
    services = window.desk.services
    monkeypatch.setattr(services.messages, "send_due", lambda: sent.append(1), raising=False)

    def fail() -> None:
        raise StorageError("storage.lost", reason="x")

    monkeypatch.setattr(services.escalations, "run_due", fail)
    window.desk.sending.timeout.emit()
    settle(qtbot, window)
    assert sent == [1]
    assert caplog.records


def test_nothing_is_asked_while_nobody_looks(
    window: MainWindow, qtbot: QtBot, board: FakeBoard
) -> None:
    watch = window.desk.watch
    window.open_page("month")
    settle(qtbot, window)
    assert not watch.timer.isActive()
    board.log.clear()
    watch.look()
    window.open_page("board")
    settle(qtbot, window)
    assert board.log == ["state"]
    window.showMinimized()
    board.log.clear()
    watch.look()
    settle(qtbot, window)
    assert board.log == []


def test_the_record_that_was_chosen_stays_so_when_others_change(
    window: MainWindow, qtbot: QtBot, board: FakeBoard
) -> None:
    page = page_of(window)
    press(qtbot, window, Key.Key_Return, Key.Key_Down)
    assert page.model.id_at(page.table.current_row()) == 8
    board.lists[Counted(Figure.NEAR)] = [2, 3, 8, 10]
    qtbot.keyClick(window, Key.Key_F5)
    settle(qtbot, window)
    assert page.model.id_at(page.table.current_row()) == 8
    assert page.table.hasFocus()


def test_a_figure_that_a_plugin_cannot_count_says_why(window: MainWindow) -> None:
    page = page_of(window)
    tile = next(tile for one, tile in page.tiles.tiles.items() if one.plugin == "rooms")
    assert (tile.figure.text(), tile.name.toolTip()) == ("–", "Bookings")
    assert tile.toolTip()
    assert page.tiles.tiles[DUE_TODAY].accessibleName() == "Deliveries today: 3"


def test_what_customers_said_opens_the_line(window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(window)
    assert page.said_card.isVisible()
    page.said_table.setFocus()
    page.said_table.go_to(1)
    press(qtbot, window, Key.Key_Return)
    assert window.page().line.presenter.line_id == 51


def test_a_database_in_trouble_is_said_with_a_way_on(
    opened: Opened, qtbot: QtBot, board: FakeBoard
) -> None:
    board.problem = StorageError("storage.lost", reason="x")
    window = opened(**board_services(board))
    window.open_page("board")
    settle(qtbot, window)
    page = page_of(window)
    assert page.states.currentWidget() is page.states.view
    board.problem = None
    page.states.view.action.click()
    settle(qtbot, window)
    assert shown(page) == [3, 8, 10]


def test_every_figure_has_a_name_and_every_record_its_words(board: FakeBoard) -> None:
    assert set(FIGURES) == set(Figure) - {Figure.QUEUE, Figure.TILE}
    words = {}
    for counted in board.lists:
        (first, *_more) = board.rows(counted, [3], "en")
        words[counted.kind] = what_words(first)
    with using_language("en"):
        assert set(words) == set(RecordKind)
        assert words[RecordKind.MESSAGE] == "Uw bestelling komt later"
        assert {shown_columns(one)[0] for one in RecordKind} == {"left", "due", "at"}


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({}, "Until 18:00"),
        ({"until": None}, "Open"),
        ({"is_open": False}, "Closed"),
        ({"is_open": False, "holiday": "Eerste kerstdag"}, "Eerste kerstdag"),
    ],
)
def test_a_channel_says_whether_it_is_open(given: dict[str, object], word: str) -> None:
    with using_language("en"):
        shown_as = replace(channel("phone", "Telefoon"), **given)
        assert channel_badge(shown_as, OFFICE_TIME).word == word


@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_is_cut(opened: Opened, qtbot: QtBot, language: str) -> None:
    window = opened(language, **board_services())
    window.open_page("board")
    settle(qtbot, window)
    with using_language(language):
        assert list(cut(window)) == []


@pytest.fixture(autouse=True)
def _no_problems(problems: list[Exception]) -> Iterator[None]:
    yield
    assert problems == []
