"""Pages of a closed month and single reports are sent by keys, with who gets them in view."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.sending import MailDraft
from fmdesk.core.domain.views import Changes
from fmdesk.desktop.pages.month.page import MonthPage
from fmdesk.desktop.pages.month.sending import SendDialog
from fmdesk.desktop.pages.reports.mailing import MailDialog
from fmdesk.desktop.pages.reports.page import ReportsPage
from fmdesk.desktop.shell import MainWindow
from fmdesk.ui.tasks import is_alive
from tests.desktop.conftest import Opened, dialog_of, keyboard_goes_to, settle
from tests.desktop.fake_knowledge import FakeKnowledge
from tests.desktop.fake_sending import FakeSending, broken_pages_job
from tests.desktop.unit_keys import press

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def no_problems(problems: list[Exception]) -> Iterator[None]:
    yield
    assert problems == []


@pytest.fixture
def sending() -> FakeSending:
    return FakeSending()


@pytest.fixture
def window(opened: Opened, qtbot: QtBot, sending: FakeSending) -> MainWindow:
    knowledge = FakeKnowledge()
    knowledge.guides = tuple
    window = opened(sending=sending, knowledge=knowledge)
    window.open_page("month", "2026-10")
    settle(qtbot, window)
    return window


def shown(qtbot: QtBot, window: MainWindow) -> SendDialog:
    press(qtbot, window, "S")
    dialog = dialog_of(window)
    assert isinstance(dialog, SendDialog)
    keyboard_goes_to(qtbot, dialog)
    settle(qtbot, window)
    return dialog


def test_a_closed_month_shows_who_gets_which_page_and_sends_what_is_due(
    window: MainWindow, qtbot: QtBot
) -> None:
    dialog = shown(qtbot, window)
    assert dialog.windowTitle() == "Send the pages of October 2026"
    assert dialog.sentence.text() == (
        "1 page is to be sent. 1 reaches nobody: enter a leader, an account manager or an e-mail"
        " address under Administration."
    )
    columns = {one.key: one for one in dialog.model.columns}
    rows = [dialog.model.row_at(place) for place in range(dialog.model.row_total())]
    assert [
        tuple(columns[key].text(row) for key in ("scope", "about", "person", "state"))
        for row in rows
    ] == [
        ("Unit", "Stock", "Lotte Leider", "To send"),
        ("Unit", "Rooms", "Nobody", "Reaches nobody"),
        ("Department", "Legal", "Alice", "Sent"),
        ("Department", "Legal", "Cor", "Failed"),
        ("Department", "Care", "Dirk", "Waiting"),
    ]
    assert columns["address"].text(rows[1]) == "–"
    assert dialog.table.hasFocus()
    qtbot.keyClick(dialog, Key.Key_Return, CONTROL)
    settle(qtbot, window)
    assert window.toast.words.text() == (
        "1 page of October 2026 goes out. Nobody is reached for Rooms."
    )


def test_nothing_is_sent_twice_and_nothing_before_the_close(
    window: MainWindow, qtbot: QtBot, sending: FakeSending
) -> None:
    sending.found = sending.found[2:3]
    dialog = shown(qtbot, window)
    assert dialog.sentence.text() == "Every page has gone."
    assert not dialog.save_button.isEnabled()
    dialog.reject()
    sending.found = ()
    dialog = shown(qtbot, window)
    assert dialog.sentence.text() == "The month says nothing about any unit or department."
    dialog.reject()
    page = window.page()
    assert isinstance(page, MonthPage)
    page.presenter.choose("2026-11")
    settle(qtbot, window)
    press(qtbot, window, "S")
    assert QApplication.activeModalWidget() is None


def test_the_month_is_looked_up_anew_however_sending_ended(
    window: MainWindow,
    qtbot: QtBot,
    problems: list[Exception],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = window.desk
    assert desk is not None
    heard: list[Changes] = []
    desk.changed.connect(heard.append)
    monkeypatch.setattr(desk.services.jobs, "send_pages", broken_pages_job)
    dialog = shown(qtbot, window)
    qtbot.keyClick(dialog, Key.Key_Return, CONTROL)
    settle(qtbot, window)
    (problem,) = problems
    problems.clear()
    assert "month.not_closed" in str(problem)
    assert heard == [Changes(months=("2026-10",))]


def mail_dialog(qtbot: QtBot, window: MainWindow) -> MailDialog:
    window.open_page("reports", "demand")
    settle(qtbot, window)
    qtbot.keyClick(window, Key.Key_E, CONTROL)
    dialog = dialog_of(window)
    assert isinstance(dialog, MailDialog)
    keyboard_goes_to(qtbot, dialog)
    return dialog


def add_person(qtbot: QtBot, window: MainWindow, dialog: MailDialog) -> None:
    field = dialog.person.field
    field.setFocus()
    qtbot.keyClicks(field, "a")
    qtbot.keyClick(field, Key.Key_Return)
    settle(qtbot, window)
    qtbot.keyClick(field, Key.Key_Return)
    settle(qtbot, window)


def drafts_of(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> list[MailDraft]:
    """Keep what is sent to the job, which still runs."""
    desk, drafts = window.desk, list[MailDraft]()
    assert desk is not None
    start = desk.start_job

    def spy(owner: QObject, title: str, work: Any, done: Any, **more: Any) -> None:
        drafts.append(work.args[0])
        start(owner, title, work, done, **more)

    monkeypatch.setattr(desk, "start_job", spy)
    return drafts


def test_a_report_goes_out_though_its_dialog_was_closed_meanwhile(
    window: MainWindow, qtbot: QtBot
) -> None:
    dialog = mail_dialog(qtbot, window)
    add_person(qtbot, window, dialog)
    qtbot.keyClick(dialog, Key.Key_Return, CONTROL)
    qtbot.keyClick(dialog, Key.Key_Escape)
    qtbot.waitUntil(lambda: not is_alive(dialog))
    settle(qtbot, window)
    assert window.toast.words.text() == "The report goes out."


def test_a_refusal_is_told_though_the_dialog_was_closed_meanwhile(
    window: MainWindow, qtbot: QtBot, problems: list[Exception]
) -> None:
    dialog = mail_dialog(qtbot, window)
    qtbot.keyClick(dialog, Key.Key_Return, CONTROL)
    qtbot.keyClick(dialog, Key.Key_Escape)
    qtbot.waitUntil(lambda: not is_alive(dialog))
    settle(qtbot, window)
    (refused,) = problems
    problems.clear()
    assert isinstance(refused, DomainError)
    assert refused.code == "sending.nobody"


def test_what_is_tried_again_unchanged_is_the_same_command(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that died may have sent it: then it is not sent twice."""
    drafts = drafts_of(window, monkeypatch)
    dialog = mail_dialog(qtbot, window)
    for _twice in range(2):
        qtbot.keyClick(dialog, Key.Key_Return, CONTROL)
        settle(qtbot, window)
    dialog.words.setPlainText("Zoals besproken.")
    qtbot.keyClick(dialog, Key.Key_Return, CONTROL)
    settle(qtbot, window)
    first, again, other = drafts
    assert first == again
    assert other.op_id != first.op_id
    assert other.words == "Zoals besproken."


