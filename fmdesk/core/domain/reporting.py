"""Reports of a period as data: what each table shows, what was asked, and the figures found."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.period import Month

FULL = 10_000
"""A whole in basis points."""
Key = tuple[int | str, ...]
"""What a row is about, as the database knows it; empty for the total."""


class FigureKind(StrEnum):
    """What the figures of a column are."""

    COUNT = "count"
    MONEY = "money"
    """Cents."""
    SPAN = "span"
    """Seconds."""
    SHARE = "share"
    """The first of two columns as a part of the second, in basis points, rounded down."""
    MEAN = "mean"
    """The first of two columns divided by the second: seconds each, rounded down."""
    DIFFERENCE = "difference"
    """The first of two columns less the second: a count."""
    LEFT = "left"
    """The same in cents; of what there is none of, nothing can be left."""


class Opens(StrEnum):
    """What a figure opens: one record for each that it counts."""

    LINE = "line"
    CONTACT = "contact"
    CALL_BACK = "call_back"
    ENTRY = "entry"
    SANCTION = "sanction"
    QUARTER = "quarter"
    CLOSING = "closing"
    QUESTION = "question"


class Named(StrEnum):
    """What the key of a row names."""

    UNIT = "unit"
    COST_CENTRE = "cost_centre"
    PRODUCT = "product"
    CHARTER = "charter"
    """A version of a charter."""
    CHANNEL = "channel"
    REASON = "reason"
    """Why a line was returned."""
    MONTH = "month"
    FAQ = "faq"
    TEXT = "text"
    """It names itself."""


class Scope(StrEnum):
    """To what a report can be restricted."""

    UNIT = "unit"
    DEPARTMENT = "department"
    COST_CENTRE = "cost_centre"
    PRODUCT = "product"
    CHARTER = "charter"
    CHANNEL = "channel"


_LESS = frozenset((FigureKind.DIFFERENCE, FigureKind.LEFT))


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """One column of figures.

    Attributes:
        code: Its measure.
        title: English heading, marked with `N_`.
        kind: What its figures are.
        of: The two columns that a share, a mean or a difference is made of.
        is_shown: Or only there for another column to be made of.
    """

    code: str
    title: str
    kind: FigureKind = FigureKind.COUNT
    of: tuple[str, str] = ("", "")
    is_shown: bool = True

    def made_of(self, values: Mapping[str, int]) -> int | None:
        """Return the figure of a row, None where it cannot be told.

        Args:
            values: What was measured, by code; what is missing is nothing.
        """
        first, second = (values.get(code, 0) for code in self.of)
        if self.kind is FigureKind.LEFT and self.of[0] not in values:
            return None
        if self.kind is FigureKind.SHARE:
            return first * FULL // second if second else None
        if self.kind is FigureKind.MEAN:
            return first // second if second else None
        if self.kind in _LESS:
            return first - second
        return values.get(self.code, 0)


MOST_DENSE = 10
"""Rows of a ranked table on a page about one thing; the rest is one more."""


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One table of a report.

    Attributes:
        code: What it is known by; its sources stand under it.
        title: English heading, marked with `N_`.
        named: What the parts of a row's key name, each with its English heading.
        columns: The figures.
        chart: Code of the column that is drawn, and by which the rows are ranked; empty for none.
        note: A sentence below the heading.
        is_judged: It counts what the last control of a month found.
    """

    code: str
    title: str
    named: tuple[tuple[Named, str], ...]
    columns: tuple[ReportColumn, ...]
    chart: str = ""
    note: str = ""
    is_judged: bool = False

    @property
    def shown(self) -> tuple[ReportColumn, ...]:
        """The columns that are shown."""
        return tuple(column for column in self.columns if column.is_shown)


@dataclass(frozen=True, slots=True)
class ReportSpec:
    """One report.

    Attributes:
        id: What it is known by.
        title: English title, marked with `N_`.
        reader: Whom it is for, in English, marked with `N_`.
        tables: Its tables.
        scopes: To what it can be restricted.
        needs: To what it must be restricted, for a page about one thing.
    """

    id: str
    title: str
    reader: str
    tables: tuple[TableSpec, ...]
    scopes: tuple[Scope, ...] = ()
    needs: Scope | None = None

    @property
    def is_judged(self) -> bool:
        """Tell whether anything of it needs the control of its months."""
        return any(table.is_judged for table in self.tables)

    def table(self, code: str) -> TableSpec:
        """Return one of its tables."""
        return next(table for table in self.tables if table.code == code)


