"""The page of the messages, with real keys: tell a delay, try again, tick off."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.errors import NotFoundError, StorageError
from fmdesk.core.domain.message import MessageKind
from fmdesk.core.domain.views import Changes
from fmdesk.desktop.pages.messages.letter import LetterDialog
from fmdesk.desktop.pages.messages.page import DelayDialog, MessageDialog, MessagesPage
from fmdesk.desktop.shell import MainWindow
from tests.desktop.conftest import Opened, dialog_of, keyboard_goes_to, settle
from tests.desktop.cut import cut
from tests.desktop.fake_messages import FakeMessages
from tests.desktop.fakes import make_services

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def messages() -> FakeMessages:
    return FakeMessages()


@pytest.fixture
def window(opened: Opened, messages: FakeMessages, qtbot: QtBot) -> MainWindow:
    """The window on the messages, opened by its key."""
    made = opened(messages=messages)
    qtbot.keyClick(made, Key.Key_4, CONTROL)
    settle(qtbot, made)
    return made


@pytest.fixture(autouse=True)
def _no_problems(problems: list[Exception]) -> Iterator[None]:
    yield
    assert problems == []


def page_of(window: MainWindow) -> MessagesPage:
    page = window.page()
    assert isinstance(page, MessagesPage)
    return page


def message_dialog(window: MainWindow, qtbot: QtBot, place: int) -> MessageDialog:
    table = page_of(window).outbox_table
    table.setFocus()
    table.go_to(place)
    qtbot.keyClick(table, Key.Key_Return)
    dialog = dialog_of(window)
    assert isinstance(dialog, MessageDialog)
    keyboard_goes_to(qtbot, dialog)
    return dialog


def save(qtbot: QtBot, window: MainWindow, dialog: QWidget) -> None:
    qtbot.keyClick(dialog, Key.Key_Return, CONTROL)
    settle(qtbot, window)


def test_what_is_near_its_due_time_stands_first(window: MainWindow) -> None:
    page = page_of(window)
    assert page.header.aside.text() == "No mail server is set: e-mail waits."
    assert page.delay_table.hasFocus()
    words = [page.delays.index(row, 0).data() for row in range(2)]
    assert words == ["35 min", "Late"]
    states = [page.outbox.index(row, 0).data() for row in range(4)]
    assert states == ["Failed", "Waiting", "To phone", "To post"]
    assert page.outbox.index(0, 4).data() == "The mail server refuses this message"


def test_a_delay_is_told_with_its_reason_or_not_at_all(
    window: MainWindow, qtbot: QtBot, messages: FakeMessages
) -> None:
    qtbot.keyClick(page_of(window).delay_table, Key.Key_Return)
    dialog = dialog_of(window)
    assert isinstance(dialog, DelayDialog)
    keyboard_goes_to(qtbot, dialog)
    save(qtbot, window, dialog)
    assert "needs a reason" in dialog.problem.text()
    assert messages.told == []
    qtbot.keyClicks(dialog.reason, "De vrachtwagen staat stil")
    save(qtbot, window, dialog)
    (draft,) = messages.told
    assert (draft.line_id, draft.kind) == (11, MessageKind.DELAY)
    assert draft.reason == "De vrachtwagen staat stil"
    assert page_of(window).delays.row_total() == 1
    assert window.toast.isVisible()


def test_a_failed_mail_shows_why_and_is_tried_again(
    window: MainWindow, qtbot: QtBot, messages: FakeMessages
) -> None:
    dialog = message_dialog(window, qtbot, 0)
    assert "<b>niet vet</b>" in dialog.text.text()
    assert dialog.text.textFormat() is Qt.TextFormat.PlainText
    save(qtbot, window, dialog)
    assert messages.acted == [("retry", 1)]
    assert page_of(window).outbox.index(0, 0).data() == "Waiting"


def test_a_call_is_ticked_off(window: MainWindow, qtbot: QtBot, messages: FakeMessages) -> None:
    dialog = message_dialog(window, qtbot, 2)
    assert dialog.save_button.text().strip() == "Phoned"
    save(qtbot, window, dialog)
    assert messages.acted == [("done", 3)]
    assert page_of(window).outbox.row_total() == 3


def test_a_call_shows_what_to_say(window: MainWindow, qtbot: QtBot, messages: FakeMessages) -> None:
    dialog = message_dialog(window, qtbot, 2)
    settle(qtbot, window)
    assert dialog.text.text() == "Goedendag, spreek ik met Anneke?"
    dialog.reject()
    messages.problem = StorageError("storage.lost", reason="x")
    dialog = message_dialog(window, qtbot, 2)
    settle(qtbot, window)
    assert "<b>niet vet</b>" in dialog.text.text(), "as it was written"


def test_a_letter_is_looked_at_saved_and_put_in_the_post(
    window: MainWindow,
    qtbot: QtBot,
    messages: FakeMessages,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialog = message_dialog(window, qtbot, 3)
    qtbot.keyClick(dialog, Key.Key_P, CONTROL)
    settle(qtbot, window)
    letter = dialog.findChild(LetterDialog)
    assert letter.isVisible()
    assert len(letter.view.pages) == 3
    target = tmp_path / "brief.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    letter.view.save_asked.emit()
    settle(qtbot, window)
    assert target.read_bytes() == letter.content
    target.unlink()
    target.mkdir()
    letter.save()
    settle(qtbot, window)
    assert "could not be written" in window.toast.words.text()
    letter.reject()
    keyboard_goes_to(qtbot, dialog)
    save(qtbot, window, dialog)
    assert messages.acted == [("done", 4)]


def test_a_letter_that_cannot_be_made_says_so(opened: Opened, qtbot: QtBot) -> None:
    services = make_services()
    services.jobs.letter = failing_job
    window = opened(messages=FakeMessages(), jobs=services.jobs)
    window.open_page("messages")
    settle(qtbot, window)
    dialog = message_dialog(window, qtbot, 3)
    qtbot.keyClick(dialog, Key.Key_P, CONTROL)
    settle(qtbot, window)
    assert dialog.problem.isVisible()
    assert dialog.letter_button.isEnabled()


def failing_job(_message_id: int, _progress: object) -> bytes:
    raise NotFoundError("message.unknown", message=4)


def test_an_email_has_no_letter(window: MainWindow, qtbot: QtBot) -> None:
    dialog = message_dialog(window, qtbot, 0)
    assert not dialog.letter_button.isVisible()
    qtbot.keyClick(dialog, Key.Key_P, CONTROL)
    settle(qtbot, window)
    assert dialog.findChild(LetterDialog) is None


def test_a_mail_that_waits_can_only_be_read(
    window: MainWindow, qtbot: QtBot, messages: FakeMessages
) -> None:
    dialog = message_dialog(window, qtbot, 1)
    assert not dialog.save_button.isVisible()
    save(qtbot, window, dialog)
    assert messages.acted == []


def test_what_somebody_else_did_first_is_said_in_the_dialog(
    window: MainWindow, qtbot: QtBot, messages: FakeMessages
) -> None:
    dialog = message_dialog(window, qtbot, 0)
    messages.retry(None, 1)
    save(qtbot, window, dialog)
    assert "settled already" in dialog.problem.text()


def test_nothing_to_do_says_so(opened: Opened, qtbot: QtBot) -> None:
    window = opened(messages=FakeMessages(is_empty=True))
    window.open_page("messages")
    settle(qtbot, window)
    page = page_of(window)
    assert page.delay_state.view.title.text() == "Nothing to tell"
    assert page.outbox_state.view.title.text() == "Nothing waits"
    assert list(cut(window)) == [], "a sentence of two lines has both"
    page.tell(0)
    page.open_message(0)


def test_a_database_in_trouble_is_said_with_a_way_on(opened: Opened, qtbot: QtBot) -> None:
    messages = FakeMessages(problem=StorageError("storage.lost", reason="x"))
    window = opened(messages=messages)
    window.open_page("messages")
    settle(qtbot, window)
    page = page_of(window)
    assert page.states.currentWidget() is page.states.view
    messages.problem = None
    page.states.view.action.click()
    settle(qtbot, window)
    assert page.delays.row_total() == 2


def test_mail_is_sent_in_the_background(
    window: MainWindow, qtbot: QtBot, messages: FakeMessages
) -> None:
    assert window.desk is not None
    assert window.desk.sending.isActive()
    window.desk.sending.timeout.emit()
    settle(qtbot, window)
    assert messages.rounds == 1


@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_is_cut(opened: Opened, qtbot: QtBot, language: str) -> None:
    window = opened(language, messages=FakeMessages())
    window.open_page("messages")
    settle(qtbot, window)
    assert list(cut(window)) == []


def test_a_page_that_is_not_shown_leaves_the_keys_where_they_are(
    opened: Opened, messages: FakeMessages, qtbot: QtBot
) -> None:
    window = opened(messages=messages)
    for page in ("messages", "call_backs", "tickets", "intake"):
        window.open_page(page)
        settle(qtbot, window)
    caller = window.page().caller.requester.field
    caller.setFocus()
    assert window.desk is not None
    window.desk.changed.emit(Changes(is_everything=True))  # all of them fetch again
    settle(qtbot, window)
    assert window.focusWidget() is caller


def test_the_buttons_do_what_enter_does(window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(window)
    qtbot.mouseClick(page.tell_button, Qt.MouseButton.LeftButton)
    assert isinstance(dialog_of(window), DelayDialog)
    dialog_of(window).reject()
    qtbot.mouseClick(page.open_button, Qt.MouseButton.LeftButton)
    assert isinstance(dialog_of(window), MessageDialog)
    dialog_of(window).reject()
