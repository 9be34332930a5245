"""A ticket in the window, with what is kept beside it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.dossier_views import FieldChange, TimelineItem, TimelineKind
from fmdesk.desktop.pages.ticket.panel import TicketPanel
from fmdesk.desktop.shell import MainWindow
from tests.desktop.conftest import Opened, dialog_of, keyboard_goes_to, settle
from tests.desktop.fake_dossiers import FakeChanging, FakeDossiers
from tests.desktop.fakes import FakeQueries
from tests.desktop.made import at

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def dossiers(queries: FakeQueries) -> FakeDossiers:
    return FakeDossiers(queries)


@pytest.fixture
def changing(queries: FakeQueries, dossiers: FakeDossiers) -> FakeChanging:
    return FakeChanging(queries, dossiers)


@pytest.fixture
def window(opened: Opened, dossiers: FakeDossiers, changing: FakeChanging) -> MainWindow:
    return opened(dossiers=dossiers, changing=changing)


@pytest.fixture
def panel(window: MainWindow, qtbot: QtBot) -> TicketPanel:
    """The ticket of line 42, as a page of its own."""
    window.desk.page_asked.emit("ticket", 42)
    settle(qtbot, window)
    return window.page().line


@pytest.fixture
def told(dossiers: FakeDossiers) -> FakeDossiers:
    """A ticket to which something of each kind happened."""
    changes = (FieldChange("quantity", "2", "5"), FieldChange("location", "", "B2.14"))
    for hours, kind, word, text, more in (
        (1, TimelineKind.UNIT, "asked", "Stock: is it there?", {}),
        (2, TimelineKind.CONTACT, "status", "when?", {}),
        (3, TimelineKind.MESSAGE, "delay", "lorry", {"status": "sent"}),
        (4, TimelineKind.CHANGE, "changed", "asked for", {"changes": changes}),
        (5, TimelineKind.TASK, "made", "send a photo", {}),
        (6, TimelineKind.LINK, "removed", "M000007 Copier", {}),
    ):
        dossiers.told.append(TimelineItem(at(hours=hours), kind, word, "bob", "", text, **more))
    return dossiers


def press(
    qtbot: QtBot, window: MainWindow, key: Key, held: Qt.KeyboardModifier = CONTROL
) -> QWidget:
    """Press a key on the window and return the dialog that opens."""
    qtbot.keyClick(window, key, held)
    settle(qtbot, window)
    dialog = dialog_of(window)
    keyboard_goes_to(qtbot, dialog)
    return dialog


def save(qtbot: QtBot, window: MainWindow, dialog: QWidget) -> None:
    keyboard_goes_to(qtbot, dialog)
    qtbot.keyClick(dialog, Key.Key_Return, CONTROL)
    settle(qtbot, window)


def words(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible() and one.text()]


def is_open(window: MainWindow) -> bool:
    try:
        dialog_of(window)
    except AssertionError:
        return False
    return True
