"""Charters that plugins propose, and a controller's decision to let one be judged."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from fmdesk.core.domain.adoption import ProposedCharter, ProposedState, TrialDraft
from fmdesk.core.domain.charter import Charter
from fmdesk.core.domain.charter_check import check_facts, check_terms
from fmdesk.core.domain.errors import ConflictError, InvalidInputError, NotFoundError
from fmdesk.core.domain.facts import fact_types
from fmdesk.core.domain.permissions import Area
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import Door, PluginGateway, UnitOfWork
from fmdesk.core.services.pinning import today


@dataclass(frozen=True, slots=True)
class Adoption:
    """Use cases of proposed charters.

    Attributes:
        door: The one door.
        plugins: Propose charters.
    """

    door: Door
    plugins: PluginGateway

    def proposed(self, language: str) -> tuple[ProposedCharter, ...]:
        """Return what active plugins propose, with what became of it.

        Args:
            language: `nl` or `en`.

        Raises:
            NotAllowedError: `access.area`.
        """
        with self.door.read(Area.MONTH) as work:
            newest, day = _newest(work), today(work)
            return tuple(
                _shown(plugin, charter, newest.get(charter.code), day, language)
                for plugin, charter in self.plugins.charters()
            )

    def adopt(self, draft: TrialDraft) -> Changes:
        """Let a proposed charter be judged from tomorrow, in trial: nothing is posted for it yet.

        Args:
            draft: Which one, and until when it is in trial.

        Raises:
            NotFoundError: `charter.not_proposed`, or `calendar.unknown`.
            ConflictError: `charter.adopted`.
            InvalidInputError: `charter.trial`, or its terms or facts are not sound.
        """

        def work_on(work: UnitOfWork) -> Changes:
            charter = self._of(draft.code)
            if draft.code in _newest(work):
                raise ConflictError("charter.adopted", charter=draft.code)
            first = today(work) + timedelta(days=1)
            if draft.trial_until < first:
                raise InvalidInputError("charter.trial", charter=draft.code, first=str(first))
            check_terms(charter)
            check_facts(charter, fact_types(self.plugins.fact_types()))
            if charter.guarantee.calendar:
                work.catalog.calendar(charter.guarantee.calendar, first)
            begun = replace(charter, valid_from=first, trial_until=draft.trial_until)
            work.catalog.add_charter_version(begun)
            return Changes(is_everything=True)

        return self.door.run(draft.op_id, "charters.adopt", draft, work_on, Changes)

    def end_trial(self, op_id: UUID, code: str) -> Changes:
        """Let an adopted charter count from tomorrow; lines of before stay in trial.

        Raises:
            NotFoundError: `charter.unknown`.
            ConflictError: `charter.no_trial`.
        """

        def work_on(work: UnitOfWork) -> Changes:
            charter = _newest(work).get(code)
            if charter is None:
                raise NotFoundError("charter.unknown", code=code)
            first = today(work) + timedelta(days=1)
            if not charter.is_trial_on(first):
                raise ConflictError("charter.no_trial", charter=code)
            counts = replace(charter, valid_from=first, trial_until=None)
            work.catalog.add_charter_version(counts)
            return Changes(is_everything=True)

        draft = TrialDraft(op_id, code, date.min)
        return self.door.run(op_id, "charters.end_trial", draft, work_on, Changes)

    def _of(self, code: str) -> Charter:
        for _plugin, charter in self.plugins.charters():
            if charter.code == code:
                return charter
        raise NotFoundError("charter.not_proposed", charter=code)


def _newest(work: UnitOfWork) -> Mapping[str, Charter]:
    """Return the newest version of each stored charter."""
    ordered = sorted(work.catalog.charters(), key=lambda one: one.version)
    return {charter.code: charter for charter in ordered}


def _shown(
    plugin: str, charter: Charter, stored: Charter | None, day: date, language: str
) -> ProposedCharter:
    is_english = language == "en"
    state = ProposedState.OPEN
    if stored is not None:
        is_trial = stored.is_trial_on(max(day, stored.valid_from))
        state = ProposedState.TRIAL if is_trial else ProposedState.COUNTS
    return ProposedCharter(
        plugin,
        charter.code,
        charter.name_en if is_english else charter.name_nl,
        charter.promise_en if is_english else charter.promise_nl,
        state,
        stored.trial_until if stored and state is ProposedState.TRIAL else None,
    )
