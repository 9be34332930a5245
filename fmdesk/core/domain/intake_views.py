"""What the intake shows: callers, finds, product cards, quotes and counts, as frozen data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from fmdesk.core.domain.attachment import Attachment
from fmdesk.core.domain.guide import Guide
from fmdesk.core.domain.product_change import News
from fmdesk.core.domain.ticket import ContactKind, ContactOutcome, Scalar
from fmdesk.core.domain.views import TicketRow


class FoundBy(StrEnum):
    """What of a person, or of the catalogue, has the words; the earlier ones rank higher."""

    PHONE = "phone"
    NAME = "name"
    CODE = "code"
    ROOM = "room"
    COST_CENTRE = "cost_centre"
    SYNONYM = "synonym"
    QUESTION = "question"
    DESCRIPTION = "description"


@dataclass(frozen=True, slots=True)
class CallerHit:
    """A person who may be calling.

    Attributes:
        code: Code of the person.
        name: Full name.
        phone: Extension or number.
        department: Name of the department, empty for none.
        cost_centre: Code of the cost centre, empty for none.
        room: Name of the location, empty for none.
        found_by: What has the words.
    """

    code: str
    name: str
    phone: str
    department: str
    cost_centre: str
    room: str
    found_by: FoundBy


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A caller whom nobody knows yet, for `knowledge.add_caller`.

    Attributes:
        op_id: Made once by the client; a repeat returns the first result.
        name: Full name.
        phone: Extension or number.
        email: E-mail address, empty for none.
        cost_centre: Code of the cost centre that pays; its department becomes the person's.
        location: Code of the place where the person is found, empty when unknown.
    """

    op_id: UUID
    name: str
    phone: str = ""
    email: str = ""
    cost_centre: str = ""
    location: str = ""


@dataclass(frozen=True, slots=True)
class Budget:
    """The budget of a cost centre in a year, or in the part of it that has least left, in cents.

    Attributes:
        cost_centre: Its code.
        name: Its name.
        year: Calendar year.
        cents: The budget, None when none is set.
        committed: Price of the lines of that period that are still open.
        charged: Price of those that are ready, less what the customer is credited.
        period: The period in words, in the language of who asks.
    """

    cost_centre: str
    name: str
    year: int
    cents: int | None
    committed: int
    charged: int
    period: str = ""

    @property
    def left(self) -> int | None:
        """What is left, below zero when it is overspent; None without a budget."""
        return None if self.cents is None else self.cents - self.committed - self.charged


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One contact of a caller.

    Attributes:
        id: Its number.
        at: When.
        channel: Name of the channel.
        kind: What it was about.
        outcome: How it was settled at once, None when it was not.
        number: Number of the ticket it belongs to, empty for none.
        ticket_id: That ticket, None for none.
        note: Free text.
    """

    id: int
    at: datetime
    channel: str
    kind: ContactKind
    outcome: ContactOutcome | None
    number: str
    ticket_id: int | None
    note: str


@dataclass(frozen=True, slots=True)
class Caller:
    """A person with everything the desk wants to know when the phone rings.

    Attributes:
        code: Code of the person.
        name: Full name.
        phone: Extension or number.
        email: Address, empty for none.
        department: Name of the department.
        cost_centre: Code of the cost centre.
        cost_centre_name: Its name.
        location: Code of the location.
        room: Its name.
        is_active: Still in service.
        open: Open lines that the person asked for or receives, next due first.
        recent: The lines closed last, newest first.
        contacts: Contacts of today, newest first.
        budget: Of the person's cost centre this year, None without a cost centre.
    """

    code: str
    name: str
    phone: str
    email: str
    department: str
    cost_centre: str
    cost_centre_name: str
    location: str
    room: str
    is_active: bool
    open: tuple[TicketRow, ...] = ()
    recent: tuple[TicketRow, ...] = ()
    contacts: tuple[ContactRow, ...] = ()
    budget: Budget | None = None


class HitKind(StrEnum):
    """What was found."""

    PRODUCT = "product"
    QUESTION = "question"
    GUIDE = "guide"


@dataclass(frozen=True, slots=True)
class Hit:
    """One find in the catalogue.

    Attributes:
        kind: Product, question or guide.
        code: Code of the product, or of the guide; the product of a question.
        text: Name of the product, the question, or title of the guide.
        found_by: What has the words.
        matched: The text that has them, such as the synonym; empty when it is `text` itself.
        answer: Answer to the question.
        product: Name of the question's product.
        unit: Who delivers it.
        faq_id: Number of the question, 0 for others.
        uses: Times ordered in the last 90 days, or times the question answered a customer.
    """

    kind: HitKind
    code: str
    text: str
    found_by: FoundBy
    matched: str = ""
    answer: str = ""
    product: str = ""
    unit: str = ""
    faq_id: int = 0
    uses: int = 0


@dataclass(frozen=True, slots=True)
class VariantView:
    """A way to order a product; the standard one has an empty code.

    Attributes:
        code: Its code.
        name: Its name.
        price_cents: Price of one piece.
        lead_time: The promised lead time in words, empty for none.
        due_at: When an order taken now would be due, None without a promise.
    """

    code: str
    name: str
    price_cents: int
    lead_time: str
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class PromiseView:
    """A charter in force today.

    Attributes:
        code: Code of the charter.
        name: Its name.
        text: The promise to read out.
        is_trial: On trial: nothing is charged back when it is broken, so do not read it out.
    """

    code: str
    name: str
    text: str
    is_trial: bool


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A frequently asked question with its answer."""

    id: int
    question: str
    answer: str
    uses: int


