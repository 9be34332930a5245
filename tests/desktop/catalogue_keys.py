"""What the tests of the catalogue's page share: its key, its sections, its dialogs."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.guide import Guide
from fmdesk.desktop.pages.catalogue.page import CataloguePage
from fmdesk.desktop.shell import MainWindow
from tests.desktop.conftest import Opened, dialog_of, keyboard_goes_to, settle
from tests.desktop.fake_catalogue import FakeCatalogue
from tests.desktop.fake_knowledge import GUIDE, FakeKnowledge

Key = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Guides(FakeKnowledge):
    """Keeps guides."""

    def __init__(self) -> None:
        super().__init__()
        self.saved: list[Guide] = []

    def guides(self) -> tuple[Guide, ...]:
        return (GUIDE, replace(GUIDE, id=2, code="send", title_nl="Versturen", title_en="Send"))

    def save_guide(self, _op_id: object, guide: Guide) -> Guide:
        self.saved.append(guide)
        return guide


@pytest.fixture
def catalogue() -> FakeCatalogue:
    return FakeCatalogue()


@pytest.fixture
def knowledge() -> Guides:
    return Guides()


@pytest.fixture
def window(opened: Opened, catalogue: FakeCatalogue, knowledge: Guides, qtbot: QtBot) -> MainWindow:
    """The window on the catalogue, opened by its key."""
    made = opened(catalogue=catalogue, knowledge=knowledge)
    act(made, qtbot, "catalogue")
    return made


def act(window: MainWindow, qtbot: QtBot, name: str) -> None:
    """Press the key of an action."""
    keys = QKeySequence(window.actions_[name].shortcuts()[0])[0]
    qtbot.keyClick(window, keys.key(), keys.keyboardModifiers())
    settle(qtbot, window)


def page_of(window: MainWindow) -> CataloguePage:
    page = window.page()
    assert isinstance(page, CataloguePage)
    return page


def section(window: MainWindow, qtbot: QtBot, number: int) -> None:
    """Go to a section by its number."""
    qtbot.keyClick(window, Key(Key.Key_0 + number), ALT)
    settle(qtbot, window)


def texts(widget: QWidget) -> str:
    """Return every label that is shown."""
    found = (one for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))
    return "\n".join(one.text() for one in found)


def save(window: MainWindow, qtbot: QtBot) -> None:
    """Save the dialog by its key."""
    keyboard_goes_to(qtbot, dialog_of(window))
    qtbot.keyClick(dialog_of(window), Key.Key_Return, CTRL)
    settle(qtbot, window)


def field(window: MainWindow, name: str, kind: type = QWidget) -> QWidget:
    found = dialog_of(window).findChild(kind, name)
    assert found is not None, name
    return found


def retype(qtbot: QtBot, widget: QWidget, text: str) -> None:
    """Replace what stands in a field by typing."""
    widget.setFocus()
    widget.selectAll()
    qtbot.keyClicks(widget, text)
