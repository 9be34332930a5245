"""Goals: results are the reports' own figures, and what is decided about them stays beside them."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
import sqlalchemy as sa

from fmdesk.core.domain.access import Role
from fmdesk.core.domain.errors import (
    ConflictError,
    DomainError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
)
from fmdesk.core.domain.goal_views import (
    ActionDone,
    ActionDraft,
    EvaluationDraft,
    GoalDraft,
    GoalEnd,
    GoalPaper,
)
from fmdesk.core.domain.goals import Every, Standing, Trend
from fmdesk.core.domain.period import Month, PeriodState
from fmdesk.core.domain.permissions import Area
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.goal_measures import MEASURES
from fmdesk.core.services.goals import Goals
from fmdesk.core.services.report_list import REPORTS
from fmdesk.core.sql.door import SqlDoor
from fmdesk.reports.writer import render_goals
from tests.integration.reports.conftest import ReportOffice
from tests.unit.reports.readback import whole

OWNER = "eigenaar"
QUARTER = ("2026-07", "2026-09")


def goals_of(office: ReportOffice, actor: str = "anneke") -> Goals:
    return Goals(SqlDoor(office.database, actor, office.time), render_goals)


@pytest.fixture
def goals(office: ReportOffice) -> Goals:
    office.add_person(OWNER, "Noor van Dijk", "noor@example.org")
    return goals_of(office)


def draft(
    measure: str = "kept",
    norm: int = 9500,
    about: tuple[str, str] = ("", ""),
    every: Every = Every.QUARTER,
    **more: object,
) -> GoalDraft:
    values = {"op_id": uuid4(), "goal_id": 0, "owner": OWNER, "since": "2026-04", **more}
    return GoalDraft(
        measure=measure, norm=norm, scope=about[0], about=about[1], every=every, **values
    )


def evaluated(
    goal_id: int, period: str, decision: str = "Meer handen", actions: Sequence[ActionDraft] = ()
) -> EvaluationDraft:
    return EvaluationDraft(uuid4(), goal_id, period, decision, tuple(actions))


def test_a_result_opens_exactly_its_records(goals: Goals) -> None:
    goals.save(draft("kept", 9500, ("unit", "2")))
    (row,) = goals.rows("2026-09", "nl").rows
    page = goals.page(row.goal.id, "2026-12", "nl")
    shown = next(one for one in page.results if one.result.first == "2026-07")
    for part, cell in zip(shown.result.parts, shown.cells, strict=True):
        assert cell is not None
        numbers = goals.numbers(cell)
        assert len(numbers) == part > 0
        assert len(goals.records(cell, numbers, "nl")) == part
    goals.save(draft("used", 10_000))
    budget = goals.page(2, "2026-09", "nl").results[0]
    assert [one is None for one in budget.cells] == [False, True]


def test_a_goal_is_tested_period_by_period(goals: Goals) -> None:
    """On 5 October: the fourth quarter runs, the third is over, before April it was no goal."""
    goals.save(draft(norm=0))
    page = goals.page(1, "2026-12", "nl")
    standings = {one.result.first: one.result.standing for one in page.results}
    assert len(page.results) == 8
    assert standings["2026-10"] in {Standing.RUNNING, Standing.UNKNOWN}
    assert standings["2026-07"] is Standing.MET
    assert standings["2026-01"] is Standing.BEFORE
    assert page.row.result.first == "2026-07"
    goals.save(draft("complaints", 0, every=Every.MONTH))
    assert goals.rows("2026-12", "nl").rows[1].result.first == "2026-09"
    assert goals.rows("", "nl").last == "2026-09"
    assert goals.rows("2026-06", "nl").rows[1].result.first == "2026-06"
    missed = goals.page(2, "2026-09", "nl").results[0].result
    assert (missed.value or 0) > 0
    assert missed.standing is Standing.MISSED


def test_what_is_borne_is_known_once_the_months_of_the_period_are_closed(
    office: ReportOffice, goals: Goals
) -> None:
    """What is proposed is not posted, so a month that is open still looks as if it cost nothing."""

    def close(month: str) -> None:
        def work_on(work: UnitOfWork) -> Changes:
            period = work.periods.lock(Month.parse(month))
            work.periods.close(replace(period, state=PeriodState.CLOSED), b"{}", {})
            return Changes()

        office.door.run(uuid4(), "test.close", None, work_on, Changes)

    goals.save(draft("borne", 10_000_000, every=Every.MONTH))
    goals.save(draft("used", 10_000))
    goals.save(draft("complaints", 10_000))
    for months, standings in {
        (): ("running", "running", "running", "met"),
        ("2026-07", "2026-08"): ("met", "running", "running", "met"),
        ("2026-09",): ("met", "met", "met", "met"),
    }.items():
        for month in months:
            close(month)
        shown = {number: goals.page(number, "2026-09", "nl").results for number in (1, 2, 3)}
        found = (shown[1][1], shown[1][0], shown[2][0], shown[3][0])
        assert tuple(one.result.standing.value for one in found) == standings
        for one in found:
            is_running = one.result.standing is Standing.RUNNING
            assert not is_running or one.trend is Trend.UNKNOWN, "0.00 is not better, yet"
        if standings[1] == "running":
            with pytest.raises(InvalidInputError, match=r"goal\.unposted"):
                goals.evaluate(evaluated(1, "2026-09"))
    assert shown[1][0].trend is not Trend.UNKNOWN
    goals.evaluate(evaluated(1, "2026-09"))


def test_a_decision_stands_with_its_actions_and_its_effect(
    office: ReportOffice, goals: Goals
) -> None:
    goals.save(draft("complaints", 3, every=Every.MONTH))
    action = ActionDraft(" Bellen na klacht ", OWNER, date(2026, 9, 30))
    goals.evaluate(evaluated(1, "2026-08", " Wij bellen terug. ", [action]))
    shown = {one.result.first: one for one in goals.page(1, "2026-09", "nl").results}
    (decided,) = shown["2026-08"].evaluations
    said = decided.evaluation
    assert (said.decision, said.by, said.at) == ("Wij bellen terug.", "anneke", office.time.at)
    assert decided.effect == shown["2026-09"].result
    assert decided.trend is shown["2026-09"].trend
    (made,) = decided.actions
    assert (made.action.text, made.owner, made.is_late) == (
        "Bellen na klacht",
        "Noor van Dijk",
        True,
    )
    row = goals.rows("2026-09", "nl").rows[0]
    assert (row.open_actions, row.late_actions) == (1, 1)
    goals.tick(ActionDone(uuid4(), made.action.id))
    goals.tick(ActionDone(uuid4(), made.action.id))
    again = goals.page(1, "2026-08", "nl").results[0].evaluations[0]
    assert again.actions[0].action.done_by == "anneke"
    assert again.effect == decided.effect  # also where its own period is not shown
    assert goals.rows("2026-09", "nl").rows[0].open_actions == 0
    goals.tick(ActionDone(uuid4(), made.action.id, is_done=False))
    assert goals.rows("2026-09", "nl").rows[0].late_actions == 1
    goals.evaluate(evaluated(1, "2026-09", "Verder zo"))
    (newest,) = goals.page(1, "2026-09", "nl").results[0].evaluations
    assert newest.effect is not None  # October runs
    assert not newest.effect.is_over


def test_a_new_norm_holds_from_its_month_and_never_before_what_was_decided(goals: Goals) -> None:
    goals.save(draft(every=Every.MONTH))
    goals.save(draft(every=Every.MONTH, goal_id=1, norm=9800, since="2026-09", seen=1))
    shown = {one.result.first: one.result for one in goals.page(1, "2026-09", "nl").results}
    assert (shown["2026-08"].norm, shown["2026-09"].norm) == (9500, 9800)
    with pytest.raises(ConflictError, match=r"goal\.changed"):
        goals.save(draft(every=Every.MONTH, goal_id=1, norm=9900, since="2026-10", seen=1))
    goals.evaluate(evaluated(1, "2026-09"))
    with pytest.raises(InvalidInputError, match=r"goal\.norm_past"):
        goals.save(draft(every=Every.MONTH, goal_id=1, norm=1, since="2026-09", seen=2))
    same = draft(every=Every.MONTH, goal_id=1, norm=9800, since="2026-09", seen=2, purpose="Rust")
    goals.save(same)
    goal = goals.rows("2026-09", "nl").rows[0].goal
    assert (goal.purpose, goal.version) == ("Rust", 3)
    assert goal.norms == (("2026-04", 9500), ("2026-09", 9800))


def test_the_paper_has_the_results_of_its_quarter(goals: Goals) -> None:
    goals.save(draft("complaints", 0, every=Every.MONTH, since="2026-08"))
    goals.save(draft("returned", 0))
    goals.evaluate(evaluated(1, "2026-08", "Wij bellen terug."))
    text = whole(goals.paper("2026-08", "en"))
    for words in ("Quarter 3 of 2026", "August 2026", "September 2026", "Returns over the cut"):
        assert words in text
    assert "July 2026" not in text  # it was no goal then
    assert "October 2026" not in text.replace("5 October 2026", "")
    assert "Wij bellen terug." in text
    assert "No review is overdue." in text
    words = " ".join(f"woord{n}" for n in range(200))
    goals.evaluate(evaluated(1, "2026-09", f"{words} slotwoord"))
    assert "slotwoord" in whole(goals.paper("2026-09", "en"))
    assert "Results over time" in text
    assert "No period has a result yet" not in text
    before = whole(goals.paper("2026-03", "nl"))
    assert "Resultaten door de tijd" not in before
    assert "In dit kwartaal is geen doel getoetst." in before


def test_a_paper_names_the_head_of_the_log_that_its_results_saw(
    goals: Goals, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another desk sets a goal just before the results are read: it is on the paper."""
    read, papers, heads = SqlDoor.read, list[GoalPaper](), list[str]()

    def late(self: SqlDoor, wanted: Area | None = None) -> AbstractContextManager[UnitOfWork]:
        if wanted is Area.REPORTS and not heads:
            heads.append("")  # what follows reads too
            goals.save(draft())
            heads[0] = goals.door.head()
        return read(self, wanted)

    def keep(paper: GoalPaper) -> bytes:
        papers.append(paper)
        return b""

    with monkeypatch.context() as patch:
        patch.setattr(SqlDoor, "read", late)
        Goals(goals.door, keep).paper("2026-09", "nl")
    (paper,) = papers
    assert len(paper.pages) == 1
    assert [paper.chain_head] == heads


