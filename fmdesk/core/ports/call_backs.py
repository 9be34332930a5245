"""What is kept of call-backs."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from fmdesk.core.domain.call_back import CallBack, CallBackDraft, CallBackOutcome, CallBackRules


class CallBackRepository(Protocol):
    """Call-backs, their tries, and the rules by which lines are chosen."""

    def rules(self) -> CallBackRules: ...
    def save_rules(self, rules: CallBackRules) -> None:
        """Replace all rules; one that stays goes on counting."""

    def is_chosen(self, product_id: int, unit_id: int) -> bool:
        """Count a ready line under the nearest rule, and tell whether it is its turn."""

    def add(self, call_back: CallBack) -> CallBack: ...
    def call_back(self, call_back_id: int) -> CallBack:
        """Return a call-back; NotFoundError `call_back.unknown`."""

    def add_try(self, before: CallBack, after: CallBack, draft: CallBackDraft) -> None:
        """Store a try and what it led to; ConflictError `call_back.changed` when another came."""

    def withdraw(self, line_id: int) -> None:
        """Close what is still open for a line that is no longer ready."""

    def open(self, limit: int) -> tuple[CallBack, ...]:
        """Return the open ones, next due first."""

    def count_due(self, now: datetime) -> int: ...
    def outcomes(
        self, kind: str, start: datetime, end: datetime, language: str
    ) -> Mapping[tuple[str, str], Mapping[CallBackOutcome, int]]:
        """Return counts of those closed in [start, end), by code and name.

        Args:
            kind: `product` or `unit`.
            start: First instant.
            end: The instant after the last.
            language: Language of the names.
        """

    def worked(self, line_id: int) -> Sequence[str]:
        """Return the names of those who recorded work on a line."""
