"""What reports need of the database."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from fmdesk.core.domain.report_plan import MadeReport, ReportPlan
from fmdesk.core.domain.reporting import Cell, Key, Named, Opens, RecordRow, ReportAsked


class ReportRepository(Protocol):
    """Figures of reports, the records behind one, and names."""

    def measured(self, table: str, asked: ReportAsked) -> Mapping[Key, Mapping[str, int]]:
        """Return the sums of each row of a table, by the code of the column."""

    def totals(
        self, table: str, codes: Sequence[str], asked: Sequence[ReportAsked]
    ) -> Mapping[ReportAsked, Mapping[str, int]]:
        """Return the sums of some columns for each of many periods and subjects.

        The number of queries does not grow with what is asked.
        """

    def opens(self, table: str) -> Mapping[str, Opens]:
        """Return what the figures of a table open, by the code of the column."""

    def numbers(self, cell: Cell) -> Sequence[int]:
        """Return the number of each record that a figure counts, in order."""

    def rows(self, cell: Cell, numbers: Sequence[int], language: str) -> tuple[RecordRow, ...]:
        """Return the records with these numbers, in their order."""

    def names(self, named: Named, language: str, on: date) -> Mapping[int | str, str]:
        """Return the names of what the keys of rows stand for; none for months and texts.

        A product has that of the day; one that is only sold later, its first.
        """


class ReportPlanRepository(Protocol):
    """Reports that make themselves."""

    def plans(self) -> tuple[ReportPlan, ...]:
        """Return what is wanted, in the order in which it was asked for."""

    def add(self, plan: ReportPlan) -> int:
        """Store a plan and return its number; ConflictError `report_plan.there` when it is."""

    def end(self, plan_id: int) -> None:
        """Let a plan make no more; NotFoundError `report_plan.unknown`."""

    def made(self) -> tuple[MadeReport, ...]:
        """Return what was made, the newest month first."""

    def months(self, plan_id: int) -> frozenset[str]:
        """Return the months that were made of a plan."""

    def keep(self, made: MadeReport, content: bytes) -> bool:
        """Store a report, once for its plan and month; tell whether it was the first."""

    def content(self, plan_id: int, month: str) -> bytes:
        """Return a report that was made; NotFoundError `report_plan.no_paper`."""
