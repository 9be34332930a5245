"""Reports that make themselves: on the first working day after each month, once for all desks."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from uuid import NAMESPACE_OID, UUID, uuid5

from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.domain.errors import DomainError, InvalidInputError, NotFoundError
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.permissions import Area
from fmdesk.core.domain.report_plan import (
    Made,
    MadeReport,
    Making,
    PlanDraft,
    PlanEnded,
    ReportPlan,
    last_due,
    months_due,
)
from fmdesk.core.domain.reporting import ReportAsked, ReportFigures
from fmdesk.core.domain.views import Changes, MonthFigures
from fmdesk.core.ports import Door, UnitOfWork
from fmdesk.core.services.control import stored_figures
from fmdesk.core.services.escalations import CALENDAR
from fmdesk.core.services.pinning import today
from fmdesk.core.services.reports import about_of, check, figures_in, spec_of
from fmdesk.i18n import N_, _, using_language

Render = Callable[[ReportFigures], tuple[str, bytes]]
"""Makes title and PDF of a report."""
MonthPaper = Callable[[str, str, str, MonthFigures], bytes]
"""Makes a report of a month: kind, language, form and figures."""
Draft = Callable[[str], Changes]
"""Controls a month that is over, where nobody did since its end."""

_BY_MONTH = attrgetter("month")
MONTH_REPORTS: Mapping[str, str] = {
    "month.monthly": N_("Monthly report on quality charters"),
    "month.sanctions": N_("Sanction report of a month"),
}
"""Reports of the month itself that make themselves as well, by id: as its draft then stands."""


@dataclass(frozen=True, slots=True)
class ReportPlans:
    """Use cases of the reports that make themselves.

    Attributes:
        door: The one door.
        render: Makes title and PDF.
        draft: Sees to it that a month has a control to report on.
        month_paper: Makes the reports of the month itself.
    """

    door: Door
    render: Render
    draft: Draft
    month_paper: MonthPaper

    def month_reports(self) -> Mapping[str, str]:
        """Return the reports of the month itself: ids with their titles."""
        return MONTH_REPORTS

    def plans(self, language: str) -> tuple[ReportPlan, ...]:
        """Return what is made of every month, with what it is about.

        One about something that is not there any more is listed too: it can be ended there.

        Args:
            language: Language of the names.
        """
        with self.door.read(Area.REPORTS) as work:
            return tuple(
                replace(one, about=_known(work, one, language)) for one in work.report_plans.plans()
            )

    def begin(self, draft: PlanDraft) -> Changes:
        """Have a report made of every month, from the one that now runs.

        Raises:
            ConflictError: `report_plan.there`.
            NotFoundError: `report.unknown`, or `<scope>.unknown`.
            InvalidInputError: `report.scope` or `report.needs`.
        """

        def work_on(work: UnitOfWork) -> Changes:
            since = str(Month.of(work.now, work.zone))
            plan = replace(draft.plan, since=since, about="")
            if plan.report not in MONTH_REPORTS:
                check(spec_of(plan.report), _asked(plan, since), work.zone)
            elif plan.scope:
                raise InvalidInputError("report.scope", report=_(MONTH_REPORTS[plan.report]))
            _about(work, plan, plan.language)
            work.report_plans.add(plan)
            return Changes()

        return self.door.run(draft.op_id, "report_plans.begin", draft, work_on, Changes)

    def end(self, op_id: UUID, plan_id: int) -> Changes:
        """Have a report made no more; what was made stays.

        Raises:
            NotFoundError: `report_plan.unknown`.
        """

        def work_on(work: UnitOfWork) -> Changes:
            work.report_plans.end(plan_id)
            return Changes()

        return self.door.run(op_id, "report_plans.end", PlanEnded(plan_id), work_on, Changes)

    def made(self) -> tuple[MadeReport, ...]:
        """Return the reports that made themselves, the newest month first."""
        with self.door.read(Area.REPORTS) as work:
            return work.report_plans.made()

    def content(self, plan_id: int, month: str) -> bytes:
        """Return one of them as PDF: the stored bytes.

        Raises:
            NotFoundError: `report_plan.no_paper`.
        """
        with self.door.read(Area.REPORTS) as work:
            return work.report_plans.content(plan_id, month)

    # --- timer work ------------------------------------------------------------------------------

    def due(self) -> tuple[Making, ...]:
        """Return what is to be made now: also of months that nobody was there for."""
        with self.door.read() as work:
            plans = work.report_plans.plans()
            if not plans:
                return ()
            last = last_due(work.now, work.zone, _hours(work))
            there = {plan.id: work.report_plans.months(plan.id) for plan in plans}
            return tuple(
                Making(plan.id, month)
                for plan in plans
                for month in months_due(plan, last)
                if month not in there[plan.id]
            )

    def run_due(self) -> Made:
        """Make what is due; of many desks that make one, the first is kept.

        Reports tell of verdicts what the last control of the month has, so a month that nobody
        controlled since its end is controlled first; where that fails, those that tell of no
        verdicts are made all the same. Whoever has the program open does it, so it asks for no
        right.

        Raises:
            DomainError: A month cannot be judged, or a report not made of it; it is raised once
                the others are made.
        """
        made: list[tuple[int, str]] = []
        problem: DomainError | None = None
        for month, group in groupby(sorted(self.due(), key=_BY_MONTH), _BY_MONTH):
            makings = tuple(group)
            try:
                self.draft(month)
            except DomainError as failed:
                problem, makings = problem or failed, self._unjudged(makings)
            for one in makings:
                try:
                    made += [(one.plan_id, month)] * self._make(one)
                except DomainError as failed:
                    problem = problem or failed
        if problem is not None:
            raise problem
        return Made(tuple(made))

    def _unjudged(self, makings: Iterable[Making]) -> tuple[Making, ...]:
        """Return what needs no control of its month."""
        with self.door.read() as work:
            reports = {one.id: one.report for one in work.report_plans.plans()}
        return tuple(
            one
            for one in makings
            if (report := reports.get(one.plan_id)) is not None
            and report not in MONTH_REPORTS
            and not spec_of(report).is_judged
        )

    def _make(self, making: Making) -> bool:
        with self.door.read() as work:
            plans = {one.id: one for one in work.report_plans.plans()}
            plan = plans.get(making.plan_id)
            if plan is None:  # ended meanwhile
                return False
            figures = self._figures(work, plan, making.month)
        if isinstance(figures, MonthFigures):
            kind = plan.report.removeprefix("month.")
            content = self.month_paper(kind, plan.language, "pdf", figures)
            with using_language(plan.language):
                title = _(MONTH_REPORTS[plan.report])
        else:
            title, content = self.render(figures)
        made = MadeReport(
            plan.id, making.month, plan.report, title, plan.language, figures.as_of, len(content)
        )

        def keep(work: UnitOfWork) -> Made:
            is_first = work.report_plans.keep(made, content)
            return Made(((plan.id, making.month),) if is_first else ())

        op_id = uuid5(NAMESPACE_OID, f"report_plans.{plan.id}.{making.month}")
        return bool(self.door.run(op_id, "report_plans.make", making, keep, Made).reports)

    def _figures(
        self, work: UnitOfWork, plan: ReportPlan, month: str
    ) -> ReportFigures | MonthFigures:
        if plan.report in MONTH_REPORTS:
            return stored_figures(work, Month.parse(month))
        return figures_in(work, _asked(plan, month), plan.language)


def _about(work: UnitOfWork, plan: ReportPlan, language: str) -> str:
    """Return the name of what a plan is restricted to."""
    if plan.report in MONTH_REPORTS:
        return ""
    return about_of(work, _asked(plan, plan.since), language)


def _known(work: UnitOfWork, plan: ReportPlan, language: str) -> str:
    """Return the same, and in words that it is not there any more."""
    try:
        return _about(work, plan, language)
    except NotFoundError:
        with using_language(language):
            return _("Not known")


def _asked(plan: ReportPlan, month: str) -> ReportAsked:
    spec_of(plan.report)
    return ReportAsked(plan.report, month, month, plan.scope, plan.scope_id)


def _hours(work: UnitOfWork) -> Calendar:
    """Return the office's service hours, always where none are set."""
    code = work.settings.get(CALENDAR)
    if not code:
        return Calendar.always(work.zone)
    return work.catalog.calendar(code, today(work))[1]
