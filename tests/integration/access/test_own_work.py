"""A unit acts on its own lines and its own sanctions; nobody decides for their own unit."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.access import ALL_ROLES, Role, UserAccount
from fmdesk.core.domain.contact import RemarkAnswer, RemarkDraft
from fmdesk.core.domain.crossing import QuestionAnswer, QuestionDraft
from fmdesk.core.domain.errors import InvalidInputError, NotAllowedError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.force_majeure import Case, CaseDraft
from fmdesk.core.domain.month_progress import RulingDraft
from fmdesk.core.domain.objection import SanctionDraft
from fmdesk.core.domain.people import Person, Unit
from fmdesk.core.domain.ticket import ContactKind, EventDraft
from fmdesk.core.domain.unit_work import Absence, AbsenceDraft, AssignDraft
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import RuleEngine, UnitOfWork
from fmdesk.core.services.changing import Changing
from fmdesk.core.services.contacts import Contacts
from fmdesk.core.services.force_majeure import ForceMajeure
from fmdesk.core.services.month_progress import MonthWay
from fmdesk.core.services.my_unit import MyUnit
from fmdesk.core.services.objection_rules import SECOND_ABOVE
from fmdesk.core.services.questions import Questions
from fmdesk.testing import FakeTime, Fill
from tests.integration.month.conftest import MONDAY, SmallOffice, engine, paper_from_stock
from tests.integration.month.stories import half_late, sanctions_of

__all__ = ["engine"]

MONTH = "2026-10"
Enter = Callable[..., SmallOffice]


@pytest.fixture
def database_content() -> Fill:
    return paper_from_stock


@pytest.fixture
def office(database_url: str, time_source: FakeTime, engine: RuleEngine) -> Iterator[SmallOffice]:
    """Paper from stock, on Monday 5 October 2026 at 10:00; Anneke has every role."""
    time_source.at = MONDAY
    made = SmallOffice(database_url, time_source, engine)
    yield made
    made.close()


@pytest.fixture
def enter(office: SmallOffice) -> Enter:
    """Let somebody of a unit, in some roles, take the place of Anneke at the same door."""

    def entered(unit: str, *roles: Role) -> SmallOffice:
        office.door.actor = "anneke"

        def save(work: UnitOfWork) -> Changes:
            work.accounts.save(UserAccount(0, "anneke", ALL_ROLES))
            unit_id = work.people.unit_by_code(unit).id
            work.accounts.save(UserAccount(0, "piet", roles, unit_id=unit_id))
            return Changes()

        office.door.run(uuid4(), "test.employ", None, save, Changes)
        office.door.actor = "piet"
        return office

    return entered


def decision(office: SmallOffice, line: int, kind: str = "confirm") -> SanctionDraft:
    return SanctionDraft(uuid4(), sanctions_of(office, line)[0].id, kind, "gezien")


@pytest.fixture
def late(office: SmallOffice) -> int:
    """A line whose sanction the stock would bear."""
    line = half_late(office)
    office.time.advance(days=30)
    office.control(MONTH)
    return line


def test_a_unit_works_on_its_own_lines_only(office: SmallOffice, enter: Enter) -> None:
    (line,) = office.order().line_ids
    enter("transport", Role.UNIT)
    with pytest.raises(NotAllowedError, match=r"access\.other_unit"):
        office.deliver(line, 1)
    enter("stock", Role.UNIT)
    office.deliver(line, 1)


def test_who_has_no_unit_has_no_lines(office: SmallOffice, enter: Enter) -> None:
    (line,) = office.order().line_ids
    enter("stock", Role.UNIT)
    office.door.actor = "anneke"

    def save(work: UnitOfWork) -> Changes:
        work.accounts.save(UserAccount(0, "piet", (Role.UNIT,)))
        return Changes()

    office.door.run(uuid4(), "test.employ", None, save, Changes)
    office.door.actor = "piet"
    with pytest.raises(NotAllowedError, match=r"access\.other_unit"):
        office.deliver(line, 1)


def test_the_desk_works_on_every_line(office: SmallOffice, enter: Enter) -> None:
    (line,) = office.order().line_ids
    enter("desk", Role.DESK, Role.UNIT)
    office.deliver(line, 1)


@pytest.mark.parametrize("role", [Role.CONTROLLER, Role.ADMIN, Role.ACCOUNT_MANAGER, Role.AUDITOR])
def test_who_steers_cannot_work_a_ticket(role: Role, office: SmallOffice, enter: Enter) -> None:
    (line,) = office.order().line_ids
    enter("desk", role)
    with pytest.raises(NotAllowedError, match=r"access\.command"):
        office.order()
    with pytest.raises(NotAllowedError, match=r"access\.command"):
        office.record(line, EventKind.STARTED, step=0)


def test_a_unit_objects_to_its_own_sanctions_only(
    office: SmallOffice, late: int, enter: Enter
) -> None:
    enter("transport", Role.UNIT)
    with pytest.raises(NotAllowedError, match=r"access\.other_unit"):
        office.sanctions.object_to(decision(office, late, "objection"))
    enter("stock", Role.UNIT)
    office.sanctions.object_to(decision(office, late, "objection"))


def test_an_objection_is_for_who_leads_the_unit_or_stands_in(
    office: SmallOffice, late: int, enter: Enter
) -> None:
    """Once somebody leads the stock, or a unit above it, a member objects no more."""
    enter("stock", Role.UNIT)

    def led(unit: str, leader: int | None, deputy: int | None, me: int | None) -> str:
        def change(work: UnitOfWork) -> Changes:
            house = work.people.save_unit(Unit(0, "house", "Huis"))
            stock = replace(work.people.unit_by_code("stock"), parent_id=house.id)
            for one in (house, stock):
                is_it = one.code == unit
                work.people.save_unit(
                    replace(
                        one,
                        leader_id=leader if is_it else None,
                        deputy_id=deputy if is_it else None,
                    )
                )
            account = work.accounts.find("piet")
            assert account is not None
            work.accounts.save(replace(account, person_id=me))
            return Changes()

        office.door.actor = "anneke"
        office.door.run(uuid4(), "test.led", None, change, Changes)
        office.door.actor = "piet"
        draft = decision(office, late, "objection")
        with office.door.read() as work:
            stock = work.people.unit_by_code("stock").id
        (row,), (own,) = office.sanctions.owed(stock, "nl"), office.sanctions.of_line(late, "nl")
        assert row.is_objectable, "the unit may, whoever speaks for it"
        problem = None
        try:
            office.sanctions.object_to(draft)
        except NotAllowedError as refused:
            problem = refused
        told = problem and (problem.code, problem.params)
        assert row.refusal == own.refusal == told
        assert row.may_object == own.may_object == (problem is None), "no more, no less is offered"
        if problem is not None:
            return problem.code
        assert office.sanctions.owed(stock, "nl")[0].may_withdraw
        office.sanctions.withdraw(replace(draft, op_id=uuid4(), kind="withdraw"))
        return ""

    with office.door.read() as work:
        me = work.people.person_by_code("p1").id
    other = _hire(office)
    assert led("stock", other, None, me) == "access.manager"
    assert led("house", other, None, me) == "access.manager"
    assert led("stock", other, None, None) == "access.manager", "an account without a person"
    for unit in ("stock", "house"):
        assert led(unit, me, None, me) == "", unit
        assert led(unit, other, me, me) == "", f"deputy of {unit}"
    assert led("", None, None, me) == "", "where nobody leads, whoever is of it"


def _hire(office: SmallOffice) -> int:
    def save(work: UnitOfWork) -> Person:
        return work.people.save_person(Person(0, "p9", "Bas Bakker"))

    office.door.actor = "anneke"
    return office.door.run(uuid4(), "test.hire", None, save, Person).id


def test_nobody_decides_for_their_own_unit(office: SmallOffice, late: int, enter: Enter) -> None:
    for roles in ((Role.CONTROLLER,), ALL_ROLES):
        enter("stock", *roles)
        with pytest.raises(NotAllowedError, match=r"access\.own_unit"):
            office.sanctions.decide(decision(office, late))
    enter("stock", Role.UNIT)
    with pytest.raises(NotAllowedError, match=r"access\.command"):
        office.sanctions.decide(decision(office, late))
    enter("transport", Role.CONTROLLER)
    office.sanctions.decide(decision(office, late))


def test_who_bears_a_line_by_a_decision_does_not_take_it_away(
    office: SmallOffice, late: int, enter: Enter
) -> None:
    """No case and no ruling on a line by the controller of the unit to which it was moved."""
    storm = ForceMajeure(office.door, office.plugins)
    with office.door.read() as work:
        opened, version = work.tickets.line(late).opened_at, sanctions_of(office, late)[0].key
    case = Case(opened, opened + timedelta(hours=30), "Storm", "KNMI code rood")
    ruling = RulingDraft(uuid4(), MONTH, late, 2, 1, version.charter_version_id, "kept", "bon")
    office.sanctions.decide(replace(decision(office, late, "move"), to_unit="transport"))
    enter("transport", Role.CONTROLLER)
    with pytest.raises(NotAllowedError, match=r"access\.own_unit"):
        storm.record(CaseDraft(uuid4(), case, (late,)))
    with pytest.raises(NotAllowedError, match=r"access\.own_unit"):
        MonthWay(office.door).rule(ruling)
    office.door.actor = "anneke"
    storm.record(CaseDraft(uuid4(), case, (late,)))


def test_who_would_get_a_sanction_does_not_send_it_back(
    office: SmallOffice, late: int, enter: Enter
) -> None:
    """As who got it by a decision that counts: its own controller says nothing of it."""

    def two_decide(work: UnitOfWork) -> Changes:
        work.settings.put(SECOND_ABOVE, "0")
        return Changes()

    office.door.run(uuid4(), "test.two", None, two_decide, Changes)
    office.sanctions.decide(replace(decision(office, late, "move"), to_unit="transport"))
    enter("transport", Role.CONTROLLER)
    for kind in ("agree", "refuse"):
        with pytest.raises(NotAllowedError, match=r"access\.own_unit"):
            office.sanctions.second(decision(office, late, kind))
    with pytest.raises(NotAllowedError, match=r"access\.own_unit"):
        office.sanctions.decide(decision(office, late, "confirm"))
    enter("desk", Role.CONTROLLER)
    office.sanctions.second(decision(office, late, "refuse"))


def test_the_month_is_read_by_who_steers(office: SmallOffice, late: int, enter: Enter) -> None:
    enter("stock", Role.UNIT)
    for read in (
        lambda: office.months.figures(MONTH),
        lambda: office.months.report(MONTH, "monthly", "nl", "csv"),
        lambda: office.control(MONTH),
    ):
        with pytest.raises(NotAllowedError, match=r"access\.area"):
            read()
    enter("desk", Role.CONTROLLER)
    assert office.months.figures(MONTH).month == MONTH
    assert office.queries.line(late, "nl").id == late


def test_a_unit_answers_the_complaints_that_it_handles(office: SmallOffice, enter: Enter) -> None:
    contacts = Contacts(office.door)
    complaint = contacts.remark(
        RemarkDraft(
            uuid4(),
            "phone",
            ContactKind.COMPLAINT,
            "Te laat",
            requester="p1",
            unit="stock",
            due_at=office.time.now() + timedelta(days=1),
        )
    )
    answer = RemarkAnswer(uuid4(), complaint.id, "Excuses")
    enter("transport", Role.UNIT)
    with pytest.raises(NotAllowedError, match=r"access\.other_unit"):
        contacts.answer(answer)
    enter("stock", Role.UNIT)
    assert contacts.answer(answer).answer == "Excuses"


def test_a_unit_plans_its_own_people_only(office: SmallOffice, enter: Enter) -> None:
    (line,) = office.order().line_ids
    unit = MyUnit(office.door, office.plugins)
    with office.door.read() as work:
        stock = work.people.unit_by_code("stock").id
        stranger = work.people.person_by_code("p1").id
    day = office.time.now().date()
    assign = AssignDraft(uuid4(), stock, (line,), None)
    enter("transport", Role.UNIT)
    with pytest.raises(NotAllowedError, match=r"access\.other_unit"):
        unit.assign(assign)
    with pytest.raises(NotAllowedError, match=r"access\.other_unit"):
        unit.set_absence(AbsenceDraft(uuid4(), stock, Absence(stranger, day, day)))
    enter("stock", Role.UNIT)
    with pytest.raises(InvalidInputError, match=r"unit_work\.not_here"):
        unit.assign(assign)  # it may; but the desk still has the line


def test_a_unit_answers_its_own_questions_only(office: SmallOffice, enter: Enter) -> None:
    questions = Questions(office.door)
    asked = questions.ask(QuestionDraft(uuid4(), "stock", "Is er nog papier?", product="paper"))
    answer = QuestionAnswer(uuid4(), asked.id, "Ja")
    enter("transport", Role.UNIT)
    with pytest.raises(NotAllowedError, match=r"access\.other_unit"):
        questions.answer(answer)
    enter("stock", Role.UNIT)
    assert questions.answer(answer).answer == "Ja"


def test_a_unit_sees_what_it_owes_itself_only(office: SmallOffice, late: int, enter: Enter) -> None:
    with office.door.read() as work:
        stock = work.people.unit_by_code("stock").id
    enter("transport", Role.UNIT)
    with pytest.raises(NotAllowedError, match=r"access\.other_unit"):
        office.sanctions.owed(stock, "nl")
    for who, role in (("stock", Role.UNIT), ("desk", Role.DESK), ("desk", Role.CONTROLLER)):
        enter(who, role)
        assert [row.line_id for row in office.sanctions.owed(stock, "nl")] == [late]


def test_a_part_of_a_unit_is_no_outsider_to_it(
    office: SmallOffice, late: int, enter: Enter
) -> None:
    """The controller of a team within the stock decides nothing that the stock would bear."""

    def team(work: UnitOfWork) -> Changes:
        stock = work.people.unit_by_code("stock")
        work.people.save_unit(Unit(0, "team", "Ploeg", parent_id=stock.id))
        return Changes()

    office.door.run(uuid4(), "test.team", None, team, Changes)
    enter("team", Role.CONTROLLER)
    with pytest.raises(NotAllowedError, match=r"access\.own_unit"):
        office.sanctions.decide(decision(office, late))
    enter("transport", Role.CONTROLLER)
    office.sanctions.decide(decision(office, late))


def test_only_a_controller_outside_the_units_corrects_a_time(
    office: SmallOffice, late: int, enter: Enter
) -> None:
    """The unit that is late does not mend its own clock; the controller sees what it leads to."""
    before = office.control(MONTH).total.credited_cents
    with office.door.read() as work:
        delivered = [one for one in work.tickets.events(late) if one.quantity][-1]
        version = work.tickets.line(late).version
    draft = EventDraft(
        uuid4(),
        late,
        EventKind.CORRECTED,
        version,
        reason="Bon nagekeken",
        corrects=delivered.number,
        corrected_at=delivered.at - timedelta(hours=26),
    )
    for who, roles in (
        ("stock", (Role.UNIT,)),
        ("stock", (Role.UNIT, Role.CONTROLLER)),
        ("desk", (Role.DESK, Role.DESK_LEAD)),
        ("desk", (Role.CONTROLLER,)),
    ):
        enter(who, *roles)
        with pytest.raises(NotAllowedError, match=r"access\.(correct|own_unit)"):
            office.fulfilment.record(draft)
    enter("transport", Role.CONTROLLER)
    changing = Changing(office.door, office.plugins, office.engine)
    effect = changing.preview_event(draft, "nl")
    assert effect.after is not None
    assert (effect.before.credited_cents, effect.after.credited_cents) == (before, 0)
    later = replace(draft, corrected_at=office.time.now() + timedelta(hours=1))
    refusal = changing.preview_event(later, "nl").refusal
    assert refusal is not None
    assert refusal.code == "fulfilment.correction"
    office.fulfilment.record(draft)
    assert office.control(MONTH).total.credited_cents == 0