def test_an_ended_goal_keeps_its_results(goals: Goals) -> None:
    goals.save(draft())
    with pytest.raises(InvalidInputError, match=r"goal\.end"):
        goals.end(GoalEnd(uuid4(), 1, "2026-03", 1))
    goals.end(GoalEnd(uuid4(), 1, "2026-06", 1))
    assert [one.goal.id for one in goals.rows("2026-06", "nl").rows] == [1]
    assert goals.rows("2026-09", "nl").rows == ()
    goals.save(draft(since="2026-07"))  # now it may be set anew
    assert [one.goal.id for one in goals.rows("2026-09", "nl").rows] == [2]


def test_no_month_has_the_same_goal_twice(goals: Goals) -> None:
    """One that ends is there until then; the next one begins after it, and stays there."""
    goals.save(draft())
    goals.end(GoalEnd(uuid4(), 1, "2026-12", 1))
    refused = [
        lambda: goals.save(draft(since="2026-10")),
        lambda: goals.save(draft(since="2026-12")),
    ]
    for again in refused:
        with pytest.raises(ConflictError, match=r"goal\.there"):
            again()
    goals.save(draft(since="2027-01"))
    longer, earlier = GoalEnd(uuid4(), 1, "2027-03", 2), draft(goal_id=2, since="2026-11", seen=1)
    for change in (lambda: goals.end(longer), lambda: goals.save(earlier)):
        with pytest.raises(ConflictError, match=r"goal\.there"):
            change()
    goals.end(GoalEnd(uuid4(), 1, "2026-10", 2))
    goals.save(earlier)
    first, second = (one.goal for one in goals.rows("2026-12", "nl").rows)
    assert (first.ended, second.since) == ("2026-10", "2026-11")


