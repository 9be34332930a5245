"""Budgets of cost centres: what is committed, charged and left."""

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.domain.clock import fold
from fmdesk.core.domain.clockrun import Run
from fmdesk.core.domain.events import LineEvent
from fmdesk.core.domain.intake_views import Budget
from fmdesk.core.domain.money import split_by_weight
from fmdesk.core.domain.people import CostCentre
from fmdesk.core.domain.ticket import Line
from fmdesk.core.ports import UnitOfWork

WITHDRAWN = "withdrawn"
"""State of a sanction that no longer counts."""


def budget(work: UnitOfWork, centre: CostCentre, at: datetime) -> Budget:
    """Return the budget of a cost centre for the year of an instant, in the office's zone.

    Args:
        work: The unit of work to read from.
        centre: The cost centre.
        at: Lines count in the year in which they were opened.
    """
    zone = ZoneInfo(work.zone)
    year = at.astimezone(zone).year
    start, end = (datetime(one, 1, 1, tzinfo=zone).astimezone(UTC) for one in (year, year + 1))
    committed, charged = work.knowledge.spent(centre.id, start, end)
    cancelled = work.dossier.cancelled_in_part(centre.id, start, end)
    for line, events in work.tickets.with_events(cancelled):
        share = charged_share(work, line, events)
        charged += share - credited(work, line.id) if share else 0
    cents = work.people.budget(centre.id, year)
    return Budget(centre.code, centre.name, year, cents, committed, charged)


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
