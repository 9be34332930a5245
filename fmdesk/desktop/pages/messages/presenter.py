"""What the page of the messages does, without widgets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, Signal

from fmdesk.core.domain.letter import PhoneScript
from fmdesk.core.domain.message import (
    DelayDue,
    Message,
    MessageChannel,
    MessageKind,
    MessageState,
    NoticeDraft,
    OutboxRow,
    Queued,
)
from fmdesk.core.domain.views import Changes
from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.i18n import _, current_language
from fmdesk.ui.tasks import Job

SHOWN = (MessageState.QUEUED, MessageState.FAILED)


@dataclass(frozen=True, slots=True)
class Post:
    """What is to be told, what goes out, and whether e-mail can go at all."""

    delays: Sequence[DelayDue]
    outbox: Sequence[OutboxRow]
    can_send: bool


class MessagesPresenter(QObject):
    """Fetches delays and outbox, and makes, retries and ticks off messages."""

    listed = Signal(object)
    """The `Post`."""
    failed = Signal(object)
    """It could not be fetched."""
    done = Signal()
    """A message was made, queued again or ticked off."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.is_listed = False
        desk.changed.connect(self._hear)

    def load(self) -> None:
        """Fetch everything; the answer to an earlier question is dropped."""
        messages, language = self._desk.services.messages, current_language()

        def work() -> Post:
            return Post(messages.delay_due(language), messages.outbox(SHOWN), messages.can_send())

        self._desk.query(self, work, self._take, self.failed.emit, key="messages")

    def tell_delay(
        self, op_id: UUID, line_id: int, reason: str, refused: Callable[[str], None]
    ) -> None:
        """Queue a delay notice.

        Args:
            op_id: Made once by the dialog.
            line_id: The line.
            reason: Why it comes later.
            refused: Takes the sentence that says why not.
        """
        draft = NoticeDraft(op_id, line_id, MessageKind.DELAY, reason)
        self._change(lambda: self._desk.services.messages.queue(draft), refused)

    def act(self, message: Message, refused: Callable[[str], None]) -> None:
        """Try a failed e-mail again, or tick off a letter or a call."""
        messages, op_id = self._desk.services.messages, uuid4()
        is_mail = message.channel is MessageChannel.EMAIL
        run = messages.retry if is_mail else messages.mark_done
        self._change(lambda: run(op_id, message.id), refused)

    def fetch_script(
        self, message: Message, owner: QObject, show: Callable[[PhoneScript], None]
    ) -> None:
        """Fetch what to say on the phone; a database in trouble leaves the message as written."""
        messages = self._desk.services.messages
        self._desk.query(owner, lambda: messages.script(message.id), show, lambda _fault: None)

    def make_letter(
        self,
        message: Message,
        owner: QObject,
        show: Callable[[bytes], None],
        refused: Callable[[str], None],
        ended: Callable[[], None],
    ) -> None:
        """Make the letter of a message, in a process of its own."""
        job: Job[bytes] = partial(self._desk.services.jobs.letter, message.id)  # type: ignore[assignment]  # any answer
        self._desk.start_job(
            owner,
            _("The letter is being made."),
            job,
            show,
            ended=ended,
            failed=lambda problem: refused(sentence_of(problem)),
        )

    def save(self, content: bytes, target: Path) -> None:
        """Write a PDF to a file, and say so."""
        self._desk.save_file(self, content, target)

    def _change(self, work: Callable[[], Queued], refused: Callable[[str], None]) -> None:
        def finished(queued: Queued) -> Changes:
            self.done.emit()
            return Changes(tickets=(queued.ticket_id,))

        self._desk.change(self, work, finished, lambda problem: refused(sentence_of(problem)))

    def _take(self, post: Post) -> None:
        self.is_listed = True
        self.listed.emit(post)

    def _hear(self, changes: Changes) -> None:
        if self.is_listed and (changes.tickets or changes.is_everything):
            self.load()
