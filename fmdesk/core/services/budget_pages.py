"""The budgets of a year with what is spent of them; setting, changing and ending one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from fmdesk.core.domain.budget import (
    PARTS,
    WHOLE,
    YEAR,
    BudgetKey,
    BudgetPart,
    BudgetVersion,
    Spent,
    check_budget,
    until,
)
from fmdesk.core.domain.budget_views import (
    BudgetDraft,
    BudgetLine,
    BudgetPage,
    BudgetRow,
    BudgetSet,
)
from fmdesk.core.domain.errors import ConflictError, InvalidInputError
from fmdesk.core.domain.people import CostCentre
from fmdesk.core.domain.period import MONTHS, Month
from fmdesk.core.domain.permissions import COMMANDS, Area
from fmdesk.core.domain.reporting import Cell, ReportAsked
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.domain.views import Changes, Choice
from fmdesk.core.ports import Door, UnitOfWork
from fmdesk.core.services.access import me_of
from fmdesk.core.services.budgets import (
    WITHDRAWN,
    closed_months,
    is_closed,
    period_words,
    spent_by_month,
    spent_on_cancelled,
)
from fmdesk.core.services.command_fields import who
from fmdesk.i18n import _, money, using_language

LONGEST = 500
_LINES = Cell(ReportAsked("charges", "", ""), "charges", "ordered")
"""A figure that counts lines: its records are shown as lines are."""
Monthly = Mapping[int, Mapping[int, Spent]]
"""What was spent, by month and cost centre."""


@dataclass(frozen=True, slots=True)
class BudgetPages:
    """Use cases of budgets.

    Attributes:
        door: The one door.
    """

    door: Door

    def page(self, year: int, language: str) -> BudgetPage:
        """Return the budgets of a year; for 0 those of this year.

        Args:
            year: Calendar year.
            language: Language of the periods.

        Raises:
            NotAllowedError: `access.area`.
        """
        with self.door.read(Area.REPORTS) as work, using_language(language):
            today = Month.of(work.now, work.zone)
            year = year or today.year
            centres = sorted(work.people.cost_centres(), key=lambda one: one.code)
            return BudgetPage(
                year,
                tuple(sorted({*work.budgets.years(), today.year, year})),
                tuple(_rows(work, year, centres)),
                tuple(Choice(one.code, f"{one.code} {one.name}") for one in centres),
                work.zone,
                work.now,
                me_of(work).is_any(*COMMANDS["budgets.save"].roles),
            )

    def line_ids(self, cost_centre: str, year: int, part: BudgetPart) -> Sequence[int]:
        """Return the lines that take from a budget, newest first.

        Raises:
            NotFoundError: `cost_centre.unknown`.
            NotAllowedError: `access.area`.
        """
        with self.door.read(Area.REPORTS) as work:
            centre = work.people.cost_centre_by_code(cost_centre)
            return work.budgets.line_ids(*part.bounds(year, work.zone), centre.id)

    def lines(self, numbers: Sequence[int], language: str) -> tuple[BudgetLine, ...]:
        """Return some lines with what they take from the budget, in the order of their numbers."""
        with self.door.read(Area.REPORTS) as work:
            events = {one.id: (one, told) for one, told in work.tickets.with_events(numbers)}
            credited_by: dict[int, int] = {}
            for key, one in work.months.sanctions(sorted(numbers)).items():
                more = 0 if one.state == WITHDRAWN else one.cents
                credited_by[key.line_id] = credited_by.get(key.line_id, 0) + more
            found = []
            for record in work.reports.rows(_LINES, numbers, language):
                line, told = events[record.line_id or 0]
                if line.state is LineState.CANCELLED:
                    spent = spent_on_cancelled(work, line, told)
                elif line.state is LineState.READY:
                    spent = Spent(0, line.price_cents, credited_by.get(line.id, 0))
                else:
                    spent = Spent(committed=line.price_cents)
                found.append(BudgetLine(record, spent))
            return tuple(found)

    def save(self, draft: BudgetDraft) -> Changes:
        """Set a budget, or change it.

        Raises:
            InvalidInputError: `budget.year`, `budget.amount`, `budget.period`, `budget.closed`,
                `budget.there`, `budget.no_reason` or `budget.same`.
            NotFoundError: `cost_centre.unknown`.
            ConflictError: `budget.changed`.
        """
        return self._set(draft, "budgets.save", draft.cents)

    def end(self, draft: BudgetDraft) -> Changes:
        """End a budget: the period has none any more.

        Raises:
            InvalidInputError: `budget.period`, `budget.closed` or `budget.no_reason`.
            NotFoundError: `cost_centre.unknown`.
            ConflictError: `budget.changed`.
        """
        return self._set(draft, "budgets.end", None)

    def _set(self, draft: BudgetDraft, command: str, cents: int | None) -> Changes:
        def work_on(work: UnitOfWork) -> Changes:
            check_budget(draft.year, draft.cents)
            if draft.part not in {WHOLE, *PARTS.values()}:
                raise InvalidInputError("budget.period")
            centre = work.people.cost_centre_by_code(draft.cost_centre)
            work.budgets.hold_payers([centre.id])  # two controllers wait for each other
            last = work.budgets.newest(BudgetKey(centre.id, draft.year, draft.part))
            _check(work, draft, last, cents)
            reason = draft.reason.strip()[:LONGEST]
            work.budgets.save(centre.id, draft.year, cents, draft.part, reason)
            return Changes()

        return self.door.run(draft.op_id, command, draft, work_on, Changes)


def _check(
    work: UnitOfWork, draft: BudgetDraft, last: BudgetVersion | None, cents: int | None
) -> None:
    """Check that a budget still is what was seen, and that it may be changed."""
    period = period_words(draft.year, draft.part)
    there = None if last is None else last.cents
    if is_closed(work, draft.year, draft.part):
        raise InvalidInputError("budget.closed", period=period)
    if draft.seen == 0 and there is not None:
        raise InvalidInputError("budget.there", cost_centre=draft.cost_centre, period=period)
    if draft.seen and (last is None or last.number != draft.seen):
        by = who(work, last.by) if last else ""
        amount = "–" if there is None else money(there)
        raise ConflictError("budget.changed", by=by, amount=amount)
    if draft.seen and not draft.reason.strip():
        raise InvalidInputError("budget.no_reason")
    if there == cents:
        raise InvalidInputError("budget.same")


def _rows(work: UnitOfWork, year: int, centres: Sequence[CostCentre]) -> Iterator[BudgetRow]:
    monthly, this = _monthly(work, year), Month.of(work.now, work.zone)
    closed = closed_months(work)
    shown = len(MONTHS) if year < this.year else this.number if year == this.year else 0
    of: dict[int, dict[BudgetPart, list[BudgetVersion]]] = {}
    for one in work.budgets.versions(year):
        of.setdefault(one.key.cost_centre_id, {}).setdefault(one.key.part, []).append(one)
    names: dict[str, str] = {}

    def told(one: BudgetVersion) -> BudgetSet:
        if one.by not in names:
            names[one.by] = who(work, one.by)
        return BudgetSet(one.number, one.cents, one.at, names[one.by], one.reason)

    for centre in centres:
        held = of.get(centre.id, {})
        there = {part: one[-1].cents for part, one in held.items() if one[-1].cents is not None}
        of_centre = (centre.code, centre.name, centre.over, year)
        for part, cents in there.items():
            yield BudgetRow(
                *of_centre,
                part,
                period_words(year, part),
                cents,
                _sum(monthly, centre.id, part),
                tuple(told(one) for one in reversed(held[part])),
                closed.issuperset(part.months_of(year)),
            )
        so_far = until(there, shown)
        if so_far is not None and any(part.months != YEAR for part in there):
            part = BudgetPart(shown, 1)
            words = _("{year} so far") if year == this.year else _("all of {year}")
            spent = _sum(monthly, centre.id, part)
            yield BudgetRow(*of_centre, part, words.format(year=year), so_far, spent)


def _sum(monthly: Monthly, centre_id: int, part: BudgetPart) -> Spent:
    found = (of.get(centre_id, Spent()) for month, of in monthly.items() if part.has(month))
    return sum(found, Spent())


def _monthly(work: UnitOfWork, year: int) -> Monthly:
    """Return what was spent in each month of a year that has begun."""
    bounds = {one: Month(year, one).bounds(work.zone) for one in MONTHS}
    return spent_by_month(work, {one: both for one, both in bounds.items() if both[0] <= work.now})
