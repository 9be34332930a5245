"""Drafts of the intake, kept in files of their own, so that what was typed survives a crash."""

from dataclasses import dataclass
from pathlib import Path


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
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / f"{draft_id}.json").write_text(draft, encoding="utf-8")

    def list(self) -> SavedDrafts:
        """Return all drafts."""
        return SavedDrafts(
            tuple(
                SavedDraft(one.stem, one.read_text(encoding="utf-8"), int(one.stat().st_mtime))
                for one in self.folder.glob("*.json")
            )
        )

    def discard(self, draft_id: str) -> None:
        """Forget a draft; one that is not there is left alone."""
        (self.folder / f"{draft_id}.json").unlink(missing_ok=True)
