"""Goals as their page and their paper show them, and the drafts that change them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fmdesk.core.domain.goals import Action, Evaluation, Every, Goal, Measure, Result, Trend
from fmdesk.core.domain.reporting import Cell, Opens
from fmdesk.core.domain.reviews import ReviewRow
from fmdesk.core.domain.views import Choice


@dataclass(frozen=True, slots=True)
class GoalDraft:
    """A goal to set, or to change, through `goals.save`.

    Attributes:
        op_id: Made once by the client.
        goal_id: Which, 0 for a new one.
        measure: Code of its measure; like scope, about and period it is fixed once it is set.
        scope: To what it is restricted, empty for the whole office.
        about: Number or code of that.
        every: Its period.
        owner: Code of the person who answers for it.
        norm: Basis points, cents, seconds or a count, as its measure is.
        since: The month from which the norm holds.
        purpose: Why it is there.
        seen: Its version as the user saw it, 0 for a new one.
    """

    op_id: UUID
    goal_id: int
    measure: str
    scope: str
    about: str
    every: Every
    owner: str
    norm: int
    since: str
    purpose: str = ""
    seen: int = 0


@dataclass(frozen=True, slots=True)
class GoalEnd:
    """A goal that is tested no more after a month, through `goals.end`."""

    op_id: UUID
    goal_id: int
    last: str
    seen: int


@dataclass(frozen=True, slots=True)
class ActionDraft:
    """Something to be done: what, by whom (code), by when."""

    text: str
    owner: str
    due_on: date


@dataclass(frozen=True, slots=True)
class EvaluationDraft:
    """What is decided about a result, through `goals.evaluate`.

    Attributes:
        op_id: Made once by the client.
        goal_id: The goal.
        period: First month of the period.
        decision: What was decided.
        actions: What is done about it.
    """

    op_id: UUID
    goal_id: int
    period: str
    decision: str
    actions: tuple[ActionDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionDone:
    """An action to tick off, or to open again, through `goals.tick`."""

    op_id: UUID
    action_id: int
    is_done: bool = True


@dataclass(frozen=True, slots=True)
class GoalRow:
    """One goal with its newest result.

    Attributes:
        goal: The goal.
        measure: Its measure.
        about: Name of what it is restricted to, empty for the whole office.
        owner: Its owner, by code and name.
        result: Of the period that is shown.
        trend: Against the period before.
        open_actions: Actions that are not done.
        late_actions: Those that should have been.
    """

    goal: Goal
    measure: Measure
    about: str
    owner: Choice
    result: Result
    trend: Trend
    open_actions: int
    late_actions: int


@dataclass(frozen=True, slots=True)
class ActionView:
    """An action with the name of its owner."""

    action: Action
    owner: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class EvaluationView:
    """What was decided, its actions, and the result of the period after it."""

    evaluation: Evaluation
    actions: tuple[ActionView, ...]
    effect: Result | None
    trend: Trend
    """Of the effect, against the result that was decided about."""


@dataclass(frozen=True, slots=True)
class ResultView:
    """A result with what was decided about it.

    Attributes:
        result: The result.
        trend: Against the period before.
        cells: What each part opens, by the order of `Measure.parts`; None where it opens nothing.
        opens: What kind of record each opens.
        evaluations: What was decided, oldest first.
    """

    result: Result
    trend: Trend
    cells: tuple[Cell | None, ...]
    opens: tuple[Opens | None, ...]
    evaluations: tuple[EvaluationView, ...]


@dataclass(frozen=True, slots=True)
class GoalPage:
    """A goal with its results, the newest first."""

    row: GoalRow
    results: tuple[ResultView, ...]


@dataclass(frozen=True, slots=True)
class GoalChoices:
    """What a goal is set from: measures, and by scope to what one can be restricted."""

    measures: tuple[Measure, ...]
    about: tuple[tuple[str, tuple[Choice, ...]], ...]


@dataclass(frozen=True, slots=True)
class GoalList:
    """The goals that are tested in a quarter, with what is behind in all of them.

    Attributes:
        last: The month up to which results are shown.
        rows: The goals.
        may_set: Who asks may set goals.
        may_evaluate: And decide about results.
    """

    last: str
    rows: tuple[GoalRow, ...]
    may_set: bool
    may_evaluate: bool


@dataclass(frozen=True, slots=True)
class GoalPaper:
    """The goals of a quarter, for a paper.

    Attributes:
        first: First month of the quarter.
        last: Its last month.
        organisation: Name of the organisation.
        zone: The office's zone.
        as_of: When it was made.
        chain_head: Head of the command log, in hex.
        attribution: Where the data comes from.
        language: Language of the names.
        pages: The goals, with their results up to the end of the quarter.
        reviews: What is overdue for review when the paper is made.
    """

    first: str
    last: str
    organisation: str
    zone: str
    as_of: datetime
    chain_head: str
    attribution: str
    language: str
    pages: tuple[GoalPage, ...]
    reviews: tuple[ReviewRow, ...] = ()
