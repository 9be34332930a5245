"""Charters that plugins propose, made up."""

from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from fmdesk.core.domain.adoption import ProposedCharter, ProposedState, TrialDraft
from fmdesk.core.domain.errors import ConflictError, DomainError
from fmdesk.core.domain.views import Changes

READY = ProposedCharter(
    "rooms", "rooms.ready", "Zaal op tijd klaar", "Klaar bij aanvang.", ProposedState.OPEN
)
IN_TRIAL = ProposedCharter(
    "supplies",
    "supplies.24h",
    "Binnen 24 uur",
    "Binnen 24 uur, anders gratis.",
    ProposedState.TRIAL,
    date(2026, 12, 1),
)


@dataclass
class FakeAdoption:
    """Charters that plugins propose, one of them in trial."""

    rows: list[ProposedCharter] = field(default_factory=lambda: [READY, IN_TRIAL])
    problem: DomainError | None = None

    def proposed(self, _language: str) -> tuple[ProposedCharter, ...]:
        if self.problem:
            raise self.problem
        return tuple(self.rows)

    def adopt(self, draft: TrialDraft) -> Changes:
        if draft.trial_until.year > 2090:
            raise ConflictError("charter.adopted", charter=draft.code)
        self._become(draft.code, ProposedState.TRIAL, draft.trial_until)
        return Changes(is_everything=True)

    def end_trial(self, _op_id: UUID, code: str) -> Changes:
        self._become(code, ProposedState.COUNTS, None)
        return Changes(is_everything=True)

    def _become(self, code: str, state: ProposedState, until: date | None) -> None:
        self.rows = [
            replace(one, state=state, trial_until=until) if one.code == code else one
            for one in self.rows
        ]
