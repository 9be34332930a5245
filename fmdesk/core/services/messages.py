"""Messages to customers: made by the desk or by what happens, kept in the outbox, sent by mail."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID, uuid4

from fmdesk.config import LANGUAGES
from fmdesk.core.domain.attachment import Owner, OwnerKind
from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.domain.errors import ConflictError, InvalidInputError, StorageError
from fmdesk.core.domain.letter import Letter, PhoneScript
from fmdesk.core.domain.message import (
    MOST_TRIES,
    DelayDue,
    Delivery,
    Hindrance,
    MailFile,
    Message,
    MessageChannel,
    MessageKind,
    MessageSettings,
    MessageState,
    NoticeDraft,
    OutboxRow,
    Queued,
    SendReport,
    Template,
    TemplateKind,
    back_off,
)
from fmdesk.core.domain.ticket import Line, LineState
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import Door, Mailer, UnitOfWork
from fmdesk.core.services import letters, notices, templates
from fmdesk.core.services.lineview import Names
from fmdesk.core.services.smtp import is_address

CLAIM = timedelta(minutes=15)
"""How long a message is left to whoever began to send it; longer than any server may take."""
BATCH = 20
"""E-mails of one round."""
AHEAD = timedelta(days=6)
"""Lines due later cannot be near their due time, whatever days the office is closed."""
BEHIND = timedelta(days=14)
"""Of what broke earlier, nobody waits for a notice."""
MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class MessageAsked:
    """Payload of a command on one message."""

    message_id: int
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Settled:
    """Payload of what came of a try."""

    message_id: int
    tries: int
    hindrance: str
    detail: str


@dataclass(frozen=True, slots=True)
class Messages:
    """Use cases of messages.

    Attributes:
        door: The one door.
        mailer: Hands e-mails to a mail server.
    """

    door: Door
    mailer: Mailer

    def queue(self, draft: NoticeDraft) -> Queued:
        """Queue a message about a line.

        Args:
            draft: What to tell; a delay notice has a reason, and is marked late after the due time.

        Raises:
            InvalidInputError: `message.reason_missing`, `message.no_words`, `message.no_customer`
                or `message.no_address`.
            NotFoundError: `line.unknown`.
        """
        return self.door.run(
            draft.op_id, "messages.queue", draft, lambda work: _queue(work, draft), Queued
        )

    def delay_due(self, language: str) -> tuple[DelayDue, ...]:
        """Return open lines near their due time, or just past it, without a delay notice.

        Args:
            language: Language of the names.

        Returns:
            Those whose promise can still be kept first, the next due first.
        """
        with self.door.read() as work:
            found = tuple(_delays(work, language))
        return tuple(sorted(found, key=lambda one: (one.is_late, one.due_at)))

    def outbox(
        self, states: Sequence[MessageState], limit: int = MOST_ROWS
    ) -> tuple[OutboxRow, ...]:
        """Return messages in these states, newest first."""
        with self.door.read() as work:
            return work.outbox.rows(states, limit)

    def of_line(self, line_id: int) -> tuple[Message, ...]:
        """Return the messages about a line, in the order in which they were made."""
        with self.door.read() as work:
            return work.outbox.of_line(line_id)

    def letter(self, message_id: int) -> Letter:
        """Return a message as a letter; NotFoundError `message.unknown`."""
        with self.door.read() as work:
            return letters.letter_of(work, work.outbox.message(message_id))

    def script(self, message_id: int) -> PhoneScript:
        """Return a message as words to say on the phone; NotFoundError `message.unknown`."""
        with self.door.read() as work:
            return letters.script_of(work, work.outbox.message(message_id))

    def mark_done(self, op_id: UUID, message_id: int) -> Queued:
        """Record that a letter was posted, or that the customer was phoned.

        Raises:
            ConflictError: `message.settled` when it is no longer queued.
            InvalidInputError: `message.is_mail`: an e-mail is sent, not ticked off.
        """

        def work_on(work: UnitOfWork) -> Queued:
            message = work.outbox.message(message_id)
            if message.channel is MessageChannel.EMAIL:
                raise InvalidInputError("message.is_mail")
            if message.state is not MessageState.QUEUED:
                raise ConflictError("message.settled", message=message_id)
            done = replace(message, state=MessageState.DONE, settled_at=work.now)
            work.outbox.update(message, done)
            return _queued(message)

        asked = MessageAsked(message_id)
        return self.door.run(op_id, "messages.mark_done", asked, work_on, Queued)

    def retry(self, op_id: UUID, message_id: int) -> Queued:
        """Queue a failed message again, to be tried at once.

        Raises:
            ConflictError: `message.settled` when it has not failed.
        """

        def work_on(work: UnitOfWork) -> Queued:
            message = work.outbox.message(message_id)
            if message.state is not MessageState.FAILED:
                raise ConflictError("message.settled", message=message_id)
            again = replace(message, state=MessageState.QUEUED, tries=0, next_try_at=work.now)
            work.outbox.update(message, again)
            return _queued(message)

        return self.door.run(op_id, "messages.retry", MessageAsked(message_id), work_on, Queued)

    # --- sending -------------------------------------------------------------------------------

    def send_due(self) -> SendReport:
        """Send the e-mails whose time has come; what hinders one is kept with it.

        A message is claimed before it is sent: the try is counted and the next one put off, in a
        transaction of its own. So no two workers send the same one; and whoever is killed between
        the server's yes and our note leaves a message that is sent again later, under the same
        Message-ID, rather than one that is lost.
        """
        if not self.mailer.is_set:
            return self._report(0, 0)
        with self.door.read() as work:
            settings, due = notices.read_settings(work), work.outbox.due(work.now, BATCH)
            organisation = work.settings.get("organisation")
        sent = hindered = 0
        for number in due if settings.sender else ():
            message = self._claim(number)
            if message is None:
                continue
            delivery = self._hand_over(message, settings.sender, organisation)
            self._settle(message, delivery)
            if delivery.hindrance is None:
                sent += 1
                continue
            hindered += 1
            if delivery.hindrance.is_of_server:
                break  # the others would fare alike; nobody waits for that
        return self._report(sent, hindered)

    def can_send(self) -> bool:
        """Tell whether the office knows a mail server and has an address of its own."""
        return self.mailer.is_set and bool(self.settings().sender)

    def _report(self, sent: int, hindered: int) -> SendReport:
        with self.door.read() as work:
            return SendReport(sent, hindered, work.outbox.waiting())

    def _hand_over(self, message: Message, sender: str, organisation: str) -> Delivery:
        """Hand a message to the server with the files that go with it."""
        try:
            with self.door.read() as work:
                files = tuple(
                    MailFile(one.name, one.media_type, work.attachments.content(one.sha256))
                    for one in work.attachments.of(Owner(OwnerKind.MESSAGE, message.id))
                )
        except StorageError:
            return Delivery(Hindrance.FILE)
        return self.mailer.send(message, sender, organisation, files)

    def _claim(self, message_id: int) -> Message | None:
        """Return a message that is now ours to send, None when somebody else has it."""

        def work_on(work: UnitOfWork) -> MessageAsked:
            message = work.outbox.message(message_id)
            is_due = message.next_try_at is not None and message.next_try_at <= work.now
            if message.state is not MessageState.QUEUED or not is_due:
                raise ConflictError("message.changed", message=message_id)
            begun = replace(message, tries=message.tries + 1, next_try_at=work.now + CLAIM)
            work.outbox.update(message, begun)
            return MessageAsked(message_id, begun.tries)

        asked = MessageAsked(message_id)
        try:
            self.door.run(uuid4(), "messages.claim", asked, work_on, MessageAsked)
        except ConflictError:
            return None
        with self.door.read() as work:
            return work.outbox.message(message_id)

    def _settle(self, message: Message, delivery: Delivery) -> None:
        word = delivery.hindrance
        noted = Settled(message.id, message.tries, word or "", delivery.detail)
        with suppress(ConflictError):  # it took so long that somebody else claimed it
            self.door.run(
                uuid4(),
                "messages.settle",
                noted,
                lambda work: _note(work, message, delivery),
                Queued,
            )

    # --- templates and settings ----------------------------------------------------------------

    def templates(self) -> tuple[Template, ...]:
        """Return the office's own templates."""
        with self.door.read() as work:
            return work.outbox.templates()

    def all_templates(self) -> tuple[Template, ...]:
        """Return the office's own templates and, where it has none, the general ones."""
        return _with_general(self.templates())

    def preview(self, template: Template) -> tuple[str, str]:
        """Return subject and text of a template with made-up values.

        Raises:
            InvalidInputError: As `save_template`.
        """
        with self.door.read() as work:
            organisation = work.settings.get("organisation")
        _check_language(template.language)
        values = {**templates.sample(template.language), "organisation": organisation}
        return templates.render(template, values)

    def save_template(
        self, op_id: UUID, template: Template, seen: Template | None = None
    ) -> Changes:
        """Add a template, or replace the one of its kind, product and language.

        Args:
            op_id: Made once by the client.
            template: As it shall read.
            seen: What stood there before; where it does no more, somebody else was first.

        Raises:
            ConflictError: `administration.changed`.
            InvalidInputError: `template.broken`, `template.not_allowed`, `template.unknown_value`
                or `template.long`, with part, line and cause; `template.language`.
            NotFoundError: `product.unknown`.
        """

        def work_on(work: UnitOfWork) -> Changes:
            _check_language(template.language)
            templates.check(template)
            if seen is not None and seen not in _with_general(work.outbox.templates()):
                raise ConflictError("administration.changed")
            work.outbox.save_template(template)
            return Changes()

        return self.door.run(op_id, "messages.save_template", template, work_on, Changes)

    def settings(self) -> MessageSettings:
        """Return what the office sets about messages."""
        with self.door.read() as work:
            return notices.read_settings(work)

    def save_settings(self, op_id: UUID, settings: MessageSettings) -> Changes:
        """Store what the office sets about messages.

        Raises:
            InvalidInputError: `template.language` or `message.sender`.
        """

        def work_on(work: UnitOfWork) -> Changes:
            _check_language(settings.language)
            if settings.sender and not is_address(settings.sender):
                raise InvalidInputError("message.sender", sender=settings.sender)
            notices.put_settings(work, settings)
            return Changes()

        return self.door.run(op_id, "messages.save_settings", settings, work_on, Changes)


