"""Who may do what from the board, once the office has accounts."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from fmdesk.core.domain.access import Role, UserAccount
from fmdesk.core.domain.board import Counted, Figure
from fmdesk.core.domain.errors import NotAllowedError
from fmdesk.core.domain.escalation import (
    EscalationCause,
    EscalationRule,
    EscalationRules,
    EscalationTo,
)
from fmdesk.core.domain.hand_over import HandOverDraft, HandOverItem
from fmdesk.core.domain.reachability import (
    ChannelCount,
    ChannelHours,
    ClosingDraft,
    CountDraft,
    HoursList,
)
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from tests.integration.board.conftest import MONDAY, BoardOffice

RULES = EscalationRules((EscalationRule(0, EscalationCause.BROKEN, 0, EscalationTo.UNIT_HEAD),))
Act = Callable[[BoardOffice], object]

ACTS: dict[str, tuple[Act, set[Role]]] = {
    "give": (
        lambda office: office.hand_overs.give(HandOverDraft(uuid4(), "", (HandOverItem(1),))),
        {Role.DESK, Role.DESK_LEAD},
    ),
    "take": (
        lambda office: office.hand_overs.take(uuid4(), (1,)),
        {Role.DESK, Role.DESK_LEAD},
    ),
    "note": (
        lambda office: office.reachability.note(
            CountDraft(uuid4(), ChannelCount("phone", MONDAY, 1))
        ),
        {Role.DESK, Role.DESK_LEAD},
    ),
    "close": (
        lambda office: office.reachability.close(ClosingDraft(uuid4(), "phone", "Storing")),
        {Role.DESK, Role.DESK_LEAD},
    ),
    "hours": (
        lambda office: office.reachability.save_hours(
            uuid4(), HoursList((ChannelHours("phone", "office"),))
        ),
        {Role.DESK_LEAD, Role.ADMIN},
    ),
    "rules": (
        lambda office: office.escalations.save_rules(uuid4(), RULES),
        {Role.DESK_LEAD, Role.ADMIN},
    ),
    "take up": (
        lambda office: office.escalations.take(uuid4(), 1),
        {Role.DESK, Role.DESK_LEAD, Role.UNIT},
    ),
}


@pytest.fixture
def manned(office: BoardOffice) -> BoardOffice:
    """The office with one account per role, a line handed over and an escalation raised."""
    office.order()
    office.hand_overs.give(HandOverDraft(uuid4(), "", (HandOverItem(1),)))
    office.escalations.save_rules(uuid4(), RULES)
    office.time.advance(days=1, hours=1)
    assert office.escalations.run_due().ids == (1,)

    def hire(work: UnitOfWork) -> Changes:
        for role in Role:
            work.accounts.save(UserAccount(0, role.value, (role,)))
        return Changes()

    office.do(hire)
    return office


@pytest.mark.parametrize("role", list(Role), ids=lambda role: str(role.value))
def test_each_role_may_do_its_own(manned: BoardOffice, role: Role) -> None:
    manned.sit_down(role.value)
    for name, (act, roles) in ACTS.items():
        if role in roles:
            act(manned)
            continue
        with pytest.raises(NotAllowedError, match=r"access\.command"):
            act(manned)
        assert name


@pytest.mark.parametrize("role", [Role.CONTROLLER, Role.UNIT])
def test_everybody_sees_the_board_and_any_window_does_the_rounds(
    manned: BoardOffice, role: Role
) -> None:
    manned.sit_down(role.value)
    assert manned.board.state("nl").figures[Figure.HANDED] == 1
    assert len(manned.board.ids(Counted(Figure.ESCALATED))) == 1
    manned.time.advance(days=1)
    assert manned.escalations.run_due().ids == (), "a chore is refused to nobody"


def test_who_has_no_account_is_refused_once_there_are_some(manned: BoardOffice) -> None:
    manned.sit_down("vreemde")
    with pytest.raises(NotAllowedError):
        ACTS["note"][0](manned)
