"""Periods: months that are open or closed, with revisions (domain page, Month)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from fmdesk.core.domain.errors import InvalidInputError

MONTHS = range(1, 13)
YEARS = range(1970, 2200)
"""Years that calendars know."""


class PeriodState(StrEnum):
    """Whether a period still takes postings."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month of the office's zone, shown and stored as `YYYY-MM`."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Read `YYYY-MM`.

        Raises:
            InvalidInputError: `month.format` when it is not a month of the years 1970 to 2199.
        """
        found = re.fullmatch(r"(\d{4})-(\d{2})", text.strip(), re.ASCII)
        if found is None:
            raise InvalidInputError("month.format", text=text)
        month = cls(int(found[1]), int(found[2]))
        if month.number not in MONTHS or month.year not in YEARS:
            raise InvalidInputError("month.format", text=text)
        return month

    @classmethod
    def of(cls, at: datetime, zone: str) -> "Month":
        """Return the month in which an aware instant falls in the office's zone."""
        local = at.astimezone(ZoneInfo(zone))
        return cls(local.year, local.month)

    def shift(self, months: int) -> "Month":
        """Return the month so many months later, or earlier when negative."""
        index = self.year * 12 + self.number - 1 + months
        return Month(index // 12, index % 12 + 1)

    def first_day(self) -> date:
        """Return the first day."""
        return date(self.year, self.number, 1)

    def last_day(self) -> date:
        """Return the last day."""
        return self.shift(1).first_day() - timedelta(days=1)

    def bounds(self, zone: str) -> tuple[datetime, datetime]:
        """Return [start, end) in UTC of the month as the office's zone has it."""
        place = ZoneInfo(zone)
        start, end = (
            datetime(month.year, month.number, 1, tzinfo=place).astimezone(UTC)
            for month in (self, self.shift(1))
        )
        return start, end

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"


@dataclass(frozen=True, slots=True)
class Period:
    """One revision of one month.

    Attributes:
        month: The month.
        revision: From 1; a reopened month gets the next one.
        state: Open or closed.
        closed_at: When it was closed.
        closed_by: Who closed it.
        figures_sha256: Hash of the stored canonical JSON.
        chain_head: Head of the command log at close.
    """

    month: Month
    revision: int = 1
    state: PeriodState = PeriodState.OPEN
    closed_at: datetime | None = None
    closed_by: str = ""
    figures_sha256: str = ""
    chain_head: str = ""


def closed_now(periods: Iterable[Period]) -> tuple[Period, ...]:
    """Return of each month its newest revision, where that is closed: a reopened month is open.

    Args:
        periods: Revisions of any months, in any order.
    """
    newest: dict[Month, Period] = {}
    for one in sorted(periods, key=lambda one: one.revision):
        newest[one.month] = one
    return tuple(one for one in newest.values() if one.state is PeriodState.CLOSED)
