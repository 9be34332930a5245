"""What the panel of a ticket does, without widgets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from fmdesk.core.domain.dossier import (
    Cancel,
    Edited,
    LineEdit,
    LinkDraft,
    LinkKind,
    Shown,
    TakeOver,
    TaskDone,
    TaskDraft,
    TicketEdit,
    Unlink,
)
from fmdesk.core.domain.dossier_views import Dossier, Effect, LineForm
from fmdesk.core.domain.merging import Fields
from fmdesk.core.domain.message import MessageChannel, MessageKind, NoticeDraft, Queued
from fmdesk.core.domain.ticket import EVERY_RIGHT, EventDraft, LineRights
from fmdesk.core.domain.views import Changes, Choice, LineView, Recorded, TicketRow, Why
from fmdesk.desktop.answers import answer_finder
from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.i18n import current_language

CHOICES = 8
Refused = Callable[[str], None]
"""Takes the sentence that says why something was not done."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A ticket with the line that is looked at."""

    dossier: Dossier
    line: LineView
    rights: LineRights = EVERY_RIGHT

    @property
    def row(self) -> TicketRow:
        """The line as a row of the list, with its clock."""
        return next(one for one in self.dossier.rows if one.line_id == self.line.id)


class TicketPresenter(QObject):
    """Fetches one ticket and the why of one of its lines, and does what is done with them."""

    loaded = Signal(object)
    """`Opened`."""
    explained = Signal(object)
    """`Why`."""
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.find_answer = answer_finder(desk, self)
        self.asked: int | str = 0
        self.shown: Opened | None = None
        desk.changed.connect(self._hear)

    # --- looking -------------------------------------------------------------------------------

    def show(self, asked: int | str, *, is_quiet: bool = False) -> None:
        """Fetch a ticket.

        Args:
            asked: The id of the line to look at, or the number of a ticket or line.
            is_quiet: Nothing is shown anew unless something of it is another than before.
        """
        self.asked = asked
        services, language = self._desk.services, current_language()
        dossiers = services.dossiers

        def fetch() -> tuple[int | str, Opened]:
            line_id = dossiers.line_id(asked) if isinstance(asked, str) else asked
            dossier: Dossier = dossiers.of_line(line_id, language)
            line = next(one for one in dossier.ticket.lines if one.id == line_id)
            return asked, Opened(dossier, line, services.fulfilment.rights(line_id))

        def take(found: tuple[int | str, Opened]) -> None:
            if found[0] == self.asked and not (is_quiet and found[1] == self.shown):
                self.shown = found[1]
                self.loaded.emit(found[1])

        self._desk.query(self, fetch, take, self.failed.emit, key="ticket")

    def look_again(self) -> None:
        """Fetch the ticket again: somebody changed something."""
        if self.shown is not None:
            self.show(self.asked, is_quiet=True)

    def explain(self) -> None:
        """Fetch why the line is judged as it is."""
        if self.shown is None:
            return
        whys, line_id, language = self._desk.services.whys, self.line_id, current_language()

        def done(why: Why) -> None:
            if why.line.id == self.line_id:
                self.explained.emit(why)

        self._desk.query(
            self, lambda: whys.explain(line_id, language), done, self.failed.emit, key="why"
        )

    @property
    def line_id(self) -> int:
        """The line that is looked at, 0 for none yet."""
        return self.shown.line.id if self.shown else 0

    @property
    def ticket_id(self) -> int:
        """The ticket that is looked at, 0 for none yet."""
        return self.shown.dossier.ticket.id if self.shown else 0

    def find(self, kind: str, words: str, show: Callable[[Sequence[Choice]], None]) -> None:
        """Look for the choices of a field."""
        queries, language = self._desk.services.queries, current_language()

        def look() -> tuple[Choice, ...]:
            found: tuple[Choice, ...] = queries.choices(kind, words, language, CHOICES)
            return found

        self._desk.query(self, look, show, key=f"find {kind}")

    # What is asked and done names its line or ticket: a dialog about one stays about it while the
    # panel behind it goes to another.

    def form(self, line_id: int, done: Callable[[LineForm], None], refused: Refused) -> None:
        """Fetch what a line can be changed to."""
        changing, language = self._desk.services.changing, current_language()

        def fetch() -> LineForm:
            found: LineForm = changing.form(line_id, language)
            return found

        self._desk.query(
            self, fetch, done, lambda problem: refused(sentence_of(problem)), key="form"
        )

    def preview(
        self,
        line_id: int,
        values: Fields | EventDraft | None,
        done: Callable[[Effect], None],
        refused: Refused,
    ) -> None:
        """Work out what a change of a line would lead to.

        Args:
            line_id: The line.
            values: Its fields as they are wanted, or what is recorded; None to cancel it.
            done: Takes what it would lead to; only the newest question is answered.
            refused: Called when nothing can be said.
        """
        changing, language = self._desk.services.changing, current_language()

        def work() -> Effect:
            effect: Effect
            if values is None:
                effect = changing.preview_cancel(line_id, language)
            elif isinstance(values, EventDraft):
                effect = changing.preview_event(values, language)
            else:
                effect = changing.preview(line_id, values, language)
            return effect

        self._desk.query(
            self, work, done, lambda problem: refused(sentence_of(problem)), key="preview"
        )

    # --- doing ---------------------------------------------------------------------------------

    def record(self, draft: EventDraft, recorded: Callable[[], object], refused: Refused) -> None:
        """Record an event on the line.

        Args:
            draft: What happened.
            recorded: Called when it is stored.
            refused: Called with the sentence to show when it was not.
        """
        self._do(lambda: self._desk.services.fulfilment.record(draft), recorded, refused)

    def take_over(self, refused: Refused) -> None:
        """Watch the ticket from now on."""
        draft = TakeOver(uuid4(), self.ticket_id)
        self._do(lambda: self._desk.services.dossiers.take_over(draft), _nothing, refused)

    def add_task(
        self,
        ticket_id: int,
        text: str,
        person: str,
        due_at: datetime | None,
        done: Callable[[], object],
        refused: Refused,
    ) -> None:
        """Write down a task."""
        draft = TaskDraft(uuid4(), ticket_id, text, person, due_at)
        self._do(lambda: self._desk.services.dossiers.add_task(draft), done, refused)

    def tick(self, task_id: int, *, is_done: bool, refused: Refused) -> None:
        """Tick a task off, or open it again."""
        draft = TaskDone(uuid4(), task_id, is_done)
        self._do(lambda: self._desk.services.dossiers.tick(draft), _nothing, refused)

    def link(
        self,
        ticket_id: int,
        kind: LinkKind,
        number: str,
        done: Callable[[], object],
        refused: Refused,
    ) -> None:
        """Link a ticket to another one."""
        draft = LinkDraft(uuid4(), ticket_id, kind, number)
        self._do(lambda: self._desk.services.dossiers.link(draft), done, refused)

    def unlink(self, link_id: int, refused: Refused) -> None:
        """Take a link away."""
        draft = Unlink(uuid4(), link_id)
        self._do(lambda: self._desk.services.dossiers.unlink(draft), _nothing, refused)

    def write(
        self,
        line_id: int,
        subject: str,
        body: str,
        channel: MessageChannel | None,
        done: Callable[[], object],
        refused: Refused,
    ) -> None:
        """Write to the customer in the desk's own words."""
        draft = NoticeDraft(
            uuid4(), line_id, MessageKind.FREE, subject=subject, body=body, channel=channel
        )
        self._do(lambda: self._desk.services.messages.queue(draft), done, refused)

    def cancel(
        self,
        line_id: int,
        version: int,
        reason: str,
        done: Callable[[], object],
        refused: Refused,
    ) -> None:
        """Cancel a line as it was seen."""
        draft = Cancel(uuid4(), line_id, version, reason)
        self._do(lambda: self._desk.services.changing.cancel(draft), done, refused)

    def change_line(
        self,
        line_id: int,
        base: Fields,
        values: Fields,
        reason: str,
        shown: Shown | None,
        answered: Callable[[Edited], object],
        refused: Refused,
    ) -> None:
        """Change a line; the answer may be that something must be chosen first."""
        draft = LineEdit(uuid4(), line_id, base, values, reason, shown)
        self._edit(lambda: self._desk.services.changing.change_line(draft), answered, refused)

    def edit_ticket(
        self,
        ticket_id: int,
        base: Fields,
        values: Fields,
        answered: Callable[[Edited], object],
        refused: Refused,
    ) -> None:
        """Edit a ticket; the answer may be that something must be chosen first."""
        draft = TicketEdit(uuid4(), ticket_id, base, values)
        self._edit(lambda: self._desk.services.changing.edit_ticket(draft), answered, refused)

    def _edit(
        self, work: Callable[[], Edited], answered: Callable[[Edited], object], refused: Refused
    ) -> None:
        def done(edited: Edited) -> Changes:
            answered(edited)
            return Changes(tickets=(edited.ticket_id,))

        self._desk.change(self, work, done, lambda problem: refused(sentence_of(problem)))

    def _do(
        self,
        work: Callable[[], Changes | Recorded | Queued],
        done: Callable[[], object],
        refused: Refused,
    ) -> None:
        def finished(result: Changes | Recorded | Queued) -> Changes:
            done()
            return result if isinstance(result, Changes) else Changes((result.ticket_id,))

        self._desk.change(self, work, finished, lambda problem: refused(sentence_of(problem)))

    # --- hearing -------------------------------------------------------------------------------

    def _hear(self, changes: Changes) -> None:
        if self.shown is None:
            return
        if changes.is_everything or self.ticket_id in changes.tickets:
            self.show(self.asked)


def _nothing() -> None:
    """There is nothing more to do; the panel hears of the change."""
