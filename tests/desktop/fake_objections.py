"""Sanctions that live in memory, and what is said about them."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from fmdesk.core.domain.errors import DomainError, InvalidInputError
from fmdesk.core.domain.objection import (
    STATES,
    Act,
    DecisionView,
    Said,
    SanctionDraft,
    SanctionView,
    Standing,
    standing,
)
from fmdesk.core.domain.views import Changes
from tests.desktop.made import NOW

OWED = SanctionView(
    id=5,
    line_id=3,
    number="M000003.1",
    product="Paper",
    charter="From stock",
    unit="Stock",
    month="2026-11",
    cents=1840,
    points=0,
    state="proposed",
    told_at=NOW - timedelta(days=4),
    term_ends_at=NOW + timedelta(days=6, hours=3),
    is_in_term=True,
    needs_second=False,
    standing=Standing(),
    version=4,
    borne_by="Stock",
)
DONE = replace(
    OWED, id=6, line_id=8, number="M000008.1", cents=0, points=2, state="confirmed",
    standing=Standing(decided=Said(Act.CONFIRM, "bas", "terecht")),
    acts=(DecisionView(NOW, "bas", Act.CONFIRM, "terecht"),),
)  # fmt: skip


@dataclass
class FakeSanctions:
    """Two sanctions of the stock: one proposed, one confirmed; `me` is who acts."""

    rows: list[SanctionView] = field(default_factory=lambda: [OWED, DONE])
    drafts: list[SanctionDraft] = field(default_factory=list)
    me: str = "anneke"
    problem: DomainError | None = None

    def owed(self, unit_id: int, language: str) -> tuple[SanctionView, ...]:
        assert unit_id
        assert language
        return tuple(self.rows)

    def open(self, _language: str) -> tuple[SanctionView, ...]:
        if self.problem is not None:
            raise self.problem
        return tuple(one for one in self.rows if one.standing.is_open)

    def unposted(self, _language: str) -> tuple[SanctionView, ...]:
        return tuple(self.rows)

    def of_line(self, line_id: int, _language: str) -> tuple[SanctionView, ...]:
        return tuple(one for one in self.rows if one.line_id == line_id)

    def object_to(self, draft: SanctionDraft) -> Changes:
        return self._say(draft, lambda row: row.state)

    def withdraw(self, draft: SanctionDraft) -> Changes:
        return self._say(draft, lambda row: row.state)

    def decide(self, draft: SanctionDraft) -> Changes:
        return self._say(
            draft, lambda row: row.state if row.needs_second else STATES[Act(draft.kind)]
        )

    def second(self, draft: SanctionDraft) -> Changes:
        def state(row: SanctionView) -> str:
            pending = row.standing.pending
            assert pending is not None
            return STATES[pending.kind] if draft.kind == Act.AGREE else row.state

        return self._say(draft, state)

    def _say(self, draft: SanctionDraft, state: Callable[[SanctionView], str]) -> Changes:
        if not draft.reason:
            raise InvalidInputError("sanction.reason_missing")
        self.drafts.append(draft)
        place = [one.id for one in self.rows].index(draft.sanction_id)
        row, kind = self.rows[place], Act(draft.kind)
        waits = row.needs_second and kind in STATES
        act = DecisionView(NOW, self.me, kind, draft.reason, draft.to_unit, waits)
        acts = (*row.acts, act)
        said = [Said(one.kind, one.actor, one.reason, None, one.awaits_second) for one in acts]
        self.rows[place] = replace(row, acts=acts, state=state(row), standing=standing(said))
        return Changes(months=(row.month,))
