"""The window: first paint, navigation, keys, status, what it remembers."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QListWidgetItem, QPushButton
from pytestqt.qtbot import QtBot

from fmdesk.config import Settings
from fmdesk.core.domain.errors import StorageError
from fmdesk.core.domain.spec import Text, ViewSpec
from fmdesk.core.domain.views import TicketFilter
from fmdesk.desktop.app import Faults, make_window
from fmdesk.desktop.entries import ENTRIES
from fmdesk.desktop.navigation import STEER, NavigationItem
from fmdesk.desktop.shell import MainWindow
from fmdesk.ui.page import Page
from tests.desktop.conftest import Opened, dialog_of, keyboard_goes_to, settle
from tests.desktop.fakes import FakeQueries, make_services

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


class PluginPage(Page):
    """A page as a plugin makes it."""

    from PySide6.QtCore import Signal

    changed = Signal()
    line_asked = Signal(int)
    view_asked = Signal(str, object)
    said = Signal(str)
    said_with = Signal(str, object)
    file_chosen = Signal(bytes, object)

    def __init__(self, kit: object, extensions: object) -> None:
        super().__init__(kit)
        self.arrivals: list[object] = []
        self.fetched = 0

    def arrive(self, what: object) -> None:
        self.arrivals.append(what)

    def fetch_again(self) -> None:
        self.fetched += 1


def test_the_window_paints_before_the_database_is_there(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    go = threading.Event()

    def connect() -> object:
        go.wait(300)
        return make_services()

    settings = Settings(data_dir=tmp_path, language="en")
    window = make_window(qapp, settings, connect, Faults())
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    assert not window.grab().isNull()
    assert window.desk is None
    assert window.waiting.states.view.sentence.text() == "The database is being opened."
    assert window.status.words.toolTip() == "Connecting…"
    go.set()
    qtbot.waitUntil(lambda: window.desk is not None)
    settle(qtbot, window)
    window.close()


def test_a_database_that_cannot_be_opened_says_why_and_is_tried_again(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    tries: list[int] = []

    def connect() -> object:
        tries.append(1)
        if len(tries) == 1:
            raise StorageError("config.unreadable", path="fmdesk.toml", reason="no such disk")
        return make_services()

    settings = Settings(data_dir=tmp_path, language="en")
    window = make_window(qapp, settings, connect, Faults())
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.settled) as settled:
        window.show()
    assert settled.args == [False]
    view = window.waiting.states.view
    assert "no such disk" in view.sentence.text()
    assert window.status.words.toolTip().startswith("Not connected")
    with qtbot.waitSignal(window.settled) as settled:
        qtbot.mouseClick(view.action, LEFT)
    assert settled.args == [True]
    settle(qtbot, window)
    window.close()


def test_the_status_line_says_who_and_where(window: MainWindow) -> None:
    words = window.status.words.accessibleName()
    for part in ("Connected", "a.devries", "Gemeente Voorbeeld", "SQLite", "single user"):
        assert part in words
    assert window.windowTitle() == "Gemeente Voorbeeld · fmdesk (single user)"


def test_pages_open_by_mouse_and_by_key(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(window.findChild(QPushButton, "nav_month"), LEFT)
    assert window.page_name == "month"
    assert window.stack.currentWidget() is window.page()
    qtbot.keyClick(window, Qt.Key.Key_1, CONTROL)
    assert window.page_name == "tickets"
    assert window.findChild(QPushButton, "nav_tickets").isChecked()
    settle(qtbot, window)


def test_actions_of_another_page_do_nothing(window: MainWindow) -> None:
    assert window.actions_["deliver"].isEnabled()
    assert not window.actions_["control"].isEnabled()


def test_pages_of_plugins_stand_among_the_services(opened: Opened, qtbot: QtBot) -> None:
    view = ViewSpec("stock", Text("Voorraad", "Stock"), "package", f"{__name__}:PluginPage")

    class Extensions:
        def views(self) -> tuple[tuple[str, ViewSpec], ...]:
            return (("supplies", view),)

        actions = run_due = tuple

    window = opened(extensions=Extensions())
    entry = window.findChild(QPushButton, "nav_supplies.stock")
    assert entry.text().strip() == "Stock"
    qtbot.mouseClick(entry, LEFT)
    page = window.page()
    assert isinstance(page, PluginPage)
    assert page.arrivals == [None]
    window.speak("nl")
    assert entry.text().strip() == "Voorraad"
    with qtbot.waitSignal(window.desk.changed) as changed:
        page.changed.emit()
    assert changed.args[0].is_everything
    window.desk.watch.look()
    qtbot.waitUntil(lambda: page.fetched == 1)
    page.line_asked.emit(42)
    assert window.page_name == "ticket"
    settle(qtbot, window)


def test_a_page_that_others_open_stands_under_the_page_that_it_belongs_to(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.open_page("month")
    window.open_page("ticket", 42)
    settle(qtbot, window)
    marked = [
        one.text().strip() for one in window.navigation.findChildren(QPushButton) if one.isChecked()
    ]
    assert marked == ["Tickets"]


def test_the_palette_finds_actions_and_tickets(
    window: MainWindow, qtbot: QtBot, queries: FakeQueries
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    palette = dialog_of(window)
    keyboard_goes_to(qtbot, palette)
    assert palette.list.count() == sum(
        (not spec.page or "tickets" in spec.page.split()) and spec.id != "palette"
        for spec in window.actions_.specs
    )
    qtbot.keyClicks(palette.field, "M000042")
    qtbot.waitUntil(lambda: palette.list.count() == 1)
    assert "M000042.1" in palette.list.item(0).text()
    assert TicketFilter(text="M000042") in queries.log
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.page().line.number.text() == "M000042.1")
    settle(qtbot, window)


@pytest.mark.parametrize(
    ("words", "found"), [("anneke", "de Vries, Anneke"), ("paper", "Copy paper A4, 80 g")]
)
def test_the_palette_finds_people_and_products_for_the_intake(
    window: MainWindow, qtbot: QtBot, words: str, found: str
) -> None:
    window.actions_["palette"].trigger()
    palette = dialog_of(window)
    qtbot.keyClicks(palette.field, words)
    qtbot.waitUntil(lambda: found in (entry.text() for entry in rows_of(palette.list)))
    while palette.list.currentItem().text() != found:
        qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert window.page_name == "intake"
    page = window.page()
    field = page.caller.requester if words == "anneke" else page.line.finder
    assert field.field.text() == found
    wanted = page.line.finder.field if words == "anneke" else page.line.quantity
    assert window.focusWidget() is wanted


def rows_of(shown: QListWidget) -> list[QListWidgetItem]:
    return [shown.item(place) for place in range(shown.count())]


def test_the_palette_runs_an_action_by_keys(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_["palette"].trigger()
    palette = dialog_of(window)
    qtbot.keyClicks(palette.field, "month")
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.list.currentItem().text() == "Month"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.page_name == "month"
    settle(qtbot, window)


def test_the_key_sheet_shows_every_key(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    sheet = dialog_of(window)
    shown = {made.text() for made in sheet.findChildren(QLabel)}
    for spec in window.actions_.specs:
        assert window.actions_[spec.id].text() in shown
    assert {"Ctrl+N", "Ctrl+K", "F5", "Home", "Esc"} <= shown
    assert {"Everywhere", "Intake", "Call-backs"} <= shown, "by the page on which they work"
    assert sheet.height() <= 800
    assert sheet.width() <= 1280, "a small screen shows it whole"
    before = sheet.area.verticalScrollBar().value()
    keyboard_goes_to(qtbot, sheet)
    qtbot.keyClick(sheet.area, Qt.Key.Key_Down)
    assert sheet.area.verticalScrollBar().value() > before, "the arrows scroll"
    qtbot.mouseClick(sheet.findChild(QPushButton, "close"), LEFT)


def test_the_menu_has_every_action(window: MainWindow) -> None:
    menu = window.actions_.menu(window)
    named = [action.objectName() for action in menu.actions() if not action.isSeparator()]
    assert named == [spec.id for spec in window.actions_.specs]


def test_the_window_remembers_its_size_page_theme_and_language(
    opened: Opened, qtbot: QtBot
) -> None:
    first = opened()
    first.open_page("month")
    first.next_theme()
    first.next_language()
    first.resize(1100, 700)
    settle(qtbot, first)
    first.close()
    again = opened()
    assert again.page_name == "month"
    assert again.theme.name == "dark"
    assert again.windowTitle() == "Gemeente Voorbeeld · fmdesk (één gebruiker)"
    again.close()


def test_themes_go_round(window: MainWindow) -> None:
    seen = []
    for _turn in range(3):
        window.next_theme()
        seen.append(window.theme.name)
        assert not window.grab().isNull()
    assert seen == ["dark", "contrast", "light"]


def test_refresh_asks_again(window: MainWindow, qtbot: QtBot, queries: FakeQueries) -> None:
    before = len(queries.log)
    qtbot.keyClick(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: len(queries.log) > before)
    settle(qtbot, window)


def test_a_toast_repeats_what_was_said(window: MainWindow) -> None:
    window.desk.said.emit("M000007 is saved")
    assert window.toast.isVisible()
    assert window.toast.words.text() == "M000007 is saved"


def test_escape_with_nothing_open_changes_nothing(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.isVisible()


def test_the_window_fits_a_small_screen(opened: Opened, qtbot: QtBot) -> None:
    window = opened("nl")
    for page in ("tickets", "month"):
        window.open_page(page)
        settle(qtbot, window)
    window.resize(1280, 720)
    assert window.width() == 1280


def entries_of(window: MainWindow) -> list[QPushButton]:
    made = window.navigation.findChildren(QPushButton)
    return [one for one in made if not one.isHidden()]


def in_sight(window: MainWindow, entry: QPushButton) -> bool:
    area = window.navigation.area.viewport()
    top = entry.mapTo(area, QPoint(0, 0)).y()
    return top >= 0 and top + entry.height() <= area.height()


def test_many_entries_fit_a_small_screen_and_more_scroll_to_the_one_with_the_keyboard(
    window: MainWindow, qtbot: QtBot
) -> None:
    entries = entries_of(window)
    tall = entries[0].height()
    assert all(in_sight(window, one) for one in entries)
    more = [
        NavigationItem(f"x{n}", Text(f"Pagina {n}", f"Page {n}"), "info", STEER) for n in range(6)
    ]
    window.navigation.add(more)
    settle(qtbot, window)
    assert len(entries_of(window)) > 20
    assert entries[0].height() < tall
    assert all(in_sight(window, one) for one in entries_of(window))
    window.navigation.add(
        [
            NavigationItem(f"y{n}", Text(f"Pagina {n}", f"Page {n}"), "info", STEER)
            for n in range(12)
        ]
    )
    settle(qtbot, window)
    first, last = entries_of(window)[0], entries_of(window)[-1]
    assert not in_sight(window, last)
    last.setFocus()
    assert in_sight(window, last)
    first.setFocus()
    assert in_sight(window, first)
    window.navigation.mark("y11")
    assert in_sight(window, last)
    window.navigation.keep([entry.item.page for entry in ENTRIES])
    settle(qtbot, window)
    assert entries_of(window)[0].height() == tall
