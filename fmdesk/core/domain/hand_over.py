"""The hand-over list at the end of a shift: what somebody leaves to whoever comes next."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class HandOverItem:
    """One thing that is handed over.

    Attributes:
        line_id: The line.
        call_back_id: The call-back of that line, None for the line itself.
        note: What the next one must know.
    """

    line_id: int
    call_back_id: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class HandOverDraft:
    """A hand-over list.

    Attributes:
        op_id: Made once by the client.
        to: Name of who takes it over; empty for whoever comes next.
        items: At least one.
    """

    op_id: UUID
    to: str
    items: tuple[HandOverItem, ...]


@dataclass(frozen=True, slots=True)
class HandOver:
    """A thing that was handed over.

    Attributes:
        id: Number in the database, 0 before it is stored.
        item: What it is.
        from_name: Who handed it over.
        to_name: To whom; empty for whoever comes next.
        at: When.
        taken_by: Who took it over, empty while nobody did.
        taken_at: When.
    """

    id: int
    item: HandOverItem
    from_name: str
    to_name: str
    at: datetime
    taken_by: str = ""
    taken_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What was taken: numbers of the records, and the tickets that changed."""

    ids: tuple[int, ...] = ()
    tickets: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnItem:
    """Something that who asks can hand over.

    Attributes:
        line_id: The line.
        call_back_id: Its call-back, None for the line itself.
        number: Number of the line.
        product: Name of the product.
        customer: Who asked.
        due_at: When it is due, or to be called.
        note: What was said when it was handed over before.
    """

    line_id: int
    call_back_id: int | None
    number: str
    product: str
    customer: str
    due_at: datetime | None
    note: str = ""
