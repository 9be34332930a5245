"""A unit answers its own questions and plans its own people; the desk issues again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from fmdesk.core.domain.access import ALL_ROLES, Role, UserAccount
from fmdesk.core.domain.crossing import QuestionAnswer, QuestionDraft
from fmdesk.core.domain.errors import NotAllowedError
from fmdesk.core.domain.unit_work import Absence, AbsenceDraft, AssignDraft, MoveDraft
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.my_unit import MyUnit
from fmdesk.core.services.questions import Questions
from fmdesk.core.services.returns import Returns
from fmdesk.core.sql.door import SqlDoor
from tests.integration.cut.conftest import Cut
from tests.integration.storage.conftest import Change

As = Callable[[str], Cut]


@pytest.fixture
def acting(cut: Cut, change: Change) -> As:
    """Let somebody of the store (`mag`), of transport (`tr`) or of the desk (`fo`) act."""

    def give_accounts(work: UnitOfWork) -> None:
        work.accounts.save(UserAccount(0, "jan", ALL_ROLES, unit_id=cut.desk))
        work.accounts.save(UserAccount(0, "mag", (Role.UNIT,), unit_id=cut.store))
        work.accounts.save(UserAccount(0, "tr", (Role.UNIT,), unit_id=cut.other_unit()))
        work.accounts.save(UserAccount(0, "fo", (Role.DESK,), unit_id=cut.desk))

    change(give_accounts)

    def act(login: str) -> Cut:
        door = SqlDoor(cut.door.database, login, cut.time)
        return replace(
            cut,
            door=door,
            questions=Questions(door),
            returns=Returns(door, cut.fulfilment.plugins),
            my_unit=MyUnit(door, cut.fulfilment.plugins),
        )

    return act


def test_a_unit_answers_what_it_was_asked_and_nothing_else(cut: Cut, acting: As) -> None:
    mine = cut.questions.ask(QuestionDraft(uuid4(), "MAG", "Kan dat?", product="PAP"))
    theirs = cut.questions.ask(QuestionDraft(uuid4(), "TR", "En dit?", product="PAP"))
    store = acting("mag")
    store.questions.answer(QuestionAnswer(uuid4(), mine.id, "Ja."))
    with pytest.raises(NotAllowedError):
        store.questions.answer(QuestionAnswer(uuid4(), theirs.id, "Ja."))
    assert cut.question(theirs.id).answered_at is None


def test_a_unit_plans_its_own_people_alone(cut: Cut, acting: As) -> None:
    line_id = cut.issued()
    other, store = acting("tr"), acting("mag")
    jan, rob = cut.people["P2"], cut.people["P3"]
    away = Absence(jan, date(2026, 3, 2), date(2026, 3, 3))
    for forbidden in (
        lambda: other.my_unit.assign(AssignDraft(uuid4(), cut.store, (line_id,), jan)),
        lambda: other.my_unit.move(MoveDraft(uuid4(), cut.store, jan, rob)),
        lambda: other.my_unit.set_absence(AbsenceDraft(uuid4(), cut.store, away)),
        lambda: other.give_back(line_id),
    ):
        with pytest.raises(NotAllowedError):
            forbidden()
    assert store.my_unit.assign(AssignDraft(uuid4(), cut.store, (line_id,), jan)).lines == 1
    store.give_back(line_id)


def test_what_came_back_is_issued_by_the_desk(cut: Cut, acting: As) -> None:
    line_id = cut.issued()
    cut.give_back(line_id)
    with pytest.raises(NotAllowedError):
        acting("mag").issue(line_id)
    acting("fo").issue(line_id)
    assert cut.work(cut.store) == (line_id,)