def test_what_is_in_view_is_sent_while_another_choice_is_fetched(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = drafts_of(window, monkeypatch)
    window.open_page("reports", "demand")
    settle(qtbot, window)
    page = window.page()
    assert isinstance(page, ReportsPage)
    page.presenter.span = page.presenter.span.step(-1)
    qtbot.keyClick(window, Key.Key_E, CONTROL)
    dialog = dialog_of(window)
    assert isinstance(dialog, MailDialog)
    keyboard_goes_to(qtbot, dialog)
    assert dialog.sentence.text() == "Demand and its trend, October 2026"
    add_person(qtbot, window, dialog)
    qtbot.keyClick(dialog, Key.Key_Return, CONTROL)
    settle(qtbot, window)
    (draft,) = drafts
    assert (draft.asked.first, draft.asked.last) == ("2026-10", "2026-10")


def test_a_report_is_sent_to_persons_by_keys(window: MainWindow, qtbot: QtBot) -> None:
    dialog = mail_dialog(qtbot, window)
    assert dialog.sentence.text() == "Demand and its trend, October 2026"
    qtbot.keyClick(dialog, Key.Key_Return, CONTROL)
    settle(qtbot, window)
    assert dialog.problem.text() == "Name at least one person to send the report to."
    field = dialog.person.field
    for _twice in range(2):
        field.setFocus()
        qtbot.keyClicks(field, "a")
        qtbot.keyClick(field, Key.Key_Return)
        settle(qtbot, window)
        qtbot.keyClick(field, Key.Key_Return)
        settle(qtbot, window)
    assert len(dialog.persons) == 1, "nobody gets it twice"
    dialog.table.setFocus()
    dialog.table.go_to(0)
    qtbot.keyClick(dialog.table, Key.Key_Delete)
    assert dialog.persons == ()
    field.setFocus()
    qtbot.keyClicks(field, "a")
    qtbot.keyClick(field, Key.Key_Return)
    settle(qtbot, window)
    qtbot.keyClick(field, Key.Key_Return)
    qtbot.keyClick(dialog, Key.Key_Return, CONTROL)
    settle(qtbot, window)
    assert window.toast.words.text() == "The report goes out."
