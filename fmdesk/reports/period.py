"""Reports of a period: their tables, their chart, and the file in every form."""

from collections.abc import Iterator

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.reporting import FigureKind, ReportAsked, ReportFigures, ReportTable
from fmdesk.i18n import _, money, month_name, number, using_language
from fmdesk.reports import tables
from fmdesk.reports.canvas import SCREEN_SIZE, Canvas
from fmdesk.reports.charts import MOST_BARS, Bar, draw_bars
from fmdesk.reports.drawing import Drawing, to_svg
from fmdesk.reports.period_sheets import sheet_of
from fmdesk.reports.sheets import Sheet
from fmdesk.reports.wording import clean
from fmdesk.ui.tokens import THEMES

FORMS = ("pdf", "xlsx", "csv")
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


def render(figures: ReportFigures, form: str) -> bytes:
    """Return a report as a file, in its own language; equal figures give equal bytes.

    Args:
        figures: Everything it shows.
        form: `pdf`, `xlsx` or `csv`.

    Raises:
        InvalidInputError: `report.form`.
    """
    if form not in FORMS:
        raise InvalidInputError("report.form", value=form, known=", ".join(FORMS))
    language = figures.language
    with using_language(language):
        words = period_words(figures.asked)
        if form == "csv":
            return tables.sheets_csv(sheets(figures), figures.zone, words, language)
        if form == "xlsx":
            title = clean(f"{title_of(figures)}, {words}")
            return tables.workbook(sheets(figures), title, figures.zone, figures.as_of)
        from fmdesk.reports.period_paper import render as pdf  # noqa: PLC0415  # 250 ms

        return pdf(figures)
