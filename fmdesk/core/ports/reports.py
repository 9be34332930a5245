"""What reports need of the database."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from fmdesk.core.domain.reporting import Cell, Key, Named, Opens, RecordRow, ReportAsked


class ReportRepository(Protocol):
    """Figures of reports, the records behind one, and names."""

    def measured(self, table: str, asked: ReportAsked) -> Mapping[Key, Mapping[str, int]]:
        """Return the sums of each row of a table, by the code of the column."""

    def opens(self, table: str) -> Mapping[str, Opens]:
        """Return what the figures of a table open, by the code of the column."""

    def numbers(self, cell: Cell) -> Sequence[int]:
        """Return the number of each record that a figure counts, in order."""

    def rows(self, cell: Cell, numbers: Sequence[int], language: str) -> tuple[RecordRow, ...]:
        """Return the records with these numbers, in their order."""

    def names(self, named: Named, language: str) -> Mapping[int | str, str]:
        """Return the names of what the keys of rows stand for; none for months and texts."""
