"""What a caller says that is no request: "where is it?", and what is thought of the work."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from fmdesk.core.domain.contact import (
    RemarkAnswer,
    RemarkDraft,
    RemarkRow,
    StatusDraft,
    StatusNoted,
)
from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.core.domain.ticket import ContactKind
from fmdesk.core.domain.views import Changes, Choice
from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.desktop.pages.intake.model import DOT, Typed
from fmdesk.desktop.words import short_stamp, state_badge
from fmdesk.i18n import N_, _, ngettext

KINDS: Mapping[ContactKind, str] = {
    ContactKind.COMPLAINT: N_("Complaint"),
    ContactKind.COMPLIMENT: N_("Compliment"),
    ContactKind.SUGGESTION: N_("Suggestion"),
}
"""The remarks as they are called."""
Failed = Callable[[str], None]


class Contacts(QObject):
    """Records status calls and remarks of the caller, with how long the call took.

    Args:
        desk: Services and lanes.
        typed: What stands on the page.
        parent: The page.
    """

    settled = Signal()
    """The call is over: nothing else was asked."""
    noted = Signal(int)
    """A status call was recorded: number of its line."""
    refused = Signal(str)
    waiting = Signal(object)
    """Tuple of `RemarkRow`: what the caller still waits for."""

    def __init__(self, desk: Desk, typed: Callable[[], Typed], parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._typed, self._office = desk, typed, desk.kit.time
        self._since: datetime | None = None
        self._asked: set[int] = set()

    def begin(self, choice: Choice | None) -> None:
        """Begin the call of somebody who was picked."""
        self._asked.clear()
        self._since = self._office.now() if choice else None
        if choice is not None:
            self._fetch(choice.code)

    @property
    def seconds(self) -> int:
        """How long the call takes so far."""
        if self._since is None:
            return 0
        return max(0, int((self._office.now() - self._since).total_seconds()))

    def note(self, line_id: int) -> None:
        """Record that the caller asked where a line is; once in a call."""
        if not line_id:
            self.refused.emit(_("There is no request of this caller to ask about."))
            return
        if line_id in self._asked:
            return
        self._asked.add(line_id)
        typed = self._typed()
        caller = typed.requester.code if typed.requester else ""
        draft = StatusDraft(uuid4(), typed.channel, line_id, caller, self.seconds, typed.note)
        contacts = self._desk.services.contacts

        def done(noted: StatusNoted) -> Changes:
            self._desk.said.emit(status_words(noted, self._office))
            self.noted.emit(line_id)
            self._settle()
            return Changes(tickets=(noted.ticket_id,))

        def failed(problem: Exception) -> None:
            self._asked.discard(line_id)
            self.refused.emit(sentence_of(problem))

        self._desk.change(self, lambda: contacts.status_call(draft), done, failed)

    def remark(self, draft: RemarkDraft, taken: Callable[[], None], refused: Failed) -> None:
        """Record a complaint, compliment or suggestion."""
        contacts = self._desk.services.contacts

        def done(kept: RemarkRow) -> Changes:
            taken()
            self._desk.said.emit(remark_words(kept, self._office))
            self._settle()
            return _changes(kept)

        self._change(lambda: contacts.remark(draft), done, refused)

    def answer(self, draft: RemarkAnswer, taken: Callable[[], None], refused: Failed) -> None:
        """Record what the caller was answered."""
        contacts = self._desk.services.contacts

        def done(kept: RemarkRow) -> Changes:
            taken()
            self._desk.said.emit(_("The answer is kept"))
            requester = self._typed().requester
            if requester is not None:
                self._fetch(requester.code)
            return _changes(kept)

        self._change(lambda: contacts.answer(draft), done, refused)

    def _change(
        self, work: Callable[[], RemarkRow], done: Callable[[RemarkRow], Changes], refused: Failed
    ) -> None:
        self._desk.change(self, work, done, lambda problem: refused(sentence_of(problem)))

    def _fetch(self, person: str) -> None:
        contacts = self._desk.services.contacts
        self._desk.query(
            self, lambda: contacts.unanswered(person), self.waiting.emit, key="unanswered"
        )

    def _settle(self) -> None:
        if not self._typed().lines:
            self.settled.emit()


def status_words(noted: StatusNoted, time: OfficeTime) -> str:
    """Return what was noted and what the customer is told."""
    parts = [_("Status call noted: {number}").format(number=noted.number)]
    if noted.ready_at is None:
        parts.append(state_badge(noted.state).word)
    else:
        parts.append(_("ready since {at}").format(at=short_stamp(noted.ready_at, time)))
    if noted.due_at is not None and noted.ready_at is None:
        parts.append(_("ready before {at}").format(at=short_stamp(noted.due_at, time)))
    if noted.calls > 1:
        calls = ngettext("asked {count} time", "asked {count} times", noted.calls)
        parts.append(calls.format(count=noted.calls))
    return DOT.join(parts)


def remark_words(kept: RemarkRow, time: OfficeTime) -> str:
    """Return who handles a remark, and by when."""
    parts = [_("{kind} noted").format(kind=_(KINDS[kept.kind]))]
    if kept.unit:
        parts.append(kept.unit)
    if kept.due_at is not None:
        parts.append(_("answer before {at}").format(at=short_stamp(kept.due_at, time)))
    return DOT.join(parts)


def _changes(kept: RemarkRow) -> Changes:
    return Changes(tickets=(kept.ticket_id,) if kept.ticket_id else ())
