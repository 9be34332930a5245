"""A folder where others drop forms: each is taken once, then lies in `done` or `refused`."""

import errno
import logging
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path

from fmdesk.config import LANGUAGES
from fmdesk.core.domain.errors import DomainError, StorageError
from fmdesk.core.domain.instants import to_epoch
from fmdesk.core.services.incoming_forms import LONGEST_FORM, is_json
from fmdesk.i18n import _, using_language

DONE, REFUSED = "done", "refused"
SETTLED_SECONDS = 60
"""A file that is no whole JSON and was not written to for so long will not become one."""
MOST = 50
"""Forms of one round; what is left alone takes nobody's turn."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DropFolder:
    """The folder.

    Attributes:
        folder: Where it is; None for none.
    """

    folder: Path | None = None

    def visit(
        self,
        take: Callable[[bytes], object],
        explain: Callable[[DomainError], str],
        now: datetime,
    ) -> int:
        """Hand over the forms that are there, and return how many were taken.

        A form that is taken and not moved away before the program ends is handed over again: that
        it counts once is the taker's business. So many desks may watch one folder.

        Args:
            take: Takes the content of a form; a known error refuses it, one of the database ends
                the visit and leaves it for the next.
            explain: Gives the sentence of an error in the language in force.
            now: Whether a half-written file may still grow is told by it.

        Raises:
            StorageError: `incoming.folder`, or what `take` raises.
        """
        if self.folder is None:
            return 0
        taken = handed = 0
        for path in _waiting(self.folder):
            content = _read(path, now)
            if content is None:
                continue
            handed += 1
            if handed > MOST:
                break
            try:
                take(content)
            except StorageError:
                raise
            except DomainError as problem:
                self._refuse(path, problem, explain)
            else:
                taken += 1
                _move(path, self.folder / DONE)
        return taken

    def try_out(self) -> int:
        """Return how many forms wait, once they could be moved away; StorageError if not."""
        if self.folder is None:
            return 0
        waiting = _waiting(self.folder)
        for place in (DONE, REFUSED):
            if not os.access(self.folder / place, os.W_OK | os.X_OK):
                reason = os.strerror(errno.EACCES)
                raise StorageError("incoming.folder", path=self.folder / place, reason=reason)
        return len(waiting)

    def _refuse(
        self, path: Path, problem: DomainError, explain: Callable[[DomainError], str]
    ) -> None:
        """Move a form to those that are refused, with what to do, in both languages."""
        target = _move(path, path.parent / REFUSED)
        if target is None:
            return
        said = []
        for language in LANGUAGES:
            with using_language(language):
                advice = _("Correct the file and put it into the folder again.")
                said.append(f"{target.name}: {explain(problem)}\n{advice}\n")
        try:
            note = "\n".join(said).encode("utf-8", "backslashreplace")  # a name may be no text
            target.with_suffix(".txt").write_bytes(note)
        except OSError as fault:
            _log.info("%s cannot be explained: %s", target, fault)


def _waiting(folder: Path) -> list[Path]:
    """Return the forms of a folder, once there is a place for what was taken and refused."""
    try:
        for place in (DONE, REFUSED):
            (folder / place).mkdir(exist_ok=True)
        return sorted(folder.glob("*.json"))
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise StorageError("incoming.folder", path=folder, reason=reason) from problem


def _read(path: Path, now: datetime) -> bytes | None:
    """Return a file that is whole, or never will be; None for one to leave alone."""
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            return None
        with path.open("rb") as file:
            content = file.read(LONGEST_FORM + 1)
    except OSError as problem:  # another desk has moved it, or it may not be read yet
        _log.info("%s cannot be read: %s", path, problem)
        return None
    may_grow = to_epoch(now) - int(status.st_mtime) < SETTLED_SECONDS
    is_whole = len(content) > LONGEST_FORM or is_json(content)
    return None if may_grow and not is_whole else content


def _move(path: Path, folder: Path) -> Path | None:
    """Move a file into a folder under a name that is free; None when another desk has done so."""
    for number in count(1):
        target = folder / (path.name if number == 1 else f"{path.stem}-{number}{path.suffix}")
        if target.exists():
            continue
        try:
            path.rename(target)
        except OSError as problem:
            _log.info("%s cannot be moved: %s", path, problem)
            return None
        return target
    return None