@dataclass(frozen=True, slots=True)
class ContactPerson:
    """Whom to ask about a product; the first is the contact, the others stand in."""

    code: str
    name: str
    phone: str
    email: str
    unit: str
    is_deputy: bool


@dataclass(frozen=True, slots=True)
class LinkView:
    """A file or page that belongs to a product."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class ProcessStepView:
    """One step of the process as it is planned.

    Attributes:
        position: Place in the process, from 0.
        name: Its name.
        is_front: On the desk's side of the cut.
        unit: Who does it.
        target_seconds: Target time, None for none.
        instruction: Work instruction.
        tools: Tools and systems needed.
    """

    position: int
    name: str
    is_front: bool
    unit: str
    target_seconds: int | None
    instruction: str = ""
    tools: str = ""


class NoticeLevel(StrEnum):
    """How much a notice matters."""

    INFO = "info"
    WARNING = "warning"
    FAULT = "fault"
    """The plugin could not say it."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What stands with a product now: stock, a disruption."""

    level: NoticeLevel
    text: str


@dataclass(frozen=True, slots=True)
class ProductCard:
    """Everything the desk needs to know about a product while the customer is on the phone.

    Attributes:
        code: Code of the product.
        name: Its name.
        cluster: Name of its cluster.
        unit: Who delivers it.
        scope: Nature and scope.
        price_cents: Price of one piece of the standard variant.
        price_unit: What one piece is.
        lead_time: The promised lead time in words, empty for none.
        variants: The standard way to order first, then the others.
        promises: Charters in force today, those on trial last.
        questions: The ten questions used most.
        tips: Desk tips.
        limits: Limits and what is not done.
        contacts: Whom to ask; leader and deputy of the unit where none is named.
        links: Files and pages that stand elsewhere.
        steps: The process.
        cut: Position of the first step behind the cut, None without one.
        guides: Guides that lead to this product.
        notices: What stands with it now.
        plugin: Id of the plugin that serves it, empty for none.
        form: Id of the plugin's form, empty for none.
        news: What this person has still to read about it, None for nothing.
        files: Files that are kept with it.
    """

    code: str
    name: str
    cluster: str
    unit: str
    scope: str
    price_cents: int
    price_unit: str
    lead_time: str
    variants: tuple[VariantView, ...] = ()
    promises: tuple[PromiseView, ...] = ()
    questions: tuple[QuestionView, ...] = ()
    tips: tuple[str, ...] = ()
    limits: str = ""
    contacts: tuple[ContactPerson, ...] = ()
    links: tuple[LinkView, ...] = ()
    steps: tuple[ProcessStepView, ...] = ()
    cut: int | None = None
    guides: tuple[Guide, ...] = ()
    notices: tuple[Notice, ...] = ()
    plugin: str = ""
    form: str = ""
    news: News | None = None
    files: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a draft: what would be refused, or what to tell the customer.

    Attributes:
        code: Code of its text, as of a known error (`messages.explain`).
        params: Values that the text shows.
        line: Place of the line it is about, from 0; None for the whole order.
        is_refusal: `intake.take` would refuse the draft because of it.
    """

    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    line: int | None = None
    is_refusal: bool = False


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """What one line of a draft would cost and promise."""

    product: str
    name: str
    quantity: int
    price_cents: int
    due_at: datetime | None
    promises: tuple[PromiseView, ...] = ()
    agreed: str = ""
    """What the agreement with the department says of it, in words; empty where none holds."""


@dataclass(frozen=True, slots=True)
class Quote:
    """What `intake.take` would answer to a draft; nothing is stored.

    Attributes:
        lines: One per line of the draft; one that would be refused has no price, due time or
            promise.
        price_cents: Price of all lines.
        due_at: When the last line is due, None without a promise.
        promises: Promises of all lines, each once.
        budgets: Budget of each paying cost centre as it would be after the order.
        remarks: What would be refused, then what to tell the customer.
    """

    lines: tuple[QuoteLine, ...] = ()
    price_cents: int = 0
    due_at: datetime | None = None
    promises: tuple[PromiseView, ...] = ()
    budgets: tuple[Budget, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Tell whether `intake.take` would refuse the draft."""
        return any(remark.is_refusal for remark in self.remarks)


