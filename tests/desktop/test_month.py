"""The month page: choose, control, figures that open their lines, preview, export, close."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.errors import ConflictError
from fmdesk.core.domain.views import TicketFilter
from fmdesk.desktop.pages.month import model
from fmdesk.desktop.shell import MainWindow
from tests.desktop import fakes
from tests.desktop.conftest import Opened, dialog_of, settle
from tests.desktop.fakes import FakeMonths, FakeQueries
from tests.desktop.made import OFFICE_TIME, figures

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


def refuse(month: str, progress: object) -> None:
    raise ConflictError("month.closed", month=month)


@pytest.fixture
def months() -> FakeMonths:
    return FakeMonths()


@pytest.fixture
def month(opened: Opened, qtbot: QtBot, months: FakeMonths) -> Callable[..., MainWindow]:
    """Open the window on the month page."""

    def open_month(**parts: object) -> MainWindow:
        window = opened(month=months, **parts)
        window.open_page("month")
        settle(qtbot, window)
        return window

    return open_month


def press(qtbot: QtBot, window: MainWindow, name: str) -> None:
    qtbot.mouseClick(window.page().findChild(QPushButton, name), LEFT)


def test_a_month_that_was_never_judged_offers_its_control(
    month: Callable[..., MainWindow], qtbot: QtBot, months: FakeMonths
) -> None:
    window = month()
    page = window.page()
    press(qtbot, window, "later")
    settle(qtbot, window)
    assert page.chooser.currentText() == "November 2026"
    assert page.figures_state.view.title.text() == "Not judged yet"
    assert not page.preview_button.isEnabled()
    months.judged["2026-11"] = figures("2026-11")
    qtbot.keyClick(window, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: bool(window.kit.runner.jobs))
    assert window.status.progress.isVisible()
    assert window.status.job.text() == "Control of November 2026"
    assert not page.control_button.isEnabled()
    qtbot.waitUntil(lambda: not window.kit.runner.jobs, timeout=30_000)
    settle(qtbot, window)
    assert page.figures.isVisible()
    assert page.badge.accessibleName() == "Draft"
    assert window.toast.words.text() == "November 2026 is judged."
    assert not window.status.progress.isVisible()


def test_a_control_is_cancelled_from_the_status_line(
    month: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    jobs = SimpleNamespace(control=fakes.slow_job)
    window = month(jobs=jobs)
    press(qtbot, window, "later")
    settle(qtbot, window)
    window.page().run_control()
    qtbot.waitUntil(lambda: any(job.done for job in window.kit.runner.jobs), timeout=30_000)
    qtbot.mouseClick(window.status.cancel, LEFT)
    qtbot.waitUntil(lambda: not window.kit.runner.jobs, timeout=30_000)
    assert window.toast.words.text() == "Cancelled. Nothing was changed."
    assert window.page().control_button.isEnabled()
    settle(qtbot, window)


def test_a_control_that_is_refused_is_shown(
    month: Callable[..., MainWindow], qtbot: QtBot, problems: list[Exception]
) -> None:
    window = month(jobs=SimpleNamespace(control=refuse))
    press(qtbot, window, "later")
    settle(qtbot, window)
    window.page().run_control()
    qtbot.waitUntil(lambda: bool(problems), timeout=30_000)
    assert "month.closed" in str(problems[0])
    assert window.page().control_button.isEnabled()


def test_a_closed_month_can_be_read_but_not_run(month: Callable[..., MainWindow]) -> None:
    page = month().page()
    assert page.chooser.currentText() == "October 2026"
    assert page.badge.accessibleName() == "Closed"
    assert page.badge.toolTip() == "Closed, revision 1"
    assert not page.control_button.isEnabled()
    assert not page.close_button.isEnabled()
    assert page.preview_button.isEnabled()
    assert not page.earlier.isEnabled()


def test_the_cards_say_what_matters(month: Callable[..., MainWindow]) -> None:
    page = month().page()
    assert [card.figure.text() for card in page.figures.cards] == [
        "94.1%",
        "40",
        "4",
        "€13,760.00",
        "€612.50",
        "€61.25",
    ]
    assert page.figures.cards[0].figure.property("tone") == "broken"
    assert page.figures.cards[0].context.text() == "norm 95.0%"
    for name in ("share", "breaches", "cost"):
        card, chart = page.figures.charts[name]
        assert chart.accessibleName() == card.title.text()
        assert not chart.grab().isNull()


@pytest.mark.parametrize(
    ("name", "row", "key", "wanted", "title"),
    [
        (
            "department",
            1,
            "broken",
            {"department": "D1", "outcome": Outcome.BROKEN},
            "Broken · TITLE · October 2026",
        ),
        (
            "unit",
            0,
            "kept",
            {"unit": "U0", "outcome": Outcome.KEPT},
            "Kept · TITLE · October 2026",
        ),
        (
            "product",
            2,
            "running",
            {"product": "P2", "outcome": Outcome.RUNNING},
            "Running · TITLE · October 2026",
        ),
        (
            "charter",
            0,
            "broken",
            {"charter_code": "STOCK-24", "outcome": Outcome.BROKEN},
            "Broken · TITLE · October 2026",
        ),
        ("unit", 5, "lines", {}, ""),
    ],
)
def test_each_figure_opens_exactly_its_lines(
    month: Callable[..., MainWindow],
    qtbot: QtBot,
    queries: FakeQueries,
    name: str,
    row: int,
    key: str,
    wanted: dict[str, object],
    title: str,
) -> None:
    window = month()
    figures_view = window.page().figures
    table = figures_view.tables[name]
    figures_view.tabs.setCurrentWidget(table)
    column = [one.key for one in table.rows.columns].index(key)
    index = table.rows.index(row, column)
    table.scrollTo(index)
    qtbot.mouseClick(table.viewport(), LEFT, pos=table.visualRect(index).center())
    settle(qtbot, window)
    assert queries.log[-1] == replace(TicketFilter(month="2026-10"), **wanted)
    if key == "lines":
        assert window.page_name == "tickets"
        return
    view = window.page().verdicts
    assert view.isVisible()
    assert view.model.row_total() == 42
    assert view.count.text() == "42 verdicts on 39 lines"
    named = model.name_of(figures_view.dimensions[name].row_at(row))
    assert view.title.toolTip() == title.replace("TITLE", named)
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert window.page().line.number.text() == "M000001.1"
    window.open_page("month")
    settle(qtbot, window)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert figures_view.isVisible()


def test_cards_and_quarantine_open_their_lines(
    month: Callable[..., MainWindow], qtbot: QtBot, queries: FakeQueries
) -> None:
    window = month()
    assert window.page().figures.notice.isVisible()
    press(qtbot, window, "card_1")
    settle(qtbot, window)
    assert queries.log[-1] == TicketFilter(month="2026-10", outcome=Outcome.BROKEN)
    view = window.page().verdicts
    assert view.title.toolTip() == "Broken · October 2026"
    assert not view.decide.isVisible()
    qtbot.keyClick(view.table, Qt.Key.Key_Down)
    settle(qtbot, window)
    assert view.decide.isVisible(), "a person decided the second row, and may decide it anew"
    tip = view.model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "A person decided this verdict." in tip
    qtbot.keyClick(view.table, Qt.Key.Key_Up)
    assert not view.decide.isVisible()
    press(qtbot, window, "back")
    press(qtbot, window, "quarantine")
    settle(qtbot, window)
    assert queries.log[-1] == TicketFilter(month="2026-10", outcome=Outcome.MANUAL)
    assert view.decide.isVisible()


def test_a_broken_line_opens_beside_the_list(
    month: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = month()
    table = window.page().figures.tables["broken"]
    window.page().figures.tabs.setCurrentWidget(table)
    table.go_to(3)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert window.page().line.number.text() == "M000004.1"


def test_the_report_is_previewed_in_both_languages_and_saved(
    month: Callable[..., MainWindow], qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = month()
    page = window.page()
    qtbot.keyClick(window, Qt.Key.Key_P, CONTROL)
    qtbot.waitUntil(page.preview_view.isVisible, timeout=30_000)
    assert page.preview_view.view.position.text() == "Page 1 of 3"
    assert page.preview_view.name == "monthly-2026-10-en.pdf"
    qtbot.mouseClick(page.preview_view.language.findChild(QPushButton, "nl"), LEFT)
    qtbot.waitUntil(lambda: page.preview_view.name == "monthly-2026-10-nl.pdf", timeout=30_000)
    qtbot.mouseClick(page.preview_view.kind.findChild(QPushButton, "sanctions"), LEFT)
    qtbot.waitUntil(lambda: page.preview_view.name == "sanctions-2026-10-nl.pdf", timeout=30_000)
    settle(qtbot, window)
    target = tmp_path / "out.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    press(qtbot, window, "pdf_save")
    settle(qtbot, window)
    assert window.toast.words.text() == "Saved: out.pdf"
    assert target.read_bytes() == page.preview_view.content
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert page.figures.isVisible()


def test_printing_asks_for_the_printer(
    month: Callable[..., MainWindow], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")  # no queue: the system's own dialog
    window = month()
    shown: list[int] = []
    monkeypatch.setattr(
        "PySide6.QtWidgets.QDialog.open", lambda dialog: shown.append(dialog.maxPage())
    )
    window.page().preview_view.print()
    assert shown == []
    window.page().preview()
    qtbot.waitUntil(window.page().preview_view.isVisible, timeout=30_000)
    press(qtbot, window, "pdf_print")
    assert shown == [3]
    settle(qtbot, window)
    assert QPrintDialog is not None


@pytest.mark.parametrize("form", ["csv", "xlsx", "pdf"])
def test_reports_are_exported(
    month: Callable[..., MainWindow],
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    form: str,
) -> None:
    window = month()
    target = tmp_path / f"out.{form}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    press(qtbot, window, "export")
    menu = window.page()._menu
    action = next(one for one in menu.actions() if one.objectName() == f"export_sanctions_{form}")
    action.trigger()
    menu.close()
    qtbot.waitUntil(target.exists, timeout=30_000)
    settle(qtbot, window)
    assert target.read_bytes()[:4] == (b"%PDF" if form == "pdf" else b"sanc")


def test_a_place_that_cannot_be_written_is_said(
    month: Callable[..., MainWindow], qtbot: QtBot, tmp_path: Path
) -> None:
    window = month()
    window.page().presenter.save(b"x", tmp_path)
    settle(qtbot, window)
    assert "could not be written" in window.toast.words.text()


def test_closing_is_asked_once_more(
    month: Callable[..., MainWindow], qtbot: QtBot, months: FakeMonths
) -> None:
    months.judged["2026-11"] = figures("2026-11")
    window = month()
    press(qtbot, window, "close_month")
    dialog = dialog_of(window)
    assert not dialog.save_button.isEnabled()
    qtbot.mouseClick(dialog.save_button, LEFT)
    assert dialog.isVisible()
    dialog.findChild(QCheckBox, "read").click()
    months.judged["2026-11"] = figures("2026-11", is_closed=True)
    qtbot.mouseClick(dialog.save_button, LEFT)
    qtbot.waitUntil(lambda: "12 entries" in window.toast.words.text(), timeout=30_000)
    settle(qtbot, window)
    assert window.page().badge.accessibleName() == "Closed"


def test_an_office_without_months_offers_an_import(opened: Opened, qtbot: QtBot) -> None:
    window = opened(month=FakeMonths(names=()))
    window.open_page("month")
    settle(qtbot, window)
    view = window.page().states.view
    assert view.title.text() == "No months yet"
    qtbot.mouseClick(view.action, LEFT)
    assert dialog_of(window).windowTitle() == "Import a file"
    dialog_of(window).close()
    settle(qtbot, window)


def test_another_month_is_chosen_from_the_list(
    month: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = month()
    page = window.page()
    page.chooser.activated.emit(0)
    settle(qtbot, window)
    assert page.presenter.month == "2026-11"
    page.arrive("2026-10")
    settle(qtbot, window)
    assert page.presenter.month == "2026-10"
    page.presenter.step(-1)
    assert page.presenter.month == "2026-10"


def test_columns_of_all_tables_can_be_read(qapp: QApplication) -> None:
    shown = figures("2026-11")
    for columns, row in (
        (model.figure_columns(), shown.rows[0]),
        (model.figure_columns(), model.rows_of(shown, "unit")[-1]),
        (model.sanction_columns(), shown.sanctions[0]),
        (model.broken_columns(OFFICE_TIME), shown.broken[0]),
    ):
        for column in columns:
            assert column.text(row) != ""
            assert column.hint is None or column.hint(row)
    trial = replace(shown.rows[0], is_trial=True)
    assert "(proef)" in model.figure_columns()[0].text(trial)
    assert model.rows_of(shown, "nothing") == ()
