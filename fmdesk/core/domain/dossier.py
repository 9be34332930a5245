"""What is kept beside a ticket: its changes, tasks and links; and the drafts that make them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from fmdesk.core.domain.merging import Clash, Fields
from fmdesk.core.domain.ticket import LineState, Scalar

DETAIL = "details."
"""What the name of a field of the product's form begins with."""


class LinkKind(StrEnum):
    """What one ticket is to another."""

    RELATED = "related"
    DUPLICATE_OF = "duplicate_of"
    CAUSED_BY = "caused_by"
    FOLLOWS = "follows"
    """Of lines, not of tickets: what one is depends on the other (`domain.following`)."""


BY_HAND = (LinkKind.RELATED, LinkKind.DUPLICATE_OF, LinkKind.CAUSED_BY)
"""What people say of two tickets, and take back."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something to be done for a ticket that is no step of a line.

    Attributes:
        id: Number in the database, 0 before it is stored.
        ticket_id: Its ticket.
        text: What is to be done.
        made_at: When it was written down.
        made_by: By whom.
        person_id: Who does it; None when that is open.
        due_at: By when; None when that is open.
        done_at: When it was done, None while it is not.
        done_by: Who said so.
    """

    id: int
    ticket_id: int
    text: str
    made_at: datetime
    made_by: str
    person_id: int | None = None
    due_at: datetime | None = None
    done_at: datetime | None = None
    done_by: str = ""


@dataclass(frozen=True, slots=True)
class TicketLink:
    """One ticket is linked to another.

    Attributes:
        id: Number in the database, 0 before it is stored.
        ticket_id: The ticket that the kind is said of.
        kind: What it is to the other one.
        other_id: The other ticket.
        made_at: When it was linked.
        made_by: By whom.
        removed_at: When the link was taken away, None while it stands.
        removed_by: By whom.
    """

    id: int
    ticket_id: int
    kind: LinkKind
    other_id: int
    made_at: datetime
    made_by: str
    removed_at: datetime | None = None
    removed_by: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody changed of a ticket, or of one of its lines; never edited.

    Attributes:
        ticket_id: The ticket.
        number: The version that the change made.
        at: When.
        actor: By whom.
        before: The fields as they were, those that changed only.
        after: The same fields as they became.
        line_id: The line; None for the ticket itself.
        reason: Why, where that was asked.
    """

    ticket_id: int
    number: int
    at: datetime
    actor: str
    before: Fields
    after: Fields
    line_id: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """A task to write down, through `dossiers.add_task`.

    Attributes:
        op_id: Made once by the client.
        ticket_id: The ticket.
        text: What is to be done.
        person: Code of who does it, empty when that is open.
        due_at: By when; None when that is open.
    """

    op_id: UUID
    ticket_id: int
    text: str
    person: str = ""
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TaskDone:
    """A task to tick off, or to open again, through `dossiers.tick`."""

    op_id: UUID
    task_id: int
    is_done: bool = True


@dataclass(frozen=True, slots=True)
class LinkDraft:
    """A link to make, through `dossiers.link`.

    Attributes:
        op_id: Made once by the client.
        ticket_id: The ticket that the kind is said of.
        kind: What it is to the other one.
        number: Number of the other ticket, or of one of its lines.
    """

    op_id: UUID
    ticket_id: int
    kind: LinkKind
    number: str


@dataclass(frozen=True, slots=True)
class Unlink:
    """A link to take away, through `dossiers.unlink`."""

    op_id: UUID
    link_id: int


@dataclass(frozen=True, slots=True)
class TakeOver:
    """A ticket to take over, through `dossiers.take_over`."""

    op_id: UUID
    ticket_id: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What was shown of a change before it was saved: state, price and due time after it."""

    state: LineState
    price_cents: int
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class TicketEdit:
    """A change of a ticket, through `changing.edit_ticket`.

    Attributes:
        op_id: Made once by the client.
        ticket_id: The ticket.
        base: `subject`, `requester`, `recipient` and `location` (codes) when the form was opened.
        values: The same fields as they are wanted.
    """

    op_id: UUID
    ticket_id: int
    base: Fields
    values: Fields


@dataclass(frozen=True, slots=True)
class LineEdit:
    """A change of a line, through `changing.change_line`.

    Attributes:
        op_id: Made once by the client.
        line_id: The line.
        base: `quantity`, `variant`, `location`, `cost_centre` (codes) and `details.<field>` as
            they were when the form was opened.
        values: The same fields as they are wanted.
        reason: Why.
        shown: What it was said to lead to; where it would lead to something else now, nothing is
            stored. None does not ask.
    """

    op_id: UUID
    line_id: int
    base: Fields
    values: Fields
    reason: str
    shown: Shown | None = None


@dataclass(frozen=True, slots=True)
class Cancel:
    """A line to cancel, through `changing.cancel`.

    Attributes:
        op_id: Made once by the client.
        line_id: The line.
        version: Its version as the user saw it.
        reason: Why.
    """

    op_id: UUID
    line_id: int
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class FieldClash:
    """A field that both changed, as the one who saves is asked about it.

    Attributes:
        clash: The field with both values.
        yours: What the one who saves wants, in words.
        theirs: What somebody else stored, in words.
        by: Who that was; empty when nobody wrote it down.
        at: When.
    """

    clash: Clash
    yours: str
    theirs: str
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Edited:
    """The answer to a change.

    Attributes:
        ticket_id: The ticket.
        version: Version of the ticket or the line after it.
        clashes: What must be chosen first; nothing is stored then.
        is_other: It would lead to something else than was shown; nothing is stored then.
    """

    ticket_id: int
    version: int
    clashes: tuple[FieldClash, ...] = ()
    is_other: bool = False

    @property
    def is_stored(self) -> bool:
        """Tell whether it was stored."""
        return not (self.clashes or self.is_other)


def details_of(fields: Fields) -> Mapping[str, Scalar]:
    """Return the answers to the product's form among the fields of a line."""
    return {
        name.removeprefix(DETAIL): value
        for name, value in fields.items()
        if name.startswith(DETAIL) and value is not None
    }
