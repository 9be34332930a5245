"""What comes in by itself: e-mails and forms become requests, contacts, or wait for the desk."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID, uuid5

from fmdesk.core.domain.attachment import (
    MEGABYTE,
    AttachmentDraft,
    FileContent,
    Owner,
    OwnerKind,
)
from fmdesk.core.domain.canonical import dumps
from fmdesk.core.domain.errors import (
    ConflictError,
    DomainError,
    EngineError,
    InvalidInputError,
    NotFoundError,
    StorageError,
)
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.incoming import (
    Collected,
    FormOrder,
    Incoming,
    IncomingRow,
    IncomingState,
    Mail,
    MailArrival,
    Stored,
)
from fmdesk.core.domain.ticket import (
    NO_DETAILS,
    Contact,
    ContactKind,
    EventDraft,
    LineState,
    OrderDraft,
    OrderLine,
    Scalar,
)
from fmdesk.core.ports import Door, FormFolder, Mailbox, PluginGateway, RawMail, UnitOfWork
from fmdesk.core.services import incoming_forms as forms
from fmdesk.core.services import notices, taking
from fmdesk.core.services.attachments import attach, largest_mb, pass_on
from fmdesk.core.services.fulfilment import record_event
from fmdesk.core.services.mail_reading import ReadMail, read_mail
from fmdesk.core.services.pinning import Pinner

MAIL_CHANNEL = "e-mail"
MOST_MAILS = 25
"""E-mails of one round: the next round takes the others."""
MOST_ROWS = 200
LONGEST_NOTE = 4000
_COMMANDS = UUID("7d2f5a53-53a1-4f9e-9d55-3a2f0c7f1c11")
"""Name space of the commands that are made from what came in, so that each has one `op_id`."""
_NUMBER = re.compile(r"\bM(\d{6,12})\b", re.IGNORECASE)
_ENCODED = 4 / 3 * 1.05
"""A file is so much larger in an e-mail."""
OPEN = frozenset({LineState.NEW, LineState.RUNNING, LineState.PAUSED})


@dataclass(frozen=True, slots=True)
class Kept:
    """Payload of the command that keeps an e-mail which is no order.

    Attributes:
        arrival: The e-mail.
        problem: Code of why its order could not be taken, empty for nothing.
        params: Values of the sentence about that.
    """

    arrival: MailArrival
    problem: str = ""
    params: Mapping[str, Scalar] = field(default_factory=lambda: NO_DETAILS)


@dataclass(frozen=True, slots=True)
class FormDropped:
    """Payload of the command that takes a JSON form: its number and its content."""

    form_id: str
    content: str


@dataclass(frozen=True, slots=True)
class SettleDraft:
    """Something that came in and needs no request, with the reason."""

    op_id: UUID
    incoming_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class Incomings:
    """Use cases of what comes in.

    Attributes:
        door: The one door.
        plugins: Asks the plugin that serves a product.
        mailbox: Where e-mails come to.
        drop: Where forms are dropped.
        explain: Gives the sentence of an error, for the note beside a form that is refused.
    """

    door: Door
    plugins: PluginGateway
    mailbox: Mailbox
    drop: FormFolder
    explain: Callable[[DomainError], str]

    def collect(self) -> Collected:
        """Take in what has come: some e-mails and forms, each once, over crashes and many desks.

        An e-mail is marked as seen, and a form moved away, only after it was stored; its command
        has an `op_id` of its content, and its row a key, so that taking it again changes nothing.

        Raises:
            StorageError: The database or the folder cannot be used; what was not stored waits.
        """
        found: list[Stored] = []
        hindrance = detail = ""
        if self.mailbox.is_set:
            with self.door.read() as work:
                largest = largest_mb(work) * MEGABYTE
            delivery = self.mailbox.visit(
                lambda raw: found.extend(self._take_mail(raw, largest)),
                int(largest * _ENCODED) + MEGABYTE,
                MOST_MAILS,
            )
            hindrance, detail = delivery.hindrance or "", delivery.detail
        if self.drop.folder is not None:
            with self.door.read() as work:
                now = work.now
            self.drop.visit(
                lambda content: found.append(self.take_form(content)), self.explain, now
            )
        tickets = tuple(dict.fromkeys(one.ticket_id for one in found if one.ticket_id))
        return Collected(len(found), tickets, hindrance, detail)

    @property
    def is_set(self) -> bool:
        """Tell whether there is a mailbox or a folder that something could come from."""
        return self.mailbox.is_set or self.drop.folder is not None

    def rows(
        self, states: Sequence[IncomingState], limit: int = MOST_ROWS
    ) -> tuple[IncomingRow, ...]:
        """Return what came in, in these states: what waits longest first, else the newest."""
        with self.door.read() as work:
            return work.incoming.rows(states, limit)

    def settle(self, draft: SettleDraft) -> Stored:
        """Note that nothing has to be made of something that waits, and why.

        Raises:
            InvalidInputError: `incoming.no_reason`.
            NotFoundError: `incoming.unknown`.
            ConflictError: `incoming.settled`.
        """

        def work_on(work: UnitOfWork) -> Stored:
            reason = draft.reason.strip()
            if not reason:
                raise InvalidInputError("incoming.no_reason")
            after = replace(
                work.incoming.incoming(draft.incoming_id),
                state=IncomingState.SETTLED,
                settled_at=work.now,
                settled_by=work.actor,
                settled_reason=reason,
            )
            work.incoming.settle(after)
            return _stored(after)

        return self.door.run(draft.op_id, "incoming.settle", draft, work_on, Stored)

    # --- e-mail --------------------------------------------------------------------------------

    def _take_mail(self, raw: RawMail, largest: int) -> Sequence[Stored]:
        """Store an e-mail; nothing when another desk was first."""
        read = read_mail(raw, largest)
        arrival = MailArrival(read.mail, raw.arrived_at)
        try:
            return (self._order(arrival, read) or self._keep(Kept(arrival), read),)
        except ConflictError as problem:
            if problem.code != "storage.taken":
                raise
            return ()
        except (StorageError, EngineError):
            raise
        except DomainError as problem:  # the order cannot be taken: somebody looks at it
            params = {name: str(value) for name, value in problem.params.items()}
            return (self._keep(Kept(arrival, problem.code, params), read),)

    def _order(self, arrival: MailArrival, read: ReadMail) -> Stored | None:
        """Take the order of an order form; None for any other e-mail."""
        mail = arrival.mail
        if mail.is_automatic or mail.problem or not forms.is_form(mail.text):
            return None
        order = forms.read_text_form(mail.text)

        def work_on(work: UnitOfWork) -> Stored:
            known = work.incoming.find(mail.key)
            if known is not None:
                return _stored(known)
            if _own(work, mail):
                raise InvalidInputError("incoming.own")
            given = replace(order, requester=mail.sender_address)
            received = _arrived(work, arrival.arrived_at)
            ticket = self._take(work, given, MAIL_CHANNEL, received)
            made = _incoming(work, mail, received)
            made = replace(made, state=IncomingState.ORDERED, ticket_id=ticket)
            return _store(work, made, read, Owner(OwnerKind.TICKET, ticket))

        return self.door.run(_op(arrival, "order"), "incoming.order", arrival, work_on, Stored)

    def _keep(self, kept: Kept, read: ReadMail) -> Stored:
        """Keep an e-mail: on the request that it is about, or for the desk to look at."""
        mail = kept.arrival.mail

        def work_on(work: UnitOfWork) -> Stored:
            known = work.incoming.find(mail.key)
            if known is not None:
                return _stored(known)
            made = _incoming(work, mail, _arrived(work, kept.arrival.arrived_at))
            made = replace(
                made,
                problem=kept.problem or mail.problem,
                problem_params=kept.params,
                ticket_id=_ticket(work, mail),
            )
            if mail.is_automatic or _own(work, mail):
                made = replace(made, state=IncomingState.AUTOMATIC)
            elif made.ticket_id and not made.problem:
                contact = self._add(work, made)
                if contact:
                    made = replace(made, state=IncomingState.ADDED)
                    return _store(work, made, read, Owner(OwnerKind.CONTACT, contact))
            return _store(work, made, read)

        return self.door.run(_op(kept, "keep"), "incoming.keep", kept, work_on, Stored)

    def _add(self, work: UnitOfWork, made: Incoming) -> int:
        """Add an e-mail to its request and return the contact; 0 when nothing of it is open.

        It counts as the customer's message: the clock of the answer begins, where none runs yet.
        """
        ticket = work.tickets.ticket(made.ticket_id or 0)
        lines = [line for line in ticket.lines if line.state in OPEN]
        if not lines:
            return 0
        note = "\n\n".join(filter(None, (made.subject, made.text)))
        contact = work.tickets.add_contact(
            Contact(
                id=0,
                person_id=made.person_id,
                channel=made.channel,
                kind=ContactKind.QUESTION,
                at=made.received_at,
                ticket_id=ticket.id,
                note=note[:LONGEST_NOTE],
            )
        )
        for line in lines:
            at = max(made.received_at, line.opened_at)
            op_id = uuid5(_COMMANDS, f"{made.key} {line.id}")
            draft = EventDraft(op_id, line.id, EventKind.MESSAGE, line.version, at=at)
            record_event(work, self.plugins, draft)
        return contact.id

    # --- forms ---------------------------------------------------------------------------------

    def take_form(self, content: bytes) -> Stored:
        """Take the order of a JSON form; the same number again is the same order.

        Args:
            content: The file.

        Raises:
            InvalidInputError: The form is none, or its order cannot be accepted.
            NotFoundError: It names what is not known.
            ConflictError: `incoming.form_again`: its number came with another content before.
            PluginError: The plugin that serves a product refuses it.
        """
        form = forms.read_json_form(content)
        dropped = FormDropped(form.id, form.text)
        key = f"form:{form.id}"

        def work_on(work: UnitOfWork) -> Stored:
            received = _arrived(work, form.received_at, is_given=True)
            ticket = self._take(work, form.order, form.channel, received)
            row = Incoming(
                id=0,
                key=key,
                channel=form.channel,
                state=IncomingState.ORDERED,
                received_at=received,
                stored_at=work.now,
                subject=form.id,
                text=form.text,
                person_id=work.tickets.ticket(ticket).requester_id,
                ticket_id=ticket,
            )
            return _stored(work.incoming.add(row))

        op_id = uuid5(_COMMANDS, key)
        try:
            return self.door.run(op_id, "incoming.form", dropped, work_on, Stored)
        except ConflictError as problem:
            if problem.code not in {"command.reused", "storage.taken"}:
                raise
            raise ConflictError("incoming.form_again", number=form.id) from problem

    def _take(self, work: UnitOfWork, order: FormOrder, channel: str, received: datetime) -> int:
        """Take an order through the same intake as any other, and return its request."""
        day = Pinner(work).day(received)
        draft = OrderDraft(
            op_id=uuid5(_COMMANDS, channel),  # the command of this unit of work has its own
            channel=channel,
            lines=tuple(self._typed(work, line, day) for line in order.lines),
            requester=_person(work, order.requester),
            recipient=_person(work, order.recipient) if order.recipient else "",
            received_at=received,
            note=order.note,
        )
        return taking.take(work, self.plugins, draft).ticket_id

    def _typed(self, work: UnitOfWork, line: OrderLine, day: date) -> OrderLine:
        """Return an order line with its details as the product's form asks for them."""
        product = work.catalog.product(line.product, day)
        form = self.plugins.form(product.plugin, product.form) if product.plugin else None
        return replace(line, details=forms.typed_details(form, line.details))


