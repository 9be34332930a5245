"""The page of the reports, by keys and clicks: choose, look, open a figure, take it along."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.errors import NotAllowedError, StorageError
from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.reporting import FigureKind, Opens, RecordRow, Scope
from fmdesk.core.domain.views import Choice
from fmdesk.desktop.pages.reports.model import (
    Span,
    figure_words,
    record_columns,
    report_columns,
    state_words,
    what_words,
)
from fmdesk.desktop.pages.reports.page import ReportsPage
from fmdesk.desktop.shell import MainWindow
from fmdesk.i18n import using_language
from tests.desktop.conftest import Opened, go_by_key, settle
from tests.desktop.fake_access import PIET, FakeAccess
from tests.desktop.fake_reports import FakeReports
from tests.desktop.made import OFFICE_TIME, at
from tests.unit.reports.period_made import made

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def reports() -> FakeReports:
    return FakeReports()


@pytest.fixture
def window(opened: Opened, reports: FakeReports, qtbot: QtBot) -> MainWindow:
    """The window on the reports, opened by its key."""
    return go_by_key(qtbot, opened(reports=reports), "reports")


def page_of(window: MainWindow) -> ReportsPage:
    page = window.page()
    assert isinstance(page, ReportsPage)
    return page


def choose(qtbot: QtBot, window: MainWindow, report: str) -> ReportsPage:
    """Go to a report with the arrow keys."""
    page = page_of(window)
    places = [one.id for one in page.presenter.reports]
    page.list.setFocus()
    while page.presenter.report.id != report:
        down = places.index(report) > page.list.current_row()
        qtbot.keyClick(page.list, Key.Key_Down if down else Key.Key_Up)
        settle(qtbot, window)
    return page


def press(qtbot: QtBot, window: MainWindow, name: str) -> None:
    qtbot.mouseClick(page_of(window).findChild(QPushButton, name), LEFT)
    settle(qtbot, window)


def test_the_first_report_is_of_the_last_full_month(
    window: MainWindow, reports: FakeReports
) -> None:
    page = page_of(window)
    assert page.list.hasFocus()
    assert page.header.aside.text() == "Controllers, and the units that bear"
    assert page.chooser.words.text() == "October 2026"
    asked = reports.asked[-1]
    assert (asked.report, asked.first, asked.last) == ("sanctions", "2026-10", "2026-10")


def test_periods_are_chosen_and_stepped_through(
    window: MainWindow, qtbot: QtBot, reports: FakeReports
) -> None:
    page = page_of(window)
    for name, first, last, words in (
        ("quarter", "2026-10", "2026-12", "Quarter 4 of 2026"),
        ("earlier", "2026-07", "2026-09", "Quarter 3 of 2026"),
        ("year", "2026-01", "2026-12", "2026"),
        ("later", "2027-01", "2027-12", "2027"),
        ("month", "2026-10", "2026-10", "October 2026"),
    ):
        press(qtbot, window, name)
        assert (reports.asked[-1].first, reports.asked[-1].last) == (first, last)
        assert page.chooser.words.text() == words
    press(qtbot, window, "own")
    assert page.chooser.first.isVisible()
    assert not page.chooser.earlier.isVisible()
    page.chooser.last.setFocus()
    qtbot.keyClick(page.chooser.first, Key.Key_Down)
    qtbot.keyClick(page.chooser.first, Key.Key_Down)
    settle(qtbot, window)
    assert (reports.asked[-1].first, reports.asked[-1].last) == ("2026-08", "2026-10")


def test_a_report_is_restricted_to_one_unit_or_department(
    window: MainWindow, qtbot: QtBot, reports: FakeReports
) -> None:
    page = choose(qtbot, window, "charters")
    words = [page.chooser.scope.itemText(place) for place in range(page.chooser.scope.count())]
    assert words == ["The whole office", "Unit: Rooms", "Unit: Stock", "Department: Legal"]
    qtbot.keyClick(page.chooser.scope, Key.Key_Down)
    settle(qtbot, window)
    assert (reports.asked[-1].scope, reports.asked[-1].scope_id) == ("unit", 2)
    choose(qtbot, window, "reached")  # cannot be restricted: the whole office again
    assert reports.asked[-1].scope == ""
    assert not page.chooser.scope.isVisible()
    choose(qtbot, window, "unit")  # must be: the first one
    assert (reports.asked[-1].scope, reports.asked[-1].scope_id) == ("unit", 2)
    assert page.chooser.scope.currentText() == "Rooms"


class LongNames(FakeReports):
    """Units, departments and cost centres with names as an office has them."""

    def choices(self, scope: Scope, language: str) -> tuple[Choice, ...]:
        long = f"4310 Catering, vergaderservice en ontvangst ({scope.value})"
        return tuple(replace(one, text=long) for one in super().choices(scope, language))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_long_names_do_not_widen_the_window_and_the_amount_is_seen(
    opened: Opened, qtbot: QtBot, language: str
) -> None:
    window = go_by_key(qtbot, opened(language, reports=LongNames()), "reports")
    for report in ("charges", "unit", "department", "charters"):
        page = choose(qtbot, window, report)
        for kind in ("own", "quarter", "month"):
            press(qtbot, window, kind)
            assert window.minimumSizeHint().width() <= 1280, (report, kind)
    page = choose(qtbot, window, "unit")
    assert window.width() == 1280, "the page asks for no more than the first window has"
    table = page.figures.tables[0]
    column = [one.key for one in table.rows.columns].index("price")
    place = table.visualRect(table.rows.index(0, column)).center()
    qtbot.mouseClick(table.viewport(), LEFT, pos=place)
    settle(qtbot, window)
    behind = page.records.table
    assert behind is not None
    keys = [one.key for one in behind.rows.columns]
    seen = behind.viewport().rect()
    for key in ("at", "number", "state", "what", "cents", "seconds"):
        assert seen.contains(behind.visualRect(behind.rows.index(0, keys.index(key)))), key
    assert behind.columnWidth(keys.index("what")) >= 160


def test_each_figure_opens_its_records_and_each_record_its_line(
    window: MainWindow, qtbot: QtBot, reports: FakeReports
) -> None:
    page = choose(qtbot, window, "demand")
    table = page.figures.tables[0]
    table.setFocus()
    table.go_to(0)
    column = [one.key for one in table.rows.columns].index("lines")
    place = table.visualRect(table.rows.index(0, column)).center()
    qtbot.mouseClick(table.viewport(), LEFT, pos=place)
    settle(qtbot, window)
    assert (reports.cells[-1].column, reports.cells[-1].key) == ("lines", (1,))
    assert page.records.isVisible()
    assert page.records.count.text() == "12 records"
    assert page.records.title.text().startswith("Demand per product: Lines, Copy paper")
    qtbot.keyClick(window, Key.Key_Escape)
    settle(qtbot, window)
    assert page.figures.isVisible()
    qtbot.mouseClick(table.viewport(), LEFT, pos=place)
    settle(qtbot, window)
    qtbot.keyClick(page.records.table, Key.Key_Return)
    settle(qtbot, window)
    assert window.page_name in {"tickets", "ticket"}


def test_the_total_opens_everything(window: MainWindow, qtbot: QtBot, reports: FakeReports) -> None:
    page = choose(qtbot, window, "demand")
    table = page.figures.tables[0]
    last = table.rows.row_total() - 1
    assert table.rows.row_at(last).labels == ("Total",)
    table.cell_opened.emit(last, "lines")
    settle(qtbot, window)
    assert reports.cells[-1].key == ()


def test_the_chart_follows_the_table_and_gives_way_where_nothing_is_drawn(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = choose(qtbot, window, "demand")
    assert page.figures.card.title.text() == "Demand per product: Lines"
    page.figures.tabs.setCurrentIndex(1)
    assert not page.figures.card.isVisible()
    assert page.figures.tabs.currentWidget().findChildren(QPushButton)
    page = choose(qtbot, window, "unit")
    assert page.figures.pick.isVisible()  # too many tables for tabs
    qtbot.keyClick(page.figures.pick, Key.Key_Down)
    assert page.figures.table.spec.code == "charters"


def test_the_preview_is_the_paper_in_both_languages(window: MainWindow, qtbot: QtBot) -> None:
    page = choose(qtbot, window, "demand")
    qtbot.keyClick(window, Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.view.isVisible)
    settle(qtbot, window)
    first = page._content
    assert first[:4] == b"%PDF"
    press(qtbot, window, "nl")
    qtbot.waitUntil(lambda: page._content != first)
    settle(qtbot, window)
    qtbot.keyClick(window, Key.Key_Escape)
    assert page.figures.isVisible()


@pytest.mark.parametrize(("form", "begin"), [("pdf", b"%PDF"), ("xlsx", b"PK"), ("csv", b"\xef")])
def test_a_report_is_taken_along_in_every_form(
    window: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    form: str,
    begin: bytes,
) -> None:
    page = choose(qtbot, window, "demand")
    names: list[str] = []
    target = tmp_path / f"out.{form}"

    def ask(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        names.append(name)
        return str(target), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    press(qtbot, window, "export")
    action = next(one for one in page._menu.actions() if one.objectName() == f"export_{form}")
    action.trigger()
    page._menu.close()
    qtbot.waitUntil(target.exists)
    settle(qtbot, window)
    assert names == [f"demand-2026-10-2026-10-en.{form}"]
    assert target.read_bytes().startswith(begin)


def test_what_went_wrong_is_said_with_the_next_step(
    window: MainWindow, qtbot: QtBot, reports: FakeReports
) -> None:
    page = page_of(window)
    reports.problem = StorageError("storage.locked")
    page.presenter.load()
    settle(qtbot, window)
    assert page.states.view.title.text() == "That did not work"
    reports.problem = NotAllowedError("access.area", area="reports", roles="controller")
    page.presenter.load()
    settle(qtbot, window)
    assert page.states.view.title.text() == "Not for this account"
    reports.problem = None
    page.presenter.load()
    settle(qtbot, window)
    assert page.figures.isVisible()


def test_without_units_there_is_nobody_to_report_of(opened: Opened, qtbot: QtBot) -> None:
    window = opened(reports=FakeReports(has_units=False))
    window.open_page("reports", "unit")
    settle(qtbot, window)
    assert page_of(window).figures_state.view.title.text() == "Nobody to report of"


def test_the_page_speaks_dutch_at_once(window: MainWindow, qtbot: QtBot) -> None:
    page = choose(qtbot, window, "demand")
    window.speak("nl")
    settle(qtbot, window)
    assert page.header.title.text() == "Rapporten"
    assert page.chooser.words.text() == "Oktober 2026"
    assert page.figures.tabs.tabText(0) == "Vraag per product"
    assert page.figures.card.title.text() == "Vraag per product: Regels"


def test_spans_know_their_neighbours() -> None:
    quarter = Span.around("quarter", Month(2026, 5))
    assert (quarter.first, quarter.last) == (Month(2026, 4), Month(2026, 6))
    assert quarter.step(-2).first == Month(2025, 10)
    own = Span("own", Month(2026, 1), Month(2026, 2)).step(1)
    assert (own.first, own.last) == (Month(2026, 3), Month(2026, 4))


def test_figures_and_records_are_written_as_a_person_reads_them() -> None:
    with using_language("en"):
        assert figure_words(None, FigureKind.SHARE) == "–"
        assert figure_words(9566, FigureKind.SHARE) == "95.6%"
        assert [figure_words(one, FigureKind.DIFFERENCE) for one in (3, 0, -2)] == ["+3", "0", "-2"]
        quarter = RecordRow(None, "", at(), "8", "Phone", note="2")
        assert what_words(Opens.QUARTER, quarter) == "8 answered, 2 missed"
        assert state_words(Opens.CALL_BACK, "satisfied") == "Satisfied"
        assert state_words(Opens.QUESTION, "x") == "x"


@pytest.mark.parametrize("opens", list(Opens))
def test_a_list_of_records_has_only_the_columns_that_it_fills(opens: Opens) -> None:
    time: OfficeTime = OFFICE_TIME
    columns = {one.key: one for one in record_columns(opens, time)}
    assert {"at", "what", "where"} <= columns.keys()
    bare = RecordRow(None, "", at(), "x")
    assert all(isinstance(one.text(bare), str) for one in columns.values())
    assert ("cents" in columns) == (opens in {Opens.LINE, Opens.ENTRY, Opens.SANCTION})


def test_only_what_was_counted_is_a_link() -> None:
    table = made("demand").table("demand")
    columns = {one.key: one for one in report_columns(table)}
    row = table.rows[0]
    assert columns["lines"].is_link(row)
    assert not columns["change"].is_link(row)


def test_who_is_of_a_unit_comes_from_it_by_a_key_and_reads_nothing_else(
    opened: Opened, qtbot: QtBot, reports: FakeReports
) -> None:
    reports.is_of_unit = True
    window = opened(reports=reports, access=FakeAccess(who=PIET))
    window.open_page("my_unit", None)
    settle(qtbot, window)
    unit = window.page().presenter.wanted.unit_id
    qtbot.keyClick(window.focusWidget(), Key.Key_L)
    settle(qtbot, window)
    page = page_of(window)
    assert page.presenter.report.id == "unit"
    assert (reports.asked[-1].scope, reports.asked[-1].scope_id) == ("unit", 2)
    assert unit, "the page of the unit knew which"
    assert not page.mail_button.isVisible(), "it would be refused"
    assert not page.kept_button.isVisible()
    for key in (Key.Key_M, Key.Key_E):
        qtbot.keyClick(page.list, key, Qt.KeyboardModifier.ControlModifier)
        assert QApplication.activeModalWidget() is None
    choose(qtbot, window, "sanctions")
    assert (reports.asked[-1].report, reports.asked[-1].scope) == ("sanctions", "unit")
    choose(qtbot, window, "reached")
    whole = {"reached", "demand", "settled"}
    assert not whole & {one.report for one in reports.asked}, "not even asked for"
    words = [one.text() for one in page.figures_state.findChildren(QLabel) if one.isVisible()]
    assert "Not for units" in words
