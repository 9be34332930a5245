"""Budgets of cost centres: what is committed, charged and left."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from fmdesk.core.domain.intake_views import Budget
from fmdesk.core.domain.people import CostCentre
from fmdesk.core.ports import UnitOfWork


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
    cents = work.people.budget(centre.id, year)
    return Budget(centre.code, centre.name, year, cents, committed, charged)