@dataclass(frozen=True, slots=True)
class LookAlike:
    """An open line of the same product, or of its cluster, at the same place or below it.

    Attributes:
        row: The line.
        is_same_product: It is of the product itself, or its plugin says that it is alike.
        why: What is alike, where a plugin says so.
        details: Answers to the form with which the request hangs on it; none where it cannot.
    """

    row: TicketRow
    is_same_product: bool
    why: str = ""
    details: Mapping[str, Scalar] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer of `intake.answer`: the contact and how often the question was used."""

    contact_id: int
    uses: int


@dataclass(frozen=True, slots=True)
class OutcomeCount:
    """How often something was settled in one way.

    Attributes:
        product: Code of the product.
        name: Its name.
        outcome: In which way.
        count: Questions answered, or lines.
    """

    product: str
    name: str
    outcome: ContactOutcome
    count: int


@dataclass(frozen=True, slots=True)
class Promotion:
    """A bespoke line whose work has become a product of the catalogue.

    Attributes:
        op_id: Made once by the client.
        line_id: The line.
        product: Code of the product.
    """

    op_id: UUID
    line_id: int
    product: str


@dataclass(frozen=True, slots=True)
class BespokeRow:
    """A line that is not in the catalogue, kept for a product it may become.

    Attributes:
        line_id: The line.
        ticket_id: Its ticket.
        number: Its number.
        description: What the customer wants.
        unit: The unit that makes it.
        price_cents: The price that was agreed.
        agreed_at: The agreed date, which is the guarantee.
        consent: How the customer agreed.
        product: Code of the product it became, empty while it did not.
        opened_at: When it was asked for.
    """

    line_id: int
    ticket_id: int
    number: str
    description: str
    unit: str
    price_cents: int
    agreed_at: datetime
    consent: str
    product: str
    opened_at: datetime
