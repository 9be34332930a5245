"""Sections of the month report that plugins fill: asked for one month, frozen with it."""

from dataclasses import dataclass
from datetime import datetime

from fmdesk.core.domain.spec import SectionColumn, Text

Cell = str | int | bool | Text
"""A text in both languages is read in that of the report; any other text as it is."""
MOST_ROWS = 1_000
LONGEST_CELL = 200
"""Characters of a text in a cell."""


@dataclass(frozen=True, slots=True)
class ReportMonth:
    """Which month a section is asked for.

    Attributes:
        month: `YYYY-MM`.
        start: Its first instant in the office's zone, as UTC.
        end: The first instant after it.
        as_of: What was recorded later is to be left out.
    """

    month: str
    start: datetime
    end: datetime
    as_of: datetime


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A section as it stands in the figures of a month.

    Attributes:
        plugin: Id of the plugin that filled it.
        id: Its id within the plugin.
        title: Its heading.
        columns: Its columns.
        rows: As many values each as there are columns.
        problem: Why it could not be filled, in words; only in a draft.
    """

    plugin: str
    id: str
    title: Text
    columns: tuple[SectionColumn, ...]
    rows: tuple[tuple[Cell, ...], ...] = ()
    problem: str = ""

    @property
    def code(self) -> str:
        """What it is known by among all sections."""
        return f"{self.plugin}.{self.id}"


def fault_in(rows: object, columns: int) -> str:
    """Return what is wrong with the rows that a plugin gave; empty when nothing is.

    Args:
        rows: Its answer.
        columns: How many values a row has.
    """
    if not isinstance(rows, tuple):
        return type(rows).__name__
    if len(rows) > MOST_ROWS:
        return f"{len(rows)} rows"
    for number, row in enumerate(rows):
        if not isinstance(row, tuple) or len(row) != columns:
            return f"[{number}]: {type(row).__name__}"
        for place, value in enumerate(row):
            words = (value.nl, value.en) if isinstance(value, Text) else (value,)
            is_long = any(isinstance(one, str) and len(one) > LONGEST_CELL for one in words)
            if type(value) not in (str, int, bool, Text) or is_long:
                return f"[{number}][{place}]: {type(value).__name__}"
    return ""
