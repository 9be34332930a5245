"""A new order, taken by hand."""

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.ticket import OrderDraft
from fmdesk.core.domain.views import Taken
from fmdesk.desktop.pages.order.page import OrderDialog
from fmdesk.desktop.shell import MainWindow
from tests.desktop.conftest import Opened, dialog_of, keyboard_goes_to, settle
from tests.desktop.fakes import FakeIntake

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def intake() -> FakeIntake:
    return FakeIntake()


@pytest.fixture
def window(opened: Opened, intake: FakeIntake) -> MainWindow:
    return opened(intake=intake)


@pytest.fixture
def order(window: MainWindow, qtbot: QtBot) -> OrderDialog:
    qtbot.keyClick(window, Qt.Key.Key_N, CONTROL)
    made = dialog_of(window)
    keyboard_goes_to(qtbot, made)
    settle(qtbot, window)
    return made  # type: ignore[return-value]


def pick(qtbot: QtBot, window: MainWindow, field: object, words: str) -> None:
    field.field.setFocus()  # type: ignore[attr-defined]
    qtbot.keyClicks(field.field, words)  # type: ignore[attr-defined]
    qtbot.waitUntil(field.list.isVisible)  # type: ignore[attr-defined]
    qtbot.keyClick(field.field, Qt.Key.Key_Return)  # type: ignore[attr-defined]
    settle(qtbot, window)


def test_an_order_is_taken_without_a_mouse(
    window: MainWindow, order: OrderDialog, qtbot: QtBot, intake: FakeIntake
) -> None:
    assert order.requester.field.hasFocus()
    pick(qtbot, window, order.requester, "vries")
    pick(qtbot, window, order.product, "paper")
    order.quantity.setFocus()
    order.quantity.selectAll()
    qtbot.keyClicks(order.quantity, "12")
    qtbot.keyClicks(order.form.findChild(QLineEdit, "to"), "B2.14")
    pick(qtbot, window, order.location, "B2")
    qtbot.keyClicks(order.note, "before noon")
    assert order.cost.value.text() == "€220.80"
    qtbot.keyClick(order.note, Qt.Key.Key_Return, CONTROL)
    settle(qtbot, window)
    draft = intake.drafts[0]
    line = draft.lines[0]
    assert (draft.channel, draft.requester, draft.note) == ("phone", "P0", "before noon")
    assert (line.product, line.quantity, line.location) == ("A0", 12, "B2.14")
    assert line.details == {"to": "B2.14", "recycled": False}
    assert not shiboken6.isValid(order)
    assert "M000007 is saved, due Tue 3 Nov 09:00" in window.toast.words.text()
    assert window.page().line.number.text() == "M000007.1"


def test_the_product_card_speaks_before_it_is_asked(
    window: MainWindow, order: OrderDialog, qtbot: QtBot
) -> None:
    pick(qtbot, window, order.product, "paper")
    shown = [one.text() for one in order.card.findChildren(QLabel) if not one.isHidden()]
    for part in (
        "Copy paper A4, 80 g",
        "€18.40 per doos",
        "Box of five packs. Brought to the printer on your floor.",
        "Niet meer dan 10 dozen per keer.",
        "Is there 100 g paper too?",
        "Vraag of het recycled mag zijn; dat ligt altijd op voorraad.",
    ):
        assert part in shown
    assert "Is er ook papier van 100 gram?" not in shown


def test_what_is_missing_is_said_in_place(
    window: MainWindow, order: OrderDialog, qtbot: QtBot, intake: FakeIntake
) -> None:
    save = order.findChild(QPushButton, "save")
    said = []
    for step in (None, order.requester, order.product):
        if step is order.requester:
            pick(qtbot, window, order.requester, "vries")
        if step is order.product:
            pick(qtbot, window, order.product, "paper")
        qtbot.mouseClick(save, LEFT)
        said.append(order.problem.text())
    assert said == [
        "Pick the requester from the list.",
        "Pick the product from the list.",
        "Fill in: Deliver to.",
    ]
    assert intake.drafts == []
    order.reject()


def test_another_product_brings_its_own_form(
    window: MainWindow, order: OrderDialog, qtbot: QtBot
) -> None:
    pick(qtbot, window, order.product, "paper")
    assert order.form.isVisible()
    qtbot.keyClicks(order.product.field, "x")
    assert not order.form.isVisible()
    assert order.cost.value.text() == "–"
    assert order.card.title.text() == "Product card"
    order.reject()


def test_a_refused_order_stays_with_the_reason(opened: Opened, qtbot: QtBot) -> None:
    class Refusing(FakeIntake):
        def take(self, draft: OrderDraft) -> Taken:
            self.drafts.append(draft)
            raise InvalidInputError("month.format", text="12")

    intake = Refusing()
    window = opened(intake=intake)
    window.actions_["order"].trigger()
    order = dialog_of(window)
    settle(qtbot, window)
    pick(qtbot, window, order.requester, "vries")  # type: ignore[attr-defined]
    pick(qtbot, window, order.product, "badge")  # type: ignore[attr-defined]
    qtbot.keyClicks(order.findChild(QLineEdit, "to"), "B2.14")
    for _turn in range(2):
        qtbot.mouseClick(order.findChild(QPushButton, "save"), LEFT)
        settle(qtbot, window)
    assert order.problem.isVisible()  # type: ignore[attr-defined]
    assert len({draft.op_id for draft in intake.drafts}) == 2
    order.close()
