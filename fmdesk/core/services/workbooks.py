"""Rows of an XLSX workbook; the library that reads it loads a sheet whole, so it is measured first.

A workbook of some kilobytes can claim a cell in its last corner, which would be loaded as a grid of
17 thousand million cells. Its parts are therefore unpacked piece by piece beforehand, without being
kept, and its outermost cell is looked up in them.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from fmdesk.core.domain.errors import InvalidInputError

CELLS_MOST = 4_000_000
UNPACKED_MOST = 256 * 1024**2
PARTS_MOST = 2_000
_PIECE = 1 << 20
_LONGEST_TAG = 256
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,3})(\d{1,9})["']""")
_NEEDED = "xl/workbook.xml"
_OTHER_KINDS = frozenset({"content.xml", "xl/workbook.bin"})
"""Parts of the kinds of workbook that are not measured, and therefore not read."""

_ODD = (
    BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
"""What the standard library raises about archives that were made by hand."""

Value = str | int | float | bool | date | datetime | time | timedelta


def read_workbook(path: Path, sheet: str) -> Iterator[tuple[int, Sequence[Value]]]:
    """Yield number and cells of each row of a sheet; a formula gives its stored result.

    Args:
        path: The workbook.
        sheet: Name of the sheet, empty for the first.

    Raises:
        InvalidInputError: `import.damaged`, `import.not_xlsx`, `import.workbook_too_large` or
            `import.no_sheet`.
    """
    _measure(path)
    from python_calamine import (  # noqa: PLC0415  # only a workbook needs it
        CalamineError,
        CalamineWorkbook,
        WorksheetNotFound,
    )

    try:
        book = CalamineWorkbook.from_path(str(path))
        names = book.sheet_names
        if not names:
            raise InvalidInputError("import.no_sheet", sheet=sheet or "1", known="")
        table = book.get_sheet_by_name(sheet or names[0])
    except WorksheetNotFound as problem:
        known = ", ".join(names)
        raise InvalidInputError("import.no_sheet", sheet=sheet, known=known) from problem
    except (CalamineError, OSError, ValueError) as problem:
        raise _damaged(path, problem) from problem
    first = table.start
    if first is not None:
        rows = table.to_python(skip_empty_area=False)
        yield from enumerate(rows, start=1)


def _measure(path: Path) -> None:
    """Refuse a workbook that would not fit into memory."""
    try:
        with ZipFile(path) as parts:
            entries = parts.infolist()
            if len(entries) > PARTS_MOST or sum(one.file_size for one in entries) > UNPACKED_MOST:
                raise _too_large(path)
            names = {one.filename for one in entries}
            if _NEEDED not in names or names & _OTHER_KINDS:
                raise InvalidInputError("import.not_xlsx", file=path.name)
            for name in names:
                _measure_part(parts, name, path)
    except _ODD as odd:
        raise _damaged(path, odd) from odd


def _measure_part(parts: ZipFile, name: str, path: Path) -> None:
    rows = columns = 1
    before = b""
    with parts.open(name) as part:
        while piece := part.read(_PIECE):
            for letters, digits in _PLACE.findall(before + piece):
                rows = max(rows, int(digits))
                columns = max(columns, _column(letters))
            if rows * columns > CELLS_MOST:
                raise _too_large(path)
            before = piece[-_LONGEST_TAG:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _too_large(path: Path) -> InvalidInputError:
    return InvalidInputError("import.workbook_too_large", file=path.name, most=CELLS_MOST)


def _damaged(path: Path, problem: BaseException) -> InvalidInputError:
    return InvalidInputError("import.damaged", file=path.name, reason=str(problem))
