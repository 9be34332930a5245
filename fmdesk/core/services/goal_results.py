"""Results of goals: figures of the reports, period by period, with what was decided."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from fmdesk.core.domain.goal_views import ActionView, EvaluationView, GoalPage, GoalRow, ResultView
from fmdesk.core.domain.goals import Evaluation, Goal, Measure, Result, periods_until, trend_of
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.reporting import Cell, ReportAsked, Scope
from fmdesk.core.domain.views import Choice
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.budgets import closed_months
from fmdesk.core.services.goal_measures import measure_of
from fmdesk.core.services.pinning import today
from fmdesk.core.services.reports import choices_of
from fmdesk.i18n import _

REPORT = "goals"
"""What a cell of a goal says its report is; its query is that of the table."""
SHOWN = 9
"""Results of a goal that its page looks up; the oldest is there for the trend of the next."""
Span = tuple[Month, Month]


class Results:
    """Figures, names and evaluations of some goals within one unit of work.

    All of them are looked up at once: the number of queries does not grow with the goals, nor with
    their periods.

    Args:
        work: The unit of work to read from.
        language: Language of the names.
        goals: The goals.
        last: The month up to which results are asked for.
        shown: How many of them besides the newest two.
    """

    def __init__(
        self, work: UnitOfWork, language: str, goals: Sequence[Goal], last: Month, shown: int = 0
    ) -> None:
        self._work, self._language, self._last = work, language, last
        self.now = Month.of(work.now, work.zone)
        self.today: date = today(work)
        self._closed = max(closed_months(work), default=None)
        self._names: dict[str, Mapping[str, str]] = {}
        self._said: dict[int, list[Evaluation]] = defaultdict(list)
        for one in work.goals.evaluations([goal.id for goal in goals]):
            self._said[one.goal_id].append(one)
        owners = {goal.owner_id for goal in goals} | {
            action.owner_id
            for said in self._said.values()
            for one in said
            for action in one.actions
        }
        people = work.people.persons_of(owners)
        self._people = {one.id: Choice(one.code, one.name) for one in people}
        self._sums: dict[str, Mapping[ReportAsked, Mapping[str, int]]] = {}
        self._measure(goals, shown)

    def _measure(self, goals: Sequence[Goal], shown: int) -> None:
        """Look up the figures of all periods, table by table."""
        codes: dict[str, dict[str, None]] = defaultdict(dict)
        asked: dict[str, dict[ReportAsked, None]] = defaultdict(dict)
        for goal in goals:
            measure = measure_of(goal.measure)
            codes[measure.table.code] |= dict.fromkeys(measure.parts)
            spans = self._newest(goal)
            if shown:
                before = self._spans(goal, shown)
                following = before[0][1].shift(1)
                spans = (*spans, *before, *periods_until(goal.every, following, 1))
            asked[measure.table.code] |= dict.fromkeys(asked_of(goal, span) for span in spans)
        for table, wanted in asked.items():
            self._sums[table] = self._work.reports.totals(table, (*codes[table],), (*wanted,))

    def _newest(self, goal: Goal) -> tuple[Span, ...]:
        """Return the newest period that was over, and the one before it."""
        end = _until(goal, min(self._last, self.now.shift(-1)))
        return tuple(one for one in periods_until(goal.every, end, 3) if one[1] <= end)[:2]

    def _spans(self, goal: Goal, count: int) -> tuple[Span, ...]:
        """Return the newest periods that have begun."""
        return periods_until(goal.every, _until(goal, min(self._last, self.now)), count)

    def about(self, goal: Goal) -> str:
        """Return the name of what a goal is restricted to, empty for the whole office."""
        if not goal.scope:
            return ""
        if goal.scope not in self._names:
            found = choices_of(self._work, Scope(goal.scope), self._language)
            self._names[goal.scope] = {one.code: one.text for one in found}
        return self._names[goal.scope].get(goal.about, "") or _("Not known")

    def result(self, goal: Goal, span: Span) -> Result:
        """Return what came of a goal in a period."""
        measure, asked = measure_of(goal.measure), asked_of(goal, span)
        total = self._sums[measure.table.code][asked]
        value, norm = measure.figure.made_of(total), goal.norm_in(asked.last)
        return Result(
            first=asked.first,
            last=asked.last,
            norm=norm,
            value=value,
            parts=tuple(total[code] for code in measure.parts),
            is_over=self.is_over(measure, span[1]),
            is_met=value is not None and norm is not None and measure.holds(value, norm),
        )

    def is_over(self, measure: Measure, last: Month) -> bool:
        """Tell whether a period is over, and its costs posted: months are closed in their order."""
        is_known = self._closed is not None and last <= self._closed
        return last < self.now and (is_known or not measure.is_posted)

    def row(self, goal: Goal) -> GoalRow:
        """Return a goal with the newest result that was over at the end of the month."""
        measure = measure_of(goal.measure)
        result, before = (self.result(goal, span) for span in self._newest(goal))
        actions = [action for one in self._said[goal.id] for action in one.actions]
        return GoalRow(
            goal=goal,
            measure=measure,
            about=self.about(goal),
            owner=self._people[goal.owner_id],
            result=result,
            trend=trend_of(measure, result, before),
            open_actions=sum(one.done_at is None for one in actions),
            late_actions=sum(one.is_late(self.today) for one in actions),
        )

    def page(self, goal: Goal) -> GoalPage:
        """Return a goal with its results up to the month, the newest first."""
        row, results = self.row(goal), [self.result(goal, one) for one in self._spans(goal, SHOWN)]
        shown = tuple(self._shown(row, one, before, results) for one, before in pairwise(results))
        return GoalPage(row, shown)

    def _shown(
        self, row: GoalRow, one: Result, before: Result, known: Sequence[Result]
    ) -> ResultView:
        measure, goal = row.measure, row.goal
        opens = self._work.reports.opens(measure.table.code)
        asked = asked_of(goal, (Month.parse(one.first), Month.parse(one.last)))
        return ResultView(
            result=one,
            trend=trend_of(measure, one, before),
            cells=tuple(
                Cell(asked, measure.table.code, code) if code in opens else None
                for code in measure.parts
            ),
            opens=tuple(opens.get(code) for code in measure.parts),
            evaluations=tuple(
                self._evaluated(said, measure, one, self._after(goal, one, known))
                for said in self._said[goal.id]
                if said.period == one.first
            ),
        )

    def _after(self, goal: Goal, one: Result, known: Sequence[Result]) -> Result | None:
        """Return the result of the period after one, None before it has begun."""
        first = Month.parse(one.last).shift(1)
        if first > self.now:
            return None
        there = next((result for result in known if result.first == str(first)), None)
        return there or self.result(goal, periods_until(goal.every, first, 1)[0])

    def _evaluated(
        self, said: Evaluation, measure: Measure, one: Result, effect: Result | None
    ) -> EvaluationView:
        return EvaluationView(
            evaluation=said,
            actions=tuple(
                ActionView(each, self._people[each.owner_id].text, each.is_late(self.today))
                for each in said.actions
            ),
            effect=effect,
            trend=trend_of(measure, effect, one),
        )


def _until(goal: Goal, last: Month) -> Month:
    """Return the last month of a goal up to a month: an ended one has no results after its end."""
    return min(last, Month.parse(goal.ended)) if goal.ended else last


def asked_of(goal: Goal, span: Span) -> ReportAsked:
    """Return what a goal asks of the reports for a period."""
    is_number = goal.scope not in {"", Scope.CHARTER, Scope.CHANNEL}
    about: int | str = int(goal.about) if is_number else goal.about
    return ReportAsked(REPORT, str(span[0]), str(span[1]), goal.scope, about)
