"""Budgets of cost centres: what is committed, charged and left."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from fmdesk.core.domain.budget import MONTH, WHOLE, YEAR, BudgetPart, holding
from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.domain.clock import fold
from fmdesk.core.domain.clockrun import Run
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.events import LineEvent
from fmdesk.core.domain.intake_views import Budget
from fmdesk.core.domain.money import split_by_weight
from fmdesk.core.domain.people import CostCentre, OverBudget
from fmdesk.core.domain.ticket import Line
from fmdesk.core.ports import UnitOfWork
from fmdesk.i18n import _, money, month_name

WITHDRAWN = "withdrawn"
"""State of a sanction that no longer counts."""


def budget(work: UnitOfWork, centre: CostCentre, at: datetime) -> Budget:
    """Return the budget of a cost centre that holds at an instant, in the office's zone.

    Where year, quarter and month each have one, it is that with least left: what it allows, the
    others allow too.

    Args:
        work: The unit of work to read from.
        centre: The cost centre.
        at: Lines count in the periods in which they were opened.
    """
    local = at.astimezone(ZoneInfo(work.zone))
    there = work.people.budgets(centre.id, local.year)
    parts = holding(there, local.month) or (WHOLE,)
    found = [_of(work, centre, local.year, part, there.get(part)) for part in parts]
    return min(found, key=lambda one: one.left or 0)


def period_words(year: int, part: BudgetPart) -> str:
    """Return a period of a budget in words: `2026`, `quarter 3 of 2026`, `november 2026`."""
    if part.months == YEAR:
        return str(year)
    if part.months == MONTH:
        return month_name(date(year, part.first, 1))
    return _("quarter {n} of {year}").format(n=part.number, year=year)


def _of(
    work: UnitOfWork, centre: CostCentre, year: int, part: BudgetPart, cents: int | None
) -> Budget:
    """Return the budget of one period."""
    start, end = part.bounds(year, work.zone)
    committed, charged = work.knowledge.spent(centre.id, start, end)
    cancelled = work.dossier.cancelled_in_part(centre.id, start, end)
    for line, events in work.tickets.with_events(cancelled):
        share = charged_share(work, line, events)
        charged += share - credited(work, line.id) if share else 0
    words = period_words(year, part)
    return Budget(centre.code, centre.name, year, cents, committed, charged, words)


def check_change(work: UnitOfWork, before: Line | None, after: Line) -> None:
    """Check that the budget of who pays covers what a change costs more.

    Where the rule asks for approval, that is noted with a request of its own.

    Args:
        work: The unit of work to read from.
        before: The line as it is stored, None for one that is added.
        after: The line as it would be.

    Raises:
        InvalidInputError: `change.over_budget`.
    """
    if after.cost_centre_id is None:
        return
    centre = work.people.cost_centre(after.cost_centre_id)
    is_theirs = before is not None and before.cost_centre_id == centre.id
    more = after.price_cents - (before.price_cents if before and is_theirs else 0)
    if more <= 0 or centre.over is OverBudget.WARN:
        return
    found = budget(work, centre, after.opened_at)
    if found.left is not None and found.left < more:
        raise InvalidInputError(
            "change.over_budget",
            cost_centre=centre.code,
            period=found.period,
            over=money(more - found.left),
        )


def first_run(work: UnitOfWork, events: Sequence[LineEvent]) -> Run | None:
    """Return the run of a line whose parts are charged; None before it was received."""
    runs = fold(events, Calendar.always(work.zone), None, as_of=work.now).runs
    return runs[0] if runs else None


def charged_share(work: UnitOfWork, line: Line, events: Sequence[LineEvent]) -> int:
    """Return what of a line's price is charged for what was delivered, in cents."""
    run = first_run(work, events)
    parts = run.parts(line.quantity) if run else ()
    rest = max(0, line.quantity - sum(part.quantity for part in parts))
    prices = split_by_weight(line.price_cents, [*(part.quantity for part in parts), rest])
    return sum(
        cents for part, cents in zip(parts, prices, strict=False) if part.finished_at is not None
    )


def credited(work: UnitOfWork, line_id: int) -> int:
    """Return what the customer does not pay of a line by the last control, in cents."""
    sanctions = work.months.sanctions([line_id]).values()
    return sum(one.cents for one in sanctions if one.state != WITHDRAWN)
