"""Asking the unit of the product on the card, while the customer waits."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from fmdesk.desktop.pages.intake.model import text_of, typed_of
from fmdesk.desktop.pages.intake.page import IntakePage
from fmdesk.desktop.shell import MainWindow
from tests.desktop.conftest import Opened, dialog_of, keyboard_goes_to, settle
from tests.desktop.fake_intake import FakeIntake
from tests.desktop.fake_knowledge import FakeDrafts, FakeKnowledge
from tests.desktop.fake_my_unit import FakeQuestions
from tests.desktop.intake_keys import CONTROL, ENTER, begin, call, press, seen, write

SAID = "Asked: Stock. The answer comes to the request."


@pytest.fixture
def intake() -> FakeIntake:
    return FakeIntake()


@pytest.fixture
def questions() -> FakeQuestions:
    return FakeQuestions()


@pytest.fixture
def window(opened: Opened, intake: FakeIntake, questions: FakeQuestions) -> MainWindow:
    return opened(
        intake=intake, knowledge=FakeKnowledge(), drafts=FakeDrafts(), questions=questions
    )


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> IntakePage:
    return begin(qtbot, window)


def ask_unit(qtbot: QtBot, window: MainWindow) -> None:
    """Ask what stands on the card, by keys; the keyboard is in the intake again."""
    press(qtbot, window, Qt.Key.Key_U, CONTROL)
    dialog = dialog_of(window)
    keyboard_goes_to(qtbot, dialog)
    dialog.unit.pick(dialog._units("")[0])
    qtbot.keyClicks(dialog.text, "Is there A3 too?")
    qtbot.keyClick(dialog.text, ENTER, CONTROL)
    settle(qtbot, window)
    keyboard_goes_to(qtbot, window)


def test_a_key_asks_about_the_product_on_the_card(
    window: MainWindow,
    page: IntakePage,
    qtbot: QtBot,
    questions: FakeQuestions,
    intake: FakeIntake,
) -> None:
    call(qtbot, window)
    write(qtbot, window, "paper")
    press(qtbot, window, ENTER)
    ask_unit(qtbot, window)
    (draft,) = questions.asked
    assert (draft.product, draft.text, draft.line_id) == ("A0", "Is there A3 too?", None)
    assert SAID in seen(page)
    assert page.line.product.code == "A0", "what was typed stays"
    qtbot.keyClicks(page.line.form.findChild(QLineEdit, "to"), "B2.14")
    press(qtbot, window, ENTER, CONTROL)
    (order,) = intake.drafts
    assert order.questions == (9,)
    assert SAID not in seen(page), "the next request begins without"
    assert page.typed().questions == ()


def test_before_a_product_is_looked_up_there_is_nothing_to_ask_about(
    window: MainWindow, page: IntakePage, qtbot: QtBot, questions: FakeQuestions
) -> None:
    press(qtbot, window, Qt.Key.Key_U, CONTROL)
    assert "Look a product up first: the question is about it." in seen(page)
    assert questions.asked == []


def test_what_was_asked_survives_a_crash_with_what_was_typed(
    window: MainWindow, page: IntakePage, qtbot: QtBot
) -> None:
    call(qtbot, window)
    write(qtbot, window, "paper")
    press(qtbot, window, ENTER)
    ask_unit(qtbot, window)
    text = text_of(page.typed())
    assert typed_of(text).questions == ((9, "Stock"),)
    page.clear()
    page.resume("before", text)
    settle(qtbot, window)
    assert SAID in seen(page)
    old = json.loads(text)
    del old["questions"]
    assert typed_of(json.dumps(old)).questions == (), "drafts of before had none"
