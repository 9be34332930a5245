"""What is kept of contacts that are no request."""

from datetime import datetime
from typing import Protocol

from fmdesk.core.domain.contact import RemarkRow


class ContactRepository(Protocol):
    """Status calls and remarks; they are added through the tickets."""

    def status_calls(self, line_id: int) -> int:
        """Return how often was asked where a line is; a call on its whole ticket counts too."""

    def remark(self, contact_id: int) -> RemarkRow:
        """Return a remark; NotFoundError `contact.unknown`."""

    def unanswered(self, person: str, limit: int) -> tuple[RemarkRow, ...]:
        """Return the remarks with a handler that wait for an answer, next due first.

        Args:
            person: Code of the customer, empty for all.
            limit: At most so many.
        """

    def answer(self, contact_id: int, answer: str, at: datetime) -> None:
        """Store an answer; ConflictError `contact.answered` when there is one."""
