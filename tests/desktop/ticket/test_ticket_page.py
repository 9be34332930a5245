"""The ticket: who watches it, what happened, tasks, links and messages."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.dossier import (
    LinkDraft,
    LinkKind,
    TakeOver,
    TaskDone,
    TaskDraft,
    Unlink,
)
from fmdesk.core.domain.dossier_views import TimelineItem, TimelineKind
from fmdesk.core.domain.errors import InvalidInputError, NotAllowedError, NotFoundError
from fmdesk.core.domain.message import (
    Message,
    MessageChannel,
    MessageKind,
    MessageState,
    NoticeDraft,
    Queued,
)
from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.desktop.pages.ticket.head import TicketHead
from fmdesk.desktop.pages.ticket.model import change_words, item_words
from fmdesk.desktop.pages.ticket.panel import TicketPanel
from fmdesk.desktop.pages.ticket.timeline import SHOWN
from fmdesk.desktop.shell import MainWindow
from tests.desktop.conftest import Opened, dialog_of, keyboard_goes_to, settle
from tests.desktop.fake_dossiers import ME, OTHER, FakeChanging, FakeDossiers
from tests.desktop.fakes import FakeQueries
from tests.desktop.made import NOW, START, ZONE, at
from tests.desktop.ticket.conftest import CONTROL, SHIFT, Key, is_open, press, save, words

# --- the page ------------------------------------------------------------------------------------


def test_another_page_opens_a_ticket_by_its_line(panel: TicketPanel, window: MainWindow) -> None:
    assert window.page_name == "ticket"
    assert panel.number.text() == "M000042.1"
    assert panel.isVisible()


def test_another_page_opens_a_ticket_by_its_number(window: MainWindow, qtbot: QtBot) -> None:
    window.desk.page_asked.emit("ticket", "M000007")
    settle(qtbot, window)
    assert window.page().line.number.text() == "M000007.1"
    window.refresh()
    settle(qtbot, window)
    assert window.page().line.number.text() == "M000007.1"


def test_the_page_without_a_ticket_says_where_to_find_one(window: MainWindow, qtbot: QtBot) -> None:
    window.open_page("ticket")
    settle(qtbot, window)
    view = window.page().states.view
    assert view.title.text() == "No ticket is open"
    window.speak("nl")
    settle(qtbot, window)
    assert view.title.text() == "Er is geen melding open"
    qtbot.mouseClick(view.action, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert window.page_name == "tickets"


def test_a_number_that_nobody_knows(window: MainWindow, qtbot: QtBot) -> None:
    window.desk.page_asked.emit("ticket", "X9")
    settle(qtbot, window)
    assert "X9" in window.page().line.states.view.sentence.text()


def test_escape_goes_back_to_the_list(panel: TicketPanel, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(panel.tabs, Key.Key_Escape)
    settle(qtbot, window)
    assert window.page_name == "tickets"


def test_the_list_opens_the_same_ticket_beside_it(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page()
    page.open_line(42)
    settle(qtbot, window)
    assert isinstance(page.line, TicketPanel)
    assert page.line.number.text() == "M000042.1"
    dialog = press(qtbot, window, Key.Key_T, CONTROL | SHIFT)
    dialog.reject()


# --- the head ------------------------------------------------------------------------------------


def test_one_key_takes_a_ticket_over_and_the_timeline_tells(
    panel: TicketPanel, window: MainWindow, qtbot: QtBot, dossiers: FakeDossiers
) -> None:
    assert panel.head.owner.toolTip() == f"{OTHER} watches this ticket."
    qtbot.keyClick(window, Key.Key_O, CONTROL)
    settle(qtbot, window)
    [taken] = dossiers.log
    assert isinstance(taken, TakeOver)
    assert taken.ticket_id == 42
    assert panel.head.owner.toolTip() == "You watch this ticket."
    assert not panel.head.take_over.isVisible()
    qtbot.keyClick(window, Key.Key_J, CONTROL)
    settle(qtbot, window)
    shown = words(panel.tabs.timeline)
    assert "Taken over" in shown
    assert f"Desk owner: {OTHER} → {ME}" in shown
    qtbot.keyClick(window, Key.Key_O, CONTROL)
    settle(qtbot, window)
    assert len(dossiers.log) == 1, "who watches it already does not take it over"


def test_a_take_over_that_is_refused_says_why(
    panel: TicketPanel, window: MainWindow, qtbot: QtBot, dossiers: FakeDossiers
) -> None:
    dossiers.problem = NotFoundError("ticket.unknown", ticket=42)
    qtbot.keyClick(window, Key.Key_O, CONTROL)
    settle(qtbot, window)
    assert panel.problem.isVisible()
    assert panel.problem.text() == "There is no ticket 42. Check the number."


def test_a_ticket_that_nobody_watches(
    window: MainWindow, qtbot: QtBot, dossiers: FakeDossiers
) -> None:
    dossiers.owner = ""
    window.open_page("ticket", 42)
    settle(qtbot, window)
    assert window.page().line.head.owner.toolTip() == "Nobody watches this ticket."


def test_the_time_left_goes_on_without_a_query(
    opened: Opened, qtbot: QtBot, queries: FakeQueries
) -> None:
    clock = SimpleNamespace(now=NOW)
    window = opened(time=OfficeTime(ZONE, lambda: clock.now))
    window.open_page("ticket", 42)
    settle(qtbot, window)
    panel = window.page().line
    figure = panel.figures["due"].value
    assert figure.text() == "8 h 00 office hours left"
    asked = len(queries.log)
    clock.now = NOW + timedelta(hours=8)
    panel.clock.timeout.emit()
    assert figure.text() == "1 h 00 office hours left"
    assert figure.property("tone") == "risk"
    clock.now = NOW + timedelta(days=2)
    panel.clock.timeout.emit()
    assert panel.badge.text() == "Late"
    assert figure.property("tone") == "broken"
    assert len(queries.log) == asked


def test_the_lines_of_a_ticket_stand_in_its_head_with_their_clocks(
    window: MainWindow, qtbot: QtBot, dossiers: FakeDossiers
) -> None:
    dossiers.lines = (42, 43, 44)
    window.open_page("ticket", 43)
    settle(qtbot, window)
    panel = window.page().line
    head: TicketHead = panel.head
    assert head.number.text() == "M000043"
    assert head.lines.isVisible()
    shown = [
        [str(head.rows.data(head.rows.index(row, column))) for column in (0, 3)]
        for row in range(head.rows.row_total())
    ]
    assert shown == [
        ["M000042.1", "8 h 00 office hours left"],
        ["M000043.1", "8 h 00 office hours left"],
        ["M000044.1", "8 h 00 office hours left"],
    ]
    assert head.lines.current_row() == 1
    head.lines.setFocus()
    qtbot.keyClick(head.lines, Key.Key_Down)
    settle(qtbot, window)
    assert panel.presenter.line_id == 44
    qtbot.keyClick(window, Key.Key_J, CONTROL)
    settle(qtbot, window)
    assert "Received  ·  M000042.1" in words(panel.tabs.timeline)


def test_who_asked_for_whom_and_when_it_was_registered(
    window: MainWindow, qtbot: QtBot, queries: FakeQueries
) -> None:
    whole = queries.ticket

    def by_post(ticket_id: int, language: str) -> object:
        found = whole(ticket_id, language)
        return replace(found, recipient="Bakker, Rob", registered_at=at(days=1), requester="")

    queries.ticket = by_post
    window.open_page("ticket", 42)
    settle(qtbot, window)
    head = window.page().line.head
    assert head.people.toolTip().startswith("Unknown for Bakker, Rob  ·  phone")
    assert head.dates.toolTip() == "Received Mon 2 Nov 09:00  ·  registered Tue 3 Nov 09:00"


# --- the timeline --------------------------------------------------------------------------------


def test_the_timeline_is_newest_first_in_the_offices_time(
    told: FakeDossiers, panel: TicketPanel, window: MainWindow, qtbot: QtBot
) -> None:
    panel.show_timeline()
    settle(qtbot, window)
    shown = words(panel.tabs.timeline)
    stamps = [one for one in shown if one.startswith("Mon 2 Nov")]
    assert stamps == [f"Mon 2 Nov {hour}:00" for hour in (15, 14, 13, 12, 11, 10, "09")]
    for part in (
        "Link taken away",
        "M000007 Copier",
        "Quantity: 2 → 5  ·  Place: – → B2.14  ·  asked for",
        "lorry  ·  sent",
        "The customer asked where it is",
        "Asked a unit",
        "Stock: is it there?",
    ):
        assert part in shown


def test_who_may_not_see_a_ticket_is_told_so(
    window: MainWindow, qtbot: QtBot, queries: FakeQueries
) -> None:
    def refuse(_ticket_id: int, _language: str) -> object:
        raise NotAllowedError("access.area", who="bob", roles="desk")

    queries.ticket = refuse
    window.open_page("ticket", 42)
    settle(qtbot, window)
    view = window.page().line.states.view
    assert view.title.text() == "Not for this account"
    assert not view.action.isVisible()


def test_the_timeline_shows_one_kind(
    told: FakeDossiers, panel: TicketPanel, window: MainWindow, qtbot: QtBot
) -> None:
    panel.show_timeline()
    settle(qtbot, window)
    panel.tabs.timeline.kinds.choose("task")
    panel.tabs.timeline.kinds.chosen.emit("task")
    settle(qtbot, window)
    assert "send a photo" in words(panel.tabs.timeline)
    assert "Link taken away" not in words(panel.tabs.timeline)
    panel.show_line(43)
    settle(qtbot, window)
    assert "Link taken away" in words(panel.tabs.timeline), "another ticket begins with all"


def test_a_long_timeline_shows_the_rest_when_asked(
    dossiers: FakeDossiers, panel: TicketPanel, window: MainWindow, qtbot: QtBot
) -> None:
    for number in range(SHOWN + 4):
        item = TimelineItem(at(hours=number), TimelineKind.TASK, "made", "bob", "", f"t{number}")
        dossiers.told.append(item)
    panel.show_timeline()
    window.refresh()
    settle(qtbot, window)
    timeline = panel.tabs.timeline
    assert timeline.more.text() == "5 earlier entries"
    assert "t0" not in words(timeline)
    qtbot.mouseClick(timeline.more, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert "t0" in words(timeline)
    assert not timeline.more.isVisible()


def test_words_that_are_not_known_stand_as_they_are(queries: FakeQueries) -> None:
    item = TimelineItem(START, TimelineKind.MESSAGE, "telex", status="lost", text="x")
    assert item_words(item, queries.line(1, "en")) == ("telex", "x  ·  lost")
    assert change_words("Deliver to", "", "right door") == "Deliver to: – → right door"


# --- tasks and links -----------------------------------------------------------------------------


def test_a_task_is_written_down_with_keys_and_ticked_off_with_enter(
    panel: TicketPanel, window: MainWindow, qtbot: QtBot, dossiers: FakeDossiers
) -> None:
    dialog = press(qtbot, window, Key.Key_T, CONTROL | SHIFT)
    qtbot.keyClicks(dialog.text, "call the mover")
    dialog.is_due.setFocus()
    qtbot.keyClick(dialog.is_due, Key.Key_Space)
    assert dialog.due.isVisible()
    save(qtbot, window, dialog)
    [draft] = dossiers.log
    assert isinstance(draft, TaskDraft)
    assert (draft.text, draft.person, draft.due_at) == ("call the mover", "", NOW)
    jobs = panel.tabs.jobs
    jobs.task_table.setFocus()
    qtbot.keyClick(jobs.task_table, Key.Key_Return)
    settle(qtbot, window)
    done = dossiers.log[-1]
    assert isinstance(done, TaskDone)
    assert (done.task_id, done.is_done) == (1, True)
    qtbot.keyClick(jobs.task_table, Key.Key_Return)
    settle(qtbot, window)
    assert dossiers.log[-1].is_done is False


def test_a_task_has_somebody_who_does_it(
    panel: TicketPanel, window: MainWindow, qtbot: QtBot, dossiers: FakeDossiers
) -> None:
    dialog = press(qtbot, window, Key.Key_T, CONTROL | SHIFT)
    qtbot.keyClicks(dialog.text, "look")
    dialog.person.setFocus()
    qtbot.keyClicks(dialog.person.field, "Bakker")
    settle(qtbot, window)
    qtbot.keyClick(dialog.person.field, Key.Key_Return)
    save(qtbot, window, dialog)
    assert (dossiers.log[0].person, dossiers.log[0].due_at) == ("P2", None)


def test_a_task_that_is_refused_stays_as_it_was_typed(
    panel: TicketPanel, window: MainWindow, qtbot: QtBot, dossiers: FakeDossiers
) -> None:
    dossiers.problem = InvalidInputError("task.no_text")
    dialog = press(qtbot, window, Key.Key_T, CONTROL | SHIFT)
    qtbot.keyClicks(dialog.text, "look")
    save(qtbot, window, dialog)
    assert dialog.problem.text() == "Say what is to be done."
    assert dialog.text.text() == "look"
    dossiers.problem = None
    save(qtbot, window, dialog)
    assert dossiers.log[0].text == "look"
    assert not is_open(window)


def test_tickets_are_linked_and_gone_to_and_let_go(
    panel: TicketPanel, window: MainWindow, qtbot: QtBot, dossiers: FakeDossiers
) -> None:
    dialog = press(qtbot, window, Key.Key_K, CONTROL | SHIFT)
    dialog.findChild(QComboBox, "link_kind").setCurrentText("Caused by")
    qtbot.keyClicks(dialog.number, "M000007")
    save(qtbot, window, dialog)
    [draft] = dossiers.log
    assert isinstance(draft, LinkDraft)
    assert (draft.kind, draft.number, draft.ticket_id) == (LinkKind.CAUSED_BY, "M000007", 42)
    table = panel.tabs.jobs.link_table
    assert [str(table.rows.data(table.rows.index(0, n))) for n in (0, 1)] == [
        "Caused by",
        "M000007",
    ]
    table.setFocus()
    qtbot.keyClick(table, Key.Key_Return)
    settle(qtbot, window)
    assert panel.presenter.line_id == 7
    keyboard_goes_to(qtbot, window)
    qtbot.keyClick(table, Key.Key_Delete)
    settle(qtbot, window)
    assert isinstance(dossiers.log[-1], Unlink)
    assert table.rows.row_total() == 0
    qtbot.keyClick(table, Key.Key_Delete)
    settle(qtbot, window)


def test_a_link_from_the_other_side_reads_the_other_way_round(
    panel: TicketPanel, window: MainWindow, qtbot: QtBot, dossiers: FakeDossiers
) -> None:
    panel.add_link()
    dialog = dialog_of(window)
    dialog.number.setText("M000007")
    save(qtbot, window, dialog)
    dossiers.links = [replace(dossiers.links[0], kind=LinkKind.DUPLICATE_OF, is_back=True)]
    window.refresh()
    settle(qtbot, window)
    rows = panel.tabs.jobs.links
    assert rows.data(rows.index(0, 0)) == "Has as duplicate"


# --- messages ------------------------------------------------------------------------------------


class Post:
    """Takes messages, unless they say nothing."""

    def __init__(self) -> None:
        self.told: list[NoticeDraft] = []

    def queue(self, draft: NoticeDraft) -> Queued:
        if not draft.body.strip():
            raise InvalidInputError("message.no_words")
        self.told.append(draft)
        return Queued(1, "email", draft.line_id)

    def send_due(self) -> None:
        """Send nothing."""


def test_a_message_is_written_and_read_again(
    opened: Opened, dossiers: FakeDossiers, changing: FakeChanging, qtbot: QtBot
) -> None:
    post = Post()
    window = opened(dossiers=dossiers, changing=changing, messages=post)
    window.open_page("ticket", 42)
    settle(qtbot, window)
    panel = window.page().line
    dialog = press(qtbot, window, Key.Key_M)
    qtbot.keyClicks(dialog.subject, "Your paper")
    save(qtbot, window, dialog)
    assert dialog.problem.text() == "Give the message a subject and a text."
    qtbot.keyClicks(dialog.text, "comes at noon")
    dialog.findChild(QComboBox, "message_channel").setCurrentText("Letter")
    dossiers.messages.append(letter())
    save(qtbot, window, dialog)
    [draft] = post.told
    assert (draft.kind, draft.subject, draft.body, draft.channel) == (
        MessageKind.FREE,
        "Your paper",
        "comes at noon",
        MessageChannel.LETTER,
    )
    shown = words(panel.tabs.letters)
    assert "comes at noon" in shown
    assert "Message  ·  Letter  ·  waiting  ·  Mon 2 Nov 10:00  ·  bob" in shown


def letter() -> Message:
    return Message(
        id=1,
        ticket_id=42,
        line_id=42,
        person_id=1,
        kind=MessageKind.FREE,
        channel=MessageChannel.LETTER,
        language="en",
        address="",
        subject="Your paper",
        body="comes at noon",
        state=MessageState.QUEUED,
        created_at=datetime(2026, 11, 2, 9, 0, tzinfo=UTC),
        created_by="bob",
    )


def test_nothing_was_written_yet(panel: TicketPanel, window: MainWindow, qtbot: QtBot) -> None:
    panel.tabs.open("letters")
    settle(qtbot, window)
    assert "Nothing was written to this customer yet." in words(panel.tabs.letters)
