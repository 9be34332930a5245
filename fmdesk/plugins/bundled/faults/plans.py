"""Planned maintenance as frozen data, and the days on which it is due."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Every(StrEnum):
    """What the interval of a plan counts."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Plan:
    """Maintenance of an asset that comes back.

    Attributes:
        code: Its code.
        name: What is done; the subject of its tickets.
        asset: Code of the asset.
        product: Code of the product that is ordered, of the form `maintenance`.
        starts_on: The first day; all others are counted from it.
        n: How many days, weeks or months lie between two times.
        every: Which of these.
        lead_days: How many days before it is due the ticket is made.
        cost_centre: Code of who pays, empty where it costs nothing.
        is_active: It makes tickets.
    """

    code: str
    name: str
    asset: str
    product: str
    starts_on: date
    n: int
    every: Every
    lead_days: int = 0
    cost_centre: str = ""
    is_active: bool = True

    def day(self, place: int) -> date:
        """Return a day on which it is due; in a month that is too short, the last one.

        Args:
            place: 0 for the first.
        """
        steps = place * self.n
        if self.every is not Every.MONTHS:
            days = steps * (7 if self.every is Every.WEEKS else 1)
            return self.starts_on + timedelta(days=days)
        year, month = divmod(self.starts_on.year * 12 + self.starts_on.month - 1 + steps, 12)
        last = monthrange(year, month + 1)[1]
        return date(year, month + 1, min(self.starts_on.day, last))

    def first_after(self, day: date) -> date:
        """Return the first day after another one on which it is due."""
        step = self.n * {Every.DAYS: 1, Every.WEEKS: 7, Every.MONTHS: 31}[self.every]
        place = max(0, (day - self.starts_on).days // step)
        while self.day(place) <= day:
            place += 1
        return self.day(place)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan as the page lists it.

    Attributes:
        plan: The plan.
        asset_name: Name of its asset.
        next_on: When it is due next.
        last_line: Line of the last ticket that it made, None for none.
        problem: Why the last one could not be made, empty when it was.
    """

    plan: Plan
    asset_name: str
    next_on: date
    last_line: int | None
    problem: str
