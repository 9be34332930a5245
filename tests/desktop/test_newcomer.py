"""A caller whom nobody knows is taken in on the spot, by keys, and the request goes on."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fmdesk.desktop.pages.intake.newcomer import NewcomerDialog
from fmdesk.desktop.shell import MainWindow
from tests.desktop.conftest import Opened, dialog_of, keyboard_goes_to, settle
from tests.desktop.fake_intake import FakeIntake
from tests.desktop.fake_knowledge import FakeKnowledge
from tests.desktop.intake_keys import CONTROL, ENTER, SHIFT, begin, write


@pytest.fixture
def knowledge() -> FakeKnowledge:
    return FakeKnowledge()


@pytest.fixture
def window(opened: Opened, knowledge: FakeKnowledge) -> MainWindow:
    return opened(intake=FakeIntake(), knowledge=knowledge)


def ask(qtbot: QtBot, window: MainWindow, words: str) -> NewcomerDialog:
    """Type words that find nobody, then the key for a new caller."""
    begin(qtbot, window)
    write(qtbot, window, words)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_P, CONTROL | SHIFT)
    dialog = dialog_of(window)
    assert isinstance(dialog, NewcomerDialog)
    keyboard_goes_to(qtbot, dialog)
    return dialog


def test_the_name_that_was_typed_is_taken_over_and_the_request_goes_on(
    window: MainWindow, qtbot: QtBot, knowledge: FakeKnowledge
) -> None:
    dialog = ask(qtbot, window, "Zwaan, Bo")
    assert dialog.name.text() == "Zwaan, Bo"
    assert dialog.focusWidget() is dialog.name
    qtbot.keyClick(dialog.name, Qt.Key.Key_Tab)
    qtbot.keyClicks(dialog.focusWidget(), "4499")
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClicks(dialog.focusWidget(), "bo at example")
    qtbot.keyClick(dialog.focusWidget(), ENTER, CONTROL)
    settle(qtbot, window)
    assert dialog.problem.text() == (
        "bo at example is no e-mail address. Correct it, or leave it empty."
    )
    assert (dialog.name.text(), dialog.phone.text()) == ("Zwaan, Bo", "4499")
    assert knowledge.newcomers == []
    dialog.email.selectAll()
    qtbot.keyClicks(dialog.email, "bo@example.nl")
    qtbot.keyClick(dialog.email, ENTER, CONTROL)
    settle(qtbot, window)
    (newcomer,) = knowledge.newcomers
    assert (newcomer.name, newcomer.phone, newcomer.email) == ("Zwaan, Bo", "4499", "bo@example.nl")
    page = window.page()
    assert page.caller.requester.choice.text == "Zwaan, Bo"
    assert page.caller.caller is not None, "what goes on for the caller is looked up"


def test_a_number_that_was_typed_is_the_phone(window: MainWindow, qtbot: QtBot) -> None:
    dialog = ask(qtbot, window, "06-999")
    assert (dialog.name.text(), dialog.phone.text()) == ("", "06-999")
    dialog.reject()
    assert window.page().caller.requester.field.text() == "06-999", "nothing typed is lost"
