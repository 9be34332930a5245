"""Every cell of who may do what, at the one door of both databases."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.access import ALL_ROLES, Role, UserAccount
from fmdesk.core.domain.bulk import BulkKind, BulkStep, BulkUndo, Done
from fmdesk.core.domain.charter_drafts import Approval, CharterState, DraftSave, DraftStep
from fmdesk.core.domain.contact import RemarkDraft
from fmdesk.core.domain.crossing import QuestionDraft
from fmdesk.core.domain.errors import NotAllowedError
from fmdesk.core.domain.events import EventKind, PauseClass
from fmdesk.core.domain.objection import SanctionDraft
from fmdesk.core.domain.people import Unit
from fmdesk.core.domain.permissions import AREAS, COMMANDS, Area
from fmdesk.core.domain.ticket import EVERY_RIGHT, ContactKind, EventDraft, LineRights
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.charters import Charters
from fmdesk.core.services.contacts import Contacts
from fmdesk.core.services.objection_rules import SECOND_ABOVE
from fmdesk.core.services.questions import Questions
from fmdesk.core.services.sanctions import Sanctions
from fmdesk.core.sql.door import SqlDoor
from fmdesk.rules.engine import open_engine
from fmdesk.testing import FakeTime
from tests.integration.access.rights import (
    AT_THE_DESK,
    ON_A_LINE,
    READS,
    THE_DESKS_TOO,
    Cell,
    cells,
    marks,
)
from tests.integration.charters.conftest import NEW
from tests.integration.month.conftest import (
    LATE_BREAK,
    MONDAY,
    Sanction,
    SanctionKind,
    SmallOffice,
    charter,
    engine,
)
from tests.integration.month.stories import in_both, sanctions_of

__all__ = ["engine"]

MONTH = "2026-10"
OWN, OTHER = "stock", "transport"


class InsideError(Exception):
    """Somebody got through; nothing of it is kept."""


@dataclass(frozen=True)
class About:
    """What commands are given in one: everything that belongs to the stock."""

    line_id: int
    line_ids: tuple[int, ...]
    desk_line_id: int
    sanction_id: int
    contact_id: int
    question_id: int
    unit_id: int


@dataclass(frozen=True)
class Prepared:
    """An office with a line, a sanction, a complaint and a question of the stock."""

    office: SmallOffice
    about: About

    def door(self, who: str, unit: str) -> SqlDoor:
        """Return the door of who has one role, or `both`, in a unit."""
        return replace(self.office.door, actor=f"{who}-{unit}")


def prepare(url: str) -> None:
    """Put the office with its late line and its accounts into a database."""
    judging = open_engine()
    office = SmallOffice(url, FakeTime(MONDAY), judging)
    office.build(charter(LATE_BREAK, Sanction(SanctionKind.NOT_CHARGED)))
    (line,) = office.order(10).line_ids
    office.record(line, EventKind.STEP_FINISHED, step=0)
    office.time.advance(hours=30)
    office.deliver(line, 10)
    office.order()  # the desk still has this one
    office.time.advance(days=1)
    office.control(MONTH)
    Contacts(office.door).remark(
        RemarkDraft(
            uuid4(),
            "phone",
            ContactKind.COMPLAINT,
            "Te laat",
            requester="p1",
            unit=OWN,
            due_at=office.time.now() + timedelta(days=1),
        )
    )
    Questions(office.door).ask(QuestionDraft(uuid4(), OWN, "Is er nog papier?", product="paper"))

    def employ(work: UnitOfWork) -> Changes:
        work.people.save_unit(Unit(0, "team", "Ploeg", parent_id=work.people.unit_by_code(OWN).id))
        work.accounts.save(UserAccount(0, "anneke", ALL_ROLES))
        for unit in (OWN, OTHER, "team", "desk"):
            unit_id = work.people.unit_by_code(unit).id
            for role in Role:
                work.accounts.save(UserAccount(0, f"{role}-{unit}", (role,), unit_id=unit_id))
            both = (Role.UNIT, Role.CONTROLLER)
            work.accounts.save(UserAccount(0, f"both-{unit}", both, unit_id=unit_id))
        return Changes()

    office.door.run(uuid4(), "test.employ", None, employ, Changes)
    office.door.actor = f"{Role.CONTROLLER}-{OWN}"
    charters = Charters(office.door, office.plugins, judging)
    draft = charters.page(charters.save(DraftSave(uuid4(), NEW)).key).draft
    assert draft is not None
    charters.send(DraftStep(uuid4(), draft.id, draft.version, ""))
    office.close()
    judging.close()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def prepared(request: pytest.FixtureRequest) -> Iterator[Prepared]:
    """The office, once per kind of database: a cell leaves nothing in it."""
    template = request.getfixturevalue(f"{request.param}_templates")(prepare)
    if request.param == "sqlite":
        url = f"sqlite:///{template.as_posix()}"
    else:
        url = request.getfixturevalue("postgres_server").url(template)
    judging = request.getfixturevalue("engine")
    office = SmallOffice(url, FakeTime(MONDAY + timedelta(days=5)), judging)
    with office.door.read() as work:
        line_id = work.tickets.line_id_by_number("M000001.1")
        desk_line_id = work.tickets.line_id_by_number("M000002.1")
        unit_id = work.people.unit_by_code(OWN).id
        (remark,) = work.contacts.unanswered("p1", 9)
        (question,) = work.crossing.open_questions(unit_id, 9)
    sanction_id = sanctions_of(office, line_id)[0].id
    about = About(line_id, (line_id,), desk_line_id, sanction_id, remark.id, question.id, unit_id)
    yield Prepared(office, about)
    office.close()


def is_let_in(door: SqlDoor, command: str, about: object) -> bool:
    """Tell whether somebody gets through the door with a command about something."""

    def work(_work: object) -> Changes:
        raise InsideError

    try:
        door.run(uuid4(), command, about, work, Changes)
    except InsideError:
        return True
    except NotAllowedError:
        return False
    raise AssertionError(command)


@pytest.mark.parametrize("cell", [*cells()], ids=str)
def test_cell(prepared: Prepared, cell: Cell) -> None:
    door = prepared.door(cell.role, OWN if cell.is_own else OTHER)
    assert is_let_in(door, cell.command, prepared.about) is cell.is_let


def said(words: str, line_id: int) -> tuple[str, object]:
    """Return a command on a line, and what it is given, from `command:what`."""
    command, _colon, what = words.partition(":")
    if command == "fulfilment.record":
        kind, _slash, pause = what.partition("/")
        cause = PauseClass(pause) if pause else None
        return command, EventDraft(uuid4(), line_id, EventKind(kind), 0, pause_class=cause)
    if command == "bulk.undo":
        return command, BulkUndo(line_id, BulkKind(what), Done(line_id, 0), "")
    kind = BulkKind(command.removeprefix("bulk."))
    return command, BulkStep(line_id, kind, pause_class=PauseClass(what) if what else None)


@pytest.mark.parametrize("cell", [*cells(ON_A_LINE)], ids=str)
def test_cell_of_what_is_recorded(prepared: Prepared, cell: Cell) -> None:
    door = prepared.door(cell.role, OWN if cell.is_own else OTHER)
    command, given = said(cell.command, prepared.about.line_id)
    assert is_let_in(door, command, given) is cell.is_let


@pytest.mark.parametrize("what", AT_THE_DESK)
def test_who_is_judged_never_stops_the_clock_of_a_step_of_the_desk(
    prepared: Prepared, what: str
) -> None:
    command, given = said(what, prepared.about.desk_line_id)
    let = {
        f"{who}-{unit}"
        for who in (*Role, "both")
        for unit in (OWN, "desk", OTHER)
        if is_let_in(prepared.door(who, unit), command, given)
    }
    assert let == {f"controller-{OTHER}", f"both-{OTHER}"}


def test_a_refusal_about_the_clock_says_whom_to_ask(prepared: Prepared) -> None:
    line, desk_line = prepared.about.line_id, prepared.about.desk_line_id
    for role, what, line_id, words in (
        (Role.UNIT, "fulfilment.record:paused/customer", line, ("servicedesk", "desk")),
        (Role.UNIT, "fulfilment.record:corrected", line, ("controller", "controller")),
        (Role.DESK, "fulfilment.record:corrected", line, ("controller", "controller")),
        (
            Role.DESK,
            "bulk.pause:customer",
            desk_line,
            ("controller daarbuiten", "outside the desk"),
        ),
    ):
        command, given = said(what, line_id)
        with pytest.raises(NotAllowedError) as refused:
            prepared.door(role, OWN).run(uuid4(), command, given, lambda _work: Changes(), Changes)
        for told, word in zip(in_both(refused.value), words, strict=True):
            assert word in told
            assert "Ctrl+Shift+T" in told, "the key that asks"


def test_the_rights_on_a_line_are_told_as_the_door_gives_them(prepared: Prepared) -> None:
    line, inside = prepared.about.line_id, (PauseClass.INTERNAL,)

    def told(role: Role, unit: str, line_id: int = line) -> LineRights:
        return replace(prepared.office.fulfilment, door=prepared.door(role, unit)).rights(line_id)

    nothing = LineRights(works=False, changes=False, pauses=(), resumes=False, corrects=False)
    works = replace(nothing, works=True, pauses=inside)
    stops = (PauseClass.CUSTOMER, PauseClass.FORCE_MAJEURE)
    assert told(Role.UNIT, OWN) == works
    assert told(Role.UNIT, OTHER) == nothing
    assert told(Role.DESK, OTHER) == replace(EVERY_RIGHT, corrects=False)
    assert told(Role.DESK, "desk", prepared.about.desk_line_id) == replace(works, changes=True)
    assert told(Role.CONTROLLER, OTHER) == replace(
        nothing, pauses=stops, resumes=True, corrects=True
    )
    assert told(Role.CONTROLLER, OWN) == told(Role.AUDITOR, OTHER) == nothing


def test_every_command_and_area_stands_in_the_matrix() -> None:
    named = [command for command, _letters in marks()]
    named += sorted({one.partition(":")[0] for one, _letters in marks(ON_A_LINE)})
    assert sorted(named) == sorted(COMMANDS), "say in rights.py who may do it"
    assert READS.keys() == {area.value for area in AREAS}


@pytest.mark.parametrize("area", Area)
def test_what_is_read_by_whom(prepared: Prepared, area: Area) -> None:
    for role, letter in zip(Role, READS[area], strict=True):
        door = prepared.door(role, OWN)
        if letter == "y":
            with door.read(area):
                continue
        with pytest.raises(NotAllowedError, match=r"access\.area"), door.read(area):
            pass


FOREIGN = [command for command, letters in marks() if "n" in letters]


@pytest.mark.parametrize("command", FOREIGN)
def test_nobody_decides_on_the_own_unit_whatever_else_they_are(
    prepared: Prepared, command: str
) -> None:
    let = {
        unit: is_let_in(prepared.door("both", unit), command, prepared.about)
        for unit in (OWN, "team", "desk", OTHER)
    }
    is_outside = command not in THE_DESKS_TOO
    expected = {OWN: False, "team": False, "desk": is_outside, OTHER: True}
    assert let == expected, "a part of a unit is no outsider, nor who does a step"


def test_nobody_approves_the_own_charter(prepared: Prepared) -> None:
    """That of the controller in the stock waits; who wrote it is refused before it is tried."""
    charters = Charters(
        prepared.door(Role.CONTROLLER, OWN), prepared.office.plugins, prepared.office.engine
    )
    (row,) = (one for one in charters.rows("en").rows if one.state is CharterState.WAITS)
    other = Charters(
        prepared.door(Role.CONTROLLER, OTHER), prepared.office.plugins, prepared.office.engine
    )
    draft = charters.page(row.key).draft
    assert draft is not None
    begins = prepared.office.time.now().date() + timedelta(days=1)
    with pytest.raises(NotAllowedError, match=r"charter\.own"):
        charters.approve(Approval(uuid4(), draft.id, draft.version, begins, None))
    assert not charters.page(row.key).may_approve
    assert other.page(row.key).may_approve
    until = begins + timedelta(days=9)
    key = other.approve(Approval(uuid4(), draft.id, draft.version, begins, until)).key
    with pytest.raises(NotAllowedError, match=r"charter\.own"):
        charters.end_trial(uuid4(), row.code)
    assert charters.page(key).charter.trial_until == until
    other.end_trial(uuid4(), row.code)
    assert charters.page(key).charter.trial_until is None


def test_nobody_decides_on_the_own_objection(prepared: Prepared) -> None:
    """Who objected for the stock now controls from a unit that is no part of it."""
    sanction = prepared.about.sanction_id
    objector = prepared.door("both", OWN)
    Sanctions(objector).object_to(SanctionDraft(uuid4(), sanction, "objection", "Niet ons werk"))

    def move(work: UnitOfWork) -> Changes:
        account = work.accounts.find(objector.actor)
        assert account is not None
        unit_id = work.people.unit_by_code(OTHER).id
        work.accounts.save(replace(account, unit_id=unit_id))
        work.settings.put(SECOND_ABOVE, "0")
        return Changes()

    prepared.office.door.run(uuid4(), "test.move", None, move, Changes)

    def draft(kind: str) -> SanctionDraft:
        return SanctionDraft(uuid4(), sanction, kind, "gezien")

    with pytest.raises(NotAllowedError, match=r"sanction\.own_objection"):
        Sanctions(objector).decide(draft("waive"))
    Sanctions(prepared.door(Role.CONTROLLER, OTHER)).decide(draft("waive"))
    with pytest.raises(NotAllowedError, match=r"sanction\.own_objection"):
        Sanctions(objector).second(draft("agree"))
