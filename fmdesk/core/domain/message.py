"""Messages to customers, the templates they are made from, and what a mail server made of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID


class MessageKind(StrEnum):
    """What a message tells."""

    RECEIPT = "receipt"
    """The request has arrived: its number and what was promised."""
    DELAY = "delay"
    """It comes later, with the reason; due before the guarantee breaks."""
    READY = "ready"
    FREE = "free"
    """In the desk's own words."""
    ESCALATION = "escalation"
    """To one of the house: a line needs attention."""
    REPORT = "report"
    """To one of the house: a report, which comes with it as a file."""


class TemplateKind(StrEnum):
    """What a template is for: the messages that have one, and the phone script of a call-back."""

    RECEIPT = "receipt"
    DELAY = "delay"
    READY = "ready"
    CALL_BACK = "call_back"


class MessageChannel(StrEnum):
    """How a message reaches the customer; only e-mail goes out by itself."""

    EMAIL = "email"
    LETTER = "letter"
    PHONE = "phone"


class MessageState(StrEnum):
    """Where a message is."""

    QUEUED = "queued"
    SENT = "sent"
    """A mail server took it."""
    FAILED = "failed"
    """No further try will be made by itself."""
    DONE = "done"
    """A letter was posted, or somebody phoned."""


MOST_TRIES = 8
"""A message is failed after so many tries."""
_BACK_OFF = (1, 5, 15, 60, 120, 240, 480)
"""Minutes after each try until the next."""


def back_off(tries: int) -> timedelta:
    """Return how long to wait after so many tries, from 1."""
    return timedelta(minutes=_BACK_OFF[min(tries, len(_BACK_OFF)) - 1])


@dataclass(frozen=True, slots=True)
class Message:
    """One message.

    Attributes:
        id: Number in the database, 0 before it is stored.
        ticket_id: What it is about, None for what is about no ticket.
        line_id: The line it is about, None for the whole ticket.
        person_id: To whom.
        kind: What it tells.
        channel: How it goes.
        language: `nl` or `en`.
        address: E-mail address or phone number at the time; the proof of where it went.
        subject: One line.
        body: The text; a letter's content, a phone call's script.
        reason: Why it comes later, for a delay notice.
        is_late: A delay notice that was made after the due time.
        state: Where it is.
        tries: Begun tries to send it.
        next_try_at: When it is tried next; None for what is not sent by itself.
        error: What hindered the last try, one of `Hindrance`; empty when nothing did.
        error_detail: The mail server's own words.
        created_at: When it was made.
        created_by: By whom.
        settled_at: When it was sent, or done.
        reference: Its Message-ID, equal in every try, so that a second delivery is recognised.
        about: What no ticket is about, by a key of which each person has one message; else empty.
    """

    id: int
    ticket_id: int | None
    line_id: int | None
    person_id: int
    kind: MessageKind
    channel: MessageChannel
    language: str
    address: str
    subject: str
    body: str
    reason: str = ""
    is_late: bool = False
    state: MessageState = MessageState.QUEUED
    tries: int = 0
    next_try_at: datetime | None = None
    error: str = ""
    error_detail: str = ""
    created_at: datetime | None = None
    created_by: str = ""
    settled_at: datetime | None = None
    reference: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class MailFile:
    """A file that goes with a message: its name, what its bytes are (`application/pdf`), they."""

    name: str
    media_type: str
    content: bytes


class Hindrance(StrEnum):
    """Why a try did not succeed."""

    REFUSED = "refused"
    """The server refuses this message for good (5xx)."""
    PUT_OFF = "put_off"
    """The server asks to come again (4xx)."""
    ADDRESS = "address"
    """An address that no mail can go to."""
    TIMEOUT = "timeout"
    DROPPED = "dropped"
    UNREACHABLE = "unreachable"
    LOGIN = "login"
    TLS = "tls"
    TEMPLATE = "template"
    """Not of sending: the office's template did not work, and the general wording stands in."""
    FILE = "file"
    """A file that goes with it is no longer what was kept."""

    @property
    def is_final(self) -> bool:
        """Tell whether another try would be as vain."""
        return self in {Hindrance.REFUSED, Hindrance.ADDRESS, Hindrance.FILE}

    @property
    def is_of_server(self) -> bool:
        """Tell whether other messages would fare alike now."""
        return not self.is_final and self is not Hindrance.PUT_OFF


@dataclass(frozen=True, slots=True)
class Delivery:
    """What came of a try: nothing hindered it, or this did, in the server's words."""

    hindrance: Hindrance | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """How messages of a kind are worded.

    Attributes:
        kind: What it is for.
        language: `nl` or `en`.
        subject: Template of the subject.
        body: Template of the text.
        product: Code of the product; empty for all that have none of their own.
    """

    kind: TemplateKind
    language: str
    subject: str
    body: str
    product: str = ""


@dataclass(frozen=True, slots=True)
class NoticeDraft:
    """A message that the desk makes on a line.

    Attributes:
        op_id: Made once by the client.
        line_id: The line.
        kind: `DELAY` needs a reason, `FREE` a subject and a text.
        reason: Why it comes later.
        subject: For `FREE`.
        body: For `FREE`.
        channel: How it shall go; None for e-mail where there is an address, else by phone.
    """

    op_id: UUID
    line_id: int
    kind: MessageKind
    reason: str = ""
    subject: str = ""
    body: str = ""
    channel: MessageChannel | None = None


@dataclass(frozen=True, slots=True)
class Queued:
    """What was queued: the message's number (0 for nothing to queue), how it goes, its ticket."""

    message_id: int
    channel: str = ""
    ticket_id: int = 0


@dataclass(frozen=True, slots=True)
class SendReport:
    """What a round of sending did; `waiting` are the messages that are still queued."""

    sent: int = 0
    hindered: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A message as the list shows it; its number is empty where it is about no ticket."""

    message: Message
    number: str
    person: str
    files: int = 0


@dataclass(frozen=True, slots=True)
class DelayDue:
    """An open line that is near its due time, or past it, and has no delay notice.

    Attributes:
        line_id: The line.
        number: Its number, `M000123.1`.
        product: Name of the product.
        customer: Who asked.
        due_at: When its promise breaks.
        left_seconds: Open time left until then; 0 when it has passed.
        is_late: It has passed.
    """

    line_id: int
    number: str
    product: str
    customer: str
    due_at: datetime
    left_seconds: int
    is_late: bool


@dataclass(frozen=True, slots=True)
class MessageSettings:
    """What the office sets about messages.

    Attributes:
        receipt: A request is confirmed as soon as it is taken.
        ready: The customer is told when a line is ready.
        language: Language of the messages, `nl` or `en`.
        sender: The office's e-mail address; without it nothing is sent.
        warn_minutes: Open time before the due time from which a delay notice is due.
    """

    receipt: bool = False
    ready: bool = False
    language: str = "nl"
    sender: str = ""
    warn_minutes: int = 120