def _op(payload: object, word: str) -> UUID:
    """Return the `op_id` of a command that is made from what came in."""
    return uuid5(_COMMANDS, f"{word} {dumps(payload)}")


def _person(work: UnitOfWork, known_by: str) -> str:
    """Return the code of a person by code or e-mail address.

    Raises:
        NotFoundError: `person.unknown` by code, `incoming.sender_unknown` by address.
    """
    if "@" not in known_by:
        return work.people.person_by_code(known_by).code
    found = work.incoming.persons_at(known_by)
    if len(found) != 1:
        raise NotFoundError("incoming.sender_unknown", address=known_by)
    return work.people.person(found[0]).code


def _arrived(work: UnitOfWork, at: datetime | None, *, is_given: bool = False) -> datetime:
    """Return when something reached the office; a mail server's clock may run ahead of ours."""
    if at is None:
        return work.now
    return at if is_given else min(at, work.now)


def _own(work: UnitOfWork, mail: Mail) -> bool:
    """Tell whether it is one of our own messages that came back."""
    sender = notices.read_settings(work).sender.lower()
    is_ours = bool(mail.message_id) and work.incoming.ticket_of((mail.message_id,)) is not None
    return is_ours or (bool(sender) and mail.sender_address == sender)


def _ticket(work: UnitOfWork, mail: Mail) -> int | None:
    """Return the request that an e-mail answers, or names in its subject."""
    found = work.incoming.ticket_of(mail.references) if mail.references else None
    if found is not None:
        return found
    named = (work.incoming.ticket_numbered(int(one)) for one in _NUMBER.findall(mail.subject))
    return next((one for one in named if one is not None), None)


