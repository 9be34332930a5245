"""A dialog stays about the ticket that it was opened for, while the panel goes to another one.

The panel follows the keyboard in the list, and its answer may come after the next key.
"""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.dossier import Cancel, LineEdit, LinkDraft, TaskDraft, TicketEdit
from fmdesk.core.domain.errors import ConflictError
from fmdesk.core.domain.message import NoticeDraft, Queued
from fmdesk.desktop.pages.ticket.panel import TicketPanel
from fmdesk.desktop.shell import MainWindow
from tests.desktop.conftest import Opened, settle
from tests.desktop.fake_dossiers import FakeChanging, FakeDossiers
from tests.desktop.ticket.conftest import CONTROL, SHIFT, Key, is_open, press, save, words

GoOn = Callable[..., QWidget]


class Post:
    """Notes what is to be told, and to whom."""

    def __init__(self) -> None:
        self.told: list[NoticeDraft] = []

    def queue(self, draft: NoticeDraft) -> Queued:
        self.told.append(draft)
        return Queued(9, "email", draft.line_id)


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def window(
    opened: Opened, dossiers: FakeDossiers, changing: FakeChanging, post: Post
) -> MainWindow:
    return opened(dossiers=dossiers, changing=changing, messages=post)


@pytest.fixture
def go_on(panel: TicketPanel, window: MainWindow, qtbot: QtBot) -> GoOn:
    """Open a dialog about line 42, then let the panel behind it go to line 43."""

    def opened_and_left(
        key: Key, *fields: tuple[str, str], held: Qt.KeyboardModifier = CONTROL | SHIFT
    ) -> QWidget:
        dialog = press(qtbot, window, key, held)
        panel.show_line(43)
        settle(qtbot, window)
        assert panel.presenter.line_id == 43, "the control: the panel is elsewhere"
        for name, text in fields:
            qtbot.keyClicks(getattr(dialog, name), text)
        settle(qtbot, window)
        return dialog

    return opened_and_left


def test_the_line_that_was_asked_about_is_cancelled(
    go_on: GoOn, window: MainWindow, qtbot: QtBot, changing: FakeChanging
) -> None:
    dialog = go_on(Key.Key_X, ("reason", "not needed"))
    assert dialog.windowTitle() == "Cancel M000042.1"
    save(qtbot, window, dialog)
    [draft] = changing.log
    assert isinstance(draft, Cancel)
    assert draft.line_id == 42
    assert not is_open(window)


def test_a_refused_cancel_looks_at_its_own_line_again(
    go_on: GoOn,
    window: MainWindow,
    qtbot: QtBot,
    changing: FakeChanging,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(draft: Cancel) -> None:
        changing.log.append(draft)
        raise ConflictError("fulfilment.changed", line=draft.line_id)

    asked = []
    form = changing.form
    monkeypatch.setattr(changing, "cancel", refuse)
    monkeypatch.setattr(changing, "form", lambda one, nl: asked.append(one) or form(one, nl))
    dialog = go_on(Key.Key_X, ("reason", "not needed"))
    save(qtbot, window, dialog)
    assert asked == [42]
    assert dialog.problem.isVisible()
    dialog.reject()


def test_the_line_that_was_asked_about_is_changed(
    go_on: GoOn,
    window: MainWindow,
    qtbot: QtBot,
    changing: FakeChanging,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    weighed = []
    preview = changing.preview
    monkeypatch.setattr(
        changing, "preview", lambda one, *rest: weighed.append(one) or preview(one, *rest)
    )
    dialog = go_on(Key.Key_E, ("quantity", "4"), ("reason", "some are left"))
    save(qtbot, window, dialog)
    [draft] = changing.log
    assert isinstance(draft, LineEdit)
    assert draft.line_id == 42
    assert set(weighed) == {42}, "what it leads to is that of the same line"


def test_the_ticket_that_was_asked_about_is_edited(
    go_on: GoOn, window: MainWindow, qtbot: QtBot, changing: FakeChanging
) -> None:
    dialog = go_on(Key.Key_E, ("subject", "Paper for the council"), held=CONTROL)
    save(qtbot, window, dialog)
    [draft] = changing.log
    assert isinstance(draft, TicketEdit)
    assert draft.ticket_id == 42


def test_the_customer_who_was_named_is_written_to(
    go_on: GoOn, window: MainWindow, qtbot: QtBot, post: Post
) -> None:
    fields = (("subject", "Your paper"), ("text", "comes at noon"))
    dialog = go_on(Key.Key_M, *fields, held=CONTROL)
    assert any("M000042" in one for one in words(dialog))
    save(qtbot, window, dialog)
    [draft] = post.told
    assert draft.line_id == 42


def test_a_task_is_of_the_ticket_it_was_made_for(
    go_on: GoOn, window: MainWindow, qtbot: QtBot, dossiers: FakeDossiers
) -> None:
    save(qtbot, window, go_on(Key.Key_T, ("text", "call the mover")))
    [draft] = dossiers.log
    assert isinstance(draft, TaskDraft)
    assert draft.ticket_id == 42


def test_a_link_is_of_the_ticket_it_was_made_for(
    go_on: GoOn, window: MainWindow, qtbot: QtBot, dossiers: FakeDossiers
) -> None:
    save(qtbot, window, go_on(Key.Key_K, ("number", "M000007")))
    [draft] = dossiers.log
    assert isinstance(draft, LinkDraft)
    assert draft.ticket_id == 42
