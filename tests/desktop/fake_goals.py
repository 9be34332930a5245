"""Goals that are made up: one that is missed, with a decision; and what was asked of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from threading import Event

from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.goal_views import (
    ActionDone,
    ActionView,
    EvaluationDraft,
    EvaluationView,
    GoalChoices,
    GoalDraft,
    GoalEnd,
    GoalList,
    GoalPage,
    GoalPaper,
    GoalRow,
    ResultView,
)
from fmdesk.core.domain.goals import Action, Evaluation, Every, Goal, Result, Trend
from fmdesk.core.domain.reporting import Cell, Opens, RecordRow, ReportAsked
from fmdesk.core.domain.views import Changes, Choice
from fmdesk.core.services.goal_measures import MEASURES
from fmdesk.reports.writer import render_goals
from tests.desktop.fake_reviews import FakeReviews
from tests.desktop.made import at

KEPT = Goal(1, "kept", "unit", "2", Every.QUARTER, 1, "Beloofd is beloofd", (("2026-04", 9500),))
CALLS = Goal(2, "reached", "", "", Every.MONTH, 1, "", (("2026-01", 9000),))
OWNER = Choice("p1", "Anneke de Vries")
ACTION = Action(7, "Tweede bezorger inzetten", 1, date(2026, 10, 31))
ASKED = ReportAsked("goals", "2026-07", "2026-09", "unit", 2)


def result(first: str, last: str, norm: int | None, parts: tuple[int, int]) -> Result:
    value = parts[0] * 10_000 // parts[1] if parts[1] else None
    is_met = value is not None and norm is not None and value >= norm
    return Result(first, last, norm, value, parts, last < "2026-11", is_met)


@dataclass
class FakeGoals:
    """Answers from two goals; `sent` keeps every draft."""

    goals: tuple[Goal, ...] = (KEPT, CALLS)
    may_set: bool = True
    may_evaluate: bool = True
    is_ticked: bool = False
    problem: DomainError | None = None
    asked: list[str] = field(default_factory=list)
    sent: list[object] = field(default_factory=list)
    opened: list[Cell] = field(default_factory=list)
    action: Action = ACTION
    gate: Event = field(default_factory=Event)
    """What is slow waits for it."""

    def __post_init__(self) -> None:
        self.gate.set()

    def rows(self, last: str, language: str) -> GoalList:
        if self.problem is not None:
            raise self.problem
        self.asked.append(last)
        rows = tuple(self._row(one, language) for one in self.goals)
        return GoalList(last, rows, self.may_set, self.may_evaluate)

    def page(self, goal_id: int, _last: str, language: str) -> GoalPage:
        assert self.gate.wait(20)
        goal = next(one for one in self.goals if one.id == goal_id)
        row = self._row(goal, language)
        third = result("2026-07", "2026-09", 9500, (90, 100))
        fourth = result("2026-10", "2026-12", 9500, (39, 40))
        done = at() if self.is_ticked else None
        action = ActionView(replace(self.action, done_at=done), OWNER.text, not self.is_ticked)
        said = Evaluation(3, goal.id, "2026-07", "Wij zetten een tweede bezorger in.", at(), "noor")
        said = replace(said, actions=(self.action,))
        decided = EvaluationView(said, (action,), fourth, Trend.BETTER)
        cells = tuple(Cell(ASKED, "charters", code) for code in row.measure.parts)
        opens = (Opens.LINE, Opens.LINE)
        shown = (
            ResultView(fourth, Trend.BETTER, cells, opens, ()),
            ResultView(third, Trend.WORSE, cells, opens, (decided,) if goal is KEPT else ()),
            ResultView(
                result("2026-04", "2026-06", None, (0, 0)), Trend.UNKNOWN, (None, None), opens, ()
            ),
        )
        return GoalPage(row, shown)

    def choices(self, _language: str) -> GoalChoices:
        units = (Choice("2", "Post"), Choice("3", "Repro"))
        about = (("unit", units), ("channel", (Choice("phone", "Phone"),)))
        return GoalChoices(tuple(MEASURES.values()), about)

    def numbers(self, cell: Cell) -> Sequence[int]:
        self.opened.append(cell)
        return (11, 12)

    def records(self, _cell: Cell, numbers: Sequence[int], _language: str) -> tuple[RecordRow, ...]:
        return tuple(RecordRow(one, f"M{one:06d}.1", at(), "Papier") for one in numbers)

    def paper(self, last: str, language: str) -> bytes:
        pages = tuple(self.page(one.id, last, language) for one in self.goals)
        reviews = FakeReviews().rows(language).rows
        return render_goals(
            GoalPaper(
                *("2026-07", last, "De Linde", "Europe/Amsterdam", at(), "ab12", "", language),
                pages,
                reviews,
            )
        )

    def save(self, draft: GoalDraft) -> Changes:
        return self._send(draft)

    def end(self, draft: GoalEnd) -> Changes:
        return self._send(draft)

    def evaluate(self, draft: EvaluationDraft) -> Changes:
        return self._send(draft)

    def tick(self, draft: ActionDone) -> Changes:
        self.is_ticked = draft.is_done
        return self._send(draft)

    def _send(self, draft: object) -> Changes:
        if self.problem is not None:
            raise self.problem
        self.sent.append(draft)
        return Changes()

    def _row(self, goal: Goal, language: str) -> GoalRow:
        about = "Post" if goal.scope else ""
        newest = result("2026-07", "2026-09", 9500, (90, 100))
        if goal is CALLS:
            newest = result("2026-10", "2026-10", 9000, (190, 200))
        late = 0 if self.is_ticked or goal is not KEPT else 1
        open_ones = late
        del language
        measure = MEASURES[goal.measure]
        return GoalRow(goal, measure, about, OWNER, newest, Trend.WORSE, open_ones, late)
