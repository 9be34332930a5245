"""The window on an office that lives in memory."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fmdesk.config import Settings
from fmdesk.desktop.app import Faults, make_window
from fmdesk.desktop.shell import MainWindow
from tests.desktop.fakes import FakeMonths, FakeQueries, make_services
from tests.desktop.made import figures

Opened = Callable[..., MainWindow]
REST_MS = 1000
"""What waits so long or longer (a message on the screen) waits for no typing."""


@pytest.fixture
def queries() -> FakeQueries:
    return FakeQueries()


@pytest.fixture
def problems() -> list[Exception]:
    """Errors that nobody handled."""
    return []


@pytest.fixture
def opened(
    qtbot: QtBot,
    qapp: QApplication,
    tmp_path: Path,
    queries: FakeQueries,
    problems: list[Exception],
) -> Iterator[Opened]:
    """Open the window on made-up services; `language` and services may be given.

    With `is_entered` False somebody must sign in first.
    """
    windows: list[MainWindow] = []

    def open_window(
        language: str = "en", *, is_entered: bool = True, **parts: object
    ) -> MainWindow:
        faults = Faults()
        faults.take = problems.append
        settings = Settings(data_dir=tmp_path, language=language)
        given = make_services(parts.pop("queries", queries), **parts)
        window = make_window(qapp, settings, lambda: given, faults)
        qtbot.addWidget(window)
        windows.append(window)
        window.resize(1280, 800)
        with qtbot.waitActive(window):
            window.show()
        qtbot.waitUntil(
            lambda: bool(window.desk if is_entered else QApplication.activeModalWidget())
        )
        settle(qtbot, window)
        return window

    yield open_window
    for window in windows:
        shut(qtbot, window)


@pytest.fixture
def window(opened: Opened) -> MainWindow:
    return opened()


@pytest.fixture
def judged() -> SimpleNamespace:
    """Services whose newest month is judged."""
    months = FakeMonths()
    months.judged["2026-11"] = figures("2026-11")
    return months


def settle(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until nothing is fetched any more, and no search waits for the typing to rest."""
    for _round in range(2):
        qtbot.wait(10)
        qtbot.waitUntil(lambda: not (window.kit.runner.is_busy or _rests(window)), timeout=30_000)


def shut(qtbot: QtBot, window: MainWindow) -> None:
    """Close the window; once more where a page could not keep what was typed."""
    window.close()
    if window.isVisible():
        settle(qtbot, window)
    if window.isVisible():
        window.close()


def press_key_of(qtbot: QtBot, window: MainWindow, name: str) -> None:
    """Press the keys of an action of the window."""
    keys = QKeySequence(window.actions_[name].shortcuts()[0])[0]
    qtbot.keyClick(window, keys.key(), keys.keyboardModifiers())


def go_by_key(qtbot: QtBot, window: MainWindow, name: str) -> MainWindow:
    """Open a page by its keys, and wait for what it shows."""
    press_key_of(qtbot, window, name)
    settle(qtbot, window)
    return window


def _rests(window: MainWindow) -> bool:
    timers = (one for one in window.findChildren(QTimer) if one.isActive() and one.isSingleShot())
    return any(one.interval() < REST_MS for one in timers)


def keyboard_goes_to(qtbot: QtBot, dialog: QWidget) -> None:
    """Wait until the dialog is the active window, as keys are sent nowhere else."""
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)


def dialog_of(window: MainWindow) -> QWidget:
    """Return the dialog that stands over the window."""
    found = [
        one
        for one in QApplication.topLevelWidgets()
        if one.isVisible() and one.isModal() and one is not window
    ]
    assert found, "no dialog is open"
    return found[-1]
