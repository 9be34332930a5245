"""Budgets as a page shows and changes them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fmdesk.core.domain.budget import BudgetPart, Spent
from fmdesk.core.domain.people import OverBudget
from fmdesk.core.domain.reporting import RecordRow
from fmdesk.core.domain.views import Choice


@dataclass(frozen=True, slots=True)
class BudgetDraft:
    """A budget that is set, changed or ended, through `budgets.save` and `budgets.end`.

    Attributes:
        op_id: Made once by the client.
        cost_centre: Code of who pays.
        year: Calendar year.
        months: Months of its period: 12, 3 or 1.
        first: First month of its period, from 1.
        cents: The budget; of no matter where it ends.
        reason: Why; a new budget may go without.
        seen: Number of the version that the user saw, 0 for a new budget.
    """

    op_id: UUID
    cost_centre: str
    year: int
    months: int
    first: int
    cents: int
    reason: str = ""
    seen: int = 0

    @property
    def part(self) -> BudgetPart:
        """The part of the year that it is for."""
        return BudgetPart(self.months, self.first)


@dataclass(frozen=True, slots=True)
class BudgetSet:
    """One version of a budget: its number, cents (None: ended), when, by whom and why."""

    number: int
    cents: int | None
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """A budget with what is spent of it, or the year so far of a cost centre with several.

    Attributes:
        cost_centre: Code of who pays.
        name: Its name.
        over: What becomes of an order that goes over.
        year: Calendar year.
        part: The part of the year.
        period: That in words.
        cents: The budget.
        spent: What its lines cost, those opened in the period.
        versions: What it was set to, the newest first; empty for the year so far.
        is_closed: Every month of it is closed, so it stands.
    """

    cost_centre: str
    name: str
    over: OverBudget
    year: int
    part: BudgetPart
    period: str
    cents: int
    spent: Spent
    versions: tuple[BudgetSet, ...] = ()
    is_closed: bool = False

    @property
    def is_sum(self) -> bool:
        """It is the year so far, which nobody sets."""
        return not self.versions

    @property
    def left(self) -> int:
        """What is left, below zero when more was spent."""
        return self.cents - self.spent.used


@dataclass(frozen=True, slots=True)
class BudgetPage:
    """The budgets of a year, by cost centre, the longest period first.

    Attributes:
        year: The year.
        years: Years that have budgets, and the year of today.
        rows: The budgets; after those of a cost centre with parts of a year, the year so far.
        centres: The cost centres that may get one.
        zone: The office's zone.
        as_of: When it was read.
        may_change: Who asks may set budgets.
    """

    year: int
    years: tuple[int, ...]
    rows: tuple[BudgetRow, ...]
    centres: tuple[Choice, ...]
    zone: str
    as_of: datetime
    may_change: bool


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """A line that takes from a budget: the record, and in cents what it takes."""

    record: RecordRow
    spent: Spent
