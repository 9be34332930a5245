"""Budgets of cost centres: what is committed, charged and left."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from fmdesk.core.domain.budget import (
    MONTH,
    WHOLE,
    YEAR,
    BudgetPart,
    Spent,
    holding,
)
from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.domain.clock import fold
from fmdesk.core.domain.clockrun import Run
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.events import LineEvent
from fmdesk.core.domain.intake_views import Budget
from fmdesk.core.domain.money import split_by_weight
from fmdesk.core.domain.people import CostCentre, OverBudget
from fmdesk.core.domain.period import Month, PeriodState
from fmdesk.core.domain.ticket import Line
from fmdesk.core.ports import UnitOfWork
from fmdesk.i18n import _, money, month_name

WITHDRAWN = "withdrawn"
"""State of a sanction that no longer counts."""


def budget(work: UnitOfWork, centre: CostCentre, at: datetime) -> Budget:
    """Return the budget of a cost centre that holds at an instant, in the office's zone.

    Where year, quarter and month each have one, it is that with least left: what it allows, the
    others allow too. One of zero comes before all of them, since it allows nothing whatever the
    rule of the cost centre is.

    Args:
        work: The unit of work to read from.
        centre: The cost centre.
        at: Lines count in the periods in which they were opened.
    """
    local = at.astimezone(ZoneInfo(work.zone))
    there = work.budgets.of(centre.id, local.year)
    parts = holding(there, local.month) or (WHOLE,)
    found = [_of(work, centre, local.year, part, there.get(part)) for part in parts]
    return min(found, key=lambda one: (one.cents != 0, one.left or 0))


def period_words(year: int, part: BudgetPart) -> str:
    """Return a period of a budget in words: `2026`, `quarter 3 of 2026`, `november 2026`."""
    if part.months == YEAR:
        return str(year)
    if part.months == MONTH:
        return month_name(date(year, part.first, 1))
    return _("quarter {n} of {year}").format(n=part.number, year=year)


def is_closed(work: UnitOfWork, year: int, part: BudgetPart) -> bool:
    """Tell whether every month of a period is closed, so that its budget stands."""
    return closed_months(work).issuperset(part.months_of(year))


def closed_months(work: UnitOfWork) -> frozenset[Month]:
    """Return the months whose newest revision is closed."""
    newest = {one.month: one.state for one in work.periods.periods()}  # by month and revision
    return frozenset(month for month, state in newest.items() if state is PeriodState.CLOSED)


def _of(
    work: UnitOfWork, centre: CostCentre, year: int, part: BudgetPart, cents: int | None
) -> Budget:
    """Return the budget of one period."""
    start, end = part.bounds(year, work.zone)
    spent = spent_in(work, start, end, centre.id)
    charged = spent.realised - spent.credited
    words = period_words(year, part)
    return Budget(centre.code, centre.name, year, cents, spent.committed, charged, words)


def spent_in(work: UnitOfWork, start: datetime, end: datetime, centre_id: int) -> Spent:
    """Return what a cost centre has spent on lines opened in [start, end).

    Args:
        work: The unit of work to read from.
        start: Begin of the period.
        end: Its end.
        centre_id: The cost centre.
    """
    parts = (spent for _line, spent in cancelled_in_part(work, start, end, centre_id))
    return sum(parts, work.budgets.spent(start, end, centre_id))


def spent_by_month(
    work: UnitOfWork, months: Mapping[int, tuple[datetime, datetime]]
) -> Mapping[int, Mapping[int, Spent]]:
    """Return what was spent by month and cost centre, on the lines opened in each month.

    Args:
        work: The unit of work to read from.
        months: Bounds of months, or of other periods, that follow each other.
    """
    found = {month: dict(of) for month, of in work.budgets.spent_by_month(months).items()}
    starts = {start: month for month, (start, _end) in months.items()}
    ends = [end for _start, end in months.values()]
    for line, spent in cancelled_in_part(work, min(starts), max(ends)) if starts else ():
        of = found[starts[max(start for start in starts if start <= line.opened_at)]]
        centre = line.cost_centre_id or 0
        of[centre] = of.get(centre, Spent()) + spent
    return found


def cancelled_in_part(
    work: UnitOfWork, start: datetime, end: datetime, centre_id: int | None = None
) -> Iterator[tuple[Line, Spent]]:
    """Yield the lines of cost centres that were delivered in part and then cancelled.

    Args:
        work: The unit of work to read from.
        start: Begin of the period in which they were opened.
        end: Its end.
        centre_id: The only cost centre that is wanted; None for all of them.
    """
    numbers = work.budgets.cancelled_in_part(start, end, centre_id)
    for line, events in work.tickets.with_events(numbers):
        yield line, spent_on_cancelled(work, line, events)


def spent_on_cancelled(work: UnitOfWork, line: Line, events: Sequence[LineEvent]) -> Spent:
    """Return what a line costs that was cancelled after a part of it was delivered."""
    share = charged_share(work, line, events)
    return Spent(realised=share, credited=credited(work, line.id)) if share else Spent()


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
    if more <= 0:
        return
    found = budget(work, centre, after.opened_at)
    if centre.over is OverBudget.WARN and found.cents != 0:
        return
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
