"""One, the later ones or all of a series are changed and given up, with real keys and clicks."""

from PySide6.QtCore import QDateTime, Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from fmdesk.plugins.bundled.rooms.qt import RoomsPage
from fmdesk.plugins.bundled.rooms.qt.cancelling import CancelDialog
from fmdesk.plugins.bundled.rooms.qt.changing import ChangeDialog
from fmdesk.plugins.bundled.rooms.qt.skipped import SkippedDialog
from fmdesk.plugins.bundled.rooms.qt.times import TimesDialog
from fmdesk.plugins.bundled.rooms.repeating import AddLater
from fmdesk.plugins.bundled.rooms.scoping import Cancel, Move
from fmdesk.plugins.bundled.rooms.series import Choice, Scope
from tests.desktop.fake_rooms import FakeRooms, at
from tests.desktop.test_rooms_page import CONTROL, drag, extensions, page, place, press, shown, told

__all__ = ["extensions", "page", "shown"]
Key = Qt.Key


def states(dialog: TimesDialog) -> list[str]:
    rows = (dialog.rows.row_at(n) for n in range(dialog.rows.row_total()))
    return [dialog.rows.columns[-1].badge(one).word for one in rows]


def widen(dialog: TimesDialog, scope: Scope, qtbot: QtBot, count: int) -> None:
    """Click on how much of the series it shall be."""
    dialog.findChild(QPushButton, scope.value).click()
    qtbot.waitUntil(lambda: dialog.rows.row_total() == count)


def open_changes(page: RoomsPage, qtbot: QtBot, booking: int) -> ChangeDialog:
    page.plan.planner.choose(booking)
    QTest.keyClick(page.plan.planner, Key.Key_E, CONTROL)
    dialog = page.findChild(ChangeDialog)
    qtbot.waitUntil(lambda: dialog.rows.row_total() == 1)
    return dialog


def test_a_drag_in_a_series_asks_how_much_and_shows_each_time_first(
    shown: RoomsPage, extensions: FakeRooms, qtbot: QtBot
) -> None:
    drag(shown, place(shown, 2, at(14, 30)), place(shown, 0, at(15, 30)))
    dialog = shown.findChild(ChangeDialog)
    qtbot.waitUntil(lambda: dialog.rows.row_total() == 1)
    assert extensions.asked == [], "nothing is moved before it is seen"
    assert dialog.room.currentText() == "Zaal Maas"
    widen(dialog, Scope.ALL, qtbot, 2)
    assert states(dialog) == ["vrij", "bezet"]
    assert "Inrichten, Lunch" in dialog.rows.columns[3].text(dialog.rows.row_at(0))
    assert dialog.sentence.text() == (
        "2 reserveringen worden gewijzigd; wat bij elk is besteld, gaat mee; 1 vraagt een keuze."
    )
    assert not dialog.save_button.isEnabled()
    dialog.table.go_to(1)
    assert dialog.reason.text() == "Zaal Maas is bezet: Bestuur."
    QTest.keyClick(dialog.table, Key.Key_R)
    qtbot.waitUntil(lambda: states(dialog) == ["vrij", "vrij"])
    QTest.keyClick(dialog.table, Key.Key_S)
    qtbot.waitUntil(lambda: states(dialog) == ["vrij", "blijft staan"])
    QTest.keyClick(dialog.table, Key.Key_Return, CONTROL)
    told(shown, qtbot, "Gewijzigd: Overleg 31, Zaal Maas")
    stays = Choice(at(16), is_skipped=True)
    wanted = Move(31, "MAAS", at(15), scope=Scope.ALL, choices=(stays,))
    assert extensions.asked == [wanted]
    qtbot.waitUntil(lambda: shown.plan.planner.scene.ghost is None)


def test_a_drag_that_is_thought_better_of_puts_the_box_back(
    shown: RoomsPage, extensions: FakeRooms, qtbot: QtBot
) -> None:
    shown.plan.planner.choose(31)
    press(shown, "m", Key.Key_Right, Key.Key_Return)
    dialog = shown.findChild(ChangeDialog)
    qtbot.waitUntil(lambda: dialog.rows.row_total() == 1)
    QTest.keyClick(dialog, Key.Key_Escape)
    assert shown.plan.planner.scene.ghost is None
    assert extensions.asked == []


def test_only_what_is_different_is_asked_for(
    shown: RoomsPage, extensions: FakeRooms, qtbot: QtBot
) -> None:
    dialog = open_changes(shown, qtbot, 12)
    assert dialog.windowTitle() == "Reservering wijzigen"
    assert not dialog.scope.isVisible(), "it is no series"
    assert dialog.sentence.text() == "Er is nog niets anders."
    assert not dialog.save_button.isEnabled()
    QTest.keyClicks(dialog.title, " en koffie")
    dialog.people.setValue(9)
    qtbot.waitUntil(dialog.save_button.isEnabled)
    dialog.save_button.click()
    told(shown, qtbot, "Gewijzigd: Overleg 12")
    assert extensions.asked == [Move(12, title="Overleg 12 en koffie", people=9)]


