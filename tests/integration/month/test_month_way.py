"""The way of a month: what it misses, approved by one and closed by another, reopened by two."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.month_progress import MonthActDraft, MonthProgress, RulingDraft
from fmdesk.core.domain.objection import SanctionDraft
from fmdesk.core.domain.views import Changes, JudgedRow, TicketFilter
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.month_progress import MonthWay
from fmdesk.core.services.objection_rules import SECOND_APPROVES
from fmdesk.core.services.why_papers import paper_of
from fmdesk.i18n import stamp, using_language
from fmdesk.messages import explain
from fmdesk.reports.writer import render_why
from tests.integration.month.conftest import PAPER_CENTS, SmallOffice
from tests.integration.month.stories import (
    close_month,
    half_late,
    sanctions_of,
)
from tests.unit.reports.readback import whole

MONTH = "2026-10"


@pytest.fixture
def way(office: SmallOffice) -> MonthWay:
    return MonthWay(office.door)


def act(text: str = "", seen: str = "", *, back: bool = False) -> MonthActDraft:
    return MonthActDraft(uuid4(), MONTH, text, seen, back)


def approve(way: MonthWay, text: str = "") -> Changes:
    """Approve the figures as they are shown now."""
    return way.approve(act(text, way.progress(MONTH).essence))


def refused(code: str, done: Callable[[], object]) -> None:
    with pytest.raises(DomainError) as caught:
        done()
    assert caught.value.code == code


def second_approves(office: SmallOffice) -> None:
    """Let the office want a second controller."""

    def put(work: UnitOfWork) -> Changes:
        work.settings.put(SECOND_APPROVES, "True")
        return Changes()

    office.door.run(uuid4(), "test.set", None, put, Changes)


def test_the_steps_count_what_is_still_to_be_done(office: SmallOffice, way: MonthWay) -> None:
    """One line open, then an objection; over, controlled, closed with its papers."""
    line = half_late(office)
    office.order()
    found = way.progress(MONTH)
    assert (found.open_lines, found.objections, found.controlled_at) == (1, 0, None)
    assert (found.is_over, found.is_closed, found.faults) == (False, False, 0)
    assert found.without_calendar == ()
    office.control(MONTH)
    (sanction,) = sanctions_of(office, line)
    office.sanctions.object_to(SanctionDraft(uuid4(), sanction.id, "objection", "bon"))
    found = way.progress(MONTH)
    assert (found.objections, found.controlled_at) == (1, office.time.now())
    office.sanctions.decide(SanctionDraft(uuid4(), sanction.id, "confirm", "terecht"))
    office.time.advance(days=31)
    close_month(office, MONTH)
    found = way.progress(MONTH)
    assert (found.is_closed, found.is_over, found.closed_revisions) == (True, True, (1,))


def test_another_approves_before_one_closes(office: SmallOffice, way: MonthWay) -> None:
    half_late(office)
    second_approves(office)
    office.time.advance(days=31)
    refused("month.no_figures", lambda: way.approve(act()))
    office.control(MONTH)
    refused("month.unapproved", lambda: close_month(office, MONTH))
    approve(way, "gezien")
    refused("month.own_approval", lambda: close_month(office, MONTH))
    office.door.actor = "bas"
    assert close_month(office, MONTH).revision == 1
    refused("month.closed", lambda: way.approve(act()))


def test_figures_that_changed_are_approved_again(office: SmallOffice, way: MonthWay) -> None:
    line = half_late(office)
    second_approves(office)
    office.control(MONTH)
    shown = way.progress(MONTH).essence
    approve(way)
    assert stands(way.progress(MONTH)) == ("anneke", False)
    (sanction,) = sanctions_of(office, line)
    office.sanctions.decide(SanctionDraft(uuid4(), sanction.id, "waive", "lift stuk"))
    office.time.advance(days=31)
    office.door.actor = "bas"
    refused("month.approval_stale", lambda: close_month(office, MONTH))
    office.control(MONTH)
    assert stands(way.progress(MONTH)) == ("anneke", True)
    for seen in (shown, ""):
        refused("month.not_as_shown", lambda seen=seen: way.approve(act("gezien", seen)))
    assert stands(way.progress(MONTH)) == ("anneke", True), "what was not seen is not approved"
    approve(way, "na het besluit")
    office.door.actor = "cato"
    assert close_month(office, MONTH).entries


def stands(found: MonthProgress) -> tuple[str, bool]:
    assert found.needs_approval
    return found.approved_by, found.is_approval_stale


def test_it_takes_two_to_reopen_and_the_old_revision_stays_readable(
    office: SmallOffice, way: MonthWay
) -> None:
    half_late(office)
    office.time.advance(days=31)
    refused("month.not_closed", lambda: way.ask_reopen(act("bon verkeerd")))
    close_month(office, MONTH)
    refused("month.reason_missing", lambda: way.ask_reopen(act(" ")))
    refused("month.reopen_unasked", lambda: office.months.reopen(uuid4(), MONTH, "bon"))
    way.ask_reopen(act("bon verkeerd"))
    refused("month.own_request", lambda: office.months.reopen(uuid4(), MONTH, "bon"))
    asked = way.progress(MONTH)
    assert (asked.reopen_asked_by, asked.reopen_reason) == ("anneke", "bon verkeerd")
    first = way.paper(MONTH, 1, "monthly.nl.pdf")
    office.door.actor = "bas"
    office.months.reopen(uuid4(), MONTH, "eens")
    found = way.progress(MONTH)
    assert (found.revision, found.is_closed, found.reopen_asked_by) == (2, False, "")
    close_month(office, MONTH)
    assert way.progress(MONTH).closed_revisions == (1, 2)
    assert way.paper(MONTH, 1, "monthly.nl.pdf") == first
    assert way.paper(MONTH, 2, "monthly.nl.pdf") != first


def test_who_approved_takes_it_back_and_anothers_approval_stands(
    office: SmallOffice, way: MonthWay
) -> None:
    half_late(office)
    second_approves(office)
    office.time.advance(days=31)
    office.control(MONTH)
    refused("month.nothing_said", lambda: way.approve(act(back=True)))
    approve(way)
    assert way.progress(MONTH).is_own_approval
    way.approve(act("vergissing", back=True))
    found = way.progress(MONTH)
    assert (found.approved_by, found.is_own_approval) == ("", False)
    refused("month.nothing_said", lambda: way.approve(act(back=True)))
    office.door.actor = "bas"
    refused("month.unapproved", lambda: close_month(office, MONTH))
    approve(way)
    refused("month.own_approval", lambda: close_month(office, MONTH))
    office.door.actor = "anneke"
    approve(way)
    assert close_month(office, MONTH).revision == 1, "Bas approved it, whoever did so since"


def test_who_asked_to_reopen_takes_it_back_and_two_who_ask_do_not_lock_each_other(
    office: SmallOffice, way: MonthWay
) -> None:
    half_late(office)
    office.time.advance(days=31)
    close_month(office, MONTH)
    way.ask_reopen(act("bon verkeerd"))
    assert way.progress(MONTH).is_own_request
    way.ask_reopen(act(back=True))
    found = way.progress(MONTH)
    assert (found.reopen_asked_by, found.is_own_request) == ("", False)
    office.door.actor = "bas"
    refused("month.reopen_unasked", lambda: office.months.reopen(uuid4(), MONTH, "eens"))
    refused("month.nothing_said", lambda: way.ask_reopen(act(back=True)))
    way.ask_reopen(act("van Bas"))
    office.door.actor = "anneke"
    way.ask_reopen(act("van Anneke"))
    found = way.progress(MONTH)
    assert (found.reopen_asked_by, found.is_own_request) == ("bas", False)
    office.months.reopen(uuid4(), MONTH, "eens")
    assert way.progress(MONTH).revision == 2


def judged(office: SmallOffice) -> tuple[JudgedRow, ...]:
    """Return the verdicts of the month as the list behind its figures has them."""
    wanted = TicketFilter(month=MONTH)
    with using_language("nl"):
        return office.queries.verdict_rows(wanted, office.queries.verdict_ids(wanted))


def late_by_two_days(office: SmallOffice, line: int) -> None:
    """The first delivery, of which the receipt said in time, came two days later."""
    with office.door.read() as work:
        first = work.tickets.events(line)[1]
    right = first.at + timedelta(hours=27)
    changes = {"corrects": first.number, "corrected_at": right, "reason": "bon nagekeken"}
    office.record(line, EventKind.CORRECTED, **changes)


@pytest.mark.parametrize(
    ("language", "outcome", "decided"),
    [
        ("nl", "Gebroken In quarantaine", "Beslist door anneke op {at}: bon nagekeken"),
        ("en", "Broken In quarantine", "Decided by anneke on {at}: bon nagekeken"),
    ],
)
def test_why_follows_what_a_person_decided(  # fixtures and cases
    office: SmallOffice,
    way: MonthWay,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    outcome: str,
    decided: str,
) -> None:
    line = half_late(office)
    monkeypatch.setattr(
        type(office.engine), "check", lambda _self, asked: [Outcome.EXCUSED] * len(asked)
    )
    office.control(MONTH)
    waiting = office.whys.explain(line, language).verdicts
    assert [one.outcome for one in waiting] == [Outcome.MANUAL] * 2, "as the control has it"
    assert [one.ruling for one in waiting] == [None, None]
    with office.door.read() as work:
        version = work.months.line(line).charter_version_ids[0]
    office.time.advance(hours=3)
    said_at = office.time.now()
    for part, said in ((1, "broken"), (1, "kept"), (2, "broken")):
        way.rule(RulingDraft(uuid4(), MONTH, line, part, 1, version, said, "bon nagekeken"))
        office.time.advance(minutes=1)
    office.time.advance(days=31)
    close_month(office, MONTH)
    paper = paper_of(office.whys, line, language)
    kept, broken = paper.why.verdicts
    assert (kept.outcome, kept.cents) == (Outcome.KEPT, 0)
    assert (broken.outcome, broken.cents) == (Outcome.BROKEN, 5 * PAPER_CENTS)
    assert broken.bearer
    assert broken.arithmetic
    assert broken.step_times
    posted = [one.cents for one in paper.why.line.posted if one.kind == "sanction"]
    assert max(posted) == broken.cents, "paper and ledger say the same"
    assert [one.name for one in paper.commands].count("month.rule") == 3
    with using_language(language):
        at = stamp(said_at + timedelta(minutes=2), paper.zone)
    text = whole(render_why(paper, language))
    assert outcome in text
    assert decided.format(at=f"{at}:00") in text


def test_a_person_decides_what_is_in_quarantine(
    office: SmallOffice, way: MonthWay, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Engine and check disagree on both halves: the second is broken, 92.00; the first was kept."""
    line = half_late(office)
    kind = type(office.engine)
    monkeypatch.setattr(kind, "check", lambda _self, asked: [Outcome.EXCUSED] * len(asked))
    office.control(MONTH)
    with office.door.read() as work:
        version = work.months.line(line).charter_version_ids[0]

    def rule(part: int, outcome: str, reason: str = "bon nagekeken", seen: str = "") -> Changes:
        draft = RulingDraft(uuid4(), MONTH, line, part, 1, version, outcome, reason, seen)
        return way.rule(draft)

    refused("sanction.reason_missing", lambda: rule(1, "kept", " "))
    refused("verdict.outcome", lambda: rule(1, "manual"))
    refused("verdict.decided", lambda: rule(7, "kept"))
    refused("verdict.other_facts", lambda: rule(1, "kept", seen="other"))
    assert way.progress(MONTH).quarantined == 2
    rule(1, "broken")
    rule(1, "kept")
    rule(2, "broken")
    figures = office.control(MONTH)
    assert (figures.quarantined, figures.total.kept, figures.total.broken) == (0, 1, 1)
    assert figures.total.credited_cents == 5 * PAPER_CENTS
    rows = judged(office)
    assert [(one.outcome, one.is_ruled) for one in rows] == [("kept", True), ("broken", True)]
    rule(2, "excused", "toch overmacht", rows[1].facts_sha256)
    assert office.control(MONTH).total.credited_cents == 0, "said otherwise while it is open"
    rule(2, "broken", "bon nagekeken", rows[1].facts_sha256)
    late_by_two_days(office, line)
    figures = office.control(MONTH)
    assert (figures.quarantined, figures.total.broken) == (1, 1), "on other facts it is asked again"
    with using_language("nl"), pytest.raises(DomainError) as caught:
        rule(1, "kept", seen=rows[0].facts_sha256)
    assert explain(caught.value).startswith("De feiten van dit oordeel zijn veranderd")
    assert [one.is_ruled for one in judged(office)] == [False, True]
    rule(1, "excused", seen=judged(office)[0].facts_sha256)
    assert office.control(MONTH).quarantined == 0
    office.time.advance(days=31)
    close_month(office, MONTH)
    refused("month.closed", lambda: rule(2, "kept"))
