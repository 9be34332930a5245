"""What the page of a ticket shows, as frozen data."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.dossier import LinkKind, Shown
from fmdesk.core.domain.events import LineEvent
from fmdesk.core.domain.intake_views import Budget, Remark
from fmdesk.core.domain.merging import Fields
from fmdesk.core.domain.message import Message
from fmdesk.core.domain.spec import FormSpec
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.domain.views import Choice, TicketRow, TicketView


class TimelineKind(StrEnum):
    """What an entry of the timeline is about; what it can be filtered by."""

    WORK = "work"
    CONTACT = "contact"
    MESSAGE = "message"
    OWNER = "owner"
    TASK = "task"
    LINK = "link"
    CHANGE = "change"
    UNIT = "unit"
    ESCALATION = "escalation"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, in words; empty for nothing."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One thing that happened to a ticket.

    Attributes:
        at: When.
        kind: What it is about.
        word: What of that kind: an event, a contact, a message, `made`, `done`, `removed`.
        actor: By whom; empty where nobody is known, or nobody did it.
        line: Number of the line, empty for the ticket itself.
        text: What was said, or why.
        event: The event of a line.
        changes: The fields that changed.
        status: How far it is, for a message.
    """

    at: datetime
    kind: TimelineKind
    word: str
    actor: str = ""
    line: str = ""
    text: str = ""
    event: LineEvent | None = None
    changes: tuple[FieldChange, ...] = ()
    status: str = ""


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task as it is shown."""

    id: int
    text: str
    person: str
    due_at: datetime | None
    made_at: datetime
    made_by: str
    done_at: datetime | None
    done_by: str


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link as one of its two tickets shows it.

    Attributes:
        id: Number of the link, 0 for one of lines.
        kind: What was said.
        is_back: It was said of the other ticket: the kind reads the other way round.
        ticket_id: The other ticket.
        number: Its number, that of the line for a link of lines.
        subject: Its subject, the product of the line for a link of lines.
        line_id: Its first line, or that line, to go there.
        state: State of that line.
    """

    id: int
    kind: LinkKind
    is_back: bool
    ticket_id: int
    number: str
    subject: str
    line_id: int
    state: LineState


@dataclass(frozen=True, slots=True)
class Dossier:
    """A ticket with everything its page shows.

    Attributes:
        ticket: The ticket with its lines.
        rows: Its lines as rows of the list, with the calendar in which the time left is counted.
        fields: What can be edited of it: subject, and the codes of requester, recipient, location.
        places: The same persons and place as choices.
        timeline: What happened, in order.
        tasks: Its tasks, those to be done first.
        links: Its links in both directions.
        messages: What was told the customer, oldest first.
        is_yours: The one who asks owns it.
    """

    ticket: TicketView
    rows: tuple[TicketRow, ...]
    fields: Fields
    places: tuple[Choice, ...] = ()
    timeline: tuple[TimelineItem, ...] = ()
    tasks: tuple[TaskView, ...] = ()
    links: tuple[LinkView, ...] = ()
    messages: tuple[Message, ...] = ()
    is_yours: bool = False


@dataclass(frozen=True, slots=True)
class LineForm:
    """What a line can be changed to.

    Attributes:
        line_id: The line.
        number: Its number.
        product: Name of its product.
        version: Its version.
        fields: The fields as they stand.
        variants: The variants it may have.
        location: Its place as a choice.
        cost_centre: Its cost centre as a choice.
        form: The form of its product.
        delivered: Pieces that are delivered already.
        plugin: Id of the plugin that declared the form, empty for none.
    """

    line_id: int
    number: str
    product: str
    version: int
    fields: Fields
    variants: tuple[Choice, ...]
    location: Choice | None
    cost_centre: Choice | None
    form: FormSpec | None
    delivered: int
    plugin: str = ""


@dataclass(frozen=True, slots=True)
class PromiseTerm:
    """A promise as it stands on a line.

    Attributes:
        name: The charter.
        text: What the customer was promised.
        outcome: How it stands now; `NOT_APPLICABLE` when it does not hold for the line.
        due_at: Until when; None without a time, and while a pause moves it.
        cents: What the customer is credited.
        is_trial: Judged and reported only.
    """

    name: str
    text: str
    outcome: Outcome
    due_at: datetime | None
    cents: int
    is_trial: bool


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for a line: its state, clock, price and promises.

    Attributes:
        state: Its state.
        quantity: Pieces ordered.
        delivered: Pieces delivered.
        price_cents: Price of the whole line.
        charged_cents: What of it is charged for what was delivered.
        credited_cents: What the customer does not pay.
        due_at: When the promised lead time ends.
        promises: The promises, those that hold first.
        budget: The budget of who pays, this line in it; None when nobody pays.
    """

    state: LineState
    quantity: int
    delivered: int
    price_cents: int
    charged_cents: int
    credited_cents: int
    due_at: datetime | None
    promises: tuple[PromiseTerm, ...] = ()
    budget: Budget | None = None

    @property
    def shown(self) -> Shown:
        """What must still be so when it is saved."""
        return Shown(self.state, self.price_cents, self.due_at)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change of a line would lead to.

    Attributes:
        before: What holds now.
        after: What would hold; None when it would be refused.
        refusal: Why it would be refused.
    """

    before: Terms
    after: Terms | None = None
    refusal: Remark | None = None
