"""What is kept of lines that follow others."""

from collections.abc import Sequence
from typing import Protocol

from fmdesk.core.domain.following import LineLink


class FollowingRepository(Protocol):
    """Which line follows which; only ever added to."""

    def add(self, link: LineLink) -> None: ...
    def followed(self, line_id: int) -> Sequence[int]:
        """Return the lines that a line follows, in the order in which they were linked."""

    def followers(self, line_id: int) -> Sequence[int]:
        """Return the lines that follow a line, in the order in which they were linked."""

    def of_ticket(self, ticket_id: int) -> tuple[LineLink, ...]:
        """Return the links from and to the lines of a ticket."""
