"""What is kept of questions to units and of returned lines."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from fmdesk.core.domain.crossing import KeptAs, ReturnCount, ReturnReason, UnitQuestion


class CrossingRepository(Protocol):
    """Questions and returns over the cut."""

    def add_question(self, question: UnitQuestion) -> UnitQuestion: ...
    def hang(self, question_id: int, ticket_id: int, line_id: int | None) -> None: ...
    def question(self, question_id: int) -> UnitQuestion:
        """Return a question; NotFoundError `question.unknown`."""

    def answer(self, question_id: int, answer: str) -> None:
        """Store who answers what, now; ConflictError `question.answered` when somebody did."""

    def keep(self, question_id: int, kept: KeptAs) -> None:
        """Note what an answer has become; ConflictError `question.kept` when it has already."""

    def tell(self, question_id: int) -> None:
        """Note that who asked knows the answer."""

    def open_questions(self, unit_id: int, limit: int) -> tuple[UnitQuestion, ...]:
        """Return the unanswered questions to a unit, next due first."""

    def asked_by(self, actor: str, since: datetime, limit: int) -> tuple[UnitQuestion, ...]:
        """Return questions of somebody: those with news first, then the newest."""

    def of_ticket(self, ticket_id: int) -> tuple[UnitQuestion, ...]:
        """Return the questions about a ticket and its lines, in order of asking."""

    def count_news(self, actor: str) -> int:
        """Return how many answers somebody has not taken note of."""

    def product_code(self, product_id: int) -> str: ...
    def return_reasons(self) -> tuple[ReturnReason, ...]: ...
    def save_return_reason(self, reason: ReturnReason) -> None:
        """Add a reason, or update the one with its code."""

    def add_return(self, line_id: int, event: int, reason: str, unit_id: int) -> None: ...
    def reasons_of(self, line_id: int) -> Mapping[int, ReturnReason]:
        """Return why a line was returned, by the number of the event."""

    def counts(
        self, start: datetime, end: datetime, language: str, unit_id: int | None
    ) -> Sequence[ReturnCount]:
        """Return the lines returned in [start, end), by product, unit and reason.

        Args:
            start: First instant.
            end: The instant after the last.
            language: Language of the names.
            unit_id: Only those that this unit returned; None for all.
        """
