"""What a line offers to who may do a part of it, and the correction of a time by a controller."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import QDateTime, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.events import EventKind, PauseClass
from fmdesk.core.domain.ticket import LineRights
from fmdesk.desktop.pages.ticket.correct import corrigible, counting
from fmdesk.desktop.pages.ticket.panel import TicketPanel
from fmdesk.desktop.shell import MainWindow
from fmdesk.i18n import using_language
from tests.desktop.conftest import dialog_of, settle
from tests.desktop.fakes import FakeQueries

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
INSIDE = (PauseClass.INTERNAL,)
UNIT = LineRights(changes=False, pauses=INSIDE, resumes=False, corrects=False)
AUDITOR = LineRights(works=False, changes=False, pauses=(), resumes=False, corrects=False)
CONTROLLER = LineRights(works=False, changes=False)
Allowed = Callable[[LineRights], TicketPanel]


@pytest.fixture
def allowed(window: MainWindow, qtbot: QtBot) -> Allowed:
    """Show the first ticket of the list to who has these rights."""

    def shown(rights: LineRights) -> TicketPanel:
        page = window.page()
        page._desk.services.fulfilment.allowed = rights
        page.open_row(0)
        settle(qtbot, window)
        panel: TicketPanel = page.line
        panel.presenter.show(panel.presenter.asked)
        settle(qtbot, window)
        return panel

    return shown


def offered(panel: TicketPanel) -> set[str]:
    names = ("deliver", "finish", "pause", "correct", "change", "redirect", "cancel")
    made = {name: getattr(panel, f"{name}_button") for name in names}
    return {name for name, one in made.items() if not one.isHidden()}


def test_a_line_offers_what_the_right_gives(allowed: Allowed) -> None:
    assert offered(allowed(UNIT)) == {"deliver", "finish", "pause"}
    assert offered(allowed(CONTROLLER)) == {"pause", "correct"}
    assert offered(allowed(AUDITOR)) == set()
    assert len(offered(allowed(LineRights()))) == 7


def test_a_key_without_the_right_opens_nothing(
    allowed: Allowed, window: MainWindow, qtbot: QtBot
) -> None:
    panel = allowed(AUDITOR)
    for key in (Qt.Key.Key_B, Qt.Key.Key_D, Qt.Key.Key_R):
        qtbot.keyClick(window, key, CONTROL)
    qtbot.keyClick(window, Qt.Key.Key_J, CONTROL | SHIFT)
    settle(qtbot, window)
    assert panel.window().findChild(QComboBox, "corrected") is None
    assert panel.window().findChild(QComboBox, "pause_class") is None


def test_a_unit_pauses_within_only_and_reads_whom_to_ask(
    allowed: Allowed, window: MainWindow, qtbot: QtBot
) -> None:
    allowed(UNIT)
    qtbot.keyClick(window, Qt.Key.Key_B, CONTROL)
    dialog = dialog_of(window)
    kinds = dialog.findChild(QComboBox, "pause_class")
    assert [kinds.itemData(place) for place in range(kinds.count())] == [*INSIDE]
    told = " ".join(one.text() for one in dialog.findChildren(QLabel))
    assert "Ctrl+Shift+T on the ticket writes a task" in told


def test_a_controller_corrects_a_time_and_first_sees_what_it_leads_to(
    allowed: Allowed, window: MainWindow, qtbot: QtBot, queries: FakeQueries
) -> None:
    panel = allowed(CONTROLLER)
    received = queries.events_of(5000)[0]
    qtbot.keyClick(window, Qt.Key.Key_J, CONTROL | SHIFT)
    dialog = dialog_of(window)
    assert not dialog.save_button.isEnabled()
    stood: QDateTime = dialog.at.dateTime()
    dialog.at.setDateTime(stood.addSecs(3600))
    qtbot.keyClicks(dialog.findChild(QLineEdit, "reason"), "receipt")
    qtbot.waitUntil(dialog.save_button.isEnabled)
    told = [one.text() for one in dialog.effect.findChildren(QLabel)]
    assert {"€0.00", "€92.00"} <= {*told}, "what the customer does not pay, now and after it"
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    settle(qtbot, window)
    events = queries.events_of(5000)
    last = events[-1]
    right = received.at.replace(second=0) + timedelta(hours=1)
    assert (last.kind, last.corrects) == (EventKind.CORRECTED, received.number)
    assert (last.corrected_at, last.reason) == (right, "receipt")
    assert counting(events, received) == right
    assert corrigible(events) == (received,), "a correction is not corrected itself"
    assert panel.presenter.shown is not None


def test_the_dialog_reads_dutch(allowed: Allowed, window: MainWindow, qtbot: QtBot) -> None:
    panel = allowed(CONTROLLER)
    with using_language("nl"):
        panel.tabs.correct()
        dialog = dialog_of(window)
        assert dialog.windowTitle().startswith("Een tijd van M005000.1")
        told = [one.text() for one in dialog.findChildren(QLabel)]
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert "Juiste tijd" in told
