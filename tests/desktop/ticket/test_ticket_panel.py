"""The panel of a ticket: its line, why, and recording what happens."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import shiboken6
from PySide6.QtCore import QDate, QDateTime, Qt, QTime, QTimeZone
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.errors import ConflictError, NotFoundError
from fmdesk.core.domain.events import EventKind, LineEvent, PauseClass
from fmdesk.core.domain.month_progress import Ruling
from fmdesk.core.domain.ticket import EventDraft, LineState
from fmdesk.core.domain.views import IntervalView, StepView, Why
from fmdesk.desktop.pages.line.model import (
    clock_figures,
    counted,
    event_words,
    interval_badge,
    process_steps,
)
from fmdesk.desktop.pages.ticket.panel import TicketPanel
from fmdesk.desktop.shell import MainWindow
from fmdesk.i18n import exact_duration
from fmdesk.ui.pdfdialog import PdfDialog
from fmdesk.ui.tableview import TableView
from fmdesk.ui.widgets.badge import StatusBadge
from tests.desktop.conftest import Opened, dialog_of, keyboard_goes_to, settle
from tests.desktop.fakes import FakeQueries
from tests.desktop.made import at, verdict

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def panel(window: MainWindow, qtbot: QtBot) -> TicketPanel:
    window.page().open_row(0)
    settle(qtbot, window)
    return window.page().line


def words(widget: QWidget) -> list[str]:
    labels = (one.text() for one in widget.findChildren(QLabel) if not one.isHidden())
    badges = (one.accessibleName() for one in widget.findChildren(StatusBadge))
    return [*labels, *badges]


def reading(day: int, hour: int) -> QDateTime:
    """Return what the office's wall shows in November."""
    return QDateTime(QDate(2026, 11, day), QTime(hour, 0), QTimeZone.utc())


def press(qtbot: QtBot, dialog: QWidget, name: str) -> None:
    qtbot.mouseClick(dialog.findChild(QPushButton, name), LEFT)


def test_the_head_says_what_who_and_when(panel: TicketPanel) -> None:
    assert panel.number.text() == "M005000.1"
    assert panel.head.subject.toolTip() == "Copy paper A4, 80 g"
    assert "de Vries, Anneke" in panel.head.people.toolTip()
    assert panel.figures["quantity"].value.text() == "10 box"
    assert panel.figures["price"].value.text() == "€184.00"


def test_the_process_shows_its_steps_and_its_cut(panel: TicketPanel) -> None:
    name = panel.overview.process.accessibleName()
    assert "Picking" in name
    assert "2 h 30 min of 2 h" in name
    assert panel.overview.process._cut == 1


def test_half_a_delivery_by_hand_then_the_late_half_is_free(
    window: MainWindow, panel: TicketPanel, qtbot: QtBot, queries: FakeQueries
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_D, CONTROL)
    dialog = dialog_of(window)
    keyboard_goes_to(qtbot, dialog)
    spin = dialog.findChild(QSpinBox, "quantity")
    assert spin.value() == spin.maximum() == 10
    spin.setValue(5)
    press(qtbot, dialog, "given")
    dialog.at.setDateTime(reading(2, 20))
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))
    assert "5 box" in words(panel.overview)
    assert "Still open" in words(panel.overview)
    press(qtbot, panel, "deliver")
    dialog = dialog_of(window)
    assert "5 of 10 box delivered, 5 box to go." in words(dialog)
    press(qtbot, dialog, "given")
    dialog.at.setDateTime(reading(3, 12))
    press(qtbot, dialog, "save")
    settle(qtbot, window)
    events = queries.events_of(5000)
    assert [(event.kind, event.quantity) for event in events[1:]] == [
        (EventKind.DELIVERED, 5),
        (EventKind.DELIVERED, 5),
    ]
    assert events[1].at == datetime(2026, 11, 2, 19, 0, tzinfo=UTC)
    shown = words(panel.overview)
    assert "Not charged" in shown
    assert "€92.00" in shown
    assert not panel.deliver_button.isEnabled()


