"""Reports that live in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from fmdesk.core.domain.report_plan import Made, MadeReport, Making, PlanDraft, ReportPlan
from fmdesk.core.domain.reporting import (
    Cell,
    RecordRow,
    ReportAsked,
    ReportFigures,
    ReportSpec,
    Scope,
)
from fmdesk.core.domain.views import Changes, Choice
from fmdesk.core.services.report_list import REPORTS
from fmdesk.core.services.report_plans import MONTH_REPORTS
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
        is_of_unit: Who is signed in is of unit 2, and reads nothing else.
        asked: What was asked for.
        cells: Figures that were opened.
    """

    problem: Exception | None = None
    has_units: bool = True
    is_of_unit: bool = False
    asked: list[ReportAsked] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)

    def listed(self) -> tuple[ReportSpec, ...]:
        return REPORTS

    def figures(self, asked: ReportAsked, language: str) -> ReportFigures:
        self.asked.append(asked)
        if self.problem is not None:
            raise self.problem
        return replace(made(asked.report, language), asked=asked)

    def is_partial(self) -> bool:
        return self.is_of_unit

    def choices(self, scope: Scope, language: str) -> tuple[Choice, ...]:
        if self.is_of_unit:
            return CHOICES[scope][:1] if scope is Scope.UNIT else ()
        return CHOICES[scope] if self.has_units else ()

    def numbers(self, cell: Cell) -> Sequence[int]:
        self.cells.append(cell)
        return range(1, 13)

    def rows(self, cell: Cell, numbers: Sequence[int], language: str) -> tuple[RecordRow, ...]:
        return tuple(
            RecordRow(one, f"M{one:06d}.1", at(), "Copy paper", "Stock", "ready", 1840, 3600)
            for one in numbers
        )


def period_report_job(asked: ReportAsked, language: str, form: str, progress: object) -> bytes:
    """Make the report of the fake in a process of its own."""
    from fmdesk.reports.period import render

    return render(replace(made(asked.report, language), asked=asked), form)


@dataclass
class FakePlans:
    """One report was made of October; what is wanted is kept.

    Attributes:
        problem: Raised instead of a change.
        wanted: What is made of every month.
        waiting: What is due.
        ended: Plans that ended.
    """

    problem: Exception | None = None
    wanted: list[ReportPlan] = field(default_factory=list)
    waiting: tuple[Making, ...] = ()
    ended: list[int] = field(default_factory=list)
    papers: tuple[MadeReport, ...] = (
        MadeReport(1, "2026-10", "demand", "Demand and its trend", "en", at(), 4000),
    )

    def month_reports(self) -> Mapping[str, str]:
        return MONTH_REPORTS

    def plans(self, language: str) -> tuple[ReportPlan, ...]:
        return tuple(self.wanted)

    def made(self) -> tuple[MadeReport, ...]:
        return self.papers

    def begin(self, draft: PlanDraft) -> Changes:
        if self.problem is not None:
            raise self.problem
        about = "Rooms" if draft.plan.scope else ""
        plan = replace(draft.plan, id=len(self.wanted) + 1, since="2026-11", about=about)
        self.wanted.append(plan)
        return Changes()

    def end(self, op_id: UUID, plan_id: int) -> Changes:
        self.ended.append(plan_id)
        self.wanted = [one for one in self.wanted if one.id != plan_id]
        return Changes()

    def content(self, plan_id: int, month: str) -> bytes:
        return period_report_job(ReportAsked("demand", month, month), "en", "pdf", object())

    def due(self) -> tuple[Making, ...]:
        return self.waiting


def make_reports_job(progress: object) -> Made:
    """Make nothing, but in a process of its own."""
    return Made(((1, "2026-10"),))
