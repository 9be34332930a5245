"""What an import tells: what came in, and every wrong row with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that an import refused: its line in the file, the column and why.

    Attributes:
        line: Line of the file on which the row starts.
        column: Name of the column; in brackets the field that no column of the file fills; empty
            when the row is wrong as a whole.
        code: Code of what is wrong.
        params: Values that its text shows.
        is_warning: The row was taken all the same.
        value: What stands in that cell, shortened.
    """

    line: int
    column: str
    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    is_warning: bool = False
    value: str = ""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did, or would do in a dry run.

    Attributes:
        mapping: Code of the mapping.
        read: Rows read.
        added: New records.
        changed: Records brought up to date.
        unchanged: Records that stood there already.
        bad: Rows refused, the first ten thousand.
        bad_count: All rows refused.
        warnings: Warnings, the first ten thousand.
        is_dry_run: Nothing was written.
        is_refused: All-or-nothing was asked and there were bad rows: nothing was written.
    """

    mapping: str
    read: int
    added: int
    changed: int
    unchanged: int
    bad: tuple[BadRow, ...]
    bad_count: int
    warnings: tuple[BadRow, ...] = ()
    is_dry_run: bool = False
    is_refused: bool = False
