"""Budgets that are made up: a year, a quarter that is overspent, a closed month, and the sum."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from fmdesk.core.domain.budget import PARTS, WHOLE, BudgetPart, Spent
from fmdesk.core.domain.budget_views import (
    BudgetDraft,
    BudgetLine,
    BudgetPage,
    BudgetRow,
    BudgetSet,
)
from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.people import OverBudget
from fmdesk.core.domain.reporting import RecordRow
from fmdesk.core.domain.views import Changes, Choice
from tests.desktop.made import ZONE, at

CENTRES = (Choice("4410", "4410 Juridisch"), Choice("4420", "4420 Advies"))
SPENT = Spent(120_000, 300_000, 20_000)
FIRST = BudgetSet(1, 900_000, at(-30), "Via import", "Begroting")
SECOND = BudgetSet(2, 1_000_000, at(-1), "Noor van Dijk", "Nieuwbouw")
YEAR = BudgetRow(
    *("4410", "Juridisch", OverBudget.WARN, 2026, WHOLE, "2026", 1_000_000, SPENT),
    (SECOND, FIRST),
)
QUARTER = replace(
    YEAR,
    over=OverBudget.APPROVE,
    part=PARTS["Q4"],
    period="kwartaal 4 van 2026",
    cents=350_000,
    versions=(BudgetSet(1, 350_000, at(-30), "noor", ""),),
)
CLOSED = replace(
    QUARTER, part=PARTS["10"], period="oktober 2026", cents=0, spent=Spent(), is_closed=True
)
SO_FAR = replace(YEAR, part=BudgetPart(11, 1), period="2026 tot nu toe", versions=())


@dataclass
class FakeBudgets:
    """Answers from what is made up; `sent` keeps every draft."""

    may_change: bool = True
    rows: tuple[BudgetRow, ...] = (YEAR, QUARTER, CLOSED, SO_FAR)
    problem: DomainError | None = None
    sent: list[tuple[str, BudgetDraft]] = field(default_factory=list)
    asked: list[object] = field(default_factory=list)

    def page(self, year: int, _language: str) -> BudgetPage:
        if self.problem is not None:
            raise self.problem
        rows = self.rows if year == 2026 else ()
        return BudgetPage(year, (2026,), rows, CENTRES, ZONE, at(), self.may_change)

    def line_ids(self, cost_centre: str, year: int, part: BudgetPart) -> Sequence[int]:
        self.asked.append((cost_centre, year, part))
        return (7, 5)

    def lines(self, numbers: Sequence[int], _language: str) -> tuple[BudgetLine, ...]:
        spent = {7: Spent(committed=120_000), 5: Spent(0, 300_000, 20_000)}
        return tuple(
            BudgetLine(RecordRow(one, f"M-{one}.1", at(), "Papier A4", state="running"), spent[one])
            for one in numbers
        )

    def save(self, draft: BudgetDraft) -> Changes:
        return self._send("save", draft)

    def end(self, draft: BudgetDraft) -> Changes:
        return self._send("end", draft)

    def _send(self, act: str, draft: BudgetDraft) -> Changes:
        if self.problem is not None:
            raise self.problem
        self.sent.append((act, draft))
        return Changes()
