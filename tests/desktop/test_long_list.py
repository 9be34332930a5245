"""A list longer than one may hold: first rows at once, its length later, any place by its marks."""

import threading
from array import array

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.listing import SHORT, STEP, Extent, Mark
from fmdesk.core.domain.views import Changes, TicketFilter
from fmdesk.desktop.pages.tickets.listing import Listing
from fmdesk.desktop.shell import MainWindow
from fmdesk.ui.tables import PAGE_ROWS
from tests.desktop.conftest import Opened, settle
from tests.desktop.fake_list import FakeLists
from tests.desktop.fakes import FakeQueries, make_services

TOTAL = SHORT + 5000


class SlowLists(FakeLists):
    """Counts only when it may."""

    def __init__(self, queries: FakeQueries) -> None:
        super().__init__(queries)
        self.may_count = threading.Event()

    def extent(self, wanted: TicketFilter) -> Extent:
        self.may_count.wait(60)
        return super().extent(wanted)


@pytest.fixture
def queries() -> FakeQueries:
    return FakeQueries(total=TOTAL)


@pytest.fixture
def lists(queries: FakeQueries) -> FakeLists:
    return FakeLists(queries)


@pytest.fixture
def window(opened: Opened, queries: FakeQueries, lists: FakeLists) -> MainWindow:
    return opened(queries=queries, lists=lists)


def number(window: MainWindow, row: int) -> str:
    model = window.page().model
    return str(model.data(model.index(row, 0)))


def test_the_first_rows_stand_there_before_they_are_counted(
    opened: Opened, queries: FakeQueries, qtbot: QtBot
) -> None:
    lists = SlowLists(queries)
    lists.may_count.set()
    window = opened(queries=queries, lists=lists)
    page = window.page()
    lists.may_count.clear()
    page.presenter.sort("price")
    qtbot.waitUntil(lambda: page.filters.count.text() == "more than 40 lines")
    assert number(window, 0) == "M000001.1"
    assert page.model.rowCount() == PAGE_ROWS
    lists.may_count.set()
    settle(qtbot, window)
    assert page.filters.count.text() == "25,000 lines"
    assert page.model.rowCount() == TOTAL


def test_the_end_is_one_key_and_one_seek_away(
    window: MainWindow, lists: FakeLists, qtbot: QtBot
) -> None:
    page = window.page()
    qtbot.waitUntil(page.table.hasFocus)
    lists.pages_asked.clear()
    qtbot.keyClick(page.table, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: number(window, TOTAL - 1) == "M000001.1")
    assert all(skip < STEP for _mark, skip in lists.pages_asked)
    assert max(mark.row for mark, _skip in lists.pages_asked) > TOTAL - 2 * STEP


def test_enter_on_a_row_that_is_not_here_yet_opens_it_when_it_is(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = window.page()
    qtbot.waitUntil(page.table.hasFocus)
    qtbot.keyClick(page.table, Qt.Key.Key_End)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert page.presenter.open_line == 1


def test_a_change_elsewhere_leaves_one_where_one_was(
    window: MainWindow, queries: FakeQueries, qtbot: QtBot
) -> None:
    page = window.page()
    page.table.go_to(12_345)
    settle(qtbot, window)
    here = number(window, 12_345)
    queries.total += 3
    window.desk.changed.emit(Changes(tickets=(1,)))
    settle(qtbot, window)
    assert page.table.current_row() == 12_348
    assert number(window, 12_348) == here


def test_a_line_that_is_gone_from_the_list_stays_open_beside_it(
    window: MainWindow, queries: FakeQueries, qtbot: QtBot
) -> None:
    page = window.page()
    page.open_line(TOTAL)
    settle(qtbot, window)
    queries.total -= 1
    window.desk.changed.emit(Changes(tickets=(1,)))
    settle(qtbot, window)
    assert page.presenter.open_line == TOTAL
    assert page.line.isVisible()


def test_places_are_found_from_the_nearest_mark(queries: FakeQueries, lists: FakeLists) -> None:
    services = make_services(queries, lists=lists)
    listing = Listing(services, TicketFilter())
    while listing.find_marks():
        pass
    assert len(lists.marks_asked) == TOTAL // STEP // 2
    rows = listing.rows(5 * STEP + 7, 3)
    assert [row.line_id for row in rows] == [TOTAL - 5 * STEP - 7 - place for place in range(3)]
    assert lists.pages_asked == [(Mark(5 * STEP, key=(5 * STEP,)), 7)]
    assert listing.row_of(TOTAL - 9) == 9
    assert listing.row_of(0) is None
    ids = listing.ids(10, 3 * STEP + 9)
    assert ids == array("q", range(TOTAL - 10, TOTAL - 3 * STEP - 10, -1))


def test_a_short_list_needs_no_marks() -> None:
    queries = FakeQueries(total=300)
    lists = FakeLists(queries)
    listing = Listing(make_services(queries, lists=lists), TicketFilter())
    assert not listing.find_marks()
    assert [row.line_id for row in listing.rows(290, 40)] == list(range(10, 0, -1))
    assert list(listing.ids(1, 2)) == [299, 298]
    assert (listing.row_of(300), listing.row_of(999)) == (0, None)
    assert (lists.marks_asked, lists.pages_asked) == ([], [])
