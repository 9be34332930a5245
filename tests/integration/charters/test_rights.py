"""The matrix of charters at the door, for each role and for nobody; and two at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest

from fmdesk.core.domain.access import Role, UserAccount
from fmdesk.core.domain.charter_drafts import Approval, CharterPage, CharterState, Ending
from fmdesk.core.domain.errors import DomainError, NotAllowedError
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.charters import Charters
from fmdesk.core.sql.door import SqlDoor
from tests.integration.charters.conftest import SECOND, TOMORROW, WRITER, Room, refused
from tests.integration.month.conftest import LATE_BREAK

D, L, U, A, C, M, R = Role
"""Desk, lead, unit, account manager, controller, administrator, auditor: the order of the roles."""
ROLES = (*Role, None)
Command = Callable[[Room, CharterPage], object]


@pytest.fixture
def everybody(room: Room) -> dict[Role | None, str]:
    """One login for each role, and one without any."""
    logins = {role: f"only_{role.value if role else 'nobody'}" for role in ROLES}

    def accounts(work: UnitOfWork) -> Changes:
        for role, login in logins.items():
            work.accounts.save(UserAccount(0, login, (role,) if role else ()))
        return Changes()

    room.office.door.run(uuid4(), "test.accounts", None, accounts, Changes)
    return logins


COMMANDS: dict[str, tuple[Command, set[Role]]] = {
    "rows": (lambda room, _page: room.charters.rows("nl"), {L, A, C, R}),
    "page": (lambda room, page: room.charters.page(page.key), {L, A, C, R}),
    "known": (lambda room, _page: room.charters.known(), {L, A, C, R}),
    "save": (lambda room, _page: room.write(), {C}),
    "drop": (lambda room, page: room.charters.drop(room.step(page)), {C}),
    "send": (lambda room, page: room.charters.send(room.step(page)), {C}),
    "end": (
        lambda room, _page: room.charters.end(Ending(uuid4(), LATE_BREAK, TOMORROW)),
        {C},
    ),
    "end_trial": (lambda room, _page: room.charters.end_trial(uuid4(), LATE_BREAK), {C}),
}
"""Each use case, and who may do it."""


def test_each_role_does_what_the_table_says(room: Room, everybody: dict[Role | None, str]) -> None:
    for name, (command, allowed) in COMMANDS.items():
        found = set()
        for role, login in everybody.items():
            room.be(WRITER)
            page = room.write()
            room.be(login)
            try:
                command(room, page)
            except NotAllowedError:
                continue
            except DomainError as problem:  # it was let in, and failed for another reason
                assert problem.code in {"charter.exists", "charter.no_trial", "charter.ended"}  # noqa: PT017  # one of many
            found.add(role)
        assert found == allowed, name


def test_only_another_controller_approves_or_gives_back(
    room: Room, everybody: dict[Role | None, str]
) -> None:
    room.be(WRITER)
    page = room.send(room.write())
    for role, login in everybody.items():
        room.be(login)
        if role is C:
            assert room.charters.page(page.key).may_approve
            continue
        assert refused(room.approve, page) in {"access.command", "access.area"}
        assert refused(room.charters.give_back, room.step(page, "Nee")) == "access.command"
        if role in {L, A}:
            shown = room.charters.page(page.key)
            assert (shown.may_write, shown.may_approve) == (False, False)
    room.be(everybody[C])
    assert room.approve(page).state is CharterState.TO_COME


def test_two_who_approve_at_once_make_one_version(room: Room) -> None:
    page = room.send(room.write())
    assert page.draft is not None
    draft, meet = page.draft, Barrier(2)

    def approve(login: str) -> str:
        door = SqlDoor(room.office.database, login, room.office.time)
        charters = Charters(door, room.office.plugins, room.office.engine)
        approval = Approval(uuid4(), draft.id, draft.version, TOMORROW)
        meet.wait(30)
        try:
            charters.approve(approval)
        except DomainError as problem:
            return problem.code
        return "approved"

    def third(work: UnitOfWork) -> Changes:
        work.accounts.save(UserAccount(0, "third", (C,)))
        return Changes()

    room.office.door.run(uuid4(), "test.third", None, third, Changes)
    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(approve, (SECOND, "third")))
    assert answers[0] == "approved"
    assert answers[1] in {
        "charter.draft_done",
        "charter.draft_changed",
        "storage.taken",
        "charter.exists",
    }
    assert len(room.charters.page("charter:paper-48h").versions) == 1


def test_a_repeated_approval_is_the_same_one(room: Room) -> None:
    page = room.send(room.write())
    assert page.draft is not None
    room.be(SECOND)
    approval = Approval(uuid4(), page.draft.id, page.draft.version, TOMORROW)
    with room.office.door.read() as work:
        before = len(work.catalog.charters())
    room.charters.approve(approval)
    assert refused(room.charters.approve, approval) == "charter.exists"
    with room.office.door.read() as work:
        assert len(work.catalog.charters()) == before + 1