def test_a_later_start_keeps_the_length_and_another_room_its_arrangements(
    shown: RoomsPage, extensions: FakeRooms, qtbot: QtBot
) -> None:
    dialog = open_changes(shown, qtbot, 11)
    dialog.start.setDateTime(_at_clock(dialog, QTime(11, 0)))
    assert dialog.end.time() == QTime(12, 0)
    dialog.end.setDateTime(dialog.end.dateTime().addSecs(1800))
    assert dialog.asked() == Move(11, start=at(11), end=at(12, 30))
    dialog.room.setCurrentIndex(dialog.room.findData("AULA"))
    box = dialog.arrangement
    assert [box.itemText(n) for n in range(box.count())] == ["Bioscoop"]
    wanted = Move(11, "AULA", at(11), at(12, 30), arrangement="rows")
    qtbot.waitUntil(dialog.save_button.isEnabled)
    dialog.save_button.click()
    told(shown, qtbot, "Gewijzigd: Overleg 11, Aula")
    assert extensions.asked == [wanted]


def _at_clock(dialog: ChangeDialog, clock: QTime) -> QDateTime:
    made = dialog.start.dateTime()
    made.setTime(clock)
    return made


def test_the_later_ones_are_given_up_with_their_fee_and_one_stays(
    shown: RoomsPage, extensions: FakeRooms, qtbot: QtBot
) -> None:
    shown.plan.planner.choose(31)
    press(shown, Key.Key_Delete)
    dialog = shown.findChild(CancelDialog)
    qtbot.waitUntil(lambda: dialog.rows.row_total() == 1)
    assert dialog.windowTitle() == "Reeks annuleren"
    widen(dialog, Scope.FOLLOWING, qtbot, 2)
    assert "dat kost € 25,00" in dialog.sentence.text().replace("\xa0", " ")
    QTest.keyClicks(dialog.reason_field, "Stop")
    assert dialog.reason_field.text() == "Stop", "letters stay letters in a field"
    dialog.table.go_to(0)
    QTest.keyClick(dialog.table, Key.Key_S)
    qtbot.waitUntil(lambda: states(dialog) == ["blijft staan", "wordt geannuleerd"])
    dialog.save_button.click()
    told(shown, qtbot, "Geannuleerd: Overleg 32, Aula")
    stays = Choice(at(14), is_skipped=True)
    assert extensions.asked == [Cancel(31, "Stop", Scope.FOLLOWING, (stays,))]


def test_what_was_skipped_is_added_back_where_it_is_free_now(
    shown: RoomsPage, extensions: FakeRooms, qtbot: QtBot
) -> None:
    shown.plan.planner.choose(11)
    assert not shown.plan.detail.buttons["skipped"].isVisible()
    shown.plan.planner.choose(31)
    assert shown.plan.detail.buttons["skipped"].isVisible()
    QTest.keyClick(shown.plan.planner, Key.Key_H, CONTROL)
    dialog = shown.findChild(SkippedDialog)
    qtbot.waitUntil(lambda: states(dialog) == ["vrij", "bezet"])
    assert dialog.sentence.text().startswith("2 keren zijn overgeslagen; 1 kan nu")
    dialog.table.go_to(1)
    assert not dialog.save_button.isEnabled()
    QTest.keyClick(dialog.table, Key.Key_A)
    assert extensions.asked == [], "what is taken is not added"
    QTest.keyClick(dialog.table, Key.Key_R)
    qtbot.waitUntil(lambda: states(dialog) == ["vrij", "vrij"])
    QTest.keyClick(dialog.table, Key.Key_A)
    qtbot.waitUntil(lambda: dialog.rows.row_total() == 1)
    assert extensions.asked == [AddLater(7, Choice(at(11), room="WAAL"))]
    dialog.table.go_to(0)
    QTest.keyClick(dialog.table, Key.Key_A)
    qtbot.waitUntil(lambda: dialog.sentence.text() == "In deze reeks is niets overgeslagen.")
    assert not dialog.save_button.isEnabled()
    dialog.reject()


def test_a_dialog_that_is_closed_before_its_answer_takes_nothing_with_it(
    shown: RoomsPage, extensions: FakeRooms, qtbot: QtBot
) -> None:
    shown.plan.planner.choose(12)
    QTest.keyClick(shown.plan.planner, Key.Key_E, CONTROL)
    dialog = shown.findChild(ChangeDialog)
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()
    qtbot.waitUntil(lambda: not shown.kit.runner.is_busy)
    shown.plan.planner.choose(12)
    press(shown, Key.Key_Delete)
    dialog = shown.findChild(CancelDialog)
    qtbot.waitUntil(dialog.save_button.isEnabled)
    QTest.keyClicks(dialog.reason_field, "Stop")
    dialog.save_button.click()
    with qtbot.waitSignal(dialog.destroyed), qtbot.waitSignal(shown.changed):
        dialog.reject()
    assert extensions.asked == [Cancel(12, "Stop")], "what was sent is done"
