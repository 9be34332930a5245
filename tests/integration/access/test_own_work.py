"""A unit acts on its own lines and its own sanctions; nobody decides for their own unit."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.access import ALL_ROLES, Role, UserAccount
from fmdesk.core.domain.contact import RemarkAnswer, RemarkDraft
from fmdesk.core.domain.crossing import QuestionAnswer, QuestionDraft
from fmdesk.core.domain.errors import InvalidInputError, NotAllowedError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.objection import SanctionDraft
from fmdesk.core.domain.people import Unit
from fmdesk.core.domain.ticket import ContactKind
from fmdesk.core.domain.unit_work import Absence, AbsenceDraft, AssignDraft
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import RuleEngine, UnitOfWork
from fmdesk.core.services.contacts import Contacts
from fmdesk.core.services.my_unit import MyUnit
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
