"""What budgets need of the database."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from fmdesk.core.domain.budget import WHOLE, BudgetKey, BudgetPart, BudgetVersion, Spent


class BudgetRepository(Protocol):
    """Versions of budgets, which are added and never changed, and what of them is spent."""

    def of(self, cost_centre_id: int, year: int) -> Mapping[BudgetPart, int]:
        """Return the budgets of a cost centre in a year in cents, by their periods."""

    def versions(self, year: int) -> Sequence[BudgetVersion]:
        """Return all versions of the budgets of a year, the oldest of each first."""

    def newest(self, key: BudgetKey) -> BudgetVersion | None:
        """Return the last version of a budget, None where there never was one."""

    def years(self) -> tuple[int, ...]:
        """Return the years that have budgets, or had, in order."""

    def save(
        self,
        cost_centre_id: int,
        year: int,
        cents: int | None,
        part: BudgetPart = WHOLE,
        reason: str = "",
    ) -> None:
        """Add a version of a budget, None cents to end it; no news is not kept."""

    def hold_payers(self, cost_centre_ids: Iterable[int | None]) -> None:
        """Let other orders of these cost centres wait until this one is stored or refused."""

    def spent(self, start: datetime, end: datetime, cost_centre_id: int) -> Spent:
        """Return what a cost centre has spent on lines opened in [start, end)."""

    def spent_by_month(
        self, months: Mapping[int, tuple[datetime, datetime]]
    ) -> Mapping[int, Mapping[int, Spent]]:
        """Return what each cost centre has spent on lines opened in each [start, end)."""

    def cancelled_in_part(
        self, start: datetime, end: datetime, cost_centre_id: int | None = None
    ) -> tuple[int, ...]:
        """Return lines opened in [start, end) that were delivered in part and then cancelled."""

    def line_ids(self, start: datetime, end: datetime, cost_centre_id: int) -> Sequence[int]:
        """Return lines of a cost centre in [start, end) with a price or credit, newest first."""
