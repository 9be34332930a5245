"""Every result of every goal is what a plain query says, of each subject that it can be about."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from uuid import uuid4

import sqlalchemy as sa

from fmdesk.core.domain.goal_views import GoalRow
from fmdesk.core.domain.goals import Every, Goal
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.reporting import ReportAsked, Scope
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.goal_measures import MEASURES
from fmdesk.core.services.goal_results import SHOWN, Results
from tests.integration.reports.conftest import ReportOffice
from tests.integration.reports.plain_goals import PLAIN_GOALS
from tests.integration.reports.test_figures import instants
from tests.integration.reports.test_goals import evaluated, goals_of

LASTS = {"2026-09": ("2026-07", "2026-09"), "2026-08": ("2026-04", "2026-08")}
"""The first month of the quarter and the month that were over last, by the month of asking."""
Parts = tuple[int, ...]


def set_goals(office: ReportOffice, every: tuple[Every, ...] = (Every.QUARTER,)) -> list[Goal]:
    """Set a goal for each measure, subject and length of period, in one command."""
    found: list[Goal] = []
    subjects = dict(goals_of(office).choices("nl").about)

    def add(work: UnitOfWork) -> Changes:
        for code, measure in MEASURES.items():
            kinds = [("", "")] + [
                (scope.value, one.code) for scope in measure.scopes for one in subjects[scope]
            ]
            for scope, about in kinds:
                for each in every:
                    norms = (("2026-01", 100),)
                    goal = Goal(0, code, scope, about, each, 1, "", norms)
                    found.append(work.goals.add(goal))
        return Changes()

    office.door.run(uuid4(), "test.goals", None, add, Changes)
    return found


def plain(office: ReportOffice, row: GoalRow) -> Parts:
    """Return what the query of the tests says of a row."""
    goal, said = row.goal, PLAIN_GOALS[row.goal.measure]
    subject = int(goal.about) if goal.about.isdigit() else goal.about
    asked = ReportAsked("", row.result.first, row.result.last)
    statement = sa.text(said.query.replace("{about}", said.about.get(goal.scope, "1 = 1")))
    values = {**instants(asked), "subject": subject}
    used = {name: one for name, one in values.items() if f":{name}" in statement.text}
    with office.database.read() as connection:
        parts = connection.execute(statement, used).one()
    return tuple(int(Decimal(str(one or 0))) for one in parts)


def figure(measure: str, parts: Parts) -> int | None:
    """Return what the parts make of a measure."""
    scale = PLAIN_GOALS[measure].scale
    if not scale:
        return parts[0]
    return parts[0] * scale // parts[1] if parts[1] else None


def test_the_plain_queries_know_every_measure_and_every_kind_of_subject() -> None:
    known = {code: {Scope(one) for one in plain.about} for code, plain in PLAIN_GOALS.items()}
    assert known == {code: set(one.scopes) for code, one in MEASURES.items()}


def test_every_result_of_every_subject_is_what_its_own_query_says(office: ReportOffice) -> None:
    made = set_goals(office, (Every.QUARTER, Every.MONTH))
    goals, differ = goals_of(office), dict[tuple[str, str], set[Parts]]()
    for last, (quarter, month) in LASTS.items():
        rows = goals.rows(last, "nl").rows
        assert [row.goal.id for row in rows] == [one.id for one in made]
        for row in rows:
            goal, result = row.goal, row.result
            assert result.first == (quarter if goal.every is Every.QUARTER else month)
            expected = plain(office, row)
            assert result.parts == expected, (goal, result.first)
            assert result.value == figure(goal.measure, expected), (goal, result.first)
            assert bool(row.about) is bool(goal.scope)
            differ.setdefault((goal.measure, goal.scope), set()).add(expected)
    kinds = {(one.measure, one.scope) for one in made}
    assert {kind for kind, found in differ.items() if len(found) > 1} == kinds, "no control"


@contextmanager
def queries_of(office: ReportOffice) -> Iterator[list[str]]:
    """Note every query within the block."""
    seen: list[str] = []

    def note(*args: object) -> None:
        seen.append(str(args[2]))

    sa.event.listen(office.database.reader, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        sa.event.remove(office.database.reader, "before_cursor_execute", note)


def test_more_goals_take_no_more_queries(office: ReportOffice) -> None:
    """The list and the quarter on paper; more goals of the same kinds, periods and owners."""
    made = set_goals(office, every=(Every.QUARTER, Every.MONTH))
    goals_of(office).evaluate(evaluated(made[0].id, "2026-04"))
    few = list({(one.measure, one.scope, one.every): one for one in reversed(made)}.values())
    counts = []
    for tested in (few, made):
        with office.door.read() as work, queries_of(office) as seen:
            results = Results(work, "nl", tested, Month(2026, 9), SHOWN)
            pages = [results.page(one) for one in tested]
        counts.append(len(seen))
        assert len(pages) == len(tested)
    assert len(made) > 2 * len(few)
    assert counts[1] <= counts[0]  # the first one filled what the door remembers
    with office.door.read() as work, queries_of(office) as seen:  # the control: one by one
        for one in made[:40]:
            Results(work, "nl", [one], Month(2026, 9), SHOWN).page(one)
    assert len(seen) > counts[0]
