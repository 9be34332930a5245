"""The Rooms page with real keys and clicks, over rooms kept in memory."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.errors import NotAllowedError, PluginError
from fmdesk.core.domain.instants import to_epoch
from fmdesk.plugins.bundled.rooms.acting import Book, Decide
from fmdesk.plugins.bundled.rooms.bookings import BookingState, Which
from fmdesk.plugins.bundled.rooms.qt import RoomsPage
from fmdesk.plugins.bundled.rooms.qt.cancelling import CancelDialog
from fmdesk.plugins.bundled.rooms.qt.detail import opening_lines
from fmdesk.plugins.bundled.rooms.qt.dialogs import BookDialog, ReasonDialog
from fmdesk.plugins.bundled.rooms.qt.model import STATES
from fmdesk.plugins.bundled.rooms.scoping import Cancel, Move
from fmdesk.ui.kit import Kit
from fmdesk.ui.memory import Memory
from fmdesk.ui.planner.tiles import ROW
from fmdesk.ui.tasks import TaskRunner
from fmdesk.ui.theme import Theme, install
from tests.desktop.fake_rooms import ROOMS, TAKEN, FakeRooms, at, booking
from tests.desktop.made import OFFICE_TIME

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def extensions() -> FakeRooms:
    return FakeRooms()


@pytest.fixture
def page(qtbot: QtBot, extensions: FakeRooms) -> Iterator[RoomsPage]:
    theme = Theme()
    install(QApplication.instance(), theme)
    faults: list[Exception] = []
    runner = TaskRunner(faults.append)
    made = RoomsPage(Kit(theme, runner, Memory(), OFFICE_TIME), extensions)
    qtbot.addWidget(made)
    made.resize(1280, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    runner.close()
    assert not faults


@pytest.fixture
def shown(page: RoomsPage, qtbot: QtBot) -> RoomsPage:
    page.arrive(None)
    qtbot.waitUntil(lambda: page.plan.planner.isVisible() and bool(rooms(page)))
    page.plan.planner.setFocus()
    return page


def rooms(page: RoomsPage) -> list[str]:
    return [row.name for row in page.plan.planner.scene.data.rows]


def press(page: RoomsPage, *keys: Qt.Key | str) -> None:
    for key in keys:
        send = QTest.keyClicks if isinstance(key, str) else QTest.keyClick
        send(page.plan.planner, key)


def place(page: RoomsPage, row: int, when: object) -> QPoint:
    x = page.plan.planner.scene.axis.x_of(to_epoch(when))
    return QPoint(int(x), row * ROW + ROW // 2)


def drag(page: RoomsPage, start: QPoint, end: QPoint) -> None:
    port, left = page.plan.planner.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(port, left, pos=start)
    for spot in (start + QPoint(12, 0), end):
        QTest.mouseMove(port, spot)
        QTest.qWait(0)
    QTest.mouseRelease(port, left, pos=end)


def told(page: RoomsPage, qtbot: QtBot, words: str) -> None:
    qtbot.waitUntil(lambda: words in page.plan.told.text())


def test_rooms_stand_with_their_bookings_and_the_chosen_one_beside_them(
    shown: RoomsPage,
) -> None:
    page = shown
    assert rooms(page) == ["Zaal Maas", "Zaal Waal", "Aula"]
    assert page.plan.filters.total.text() == "3 zalen"
    page.plan.planner.choose(12)
    assert page.plan.detail.booking.title.text() == "Overleg 12"
    assert page.plan.detail.state.text() == "toegewezen"
    assert "klaarzetten vanaf 12:30" in page.plan.planner.words()
    assert page.plan.detail.room.title.text() == "Zaal Maas"
    page.plan.planner.choose(31)
    assert page.plan.detail.state.text() == "aangevraagd"


def test_a_room_is_booked_by_keys_alone(
    shown: RoomsPage, extensions: FakeRooms, qtbot: QtBot
) -> None:
    page = shown
    press(page, "aul", Key.Key_Home)
    while page.plan.planner.cell()[0] < at(10):
        press(page, Key.Key_Right)
    QTest.keyClick(page.plan.planner, Key.Key_Right, SHIFT)
    press(page, Key.Key_Return)
    dialog = page.findChild(BookDialog)
    qtbot.waitUntil(dialog.save_button.isEnabled)
    QTest.keyClicks(dialog.person.field, "smi")
    QTest.keyClick(dialog.person.field, Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.person.code == "P2")
    QTest.keyClicks(dialog.form.field("title"), "Lezing")
    QTest.keyClick(dialog, Key.Key_Return, CONTROL)
    told(page, qtbot, "Gereserveerd: Lezing, Aula")
    (asked,) = extensions.asked
    assert asked == Book(
        "zaal", "AULA", at(10), asked.end, "P2", title="Lezing", arrangement="rows"
    )
    assert asked.end > asked.start
    qtbot.waitUntil(lambda: "Lezing" in page.plan.planner.words())


def test_a_double_booking_is_refused_with_who_has_it_and_where_there_is_room(
    shown: RoomsPage, extensions: FakeRooms, qtbot: QtBot
) -> None:
    page = shown
    page.plan.book(2, at(9, 30), at(10, 30))
    dialog = page.findChild(BookDialog)
    qtbot.waitUntil(dialog.save_button.isEnabled)
    dialog.save_button.click()
    assert "Voor wie" in dialog.problem.text()
    QTest.keyClicks(dialog.person.field, "smi")
    QTest.keyClick(dialog.person.field, Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.person.code == "P2")
    dialog.save_button.click()
    qtbot.waitUntil(lambda: dialog.problem.text() == TAKEN)
    assert dialog.save_button.isEnabled()
    dialog.form.field("wait").click()
    dialog.save_button.click()
    told(page, qtbot, "Op de wachtlijst: Zaal")
    assert extensions.asked[-1].waits


def test_another_room_offers_its_own_arrangements(shown: RoomsPage, qtbot: QtBot) -> None:
    shown.plan.book(1, at(9), at(10))
    dialog = shown.findChild(BookDialog)
    box = dialog.form.field("arrangement")
    assert [box.itemText(n) for n in range(box.count())] == ["Aan tafels", "Bioscoop"]
    room = dialog.form.field("room")
    room.setCurrentIndex(room.findData("AULA"))
    box = dialog.form.field("arrangement")
    assert [box.itemText(n) for n in range(box.count())] == ["Bioscoop"]
    assert dialog.form.values()["start"].endswith("T09:00")
    qtbot.waitUntil(dialog.save_button.isEnabled)
    dialog.reject()


def test_a_booking_is_dragged_to_another_room_and_put_back(
    shown: RoomsPage, extensions: FakeRooms, qtbot: QtBot
) -> None:
    page = shown
    drag(page, place(page, 0, at(13, 30)), place(page, 1, at(15, 30)))
    told(page, qtbot, "Verzet: Overleg 12, Zaal Waal")
    assert extensions.asked == [Move(12, "WAAL", at(15), at(16))]
    qtbot.waitUntil(lambda: page.plan.planner.scene.ghost is None)
    QTest.keyClick(page.plan.planner, Key.Key_Z, CONTROL)
    told(page, qtbot, "Teruggezet")
    assert extensions.asked[1] == Move(12, "MAAS", at(13), at(14))
    assert not page.plan.undo_button.isVisible()


def test_a_refused_move_stays_where_it_was_and_says_why(
    shown: RoomsPage, extensions: FakeRooms, qtbot: QtBot
) -> None:
    page = shown
    page.plan.planner.choose(12)
    press(page, "m", Key.Key_Down, *[Key.Key_Left] * 12)
    assert "bezet door Directieoverleg" in page.plan.planner.words()
    press(page, Key.Key_Return)
    told(page, qtbot, TAKEN)
    assert page.plan.planner.scene.ghost is None
    assert "13:00–14:00" in page.plan.planner.words()
    assert not page.plan.undo_button.isVisible()


def test_del_asks_why_and_gives_the_room_back(
    shown: RoomsPage, extensions: FakeRooms, qtbot: QtBot
) -> None:
    page = shown
    page.plan.planner.choose(12)
    press(page, Key.Key_Delete)
    dialog = page.findChild(CancelDialog)
    qtbot.waitUntil(dialog.save_button.isEnabled)
    cost = "1 reservering wordt geannuleerd, met wat erbij is besteld; dat kost € 12,50."
    assert dialog.sentence.text().replace("\xa0", " ") == cost
    assert not dialog.scope.isVisible()
    dialog.save_button.click()
    qtbot.waitUntil(lambda: dialog.problem.text() == "Zeg waarom.")
    QTest.keyClicks(dialog.reason_field, "vervallen")
    QTest.keyClick(dialog.reason_field, Key.Key_Return, CONTROL)
    told(page, qtbot, "Geannuleerd: Overleg 12")
    assert extensions.asked[-1] == Cancel(12, "vervallen")
    qtbot.waitUntil(lambda: page.plan.planner.current() is None)


def test_check_in_and_giving_back_are_one_click(
    shown: RoomsPage, extensions: FakeRooms, qtbot: QtBot
) -> None:
    page = shown
    page.plan.planner.choose(11)
    buttons = page.plan.detail.buttons
    assert not buttons["release"].isVisible()
    buttons["check_in"].click()
    qtbot.waitUntil(buttons["release"].isVisible)
    assert not buttons["move"].isVisible()
    buttons["release"].click()
    qtbot.waitUntil(lambda: page.plan.detail.state.text() == "vrijgegeven")
    assert extensions.asked == [Which(11), Which(11)]


def test_the_ticket_of_a_booking_is_opened(shown: RoomsPage, qtbot: QtBot) -> None:
    shown.plan.planner.choose(21)
    with qtbot.waitSignal(shown.line_asked) as asked:
        press(shown, Key.Key_Return)
    assert asked.args == [21]


def test_chips_narrow_the_rooms(shown: RoomsPage) -> None:
    chips = shown.plan.filters
    chips.seats.choose("12")
    chips.changed.emit()
    assert rooms(shown) == ["Zaal Maas", "Aula"]
    chips.equipment.choose("stage")
    chips.changed.emit()
    assert rooms(shown) == ["Aula"]
    chips.location.choose("A-2")
    chips.changed.emit()
    assert shown.plan.states.view.title.text() == "Niets gevonden"
    shown.plan.states.view.action.click()
    assert len(rooms(shown)) == 3


def test_only_rooms_that_are_free_at_the_chosen_time(shown: RoomsPage) -> None:
    shown.plan.planner.choose(21)
    shown.plan.filters.free.click()
    assert rooms(shown) == ["Aula"]


def test_days_and_weeks_are_turned_by_keys(shown: RoomsPage, qtbot: QtBot) -> None:
    page, planner = shown, shown.plan.planner
    today = page.plan.days.first
    press(page, Key.Key_PageDown)
    qtbot.waitUntil(lambda: (planner.scene.axis.days[0].day - today).days == 1)
    press(page, "t")
    qtbot.waitUntil(lambda: planner.scene.axis.days[0].day == today)
    page.plan.days.span.findChild(QPushButton, "week").click()
    qtbot.waitUntil(lambda: len(planner.scene.axis.days) == 7)
    assert planner.scene.axis.days[0].day.weekday() == 0
    page.plan.days.field.setDate(QDate(2026, 10, 20))
    qtbot.waitUntil(lambda: planner.scene.axis.days[0].day.isoformat() == "2026-10-19")


def test_an_office_without_rooms_is_told_so(
    page: RoomsPage, extensions: FakeRooms, qtbot: QtBot
) -> None:
    extensions.rooms = ()
    page.arrive(None)
    qtbot.waitUntil(lambda: page.plan.states.view.title.text() == "Nog geen zalen")
    page.book_button.click()
    assert page.findChild(BookDialog) is None


def test_who_has_no_right_is_told_so(page: RoomsPage, extensions: FakeRooms, qtbot: QtBot) -> None:
    extensions.problem = NotAllowedError("rooms.off", reason="Vraag uw beheerder.")
    page.arrive(None)
    qtbot.waitUntil(lambda: page.states.view.sentence.text() == "Vraag uw beheerder.")


def test_an_error_stands_in_place_with_a_way_on(
    page: RoomsPage, extensions: FakeRooms, qtbot: QtBot
) -> None:
    extensions.problem = PluginError("rooms.off", reason="De server is weg.")
    page.arrive(None)
    qtbot.waitUntil(lambda: page.states.view.sentence.text() == "De server is weg.")
    extensions.problem = None
    page.states.view.action.click()
    qtbot.waitUntil(lambda: len(rooms(page)) == 3)


def test_what_waits_is_granted_one_by_one_as_a_series_or_declined_with_a_reason(
    shown: RoomsPage, extensions: FakeRooms, qtbot: QtBot
) -> None:
    page, tab = shown, shown.requests
    QTest.keyClick(page, Key.Key_Tab, CONTROL)
    qtbot.waitUntil(lambda: tab.rows.row_total() == 2)
    assert tab.total.text() == "2 reserveringen wachten"
    QTest.keyClick(tab.table, Key.Key_G)
    qtbot.waitUntil(lambda: tab.rows.row_total() == 1)
    QTest.keyClick(tab.table, Key.Key_D)
    dialog = page.findChild(ReasonDialog)
    QTest.keyClicks(dialog.reason, "verbouwing")
    dialog.save_button.click()
    qtbot.waitUntil(lambda: tab.states.view.title.text() == "Niets te beslissen")
    assert extensions.asked == [
        Decide((31,), is_granted=True),
        Decide((32,), is_granted=False, reason="verbouwing"),
    ]


def test_what_waits_of_a_series_is_granted_at_once(
    shown: RoomsPage, extensions: FakeRooms, qtbot: QtBot
) -> None:
    shown.arrive("requests")
    tab = shown.requests
    qtbot.waitUntil(lambda: tab.rows.row_total() == 2)
    QTest.keyClick(tab.table, Key.Key_G, SHIFT)
    qtbot.waitUntil(lambda: tab.rows.row_total() == 0)
    assert extensions.asked == [Decide((31, 32), is_granted=True)]
    assert tab.told.text() == "Over 2 reserveringen beslist."


def test_every_state_has_a_word_and_a_shape() -> None:
    assert set(STATES) == set(BookingState)


def test_opening_hours_are_said_in_few_lines() -> None:
    assert opening_lines(ROOMS[0]) == ["ma–vr 07:00–19:00", "za–zo gesloten"]


def test_the_page_follows_the_language(
    shown: RoomsPage, language: Callable[[str], None], qtbot: QtBot
) -> None:
    language("en")
    shown.retranslate()
    assert rooms(shown) == ["Maas", "Waal", "Hall"]
    assert shown.header.title.text() == "Rooms"
    assert shown.plan.planner.accessibleName().startswith("Planner of the rooms: Maas, ")


def test_what_another_desk_books_appears_and_the_cursor_stays(
    shown: RoomsPage, extensions: FakeRooms, qtbot: QtBot
) -> None:
    page, planner = shown, shown.plan.planner
    planner.choose(12)
    extensions.bookings.append(booking(41, 2, at(15), title="Van elders"))
    page.fetch_again()
    qtbot.waitUntil(lambda: any(one.title == "Van elders" for one in planner.scene.data.boxes))
    assert planner.current().id == 12, "who looks at a booking goes on looking at it"
    press(page, "m", Key.Key_Right)
    extensions.bookings.append(booking(42, 2, at(17), title="Nog een"))
    heard = len(extensions.heard)
    page.fetch_again()
    assert len(extensions.heard) == heard, "nothing moves under the hand"
    press(page, Key.Key_Escape)
    page.fetch_again()
    qtbot.waitUntil(lambda: any(one.title == "Nog een" for one in planner.scene.data.boxes))
    extensions.problem = PluginError("rooms.off", reason="De server is weg.")
    page.fetch_again()
    qtbot.waitUntil(lambda: not page.kit.runner.is_busy)
    assert planner.isVisible(), "a look that fails changes nothing"


def test_lists_follow_other_desks_too(
    shown: RoomsPage, extensions: FakeRooms, qtbot: QtBot
) -> None:
    shown.arrive("requests")
    qtbot.waitUntil(lambda: shown.requests.rows.row_total() == 2)
    shown.requests.table.go_to(1)
    early = booking(40, 1, at(8), state=BookingState.REQUESTED)
    extensions.bookings.insert(0, early)
    shown.fetch_again()
    qtbot.waitUntil(lambda: shown.requests.rows.row_total() == 3)
    assert shown.requests.chosen.id == 32
