"""What a caller says that is no request: one key for "where is it?", a small form for the rest."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.contact import RemarkRow
from fmdesk.core.domain.errors import NotFoundError
from fmdesk.core.domain.ticket import ContactKind
from fmdesk.desktop.pages.intake.page import IntakePage
from fmdesk.desktop.pages.intake.remark import AnswerDialog, RemarkDialog
from fmdesk.desktop.pages.line.overview import Overview
from fmdesk.desktop.shell import MainWindow
from fmdesk.ui.texts import Texts
from tests.desktop.conftest import Opened, dialog_of, keyboard_goes_to, settle
from tests.desktop.cut import cut
from tests.desktop.fake_contacts import FakeContacts
from tests.desktop.fake_intake import FakeIntake
from tests.desktop.fake_knowledge import ANNEKE, FakeDrafts, FakeKnowledge
from tests.desktop.fakes import FakeQueries
from tests.desktop.intake_keys import CONTROL, ENTER, SHIFT, badges, begin, call, press, seen, write
from tests.desktop.made import at, row

WAITS = RemarkRow(
    5,
    ContactKind.COMPLAINT,
    at(),
    "The box was wet.",
    ANNEKE.name,
    "M000001",
    1,
    "Rooms",
    at(days=2),
    "",
    None,
)


class TwoRequests(FakeKnowledge):
    """Anneke has two open requests."""

    def caller(self, code: str) -> object:
        found = super().caller(code)
        return replace(found, open=(row(1, "en"), row(3, "en"))) if found.open else found


@pytest.fixture
def contacts() -> FakeContacts:
    return FakeContacts()


@pytest.fixture
def intake() -> FakeIntake:
    return FakeIntake()


@pytest.fixture
def window(opened: Opened, contacts: FakeContacts, intake: FakeIntake) -> MainWindow:
    return opened(contacts=contacts, intake=intake, knowledge=TwoRequests(), drafts=FakeDrafts())


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> IntakePage:
    return begin(qtbot, window)


def remark(qtbot: QtBot, window: MainWindow) -> RemarkDialog:
    press(qtbot, window, Qt.Key.Key_C, CONTROL | SHIFT)
    dialog = dialog_of(window)
    keyboard_goes_to(qtbot, dialog)
    return dialog


def save(qtbot: QtBot, window: MainWindow, dialog: RemarkDialog | AnswerDialog) -> None:
    qtbot.keyClick(dialog, ENTER, CONTROL)
    settle(qtbot, window)


def test_where_is_it_is_one_key_and_no_request(
    window: MainWindow, page: IntakePage, qtbot: QtBot, contacts: FakeContacts, intake: FakeIntake
) -> None:
    call(qtbot, window)
    press(qtbot, window, Qt.Key.Key_F2)
    (draft,) = contacts.calls
    assert (draft.line_id, draft.requester, draft.channel) == (1, "P0", "phone")
    said = window.toast.words.text()
    assert said == "Status call noted: M000001.1 · In progress · ready before Tue 3 Nov 09:00"
    assert intake.drafts == []
    assert page.typed().is_blank
    assert page.caller.requester.field.hasFocus()  # ready for the next caller


def test_each_request_that_is_shown_has_its_key(
    window: MainWindow, page: IntakePage, qtbot: QtBot, contacts: FakeContacts
) -> None:
    call(qtbot, window)
    press(qtbot, window, Qt.Key.Key_F3)
    assert [one.line_id for one in contacts.calls] == [3]
    call(qtbot, window)
    page.findChild(QPushButton, "status_1").click()
    settle(qtbot, window)
    assert [one.line_id for one in contacts.calls] == [3, 1]


def test_the_second_time_is_told(
    window: MainWindow, page: IntakePage, qtbot: QtBot, contacts: FakeContacts
) -> None:
    for _time in range(2):
        call(qtbot, window)
        press(qtbot, window, Qt.Key.Key_F2)
    assert window.toast.words.text().endswith(" · asked 2 times")


def test_what_else_was_asked_stays_on_the_page_and_counts_once(
    window: MainWindow, page: IntakePage, qtbot: QtBot, contacts: FakeContacts
) -> None:
    call(qtbot, window)
    write(qtbot, window, "badge")
    press(qtbot, window, ENTER)
    press(qtbot, window, Qt.Key.Key_F2)
    press(qtbot, window, Qt.Key.Key_F2)
    assert len(contacts.calls) == 1
    assert not page.findChild(QPushButton, "status_1").isEnabled()
    assert [one.product.code for one in page.typed().lines] == ["A4"]


def test_nothing_to_ask_about_is_said(
    window: MainWindow, page: IntakePage, qtbot: QtBot, contacts: FakeContacts
) -> None:
    press(qtbot, window, Qt.Key.Key_F2)
    assert "There is no request of this caller to ask about." in seen(page)
    call(qtbot, window, "selin")
    press(qtbot, window, Qt.Key.Key_F4)
    assert contacts.calls == []


def test_a_refused_status_call_can_be_tried_again(
    window: MainWindow, page: IntakePage, qtbot: QtBot, contacts: FakeContacts
) -> None:
    contacts.problem = NotFoundError("contact.unknown", contact=1)
    call(qtbot, window)
    press(qtbot, window, Qt.Key.Key_F2)
    assert "There is no complaint, compliment or suggestion 1." in seen(page)
    assert page.caller.requester.code == "P0"
    contacts.problem = None
    press(qtbot, window, Qt.Key.Key_F2)
    assert len(contacts.calls) == 1


def test_a_complaint_goes_to_the_unit_of_the_request_with_a_target(
    window: MainWindow, page: IntakePage, qtbot: QtBot, contacts: FakeContacts
) -> None:
    call(qtbot, window)
    dialog = remark(qtbot, window)
    qtbot.keyClicks(dialog.focusWidget(), "The room was cold.")
    assert list(cut(dialog)) == []
    dialog.about.setFocus()
    qtbot.keyClick(dialog.about, Qt.Key.Key_Down)
    assert dialog.unit.currentText() == "Rooms"
    save(qtbot, window, dialog)
    (draft,) = contacts.remarks
    assert (draft.kind, draft.text) == (ContactKind.COMPLAINT, "The room was cold.")
    assert (draft.requester, draft.line_id, draft.unit) == ("P0", 1, "U1")
    assert draft.due_at == at(days=7, hours=8)  # Monday 17:00 of next week
    said = window.toast.words.text()
    assert said == "Complaint noted · Rooms · answer before Mon 9 Nov 17:00"
    assert page.typed().is_blank


def test_a_compliment_needs_neither_unit_nor_target(
    window: MainWindow, page: IntakePage, qtbot: QtBot, contacts: FakeContacts
) -> None:
    dialog = remark(qtbot, window)  # nobody's name is needed
    dialog.kind.findChild(QPushButton, "compliment").setFocus()
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Space)
    assert not dialog.due.isVisible()
    dialog.text.setFocus()
    qtbot.keyClicks(dialog.text, "Well done.")
    save(qtbot, window, dialog)
    (draft,) = contacts.remarks
    assert (draft.kind, draft.unit, draft.due_at) == (ContactKind.COMPLIMENT, "", None)
    assert window.toast.words.text() == "Compliment noted"


def test_what_a_complaint_lacks_is_said_and_nothing_typed_is_lost(
    window: MainWindow, page: IntakePage, qtbot: QtBot, contacts: FakeContacts
) -> None:
    dialog = remark(qtbot, window)
    save(qtbot, window, dialog)
    assert dialog.problem.text() == "Write down what the customer says."
    qtbot.keyClicks(dialog.text, "It was late.")
    save(qtbot, window, dialog)
    assert dialog.problem.text() == "A complaint needs a unit that handles it. Choose one."
    dialog.unit.setCurrentIndex(1)
    contacts.problem = NotFoundError("contact.unknown", contact=1)
    save(qtbot, window, dialog)
    assert dialog.problem.text() == "There is no complaint, compliment or suggestion 1."
    assert dialog.text.toPlainText() == "It was late."
    contacts.problem = None
    save(qtbot, window, dialog)
    assert [one.text for one in contacts.remarks] == ["It was late."]


def test_a_complaint_that_waits_is_answered_when_its_caller_is_on_the_phone(
    window: MainWindow, page: IntakePage, qtbot: QtBot, contacts: FakeContacts
) -> None:
    contacts.waiting = (WAITS,)
    call(qtbot, window)
    assert "Complaint" in badges(page)
    assert "The box was wet." in seen(page)
    press(qtbot, window, Qt.Key.Key_F9)
    dialog = dialog_of(window)
    keyboard_goes_to(qtbot, dialog)
    save(qtbot, window, dialog)
    assert dialog.problem.text() == "Write down what the customer was answered."
    qtbot.keyClicks(dialog.focusWidget(), "A new box is on its way.")
    save(qtbot, window, dialog)
    (draft,) = contacts.answers
    assert (draft.contact_id, draft.answer) == (5, "A new box is on its way.")
    assert window.toast.words.text() == "The answer is kept"
    assert "Complaint" not in badges(page)
    assert page.caller.requester.code == "P0"  # the call goes on


def test_nothing_is_cut_in_dutch(opened: Opened, contacts: FakeContacts, qtbot: QtBot) -> None:
    contacts.waiting = (WAITS,)
    window = opened("nl", contacts=contacts, knowledge=TwoRequests(), drafts=FakeDrafts())
    page = begin(qtbot, window)
    call(qtbot, window)
    assert page.findChild(QPushButton, "status_1").text() == "Status"
    assert list(cut(window)) == []
    dialog = remark(qtbot, window)
    assert list(cut(dialog)) == []
    dialog.reject()


def test_the_overview_of_a_line_tells_how_often_was_asked(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    assert window.desk is not None
    overview = Overview(window.desk.kit, Texts())
    qtbot.addWidget(overview)
    line = FakeQueries().line(1, "en")
    overview.show_line(line)
    assert not overview.calls.isVisibleTo(overview)
    for count, words in ((1, "1 time"), (2, "2 times")):
        overview.show_line(replace(line, status_calls=count))
        assert overview.calls.text() == f"The customer asked {words} where it is."
        assert overview.calls.isVisibleTo(overview)
