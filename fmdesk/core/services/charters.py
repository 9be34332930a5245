"""Charters from a draft to a promise that counts: written, seen by a second person, ended."""

from dataclasses import dataclass
from uuid import UUID

from fmdesk.core.domain.charter_drafts import (
    Approval,
    CharterList,
    CharterPage,
    DraftSave,
    DraftStep,
    Ending,
    Kept,
)
from fmdesk.core.domain.charter_scope import Known
from fmdesk.core.domain.permissions import Area
from fmdesk.core.domain.what_if import WhatIf, WhatIfQuestion
from fmdesk.core.ports import Door, PluginGateway, Progress, RuleEngine
from fmdesk.core.services import charter_changes, charter_pages
from fmdesk.core.services.charter_known import known_to
from fmdesk.core.services.what_if import WhatIfs


@dataclass(frozen=True, slots=True)
class Charters:
    """Use cases of who writes and approves charters.

    Attributes:
        door: The one door.
        plugins: Propose charters and declare facts.
        engine: Tries out whether it accepts a charter.
    """

    door: Door
    plugins: PluginGateway
    engine: RuleEngine

    # --- reading -------------------------------------------------------------------------------

    def rows(self, language: str) -> CharterList:
        """Return drafts, charters, and what plugins propose that nobody took up.

        Args:
            language: `nl` or `en`.

        Raises:
            NotAllowedError: `access.area`.
        """
        with self.door.read(Area.MONTH) as work:
            return charter_pages.rows(work, self.plugins, language)

    def page(self, key: str) -> CharterPage:
        """Return a charter or a draft with its versions.

        Args:
            key: As in `CharterRow`.

        Raises:
            NotFoundError: `charter.unknown`, `charter.draft_unknown` or `charter.not_proposed`.
            NotAllowedError: `access.area`.
        """
        with self.door.read(Area.MONTH) as work:
            return charter_pages.page(work, self.plugins, key)

    def known(self) -> Known:
        """Return what the editor needs: names, facts, products, other charters.

        Raises:
            NotAllowedError: `access.area`.
        """
        with self.door.read(Area.MONTH) as work:
            return known_to(work, self.plugins)

    def what_if(self, question: WhatIfQuestion, progress: Progress) -> WhatIf:
        """Try a charter on past months; see `WhatIfs.run`."""
        return WhatIfs(self.door, self.plugins, self.engine).run(question, progress)

    # --- writing -------------------------------------------------------------------------------

    def save(self, draft: DraftSave) -> Kept:
        """Keep a draft, complete or not; one that waited is a draft again.

        Raises:
            ConflictError: `charter.draft_changed`, or `charter.draft_done`.
        """
        return self.door.run(
            draft.op_id,
            "charters.save",
            draft,
            lambda work: charter_changes.save(work, draft),
            Kept,
        )

    def drop(self, step: DraftStep) -> Kept:
        """Throw a draft away.

        Raises:
            ConflictError: As `save`.
        """
        return self.door.run(
            step.op_id, "charters.drop", step, lambda work: charter_changes.drop(work, step), Kept
        )

    def send(self, step: DraftStep) -> Kept:
        """Ask a second controller to approve a draft that can be used.

        Raises:
            InvalidInputError: The first thing that is wrong with it, or what the engine refuses.
            ConflictError: As `save`, `charter.exists`, or `charter.moved_on`.
        """
        self._try_out(step.draft_id)
        return self.door.run(
            step.op_id,
            "charters.send",
            step,
            lambda work: charter_changes.send(work, self.plugins, step),
            Kept,
        )

    def give_back(self, step: DraftStep) -> Kept:
        """Give a draft back with a reason, or take the own one back.

        Raises:
            InvalidInputError: `charter.no_reason` for somebody else's.
            ConflictError: As `save`, or `charter.waits_not`.
        """
        return self.door.run(
            step.op_id,
            "charters.give_back",
            step,
            lambda work: charter_changes.give_back(work, step),
            Kept,
        )

    def approve(self, approval: Approval) -> Kept:
        """Let a draft hold from a day on, in trial or counting.

        Raises:
            NotAllowedError: `charter.own` for who wrote it.
            InvalidInputError: `charter.past`, `charter.trial`, or as `send`.
            ConflictError: As `send`, or `charter.waits_not`.
        """
        self._try_out(approval.draft_id)
        return self.door.run(
            approval.op_id,
            "charters.approve",
            approval,
            lambda work: charter_changes.approve(work, self.plugins, approval),
            Kept,
        )

    def end_trial(self, op_id: UUID, code: str) -> Kept:
        """Let a charter count from tomorrow; lines of before stay in trial.

        Raises:
            NotFoundError: `charter.unknown`.
            ConflictError: `charter.no_trial`.
            NotAllowedError: `charter.own` for who wrote it.
        """
        kept = Kept(charter_pages.CHARTER + code)
        return self.door.run(
            op_id,
            "charters.end_trial",
            kept,
            lambda work: charter_changes.end_trial(work, code),
            Kept,
        )

    def end(self, ending: Ending) -> Kept:
        """Let a charter end after a day, today at the earliest, or call off what is to come.

        What held before goes on as it was when what is to come is called off.

        Raises:
            NotFoundError: `charter.unknown`.
            InvalidInputError: `charter.ends_early`.
            ConflictError: `charter.ended`; `charter.not_to_come` for what has begun, or when
                another version was approved meanwhile.
        """
        return self.door.run(
            ending.op_id,
            "charters.end",
            ending,
            lambda work: charter_changes.end(work, ending),
            Kept,
        )

    def _try_out(self, draft_id: int) -> None:
        """Let the engine load the draft beside all charters, in its own process."""
        with self.door.read() as work:
            charter_changes.try_out(work, self.plugins, self.engine, draft_id)
