"""What a reader of the files sees: pages of text, cells of a workbook, rows of a CSV."""

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO

import openpyxl
import pypdfium2


def pages(pdf: bytes) -> list[str]:
    """Return the text of each page, one space between words."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [_text(page) for page in document]


def _text(page: pypdfium2.PdfPage) -> str:
    reader = page.get_textpage()
    text = reader.get_text_bounded()
    reader.close()
    page.close()
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


def whole(pdf: bytes) -> str:
    """Return the text of all pages."""
    return " ".join(pages(pdf))


def sizes(pdf: bytes) -> set[tuple[int, int]]:
    """Return the sizes of the pages in whole points."""
    with pypdfium2.PdfDocument(pdf) as document:
        return {(round(page.get_width()), round(page.get_height())) for page in document}


def book(data: bytes) -> dict[str, list[tuple[object, ...]]]:
    """Return the cells of each sheet of a workbook."""
    opened = openpyxl.load_workbook(BytesIO(data))
    return {sheet.title: [*sheet.iter_rows(values_only=True)] for sheet in opened}


def records(data: bytes, delimiter: str = ";") -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV by their headings."""
    text = data.decode("utf-8-sig")
    yield from csv.DictReader(StringIO(text, newline=""), delimiter=delimiter)
