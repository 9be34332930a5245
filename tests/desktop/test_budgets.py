"""The page of the budgets, with real keys: seen, set, changed, ended, opened and exported."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.budget import PARTS, WHOLE
from fmdesk.core.domain.errors import ConflictError, NotAllowedError
from fmdesk.desktop.pages.budgets.dialogs import BudgetDialog, EndDialog
from fmdesk.desktop.pages.budgets.page import BudgetsPage
from fmdesk.desktop.shell import MainWindow
from tests.desktop.conftest import Opened, dialog_of, keyboard_goes_to, settle
from tests.desktop.cut import cut
from tests.desktop.fake_budgets import CLOSED, QUARTER, SO_FAR, FakeBudgets

Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
SHIFT, NONE = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def budgets() -> FakeBudgets:
    return FakeBudgets()


@pytest.fixture
def window(opened: Opened, budgets: FakeBudgets, qtbot: QtBot) -> MainWindow:
    """The window on the budgets, opened by their key."""
    return on_budgets(opened(budgets=budgets), qtbot)


def on_budgets(made: MainWindow, qtbot: QtBot) -> MainWindow:
    keys = QKeySequence(made.actions_["budgets"].shortcuts()[0])[0]
    qtbot.keyClick(made, keys.key(), keys.keyboardModifiers())
    settle(qtbot, made)
    return made


def page_of(window: MainWindow) -> BudgetsPage:
    page = window.page()
    assert isinstance(page, BudgetsPage)
    return page


def press(qtbot: QtBot, window: MainWindow, key: Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    page = page_of(window)
    shown = page.lines.table if page.whole.currentIndex() else page.table
    qtbot.keyClick(shown, key, modifier)
    settle(qtbot, window)


def cells(page: BudgetsPage, row: int) -> list[str]:
    return [page.model.index(row, n).data() for n in range(page.model.columnCount())]


def below(page: BudgetsPage) -> str:
    """Return what stands below the list."""
    grid = page.versions.layout()
    shown = (grid.itemAt(n).widget() for n in range(grid.count()))
    return " | ".join(one.text() for one in shown)


def test_a_budget_shows_what_is_spent_of_it_and_what_it_was_set_to(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = page_of(window)
    assert cells(page, 0) == [
        *("4410 Juridisch", "2026", "€10,000.00", "Warn"),
        *("€4,200.00", "€1,200.00", "€3,000.00", "€200.00", "€6,000.00", "40.0%"),
    ]
    assert [n for n in range(10) if page.table.isColumnHidden(n)] == [5, 9], "until they are chosen"
    assert cells(page, 1)[3:] == [
        *("Ask for approval", "€4,200.00", "€1,200.00", "€3,000.00", "€200.00"),
        *("-€500.00", "114.2%"),
    ]
    assert cells(page, 2)[2:4] == ["€0.00", "Do not order"], "zero blocks, whatever the rule"
    assert cells(page, 2)[-1] == "–"
    assert page.year.text() == "2026"
    assert page.history.title.text() == "4410 Juridisch, 2026"
    assert "Noor van Dijk | €10,000.00: Nieuwbouw" in below(page)
    assert "Via import | €9,000.00: Begroting" in below(page)
    assert list(cut(page)) == []
    for row, words in ((CLOSED, "this budget stands"), (SO_FAR, "since January")):
        page.table.go_to(FakeBudgets().rows.index(row))
        assert words in below(page)
        for key, modifier in ((Key.Key_E, CTRL), (Key.Key_Delete, NONE)):
            press(qtbot, window, key, modifier)
            assert QApplication.activeModalWidget() is None
        assert not page.buttons["change"].isEnabled()


def test_the_lines_of_a_budget_are_opened_and_left_by_key(
    window: MainWindow, qtbot: QtBot, budgets: FakeBudgets
) -> None:
    page = page_of(window)
    press(qtbot, window, Key.Key_Down)
    press(qtbot, window, Key.Key_Return)
    assert budgets.asked == [("4410", 2026, QUARTER.part)]
    lines = page.lines
    assert lines.title.text() == "4410 Juridisch, kwartaal 4 van 2026"
    assert lines.count.text() == "2 lines"
    told = [lines.model.index(row, n).data() for row in (0, 1) for n in (1, 4, 5, 6)]
    assert told == [
        *("M-7.1", "€1,200.00", "€0.00", "€0.00"),
        *("M-5.1", "€3,000.00", "€3,000.00", "€200.00"),
    ]
    assert list(cut(page)) == []
    assert not any(page.buttons[act].isVisible() for act in ("begin", "change", "export"))
    press(qtbot, window, Key.Key_E, CTRL)
    assert QApplication.activeModalWidget() is None, "nothing is changed from here"
    press(qtbot, window, Key.Key_Escape)
    assert page.whole.currentIndex() == 0
    assert page.table.current_row() == 1
    press(qtbot, window, Key.Key_Return)
    press(qtbot, window, Key.Key_Return)
    assert window.page_name == "ticket"


def test_a_new_budget_is_set_by_keyboard(
    window: MainWindow, qtbot: QtBot, budgets: FakeBudgets
) -> None:
    press(qtbot, window, Key.Key_N, CTRL | SHIFT)
    dialog = dialog_of(window)
    assert isinstance(dialog, BudgetDialog)
    qtbot.keyClicks(dialog.amount, "veel")
    qtbot.keyClick(dialog.amount, Key.Key_Return, CTRL)
    assert dialog.problem.text() == "“veel” is no amount of money."
    dialog.amount.clear()
    qtbot.keyClicks(dialog.amount, "0")
    qtbot.keyClick(dialog.amount, Key.Key_Return, CTRL)
    assert dialog.problem.text() == "Choose the cost centre."
    qtbot.keyClicks(dialog.centre.field, "adv")
    qtbot.keyClick(dialog.centre.field, Key.Key_Return)
    settle(qtbot, window)
    for _step in range(3):
        qtbot.keyClick(dialog.part, Key.Key_Down)
    assert list(cut(dialog)) == []
    qtbot.keyClick(dialog.amount, Key.Key_Return, CTRL)
    settle(qtbot, window)
    ((act, draft),) = budgets.sent
    said = (act, draft.cost_centre, draft.year, draft.part, draft.cents, draft.seen)
    assert said == ("save", "4420", 2026, PARTS["Q3"], 0, 0)
    assert QApplication.activeModalWidget() is None


def test_a_budget_is_changed_and_ended_with_a_reason_and_a_refusal_keeps_what_was_typed(
    window: MainWindow, qtbot: QtBot, budgets: FakeBudgets
) -> None:
    press(qtbot, window, Key.Key_E, CTRL)
    dialog = dialog_of(window)
    assert isinstance(dialog, BudgetDialog)
    assert dialog.amount.text() == "€10,000.00"
    qtbot.keyClicks(dialog.amount, "12000")
    qtbot.keyClicks(dialog.reason, "Verhuizing")
    budgets.problem = ConflictError("budget.changed", by="Pim", amount="€1.00")
    qtbot.keyClick(dialog.reason, Key.Key_Return, CTRL)
    settle(qtbot, window)
    assert dialog.problem.text().startswith("Pim changed this budget meanwhile: it is €1.00 now.")
    budgets.problem = None
    qtbot.keyClick(dialog.reason, Key.Key_Return, CTRL)
    settle(qtbot, window)
    keyboard_goes_to(qtbot, window)
    press(qtbot, window, Key.Key_Delete)
    dialog = dialog_of(window)
    assert isinstance(dialog, EndDialog)
    assert "4410 Juridisch, 2026: €10,000.00." in dialog.sentence.text()
    qtbot.keyClicks(dialog.reason, "Opgeheven")
    assert list(cut(dialog)) == []
    qtbot.keyClick(dialog.reason, Key.Key_Return, CTRL)
    settle(qtbot, window)
    told = [(act, one.cents, one.reason, one.part, one.seen) for act, one in budgets.sent]
    assert told == [
        ("save", 1_200_000, "Verhuizing", WHOLE, 2),
        ("end", 1_000_000, "Opgeheven", WHOLE, 2),
    ]


def test_another_year_has_none_and_who_only_reads_sets_none(opened: Opened, qtbot: QtBot) -> None:
    budgets = FakeBudgets()
    window = on_budgets(opened("nl", budgets=budgets), qtbot)
    page, view = page_of(window), page_of(window).list_state.view
    press(qtbot, window, Key.Key_Right, CTRL)
    assert page.year.text() == "2027"
    assert view.title.text() == "Geen budgetten"
    qtbot.keyClick(view.action, Key.Key_Space)
    assert isinstance(dialog_of(window), BudgetDialog)
    qtbot.keyClick(dialog_of(window), Key.Key_Escape)
    settle(qtbot, window)
    budgets.may_change = False
    window.refresh()
    settle(qtbot, window)
    assert not view.action.isVisible()
    keyboard_goes_to(qtbot, window)
    qtbot.keyClick(window, Key.Key_Left, CTRL)
    settle(qtbot, window)
    assert page.year.text() == "2026"
    assert not any(page.buttons[act].isVisible() for act in ("begin", "change", "end_budget"))
    press(qtbot, window, Key.Key_E, CTRL)
    assert QApplication.activeModalWidget() is None
    # What another desk sets comes in by itself.
    budgets.rows = (QUARTER,)
    for _look in range(12):  # a year of lines is not summed for each of them
        window.desk.watch.look()
        settle(qtbot, window)
    assert page.model.row_total() == 1
    budgets.problem = NotAllowedError("access.area", who="Pim", roles="regisseur")
    window.refresh()
    settle(qtbot, window)
    assert page.states.view.title.text() == "Niet voor dit account"


def test_the_budgets_of_a_year_become_a_file(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, form, written in (
        ("budgets-2026.xlsx", "CSV (*.csv)", "budgets-2026.csv"),
        ("mine.csv", "Excel (*.xlsx)", "mine.csv"),
        ("mine", "Excel (*.xlsx)", "mine.xlsx"),
    ):
        chosen = (str(tmp_path / name), form)
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked, got=chosen: got)
        press(qtbot, window, Key.Key_S, CTRL)
        qtbot.waitUntil((tmp_path / written).exists)
    rows = (tmp_path / "mine.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows[0].startswith("Period,Cost centre,Name,Part of the year,When it is spent,Budget")
    assert rows[1].startswith("2026,4410,Juridisch,2026,Warn,10000.00,4200.00,1200.00,3000.00")
    assert rows[1].endswith(",Noor van Dijk,Nieuwbouw")
    assert rows[-1].endswith(",,,"), "nobody sets the year so far"
    assert (tmp_path / "mine.xlsx").read_bytes()[:2] == b"PK"