def _incoming(work: UnitOfWork, mail: Mail, received: datetime) -> Incoming:
    persons = work.incoming.persons_at(mail.sender_address) if mail.sender_address else ()
    return Incoming(
        id=0,
        key=mail.key,
        channel=MAIL_CHANNEL,
        state=IncomingState.WAITING,
        received_at=received,
        stored_at=work.now,
        sender_name=mail.sender_name,
        sender_address=mail.sender_address,
        subject=mail.subject,
        text=mail.text,
        message_id=mail.message_id,
        person_id=persons[0] if len(persons) == 1 else None,
        left_out="\n".join(mail.left_out),
    )


def _store(work: UnitOfWork, row: Incoming, read: ReadMail, also: Owner | None = None) -> Stored:
    """Store what came in with its files, which may belong to something else too."""
    made = work.incoming.add(row)
    owner = Owner(OwnerKind.INCOMING, made.id)
    for one in read.mail.files if read.contents else ():
        op_id = uuid5(_COMMANDS, f"{made.key} {one.name} {one.sha256}")
        draft = AttachmentDraft(op_id, owner, one.name, one.media_type, one.size, one.sha256)
        attach(work, draft, FileContent(one.sha256, read.contents[one.sha256]))
    if also is not None:
        pass_on(work, owner, also)
    return _stored(made)


def _stored(row: Incoming) -> Stored:
    return Stored(row.id, row.state, row.ticket_id or 0)