def test_now_is_the_usual_moment(panel: TicketPanel, window: MainWindow, qtbot: QtBot) -> None:
    panel.deliver()
    dialog = dialog_of(window)
    assert dialog.given_time() is None
    assert not dialog.at.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_a_pause_needs_its_kind_reason_and_evidence(
    window: MainWindow, panel: TicketPanel, qtbot: QtBot, queries: FakeQueries
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_B, CONTROL)
    dialog = dialog_of(window)
    dialog.findChild(QComboBox, "pause_class").setCurrentText("Force majeure")
    qtbot.keyClicks(dialog.findChild(QLineEdit, "reason"), "storm")
    qtbot.keyClicks(dialog.findChild(QLineEdit, "evidence"), "K000123")
    press(qtbot, dialog, "save")
    settle(qtbot, window)
    event = queries.events_of(5000)[-1]
    assert (event.kind, event.pause_class) == (EventKind.PAUSED, PauseClass.FORCE_MAJEURE)
    assert (event.reason, event.evidence) == ("storm", "K000123")
    assert panel.badge.accessibleName() == "Paused"
    assert panel.pause_button.accessibleName() == "Resume…"
    panel.pause_or_resume()
    press(qtbot, dialog_of(window), "save")
    settle(qtbot, window)
    assert queries.events_of(5000)[-1].kind is EventKind.RESUMED


def test_ready_says_what_is_left(
    window: MainWindow, panel: TicketPanel, qtbot: QtBot, queries: FakeQueries
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_R, CONTROL)
    dialog = dialog_of(window)
    assert "10 box are not delivered; ready means that they will not be." in words(dialog)
    press(qtbot, dialog, "save")
    settle(qtbot, window)
    assert queries.events_of(5000)[-1].kind is EventKind.READY


def test_a_refused_event_keeps_the_dialog_and_says_why(
    window: MainWindow, panel: TicketPanel, qtbot: QtBot, queries: FakeQueries
) -> None:
    panel.deliver()
    dialog = dialog_of(window)
    queries.events_of(5000).append(LineEvent(2, EventKind.STARTED, at(), "somebody else", step=0))
    first = dialog.draft().op_id
    press(qtbot, dialog, "save")
    qtbot.waitUntil(dialog.problem.isVisible)
    assert dialog.isVisible()
    assert dialog.problem.text()
    assert dialog.draft().op_id != first
    dialog.reject()
    settle(qtbot, window)


def test_why_counts_to_the_second(window: MainWindow, panel: TicketPanel, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Y, CONTROL)
    settle(qtbot, window)
    shown = words(panel.why)
    sums = [one.text() for one in panel.why.findChildren(QLabel, "sum")]
    assert sums == ["19:00:00", "26:00:00"]
    tables = panel.why.findChildren(TableView, "intervals")
    assert [table.rows.rowCount() for table in tables] == [3, 3]
    for part in (
        "“We deliver from stock within 24 hours, or the delivery is not charged.”",
        "2:00:00 (clock 2:00:00)",
        "Stock bears it: owner of the product",
        "5 / 10 × € 184,00 = € 92,00",
        "€92.00",
        "Kept",
        "Broken",
        "Applies when this holds",
        "A stock article: yes",
        "met",
        "Except when this holds",
        "Quantity is more than 100",
        "not met",
    ):
        assert part in shown


def test_why_is_put_on_paper_by_one_key_and_saved(
    window: MainWindow,
    panel: TicketPanel,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_P, CONTROL)
    settle(qtbot, window)
    dialog = panel.findChild(PdfDialog)
    assert dialog.isVisible()
    assert len(dialog.view.pages) == 3
    target = tmp_path / "why.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    dialog.view.save_asked.emit()
    settle(qtbot, window)
    assert target.read_bytes().startswith(b"%PDF-")
    dialog.reject()
    assert panel.why.print.isEnabled()


def test_what_a_person_decided_and_what_a_trial_would_cost_are_said(
    opened: Opened, qtbot: QtBot, queries: FakeQueries
) -> None:
    broken = verdict("en", is_broken=True)
    ruled = replace(broken, ruling=Ruling(Outcome.BROKEN, "anneke", at(hours=30), "note checked"))
    told = (ruled, replace(broken, is_trial=True))
    whys = SimpleNamespace(explain=lambda line, language: Why(queries.line(line, language), told))
    window = opened(whys=whys)
    window.page().open_row(0)
    window.page().line.show_why()
    settle(qtbot, window)
    said = words(window.page().line.why)
    assert any(
        one.startswith("Decided by anneke on ") and one.endswith(": note checked") for one in said
    )
    for given, tried in (
        ("Stock bears it: owner of the product", "Stock would bear it: owner of the product"),
        ("Who bears it", "Who would bear it"),
        ("What it costs", "What it would cost"),
    ):
        assert (said.count(given), said.count(tried)) == (1, 1), "the second is in trial"


