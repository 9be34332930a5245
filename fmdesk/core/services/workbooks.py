"""Rows of an XLSX workbook; the library that reads it loads a sheet whole, so it is measured first.

A workbook of some kilobytes can claim a cell in its last corner, which would be loaded as a grid of
17 thousand million cells, or name one long text in a million cells, each of which becomes a copy.
Its parts are therefore unpacked piece by piece beforehand, without being kept, and its cells and
their texts are counted in them.
"""

import re
import zlib
from array import array
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from fmdesk.core.domain.errors import InvalidInputError

COLUMNS_MOST = 500
CELLS_MOST = 1_000_000
"""Cells of the grid, cells that are written, and different texts; each on its own."""
UNPACKED_MOST = 96 * 1024**2
"""Bytes of all parts, and of the texts that cells share, once per cell."""
PARTS_MOST = 2_000
_PIECE = 1 << 20
_BLOCK = 1 << 15
"""Bytes among which a tag must begin; a cell holds at most 32,767 characters."""
_LONGEST_TAG = 256
_LETTERS, _DIGITS = 3, 7
"""The most of a place in a workbook, XFD1048576."""
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*)(\d*)["']""")
_CELL = re.compile(rb"<(?:[\w.-]+:)?c[\s/>]")
_TEXT = re.compile(rb"<(?:[\w.-]+:)?si[\s/>]")
_SHARED = re.compile(rb"""\bt\s*=\s*["']s["'][^<>]{0,99}>\s{0,9}<(?:[\w.-]+:)?v>(\d{1,9})<""")
_SHARES = re.compile(rb"""\bt\s*=\s*["']s["']""")
_TEXTS = "xl/sharedstrings.xml"
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
    if table.start is not None:
        if table.total_width > COLUMNS_MOST:
            raise InvalidInputError("import.too_many_columns", line=1, most=COLUMNS_MOST)
        yield from enumerate(table.iter_rows(), start=1)


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
            texts = array("L")
            for name in names:
                if name.lower() == _TEXTS:
                    with closing(_pieces(parts, name, path)) as pieces:
                        texts.extend(_lengths(pieces, path))
            for name in names:
                with closing(_pieces(parts, name, path)) as pieces:
                    _measure_part(pieces, texts, path)
    except _ODD as odd:
        raise _damaged(path, odd) from odd


def _pieces(parts: ZipFile, name: str, path: Path) -> Generator[tuple[bytes, bytes], None, None]:
    """Yield a part in pieces, each with the end of the one before it."""
    before = b""
    with parts.open(name) as part:
        while piece := part.read(_PIECE):
            for first in range(0, len(piece) - _BLOCK + 1, _BLOCK):
                if piece.find(b"<", first, first + _BLOCK) < 0:
                    raise _too_large(path)
            yield before, piece
            before = piece[-_LONGEST_TAG:]


def _lengths(pieces: Iterator[tuple[bytes, bytes]], path: Path) -> Sequence[int]:
    """Return the bytes of each shared text, with the tags around it."""
    lengths = array("L")
    at = began = 0
    for before, piece in pieces:
        for found in _TEXT.finditer(before + piece):
            start = at - len(before) + found.start()
            if start > began:
                lengths.append(start - began)
                began = start
        at += len(piece)
        if len(lengths) > CELLS_MOST:
            raise _too_large(path)
    lengths.append(at - began)
    return lengths[1:]  # what stands before the first text is none


def _measure_part(pieces: Iterator[tuple[bytes, bytes]], texts: Sequence[int], path: Path) -> None:
    """Refuse a part with too many cells, or with cells that share too much text."""
    rows = columns = 1
    cells = held = 0
    longest = max(texts, default=0)
    for before, piece in pieces:
        whole = before + piece
        for letters, digits in _PLACE.findall(whole):
            if len(letters) > _LETTERS or len(digits) > _DIGITS:  # the library would count round
                raise _too_large(path)
            rows = max(rows, int(digits or 1))
            columns = max(columns, _column(letters))
        cells += len(_CELL.findall(whole)) - len(_CELL.findall(before))
        if texts:
            named = [int(number) for number in _SHARED.findall(whole)]
            held += sum(texts[number] for number in named if number < len(texts))
            held += longest * max(0, len(_SHARES.findall(piece)) - len(named))
        if max(rows * columns, cells) > CELLS_MOST or held > UNPACKED_MOST:
            raise _too_large(path)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _too_large(path: Path) -> InvalidInputError:
    return InvalidInputError("import.workbook_too_large", file=path.name, most=CELLS_MOST)


def _damaged(path: Path, problem: BaseException) -> InvalidInputError:
    return InvalidInputError("import.damaged", file=path.name, reason=str(problem))
