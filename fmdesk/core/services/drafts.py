"""Drafts of the intake, kept in files of their own, so that what was typed survives a crash.

They belong to the workstation and need no database: one that does not answer must not cost what
somebody types. A file is written whole beside the old one, forced to the disk and then put in its
place, so that at any instant there is one whole draft or the other.
"""

import json
import logging
import os
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from fmdesk.core.domain.errors import InvalidInputError, StorageError

ENDING = ".draft"
ASIDE = ".spoiled"
HALF = ".half"

_ID = re.compile(r"[A-Za-z0-9_-]{1,80}")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """A draft that was not handed in.

    Attributes:
        id: Its name, made by the page.
        draft: What the page saved.
        saved_at: Seconds since 1970 at which it was saved last.
    """

    id: str
    draft: str
    saved_at: int


@dataclass(frozen=True, slots=True)
class SavedDrafts:
    """All drafts, newest first, and the files that could not be read and were set aside."""

    drafts: tuple[SavedDraft, ...] = ()
    set_aside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drafts:
    """The drafts of this workstation.

    Attributes:
        folder: Where they are; made when the first one is saved.
    """

    folder: Path

    def save(self, draft_id: str, draft: str) -> None:
        """Keep a draft in place of what was kept under its id.

        Args:
            draft_id: Letters, digits, `-` and `_`.
            draft: Text, such as JSON.

        Raises:
            StorageError: `draft.unsaved`.
        """
        path = self._path(draft_id)
        half = path.with_suffix(HALF)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            half.unlink(missing_ok=True)
            half.touch(mode=0o600)  # what a customer tells is as private as the database
            with half.open("w", encoding="utf-8") as file:
                file.write(_packed(draft))
                file.flush()
                os.fsync(file.fileno())
            half.replace(path)
            _force(self.folder)
        except OSError as problem:
            reason = problem.strerror or str(problem)
            raise StorageError("draft.unsaved", path=self.folder, reason=reason) from problem

    def list(self) -> SavedDrafts:
        """Return all drafts; a file that is not a whole one is set aside and named."""
        found, spoiled = [], []
        paths = sorted(self.folder.glob(f"*{ENDING}")) if self.folder.is_dir() else []
        for path in paths:
            try:
                draft = _unpacked(path.read_text(encoding="utf-8"))
                found.append(SavedDraft(path.stem, draft, int(path.stat().st_mtime)))
            except FileNotFoundError:  # handed in by another window in the meantime
                continue
            except (OSError, ValueError, RecursionError) as problem:
                _log.info("set aside the draft %s: %s", path, problem)
                spoiled.append(_set_aside(path))
        found.sort(key=lambda one: (-one.saved_at, one.id))
        return SavedDrafts(tuple(found), tuple(spoiled))

    def discard(self, draft_id: str) -> None:
        """Forget a draft; one that is not there is left alone."""
        path = self._path(draft_id)
        for one in (path, path.with_suffix(HALF)):
            try:
                one.unlink(missing_ok=True)
            except OSError as problem:  # it is offered again, which harms nobody
                _log.info("the draft %s stays: %s", one, problem)

    def _path(self, draft_id: str) -> Path:
        if not _ID.fullmatch(draft_id):  # it becomes the name of a file
            raise InvalidInputError("draft.id", id=draft_id)
        return self.folder / f"{draft_id}{ENDING}"


def _packed(draft: str) -> str:
    """Return a draft with what shows later that it is whole."""
    return json.dumps({"sha256": _digest(draft), "draft": draft})


def _unpacked(text: str) -> str:
    """Return the draft; ValueError when it is not whole."""
    data = json.loads(text)
    draft = data.get("draft") if isinstance(data, dict) else None
    if not isinstance(draft, str) or _digest(draft) != data.get("sha256"):
        message = "not a whole draft"
        raise ValueError(message)
    return draft


def _digest(draft: str) -> str:
    return sha256(draft.encode(errors="surrogatepass")).hexdigest()


def _set_aside(path: Path) -> str:
    """Rename a file that cannot be read, so that it is not read again; return where it is now."""
    aside = path.with_suffix(ASIDE)
    try:
        path.replace(aside)
    except OSError as problem:
        _log.info("%s cannot be renamed: %s", path, problem)
        return str(path)
    return str(aside)


def _force(folder: Path) -> None:
    """Force the new name to the disk, where the system knows how."""
    if os.name != "posix":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
