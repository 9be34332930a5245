"""What came in, with real keys: take it up into the intake, or settle it with a reason."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.errors import StorageError
from fmdesk.core.domain.incoming import Collected, IncomingState
from fmdesk.core.domain.views import TicketFilter
from fmdesk.desktop.pages.incoming.page import IncomingPage, SettleDialog
from fmdesk.desktop.pages.intake.model import text_of, typed_of
from fmdesk.desktop.pages.intake.page import IntakePage
from fmdesk.desktop.shell import MainWindow
from tests.desktop.conftest import Opened, dialog_of, keyboard_goes_to, settle
from tests.desktop.cut import cut
from tests.desktop.fake_incoming import ARRIVED, FakeIncoming
from tests.desktop.fake_intake import FakeIntake
from tests.desktop.fake_knowledge import FakeDrafts, FakeKnowledge
from tests.desktop.intake_keys import CONTROL, ENTER, press, write

Key = Qt.Key


@pytest.fixture
def incoming() -> FakeIncoming:
    return FakeIncoming()


@pytest.fixture
def intake() -> FakeIntake:
    return FakeIntake()


@pytest.fixture
def drafts() -> FakeDrafts:
    return FakeDrafts()


@pytest.fixture
def window(
    opened: Opened,
    incoming: FakeIncoming,
    intake: FakeIntake,
    drafts: FakeDrafts,
    qtbot: QtBot,
) -> MainWindow:
    """The window on what came in, opened by its key."""
    made = opened(incoming=incoming, intake=intake, drafts=drafts, knowledge=FakeKnowledge())
    qtbot.keyClick(made, Key.Key_9, CONTROL)
    settle(qtbot, made)
    return made


@pytest.fixture(autouse=True)
def _no_problems(problems: list[Exception]) -> Iterator[None]:
    yield
    assert problems == []


def page_of(window: MainWindow) -> IncomingPage:
    page = window.page()
    assert isinstance(page, IncomingPage)
    return page


def subjects(page: IncomingPage) -> list[str]:
    return [page.model.index(row, 2).data() for row in range(page.model.row_total())]


def test_what_waits_stands_there_with_who_wrote_it(window: MainWindow) -> None:
    page = page_of(window)
    assert page.table.hasFocus()
    senders = [page.model.index(row, 1).data() for row in range(3)]
    assert senders == ["de Vries, Anneke", "iemand@elders.example", "de Vries, Anneke"]
    assert subjects(page)[1] == "(no subject)"
    states = [page.model.index(row, 0).data() for row in range(3)]
    assert states == ["To take up", "To take up", "Look at it"]
    assert page.text.toPlainText().startswith("Beste balie,")
    assert "<b>Groet</b>" in page.text.toPlainText(), "nothing of it is markup"
    assert page.files.isVisible()


def test_what_was_not_kept_and_what_is_wrong_is_said(window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(window)
    press(qtbot, window, Key.Key_Down)
    assert not page.files.isVisible()
    assert page.problem.isHidden()
    press(qtbot, window, Key.Key_Down)
    assert "WEG" in page.problem.text()


def test_enter_takes_it_into_the_intake_with_everything_that_is_known(
    window: MainWindow, qtbot: QtBot, intake: FakeIntake
) -> None:
    press(qtbot, window, ENTER)
    page = window.page()
    assert isinstance(page, IntakePage)
    assert page.channels.choice.value == "e-mail"
    assert page.caller.requester.code == "P0"
    assert page.note.text() == "Drie dozen papier voor de tweede verdieping"
    assert page.post.isVisible()
    assert "drie dozen papier" in page.post.text.toPlainText()
    assert page.line.finder.field.hasFocus(), "the next thing to type is what is asked"
    write(qtbot, window, "paper")
    press(qtbot, window, ENTER)
    qtbot.keyClicks(page.line.form.findChild(QLineEdit, "to"), "B2.14")
    press(qtbot, window, ENTER, CONTROL)
    (draft,) = intake.drafts
    assert (draft.incoming, draft.channel, draft.requester) == (1, "e-mail", "P0")
    assert draft.received_at == ARRIVED, "to the second, as the mailbox says"
    assert not page.post.isVisible()
    press(qtbot, window, Key.Key_N, CONTROL)
    assert page.typed().incoming == 0


def test_another_time_may_be_set_all_the_same(window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, ENTER)
    page = window.page()
    page.channels.received.stepBy(1)
    assert page.typed().received_at not in {None, ARRIVED}


def test_a_stranger_is_picked_by_the_desk(
    window: MainWindow, qtbot: QtBot, intake: FakeIntake
) -> None:
    press(qtbot, window, Key.Key_Down)
    press(qtbot, window, ENTER)
    page = window.page()
    assert page.caller.requester.choice is None
    assert page.caller.requester.field.hasFocus()
    assert page.typed().incoming == 2


def test_the_message_may_be_let_go(window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, ENTER)
    page = window.page()
    page.post.drop()
    assert page.typed().incoming == 0
    assert not page.post.isVisible()


def test_what_was_half_typed_is_kept(window: MainWindow, qtbot: QtBot, drafts: FakeDrafts) -> None:
    qtbot.keyClick(window, Key.Key_N, CONTROL)
    settle(qtbot, window)
    window.page().note.setText("Halverwege")
    qtbot.keyClick(window, Key.Key_9, CONTROL)
    settle(qtbot, window)
    press(qtbot, window, ENTER)
    assert any("Halverwege" in text for text in drafts.kept.values())
    assert window.page().note.text() != "Halverwege"
    window.page().keeping.keep()
    settle(qtbot, window)
    assert len(drafts.kept) == 2


def test_what_a_crash_left_still_belongs_to_its_message(window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, ENTER)
    page = window.page()
    text = text_of(page.typed())
    page.clear()
    page.resume("x", text)
    settle(qtbot, window)
    after = page.typed()
    assert (after.incoming, after.received_at) == (1, ARRIVED)
    assert typed_of(text.replace('"incoming": 1', '"other": 1')).incoming == 0, "of before"


def test_what_needs_nothing_is_settled_with_a_reason_or_not_at_all(
    window: MainWindow, qtbot: QtBot, incoming: FakeIncoming
) -> None:
    press(qtbot, window, Key.Key_Delete)
    dialog = dialog_of(window)
    assert isinstance(dialog, SettleDialog)
    keyboard_goes_to(qtbot, dialog)
    qtbot.keyClick(dialog, ENTER, CONTROL)
    settle(qtbot, window)
    assert "Say why" in dialog.problem.text()
    qtbot.keyClicks(dialog.reason, "een bedankje")
    qtbot.keyClick(dialog, ENTER, CONTROL)
    settle(qtbot, window)
    assert incoming.all[0].incoming.settled_reason == "een bedankje"
    assert page_of(window).model.row_total() == 2


def test_what_another_desk_took_is_said_in_the_dialog(
    window: MainWindow, qtbot: QtBot, incoming: FakeIncoming
) -> None:
    press(qtbot, window, Key.Key_Delete)
    dialog = dialog_of(window)
    keyboard_goes_to(qtbot, dialog)
    from uuid import uuid4

    from fmdesk.core.services.incomings import SettleDraft

    incoming.settle(SettleDraft(uuid4(), 1, "eerder"))
    qtbot.keyClicks(dialog.reason, "te laat")
    qtbot.keyClick(dialog, ENTER, CONTROL)
    settle(qtbot, window)
    assert "Another desk" in dialog.problem.text()
    dialog.reject()


def test_what_became_of_the_others(window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(window)
    asked: list[tuple[str, object]] = []
    window.desk.page_asked.connect(lambda name, what: asked.append((name, what)))
    page.view.findChild(type(page.take_button), "other").click()
    settle(qtbot, window)
    assert subjects(page) == ["Re: M000011"]
    assert not page.take_button.isVisible()
    page.settle()
    press(qtbot, window, ENTER)
    assert asked == [("tickets", TicketFilter(text="M000011"))]


def test_nothing_says_what_to_do(opened: Opened, qtbot: QtBot) -> None:
    empty = FakeIncoming(is_empty=True)
    window = opened(incoming=empty)
    window.open_page("incoming")
    settle(qtbot, window)
    page = page_of(window)
    assert "who wrote them" in page.list_state.view.sentence.text()
    empty.is_set = False
    page.arrive(None)
    settle(qtbot, window)
    assert "Settings" in page.list_state.view.sentence.text()
    for act in (page.take_up, page.open_request, page.settle):
        act()


def test_a_database_in_trouble_is_said_with_a_way_on(opened: Opened, qtbot: QtBot) -> None:
    incoming = FakeIncoming(problem=StorageError("storage.lost", reason="x"))
    window = opened(incoming=incoming)
    window.open_page("incoming")
    settle(qtbot, window)
    page = page_of(window)
    assert page.states.currentWidget() is page.states.view
    incoming.problem = None
    page.states.view.action.click()
    settle(qtbot, window)
    assert page.model.row_total() == 3


def test_mail_is_fetched_in_the_background_and_shown(
    window: MainWindow, qtbot: QtBot, incoming: FakeIncoming
) -> None:
    from dataclasses import replace

    row = incoming.all[0]
    incoming.all.append(replace(row, incoming=replace(row.incoming, id=9, subject="Nieuw")))
    incoming.next = Collected(1, (11,))
    window.desk.sending.timeout.emit()
    settle(qtbot, window)
    assert incoming.rounds == 1
    assert "Nieuw" in subjects(page_of(window))
    incoming.next = Collected(hindrance="timeout", detail="x")
    window.desk.sending.timeout.emit()
    settle(qtbot, window)
    assert "does not answer" in page_of(window).header.aside.text()
    incoming.next = Collected()
    window.desk.sending.timeout.emit()
    settle(qtbot, window)
    assert page_of(window).header.aside.text() == ""


@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_is_cut(opened: Opened, qtbot: QtBot, language: str) -> None:
    window = opened(language, knowledge=FakeKnowledge(), drafts=FakeDrafts())
    window.open_page("incoming")
    settle(qtbot, window)
    assert list(cut(window)) == []
    press(qtbot, window, ENTER)
    assert list(cut(window)) == []


def test_the_state_of_each_has_words() -> None:
    from fmdesk.desktop.pages.incoming.model import STATES, VIEWS

    assert set(STATES) == set(IncomingState)
    shown = [state for _name, states in VIEWS.values() for state in states]
    assert sorted(shown) == sorted(IncomingState)
