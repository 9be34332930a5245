"""Reports that live in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from fmdesk.core.domain.reporting import (
    Cell,
    RecordRow,
    ReportAsked,
    ReportFigures,
    ReportSpec,
    Scope,
)
from fmdesk.core.domain.views import Choice
from fmdesk.core.services.report_list import REPORTS
from tests.desktop.made import at
from tests.unit.reports.period_made import made

CHOICES = {
    Scope.UNIT: (Choice("2", "Rooms"), Choice("1", "Stock")),
    Scope.DEPARTMENT: (Choice("1", "Legal"),),
    Scope.COST_CENTRE: (Choice("7", "4410 Legal"),),
}


@dataclass
class FakeReports:
    """Two products are in demand; each figure opens as many lines as it says.

    Attributes:
        problem: Raised instead of an answer.
        has_units: There are units and departments.
        asked: What was asked for.
        cells: Figures that were opened.
    """

    problem: Exception | None = None
    has_units: bool = True
    asked: list[ReportAsked] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)

    def listed(self) -> tuple[ReportSpec, ...]:
        return REPORTS

    def figures(self, asked: ReportAsked, language: str) -> ReportFigures:
        self.asked.append(asked)
        if self.problem is not None:
            raise self.problem
        return replace(made(asked.report, language), asked=asked)

    def choices(self, scope: Scope, language: str) -> tuple[Choice, ...]:
        return CHOICES[scope] if self.has_units else ()

    def numbers(self, cell: Cell) -> Sequence[int]:
        self.cells.append(cell)
        return range(1, 13)

    def rows(self, cell: Cell, numbers: Sequence[int], language: str) -> tuple[RecordRow, ...]:
        return tuple(
            RecordRow(one, f"M{one:06d}.1", at(), "Copy paper", "Stock", "ready", 1840, 3600)
            for one in numbers
        )


def period_report_job(
    asked: ReportAsked, language: str, form: str, table: str, progress: object
) -> bytes:
    """Make the report of the fake in a process of its own."""
    from fmdesk.reports.period import render

    return render(replace(made(asked.report, language), asked=asked), form, table)