@dataclass(frozen=True, slots=True)
class ReportAsked:
    """A report of whole months.

    Attributes:
        report: Id of the report.
        first: First month, `YYYY-MM`.
        last: Last month.
        scope: To what it is restricted; empty for the whole office.
        scope_id: Number of that unit, department, cost centre or product; code of a charter or
            channel.
    """

    report: str
    first: str
    last: str
    scope: str = ""
    scope_id: int | str = 0

    def bounds(self, zone: str) -> tuple[datetime, datetime]:
        """Return [start, end) in UTC as the office's zone has it.

        Raises:
            InvalidInputError: `month.format`, or `report.order` when it ends before it begins.
        """
        months = self.months()
        return months[0].bounds(zone)[0], months[-1].bounds(zone)[1]

    def months(self) -> tuple[Month, ...]:
        """Return its months, in order.

        Raises:
            InvalidInputError: `month.format`, or `report.order` when it ends before it begins.
        """
        first, last = Month.parse(self.first), Month.parse(self.last)
        if last < first:
            raise InvalidInputError("report.order", first=self.first, last=self.last)
        count = (last.year - first.year) * 12 + last.number - first.number + 1
        return tuple(first.shift(place) for place in range(count))

    def before(self) -> "ReportAsked":
        """Return the same for as many months just before."""
        months = self.months()
        earlier = (str(months[0].shift(-len(months))), str(months[0].shift(-1)))
        return ReportAsked(self.report, *earlier, self.scope, self.scope_id)

    def year(self) -> "ReportAsked":
        """Return the same for the year up to the last month."""
        first = str(Month(Month.parse(self.last).year, 1))
        return ReportAsked(self.report, first, self.last, self.scope, self.scope_id)


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One row: its key, what that names, and its figures."""

    key: Key
    labels: tuple[str, ...]
    values: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class ReportTable:
    """One table with its figures, ranked; the total has a figure for each shown column."""

    spec: TableSpec
    rows: tuple[ReportRow, ...]
    total: tuple[int | None, ...]
    opens: Mapping[str, Opens]
    """What the figures of a column open, by its code; nothing for what is worked out."""
    rest: tuple[int | None, ...] = ()
    """The figures of all rows after the first `MOST_DENSE` of a ranked table; empty for none."""


@dataclass(frozen=True, slots=True)
class ReportFigures:
    """A report with everything that screen and paper show of it.

    Attributes:
        spec: The report.
        asked: What was asked.
        language: Language of the names in it.
        about: Name of what it is restricted to, empty for the whole office.
        organisation: Name of the organisation.
        zone: The office's zone.
        as_of: When it was made.
        chain_head: Head of the command log, in hex.
        attribution: Where the data comes from.
        tables: Its tables.
    """

    spec: ReportSpec
    asked: ReportAsked
    language: str
    about: str
    organisation: str
    zone: str
    as_of: datetime
    chain_head: str
    attribution: str
    tables: tuple[ReportTable, ...]

    def table(self, code: str) -> ReportTable:
        """Return one of its tables."""
        return next(table for table in self.tables if table.spec.code == code)


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of a report.

    Attributes:
        asked: The report.
        table: Code of the table.
        column: Code of the column.
        key: The row; empty for the total.
    """

    asked: ReportAsked
    table: str
    column: str
    key: Key = ()


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One record behind a figure; which of it there is depends on what it is.

    Attributes:
        line_id: The line to open, None where there is none.
        number: Number of that line.
        at: When it was.
        what: What it is about.
        where: Unit, department or channel.
        state: How it stands, as a word of its table.
        cents: Its amount.
        seconds: How long it took.
        note: What was said.
    """

    line_id: int | None
    number: str
    at: datetime
    what: str
    where: str = ""
    state: str = ""
    cents: int | None = None
    seconds: int | None = None
    note: str = ""
