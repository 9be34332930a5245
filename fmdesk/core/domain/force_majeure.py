"""Force majeure for a period and a place (domain page: it stops the customer's clock).

It is recorded on each line as an event with its own period, so that the clock of a line stays a
pure function of its events; what was recorded together reads alike and is taken back together.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID


class Case(NamedTuple):
    """One case: from when until when, why, what shows it, and who said so."""

    start: datetime
    end: datetime
    reason: str
    evidence: str
    actor: str = ""


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case with the lines whose time it stops.

    Attributes:
        case: The case.
        lines: Their numbers in the database.
    """

    case: Case
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Touched:
    """A line that a case would touch.

    Attributes:
        line_id: The line.
        number: Its number.
        product: Name of its product.
        unit: Name of the unit that owns it.
        place: Name of its location, empty for none.
        due_at: When it is due now; None without a promise.
        due_after: When it would be due.
        ready_at: When it was ready, None while open.
        is_late: It is late now.
        is_late_after: It would still be late.
    """

    line_id: int
    number: str
    product: str
    unit: str
    place: str
    due_at: datetime | None
    due_after: datetime | None
    ready_at: datetime | None
    is_late: bool
    is_late_after: bool


@dataclass(frozen=True, slots=True)
class CaseDraft:
    """A case as somebody records it on chosen lines, or takes it back.

    Attributes:
        op_id: Made once by the client.
        case: From when until when, why and what shows it; the actor comes from the door.
        line_ids: The lines that were chosen.
        reason: Why it is taken back; empty to record it.
        place: Code of the location that was chosen, what is in it too; empty for everywhere.
    """

    op_id: UUID
    case: Case
    line_ids: tuple[int, ...]
    reason: str = ""
    place: str = ""