def _with_general(own: Sequence[Template]) -> tuple[Template, ...]:
    """Return an office's own templates and, where it has none, the general ones."""
    general = (templates.default(kind, language) for kind in TemplateKind for language in LANGUAGES)
    there = {(one.kind, one.product, one.language): one for one in (*general, *own)}
    kinds = list(TemplateKind)

    def place(key: tuple[TemplateKind, str, str]) -> tuple[int, str, int]:
        kind, product, language = key
        return kinds.index(kind), product, LANGUAGES.index(language)

    return tuple(there[key] for key in sorted(there, key=place))


def _check_language(language: str) -> None:
    if language not in LANGUAGES:
        raise InvalidInputError("template.language", language=language)


def _queue(work: UnitOfWork, draft: NoticeDraft) -> Queued:
    reason = draft.reason.strip()
    if draft.kind is MessageKind.DELAY and not reason:
        raise InvalidInputError("message.reason_missing")
    words = (" ".join(draft.subject.split()), draft.body.strip())
    if draft.kind is MessageKind.FREE and not all(words):
        raise InvalidInputError("message.no_words")
    line = work.tickets.line(draft.line_id)
    message = notices.make(
        work,
        work.tickets.ticket(line.ticket_id),
        (line,),
        draft.kind,
        reason=reason,
        words=words if draft.kind is MessageKind.FREE else None,
        channel=draft.channel,
    )
    if message is None:
        raise InvalidInputError("message.no_customer", number=work.tickets.line_number(line))
    if message.channel is not MessageChannel.LETTER and not message.address:
        raise InvalidInputError("message.no_address")
    return _queued(message)


