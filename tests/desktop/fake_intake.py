"""An intake that keeps what it is given."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from fmdesk.core.domain.intake_views import Answered, Budget, Quote, Remark
from fmdesk.core.domain.ticket import AnswerDraft, BespokeDraft, OrderDraft
from fmdesk.core.domain.views import Taken

DUE = datetime(2026, 11, 3, 8, 0, tzinfo=UTC)


@dataclass
class FakeIntake:
    """Keeps the drafts."""

    drafts: list[OrderDraft] = field(default_factory=list)
    done: list[OrderDraft] = field(default_factory=list)
    answers: list[AnswerDraft] = field(default_factory=list)
    bespoke: list[BespokeDraft] = field(default_factory=list)

    def take(self, draft: OrderDraft) -> Taken:
        self.drafts.append(draft)
        return Taken(7, "M000007", (7,), DUE, 1840, ("Within 24 hours, or it is free.",))

    def take_done(self, draft: OrderDraft) -> Taken:
        self.done.append(draft)
        return self.take(draft)

    def take_bespoke(self, draft: BespokeDraft) -> Taken:
        self.bespoke.append(draft)
        return Taken(8, "M000008", (8,), draft.agreed_at, draft.price_cents)

    def answer(self, draft: AnswerDraft) -> Answered:
        self.answers.append(draft)
        return Answered(1, 42)

    def quote(self, draft: OrderDraft, _language: str) -> Quote:
        cents = sum(1840 * line.quantity for line in draft.lines)
        left = Budget("4410", "Juridisch", 2026, 100_000, 38_000 + cents, 0, "2026")
        remarks = (
            Remark(
                "intake.over_budget",
                {"cost_centre": "4410", "period": "2026", "over": -(left.left or 0)},
            ),
        )
        return Quote((), cents, DUE, (), (left,), remarks if left.left < 0 else ())
