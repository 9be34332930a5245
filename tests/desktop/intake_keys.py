"""The keys of who takes a call: the page opened, words typed, what they find waited for."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from fmdesk.desktop.pages.intake.page import IntakePage
from fmdesk.desktop.shell import MainWindow
from fmdesk.ui.widgets.badge import StatusBadge
from tests.desktop.conftest import settle

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
ENTER = Qt.Key.Key_Return


def begin(qtbot: QtBot, window: MainWindow) -> IntakePage:
    """Open the intake by its key."""
    qtbot.keyClick(window, Qt.Key.Key_N, CONTROL)
    settle(qtbot, window)
    page = window.page()
    assert isinstance(page, IntakePage)
    return page


def write(qtbot: QtBot, window: MainWindow, words: str) -> None:
    """Type into whatever has the focus, and wait for what it finds."""
    qtbot.keyClicks(window.focusWidget(), words)
    settle(qtbot, window)


def press(
    qtbot: QtBot,
    window: MainWindow,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press a key where the focus is."""
    qtbot.keyClick(window.focusWidget(), key, modifier)
    settle(qtbot, window)


def call(qtbot: QtBot, window: MainWindow, name: str = "vries") -> None:
    """Pick the first caller of this name."""
    write(qtbot, window, name)
    press(qtbot, window, ENTER)


def seen(page: IntakePage) -> set[str]:
    """Return all texts in sight."""
    return {one.text() for one in page.findChildren(QLabel) if one.isVisible()}


def badges(page: IntakePage) -> set[str]:
    """Return all states in sight."""
    return {one.text() for one in page.findChildren(StatusBadge) if one.isVisible()}
