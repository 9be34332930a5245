"""A charter tried on the past: what would have been broken, what it would have cost, and when not.

Both sides are judged as if they counted: the charter of today and the one that is tried.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from fmdesk.core.domain.charter import Charter, Outcome
from fmdesk.core.domain.limits import LimitUnit
from fmdesk.core.domain.money import BASIS_POINTS
from fmdesk.core.domain.spec import Text


@dataclass(frozen=True, slots=True)
class WhatIfQuestion:
    """What is tried, and on which months.

    Attributes:
        charter: The charter as it would be; it need not be stored.
        base_version_id: The version to compare it with, None for none.
        first: First month, `YYYY-MM`.
        last: Last month.
    """

    charter: Charter
    base_version_id: int | None
    first: str
    last: str


class Dimension(StrEnum):
    """What the figures are grouped by."""

    MONTH = "month"
    UNIT = "unit"
    PRODUCT = "product"


@dataclass(frozen=True, slots=True)
class Side:
    """Figures under one of the two charters: verdicts, euros and points."""

    kept: int = 0
    broken: int = 0
    excused: int = 0
    running: int = 0
    cents: int = 0
    points: int = 0

    @property
    def judged(self) -> int:
        """Verdicts that count for the share."""
        return self.kept + self.broken

    @property
    def share(self) -> int | None:
        """Share kept in basis points, None when nothing was judged."""
        return self.kept * BASIS_POINTS // self.judged if self.judged else None


@dataclass(frozen=True, slots=True)
class WhatIfRow:
    """The figures of one month, unit or product on both sides."""

    key: str
    name: Text
    before: Side
    after: Side


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A line of which the verdict or the amount differs.

    Attributes:
        line_id: The line.
        number: Its number.
        product: Its product.
        unit: Who delivers it.
        opened_at: When it was received.
        finished_at: When it was ready, None while open.
        before: The worst verdict today, None when no charter was compared.
        after: The worst verdict under what is tried.
        cents_before: What the customer gets today.
        cents_after: What the customer would get.
    """

    line_id: int
    number: str
    product: Text
    unit: str
    opened_at: datetime
    finished_at: datetime | None
    before: Outcome | None
    after: Outcome | None
    cents_before: int
    cents_after: int


@dataclass(frozen=True, slots=True)
class Curve:
    """Which share each limit would have kept.

    Attributes:
        unit: What the limit counts.
        needed: By limit how many verdicts needed exactly that much; those that are still open and
            late are in none.
        judged: Verdicts that count.
        limit: The limit that is tried.
    """

    unit: LimitUnit
    needed: Mapping[int, int] = field(default_factory=dict)
    judged: int = 0
    limit: int = 0

    def share(self, limit: int) -> int:
        """Return the share that a limit would have kept, in basis points; 0 of nothing."""
        kept = sum(count for n, count in self.needed.items() if n <= limit)
        return kept * BASIS_POINTS // self.judged if self.judged else 0

    def limit_for(self, norm: int) -> int | None:
        """Return the smallest limit that keeps a norm in basis points, None when none does."""
        kept = 0
        for n, count in sorted(self.needed.items()):
            kept += count
            if kept * BASIS_POINTS >= norm * self.judged:
                return n
        return None

    def points(self) -> tuple[tuple[int, int], ...]:
        """Return limit and share for each limit at which the share rises."""
        found, kept = [], 0
        for n, count in sorted(self.needed.items()):
            kept += count
            found.append((n, kept * BASIS_POINTS // self.judged))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The answer.

    Attributes:
        question: What was asked.
        lines: Lines that were looked at.
        total: All of them together.
        rows: The same by dimension.
        changed: The lines that change, the dearest first, at most `MOST_CHANGED`.
        changed_total: How many lines change.
        curve: Which limit would have kept which share; None without a limit of its own.
        as_of: What was recorded later is not in it.
    """

    question: WhatIfQuestion
    lines: int
    total: WhatIfRow
    rows: Mapping[Dimension, tuple[WhatIfRow, ...]]
    changed: tuple[ChangedLine, ...]
    changed_total: int
    curve: Curve | None
    as_of: datetime


MOST_CHANGED = 1000
WORST = (
    Outcome.BROKEN,
    Outcome.MANUAL,
    Outcome.EXCUSED,
    Outcome.RUNNING,
    Outcome.KEPT,
    Outcome.NOT_APPLICABLE,
)
"""The verdict of a line is the first of these among its parts."""


def worst(outcomes: frozenset[Outcome]) -> Outcome | None:
    """Return the verdict of a line from those of its parts, None for none."""
    return next((one for one in WORST if one in outcomes), None)
