"""The port `CatalogueWriter`: the catalogue as booklet, as pages for the intranet, as a table."""

import csv
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO, StringIO

from fmdesk.core.domain.booklet import Booklet, CatalogueTable
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.reports import website
from fmdesk.reports.tables import timeless

FORMS = ("csv", "xlsx")
_FORMULA = ("=", "+", "-", "@")
_NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands in a workbook where others have the time at which they were written."""


class CatalogueFiles:
    """Makes the files; the layout library is loaded when the first booklet is asked for."""

    def booklet(self, booklet: Booklet) -> bytes:
        """Return the booklet as PDF."""
        from fmdesk.reports.booklet import render  # noqa: PLC0415  # 250 ms that others do not need

        return render(booklet)

    def pages(self, booklets: Sequence[Booklet]) -> Mapping[str, bytes]:
        """Return the files of the intranet's folder by name, the first language as its index."""
        return website.pages(booklets)

    def table(self, table: CatalogueTable, form: str) -> bytes:
        """Return the table as a file.

        A text that a spreadsheet would run as a formula gets a space in front, which the import
        leaves out again.

        Raises:
            InvalidInputError: `report.form`.
        """
        if form not in FORMS:
            raise InvalidInputError("report.form", value=form, known=", ".join(FORMS))
        rows = [table.columns, *(tuple(map(_harmless, row)) for row in table.rows)]
        return _csv(rows, table.delimiter) if form == "csv" else _xlsx(rows)


def _harmless(text: str) -> str:
    return f" {text}" if text.startswith(_FORMULA) else text


def _csv(rows: Sequence[Sequence[str]], delimiter: str) -> bytes:
    buffer = StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def _xlsx(rows: Sequence[Sequence[str]]) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415  # 400 ms that other forms do not need

    book = Workbook(write_only=True)
    book.properties.creator = "fmdesk"
    sheet = book.create_sheet("catalogus")
    sheet.freeze_panes = "A2"
    for row in rows:
        sheet.append(row)
    buffer = BytesIO()
    book.save(buffer)
    return timeless(buffer, _NO_DAY)
