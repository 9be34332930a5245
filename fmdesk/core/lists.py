"""What lists ask of the database, as a protocol; see `fmdesk.core.ports`."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol

from fmdesk.core.domain.views import JudgedRow, TicketFilter, TicketRow


class ListPort(Protocol):
    """Lists of any length: all numbers first, rows for those that are looked at."""

    def list_ids(self, wanted: TicketFilter, now: datetime) -> Iterator[Sequence[int]]:
        """Yield line ids in the order of the list, in pieces of some thousands."""

    def rows(
        self, line_ids: Sequence[int], now: datetime, language: str = "nl"
    ) -> tuple[TicketRow, ...]:
        """Return the rows of the list for these lines, in their order."""

    def count(self, wanted: TicketFilter, now: datetime) -> int:
        """Return how many lines `list_ids` yields."""

    def verdict_ids(self, wanted: TicketFilter) -> Sequence[int]:
        """Return the number of each verdict behind a figure."""

    def verdict_rows(
        self, wanted: TicketFilter, numbers: Sequence[int], language: str
    ) -> tuple[JudgedRow, ...]:
        """Return the verdicts with these numbers, in their order, their charters not yet named."""
