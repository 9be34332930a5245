"""A unit sees what it agreed to in talks and about goals, and says when it is done."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.access import Role, UserAccount
from fmdesk.core.domain.errors import InvalidInputError, NotAllowedError, NotFoundError
from fmdesk.core.domain.goal_views import ActionDraft as GoalAction
from fmdesk.core.domain.goal_views import EvaluationDraft, GoalDraft
from fmdesk.core.domain.goals import Every
from fmdesk.core.domain.people import Person
from fmdesk.core.domain.talk import ActionDraft, ActionOutcome, TalkDraft
from fmdesk.core.domain.talk_views import AccountAsked
from fmdesk.core.domain.unit_actions import ActionKind, UnitActionDone
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.goals import Goals
from fmdesk.core.services.my_unit import MyUnit
from fmdesk.core.services.talks import Talks
from fmdesk.core.sql.door import SqlDoor
from fmdesk.reports.goal_words import action_words
from fmdesk.reports.writer import render_document, render_goals
from tests.integration.reports.conftest import ReportOffice

TODAY = date(2026, 10, 5)
MONTHS = ("2026-07", "2026-09")
LATE, SOON, LATER = (TODAY + timedelta(days=n) for n in (-1, 4, 9))


def unit_id(office: ReportOffice, code: str) -> int:
    with office.door.read() as work:
        return work.people.unit_by_code(code).id


def prepare(office: ReportOffice) -> tuple[Talks, Goals]:
    """Let Ab of the stock and the stock itself agree to something, and others too."""

    def people(work: UnitOfWork) -> Changes:
        stock = work.people.unit_by_code("stock").id
        for code, name, unit in (("ab", "Ab Stam", stock), ("cor", "Cor Wit", None)):
            work.people.save_person(Person(0, code, name, unit_id=unit))
        for login, role, unit in (("ab", Role.UNIT, stock), ("lou", Role.DESK_LEAD, None)):
            work.accounts.save(UserAccount(0, login, (role,), unit_id=unit))
        work.accounts.save(UserAccount(0, "anneke", (Role.CONTROLLER,)))
        return Changes()

    office.door.run(uuid4(), "access.save_account", None, people, Changes)
    talks, goals = Talks(office.door, render_document), Goals(office.door, render_goals)
    held = LATE - timedelta(days=7)
    rows = (
        ActionDraft("Voorraad tellen", "", "stock", SOON),
        ActionDraft("Rijden", "", "transport", SOON),
    )
    talks.hold(TalkDraft(uuid4(), "legal", held, *MONTHS, "Rob", "Te laat.", "", rows))
    goals.save(GoalDraft(uuid4(), 0, "kept", "", "", Every.QUARTER, "cor", 9_500, "2026-04"))
    actions = (
        GoalAction("Bellen bij uitloop", "ab", LATE),
        GoalAction("Prijs nakijken", "cor", SOON),
    )
    goals.evaluate(EvaluationDraft(uuid4(), 1, "2026-07", "Sneller", actions))
    return talks, goals


def test_a_unit_sees_its_actions_and_says_when_one_is_done(office: ReportOffice) -> None:
    talks, goals = prepare(office)
    stock = unit_id(office, "stock")
    ab = MyUnit(SqlDoor(office.database, "ab", office.time), office.plugins)
    found = ab.actions(stock, "en")
    assert [(one.kind, one.what, one.owner, one.about, one.due_on) for one in found] == [
        (ActionKind.GOAL, "Bellen bij uitloop", "Ab Stam", "Promises kept", LATE),
        (ActionKind.TALK, "Voorraad tellen", "Voorraad", "Juridische Zaken", SOON),
    ]
    assert [one.is_overdue(TODAY) for one in found] == [True, False]
    assert ab.actions(stock, "nl")[0].about == "Nagekomen beloften"

    call, count = (
        UnitActionDone(uuid4(), stock, one.kind, one.id, "  Gedaan, zie lijst. ") for one in found
    )
    for wrong in (" ", ""):
        with pytest.raises(InvalidInputError, match=r"talk\.no_word"):
            ab.end_action(replace(call, op_id=uuid4(), said=wrong))
    for other in (
        replace(count, op_id=uuid4(), action_id=count.action_id + 1),
        replace(call, op_id=uuid4(), action_id=call.action_id + 1),
    ):
        with pytest.raises(NotFoundError, match=r"unit_work\.no_action"):
            ab.end_action(other)
    for one in (call, count, call):
        ab.end_action(one)
    assert ab.actions(stock, "en") == ()
    with pytest.raises(NotFoundError, match=r"unit_work\.no_action"):
        ab.end_action(replace(call, op_id=uuid4()))

    (said,) = (
        one
        for one in talks.account(AccountAsked("legal", *MONTHS), "nl").actions
        if one.what == "Voorraad tellen"
    )
    assert (said.outcome, said.said) == (ActionOutcome.DONE, "Gedaan, zie lijst.")
    decided = goals.page(1, "2026-09", "en").results[0].evaluations[0]
    first = decided.actions[0]
    assert (first.action.done_at, first.action.done_by) == (office.time.at, "ab")
    assert action_words(first).endswith(": Gedaan, zie lijst.")


def test_a_unit_ends_its_own_actions_only(office: ReportOffice) -> None:
    prepare(office)
    stock, other = unit_id(office, "stock"), unit_id(office, "transport")
    ab, lou, anneke = (
        MyUnit(SqlDoor(office.database, login, office.time), office.plugins)
        for login in ("ab", "lou", "anneke")
    )
    with pytest.raises(NotAllowedError, match=r"access\.other_unit"):
        ab.actions(other, "nl")
    (drive,) = lou.actions(other, "nl")
    done = UnitActionDone(uuid4(), other, drive.kind, drive.id, "Gereden")
    with pytest.raises(NotAllowedError, match=r"access\.other_unit"):
        ab.end_action(done)
    with pytest.raises(NotFoundError, match=r"unit_work\.no_action"):
        ab.end_action(replace(done, op_id=uuid4(), unit_id=stock))
    with pytest.raises(NotAllowedError, match=r"access\.command"):
        anneke.end_action(replace(done, op_id=uuid4()))
    lou.end_action(replace(done, op_id=uuid4()))
    assert lou.actions(other, "nl") == ()
