"""The upkeep of the catalogue as frozen data: the tree, a product's page, proposals, readings."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from fmdesk.core.domain.catalog import Faq, ProductVersion
from fmdesk.core.domain.intake_views import ContactPerson, LinkView, ProductCard
from fmdesk.core.domain.process import ProcessVersion
from fmdesk.core.domain.product_change import FieldChange, Keeper, Way
from fmdesk.core.domain.views import Choice


@dataclass(frozen=True, slots=True)
class ClusterRow:
    """A node of the tree; `unit` names its owner, empty for none, `parent` the node above."""

    code: str
    name: str
    unit: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product in the tree.

    Attributes:
        code: Its code.
        name: Its name.
        cluster: Code of its cluster, empty for none.
        unit: Who delivers it.
        words: Folded words to find it by.
        proposals: Proposals that wait.
        next_from: When a version begins that is to come, None for none.
    """

    code: str
    name: str
    cluster: str
    unit: str
    words: str
    proposals: int = 0
    next_from: date | None = None


@dataclass(frozen=True, slots=True)
class CatalogueTree:
    """Everything in the tree, and what this person may do with the catalogue as a whole."""

    clusters: tuple[ClusterRow, ...]
    products: tuple[ProductRow, ...]
    may_guides: bool
    may_processes: bool
    may_products: bool
    may_readings: bool
    calendars: tuple[str, ...] = ()
    may_clusters: bool = False


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version of a product.

    Attributes:
        id: Its number.
        valid_from: Its first day.
        is_now: It holds today.
        is_to_come: It begins after today.
        is_withdrawn: It was taken back before it began.
        lines: Order lines that keep it.
        changes: What differs from the version before it.
    """

    id: int
    valid_from: date
    is_now: bool
    is_to_come: bool
    is_withdrawn: bool
    lines: int
    changes: tuple[FieldChange, ...]


class ProposalState(StrEnum):
    """What has become of a proposal."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ChangeProposal:
    """A change that its keeper is asked for.

    Attributes:
        id: Its number.
        product_id: The product.
        base_version_id: The version that was looked at.
        keeper: Who decides.
        after: The product as it would be; `valid_from` is the wanted first day.
        reason: Why.
        author: Login of who asks.
        at: When.
        state: What has become of it.
        decided_by: Login of who decided, empty while nobody did.
        decided_at: When.
        answer: What was said with the decision.
    """

    id: int
    product_id: int
    base_version_id: int
    keeper: Keeper
    after: ProductVersion
    reason: str
    author: str
    at: datetime
    state: ProposalState = ProposalState.OPEN
    decided_by: str = ""
    decided_at: datetime | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposal in words; `unit` is the one that delivers."""

    id: int
    product: str
    name: str
    unit: str
    keeper: Keeper
    author: str
    at: datetime
    valid_from: date
    reason: str
    changes: tuple[FieldChange, ...]
    may_decide: bool


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """One person and one changed product; `read_at` is None while it is not read.

    `reader` is the person's name, or the login where no person is known.
    """

    product: str
    name: str
    valid_from: date
    reader: str
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class ProductPage:
    """A product as the catalogue's page shows it.

    Attributes:
        card: As the desk sees it.
        version: The version that holds, or the first one that is to come.
        owner: Code of the unit that delivers.
        faqs: All questions, those used most first.
        links: Files and pages.
        versions: All versions, newest first.
        proposals: Proposals that wait.
        calendar: Code of the calendar.
        text_way: How this person changes text, questions, tips and contacts.
        price_way: How this person changes price and guarantee.
        people: Persons named as contacts, in order.
        calendars: Codes of the calendars there are.
        processes: The processes there are.
        clusters: The clusters there are.
        returned: Lines of it that came back over the cut this month.
    """

    card: ProductCard
    version: ProductVersion
    owner: str
    faqs: tuple[Faq, ...]
    links: tuple[LinkView, ...]
    versions: tuple[VersionView, ...]
    proposals: tuple[ProposalView, ...]
    calendar: str
    text_way: Way
    price_way: Way
    people: tuple[ContactPerson, ...] = ()
    calendars: tuple[str, ...] = ()
    processes: tuple[Choice, ...] = ()
    clusters: tuple[Choice, ...] = ()
    returned: int = 0


@dataclass(frozen=True, slots=True)
class UserOfProcess:
    """A product that uses a process; `is_held` keeps it at an earlier version."""

    code: str
    name: str
    is_held: bool = False


@dataclass(frozen=True, slots=True)
class ProcessRow:
    """A standard process with the products that use it.

    Attributes:
        version: Its newest version.
        number: How many versions there are.
        products: Who uses it.
        people: Who normally does each step, and whom to ask about it; None for nobody.
        units: Numbers and names of all units.
    """

    version: ProcessVersion
    number: int
    products: tuple[UserOfProcess, ...]
    people: tuple[tuple[Choice | None, Choice | None], ...] = ()
    units: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class DemandRow:
    """What was asked for and is not in the catalogue, alike requests together.

    Attributes:
        description: In the words of the newest one.
        unit: Name of the unit that made it.
        unit_code: Its code.
        line_ids: The lines.
        numbers: Their numbers.
        cents: What was paid for them together.
        price_cents: What the newest one was sold for.
        last_at: When it was last asked for.
    """

    description: str
    unit: str
    unit_code: str
    line_ids: tuple[int, ...]
    numbers: tuple[str, ...]
    cents: int
    price_cents: int
    last_at: datetime
