"""Review dates: when a product, process, charter or agreement is looked at again, and by whom."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from fmdesk.core.domain.views import Choice

SOON = timedelta(days=30)
MOST_MONTHS = 120


class ReviewKind(StrEnum):
    """What is reviewed."""

    PRODUCT = "product"
    PROCESS = "process"
    CHARTER = "charter"
    AGREEMENT = "agreement"


class ReviewState(StrEnum):
    """How far a review is."""

    OVERDUE = "overdue"
    SOON = "soon"
    PLANNED = "planned"
    NONE = "none"
    """No date is set."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is reviewed, by kind and code; of an agreement the code of its department."""

    kind: ReviewKind
    code: str


@dataclass(frozen=True, slots=True)
class Review:
    """When something is reviewed.

    Attributes:
        subject: What.
        next_on: The day; None once it was reviewed for the last time.
        every_months: Months from one review to the next, 0 for none.
        owner_id: The person who does it.
        version: Rises with each change.
    """

    subject: Subject
    next_on: date | None
    every_months: int
    owner_id: int
    version: int = 1


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review that was held; never changed."""

    subject: Subject
    at: datetime
    by: str
    conclusion: str


@dataclass(frozen=True, slots=True)
class ReviewDraft:
    """A date for one or many subjects, through `reviews.plan`.

    Attributes:
        op_id: Made once by the client.
        subjects: What.
        next_on: The day.
        every_months: Months from one review to the next, 0 for none.
        owner: Code of the person who does it.
    """

    op_id: UUID
    subjects: tuple[Subject, ...]
    next_on: date
    every_months: int
    owner: str


@dataclass(frozen=True, slots=True)
class ReviewHeld:
    """A review that was held, through `reviews.record`.

    Attributes:
        op_id: Made once by the client.
        subject: What was reviewed.
        conclusion: What came of it.
        next_on: When the next one is; None for none.
        seen: Version of the review as the user saw it.
    """

    op_id: UUID
    subject: Subject
    conclusion: str
    next_on: date | None
    seen: int


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """Something that can be reviewed.

    Attributes:
        subject: What.
        name: Its name.
        state: How far its review is.
        review: Its review, None where none was ever planned.
        owner: Who does it, None likewise.
        last: The newest review that was held, None before the first.
    """

    subject: Subject
    name: str
    state: ReviewState
    review: Review | None
    owner: Choice | None
    last: Reviewed | None


@dataclass(frozen=True, slots=True)
class ReviewList:
    """Everything that can be reviewed, the most overdue first.

    Attributes:
        rows: What there is.
        may_plan: Who asks may set dates and record reviews.
    """

    rows: tuple[ReviewRow, ...]
    may_plan: bool


def state_of(next_on: date | None, today: date) -> ReviewState:
    """Return how far a review is on a day."""
    if next_on is None:
        return ReviewState.NONE
    if next_on < today:
        return ReviewState.OVERDUE
    return ReviewState.SOON if next_on <= today + SOON else ReviewState.PLANNED


def next_after(day: date, months: int) -> date | None:
    """Return the day so many months later, the last of a shorter month; None for no months."""
    if not months:
        return None
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
