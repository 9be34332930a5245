"""Reports of a period: their tables, their chart, and the file in every form."""

from collections.abc import Iterator, Mapping

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.reporting import (
    FigureKind,
    ReportAsked,
    ReportColumn,
    ReportFigures,
    ReportTable,
)
from fmdesk.i18n import _, money, month_name, number, using_language
from fmdesk.reports import tables
from fmdesk.reports.charts import MOST_BARS, SCREEN_SIZE, Bar, Canvas, draw_bars
from fmdesk.reports.drawing import Drawing, to_svg
from fmdesk.reports.measure import widest
from fmdesk.reports.sheets import Column, Kind, Level, Row, Sheet
from fmdesk.reports.wording import clean
from fmdesk.ui.tokens import THEMES

FORMS = ("pdf", "xlsx", "csv")
KINDS: Mapping[FigureKind, tuple[Kind, float]] = {
    FigureKind.COUNT: (Kind.COUNT, 16),
    FigureKind.DIFFERENCE: (Kind.COUNT, 16),
    FigureKind.MONEY: (Kind.MONEY, 23),
    FigureKind.LEFT: (Kind.MONEY, 23),
    FigureKind.SPAN: (Kind.SPAN, 22),
    FigureKind.MEAN: (Kind.SPAN, 22),
    FigureKind.SHARE: (Kind.SHARE, 17),
}
"""How each kind of figure is written, and its millimetres on paper."""
_PAPER, _WIDE, _NAME = 174.0, 267.0, 35.0
_HEAD_SIZE, _BESIDE, _POINTS = 7.4, 3.5, 72 / 25.4
"""Points of a heading, millimetres beside it, points of a millimetre."""
_YEAR, _QUARTER = 12, 3


def period_words(asked: ReportAsked) -> str:
    """Return the months of a report in words: a month, a quarter, a year, or from one to one."""
    first, last = Month.parse(asked.first), Month.parse(asked.last)
    months = (last.year - first.year) * _YEAR + last.number - first.number + 1
    if first == last:
        return month_name(first.first_day())
    if months == _YEAR and first.number == 1:
        return str(first.year)
    if months == _QUARTER and first.number % _QUARTER == 1:
        return _("quarter {n} of {year}").format(n=last.number // _QUARTER, year=first.year)
    return _("{first} up to {last}").format(
        first=month_name(first.first_day()), last=month_name(last.first_day())
    )


def title_of(figures: ReportFigures) -> str:
    """Return the title of a report, with what it is about."""
    return ": ".join(filter(None, (_(figures.spec.title), figures.about)))


def sheets(figures: ReportFigures) -> Iterator[Sheet]:
    """Yield the tables of a report, in the language in force."""
    return (sheet_of(table) for table in figures.tables)


def sheet_of(table: ReportTable) -> Sheet:
    """Return a table of a report, in the language in force."""
    kinds = [_kind_of(column) for column in table.spec.shown]
    used = sum(width for _kind, width in kinds)
    names = len(table.spec.named)
    room = _PAPER if used + names * _NAME <= _PAPER else _WIDE
    columns = (
        *(Column(_(title), width=(room - used) / names) for _named, title in table.spec.named),
        *(
            Column(_(column.title), kind, width)
            for column, (kind, width) in zip(table.spec.shown, kinds, strict=True)
        ),
    )
    notes = [_(table.spec.note)] if table.spec.note else []
    if not table.rows:
        notes.append(_("Nothing in this period."))
    return Sheet(
        table.spec.code, _(table.spec.title), columns, lambda: _rows(table), " ".join(notes)
    )


def _kind_of(column: ReportColumn) -> tuple[Kind, float]:
    """Return how a column is written, and its millimetres: no word of its heading is broken."""
    kind, width = KINDS[column.kind]
    return kind, max(width, widest(_(column.title).split(), _HEAD_SIZE) / _POINTS + _BESIDE)


def _rows(table: ReportTable) -> Iterator[Row]:
    for row in table.rows:
        yield Row((*row.labels, *row.values))
    blanks = [""] * (len(table.spec.named) - 1)
    yield Row((_("Total"), *blanks, *table.total), Level.TOTAL)


def has_chart(table: ReportTable) -> bool:
    """Tell whether a table has something to draw."""
    return bool(table.spec.chart) and any(bar.value for bar in _bars(table))


def chart(table: ReportTable, canvas: Canvas) -> Drawing:
    """Draw the ranked column of a table: its first rows; the sum of the rest would dwarf them."""
    column = next(one for one in table.spec.columns if one.code == table.spec.chart)
    title = f"{_(table.spec.title)}: {_(column.title)}"
    return draw_bars(canvas, _bars(table)[:MOST_BARS], title, "accent")


def _bars(table: ReportTable) -> list[Bar]:
    place = [one.code for one in table.spec.shown].index(table.spec.chart)
    column = table.spec.shown[place]
    text_of = money if column.kind is FigureKind.MONEY else number
    return [
        Bar(", ".join(row.labels), value, text_of(value))
        for row in table.rows
        if (value := row.values[place])
    ]


def chart_svg(table: ReportTable, language: str, width: float, height: float, theme: str) -> bytes:
    """Return the chart of a table for the screen, as SVG."""
    with using_language(language):
        canvas = Canvas(width, height, THEMES[theme], SCREEN_SIZE, is_paper=False)
        return to_svg(chart(table, canvas))


def made_paper(figures: ReportFigures) -> tuple[str, bytes]:
    """Return title and PDF of a report, in its own language."""
    with using_language(figures.language):
        return title_of(figures), render(figures, "pdf")


def made_file(figures: ReportFigures, form: str) -> tuple[str, bytes]:
    """Return title with period, and file of a report, in its own language; see `render`."""
    with using_language(figures.language):
        title = f"{title_of(figures)}, {period_words(figures.asked)}"
        return title, render(figures, form)


def render(figures: ReportFigures, form: str, table: str = "") -> bytes:
    """Return a report as a file, in its own language; equal figures give equal bytes.

    Args:
        figures: Everything it shows.
        form: `pdf`, `xlsx`, or `csv` for one table.
        table: Which one; empty for the first.

    Raises:
        InvalidInputError: `report.form`.
    """
    if form not in FORMS:
        raise InvalidInputError("report.form", value=form, known=", ".join(FORMS))
    language = figures.language
    with using_language(language):
        words = period_words(figures.asked)
        if form == "csv":
            chosen = figures.table(table) if table else figures.tables[0]
            return tables.sheet_csv(sheet_of(chosen), figures.zone, words, language)
        if form == "xlsx":
            title = clean(f"{title_of(figures)}, {words}")
            return tables.workbook(sheets(figures), title, figures.zone, figures.as_of)
        from fmdesk.reports.period_paper import render as pdf  # noqa: PLC0415  # 250 ms

        return pdf(figures)
