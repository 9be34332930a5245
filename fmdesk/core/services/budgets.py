"""Budgets of cost centres: what is committed, charged and left."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from fmdesk.core.domain.intake_views import Budget
from fmdesk.core.ports import UnitOfWork


def budget(work: UnitOfWork, cost_centre_id: int, at: datetime) -> Budget:
    """Return the budget of a cost centre for the year of an instant, in the office's zone.

    Args:
        work: The unit of work to read from.
        cost_centre_id: The cost centre.
        at: Lines count in the year in which they were opened.
    """
    zone = ZoneInfo(work.zone)
    year = at.astimezone(zone).year
    start, end = (datetime(one, 1, 1, tzinfo=zone).astimezone(UTC) for one in (year, year + 1))
    committed, charged = work.knowledge.spent(cost_centre_id, start, end)
    centre = work.people.cost_centre(cost_centre_id)
    cents = work.people.budget(cost_centre_id, year)
    return Budget(centre.code, centre.name, year, cents, committed, charged)
