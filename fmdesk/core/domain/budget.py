"""Periods of a budget: a whole year, a quarter or a month of it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from fmdesk.core.domain.period import MONTHS, Month

YEAR, QUARTER, MONTH = 12, 3, 1
"""Months of each kind of period."""


class BudgetPart(NamedTuple):
    """The part of a year for which a budget is.

    Attributes:
        months: `YEAR`, `QUARTER` or `MONTH`.
        first: Its first month, from 1.
    """

    months: int = YEAR
    first: int = 1

    @property
    def number(self) -> int:
        """Which quarter or month of the year it is, from 1."""
        return (self.first - 1) // self.months + 1

    def has(self, month: int) -> bool:
        """Tell whether a month of the year lies in it."""
        return self.first <= month < self.first + self.months

    def bounds(self, year: int, zone: str) -> tuple[datetime, datetime]:
        """Return [start, end) in UTC, as the office's zone has it."""
        first = Month(year, self.first)
        return first.bounds(zone)[0], first.shift(self.months - 1).bounds(zone)[1]


WHOLE = BudgetPart()
"""The whole year."""

PARTS: Mapping[str, BudgetPart] = {
    **{f"Q{one}": BudgetPart(QUARTER, QUARTER * one - 2) for one in range(1, 5)},
    **{str(one): BudgetPart(MONTH, one) for one in MONTHS},
}
"""Quarters and months by the words of an import; none means the whole year."""


def holding(parts: Iterable[BudgetPart], month: int) -> tuple[BudgetPart, ...]:
    """Return the periods that a month of their year lies in, the longest first."""
    return tuple(sorted((one for one in parts if one.has(month)), reverse=True))
