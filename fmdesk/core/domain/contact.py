"""Contacts that are no request: "where is it?", complaints, compliments and suggestions."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fmdesk.core.domain.ticket import ContactKind, LineState

REMARKS = (ContactKind.COMPLAINT, ContactKind.COMPLIMENT, ContactKind.SUGGESTION)
"""What a customer may say about the work."""


@dataclass(frozen=True, slots=True)
class StatusDraft:
    """A customer asked where something is, for `contacts.status_call`.

    Attributes:
        op_id: Made once by the client.
        channel: Code of the channel.
        line_id: The line that was asked about.
        requester: Code of the person who asked; empty when anonymous.
        handled_seconds: How long it took.
        note: Free text.
    """

    op_id: UUID
    channel: str
    line_id: int
    requester: str = ""
    handled_seconds: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class StatusNoted:
    """The answer of `contacts.status_call`: what the customer is told.

    Attributes:
        contact_id: Number of the contact.
        ticket_id: The ticket that it belongs to.
        number: Number of the line.
        state: Its state.
        due_at: When it is due, None without a promise.
        ready_at: When it was ready, None while open.
        calls: How often was asked about this line, this time included.
    """

    contact_id: int
    ticket_id: int
    number: str
    state: LineState
    due_at: datetime | None
    ready_at: datetime | None
    calls: int


@dataclass(frozen=True, slots=True)
class RemarkDraft:
    """A complaint, compliment or suggestion, for `contacts.remark`.

    Attributes:
        op_id: Made once by the client.
        channel: Code of the channel.
        kind: One of `REMARKS`.
        text: What the customer says.
        requester: Code of the person; empty when anonymous.
        line_id: The line that it is about, None for none.
        unit: Code of the unit that handles it; a complaint needs one.
        due_at: When the customer has an answer; a complaint needs it.
        handled_seconds: How long it took.
    """

    op_id: UUID
    channel: str
    kind: ContactKind
    text: str
    requester: str = ""
    line_id: int | None = None
    unit: str = ""
    due_at: datetime | None = None
    handled_seconds: int = 0


@dataclass(frozen=True, slots=True)
class RemarkAnswer:
    """What a customer was answered, for `contacts.answer`.

    Attributes:
        op_id: Made once by the client.
        contact_id: Number of the remark.
        answer: What was told.
    """

    op_id: UUID
    contact_id: int
    answer: str


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """A remark as it is kept.

    Attributes:
        id: Number of the contact.
        kind: One of `REMARKS`.
        at: When it was made.
        text: What the customer says.
        person: Name of the customer, empty when anonymous.
        number: Number of the ticket that it is about, empty for none.
        ticket_id: That ticket, None for none.
        unit: Name of the unit that handles it, empty for none.
        due_at: When the customer has an answer, None without a target.
        answer: What was answered, empty while it was not.
        answered_at: When, None while it was not.
    """

    id: int
    kind: ContactKind
    at: datetime
    text: str
    person: str
    number: str
    ticket_id: int | None
    unit: str
    due_at: datetime | None
    answer: str
    answered_at: datetime | None
