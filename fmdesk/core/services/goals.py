"""Goals: setting them, their results against the norm, and what is decided about those."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from fmdesk.core.domain.errors import ConflictError, InvalidInputError, NotFoundError
from fmdesk.core.domain.goal_views import (
    ActionDone,
    EvaluationDraft,
    GoalChoices,
    GoalDraft,
    GoalEnd,
    GoalList,
    GoalPage,
    GoalPaper,
)
from fmdesk.core.domain.goals import (
    Action,
    Evaluation,
    Every,
    Goal,
    check_norm,
    period_around,
)
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.permissions import COMMANDS, Area
from fmdesk.core.domain.reporting import Cell, RecordRow, Scope
from fmdesk.core.domain.reviews import ReviewState
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import Door, UnitOfWork
from fmdesk.core.services.access import me_of
from fmdesk.core.services.goal_measures import MEASURES, measure_of
from fmdesk.core.services.goal_results import SHOWN, Results
from fmdesk.core.services.reports import choices_of
from fmdesk.core.services.reviews import reviews_in
from fmdesk.i18n import using_language

LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Goals:
    """Use cases of goals and their evaluation.

    Attributes:
        door: The one door.
        render: Makes the PDF of a paper.
    """

    door: Door
    render: Callable[[GoalPaper], bytes]

    def rows(self, last: str, language: str) -> GoalList:
        """Return the goals that are tested in a quarter, each with its newest result until a month.

        Args:
            last: The month, in that quarter; empty for the newest that is over.
            language: Language of the names.

        Raises:
            InvalidInputError: `month.format`.
            NotAllowedError: `access.area`.
        """
        with self.door.read(Area.REPORTS) as work, using_language(language):
            before = Month.of(work.now, work.zone).shift(-1)
            month = Month.parse(last) if last else before
            goals = _tested(work, period_around(Every.QUARTER, month)[0])
            results = Results(work, language, goals, month)
            me = me_of(work)
            return GoalList(
                str(month),
                tuple(results.row(one) for one in goals),
                may_set=me.is_any(*COMMANDS["goals.save"].roles),
                may_evaluate=me.is_any(*COMMANDS["goals.evaluate"].roles),
            )

    def page(self, goal_id: int, last: str, language: str) -> GoalPage:
        """Return a goal with its results up to a month, and what was decided about them.

        Raises:
            NotFoundError: `goal.unknown`.
            InvalidInputError: `month.format`.
        """
        with self.door.read(Area.REPORTS) as work, using_language(language):
            goal = work.goals.goal(goal_id)
            return Results(work, language, [goal], Month.parse(last), SHOWN).page(goal)

    def paper(self, last: str, language: str) -> bytes:
        """Return the goals of a quarter as PDF: results, decisions with effects, late reviews.

        Args:
            last: Any month of the quarter.
            language: Of the paper.

        Raises:
            InvalidInputError: `month.format`.
        """
        first, end = period_around(Every.QUARTER, Month.parse(last))
        with self.door.read(Area.REPORTS) as work, using_language(language):
            tested = _tested(work, first)
            results = Results(work, language, tested, end, SHOWN)
            settings = work.settings
            paper = GoalPaper(
                first=str(first),
                last=str(end),
                organisation=settings.get("organisation"),
                zone=work.zone,
                as_of=work.now,
                chain_head=work.log.head().hash,
                attribution=settings.get("attribution"),
                language=language,
                pages=tuple(results.page(one) for one in tested),
                reviews=tuple(
                    one for one in reviews_in(work, language) if one.state is ReviewState.OVERDUE
                ),
            )
        return self.render(paper)

    def choices(self, language: str) -> GoalChoices:
        """Return what a goal can be set from."""
        with self.door.read(Area.REPORTS) as work, using_language(language):
            about = tuple((one.value, choices_of(work, one, language)) for one in Scope)
            return GoalChoices(tuple(MEASURES.values()), about)

    def numbers(self, cell: Cell) -> Sequence[int]:
        """Return the number of each record that a part of a result counts."""
        with self.door.read(Area.REPORTS) as work:
            return work.reports.numbers(cell)

    def records(self, cell: Cell, numbers: Sequence[int], language: str) -> tuple[RecordRow, ...]:
        """Return some of those records, in the order of their numbers."""
        with self.door.read(Area.REPORTS) as work:
            return work.reports.rows(cell, numbers, language)

    # --- commands ------------------------------------------------------------------------------

    def save(self, draft: GoalDraft) -> Changes:
        """Set a goal, or change owner, purpose and norm of one.

        A norm holds from its month on; what was decided about an earlier result stands.

        Raises:
            InvalidInputError: `goal.measure`, `goal.scope`, `goal.norm`, `goal.norm_past` or
                `month.format`.
            NotFoundError: `goal.unknown`, `goal.about` or `person.unknown`.
            ConflictError: `goal.there`, or `goal.changed`.
        """

        def work_on(work: UnitOfWork) -> Changes:
            _save(work, draft)
            return Changes()

        return self.door.run(draft.op_id, "goals.save", draft, work_on, Changes)

    def end(self, draft: GoalEnd) -> Changes:
        """Test a goal no more after a month; its results stay.

        Raises:
            NotFoundError: `goal.unknown`.
            InvalidInputError: `goal.end` or `month.format`.
            ConflictError: `goal.there`, or `goal.changed`.
        """

        def work_on(work: UnitOfWork) -> Changes:
            goal, last = work.goals.goal(draft.goal_id), str(Month.parse(draft.last))
            if last < goal.since:
                raise InvalidInputError("goal.end", since=goal.since)
            work.goals.change(_lone(work, replace(goal, ended=last)), draft.seen)
            return Changes()

        return self.door.run(draft.op_id, "goals.end", draft, work_on, Changes)

    def evaluate(self, draft: EvaluationDraft) -> Changes:
        """Keep what was decided about the result of a period.

        Raises:
            NotFoundError: `goal.unknown`, or `person.unknown`.
            InvalidInputError: `goal.no_decision`, `goal.no_text`, `goal.running`,
                `goal.unposted`, `goal.period` or `month.format`.
        """

        def work_on(work: UnitOfWork) -> Changes:
            _evaluate(work, draft)
            return Changes()

        return self.door.run(draft.op_id, "goals.evaluate", draft, work_on, Changes)

    def tick(self, draft: ActionDone) -> Changes:
        """Tick an action off, or open it again; NotFoundError `goal.no_action`."""

        def work_on(work: UnitOfWork) -> Changes:
            work.goals.tick(draft.action_id, work.now if draft.is_done else None, work.actor)
            return Changes()

        return self.door.run(draft.op_id, "goals.tick", draft, work_on, Changes)


def _tested(work: UnitOfWork, first: Month) -> list[Goal]:
    """Return the goals that are tested in a month or later."""
    return [one for one in work.goals.all() if not one.ended or str(first) <= one.ended]


def _save(work: UnitOfWork, draft: GoalDraft) -> None:
    owner, since = work.people.person_by_code(draft.owner).id, str(Month.parse(draft.since))
    purpose = draft.purpose.strip()[:LONGEST]
    if draft.goal_id:
        goal = work.goals.goal(draft.goal_id)
        check_norm(measure_of(goal.measure), draft.norm)
        norms = _norms(work, goal, since, draft.norm)
        changed = replace(goal, owner_id=owner, purpose=purpose, norms=norms)
        work.goals.change(_lone(work, changed), draft.seen)
        return
    measure, every = measure_of(draft.measure), Every(draft.every)
    check_norm(measure, draft.norm)
    if draft.scope and draft.scope not in measure.scopes:
        raise InvalidInputError("goal.scope")
    if draft.scope and draft.about not in {
        one.code for one in choices_of(work, Scope(draft.scope), "nl")
    }:
        raise NotFoundError("goal.about", about=draft.about)
    about = draft.about if draft.scope else ""
    norms = ((since, draft.norm),)
    goal = Goal(0, draft.measure, draft.scope, about, every, owner, purpose, norms)
    work.goals.add(_lone(work, goal))


def _lone(work: UnitOfWork, goal: Goal) -> Goal:
    """Return a goal; ConflictError `goal.there` when another tests the same in its months."""
    if any(goal.is_twin_of(one) for one in work.goals.all()):
        raise ConflictError("goal.there")
    return goal


def _norms(work: UnitOfWork, goal: Goal, since: str, norm: int) -> tuple[tuple[str, int], ...]:
    """Return the norms of a goal with another one; as they are where it says the same."""
    newest, held = goal.norms[-1]
    if held == norm and since >= newest:
        return goal.norms
    decided = [
        str(period_around(goal.every, Month.parse(one.period))[1])
        for one in work.goals.evaluations([goal.id])
    ]
    if decided and since <= max(decided):
        raise InvalidInputError("goal.norm_past", month=max(decided))
    return (*(one for one in goal.norms if one[0] < since), (since, norm))


def _evaluate(work: UnitOfWork, draft: EvaluationDraft) -> None:
    goal, month = work.goals.goal(draft.goal_id), Month.parse(draft.period)
    first, last = period_around(goal.every, month)
    if first != month or goal.norm_in(str(last)) is None:
        raise InvalidInputError("goal.period", period=draft.period)
    if last >= Month.of(work.now, work.zone):
        raise InvalidInputError("goal.running", period=draft.period)
    if not Results(work, "", (), last).is_over(measure_of(goal.measure), last):
        raise InvalidInputError("goal.unposted", period=draft.period)
    if not draft.decision.strip():
        raise InvalidInputError("goal.no_decision")
    if not all(one.text.strip() for one in draft.actions):
        raise InvalidInputError("goal.no_text")
    actions = tuple(
        Action(0, one.text.strip()[:LONGEST], work.people.person_by_code(one.owner).id, one.due_on)
        for one in draft.actions
    )
    decision = draft.decision.strip()[:LONGEST]
    said = Evaluation(0, goal.id, str(first), decision, work.now, work.actor, actions)
    work.goals.evaluate(said)
