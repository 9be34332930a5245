"""Who approved that a request goes over the budget: asked by a key, kept with the request."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from fmdesk.desktop.pages.intake.model import Typed, text_of, typed_of
from fmdesk.desktop.pages.intake.page import IntakePage
from fmdesk.desktop.shell import MainWindow
from tests.desktop.conftest import Opened, dialog_of, keyboard_goes_to, settle
from tests.desktop.fake_intake import FakeIntake
from tests.desktop.fake_knowledge import FakeDrafts, FakeKnowledge
from tests.desktop.intake_keys import CONTROL, ENTER, begin, call, press, seen, write

WORDS = "Jan de Wit, telefonisch"


@pytest.fixture
def intake() -> FakeIntake:
    return FakeIntake()


@pytest.fixture
def window(opened: Opened, intake: FakeIntake) -> MainWindow:
    return opened(intake=intake, knowledge=FakeKnowledge(), drafts=FakeDrafts())


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> IntakePage:
    return begin(qtbot, window)


def approve(qtbot: QtBot, window: MainWindow, words: str) -> None:
    """Note who approved, by keys; the keyboard is in the intake again."""
    press(qtbot, window, Qt.Key.Key_F8)
    dialog = dialog_of(window)
    keyboard_goes_to(qtbot, dialog)
    dialog.name.selectAll()
    qtbot.keyClicks(dialog.name, words) if words else dialog.name.clear()
    qtbot.keyClick(dialog.name, ENTER, CONTROL)
    settle(qtbot, window)
    keyboard_goes_to(qtbot, window)


def test_a_key_notes_who_approved_and_the_request_keeps_it(
    window: MainWindow, page: IntakePage, qtbot: QtBot, intake: FakeIntake
) -> None:
    call(qtbot, window)
    write(qtbot, window, "paper")
    press(qtbot, window, ENTER)
    approve(qtbot, window, WORDS)
    assert f"Approved over budget: {WORDS}" in seen(page)
    qtbot.keyClicks(page.line.form.findChild(QLineEdit, "to"), "B2.14")
    press(qtbot, window, ENTER, CONTROL)
    (order,) = intake.drafts
    assert order.approval == WORDS
    assert page.typed().approval == "", "the next request begins without"
    assert not page.approving.isVisible()


def test_an_approval_is_taken_back_by_emptying_it(
    window: MainWindow, page: IntakePage, qtbot: QtBot
) -> None:
    approve(qtbot, window, WORDS)
    approve(qtbot, window, "")
    assert page.typed().approval == ""
    assert not page.approving.isVisible()


def test_it_survives_a_crash_and_an_older_draft_is_still_read() -> None:
    typed = replace(Typed(), note="x", approval=WORDS)
    kept = typed_of(text_of(typed))
    assert kept is not None
    assert kept.approval == WORDS
    older = text_of(typed).replace(f', "approval": "{WORDS}"', "")
    assert "approval" not in older
    read = typed_of(older)
    assert read is not None
    assert (read.note, read.approval) == ("x", "")