def _queued(message: Message) -> Queued:
    return Queued(message.id, message.channel.value, message.ticket_id or 0)


def _note(work: UnitOfWork, claimed: Message, delivery: Delivery) -> Queued:
    """Store what came of a try."""
    word = delivery.hindrance
    if word is None:
        after = replace(
            claimed, state=MessageState.SENT, settled_at=work.now, error="", error_detail=""
        )
    else:
        is_over = word.is_final or claimed.tries >= MOST_TRIES
        after = replace(
            claimed,
            state=MessageState.FAILED if is_over else MessageState.QUEUED,
            next_try_at=work.now + back_off(claimed.tries),
            error=word.value,
            error_detail=delivery.detail,
        )
    work.outbox.update(claimed, after)
    return _queued(claimed)


def _delays(work: UnitOfWork, language: str) -> Iterator[DelayDue]:
    warn = notices.read_settings(work).warn_minutes * 60
    names = Names(work, language)
    before = work.now - timedelta(seconds=1)
    spans = ((work.now, work.now + AHEAD), (work.now - BEHIND, before))  # the many late hide none
    numbers = [one for span in spans for one in work.outbox.without_notice(*span, MOST_ROWS)]
    for line, _events in work.tickets.with_events(numbers):
        if line.due_at is None or line.state is LineState.PAUSED:
            continue
        left = _calendar(work, line).between(work.now, line.due_at)
        if left > warn:
            continue
        product = work.catalog.product_version(line.pins.product_version_id)
        ticket = work.tickets.ticket(line.ticket_id)
        yield DelayDue(
            line_id=line.id,
            number=work.tickets.line_number(line),
            product=names.of(product),
            customer=names.person(ticket.requester_id or ticket.recipient_id),
            due_at=line.due_at,
            left_seconds=left,
            is_late=line.due_at < work.now,
        )


def _calendar(work: UnitOfWork, line: Line) -> Calendar:
    version = line.pins.calendar_version_id
    if version is None:
        return Calendar.always(work.zone)
    return work.catalog.calendar_version(version)[1]
