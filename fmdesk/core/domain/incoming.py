"""What comes in by itself: e-mails and forms, until somebody has made something of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from fmdesk.core.domain.ticket import NO_DETAILS, OrderLine, Scalar


class IncomingState(StrEnum):
    """What became of it."""

    WAITING = "waiting"
    """Somebody must look at it."""
    TAKEN = "taken"
    """The desk made a request of it."""
    ORDERED = "ordered"
    """It was an order form and became a request by itself."""
    ADDED = "added"
    """It is a contact on a request that was there."""
    AUTOMATIC = "automatic"
    """A machine wrote it: an absence, an undeliverable message, a copy of our own."""
    SETTLED = "settled"
    """The desk settled it otherwise, with a reason."""


@dataclass(frozen=True, slots=True)
class MailFile:
    """A file in an e-mail: its cleaned name, what it is, its size and digest."""

    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Mail:
    """An e-mail as it was read; equal bytes give an equal one, whoever reads them.

    Attributes:
        key: What it is known by, so that it is taken once: of Message-ID and content.
        message_id: Its Message-ID, empty without one.
        references: Message-IDs that it answers.
        sender_name: As the sender writes it.
        sender_address: The sender's address in small letters, empty when there is none.
        subject: One line.
        text: Plain text, whatever it was written in.
        is_automatic: A machine wrote it.
        files: What hangs on it.
        left_out: Files that are too large to be kept, with their sizes.
        problem: Code of what hindered reading it, empty for nothing.
    """

    key: str
    message_id: str = ""
    references: tuple[str, ...] = ()
    sender_name: str = ""
    sender_address: str = ""
    subject: str = ""
    text: str = ""
    is_automatic: bool = False
    files: tuple[MailFile, ...] = ()
    left_out: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class MailArrival:
    """An e-mail with the instant at which it reached the mailbox, by the server's clock."""

    mail: Mail
    arrived_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FormOrder:
    """An order as a form gives it; all by code.

    Attributes:
        lines: What is ordered.
        requester: Code or e-mail address of who asks; empty where the form does not say.
        recipient: Code of who receives, empty for the requester.
        note: Free text.
    """

    lines: tuple[OrderLine, ...]
    requester: str = ""
    recipient: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class DroppedForm:
    """An order form from a file.

    Attributes:
        id: Its number where it comes from.
        channel: Code of the channel.
        received_at: When it was sent, in whole seconds; None for now.
        order: What is ordered.
        text: The form as JSON, equal for equal forms however they were written.
    """

    id: str
    channel: str
    received_at: datetime | None
    order: FormOrder
    text: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing that came in.

    Attributes:
        id: Number in the database, 0 before it is stored.
        key: What it is known by, so that it is taken once.
        channel: Code of the channel.
        state: What became of it.
        received_at: When it reached the organisation.
        stored_at: When it was read.
        sender_name: As the sender writes it.
        sender_address: The sender's e-mail address.
        subject: One line.
        text: Plain text.
        message_id: Its Message-ID, empty without one.
        person_id: Who wrote it, as far as the address tells.
        ticket_id: The request that it became or belongs to.
        left_out: Files that were too large to be kept, one a line.
        problem: Code of what hindered it, empty for nothing.
        problem_params: Values of the sentence about that.
        settled_at: When it no longer waited, None while it does.
        settled_by: Who saw to that.
        settled_reason: Why, where no request came of it.
    """

    id: int
    key: str
    channel: str
    state: IncomingState
    received_at: datetime
    stored_at: datetime
    sender_name: str = ""
    sender_address: str = ""
    subject: str = ""
    text: str = ""
    message_id: str = ""
    person_id: int | None = None
    ticket_id: int | None = None
    left_out: str = ""
    problem: str = ""
    problem_params: Mapping[str, Scalar] = field(default_factory=lambda: NO_DETAILS)
    settled_at: datetime | None = None
    settled_by: str = ""
    settled_reason: str = ""


@dataclass(frozen=True, slots=True)
class IncomingRow:
    """Something that came in, as the list shows it.

    Attributes:
        incoming: What came in.
        person: Name of who wrote it, empty for somebody unknown.
        person_code: That person's code.
        number: Number of the request that it became or belongs to, empty for none.
        files: How many files hang on it.
    """

    incoming: Incoming
    person: str = ""
    person_code: str = ""
    number: str = ""
    files: int = 0


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of one thing that came in: its number, its state, its request (0 for none)."""

    incoming_id: int
    state: IncomingState
    ticket_id: int = 0


@dataclass(frozen=True, slots=True)
class Collected:
    """What a round of collecting brought.

    Attributes:
        stored: E-mails and forms that are now in the database.
        tickets: Requests that were made or changed by them.
        hindrance: What hindered the mail server, as with sending; empty for nothing.
        detail: The server's own words.
    """

    stored: int = 0
    tickets: tuple[int, ...] = ()
    hindrance: str = ""
    detail: str = ""
