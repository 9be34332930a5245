"""The command log as a file for a spreadsheet: row by row, so that memory does not grow with it."""

import csv
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from fmdesk.core.domain.errors import StorageError
from fmdesk.reports.tables import harmless

SHEET_ROWS = 1_000_000
"""Rows of one sheet; a spreadsheet holds hardly more."""
FORMS = ("xlsx", "csv")

Row = Sequence[str | int]


def write(path: Path, titles: Sequence[str], rows: Iterable[Row], language: str) -> None:
    """Write rows whole or not at all: an earlier file stays until the new one is complete.

    Args:
        path: Where to; its ending says which form.
        titles: The headings.
        rows: Texts and whole numbers; taken one by one.
        language: `nl` or `en`: what stands between two cells of a CSV.

    Raises:
        StorageError: `attachment.unwritten`.
    """
    written = path.with_name(f".{path.name}.part")
    try:
        if path.suffix.lower() == ".csv":
            _write_csv(written, titles, rows, language)
        else:
            _write_xlsx(written, titles, rows)
        written.replace(path)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise StorageError("attachment.unwritten", path=str(path), reason=reason) from problem
    finally:
        written.unlink(missing_ok=True)


def _write_csv(path: Path, titles: Sequence[str], rows: Iterable[Row], language: str) -> None:
    delimiter = ";" if language == "nl" else ","
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        target = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")
        target.writerow(titles)
        target.writerows(map(_safe, rows))


def _write_xlsx(path: Path, titles: Sequence[str], rows: Iterable[Row]) -> None:
    from openpyxl import Workbook  # noqa: PLC0415  # 400 ms that other forms do not need

    book = Workbook(write_only=True)
    with ExitStack() as undone:
        undone.callback(_let_go, book)
        page = _new_page(book, titles)
        for place, row in enumerate(rows):
            if place and place % SHEET_ROWS == 0:
                page = _new_page(book, titles)
            page.append(_safe(row))
        undone.pop_all()
    book.save(path)


def _let_go(book: Any) -> None:
    """Remove what the library keeps of a book until it is saved."""
    for page in book.worksheets:
        page.close()
        page._writer.cleanup()  # noqa: SLF001  # nothing else removes its file


def _new_page(book: Any, titles: Sequence[str]) -> Any:
    page = book.create_sheet(f"Log {len(book.worksheets) + 1}")
    page.freeze_panes = "A2"
    for letter, width in zip("ABCDEFGHIJ", (10, 20, 18, 24, 26, 44, 38, 20, 20, 20), strict=True):
        page.column_dimensions[letter].width = width
    page.append(list(titles))
    return page


def _safe(row: Row) -> list[str | int]:
    return [harmless(cell) if isinstance(cell, str) else cell for cell in row]
