"""The ticket list: search, filters, sorting, keys, states, master and detail."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.errors import NotAllowedError, StorageError
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.domain.views import Changes, TicketFilter
from fmdesk.core.sql.list_order import ORDERS
from fmdesk.core.sql.tables import line
from fmdesk.desktop.pages.tickets.model import choice_of, columns, is_filtered, with_choice
from fmdesk.desktop.shell import MainWindow
from fmdesk.desktop.words import short_stamp
from tests.desktop.conftest import Opened, settle
from tests.desktop.fakes import FakeQueries
from tests.desktop.made import OFFICE_TIME, row

LEFT = Qt.MouseButton.LeftButton


def cell(window: MainWindow, place: int, key: str) -> str:
    model = window.page().model
    column = [one.key for one in model.columns].index(key)
    return str(model.data(model.index(place, column)))


def test_the_list_shows_every_line_with_its_count(window: MainWindow) -> None:
    page = window.page()
    assert page.model.rowCount() == 5000
    assert page.filters.count.text() == "5,000 lines"
    assert cell(window, 0, "number") == "M005000.1"
    assert cell(window, 0, "product") == "Copy paper A4, 80 g"
    assert cell(window, 0, "price") == "€18.40"


def test_slash_goes_to_the_search_and_typing_narrows(
    window: MainWindow, qtbot: QtBot, queries: FakeQueries
) -> None:
    page = window.page()
    qtbot.keyClick(page.table, "/")
    qtbot.waitUntil(page.search.hasFocus)
    qtbot.keyClicks(page.search, "leak")
    qtbot.waitUntil(lambda: TicketFilter(text="leak") in queries.log)
    settle(qtbot, window)
    assert page.search.text() == "leak"


def test_what_is_not_found_offers_to_clear(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page()
    qtbot.keyClicks(page.search, "zzzz")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    settle(qtbot, window)
    view = page.list_state.view
    assert view.title.text() == "Nothing found"
    qtbot.mouseClick(view.action, LEFT)
    settle(qtbot, window)
    assert page.model.rowCount() == 5000
    assert page.search.text() == ""


def choose(window: MainWindow, qtbot: QtBot, name: str, text: str) -> None:
    made = window.page().filters.chips[name]
    qtbot.mouseClick(made, LEFT)
    menu = made.findChild(QMenu)
    next(action for action in menu.actions() if action.text() == text).trigger()
    menu.close()
    settle(qtbot, window)


def test_chips_filter_and_show_their_choice(
    window: MainWindow, qtbot: QtBot, queries: FakeQueries
) -> None:
    page = window.page()
    choose(window, qtbot, "state", "Paused")
    choose(window, qtbot, "unit", "Rooms")
    choose(window, qtbot, "month", "November 2026")
    choose(window, qtbot, "outcome", "Broken")
    choose(window, qtbot, "charter", "From stock")
    qtbot.mouseClick(page.filters.toggles["late"], LEFT)
    settle(qtbot, window)
    assert queries.log[-1] == TicketFilter(
        states=(LineState.PAUSED,),
        unit_id=2,
        month="2026-11",
        outcome=Outcome.BROKEN,
        charter_code="STOCK-24",
        is_late=True,
    )
    assert page.filters.chips["unit"].text() == "Rooms"
    assert page.filters.clear.isVisible()
    qtbot.mouseClick(page.filters.clear, LEFT)
    settle(qtbot, window)
    assert queries.log[-1] == TicketFilter()
    assert page.filters.chips["unit"].text() == "Unit"
    assert not page.filters.toggles["late"].isChecked()
    assert not page.filters.clear.isVisible()


def test_a_title_sorts_and_turns_round(
    window: MainWindow, qtbot: QtBot, queries: FakeQueries
) -> None:
    page = window.page()
    page.table.sort_asked.emit("due")
    settle(qtbot, window)
    assert (queries.log[-1].sort, queries.log[-1].is_descending) == ("due", False)
    page.table.sort_asked.emit("due")
    settle(qtbot, window)
    assert queries.log[-1].is_descending
    place = [one.key for one in page.model.columns].index("due")
    assert page.model.headerData(place, Qt.Orientation.Horizontal) == "Due ↓"


def test_enter_opens_beside_arrows_follow_and_escape_closes(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = window.page()
    qtbot.waitUntil(page.table.hasFocus)
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert page.line.isVisible()
    assert page.line.number.text() == "M004999.1"
    shown = [
        one.key for i, one in enumerate(page.model.columns) if not page.table.isColumnHidden(i)
    ]
    assert shown == ["number", "state", "product"]
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    settle(qtbot, window)
    assert page.line.number.text() == "M004998.1"
    qtbot.keyClick(page.table, Qt.Key.Key_Escape)
    assert not page.line.isVisible()
    assert page.table.hasFocus()
    assert not page.table.isColumnHidden(3)


def test_a_click_opens_and_the_cross_closes(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page()
    place = page.table.visualRect(page.model.index(4, 2)).center()
    qtbot.mouseClick(page.table.viewport(), LEFT, pos=place)
    settle(qtbot, window)
    assert page.line.number.text() == "M004996.1"
    qtbot.mouseClick(page.line.findChild(QPushButton, "close_line"), LEFT)
    assert not page.line.isVisible()


def test_shift_enter_opens_a_window_of_its_own(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page()
    qtbot.keyClick(page.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    settle(qtbot, window)
    apart = [
        one
        for one in QApplication.topLevelWidgets()
        if one.isVisible() and type(one).__name__ == "TicketPanel"
    ]
    assert [one.number.text() for one in apart] == ["M005000.1"]
    assert not page.line.isVisible()
    apart[0].close()


def test_the_context_menu_offers_what_a_row_can(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page()
    page.table.menu_asked.emit(2, page.mapToGlobal(QPoint(50, 50)))
    menu = page._menu
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts == [
        "Open\t↵",
        "Open in a window of its own\tShift+↵",
        "Select all\tCtrl+A",
        "Choose columns…\tAlt+K",
    ]
    menu.actions()[0].trigger()
    menu.close()
    settle(qtbot, window)
    assert page.line.number.text() == "M004998.1"


def test_a_change_elsewhere_is_seen_here(
    window: MainWindow, qtbot: QtBot, queries: FakeQueries
) -> None:
    queries.total = 5001
    window.desk.changed.emit(Changes(tickets=(5001,)))
    settle(qtbot, window)
    assert window.page().filters.count.text() == "5,001 lines"


def test_the_row_stays_when_the_list_is_fetched_again(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page()
    page.table.go_to(40)
    window.refresh()
    settle(qtbot, window)
    assert page.table.current_row() == 40


def test_an_empty_office_offers_the_first_order(opened: Opened, qtbot: QtBot) -> None:
    window = opened(queries=FakeQueries(total=0))
    view = window.page().list_state.view
    assert view.title.text() == "No tickets yet"
    qtbot.mouseClick(view.action, LEFT)
    assert window.page_name == "intake"
    settle(qtbot, window)


@pytest.mark.parametrize(
    ("problem", "title"),
    [
        (StorageError("config.unreadable", path="x", reason="gone"), "That did not work"),
        (NotAllowedError("config.unreadable", path="x", reason="gone"), "Not for this account"),
    ],
)
def test_a_list_that_cannot_be_fetched_says_why(
    window: MainWindow, qtbot: QtBot, queries: FakeQueries, problem: Exception, title: str
) -> None:
    queries.problem = problem
    window.refresh()
    settle(qtbot, window)
    view = window.page().states.view
    assert view.isVisible()
    assert view.title.text() == title
    assert "gone" in view.sentence.text()
    queries.problem = None
    window.refresh()
    settle(qtbot, window)
    assert not view.isVisible()


def test_the_detail_is_not_wider_than_its_place(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page()
    page.open_row(0)
    settle(qtbot, window)
    page.line.show_why()
    settle(qtbot, window)
    area = page.line.tabs.currentWidget()
    inside: QWidget = area.widget()
    assert inside.width() <= area.viewport().width()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("state", "paused"),
        ("unit", "7"),
        ("department", "3"),
        ("month", "2026-11"),
        ("outcome", "kept"),
        ("charter", "STOCK-24"),
        ("late", "1"),
    ],
)
def test_every_choice_can_be_made_and_taken_back(name: str, code: str) -> None:
    chosen = with_choice(TicketFilter(), name, code)
    assert choice_of(chosen, name) == code
    assert is_filtered(chosen)
    assert not is_filtered(with_choice(chosen, name, ""))


def test_every_order_has_its_column_and_its_index() -> None:
    sorts = {column.sort for column in columns(OFFICE_TIME) if column.sort}
    assert sorts == set(ORDERS)
    indexes = {index.name for index in line.indexes}
    for order in ORDERS.values():
        first = (order.instant or order.column or order.keys[0]).removeprefix("ticket_id")
        assert not first or f"ix_line_{first}" in indexes


def test_every_column_has_something_to_say() -> None:
    for column in columns(OFFICE_TIME):
        assert column.text(row(3))
        assert column.hint is None or column.hint(row(3))
    late = next(column for column in columns(OFFICE_TIME) if column.key == "due")
    assert [late.tone(row(one)) for one in (8, 15, 6)] == ["", "", "muted"]
    assert late.badge(row(15)).tone == "broken"


def test_stamps_name_the_year_only_when_it_is_another_one() -> None:
    assert short_stamp(None, OFFICE_TIME) == "–"
    old = short_stamp(datetime(2011, 7, 1, 12, 0, tzinfo=UTC), OFFICE_TIME)
    assert old == "vr 1 jul 2011 14:00"
