"""Across the cut: questions of the desk to a unit, and lines that a unit returns to the desk."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from fmdesk.core.domain.limits import Limit, LimitUnit

if TYPE_CHECKING:
    from fmdesk.core.domain.calendar import Calendar


class KeptAs(StrEnum):
    """What an answer has become, so that the desk need not ask again."""

    FAQ = "faq"
    TIP = "tip"


USUAL = Limit(LimitUnit.WORKING_HOURS, 4)
"""Within which time a unit answers where nothing is set."""


@dataclass(frozen=True, slots=True)
class QuestionTarget:
    """Within which time a unit answers a question of the desk; a setting of the office or the unit.

    Attributes:
        limit: The time.
        calendar: Code of the calendar on which it counts; empty for that of the product.
    """

    limit: Limit = USUAL
    calendar: str = ""


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """A question to a unit, for `questions.ask`; about a line, a ticket or a product.

    Attributes:
        op_id: Made once by the client.
        unit: Code of the unit that is asked.
        text: The question.
        line_id: The line that it is about, None for none.
        ticket_id: The ticket, where no line is named.
        product: Code of the product; that of the line where one is named.
    """

    op_id: UUID
    unit: str
    text: str
    line_id: int | None = None
    ticket_id: int | None = None
    product: str = ""


@dataclass(frozen=True, slots=True)
class QuestionAnswer:
    """The unit's answer, for `questions.answer`."""

    op_id: UUID
    question_id: int
    answer: str


@dataclass(frozen=True, slots=True)
class KeepDraft:
    """An answer that becomes knowledge of the product, for `questions.keep`.

    Attributes:
        op_id: Made once by the client.
        question_id: The question with its answer.
        kept: What it becomes.
        language: Language of question and answer, for a frequently asked question.
    """

    op_id: UUID
    question_id: int
    kept: KeptAs
    language: str


@dataclass(frozen=True, slots=True)
class UnitQuestion:
    """A question as it is stored.

    Attributes:
        id: Number in the database, 0 before it is stored.
        unit_id: Who is asked.
        text: The question.
        asked_by: Who asked.
        asked_at: When.
        due_at: When the answer is due.
        ticket_id: The ticket that it is about, None for none.
        line_id: The line, None for none.
        product_id: The product, None for none.
        answer: The answer, empty while there is none.
        answered_by: Who answered.
        answered_at: When, None while nobody did.
        kept: What the answer has become, None for nothing.
        told_at: When who asked took note of the answer.
    """

    id: int
    unit_id: int
    text: str
    asked_by: str
    asked_at: datetime
    due_at: datetime
    ticket_id: int | None = None
    line_id: int | None = None
    product_id: int | None = None
    answer: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None
    kept: KeptAs | None = None
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question as pages show it.

    Attributes:
        question: What is stored.
        unit: Name of the unit.
        number: Number of the line or ticket, empty for none.
        product_code: Code of the product, empty for none.
        product: Its name.
        calendar: Whose open time counts until it is due, None for the clock on the wall.
    """

    question: UnitQuestion
    unit: str
    number: str
    product_code: str
    product: str
    calendar: "Calendar | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ReturnReason:
    """Why a unit may return a line; lists show the lower ranks first."""

    code: str
    name_nl: str
    name_en: str
    rank: int = 100


@dataclass(frozen=True, slots=True)
class ReturnDraft:
    """A line that a unit returns over the cut, for `returns.give_back`.

    Attributes:
        op_id: Made once by the client.
        line_id: The line.
        version: Version of the line that the user saw.
        reason: Code of the reason.
        note: What is missing or wrong, in words; needed.
    """

    op_id: UUID
    line_id: int
    version: int
    reason: str
    note: str


@dataclass(frozen=True, slots=True)
class IssueDraft:
    """A returned line that the desk completed and issues again, for `returns.issue`.

    Attributes:
        op_id: Made once by the client.
        line_id: The line.
        version: Version of the line that the user saw.
        note: What was completed, in words; needed.
    """

    op_id: UUID
    line_id: int
    version: int
    note: str


@dataclass(frozen=True, slots=True)
class RedirectDraft:
    """A line that the desk gives to another unit, for `returns.redirect`.

    Attributes:
        op_id: Made once by the client.
        line_id: The line.
        version: Version of the line that the user saw.
        unit: Code of the unit that does the rest behind the cut.
        reason: Why that unit, in words; needed.
    """

    op_id: UUID
    line_id: int
    version: int
    unit: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReturnedLines:
    """Which returned lines a list shows; empty is no restriction.

    Attributes:
        month: `YYYY-MM` in which they were returned; empty for those at the desk now.
        unit: Code of the unit that returned them.
        reason: Code of the reason.
    """

    month: str = ""
    unit: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReturnCount:
    """How many lines were returned in a month, by product, unit and reason.

    Attributes:
        product_code: Code of the product.
        product: Its name.
        unit_code: Code of the unit that returned them.
        unit: Its name.
        reason_code: Code of the reason, empty where none was chosen.
        reason: Its name.
        lines: Lines, each once however often it came back.
    """

    product_code: str
    product: str
    unit_code: str
    unit: str
    reason_code: str
    reason: str
    lines: int
