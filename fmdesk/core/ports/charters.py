"""What the writing of charters keeps and asks."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from fmdesk.core.domain.charter_drafts import CharterDraft
from fmdesk.core.domain.period import Month


class CharterRepository(Protocol):
    """Drafts of charters, and how much there is of what they are about."""

    def add(self, draft: CharterDraft) -> CharterDraft: ...
    def draft(self, draft_id: int) -> CharterDraft:
        """Return a draft; NotFoundError `charter.draft_unknown`."""

    def open_drafts(self) -> tuple[CharterDraft, ...]:
        """Return the drafts that are neither approved nor dropped, oldest first."""

    def writers(self, code: str) -> tuple[str, ...]:
        """Return who wrote what was approved last of a charter; none where no draft was."""

    def save(self, draft: CharterDraft, seen: int) -> CharterDraft:
        """Store a draft that was at version `seen`; ConflictError `charter.draft_changed`."""

    def pinned(self, code: str) -> Mapping[int, int]:
        """Return by version of a charter how many lines keep it."""

    def breaches(self, month: Month, zone: str) -> Mapping[int, int] | None:
        """Return by charter version how many lines opened in a month broke it.

        As the last control of the month has it, None when there was none; an earlier line counts
        in its own month.
        """

    def lines(self, start: datetime, end: datetime) -> Mapping[int, int]:
        """Return by product how many lines were opened in [start, end)."""
