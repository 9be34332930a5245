"""What is kept of talks with departments."""

from collections.abc import Collection
from typing import Protocol

from fmdesk.core.domain.talk import ActionEnd, PlanDraft, TalkDraft
from fmdesk.core.domain.talk_views import AccountFigure, ActionRow, OpenComplaint, Plan, TalkRow


class TalkRepository(Protocol):
    """Talks that were held, which only are added; the next ones; actions and how they ended."""

    def plan(self, department: str) -> Plan | None:
        """Return the next talk with a department; None while none is prepared."""

    def save_plan(self, draft: PlanDraft) -> None:
        """Store the next talk; ConflictError `talk.changed` when there is a later version."""

    def talks(self, department: str) -> tuple[TalkRow, ...]:
        """Return every talk with a department, the newest first."""

    def add(self, draft: TalkDraft, figures: Collection[AccountFigure]) -> None:
        """Store a talk with its actions; the next one is held by it, unless it corrects another.

        Raises:
            NotFoundError: `person.unknown`, `unit.unknown` or `talk.unknown`.
            ConflictError: `talk.corrected` when what it corrects was corrected before.
        """

    def actions(self, department: str = "", *, is_open: bool = False) -> tuple[ActionRow, ...]:
        """Return actions: open ones by their last day, then ended ones, the latest first.

        Args:
            department: Code of the department; empty for all.
            is_open: Leave the ended ones out.
        """

    def open_of(self, unit_id: int) -> tuple[ActionRow, ...]:
        """Return the open actions of a unit and of its people."""

    def action(self, action_id: int) -> ActionRow:
        """Return an action; NotFoundError `talk.no_action`."""

    def end_action(self, draft: ActionEnd) -> None:
        """Store how an action ended; ConflictError `talk.action_ended` when it has."""

    def complaints(self, department: str) -> tuple[OpenComplaint, ...]:
        """Return what customers of a department wait for, the oldest first; at most 200."""
