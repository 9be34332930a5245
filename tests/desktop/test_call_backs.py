"""The page of the call-backs, with real keys: one key each for what the customer says."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.call_back import CallBackOutcome
from fmdesk.core.domain.errors import StorageError
from fmdesk.desktop.pages.call_backs.page import CallBacksPage
from fmdesk.desktop.shell import MainWindow
from fmdesk.i18n import using_language
from tests.desktop.conftest import Opened, dialog_of, go_by_key, keyboard_goes_to, settle
from tests.desktop.cut import cut
from tests.desktop.fake_call_backs import FakeCallBacks

Key = Qt.Key


@pytest.fixture
def calls() -> FakeCallBacks:
    return FakeCallBacks()


@pytest.fixture
def window(opened: Opened, calls: FakeCallBacks, qtbot: QtBot) -> MainWindow:
    """The window on the call-backs, opened by its key."""
    return go_by_key(qtbot, opened(call_backs=calls), "call_backs")


def page_of(window: MainWindow) -> CallBacksPage:
    page = window.page()
    assert isinstance(page, CallBacksPage)
    return page


def press(qtbot: QtBot, window: MainWindow, key: Key) -> None:
    qtbot.keyClick(page_of(window).table, key)
    settle(qtbot, window)


def test_the_first_call_stands_ready_with_phone_and_script(window: MainWindow) -> None:
    page = page_of(window)
    assert page.customer.text() == "de Vries, Anneke"
    assert page.phone.text() == "4163"
    assert page.script.text().startswith("Good day, this is Noor")
    assert page.table.hasFocus()
    assert page.header.aside.text() == "Nobody has been asked this month."


def test_one_key_says_satisfied_and_brings_the_next_call(
    window: MainWindow, qtbot: QtBot, calls: FakeCallBacks
) -> None:
    press(qtbot, window, Key.Key_1)
    (draft,) = calls.said
    assert (draft.call_back_id, draft.outcome) == (1, CallBackOutcome.SATISFIED)
    page = page_of(window)
    assert page.customer.text() == "Özdemir, Selin"
    assert page.header.aside.text() == "100% satisfied of 1 customer asked this month"
    assert window.toast.isVisible()


def test_not_satisfied_asks_for_the_customers_words(
    window: MainWindow, qtbot: QtBot, calls: FakeCallBacks
) -> None:
    press(qtbot, window, Key.Key_2)
    dialog = dialog_of(window)
    keyboard_goes_to(qtbot, dialog)
    note = dialog.findChild(QWidget, "note")
    qtbot.keyClick(note, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    assert dialog.isVisible()
    assert "customer's words" in dialog.problem.text()
    assert calls.said == []
    qtbot.keyClicks(note, "12 dozen zijn nat")
    qtbot.keyClick(note, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    (draft,) = calls.said
    assert (draft.outcome, draft.note) == (CallBackOutcome.NOT_SATISFIED, "12 dozen zijn nat")
    assert page_of(window).customer.text() == "Özdemir, Selin"


def test_not_reached_is_called_again_later(
    window: MainWindow, qtbot: QtBot, calls: FakeCallBacks
) -> None:
    press(qtbot, window, Key.Key_3)
    assert [row.tries for row in calls.rows] == [1, 0, 1]
    page = page_of(window)
    assert page.customer.text() == "de Vries, Anneke", "the call that was chosen stays so"
    assert page.table.current_row() == 2
    assert page.model.row_at(2).due_at > page.kit.time.now()


def test_own_work_is_shown_but_cannot_be_rated(
    window: MainWindow, qtbot: QtBot, calls: FakeCallBacks
) -> None:
    press(qtbot, window, Key.Key_End)
    page = page_of(window)
    assert page.customer.text() == "Bakker, Rob"
    assert page.phone.text() == "No phone number"
    assert page.remark.isVisible()
    assert not any(made.isEnabled() for made in page.buttons)
    for key in (Key.Key_1, Key.Key_2, Key.Key_3):
        press(qtbot, window, key)
    assert calls.said == []


def test_a_call_made_by_somebody_else_is_said_in_place(
    window: MainWindow, qtbot: QtBot, calls: FakeCallBacks
) -> None:
    from dataclasses import replace

    calls.rows[0] = replace(calls.rows[0], tries=2)
    press(qtbot, window, Key.Key_1)
    page = page_of(window)
    assert page.problem.isVisible()
    assert "Somebody else called" in page.problem.text()
    qtbot.keyClick(window, Key.Key_F5)
    settle(qtbot, window)
    press(qtbot, window, Key.Key_1)
    assert len(calls.said) == 1
    assert not page.problem.isVisible()


def test_nobody_to_call_says_what_comes_here(opened: Opened, qtbot: QtBot) -> None:
    window = opened(call_backs=FakeCallBacks(0))
    window.open_page("call_backs")
    settle(qtbot, window)
    page = page_of(window)
    assert page.list_state.view.title.text() == "Nobody to call"
    assert not page.panel.isVisible()
    page.satisfied()


def test_a_database_in_trouble_is_said_with_a_way_on(opened: Opened, qtbot: QtBot) -> None:
    calls = FakeCallBacks(problem=StorageError("storage.lost", reason="x"))
    window = opened(call_backs=calls)
    window.open_page("call_backs")
    settle(qtbot, window)
    page = page_of(window)
    assert page.states.currentWidget() is page.states.view
    calls.problem = None
    page.states.view.action.click()
    settle(qtbot, window)
    assert page.customer.text() == "de Vries, Anneke"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_is_cut(opened: Opened, qtbot: QtBot, language: str) -> None:
    window = opened(language, call_backs=FakeCallBacks())
    window.open_page("call_backs")
    settle(qtbot, window)
    with using_language(language):
        assert list(cut(window)) == []


@pytest.fixture(autouse=True)
def _no_problems(problems: list[Exception]) -> Iterator[None]:
    yield
    assert problems == []
