"""Talks with departments: figures, open complaints, talks that stand, actions, and rights."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from fmdesk.core.domain.access import ALL_ROLES, Role, UserAccount
from fmdesk.core.domain.agreement import Agreement, Level
from fmdesk.core.domain.errors import (
    ConflictError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
)
from fmdesk.core.domain.people import Person
from fmdesk.core.domain.reporting import ReportAsked, Scope
from fmdesk.core.domain.talk import ActionDraft, ActionEnd, ActionOutcome, PlanDraft, TalkDraft
from fmdesk.core.domain.talk_views import AccountAsked, AccountView, Owner, VolumeUse, Wait
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.account_figures import SHOWN
from fmdesk.core.services.talks import Talks
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.door import SqlDoor
from fmdesk.reports.writer import render_document
from tests.integration.reports.conftest import ReportOffice
from tests.unit.reports.readback import whole

TODAY = date(2026, 10, 5)
TODAY_AT = datetime(2026, 10, 5, 9, tzinfo=UTC)
ASKED = AccountAsked("legal", "2026-07", "2026-09")
MOVE = ActionDraft("Kast verplaatsen", "p1", "", TODAY + timedelta(days=4))
STOCK = ActionDraft("Voorraad tellen", "", "stock", TODAY + timedelta(days=2))


@pytest.fixture
def talks(office: ReportOffice) -> Talks:
    return Talks(office.door, render_document)


def plan(**changes: object) -> PlanDraft:
    made = PlanDraft(uuid4(), "legal", TODAY, "2026-07", "2026-09", "Anneke", "Papier\nDe kast")
    return replace(made, **changes)


def talk(**changes: object) -> TalkDraft:
    made = TalkDraft(
        uuid4(), "legal", TODAY, "2026-07", "2026-09", " Anneke, Rob ", "Te laat.", "Sneller.",
        (MOVE, STOCK),
    )  # fmt: skip
    return replace(made, **changes)


def account(talks: Talks) -> AccountView:
    return talks.account(ASKED, "en")


def change(office: ReportOffice, work: Callable[[UnitOfWork], object]) -> None:
    def done(unit: UnitOfWork) -> Changes:
        work(unit)
        return Changes()

    office.door.run(uuid4(), "test.change", None, done, Changes)


def test_the_figures_are_those_of_the_report_of_the_department(
    office: ReportOffice, talks: Talks
) -> None:
    asked = ReportAsked("department", "2026-07", "2026-09", Scope.DEPARTMENT, 1)
    report = office.reports.figures(asked, "en")
    found = account(talks).figures
    assert [(one.table, one.column) for one in found] == [(s.table, s.column) for s in SHOWN]
    for one in found:
        table = report.table(one.table)
        place = [column.code for column in table.spec.shown].index(one.column)
        assert one.value == table.total[place], one
    assert sum(one.value or 0 for one in found) > 0
    with pytest.raises(InvalidInputError, match=r"report\.order"):
        talks.account(replace(ASKED, last="2026-06"), "en")
    for code in ("nobody", ""):
        with pytest.raises(NotFoundError, match=r"department\.unknown"):
            talks.account(replace(ASKED, department=code), "en")


def test_what_customers_wait_for_is_what_plain_queries_say(
    office: ReportOffice, talks: Talks
) -> None:
    found = account(talks).complaints
    with office.database.read() as connection:
        unanswered = connection.scalar(
            sa.text(
                "SELECT count(*) FROM contact WHERE kind = 'complaint' AND answered_at IS NULL"
                " AND person_id IN (SELECT id FROM person WHERE department_id = 1)"
            )
        )
        unsatisfied = connection.scalar(
            sa.text(
                "SELECT count(*) FROM call_back JOIN line ON line.id = line_id WHERE"
                " outcome = 'not_satisfied' AND department_id = 1 AND line.state = 'new'"
            )
        )
    kinds = [one.kind for one in found]
    assert kinds.count(Wait.COMPLAINT) == unanswered > 0
    assert kinds.count(Wait.NOT_SATISFIED) == unsatisfied > 0
    assert [one.at for one in found] == sorted(one.at for one in found)
    again = next(one for one in found if one.kind is Wait.NOT_SATISFIED)
    assert (again.text, again.person) == ("goed", "Anneke de Vries")
    assert again.number.startswith("M000")

    def ask_twice(work: UnitOfWork) -> None:
        """Every such line was ready once more, and did not satisfy once more."""
        cells = t.call_back.c
        twice = (sa.literal("closed"), cells.outcome, cells.due_at)
        query = sa.select(
            cells.id + 1000, cells.line_id, cells.event + 1000, *twice, cells.closed_at
        ).where(cells.outcome == "not_satisfied")
        names = ["id", "line_id", "event", "state", "outcome", "due_at", "closed_at"]
        work.connection.execute(sa.insert(t.call_back).from_select(names, query))

    change(office, ask_twice)
    twice = [one for one in account(talks).complaints if one.kind is Wait.NOT_SATISFIED]
    assert len(twice) == unsatisfied, "a line waits once, however often it was asked about"

    def answer(work: UnitOfWork) -> None:
        for number, state in ((1, "ready"), (2, "cancelled")):
            lines = sa.update(t.line).where(t.line.c.id % 2 == number % 2)
            work.connection.execute(lines.values(state=state))
        late = sa.update(t.contact).where(t.contact.c.answered_at.is_(None))
        work.connection.execute(late.values(answered_at=work.now))

    change(office, answer)
    assert account(talks).complaints == ()


def test_what_is_agreed_says_its_use_and_when_it_ends(office: ReportOffice, talks: Talks) -> None:
    assert account(talks).running is None
    lines = sa.update(t.line)

    def long_ago(work: UnitOfWork) -> None:
        work.connection.execute(lines.values(opened_at=TODAY_AT - timedelta(days=400)))

    change(office, long_ago)
    whole = Agreement("legal", TODAY, levels=(Level(volume=12), Level(product="paper")))
    change(office, lambda work: work.agreements.add(whole))
    running = account(talks).running
    assert running is not None
    assert (running.number, running.since, running.next_on) == (1, TODAY, None)
    assert running.volumes == (VolumeUse("The whole catalogue", 0, 12, 0),)

    def ordered(work: UnitOfWork) -> None:
        """Five chairs, two of them in September; the fourth is cancelled, the fifth of another."""
        chair = {"product_id": 2, "product_version_id": 2, "quantity": 1, "state": "ready"}
        of = {**chair, "department_id": 1, "level_id": None, "opened_at": TODAY_AT}
        earlier = {"opened_at": TODAY_AT - timedelta(days=30)}
        for ids, values in (
            ((1, 2, 3, 4, 5), of),
            ((2, 3), earlier),
            ((4,), {"state": "cancelled"}),
            ((5,), {"department_id": 2}),
        ):
            work.connection.execute(lines.values(**values).where(t.line.c.id.in_(ids)))

    change(office, ordered)
    running = account(talks).running
    assert running is not None
    assert running.volumes == (VolumeUse("The whole catalogue", 3, 12, 2),), "two in September"
    later = date(2027, 1, 1)
    change(office, lambda work: work.agreements.add(replace(whole, valid_from=later)))
    ending = replace(whole, valid_from=date(2028, 1, 1), is_ended=True)
    change(office, lambda work: work.agreements.add(ending))
    running = account(talks).running
    assert running is not None
    assert (running.number, running.next_on, running.is_ending) == (1, later, False)
    office.time.advance(days=100)
    running = account(talks).running
    assert running is not None
    assert (running.number, running.is_ending) == (2, True)
    change(office, lambda work: work.agreements.add(replace(ending, is_ended=False)))
    running = account(talks).running
    assert running is not None
    assert (running.next_on, running.is_ending) == (ending.valid_from, False), "the newest counts"


def test_the_next_talk_is_prepared_until_it_is_held(office: ReportOffice, talks: Talks) -> None:
    assert account(talks).plan is None
    talks.prepare(plan())
    found = account(talks).plan
    assert found is not None
    assert (found.on, found.people, found.points) == (TODAY, "Anneke", "Papier\nDe kast")
    with pytest.raises(ConflictError, match=r"talk\.changed"):
        talks.prepare(plan())
    talks.prepare(plan(points="Alleen de kast", after=1))
    with pytest.raises(InvalidInputError, match=r"talk\.past"):
        talks.prepare(plan(on=TODAY - timedelta(days=1), after=2))
    found = account(talks).plan
    assert found is not None
    assert (found.points, found.version) == ("Alleen de kast", 2)

    words = whole(talks.agenda("legal", "nl"))
    assert "Alleen de kast" in words
    assert "Niet tevreden" in words, "what customers wait for"
    before = account(talks).figures
    for seen in (0, 1):  # another desk prepared it, or changed it since
        with pytest.raises(ConflictError, match=r"talk\.plan_changed") as refused:
            talks.hold(talk(plan=seen))
        assert refused.value.params["theirs"] == "Anneke, Alleen de kast"
    assert account(talks).plan == found
    talks.hold(talk(plan=2))
    shown = account(talks)
    assert shown.plan is None
    with pytest.raises(NotFoundError, match=r"talk\.no_plan"):
        talks.agenda("legal", "nl")
    words = whole(talks.record("legal", 1, "en"))
    for said in ("Entry 1: talk with Juridische Zaken", "Te laat.", "Voorraad tellen", "Paid"):
        assert said in words
    with pytest.raises(NotFoundError, match=r"talk\.unknown"):
        talks.record("legal", 2, "en")
    [held] = shown.talks
    assert (held.number, held.people, held.notes) == (1, "Anneke, Rob", "Te laat.")
    assert (held.actor, held.agreed, held.figures) == ("anneke", "Sneller.", before)
    assert [(one.what, one.owner) for one in shown.actions] == [
        ("Voorraad tellen", "Voorraad"),
        ("Kast verplaatsen", "Anneke de Vries"),
    ]
    change(office, lambda work: work.connection.execute(sa.delete(t.contact)))
    assert account(talks).figures != before
    assert account(talks).talks[0].figures == before, "a talk keeps what was talked about"


def test_what_is_prepared_after_a_talk_is_not_overwritten_by_who_saw_the_one_before(
    talks: Talks,
) -> None:
    """Anneke has a plan open; Bas holds that talk and prepares the next one."""
    talks.prepare(plan())
    opened = account(talks).plan
    assert opened is not None
    talks.hold(talk(plan=opened.version))
    talks.prepare(plan(points="Van Bas"))
    with pytest.raises(ConflictError, match=r"talk\.changed"):
        talks.prepare(plan(points="Van Anneke", after=opened.version))
    theirs = account(talks).plan
    assert theirs is not None
    assert theirs.points == "Van Bas"
    talks.prepare(plan(points="Van allebei", after=theirs.version))


def test_a_talk_stands_and_is_corrected_once_by_a_new_entry(
    office: ReportOffice, talks: Talks
) -> None:
    talks.hold(talk())
    with pytest.raises(ConflictError, match=r"talk\.changed"):
        talks.hold(talk())
    talks.prepare(plan())
    talks.hold(talk(notes="Op tijd.", actions=(), after=1, corrects=1))
    second, first = account(talks).talks
    assert (first.notes, first.corrected_by, first.corrects) == ("Te laat.", 2, 0)
    assert (second.notes, second.corrects, second.corrected_by) == ("Op tijd.", 1, 0)
    assert account(talks).plan is not None, "the next talk is still to come"
    assert len(account(talks).actions) == 2
    with pytest.raises(ConflictError, match=r"talk\.corrected"):
        talks.hold(talk(after=2, corrects=1))
    with pytest.raises(NotFoundError, match=r"talk\.unknown"):
        talks.hold(talk(after=2, corrects=9))
    for wrong in ("nobody", "p1"):
        unknown = replace(STOCK, unit=wrong)
        with pytest.raises(NotFoundError, match=r"unit\.unknown"):
            talks.hold(talk(after=2, actions=(unknown,), plan=1))
    assert len(account(talks).talks) == 2, "a refused talk leaves nothing"
    for statement in (
        "UPDATE talk SET notes = ''",
        "DELETE FROM talk",
        "UPDATE talk_action SET what = ''",
        "DELETE FROM talk_action",
    ):
        with pytest.raises(sa.exc.DBAPIError, match="append_only"), office.database.write() as raw:
            raw.exec_driver_sql(statement)


def test_an_action_is_open_until_it_is_done_or_withdrawn(
    office: ReportOffice, talks: Talks
) -> None:
    talks.hold(talk())
    other = talk(department="ict", actions=(replace(MOVE, due_on=TODAY),))
    talks.hold(other)
    everywhere = talks.actions()
    assert [one.department_name for one in everywhere] == [
        "Automatisering",
        "Juridische Zaken",
        "Juridische Zaken",
    ]
    tomorrow = TODAY + timedelta(days=1)
    assert [one.is_overdue(tomorrow) for one in everywhere] == [True, False, False]
    first, second = account(talks).actions
    assert (first.talk, first.held_on) == (1, TODAY)
    with pytest.raises(InvalidInputError, match=r"talk\.no_word"):
        talks.end_action(ActionEnd(uuid4(), first.id, ActionOutcome.DONE, " "))
    talks.end_action(ActionEnd(uuid4(), first.id, ActionOutcome.DONE, "Geteld."))
    office.time.advance(hours=1)
    talks.end_action(ActionEnd(uuid4(), second.id, ActionOutcome.WITHDRAWN, "Kast is weg."))
    with pytest.raises(ConflictError, match=r"talk\.action_ended"):
        talks.end_action(ActionEnd(uuid4(), first.id, ActionOutcome.WITHDRAWN, "Toch niet."))
    with pytest.raises(NotFoundError, match=r"talk\.no_action"):
        talks.end_action(ActionEnd(uuid4(), 99, ActionOutcome.DONE, "Ja."))
    latest, earlier = account(talks).actions
    assert (latest.outcome, latest.said) == (ActionOutcome.WITHDRAWN, "Kast is weg.")
    assert (earlier.outcome, earlier.said) == (ActionOutcome.DONE, "Geteld.")
    assert not earlier.is_overdue(date(2027, 1, 1))
    assert [one.department for one in talks.actions()] == ["ict"]


def test_who_keeps_the_account_and_controllers_write_and_others_read_or_do_not(
    office: ReportOffice, talks: Talks
) -> None:
    def hire(work: UnitOfWork) -> None:
        kept = work.people.save_person(Person(0, "p2", "Rob Bakker"))
        people = work.people.departments()
        legal = next(one for one in people if one.code == "legal")
        work.people.save_department(replace(legal, account_manager_id=kept.id))
        for role in Role:
            work.accounts.save(UserAccount(0, role.value, (role,)))
        mine = UserAccount(0, "rob", (Role.ACCOUNT_MANAGER,), person_id=kept.id)
        work.accounts.save(mine)
        work.accounts.save(replace(mine, login="retired", roles=(Role.DESK_LEAD,)))
        work.accounts.save(UserAccount(0, "anneke", ALL_ROLES))

    change(office, hire)
    assert Owner("p2", "", "Rob Bakker") in talks.owners("legal")
    assert Owner("p2", "", "Rob Bakker") not in talks.owners("ict")
    assert Owner("", "stock", "Voorraad") in talks.owners("ict")
    readers = {Role.DESK_LEAD, Role.ACCOUNT_MANAGER, Role.CONTROLLER, Role.AUDITOR}
    writers = {Role.CONTROLLER.value, "rob", "anneke"}
    after = 0
    for login in (*(role.value for role in Role), "rob", "retired", "anneke"):
        theirs = Talks(SqlDoor(office.database, login, office.time), render_document)
        if login in {role.value for role in Role} - {role.value for role in readers}:
            for read in (lambda one=theirs: account(one), theirs.actions):
                with pytest.raises(NotAllowedError, match=r"access\.area"):
                    read()
        else:
            assert account(theirs).may_write is (login in writers), login
        if login in writers:
            theirs.prepare(plan())
            theirs.hold(talk(after=after, plan=after + 1))
            after += 1
            open_ones = [one for one in account(theirs).actions if one.outcome is None]
            theirs.end_action(ActionEnd(uuid4(), open_ones[0].id, ActionOutcome.DONE, "Ja."))
        else:
            with pytest.raises(NotAllowedError):
                theirs.hold(talk(after=after, plan=1))
    others = Talks(SqlDoor(office.database, "rob", office.time), render_document)
    with pytest.raises(NotAllowedError, match=r"talk\.other_account"):
        others.prepare(plan(department="ict"))
