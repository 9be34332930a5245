"""Broken verdicts as the month lists them, and what it changes of those of closed months."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Earlier:
    """What earlier months posted of a sanction that this month corrects."""

    month: str
    """The first of them, `YYYY-MM`."""
    cents: int
    points: int
    is_taken_back: bool = False
    """It is broken no more: this month takes all of it back."""
    borne_by: str | None = None
    """The unit that bore it until then, empty for none; None where a month did not record it."""


@dataclass(frozen=True, slots=True)
class BrokenLine:
    """One broken verdict in the appendix, or one taken back; `cents` ties to the ledger."""

    line_id: int
    number: str
    part: int
    quantity: int
    product_nl: str
    product_en: str
    department: str
    unit: str
    charter: str
    clause_nl: str
    clause_en: str
    opened_at: datetime
    due_at: datetime
    finished_at: datetime | None
    over_working: int
    over_clock: int
    borne_by: str
    price_cents: int
    cents: int
    points: int
    state: str
    """`proposed`, `confirmed`, `moved`, `waived`, `posted` or `trial`."""
    is_late_fact: bool = False
    """Opened in an earlier month; its money is posted in this one."""
    earlier: Earlier | None = None
    """What stood before, for a correction of a closed month; `cents` is what this month adds."""

    @property
    def is_taken_back(self) -> bool:
        """Tell whether it is no broken verdict any more."""
        return self.earlier is not None and self.earlier.is_taken_back

    @property
    def is_moved(self) -> bool:
        """Tell whether another unit, or none, bore it when a closed month posted it."""
        return self.earlier is not None and self.earlier.borne_by not in (None, self.borne_by)

    @property
    def is_only_moved(self) -> bool:
        """Tell whether this month changes who bears it and nothing else."""
        return self.is_moved and not (self.cents or self.points)

    @property
    def waived_cents(self) -> int:
        """What this month adds to what no unit bears, in cents; below 0 where a unit does again."""
        before, bore = 0, self.borne_by
        if self.earlier is not None:
            before = self.earlier.cents
            bore = self.borne_by if self.earlier.borne_by is None else self.earlier.borne_by
        return (0 if self.borne_by else self.cents + before) - (0 if bore else before)


_APPENDIX, _BEHIND = b'"broken":[', b'],"chain_head":'
"""Where the appendix begins and ends; no text has these signs, its quotation marks are escaped."""


def without_appendix(figures: bytes) -> bytes:
    """Return the canonical JSON of a month's figures without its broken verdicts: they may be many.

    Args:
        figures: The canonical JSON of `MonthFigures`.

    Raises:
        ValueError: It is of something else.
    """
    begin, end = figures.index(_APPENDIX) + len(_APPENDIX), figures.index(_BEHIND)
    return figures[:begin] + figures[end:]
