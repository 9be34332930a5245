"""Signing in with real keys: before the pages open, and in the middle of work."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.access import Me
from fmdesk.desktop.entering import SignInDialog
from fmdesk.desktop.shell import MainWindow
from tests.desktop.conftest import Opened, dialog_of, keyboard_goes_to, settle
from tests.desktop.fake_access import PASSWORD, FakeAccess

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
STRANGER = Me("stranger", "stranger")


@pytest.fixture(autouse=True)
def _no_problems(problems: list[Exception]) -> Iterator[None]:
    yield
    assert problems == []


def sign_in_dialog(window: MainWindow, qtbot: QtBot) -> SignInDialog:
    dialog = dialog_of(window)
    assert isinstance(dialog, SignInDialog)
    keyboard_goes_to(qtbot, dialog)
    return dialog


def type_in(qtbot: QtBot, login: str, password: str) -> None:
    """Type over what stands in the field that has the keys, and go on with Tab and Enter."""

    def at_keys() -> object:
        return QApplication.focusWidget()

    qtbot.keyClick(at_keys(), Key.Key_A, CONTROL)
    qtbot.keyClicks(at_keys(), login)
    qtbot.keyClick(at_keys(), Key.Key_Tab)
    qtbot.keyClicks(at_keys(), password)
    qtbot.keyClick(at_keys(), Key.Key_Return)


def switch(window: MainWindow, qtbot: QtBot) -> SignInDialog:
    keyboard_goes_to(qtbot, window)
    qtbot.keyClick(window, Key.Key_U, CONTROL | SHIFT)
    return sign_in_dialog(window, qtbot)


@pytest.fixture
def access() -> FakeAccess:
    return FakeAccess(STRANGER)


@pytest.fixture
def waiting(opened: Opened, access: FakeAccess) -> MainWindow:
    """The window of somebody whom the office does not know."""
    return opened(access=access, is_entered=False)


def test_a_stranger_sees_no_page_before_signing_in(
    waiting: MainWindow, qtbot: QtBot, access: FakeAccess
) -> None:
    sign_in_dialog(waiting, qtbot)
    waiting.open_page("month")
    assert waiting.desk is None
    assert waiting.page() is waiting.waiting
    assert waiting.waiting.states.view.title.text() == "Nobody has signed in"
    type_in(qtbot, "piet", PASSWORD)
    settle(qtbot, waiting)
    assert QApplication.activeModalWidget() is None
    assert waiting.desk is not None
    assert waiting.page() is not waiting.waiting
    assert access.who.login == "piet"


def test_a_wrong_password_says_so_and_keeps_the_name(
    waiting: MainWindow, qtbot: QtBot, access: FakeAccess
) -> None:
    dialog = sign_in_dialog(waiting, qtbot)
    type_in(qtbot, "piet", "paard")
    settle(qtbot, waiting)
    assert dialog.problem.isVisible()
    assert "do not belong together" in dialog.problem.text()
    assert dialog.login.text() == "piet"
    assert dialog.password.text() == ""
    assert dialog.password.hasFocus()
    assert waiting.desk is None
    qtbot.keyClicks(dialog.password, PASSWORD)
    qtbot.keyClick(dialog.password, Key.Key_Return)
    settle(qtbot, waiting)
    assert waiting.desk is not None
    assert access.tried == ["piet", "piet"]


def test_what_is_typed_as_password_cannot_be_read(waiting: MainWindow, qtbot: QtBot) -> None:
    dialog = sign_in_dialog(waiting, qtbot)
    qtbot.keyClicks(dialog.password, "paard")
    assert dialog.password.displayText() == "●" * 5


def test_who_closes_the_dialog_can_ask_for_it_again(waiting: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(sign_in_dialog(waiting, qtbot), Key.Key_Escape)
    assert waiting.desk is None
    qtbot.keyClick(waiting.waiting.states.view.action, Key.Key_Space)
    sign_in_dialog(waiting, qtbot)
    type_in(qtbot, "piet", PASSWORD)
    settle(qtbot, waiting)
    assert waiting.desk is not None


def test_somebody_else_signs_in_and_the_intake_stays(opened: Opened, qtbot: QtBot) -> None:
    access = FakeAccess()
    window = opened(access=access)
    qtbot.keyClick(window, Key.Key_N, CONTROL)
    settle(qtbot, window)
    page = window.page()
    dialog = switch(window, qtbot)
    assert dialog.login.text() == "a.devries"
    type_in(qtbot, "piet", PASSWORD)
    settle(qtbot, window)
    assert access.who.login == "piet"
    assert window.page() is page
    assert window.toast.isVisible()
    switch(window, qtbot)
    type_in(qtbot, "a.devries", "")
    settle(qtbot, window)
    assert access.who.login == "a.devries"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_dialog_speaks_both_languages(opened: Opened, qtbot: QtBot, language: str) -> None:
    window = opened(language, access=FakeAccess())
    dialog = switch(window, qtbot)
    assert dialog.windowTitle() == {"nl": "Aanmelden", "en": "Sign in"}[language]
    assert "a.devries" in dialog.sentence.text()
    qtbot.keyClick(dialog, Key.Key_Escape)
