"""Goals: results are the reports' own figures, and what is decided about them stays beside them."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date
from uuid import uuid4

import pytest
import sqlalchemy as sa

from fmdesk.core.domain.access import Role, UserAccount
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
from fmdesk.core.domain.goals import Every, Standing
from fmdesk.core.domain.people import Person
from fmdesk.core.domain.permissions import Area
from fmdesk.core.domain.reporting import ReportAsked, Scope
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.goal_measures import MEASURES
from fmdesk.core.services.goals import Goals
from fmdesk.core.services.report_list import REPORTS
from fmdesk.core.sql.door import SqlDoor
from fmdesk.reports.writer import render_goals
from tests.integration.reports.conftest import ReportOffice
from tests.integration.reports.plain import PLAIN
from tests.integration.reports.test_figures import told
from tests.unit.reports.readback import whole

OWNER = "eigenaar"
QUARTER = ("2026-07", "2026-09")


def goals_of(office: ReportOffice, actor: str = "anneke") -> Goals:
    return Goals(SqlDoor(office.database, actor, office.time), render_goals)


@pytest.fixture
def goals(office: ReportOffice) -> Goals:
    def add(work: UnitOfWork) -> Changes:
        work.people.save_person(Person(0, OWNER, "Noor van Dijk", "", "noor@example.org"))
        return Changes()

    office.door.run(uuid4(), "test.owner", None, add, Changes)
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


def plain_total(office: ReportOffice, measure: str, about: tuple[str, int]) -> list[int]:
    """Return the parts of a measure over a quarter, summed from the plain query of its table."""
    spec = MEASURES[measure]
    asked = ReportAsked("goals", *QUARTER, *about)
    plain = PLAIN[spec.table.code]
    rows = told(office, spec.table.code, asked).values()
    wanted = [code if code in plain.columns else "" for code in spec.parts]
    return [
        sum(row[plain.columns.index(code)] or 0 for row in rows) if code else -1 for code in wanted
    ]


def test_every_result_is_what_the_plain_queries_say(office: ReportOffice, goals: Goals) -> None:
    """Each measure, of the office and of one of each scope that the plain queries know."""
    wanted = []
    for code, measure in MEASURES.items():
        for scope in ("", *measure.scopes):
            about = "" if not scope else _one_of(goals, Scope(scope))
            goals.save(draft(code, 100, (str(scope), about)))
            wanted.append((code, str(scope), about))
    rows = goals.rows("2026-09", "nl").rows
    assert [(one.goal.measure, one.goal.scope, one.goal.about) for one in rows] == wanted
    compared = set()
    for row in rows:
        plain = PLAIN[row.measure.table.code]
        if row.goal.scope and row.goal.scope not in plain.scopes:
            continue
        about = (row.goal.scope, int(row.goal.about or 0))
        expected = plain_total(office, row.goal.measure, about)
        for found, told_, code in zip(row.result.parts, expected, row.measure.parts, strict=True):
            if told_ >= 0:
                assert found == told_, (row.goal.measure, row.goal.scope, code)
                compared.add(row.goal.measure)
    assert compared == set(MEASURES)
    assert {row.result.first for row in rows} == {"2026-07"}
    assert all(row.about for row in rows if row.goal.scope)
    whole = {one.goal.measure: one.result.parts for one in rows if not one.goal.scope}
    assert any(one.result.parts != whole[one.goal.measure] for one in rows if one.goal.scope)


def _one_of(goals: Goals, scope: Scope) -> str:
    found = dict(goals.choices("nl").about)[scope.value]
    return found[min(1, len(found) - 1)].code


def test_parts_by_charter_channel_and_product_are_the_rows_of_the_reports(
    office: ReportOffice, goals: Goals
) -> None:
    """Scopes that no report has are the row of the table that names the same thing."""
    of_product, of_channel = _one_of(goals, Scope.PRODUCT), _one_of(goals, Scope.CHANNEL)
    goals.save(draft("satisfied", 100, ("product", of_product)))
    goals.save(draft("settled", 100, ("channel", of_channel)))
    goals.save(draft("reached", 100, ("channel", of_channel)))
    goals.save(draft("kept", 100, ("charter", "stock-24h")))
    satisfied, settled, reached, kept = goals.rows("2026-09", "nl").rows

    def of_report(report: str, table: str, key: int | str, *codes: str) -> list[int | None]:
        found = office.reports.figures(ReportAsked(report, *QUARTER), "nl").table(table)
        shown = [one.code for one in found.spec.shown]
        rows = [one for one in found.rows if one.key[0] == key]
        return [sum(one.values[shown.index(code)] or 0 for one in rows) for code in codes]

    said = of_report(
        "satisfaction", "said_of_products", int(of_product), "satisfied", "not_satisfied"
    )
    assert satisfied.result.parts == (said[0], sum(one or 0 for one in said))
    assert list(settled.result.parts) == of_report(
        "settled", "settled", of_channel, "at_desk", "contacts"
    )
    calls = of_report("reached", "reached", of_channel, "answered", "missed")
    assert reached.result.parts == (calls[0], sum(one or 0 for one in calls))
    assert kept.result.parts[0] == of_report("charters", "charters", 1, "kept")[0]


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
    before = whole(goals.paper("2026-03", "nl"))
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
    goals.save(draft())  # now it may be set anew
    assert [one.goal.id for one in goals.rows("2026-09", "nl").rows] == [2]


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
    def accounts(work: UnitOfWork) -> Changes:
        for login, roles in (
            ("anneke", (Role.CONTROLLER,)),
            ("lead", (Role.DESK_LEAD,)),
            ("auditor", (Role.AUDITOR,)),
            ("desk", (Role.DESK,)),
        ):
            work.accounts.save(UserAccount(0, login, roles))
        return Changes()

    office.door.run(uuid4(), "test.accounts", None, accounts, Changes)
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
