"""A series is booked by its conflict table, and the waiting list, with real keys and clicks."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from fmdesk.plugins.bundled.rooms.bookings import BookingState, Which
from fmdesk.plugins.bundled.rooms.qt import RoomsPage
from fmdesk.plugins.bundled.rooms.qt.conflicts import SeriesDialog
from fmdesk.plugins.bundled.rooms.qt.dialogs import BookDialog
from fmdesk.plugins.bundled.rooms.series import Choice
from tests.desktop.fake_rooms import FakeRooms, at, booking
from tests.desktop.test_rooms_page import extensions, page, shown

__all__ = ["extensions", "page", "shown"]
Key = Qt.Key


def series(page: RoomsPage, qtbot: QtBot) -> SeriesDialog:
    """Ask for a room each week."""
    page.plan.book(1, at(9), at(10))
    dialog = page.findChild(BookDialog)
    qtbot.waitUntil(dialog.save_button.isEnabled)
    QTest.keyClicks(dialog.person.field, "smi")
    QTest.keyClick(dialog.person.field, Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.person.code == "P2")
    assert not dialog.times.isEnabled()
    dialog.repeat.setCurrentIndex(2)
    dialog.times.setValue(4)
    dialog.save_button.click()
    made = page.findChild(SeriesDialog)
    qtbot.waitUntil(lambda: made.rows.row_total() == 4)
    return made


def states(dialog: SeriesDialog) -> list[str]:
    return [dialog.rows.columns[-1].badge(dialog.rows.row_at(n)).word for n in range(4)]


def test_nothing_is_booked_before_each_conflict_has_its_choice(
    shown: RoomsPage, extensions: FakeRooms, qtbot: QtBot
) -> None:
    dialog = series(shown, qtbot)
    assert states(dialog) == ["vrij", "bezet", "niet mogelijk", "vrij"]
    assert dialog.sentence.text() == "4 reserveringen worden gemaakt; 2 vragen een keuze."
    assert not dialog.save_button.isEnabled()
    dialog.table.go_to(1)
    assert dialog.reason.text() == "Zaal Maas is bezet: Bestuur."
    QTest.keyClick(dialog.table, Key.Key_R)
    qtbot.waitUntil(lambda: states(dialog)[1] == "vrij")
    assert dialog.rows.row_at(1).room == "WAAL"
    dialog.table.go_to(2)
    QTest.keyClick(dialog.table, Key.Key_T)
    qtbot.waitUntil(lambda: states(dialog)[2] == "vrij")
    dialog.table.go_to(3)
    QTest.keyClick(dialog.table, Key.Key_S)
    qtbot.waitUntil(lambda: states(dialog)[3] == "overgeslagen")
    assert dialog.sentence.text() == "3 reserveringen worden gemaakt."
    dialog.save_button.click()
    qtbot.waitUntil(lambda: "Gereserveerd" in shown.plan.told.text())
    (asked,) = extensions.asked
    assert asked.rule == "FREQ=WEEKLY;COUNT=4"
    second, third, fourth = (dialog_time(week) for week in (1, 2, 3))
    assert set(asked.choices) == {
        Choice(second, room="WAAL"),
        Choice(third, start=third.replace(hour=third.hour + 2)),
        Choice(fourth, is_skipped=True),
    }


def dialog_time(week: int) -> object:
    from datetime import timedelta

    return at(9) + timedelta(weeks=week)


def test_a_choice_is_taken_back(shown: RoomsPage, qtbot: QtBot) -> None:
    dialog = series(shown, qtbot)
    dialog.table.go_to(1)
    dialog.buttons["skip"].click()
    qtbot.waitUntil(lambda: states(dialog)[1] == "overgeslagen")
    dialog.buttons["as_meant"].click()
    qtbot.waitUntil(lambda: states(dialog)[1] == "bezet")
    dialog.reject()
    shown.findChild(BookDialog).reject()


def test_who_has_an_offer_takes_it_from_the_waiting_list(
    shown: RoomsPage, extensions: FakeRooms, qtbot: QtBot
) -> None:
    waits = booking(51, 1, at(15), state=BookingState.WAITING)
    extensions.bookings += [
        waits,
        replace(waits, id=50, line_id=50, state=BookingState.OFFERED, hold_until=at(12)),
    ]
    shown.arrive("waiting")
    tab = shown.waiting
    qtbot.waitUntil(lambda: tab.rows.row_total() == 2)
    assert tab.total.text() == "2 op de wachtlijst"
    tab.table.go_to(0)
    assert not tab.buttons["take"].isEnabled()
    QTest.keyClick(tab.table, Key.Key_A)
    assert extensions.asked == []
    tab.table.go_to(1)
    QTest.keyClick(tab.table, Key.Key_A)
    qtbot.waitUntil(lambda: tab.rows.row_total() == 1)
    assert extensions.asked == [Which(50)]
    with qtbot.waitSignal(shown.line_asked) as asked:
        QTest.keyClick(tab.table, Key.Key_Return)
    assert asked.args == [51]


def test_a_waiting_list_that_is_empty_says_so(shown: RoomsPage, qtbot: QtBot) -> None:
    shown.arrive("waiting")
    qtbot.waitUntil(lambda: shown.waiting.states.view.title.text() == "Niemand wacht")
