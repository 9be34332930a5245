"""The list of lines: its first rows, its extent, and any place of it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol

from fmdesk.core.domain.listing import Extent, Mark
from fmdesk.core.domain.views import TicketFilter, TicketRow


class ListPort(Protocol):
    """Lines that pass a filter, in its order."""

    def list_ids(self, wanted: TicketFilter, now: datetime) -> Iterator[Sequence[int]]:
        """Yield line ids in the order of the list, in pieces of some thousands."""

    def first_ids(self, wanted: TicketFilter, now: datetime, most: int) -> Sequence[int]:
        """Return the first line ids of the list."""

    def page_ids(
        self, wanted: TicketFilter, now: datetime, mark: Mark, skip: int, most: int
    ) -> Sequence[int]:
        """Return line ids from a mark on, so many of its group left out first."""

    def extent(self, wanted: TicketFilter, now: datetime) -> Extent:
        """Return how long the list is, with its ids or the begins of its groups."""

    def marks(self, wanted: TicketFilter, now: datetime, after: Mark, step: int) -> Sequence[Mark]:
        """Return the next marks of the group of a mark, so many rows from each other."""

    def row_of(
        self, wanted: TicketFilter, now: datetime, line_id: int, begins: Sequence[Mark]
    ) -> int | None:
        """Return the row of a line in a long list, None when it does not pass the filter."""

    def rows(
        self, line_ids: Sequence[int], now: datetime, language: str = "nl"
    ) -> tuple[TicketRow, ...]: ...
    def owners(self) -> tuple[str, ...]:
        """Return who owns tickets, by name."""

    def count(self, wanted: TicketFilter, now: datetime) -> int: ...
