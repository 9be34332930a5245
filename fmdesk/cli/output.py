"""What the command line prints: tables for people, JSON for programs, progress on a terminal."""

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from unicodedata import category

from fmdesk.core.domain.errors import StorageError

BAR = 30
SUBSTITUTE = "\N{REPLACEMENT CHARACTER}"
SIGNS = dict.fromkeys("\t\n\r", " ")
UNFIT = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Control characters, invisible ones, halves of pairs, and what begins a new line."""


class Output:
    """Prints the answer of a command.

    Args:
        is_json: Answer as one line of JSON on standard output.
    """

    def __init__(self, *, is_json: bool = False) -> None:
        self._is_json = is_json
        self._bar: Bar | None = None

    def answer(self, value: object, lines: Iterable[str]) -> None:
        """Print an answer: the value as JSON, or the lines for a person."""
        self._end_bar()
        if self._is_json:
            print(json.dumps(_plain(value), ensure_ascii=False, sort_keys=True))
        else:
            for line in lines:
                print(printable(line))

    def problem(self, code: str, text: str) -> None:
        """Print a problem on standard error."""
        self._end_bar()
        if self._is_json:
            print(json.dumps({"error": code, "text": text}, ensure_ascii=False), file=sys.stderr)
        else:
            print(f"fmdesk: {printable(text)}", file=sys.stderr)

    def progress(self, label: str) -> "Bar":
        """Return a progress bar; it is silent unless a person watches."""
        self._bar = Bar(label, is_shown=sys.stderr.isatty() and not self._is_json)
        return self._bar

    def _end_bar(self) -> None:
        if self._bar is not None:
            self._bar.end()


class Bar:
    """Progress on a terminal; implements `ports.Progress`.

    Args:
        label: What is being done.
        is_shown: Somebody watches.
    """

    def __init__(self, label: str, *, is_shown: bool) -> None:
        self._label = label
        self._is_shown = is_shown
        self._last = ""

    def report(self, done: int, total: int) -> None:
        """Draw how far it is."""
        if not self._is_shown:
            return
        share = f"{done * 100 // total:3d} %" if total else f"{done}"
        filled = min(done * BAR // total, BAR) if total else 0
        drawn = f"\r{self._label} [{'#' * filled}{'.' * (BAR - filled)}] {share}"
        if drawn != self._last:
            self._last = drawn
            sys.stderr.write(drawn)
            sys.stderr.flush()

    def end(self) -> None:
        """Leave the bar as it stands; what follows begins on a new line."""
        if self._last:
            self._last = ""
            sys.stderr.write("\n")

    def is_cancelled(self) -> bool:
        """Return False: on a terminal one stops with Ctrl+C."""
        return False


def printable(line: str) -> str:
    """Return a line without what would move the cursor or change the terminal.

    Names and texts come from customers and imports and are hostile (reliability page, Text).
    """
    if line.isprintable():
        return line
    shown = (sign if category(sign) not in UNFIT else SIGNS.get(sign, SUBSTITUTE) for sign in line)
    return "".join(shown)


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], right: str = "") -> list[str]:
    """Lay out a table in columns.

    Args:
        headings: One per column.
        rows: Texts of the cells; a row with one cell only is a heading between the rows.
        right: One letter per column, `r` for right-aligned.
    """
    cells = [list(headings), *(list(row) for row in rows)]
    full = [row for row in cells if len(row) == len(headings)]
    widths = [max(len(row[index]) for row in full) for index in range(len(headings))]
    lines = []
    for row in cells:
        laid = [
            cell.rjust(width) if right[index : index + 1] == "r" else cell.ljust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=False))
        ]
        lines.append("  ".join(laid).rstrip())
    return lines


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    if isinstance(value, Mapping):
        return {str(_plain(key)): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: an earlier report stays until the new one is complete."""
    is_plain = path.is_file() or not path.exists()
    written = path.with_name(f".{path.name}.{os.getpid()}") if is_plain else path
    try:
        written.write_bytes(content)
        if is_plain:
            written.replace(path)
    except OSError as problem:
        if is_plain:
            written.unlink(missing_ok=True)
        reason = problem.strerror or str(problem)
        raise StorageError("file.not_written", path=str(path), reason=reason) from problem
