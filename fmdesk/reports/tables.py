"""The twins of the reports: the same tables as CSV and XLSX.

A text that a spreadsheet would run as a formula gets an apostrophe in front; figures stay figures.
"""

import csv as csv_files
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo
from zoneinfo import ZoneInfo

from fmdesk.core.domain.document import CellKind, Document
from fmdesk.core.domain.views import MonthFigures
from fmdesk.i18n import _, current_language, using_language
from fmdesk.reports import month_sheets, sanction_sheets
from fmdesk.reports.month_sheets import DIMENSIONS
from fmdesk.reports.sheets import Kind, Level, Row, Sheet, Value
from fmdesk.reports.wording import clean, month_in_words, year_in_words

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_SHEETS = {"monthly": month_sheets.sheets, "sanctions": sanction_sheets.sheets}
_FILE_LEVELS = (Level.BODY, Level.TOTAL)
"""Headings and sums of groups stay on paper: their facts stand in columns of their own."""
_PLACES = {Kind.SHARE: 4, Kind.POINTS: 2, Kind.MONEY: 2}
_FORMATS = {
    Kind.COUNT: "#,##0",
    Kind.SHARE: "0.0%",
    Kind.POINTS: "0.0",
    Kind.MONEY: '"€" #,##0.00;[Red]"€" -#,##0.00',
    Kind.STAMP: "yyyy-mm-dd hh:mm",
    Kind.SPAN: "[h]:mm:ss",
}
_DAY_SECONDS = 86_400
_FIRST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def harmless(text: str) -> str:
    """Return a text that no spreadsheet runs as a formula."""
    plain = clean(text)
    return f"'{plain}" if text[:1] in _FORMULA or plain[:1] in _FORMULA else plain


def csv(figures: MonthFigures, kind: str, language: str) -> bytes:
    """Return one table as CSV, to be read by a spreadsheet or a program.

    The monthly one has the rows of all dimensions and the total, the other one every broken line.
    UTF-8 with a byte order mark; `;` and a decimal comma in Dutch, `,` and a point in English;
    local times, spans in seconds.

    Args:
        figures: The month.
        kind: `monthly` or `sanctions`.
        language: `nl` or `en`.
    """
    with using_language(language):
        rows = _month_rows(figures) if kind == "monthly" else _broken_rows(figures)
        return _encoded(rows, language)


def document_csv(document: Document, language: str) -> bytes:
    """Return the table of a paper as CSV, in the form of the others, without boxes to write in.

    Args:
        document: The paper.
        language: `nl` or `en`, in which it is worded.
    """
    kept = [n for n, one in enumerate(document.columns) if one.kind is not CellKind.BLANK]
    rows = [tuple(one.title for one in document.columns), *document.rows]
    return _encoded(([harmless(row[n]) for n in kept] for row in rows), language)


def sheet_csv(sheet: Sheet, zone: str, period: str, language: str) -> bytes:
    """Return one table as CSV; each row begins with its period.

    Args:
        sheet: The table.
        zone: The office's zone, for instants.
        period: Of what it is.
        language: `nl` or `en`, in which it is worded.
    """
    body = (row for row in sheet.rows() if row.level is Level.BODY)
    head = [_("Period"), *_titles(sheet)]
    return _encoded([head, *([period, *_fields(row, sheet, zone)] for row in body)], language)


def sheets_csv(sheets: Iterable[Sheet], zone: str, period: str, language: str) -> bytes:
    """Return tables as one CSV; each row begins with its table and its period.

    A heading that several tables have is one column; what a table does not have is empty.

    Args:
        sheets: The tables.
        zone: The office's zone, for instants.
        period: Of what they are.
        language: `nl` or `en`, in which they are worded.
    """
    made = tuple(sheets)
    columns = sorted(
        (column for sheet in made for column in sheet.columns),
        key=lambda column: column.kind is not Kind.TEXT,
    )
    titles = tuple(dict.fromkeys(column.title for column in columns))
    rows = [[_("Table"), _("Period"), *titles]]
    for sheet in made:
        heads = _titles(sheet)
        for row in (one for one in sheet.rows() if one.level is Level.BODY):
            found = dict(zip(heads, _fields(row, sheet, zone), strict=True))
            rows.append([sheet.title, period, *(found.get(title, "") for title in titles)])
    return _encoded(rows, language)


