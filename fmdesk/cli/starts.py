"""Counts the starts of the desktop that did not come through, for the safe mode."""

import os
from dataclasses import dataclass
from pathlib import Path

ENOUGH = 2
"""So many starts in a row that did not come through, and the next one is in safe mode."""


@dataclass(frozen=True, slots=True)
class Starts:
    """The mark of starts under way: a file with a line for each, taken away when one came through.

    Attributes:
        path: The file.
    """

    path: Path

    def begin(self) -> int:
        """Mark a start; return how many before it did not come through.

        A start of another window that is under way at this moment is none of them. Where nothing
        can be written nothing is counted.
        """
        try:
            marks = self.path.read_text(encoding="ascii").split() if self.path.exists() else []
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.write_text("\n".join((*marks, str(os.getpid()), "")), encoding="ascii")
        except (OSError, UnicodeDecodeError):
            return 0
        return sum(not _is_running(mark) for mark in marks)

    def come_through(self) -> None:
        """Take the mark away: this start came through, or ended as it should."""
        try:
            self.path.unlink(missing_ok=True)
        except OSError:
            return


def _is_running(mark: str) -> bool:
    """Tell whether the program that left a mark is still there."""
    if not mark.isdecimal() or int(mark) == os.getpid():
        return False
    try:
        os.kill(int(mark), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:  # it is there, and somebody else's
        return True
    return True