def test_a_goal_that_ended_within_the_quarter_is_there_with_its_last_result(goals: Goals) -> None:
    """What its last month came to can still be read and decided about."""
    goals.save(draft("complaints", 0, every=Every.MONTH))
    goals.end(GoalEnd(uuid4(), 1, "2026-08", 1))
    (row,) = goals.rows("2026-09", "nl").rows
    assert (row.result.first, row.result.standing) == ("2026-08", Standing.MISSED)
    results = goals.page(1, "2026-09", "nl").results
    assert [one.result.first for one in results[:2]] == ["2026-08", "2026-07"]
    goals.evaluate(evaluated(1, "2026-08"))
    assert len(goals.page(1, "2026-09", "nl").results[0].evaluations) == 1
    assert goals.rows("2026-12", "nl").rows == ()


def test_what_is_no_goal_or_no_decision_is_refused_whole(
    office: ReportOffice, goals: Goals
) -> None:
    goals.save(draft())
    nobody = ActionDraft("Bellen", "nobody", date(2026, 11, 1))
    nothing = ActionDraft(" ", OWNER, date(2026, 11, 1))
    drafts = {
        "goal.there": draft(),
        "goal.measure": draft("happiness"),
        "goal.scope": draft("kept", about=("channel", "phone")),
        "goal.about": draft("kept", about=("unit", "99")),
        "goal.norm": draft("returned", -1),
        "month.format": draft("returned", since="soon"),
        "person.unknown": draft("returned", owner="nobody"),
        "goal.unknown": draft(goal_id=9),
    }
    for code, wrong in drafts.items():
        with pytest.raises(DomainError, match=code.replace(".", r"\.")):
            goals.save(wrong)
    decisions = {
        "goal.no_decision": evaluated(1, "2026-07", " "),
        "goal.no_text": evaluated(1, "2026-07", actions=[nothing]),
        "person.unknown": evaluated(1, "2026-07", actions=[nobody]),
        "goal.running": evaluated(1, "2026-10"),
        "goal.period": evaluated(1, "2026-08"),
        "goal.unknown": evaluated(9, "2026-07"),
    }
    for code, said in decisions.items():
        with pytest.raises(DomainError, match=code.replace(".", r"\.")):
            goals.evaluate(said)
    with pytest.raises(InvalidInputError, match=r"goal\.period"):  # it was no goal then
        goals.evaluate(evaluated(1, "2026-01"))
    with pytest.raises(NotFoundError, match=r"goal\.no_action"):
        goals.tick(ActionDone(uuid4(), 5))
    with office.database.read() as connection:
        for table, rows in (("goal", 1), ("goal_evaluation", 0), ("goal_action", 0)):
            assert connection.execute(sa.text(f"SELECT count(*) FROM {table}")).scalar() == rows


def test_controllers_set_goals_and_leads_decide(office: ReportOffice, goals: Goals) -> None:
    office.add_accounts(
        anneke=Role.CONTROLLER, lead=Role.DESK_LEAD, auditor=Role.AUDITOR, desk=Role.DESK
    )
    goals.save(draft())
    lead, auditor, desk = (goals_of(office, one) for one in ("lead", "auditor", "desk"))
    lead.evaluate(evaluated(1, "2026-07"))
    with pytest.raises(NotAllowedError):
        lead.save(draft("returned"))
    rights = [
        (one.may_set, one.may_evaluate)
        for one in (g.rows("", "nl") for g in (goals, lead, auditor))
    ]
    assert rights == [(True, True), (False, True), (False, False)]
    with pytest.raises(NotAllowedError):
        auditor.evaluate(evaluated(1, "2026-07"))
    with pytest.raises(NotAllowedError, match=r"access\.area"):
        desk.rows("", "nl")


def test_every_measure_is_a_figure_of_a_report() -> None:
    tables = {table for spec in REPORTS for table in spec.tables}
    assert {one.table for one in MEASURES.values()} <= tables
