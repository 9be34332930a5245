"""The way of a month that lives in memory."""

from dataclasses import dataclass, field, replace

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.month_progress import MonthActDraft, MonthProgress, RulingDraft
from fmdesk.core.domain.views import Changes
from tests.desktop.made import NOW

OPEN = MonthProgress(
    month="2026-11",
    revision=1,
    is_closed=False,
    is_over=True,
    open_lines=4,
    faults=0,
    without_calendar=("Stock",),
    objections=2,
    quarantined=3,
    controlled_at=NOW,
    needs_approval=True,
    essence="as shown",
)
CLOSED = MonthProgress(
    month="2026-10",
    revision=2,
    is_closed=True,
    is_over=True,
    open_lines=0,
    faults=0,
    without_calendar=(),
    objections=0,
    quarantined=0,
    controlled_at=NOW,
    needs_approval=False,
    closed_revisions=(1, 2),
)


@dataclass
class FakeMonthWay:
    """November on its way, October closed twice."""

    found: dict[str, MonthProgress] = field(
        default_factory=lambda: {one.month: one for one in (OPEN, CLOSED)}
    )
    drafts: list[tuple[str, MonthActDraft]] = field(default_factory=list)
    rulings: list[RulingDraft] = field(default_factory=list)

    def progress(self, month: str) -> MonthProgress:
        return self.found.get(month, replace(OPEN, month=month))

    def approve(self, draft: MonthActDraft) -> Changes:
        self.drafts.append(("approve", draft))
        who = "" if draft.is_back else "bas"
        self.found[draft.month] = replace(self.found[draft.month], approved_by=who)
        return Changes(months=(draft.month,))

    def ask_reopen(self, draft: MonthActDraft) -> Changes:
        self.drafts.append(("ask_reopen", draft))
        self.found[draft.month] = replace(
            self.found[draft.month], reopen_asked_by="bas", reopen_reason=draft.reason
        )
        return Changes(months=(draft.month,))

    def paper(self, month: str, revision: int, name: str) -> bytes:
        return f"{month} {revision} {name}".encode()

    def rule(self, draft: RulingDraft) -> Changes:
        if not draft.reason:
            raise InvalidInputError("sanction.reason_missing")
        self.rulings.append(draft)
        return Changes(months=(draft.month,))
