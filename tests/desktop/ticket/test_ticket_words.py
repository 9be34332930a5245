"""What the ticket says in words, and what its presenter hears."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.dossier import LinkKind
from fmdesk.core.domain.dossier_views import (
    LinkView,
    TaskView,
    TimelineItem,
    TimelineKind,
)
from fmdesk.core.domain.events import EventKind, LineEvent
from fmdesk.core.domain.message import MessageKind, MessageState
from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.core.domain.ticket import ContactKind, LineState
from fmdesk.core.domain.views import Changes
from fmdesk.desktop.pages.ticket.model import (
    KINDS,
    LINKS,
    STATUSES,
    WORDS,
    item_icon,
    item_words,
    kind_choices,
    link_columns,
    task_columns,
    who_words,
)
from fmdesk.desktop.pages.ticket.panel import TicketPanel
from fmdesk.desktop.shell import MainWindow
from fmdesk.i18n import using_language
from tests.desktop.conftest import settle
from tests.desktop.fake_dossiers import FakeDossiers
from tests.desktop.fakes import FakeQueries
from tests.desktop.made import NOW, START, ZONE, at

OFFICE = OfficeTime(ZONE, lambda: NOW)
TASK = TaskView(1, "look", "", None, START, "bob", None, "")


@pytest.mark.parametrize(("kind", "word"), list(WORDS))
def test_every_entry_has_words_in_both_languages(
    queries: FakeQueries, kind: TimelineKind, word: str
) -> None:
    line = queries.line(1, "en")
    item = TimelineItem(START, kind, word, text="said")
    shown = []
    for language in ("en", "nl"):
        with using_language(language):
            words, rest = item_words(item, line)
        assert words != word, "a code is not shown"
        assert rest == "said"
        shown.append(words)
    assert item_icon(item) == KINDS[kind][0]


def test_whatever_is_told_has_words() -> None:
    of_no_ticket = {MessageKind.ESCALATION, MessageKind.REPORT}
    told = {
        TimelineKind.CONTACT: {one.value for one in ContactKind},
        TimelineKind.MESSAGE: {one.value for one in MessageKind} - of_no_ticket,
    }
    for kind, codes in told.items():
        assert {word for of, word in WORDS if of is kind} >= codes
    assert KINDS.keys() == set(TimelineKind)
    assert STATUSES.keys() == set(MessageState)


def test_nobody_raises_an_escalation_and_somebody_unknown_called() -> None:
    raised = TimelineItem(START, TimelineKind.ESCALATION, "raised")
    called = TimelineItem(START, TimelineKind.CONTACT, "status")
    with using_language("en"):
        shown = [who_words(one) for one in (raised, called, replace(called, actor="Bas"))]
    assert shown == ["", "Unknown", "Bas"]


@pytest.mark.parametrize("status", list(STATUSES))
def test_a_message_tells_how_far_it_is(queries: FakeQueries, status: str) -> None:
    item = TimelineItem(START, TimelineKind.MESSAGE, "ready", text="it is here", status=status)
    with using_language("en"):
        _words, rest = item_words(item, queries.line(1, "en"))
    assert rest == f"it is here  ·  {STATUSES[status]}"


def test_work_has_the_words_of_its_event(queries: FakeQueries) -> None:
    event = LineEvent(2, EventKind.DELIVERED, START, "bob", quantity=5)
    item = TimelineItem(START, TimelineKind.WORK, "delivered", "bob", "M000001.2", event=event)
    with using_language("en"):
        assert item_words(item, queries.line(1, "en")) == ("Delivered  ·  M000001.2", "5 box")
    assert item_icon(item) == "truck"


def test_the_filter_offers_what_there_is() -> None:
    items = [
        TimelineItem(START, TimelineKind.TASK, "made"),
        TimelineItem(START, TimelineKind.WORK, "received"),
        TimelineItem(START, TimelineKind.TASK, "done"),
    ]
    with using_language("en"):
        assert kind_choices(items) == [("work", "Work"), ("task", "Tasks")]
        assert kind_choices([]) == []


def test_a_task_that_is_late_is_red_until_it_is_done() -> None:
    who, due, done = task_columns(OFFICE)[1:]
    late = replace(TASK, due_at=NOW - (NOW - START))
    assert due.tone is not None
    assert due.tone(late) == "broken"
    assert due.tone(replace(late, done_at=NOW)) == due.tone(TASK) == ""
    assert due.tone(replace(late, due_at=at(days=1))) == ""
    assert who.text(TASK) == "–"
    assert who.text(replace(TASK, person="Rob")) == "Rob"
    assert done.text(TASK) == ""
    with using_language("en"):
        assert done.text(replace(TASK, done_at=NOW, done_by="bob")) == "Mon 2 Nov 10:00 bob"


@pytest.mark.parametrize("kind", list(LinkKind))
def test_a_link_reads_from_both_sides(kind: LinkKind) -> None:
    link = LinkView(1, kind, False, 2, "M000002", "Copier", 2, LineState.NEW)
    column = link_columns()[0]
    with using_language("en"):
        forth, back = column.text(link), column.text(replace(link, is_back=True))
    assert (forth, back) == (LINKS[kind, False], LINKS[kind, True])
    assert (forth == back) is (kind is LinkKind.RELATED)


def test_a_change_of_the_ticket_elsewhere_is_shown(
    panel: TicketPanel, window: MainWindow, qtbot: QtBot, dossiers: FakeDossiers
) -> None:
    dossiers.subject = "Somebody else wrote this"
    window.desk.changed.emit(Changes(tickets=(41,)))
    settle(qtbot, window)
    assert "Somebody else" not in panel.head.subject.toolTip(), "that was another ticket"
    window.desk.changed.emit(Changes(tickets=(42,)))
    settle(qtbot, window)
    assert panel.head.subject.toolTip().startswith("Somebody else wrote this")
    dossiers.subject = "And this"
    window.desk.changed.emit(Changes(is_everything=True))
    settle(qtbot, window)
    assert panel.head.subject.toolTip().startswith("And this")


def test_nothing_is_heard_before_a_ticket_is_open(
    window: MainWindow, qtbot: QtBot, queries: FakeQueries
) -> None:
    window.open_page("ticket")
    settle(qtbot, window)
    panel = window.page().line
    window.desk.changed.emit(Changes(is_everything=True))
    settle(qtbot, window)
    for act in (
        panel.deliver,
        panel.change,
        panel.cancel,
        panel.edit,
        panel.take_over,
        panel.add_task,
        panel.add_link,
        panel.write,
        panel.show_why,
    ):
        act()
    settle(qtbot, window)
    assert panel.presenter.line_id == panel.presenter.ticket_id == 0
    assert window.isActiveWindow()


def test_the_last_ticket_that_was_asked_for_is_shown(
    panel: TicketPanel, window: MainWindow, qtbot: QtBot
) -> None:
    for line_id in (7, 8, 9):
        panel.show_line(line_id)
    settle(qtbot, window)
    assert panel.number.text() == "M000009.1"
    window.speak("nl")
    settle(qtbot, window)
    assert panel.number.text() == "M000009.1"
    assert panel.tabs.tabText(2) == "Verloop"
