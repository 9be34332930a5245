"""Budgets: for a whole year, a quarter or a month of it; their versions, and what is spent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.period import MONTHS, Month

YEAR, QUARTER, MONTH = 12, 3, 1
"""Months of each kind of period."""
YEARS = range(1990, 2101)
"""Years that may have a budget."""
MOST_CENTS = 10**13
"""A hundred thousand million euros: more is a slip of the keyboard, and still adds up."""


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

    def months_of(self, year: int) -> tuple[Month, ...]:
        """Return its months in a year."""
        return tuple(Month(year, self.first + n) for n in range(self.months))

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


class BudgetKey(NamedTuple):
    """Whose budget it is and for when: a cost centre by its number, a year and its part."""

    cost_centre_id: int
    year: int
    part: BudgetPart = WHOLE


@dataclass(frozen=True, slots=True)
class BudgetVersion:
    """What a budget was set to; never changed.

    Attributes:
        key: Which budget.
        number: From 1; the last one holds.
        cents: The budget, None where it was ended.
        at: When it was set.
        by: Login of who set it.
        reason: Why.
    """

    key: BudgetKey
    number: int
    cents: int | None
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Spent:
    """What lines cost a cost centre, in cents.

    Attributes:
        committed: Price of the lines that are still open.
        realised: Price of what was delivered.
        credited: What of that the customer does not pay.
    """

    committed: int = 0
    realised: int = 0
    credited: int = 0

    @property
    def ordered(self) -> int:
        """All that was ordered."""
        return self.committed + self.realised

    @property
    def used(self) -> int:
        """What it takes from a budget."""
        return self.ordered - self.credited

    def __add__(self, more: "Spent") -> "Spent":
        """Return both together."""
        return Spent(
            self.committed + more.committed,
            self.realised + more.realised,
            self.credited + more.credited,
        )


def check_budget(year: int, cents: int) -> None:
    """Check that there can be such a budget; zero is one, and lets nothing be ordered.

    Raises:
        InvalidInputError: `budget.year` or `budget.amount`.
    """
    if year not in YEARS:
        raise InvalidInputError("budget.year", first=YEARS[0], last=YEARS[-1])
    if not 0 <= cents <= MOST_CENTS:
        raise InvalidInputError("budget.amount", most=MOST_CENTS)


def until(budgets: Mapping[BudgetPart, int], month: int) -> int | None:
    """Return the budget of a year up to and with a month: its periods that have begun by then.

    A part of a period that has a budget of its own is no more money.

    Args:
        budgets: Those of a cost centre in the year, by their periods.
        month: Month of the year, from 1; 0 for a year that has not begun.

    Returns:
        Cents, None where no period that has begun has a budget.
    """
    begun = [
        cents
        for part, cents in budgets.items()
        if part.first <= month
        and not any(one.months > part.months and one.has(part.first) for one in budgets)
    ]
    return sum(begun) if begun else None
