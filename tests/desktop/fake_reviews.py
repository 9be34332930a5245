"""Reviews that are made up: one overdue, one soon, one without a date."""

from dataclasses import dataclass, field
from datetime import date

from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.reviews import (
    Review,
    ReviewDraft,
    Reviewed,
    ReviewHeld,
    ReviewKind,
    ReviewList,
    ReviewRow,
    Subject,
    state_of,
)
from fmdesk.core.domain.views import Changes, Choice
from tests.desktop.made import at

TODAY = date(2026, 11, 2)
PAPER = Subject(ReviewKind.PRODUCT, "A0")
STOCK = Subject(ReviewKind.CHARTER, "lift-4h")
LEAK = Subject(ReviewKind.PROCESS, "help")
LAW = Subject(ReviewKind.AGREEMENT, "law")
NAMES = {PAPER: "Papier A4", STOCK: "Voorraad binnen 24 uur", LEAK: "Lekkage", LAW: "Juridisch"}
NOOR = Choice("p9", "Noor van Dijk")


@dataclass
class FakeReviews:
    """Answers from what is planned; `sent` keeps every draft."""

    may_plan: bool = True
    dates: dict[Subject, date] = field(
        default_factory=lambda: {PAPER: date(2026, 10, 1), STOCK: date(2026, 11, 20)}
    )
    problem: DomainError | None = None
    sent: list[object] = field(default_factory=list)

    def rows(self, _language: str) -> ReviewList:
        if self.problem is not None:
            raise self.problem
        return ReviewList(tuple(self._row(one) for one in NAMES), self.may_plan)

    def plan(self, draft: ReviewDraft) -> Changes:
        return self._send(draft)

    def record(self, draft: ReviewHeld) -> Changes:
        return self._send(draft)

    def _send(self, draft: object) -> Changes:
        if self.problem is not None:
            raise self.problem
        self.sent.append(draft)
        return Changes()

    def _row(self, subject: Subject) -> ReviewRow:
        on = self.dates.get(subject)
        review = Review(subject, on, 6, 9, 3) if on else None
        last = Reviewed(subject, at(), "noor", "Prijs omlaag") if subject == PAPER else None
        owner = NOOR if review else None
        return ReviewRow(subject, NAMES[subject], state_of(on, TODAY), review, owner, last)
