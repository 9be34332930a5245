"""Tickets, their lines and contacts, and the drafts from which they are made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from fmdesk.core.domain.events import EventKind, LineEvent, PauseClass

Scalar = str | int | bool
NO_DETAILS: Mapping[str, Scalar] = MappingProxyType({})
"""No plugin details."""


class LineState(StrEnum):
    """State of a line, a projection of its events."""

    NEW = "new"
    RUNNING = "running"
    PAUSED = "paused"
    READY = "ready"
    CANCELLED = "cancelled"


class ContactKind(StrEnum):
    """What a contact was about."""

    QUESTION = "question"
    ORDER = "order"
    COMPLAINT = "complaint"
    COMPLIMENT = "compliment"
    SUGGESTION = "suggestion"
    STATUS = "status"


class ContactOutcome(StrEnum):
    """How the desk settled a contact at once, in one key."""

    FAQ = "faq"
    """Answered from a frequently asked question."""
    DESK = "desk"
    """Ordered and done at the desk."""
    BESPOKE = "bespoke"
    """Not in the catalogue: made to measure."""


@dataclass(frozen=True, slots=True)
class LinePins:
    """The versions valid at intake, which the line keeps (domain page, Charter)."""

    product_version_id: int
    process_version_id: int | None
    calendar_version_id: int | None
    charter_version_ids: tuple[int, ...]
    level_id: int | None = None
    """The level of the agreement that gives the lead time; None: the catalogue does."""


@dataclass(frozen=True, slots=True)
class Line:
    """One product ordered.

    Attributes:
        id: Number in the database, 0 before it is stored.
        ticket_id: Its ticket.
        position: Place on the ticket, from 1.
        pins: The pinned versions.
        product_code: Code of the product, also a fact.
        unit_id: The unit that does the work: that of the product, until the desk redirects it.
        owner_id: Owner of the product at intake, once the line was redirected; None before.
        department_id: Paying department.
        cost_centre_id: Paying cost centre; None when nobody pays.
        location_id: Where it is delivered.
        variant: Code of the variant, empty for the standard one.
        quantity: Ordered pieces, at least 1.
        price_cents: Price of the whole line at order.
        details: The plugin's form as filled in.
        facts: Facts of the plugin as pinned at order or by later steps.
        plugin: Id of the plugin that serves it.
        opened_at: When it was received: the clocks start here.
        due_given: A due time that came with it: given by the source it was imported from, or
            agreed when it was ordered. What is agreed later is an event (`EventKind.MOVED`).
        state: Projection of the events.
        due_at: Projection: when the promised lead time ends, moved by pauses.
        ready_at: Projection: when it was ready, None while open.
        version: Counts changes, for optimistic locking.
    """

    id: int
    ticket_id: int
    position: int
    pins: LinePins
    product_code: str
    unit_id: int
    department_id: int | None
    cost_centre_id: int | None
    location_id: int | None
    variant: str
    quantity: int
    price_cents: int
    opened_at: datetime
    details: Mapping[str, Scalar] = field(default_factory=lambda: NO_DETAILS)
    facts: Mapping[str, Scalar] = field(default_factory=lambda: NO_DETAILS)
    plugin: str = ""
    due_given: datetime | None = None
    state: LineState = LineState.NEW
    due_at: datetime | None = None
    ready_at: datetime | None = None
    version: int = 1
    owner_id: int | None = None

    @property
    def owner(self) -> int:
        """Owner of the product at intake: whom it is charged for, whoever does the work."""
        return self.unit_id if self.owner_id is None else self.owner_id

    @property
    def is_redirected(self) -> bool:
        """Whether the desk gave the back steps to another unit than the process says."""
        return self.owner_id is not None


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket with its lines.

    Attributes:
        id: Number in the database, 0 before it is stored.
        number: The number told to the customer, `M` and six digits or more.
        requester_id: Who asked; None when anonymous.
        recipient_id: Who receives it.
        channel: Code of the channel.
        received_at: When the request reached the organisation (post, fax: earlier).
        registered_at: When it was entered.
        owner: Name of the desk member who watches it.
        subject: One line about it.
        source: Code of the import mapping it came from, empty when taken at the desk.
        external_id: Number at that source.
        lines: Its lines in order.
        version: Counts changes.
    """

    id: int
    number: str
    requester_id: int | None
    recipient_id: int | None
    channel: str
    received_at: datetime
    registered_at: datetime
    owner: str
    subject: str
    source: str = ""
    external_id: str = ""
    lines: tuple[Line, ...] = ()
    version: int = 1


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line of an order draft.

    Attributes:
        product: Code of the product.
        quantity: Pieces, at least 1.
        variant: Code of the variant, empty for the standard one.
        details: The plugin's form as filled in.
        location: Code of the location, empty for the recipient's own.
        cost_centre: Code of the paying cost centre, empty for the requester's own.
        due_at: When it is wanted, where that was agreed; it is the due time of a charter whose
            limit is the given one. None leaves it to lead time and plugin.
    """

    product: str
    quantity: int = 1
    variant: str = ""
    details: Mapping[str, Scalar] = field(default_factory=lambda: NO_DETAILS)
    location: str = ""
    cost_centre: str = ""
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """What the desk, an import or a form hands to `intake.take`.

    Attributes:
        op_id: Made once by the client; a repeat returns the first result.
        channel: Code of the channel.
        lines: At least one.
        requester: Code of the person who asks; empty when anonymous.
        recipient: Code of the person who receives, empty for the requester.
        received_at: When it reached the organisation, None for now.
        subject: One line about it; empty takes the first product's name.
        note: Free text, stored with the contact.
        incoming: Number of what came in and is taken up, 0 for nothing.
        questions: Numbers of what units were asked meanwhile; they belong to the ticket then.
        approval: Who approved that it goes over the budget, and how; empty for nobody.
    """

    op_id: UUID
    channel: str
    lines: tuple[OrderLine, ...]
    requester: str = ""
    recipient: str = ""
    received_at: datetime | None = None
    subject: str = ""
    note: str = ""
    incoming: int = 0
    questions: tuple[int, ...] = ()
    approval: str = ""


@dataclass(frozen=True, slots=True)
class EventDraft:
    """What the desk or a unit records on a line through `fulfilment.record`.

    Attributes:
        op_id: Made once by the client.
        line_id: The line.
        kind: What happened.
        version: Version of the line that the user saw; another one is a conflict.
        at: When it happened; None for now. An earlier instant needs a reason.
        step: Position of the step, where there is one.
        reason: In words.
        pause_class: Class of the pause.
        evidence: Reference to the customer contact behind a pause.
        quantity: Delivered pieces.
        new_run: A reopened clock starts anew.
        corrects: Number of the corrected event.
        corrected_at: Its right instant.
    """

    op_id: UUID
    line_id: int
    kind: EventKind
    version: int
    at: datetime | None = None
    step: int | None = None
    reason: str = ""
    pause_class: PauseClass | None = None
    evidence: str = ""
    quantity: int = 0
    new_run: bool = False
    corrects: int | None = None
    corrected_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LineRights:
    """What somebody may record on a line.

    Attributes:
        works: Starting, delivering and reporting ready.
        changes: Changing and cancelling it.
        pauses: The classes of the pauses.
        resumes: Letting its clock run again.
        corrects: Correcting a time.
    """

    works: bool = True
    changes: bool = True
    pauses: tuple[PauseClass, ...] = tuple(PauseClass)
    resumes: bool = True
    corrects: bool = True


EVERY_RIGHT = LineRights()


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """A question answered from a frequently asked one, for `intake.answer`.

    Attributes:
        op_id: Made once by the client.
        channel: Code of the channel.
        faq_id: Number of the question.
        requester: Code of the person who asked; empty when anonymous.
        handled_seconds: How long it took.
        note: Free text.
        incoming: Number of what came in and is answered, 0 for nothing.
    """

    op_id: UUID
    channel: str
    faq_id: int
    requester: str = ""
    handled_seconds: int = 0
    note: str = ""
    incoming: int = 0


@dataclass(frozen=True, slots=True)
class BespokeDraft:
    """Something that is not in the catalogue, for `intake.take_bespoke`.

    Attributes:
        op_id: Made once by the client.
        channel: Code of the channel.
        description: What the customer wants; its first line becomes the subject.
        unit: Code of the unit that was asked for price and date, and makes it.
        price_cents: The price that was agreed, of the whole line.
        agreed_at: The agreed date; it is the guarantee.
        consent: How and by whom it was agreed; without it nothing is stored.
        quantity: Pieces.
        requester: Code of the person who asks.
        recipient: Code of the person who receives, empty for the requester.
        location: Code of the location, empty for the recipient's own.
        cost_centre: Code of the paying cost centre, empty for the requester's own.
        received_at: When it reached the organisation, None for now.
        note: Free text, stored with the contact.
        incoming: Number of what came in and is taken up, 0 for nothing.
        questions: Numbers of what units were asked meanwhile; they belong to the ticket then.
        approval: Who approved that it goes over the budget, and how; empty for nobody.
    """

    op_id: UUID
    channel: str
    description: str
    unit: str
    price_cents: int
    agreed_at: datetime
    consent: str
    quantity: int = 1
    requester: str = ""
    recipient: str = ""
    location: str = ""
    cost_centre: str = ""
    received_at: datetime | None = None
    note: str = ""
    incoming: int = 0
    questions: tuple[int, ...] = ()
    approval: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact over one channel; may start a ticket or belong to one.

    Attributes:
        outcome: How it was settled at once, None when it was not.
        faq_id: Number of the frequently asked question that answered it.
        line_id: The line that it is about, None for the whole ticket or none.
        handler_unit_id: The unit that handles a remark.
        due_at: When the customer has an answer to it.
        answer: That answer, empty while there is none.
        answered_at: When it was given.
    """

    id: int
    person_id: int | None
    channel: str
    kind: ContactKind
    at: datetime
    handled_seconds: int = 0
    ticket_id: int | None = None
    note: str = ""
    outcome: ContactOutcome | None = None
    faq_id: int | None = None
    line_id: int | None = None
    handler_unit_id: int | None = None
    due_at: datetime | None = None
    answer: str = ""
    answered_at: datetime | None = None


__all__ = [
    "NO_DETAILS",
    "AnswerDraft",
    "BespokeDraft",
    "Contact",
    "ContactKind",
    "ContactOutcome",
    "EventDraft",
    "Line",
    "LineEvent",
    "LinePins",
    "LineState",
    "OrderDraft",
    "OrderLine",
    "Scalar",
    "Ticket",
]
