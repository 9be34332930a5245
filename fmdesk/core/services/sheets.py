"""Rows of a CSV or XLSX file, one at a time, each with the line of the file it starts on.

A file is judged by its first bytes, not by its name; CSV may be packed with gzip. CSV is streamed:
memory does not grow with the file. A workbook is read by a library that loads a sheet whole, so its
limits are lower, and its cells are counted before they are loaded. Everything in here takes the
file for hostile: each fault is a known error that names the line.
"""

import csv
import gzip
import io
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from fmdesk.core.domain.errors import InvalidInputError, StorageError
from fmdesk.core.services.workbooks import COLUMNS_MOST, read_workbook

Cell = str | int | float | bool | date | datetime | time | timedelta
Row = tuple[int, Sequence[Cell]]

ROWS_MOST = 5_000_000
UNPACKED_MOST = 4 * 1024**3
LINE_MOST = 1_048_576
ENCODINGS = ("utf-8", "cp1252", "iso-8859-1", "iso-8859-15")

_XLSX, _GZIP, _OLD_EXCEL = b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_UTF_8_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
_SNIFFED = 4096


@dataclass(frozen=True, slots=True)
class SheetFormat:
    """How a file is written.

    Attributes:
        encoding: One of `ENCODINGS`; a byte order mark of UTF-8 is skipped. CSV only.
        delimiter: What stands between two cells. CSV only.
        quote: What stands around a cell that has a delimiter in it. CSV only.
        header_row: Number of the row with the names of the columns, from 1.
        sheet: Name of the sheet, empty for the first. XLSX only.
    """

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012  # read by pydantic, never changed

    encoding: str = "utf-8"
    delimiter: str = ","
    quote: str = '"'
    header_row: int = 1
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """An open file: the names of its columns, its rows, and how far it has been read.

    Attributes:
        header: Names of the columns, without spaces around them.
        rows: Line of the file and cells of each row below the header; empty rows are left out.
        size: Bytes of the file.
        position: Tells how many of them were read.
    """

    header: tuple[str, ...]
    rows: Iterator[Row]
    size: int
    position: Callable[[], int]


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file, in hex.

    Raises:
        StorageError: `import.unreadable`.
    """
    digest = sha256()
    with _opened(path) as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


@contextmanager
def open_sheet(path: Path, form: SheetFormat) -> Iterator[Sheet]:
    """Open a file to read its rows.

    Args:
        path: A CSV file, packed or not, or an XLSX workbook.
        form: How it is written.

    Raises:
        StorageError: `import.unreadable`.
        InvalidInputError: The file is damaged, in another encoding, of another kind, or beyond the
            limits; while its rows are read too. The codes are those of `messages.importing`.
    """
    with _opened(path) as raw:
        start = raw.read(_SNIFFED)
        raw.seek(0)
        size = path.stat().st_size
        if start.startswith(_XLSX):
            rows = _limited(read_workbook(path, form.sheet))
        elif start.startswith(_OLD_EXCEL):
            raise InvalidInputError("import.old_excel", file=path.name)
        elif start.startswith(_GZIP):
            rows = _limited(_read_packed(raw, form, path.name))
        else:
            rows = _limited(_read_text(raw, form, path.name))
        yield Sheet(_header(rows, form, path.name), rows, size, raw.tell)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        file = path.open("rb")
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise StorageError("import.unreadable", path=str(path), reason=reason) from problem
    with file:
        yield file


def _header(rows: Iterator[Row], form: SheetFormat, name: str) -> tuple[str, ...]:
    for line, cells in rows:
        if line >= form.header_row:
            return tuple(str(cell).strip() for cell in cells)
    raise InvalidInputError("import.empty", file=name)


def _limited(rows: Iterator[Row]) -> Iterator[Row]:
    """Yield the rows that hold anything, as long as there are not too many."""
    for number, (line, cells) in enumerate(rows):
        if number > ROWS_MOST:
            raise InvalidInputError("import.too_many_rows", most=ROWS_MOST)
        if len(cells) > COLUMNS_MOST:
            raise InvalidInputError("import.too_many_columns", line=line, most=COLUMNS_MOST)
        if any(cell != "" for cell in cells):
            yield line, cells


def _read_packed(raw: BinaryIO, form: SheetFormat, name: str) -> Iterator[Row]:
    try:
        with gzip.GzipFile(fileobj=raw) as unpacked:
            yield from _read_text(io.BufferedReader(unpacked), form, name)
    except (EOFError, zlib.error, gzip.BadGzipFile) as problem:
        raise InvalidInputError("import.damaged", file=name, reason=str(problem)) from problem


def _read_text(file: BinaryIO, form: SheetFormat, name: str) -> Iterator[Row]:
    if form.encoding not in ENCODINGS:
        known = ", ".join(ENCODINGS)
        raise InvalidInputError("import.unknown_encoding", encoding=form.encoding, known=known)
    first = file.readline(LINE_MOST + 1)
    if first.startswith(_UTF_16):
        raise InvalidInputError("import.utf16", file=name, encoding=form.encoding)
    if b"\0" in first:
        raise InvalidInputError("import.not_text", file=name)
    lines = _Lines(chain((first,), iter(lambda: file.readline(LINE_MOST + 1), b"")), form.encoding)
    try:
        reader = csv.reader(
            lines, delimiter=form.delimiter, quotechar=form.quote or None, strict=bool(form.quote)
        )
    except (TypeError, ValueError) as problem:
        raise InvalidInputError("mapping.delimiter", reason=str(problem)) from problem
    try:
        for cells in reader:
            yield lines.first, cells
            lines.begin_row()
    except csv.Error as problem:
        raise InvalidInputError(
            "import.not_csv", line=lines.first, reason=str(problem)
        ) from problem


class _Lines:
    """Lines of a text file, none too long, and no row of too many of them.

    A quotation mark that is never closed would else gather the rest of the file into one row.
    """

    def __init__(self, lines: Iterator[bytes], encoding: str) -> None:
        self._lines = lines
        self._encoding = encoding
        self._number = 0
        self._read = 0
        self._row_began = 0
        self.first = 1

    def begin_row(self) -> None:
        """Note that what was read so far has become a row."""
        self.first = self._number + 1
        self._row_began = self._read

    def __iter__(self) -> "_Lines":
        """Return itself."""
        return self

    def __next__(self) -> str:
        """Return the next line as text.

        Raises:
            InvalidInputError: `import.line_too_long`, `import.too_large` or `import.encoding`.
        """
        raw = next(self._lines)
        self._number += 1
        self._read += len(raw)
        if self._read - self._row_began > LINE_MOST:
            raise InvalidInputError("import.line_too_long", line=self.first, most=LINE_MOST)
        if self._read > UNPACKED_MOST:
            raise InvalidInputError("import.too_large", most=UNPACKED_MOST // 1024**2)
        try:
            text = raw.decode(self._encoding)
        except UnicodeDecodeError as problem:
            raise InvalidInputError(
                "import.encoding",
                line=self._number,
                byte=problem.start + 1,
                value=f"0x{raw[problem.start]:02X}",
                encoding=self._encoding,
            ) from problem
        return text.removeprefix(_UTF_8_MARK) if self._number == 1 else text
