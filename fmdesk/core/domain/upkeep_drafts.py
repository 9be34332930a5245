"""What is asked of who keeps the catalogue: changes, decisions, readings, new products."""

from dataclasses import dataclass
from uuid import UUID

from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.intake_views import LinkView
from fmdesk.core.domain.process import ProcessVersion


@dataclass(frozen=True, slots=True)
class ProductDraft:
    """A change of a product.

    Attributes:
        op_id: Made once by the client.
        base_version_id: The version that was looked at.
        after: The product as it shall be, from its `valid_from` on.
        reason: Why; needed where a keeper is asked.
        links: Files and pages as they shall be, None for as they are.
        contacts: Codes of the persons to ask as they shall be, None for as they are.
    """

    op_id: UUID
    base_version_id: int
    after: ProductVersion
    reason: str = ""
    links: tuple[LinkView, ...] | None = None
    contacts: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class ProductSaved:
    """What became of a change: the new version, the proposals, or both."""

    product: str
    version_id: int | None
    proposals: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A version that shall not begin."""

    op_id: UUID
    version_id: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What a keeper says to a proposal."""

    op_id: UUID
    proposal_id: int
    is_accepted: bool
    answer: str = ""


@dataclass(frozen=True, slots=True)
class ReadDraft:
    """Somebody has read a version."""

    op_id: UUID
    version_id: int


@dataclass(frozen=True, slots=True)
class ProcessDraft:
    """A new version of a process.

    Attributes:
        op_id: Made once by the client.
        base_version_id: The version that was looked at, 0 for a new process.
        after: The process as it shall be.
        products: Codes of the products that shall use it; the others keep the version they have.
        people: Codes of who does each step and whom to ask about it, empty for nobody.
    """

    op_id: UUID
    base_version_id: int
    after: ProcessVersion
    products: tuple[str, ...] = ()
    people: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ProductMade:
    """A product made of what was asked for; the lines that asked for it."""

    op_id: UUID
    product: ProductVersion
    line_ids: tuple[int, ...]
