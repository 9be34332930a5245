"""What a table of a report is: one definition that PDF, XLSX and CSV are made of."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fmdesk.i18n import duration, money, number, stamp
from fmdesk.reports.wording import NO_VALUE, clean, points, share

Value = str | int | datetime | None


class Kind(StrEnum):
    """What the values of a column are."""

    TEXT = "text"
    COUNT = "count"
    SHARE = "share"
    """Basis points."""
    POINTS = "points"
    """Basis points, shown as percentage points."""
    MONEY = "money"
    """Cents."""
    STAMP = "stamp"
    """Aware instants."""
    SPAN = "span"
    """Seconds."""


class Level(StrEnum):
    """What a row is in its table."""

    BODY = "body"
    GROUP = "group"
    """A heading over the rows that follow; its first value is the whole text. On paper only."""
    SUBTOTAL = "subtotal"
    """On paper only, so that a spreadsheet can be summed."""
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        title: Heading, in the language in force.
        kind: What its values are.
        width: Width on paper in millimetres; 0 leaves it off the paper.
        band: Heading over several neighbouring columns.
    """

    title: str
    kind: Kind = Kind.TEXT
    width: float = 0
    band: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row; as many values as the table has columns (a group heading has one)."""

    values: tuple[Value, ...]
    level: Level = Level.BODY


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table.

    Attributes:
        code: Name in the code, the key of its bookmark.
        title: Heading, in the language in force; empty for a table without one.
        columns: Its columns.
        rows: Gives the rows; called once per document, read one by one.
        note: A sentence under the heading.
        size: Size of its text on paper, in points.
        lines: Lines of text that a cell may take on paper before it is cut.
        is_sparse: Most counts and amounts are nothing: on paper a dash, so that the rest is seen.
        is_dense: It shares its page with many: a small heading, little room between its rows.
    """

    code: str
    title: str
    columns: tuple[Column, ...]
    rows: Callable[[], Iterator[Row]]
    note: str = ""
    size: float = 7.4
    lines: int = 3
    is_sparse: bool = False
    is_dense: bool = False

    @property
    def on_paper(self) -> tuple[int, ...]:
        """Positions of the columns that are printed."""
        return tuple(at for at, column in enumerate(self.columns) if column.width)

    @property
    def width(self) -> float:
        """Millimetres that the columns ask for."""
        return sum(column.width for column in self.columns)


def show(value: Value, kind: Kind, zone: str) -> str:
    """Return a value as it is printed; a share, instant or span that is missing is a dash."""
    if value is None:
        return NO_VALUE if kind in _DASHED else ""
    if isinstance(value, datetime):
        return stamp(value, zone)
    if isinstance(value, str):
        return clean(value)
    return _FIGURES.get(kind, str)(value)


_DASHED = frozenset((Kind.SHARE, Kind.STAMP, Kind.SPAN))
_FIGURES: dict[Kind, Callable[[int], str]] = {
    Kind.COUNT: number,
    Kind.SHARE: share,
    Kind.POINTS: points,
    Kind.MONEY: money,
    Kind.SPAN: duration,
}
