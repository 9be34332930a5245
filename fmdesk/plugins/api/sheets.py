"""Tables from CSV and Excel files, as texts; the file is taken for hostile."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from fmdesk.core.services.sheets import Cell, SheetFormat, open_sheet

__all__ = ["read_table"]

DELIMITERS = ",;\t"
SNIFFED = 1 << 16


@contextmanager
def read_table(path: Path) -> Iterator[Iterator[tuple[int, Mapping[str, str]]]]:
    """Open a CSV (packed or not) or XLSX file with the names of its columns in the first row.

    What stands between the cells of a CSV file, and its encoding (UTF-8, else that of Windows),
    are seen from its begin.

    Args:
        path: The file.

    Yields:
        Line of the file and texts by the name of their column, in small letters, for each row that
        is not empty. A day is written `2026-03-02`.

    Raises:
        StorageError: `import.unreadable`.
        InvalidInputError: The file is damaged, of another kind or beyond the limits; while its
            rows are read too.
    """
    with open_sheet(path, _format(path)) as sheet:
        names = [name.lower() for name in sheet.header]
        yield (
            (line, {name: _text(cell) for name, cell in zip(names, cells, strict=False)})
            for line, cells in sheet.rows
        )


def _format(path: Path) -> SheetFormat:
    try:
        with path.open("rb") as file:
            start = file.read(SNIFFED)
    except OSError:  # whoever opens it says what is the matter
        return SheetFormat()
    first = start.partition(b"\n")[0].decode("latin-1")
    delimiter = max(DELIMITERS, key=first.count)
    return SheetFormat(encoding=_encoding(start), delimiter=delimiter)


def _encoding(start: bytes) -> str:
    try:
        start.decode()
    except UnicodeDecodeError as problem:
        is_cut = len(start) == SNIFFED and problem.start > SNIFFED - 4
        return "utf-8" if is_cut else "cp1252"
    return "utf-8"


def _text(cell: Cell) -> str:
    """Return a cell as a person would type it."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