def test_a_line_without_promise_says_so(opened: Opened, qtbot: QtBot, queries: FakeQueries) -> None:
    whys = SimpleNamespace(explain=lambda line, language: Why(queries.line(line, language), ()))
    window = opened(whys=whys)
    window.page().open_row(0)
    window.page().line.show_why()
    settle(qtbot, window)
    assert "No promise on this line" in words(window.page().line.why)


def test_the_timeline_lists_events_and_the_line_its_ledger(
    window: MainWindow, panel: TicketPanel, qtbot: QtBot, queries: FakeQueries
) -> None:
    queries.events_of(5000).append(
        LineEvent(2, EventKind.DELIVERED, at(hours=20), "magazijn", quantity=10)
    )
    window.refresh()
    settle(qtbot, window)
    for part in ("Charges and sanctions", "Charge", "€92.00"):
        assert part in words(panel.overview)
    qtbot.keyClick(window, Qt.Key.Key_J, CONTROL)
    settle(qtbot, window)
    shown = words(panel.tabs.timeline)
    for part in ("Received", "Delivered", "10 box", "magazijn"):
        assert part in shown


def test_a_line_that_is_gone_says_so(opened: Opened, qtbot: QtBot) -> None:
    class Gone(FakeQueries):
        is_gone = True

        def ticket(self, ticket_id: int, language: str) -> object:
            if self.is_gone:
                raise NotFoundError("ticket.unknown", ticket=ticket_id)
            return super().ticket(ticket_id, language)

    queries = Gone()
    window = opened(queries=queries)
    window.page().open_row(0)
    settle(qtbot, window)
    view = window.page().line.states.view
    assert view.isVisible()
    queries.is_gone = False
    qtbot.mouseClick(view.action, LEFT)
    settle(qtbot, window)
    assert window.page().line.number.isVisible()


def test_actions_without_a_line_do_nothing(window: MainWindow, qtbot: QtBot) -> None:
    for name in ("deliver", "pause", "finish", "why"):
        window.actions_[name].trigger()
    settle(qtbot, window)
    assert window.isActiveWindow()


def test_the_clock_of_a_verdict() -> None:
    broken = verdict("en", is_broken=True)
    hour = 3600
    assert clock_figures(broken).used == 27 * hour
    assert clock_figures(broken).limit == 25 * hour
    still_open = replace(broken, finished_at=None)
    assert clock_figures(still_open).used == 27 * hour
    running = replace(still_open, over_clock=0, outcome=Outcome.RUNNING)
    assert clock_figures(running).used == 0
    assert clock_figures(replace(broken, due_at=None)) is None
    assert exact_duration(counted(broken)) == "26:00:00"


def test_steps_say_what_they_took() -> None:
    steps = (
        StepView(0, "Intake", True, "Desk", 3600, "", "done", 7200),
        StepView(1, "Pick", False, "Stock", 3600, "", "waiting"),
        StepView(2, "Call", True, "Desk", None, "", "waiting", 60),
        StepView(3, "End", True, "Desk", None, "", "waiting"),
    )
    made = process_steps(steps)
    assert [one.time.replace("\N{NO-BREAK SPACE}", " ") for one in made] == [
        "2 u van 1 u",
        "doel 1 u",
        "1 min",
        "",
    ]
    assert [one.is_over for one in made] == [True, False, False, False]


def test_intervals_show_counted_and_why_not() -> None:
    moment = at()
    for reason, icon in (
        ("paused", "circle-pause"),
        ("holiday", "calendar-days"),
        ("closed", "clock"),
    ):
        one = IntervalView(moment, moment + timedelta(hours=1), False, 0, reason)
        assert interval_badge(one).icon == icon
    one = IntervalView(moment, moment + timedelta(hours=1), True, 3600, "open")
    assert interval_badge(one).tone == "accent"


def test_every_kind_of_event_has_words(queries: FakeQueries) -> None:
    line = queries.line(1, "en")
    for kind in EventKind:
        assert event_words(LineEvent(1, kind, at(), step=1), line)[0]
    pause = LineEvent(
        2, EventKind.PAUSED, at(), pause_class=PauseClass.CUSTOMER, reason="r", evidence="e"
    )
    assert event_words(pause, line)[1] == "Wacht op de klant · r · e"


def test_the_fake_refuses_like_the_real_one(queries: FakeQueries) -> None:
    from uuid import uuid4

    from tests.desktop.fakes import FakeFulfilment

    stale = EventDraft(uuid4(), 1, EventKind.READY, version=9)
    with pytest.raises(ConflictError):
        FakeFulfilment(queries).record(stale)
    assert queries.line(1, "en").state is LineState.RUNNING
