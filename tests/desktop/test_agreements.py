"""The page of the agreements, with real keys: read, agree something else, print, end."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDateEdit, QWidget
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.agreement import Agreement, Level, OrderLimit
from fmdesk.core.domain.calendar import Limit, LimitUnit
from fmdesk.core.domain.errors import StorageError
from fmdesk.desktop.pages.agreements.editing import AgreementDialog, BackDialog, EndDialog
from fmdesk.desktop.pages.agreements.page import AgreementsPage
from fmdesk.desktop.shell import MainWindow
from fmdesk.ui.pdfdialog import PdfDialog
from tests.desktop.conftest import Opened, dialog_of, go_by_key, settle
from tests.desktop.cut import cut
from tests.desktop.fake_agreements import CLOSE, FIRST, FakeAgreements

Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def agreed() -> FakeAgreements:
    return FakeAgreements()


@pytest.fixture
def window(opened: Opened, agreed: FakeAgreements, qtbot: QtBot) -> MainWindow:
    """The window on the agreements, opened by its key."""
    return go_by_key(qtbot, opened(agreements=agreed), "agreements")


def page_of(window: MainWindow) -> AgreementsPage:
    page = window.page()
    assert isinstance(page, AgreementsPage)
    return page


def press(
    qtbot: QtBot,
    window: MainWindow,
    key: Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    qtbot.keyClick(page_of(window).table, key, modifier)
    settle(qtbot, window)


def facts_of(page: AgreementsPage) -> list[str]:
    return [made.text() for made in page.facts.findChildren(QWidget) if hasattr(made, "text")]


def test_without_an_agreement_the_catalogue_holds(window: MainWindow) -> None:
    page = page_of(window)
    assert page.table.hasFocus()
    assert page.card.title.text() == "Everybody else"
    assert page.level_state.view.title.text() == "The catalogue holds"
    assert not page.buttons["print"].isEnabled()
    assert not page.buttons["end"].isEnabled()
    assert page.buttons["change"].isEnabled()


def test_the_arrow_shows_the_next_department_with_its_use(window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, Key.Key_Down)
    page = page_of(window)
    assert page.card.title.text() == "Legal"
    assert page.badge.accessibleName() == "Since 1 Oct 2026"
    said = facts_of(page)
    for words in ("Rob Bakker", "€1,234.56 of €1,000.00", "Alleen 's ochtends"):
        assert words in said
    assert "Anneke de Vries €250.00, everybody €100.00" in said
    row = [page.levels.index(0, place).data() for place in range(page.levels.columnCount())]
    assert row[0] == "Mail and courier"
    assert "60 of 50" in row
    assert page.history.isVisible()


def open_dialog(window: MainWindow, qtbot: QtBot) -> AgreementDialog:
    press(qtbot, window, Key.Key_Down)
    press(qtbot, window, Key.Key_E, CTRL)
    dialog = dialog_of(window)
    assert isinstance(dialog, AgreementDialog)
    return dialog


def save(dialog: AgreementDialog, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog.budget, Key.Key_Return, CTRL)
    settle(qtbot, window)


def test_what_nobody_touches_is_agreed_again_to_the_letter(
    window: MainWindow, qtbot: QtBot, agreed: FakeAgreements
) -> None:
    """The time of day of a limit, which no cell shows, is kept too."""
    dialog = open_dialog(window, qtbot)
    save(dialog, window, qtbot)
    _first, second = agreed.kept["law"]
    assert second.levels == FIRST.levels
    assert second.levels[0].lead_time == CLOSE
    assert second.limits == FIRST.limits
    assert (second.client, second.holder, second.note) == ("p1", "p2", "Alleen 's ochtends")
    assert (second.number, second.budget_cents) == (2, 100_000)
    assert not window.findChildren(AgreementDialog)


def test_a_new_level_is_typed_and_what_is_wrong_stands_below(
    window: MainWindow, qtbot: QtBot, agreed: FakeAgreements
) -> None:
    dialog = open_dialog(window, qtbot)
    dialog.levels.add(("Mail and courier", "4", "working hours", "office", "7"))
    qtbot.waitUntil(lambda: dialog.hint.isVisible() and "agreed twice" in dialog.hint.text())
    dialog.levels.put(2, 0, "The whole catalogue")
    qtbot.waitUntil(lambda: not dialog.hint.isVisible())
    save(dialog, window, qtbot)
    made = agreed.kept["law"][-1].levels[-1]
    assert made == Level("", "", "", Limit(LimitUnit.WORKING_HOURS, 4), "office", 7)


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        (("Paper A4", "", "clock hours", "", ""), "needs a number and what it counts"),
        (("Paper A4", "4", "nothing promised", "", ""), "needs a number and what it counts"),
        (("Paper A4", "4", "clock hours", "", "many"), "the volume is a whole number"),
        (("Ink", "4", "clock hours", "", ""), "Choose what of the catalogue “Ink” is."),
    ],
)
def test_a_wrong_cell_keeps_the_dialog_with_a_sentence(
    window: MainWindow,
    qtbot: QtBot,
    agreed: FakeAgreements,
    cells: tuple[str, ...],
    sentence: str,
) -> None:
    dialog = open_dialog(window, qtbot)
    dialog.levels.add(cells)
    save(dialog, window, qtbot)
    assert dialog.isVisible()
    assert sentence in dialog.problem.text()
    assert len(agreed.kept["law"]) == 1


def test_who_may_order_how_much_and_by_whom_it_is_signed(
    window: MainWindow, qtbot: QtBot, agreed: FakeAgreements
) -> None:
    dialog = open_dialog(window, qtbot)
    dialog.limits.put(1, 1, "75.50")
    holder = dialog.findChild(QComboBox, "holder")
    qtbot.keyClick(holder, Key.Key_Home)
    dialog.budget.setText("x")
    save(dialog, window, qtbot)
    assert "“x” is no amount of money." in dialog.problem.text()
    dialog.budget.clear()
    save(dialog, window, qtbot)
    made = agreed.kept["law"][-1]
    assert made.limits == (OrderLimit("p1", 25_000), OrderLimit("", 7_550))
    assert (made.holder, made.budget_cents) == ("", None)


def test_somebody_elses_version_is_said_and_nothing_typed_is_lost(
    window: MainWindow, qtbot: QtBot, agreed: FakeAgreements
) -> None:
    dialog = open_dialog(window, qtbot)
    dialog.note.setText("Ook 's middags")
    agreed.kept["law"].append(Agreement("law", FIRST.valid_from, 2, levels=FIRST.levels))
    save(dialog, window, qtbot)
    assert dialog.isVisible()
    assert "in the meantime" in dialog.problem.text()
    assert dialog.note.text() == "Ook 's middags"


def test_an_agreement_ends_from_a_day_on(
    window: MainWindow, qtbot: QtBot, agreed: FakeAgreements
) -> None:
    press(qtbot, window, Key.Key_Down)
    press(qtbot, window, Key.Key_Delete)
    dialog = dialog_of(window)
    field = dialog.findChild(QDateEdit, "ends")
    qtbot.keyClick(field, Key.Key_Return, CTRL)
    settle(qtbot, window)
    assert agreed.kept["law"][-1].is_ended
    page = page_of(window)
    assert page.badge.accessibleName().startswith("Ended on")
    assert not page.buttons["end"].isEnabled()
    press(qtbot, window, Key.Key_Delete)
    assert len(agreed.kept["law"]) == 2


def test_closing_the_window_asks_nothing_about_an_agreement(
    window: MainWindow, qtbot: QtBot
) -> None:
    press(qtbot, window, Key.Key_Down)
    assert page_of(window).buttons["end"].isEnabled()
    window.close()
    assert window.findChildren(EndDialog) == []


def test_what_is_to_begin_later_is_taken_back(
    window: MainWindow, qtbot: QtBot, agreed: FakeAgreements
) -> None:
    coming = replace(FIRST, number=2, valid_from=date(2027, 1, 1), budget_cents=5)
    agreed.kept["law"].append(coming)
    press(qtbot, window, Key.Key_Down)
    page = page_of(window)
    assert page.badge.accessibleName().startswith("From 1 Jan 2027")
    assert page.buttons["end"].text().strip() == "Take back…"
    press(qtbot, window, Key.Key_Delete)
    dialog = dialog_of(window)
    assert isinstance(dialog, BackDialog)
    assert "1 Jan 2027" in dialog.windowTitle()
    qtbot.keyClick(dialog.save_button, Key.Key_Return, CTRL)
    settle(qtbot, window)
    assert agreed.kept["law"][-1].budget_cents == FIRST.budget_cents
    assert page.badge.accessibleName().startswith("Since")
    assert page.buttons["end"].text().strip() == "End…"


def test_it_is_shown_on_paper(window: MainWindow, qtbot: QtBot, agreed: FakeAgreements) -> None:
    press(qtbot, window, Key.Key_P, CTRL)
    assert agreed.printed == []
    press(qtbot, window, Key.Key_Down)
    press(qtbot, window, Key.Key_P, CTRL)
    assert agreed.printed == [("law", 1)]
    paper = window.findChild(PdfDialog)
    assert paper is not None
    assert paper.windowTitle() == "agreement-law.pdf"
    paper.close()


def test_a_database_in_trouble_is_said_with_a_way_on(opened: Opened, qtbot: QtBot) -> None:
    agreed = FakeAgreements(problem=StorageError("storage.lost", reason="x"))
    window = opened(agreements=agreed)
    window.open_page("agreements")
    settle(qtbot, window)
    page = page_of(window)
    assert page.states.currentWidget() is page.states.view
    agreed.problem = None
    page.states.view.action.click()
    settle(qtbot, window)
    assert page.table.isVisible()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_is_cut(opened: Opened, qtbot: QtBot, language: str) -> None:
    window = opened(language, agreements=FakeAgreements())
    window.open_page("agreements", "law")
    settle(qtbot, window)
    assert list(cut(page_of(window))) == []
    assert window.width() == 1280, "the page asks for no more than the first window has"
    page_of(window).change()
    settle(qtbot, window)
    assert list(cut(dialog_of(window))) == []
