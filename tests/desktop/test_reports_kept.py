"""The reports that make themselves: wanted and ended by keys, opened as they were kept."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.errors import ConflictError
from fmdesk.core.domain.report_plan import Making
from fmdesk.desktop.pages.reports.kept import KeptDialog
from fmdesk.desktop.shell import MainWindow
from fmdesk.ui.pdfdialog import PdfDialog
from tests.desktop.conftest import Opened, dialog_of, keyboard_goes_to, settle
from tests.desktop.fake_reports import FakePlans

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def plans() -> FakePlans:
    return FakePlans()


@pytest.fixture
def window(opened: Opened, plans: FakePlans, qtbot: QtBot) -> MainWindow:
    """The window on the report of one unit."""
    window = opened(report_plans=plans)
    window.open_page("reports", "unit")
    settle(qtbot, window)
    return window


def show(qtbot: QtBot, window: MainWindow) -> KeptDialog:
    """Open the dialog by its key."""
    qtbot.keyClick(window, Key.Key_M, CONTROL)
    dialog = dialog_of(window)
    assert isinstance(dialog, KeptDialog)
    keyboard_goes_to(qtbot, dialog)
    settle(qtbot, window)
    return dialog


def press(qtbot: QtBot, window: MainWindow, button: QWidget) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)


def test_what_was_made_is_listed_and_opens_as_it_was_kept(window: MainWindow, qtbot: QtBot) -> None:
    dialog = show(qtbot, window)
    columns = {one.key: one for one in dialog.made.columns}
    row = dialog.made.row_at(0)
    assert columns["month"].text(row) == "October 2026"
    assert columns["title"].text(row) == "Demand and its trend"
    assert columns["language"].text(row) == "EN"
    assert dialog.made_table.hasFocus()
    qtbot.keyClick(dialog.made_table, Key.Key_Return)
    settle(qtbot, window)
    paper = QApplication.activeModalWidget()
    assert isinstance(paper, PdfDialog)
    assert paper.windowTitle() == "demand-2026-10-en.pdf"
    paper.close()
    dialog.close()


def test_the_report_of_the_page_is_wanted_every_month_and_no_longer(
    window: MainWindow, qtbot: QtBot, plans: FakePlans
) -> None:
    dialog = show(qtbot, window)
    assert dialog.what.currentText() == "One unit"
    press(qtbot, window, dialog.begin_button)
    (plan,) = plans.wanted
    assert (plan.report, plan.scope, plan.scope_id, plan.language) == ("unit", "unit", 2, "en")
    assert dialog.tabs.currentIndex() == 1
    columns = {one.key: one for one in dialog.plans.columns}
    row = dialog.plans.row_at(0)
    assert columns["title"].text(row) == "One unit: Rooms"
    assert columns["since"].text(row) == "November 2026"
    assert not dialog.begin_button.isEnabled()  # it is wanted already
    dialog.plans_table.setFocus()
    qtbot.keyClick(dialog.plans_table, Key.Key_Delete)
    settle(qtbot, window)
    assert plans.ended == [1]
    assert dialog.begin_button.isEnabled()
    dialog.close()


def test_a_report_of_the_month_itself_is_wanted_too(
    window: MainWindow, qtbot: QtBot, plans: FakePlans
) -> None:
    """The page is about one unit; the month is about the whole office."""
    dialog = show(qtbot, window)
    qtbot.keyClick(dialog.what, Key.Key_Down)
    assert dialog.what.currentText() == "Monthly report on quality charters"
    press(qtbot, window, dialog.begin_button)
    (plan,) = plans.wanted
    assert (plan.report, plan.scope, plan.scope_id) == ("month.monthly", "", 0)
    columns = {one.key: one for one in dialog.plans.columns}
    assert columns["title"].text(dialog.plans.row_at(0)).startswith("Monthly report")
    assert not dialog.begin_button.isEnabled()
    qtbot.keyClick(dialog.what, Key.Key_Down)
    assert dialog.begin_button.isEnabled()  # the other report is not wanted yet
    dialog.close()


def test_a_refusal_is_said_in_the_dialog(
    window: MainWindow, qtbot: QtBot, plans: FakePlans
) -> None:
    dialog = show(qtbot, window)
    plans.problem = ConflictError("report_plan.there", report="unit")
    press(qtbot, window, dialog.begin_button)
    assert (
        dialog.problem.text() == "The report unit is made every month already. Look under Wanted."
    )
    dialog.close()


def test_an_office_without_any_is_told_what_to_do(
    window: MainWindow, qtbot: QtBot, plans: FakePlans
) -> None:
    plans.papers = ()
    dialog = show(qtbot, window)
    assert dialog.made_state.view.title.text() == "Nothing made yet"
    assert not dialog.open_button.isEnabled()
    assert not dialog.end_button.isEnabled()
    dialog.open_paper()  # nothing to open
    assert dialog_of(window) is dialog
    dialog.close()


def test_what_is_due_is_made_in_a_process_of_its_own(
    window: MainWindow, qtbot: QtBot, plans: FakePlans
) -> None:
    window.desk.sending.timeout.emit()
    settle(qtbot, window)
    assert not window.kit.runner.jobs
    plans.waiting = (Making(1, "2026-10"),)
    window.desk.sending.timeout.emit()
    qtbot.waitUntil(lambda: bool(window.kit.runner.jobs))
    assert window.status.job.text() == "Reports of every month"
    window.desk.sending.timeout.emit()  # the round before is still at it
    qtbot.waitUntil(lambda: not window.kit.runner.jobs)
    settle(qtbot, window)