def _encoded(rows: Iterable[Sequence[str]], language: str) -> bytes:
    buffer = StringIO(newline="")
    delimiter = ";" if language == "nl" else ","
    csv_files.writer(buffer, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def _month_rows(figures: MonthFigures) -> Iterator[list[str]]:
    sheets = [month_sheets.dimension(figures, code) for code in DIMENSIONS]
    bands = {
        month_in_words(figures.month): _("Month"),  # the same headings for each month
        year_in_words(figures.month): _("Year to date"),
    }
    code, _name, *titles = _titles(sheets[0], bands)
    yield [_("Period"), _("Table"), code, _("Name"), *titles]
    for sheet in sheets:
        for row in sheet.rows():
            if row.level is Level.BODY:
                yield [figures.month, sheet.title, *_fields(row, sheet, figures.zone)]
    *_rest, total = sheets[0].rows()
    yield [figures.month, _("Total"), *_fields(total, sheets[0], figures.zone)]


def _broken_rows(figures: MonthFigures) -> Iterator[list[str]]:
    sheet = sanction_sheets.everything(figures)
    yield [_("Period"), *_titles(sheet)]
    for row in sheet.rows():
        if row.level is Level.BODY:
            yield [figures.month, *_fields(row, sheet, figures.zone)]


def _titles(sheet: Sheet, bands: Mapping[str, str] | None = None) -> list[str]:
    """Return the headings; that of a band stands before each of its columns, to tell them apart."""
    named = bands or {}
    return [
        f"{named.get(column.band, column.band)}: {column.title}" if column.band else column.title
        for column in sheet.columns
    ]


def _fields(row: Row, sheet: Sheet, zone: str) -> list[str]:
    return [
        _field(value, column.kind, zone)
        for value, column in zip(row.values, sheet.columns, strict=True)
    ]


def _field(value: Value, kind: Kind, zone: str) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, datetime):
        return f"{value.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M:%S}"
    text = f"{Decimal(value).scaleb(-_PLACES.get(kind, 0)):f}"
    return text.replace(".", ",") if current_language() == "nl" else text


def xlsx(figures: MonthFigures, kind: str, language: str) -> bytes:
    """Return all tables of a report as a workbook, one sheet each; equal figures, equal bytes.

    Args:
        figures: The month.
        kind: `monthly` or `sanctions`.
        language: `nl` or `en`.
    """
    with using_language(language):
        title = f"{clean(figures.organisation)}, {month_in_words(figures.month)}"
        return workbook(_SHEETS[kind](figures), title, figures.zone, figures.as_of)


def workbook(sheets: Iterable[Sheet], title: str, zone: str, as_of: datetime) -> bytes:
    """Return tables as a workbook, one sheet each, in the language in force.

    Args:
        sheets: The tables.
        title: Title of the file.
        zone: The office's zone, for instants.
        as_of: The instant of the figures, which the file bears.
    """
    from openpyxl import Workbook  # noqa: PLC0415  # 400 ms that other forms do not need

    book = Workbook(write_only=True)
    book.properties.title = title
    book.properties.creator = "fmdesk"
    for sheet in sheets:
        _write_sheet(book, sheet, zone)
    buffer = BytesIO()
    book.save(buffer)
    return timeless(buffer, as_of)


def _write_sheet(book: Any, sheet: Sheet, zone: str) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side  # noqa: PLC0415  # as above

    page = book.create_sheet(" ".join(re.sub(r"[][:*?/\\']", " ", sheet.title).split())[:31])
    page.freeze_panes = "A2"
    titles = _titles(sheet)
    for at, title in enumerate(titles):
        page.column_dimensions[_letter(at)].width = _width(sheet, at, title)
    line = Side(style="thin")
    head = {"font": Font(bold=True), "border": Border(bottom=line)}
    total = {"font": Font(bold=True), "border": Border(top=line)}
    head["alignment"] = Alignment(wrap_text=True, vertical="top")
    page.append([_cell(page, title, Kind.TEXT, head) for title in titles])
    for row in sheet.rows():
        if row.level in _FILE_LEVELS:
            look = total if row.level is Level.TOTAL else {}
            page.append(
                [
                    _cell(page, _typed(value, column.kind, zone), column.kind, look)
                    for value, column in zip(row.values, sheet.columns, strict=True)
                ]
            )


def _cell(page: Any, value: object, kind: Kind, look: Mapping[str, object]) -> Any:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415  # as above

    cell = WriteOnlyCell(page, value=value)
    if not isinstance(value, str) and kind in _FORMATS:
        cell.number_format = _FORMATS[kind]
    for name, setting in look.items():
        setattr(cell, name, setting)
    return cell


def _letter(at: int) -> str:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415  # as above

    return str(get_column_letter(at + 1))


def _width(sheet: Sheet, at: int, title: str) -> float:
    """Return the width of a column in letters: that of the paper, or by its title."""
    column = sheet.columns[at]
    least = {Kind.STAMP: 17, Kind.MONEY: 14, Kind.TEXT: 14}.get(column.kind, 10)
    return max(least, column.width * 0.62, min(len(title), 24) * 0.7)


def _typed(value: Value, kind: Kind, zone: str) -> object:
    """Return a value as a spreadsheet holds it; amounts are exact to the cent."""
    if value is None:
        return None
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, datetime):
        return value.astimezone(ZoneInfo(zone)).replace(tzinfo=None)  # a cell has no zone
    if kind is Kind.SPAN:
        return Decimal(value) / _DAY_SECONDS
    places = _PLACES.get(kind, 0)
    return Decimal(value).scaleb(-places) if places else value


def timeless(buffer: BytesIO, as_of: datetime) -> bytes:
    """Return the workbook with the month's instant instead of the time at which it was written."""
    out = BytesIO()
    stamp = f"{as_of:%Y-%m-%dT%H:%M:%SZ}".encode()
    with ZipFile(buffer) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            data = old.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", stamp, data)
            entry = ZipInfo(name, _FIRST_ZIP_DATE)
            entry.compress_type = ZIP_DEFLATED
            new.writestr(entry, data)
    return out.getvalue()
