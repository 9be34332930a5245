"""The matrix of who may do what is one table of data."""

from fmdesk.core.domain.access import Role
from fmdesk.core.domain.permissions import AREAS, CHORE, COMMANDS, Area, permission_of


def test_a_command_without_a_row_is_for_who_administers() -> None:
    assert permission_of("intake.take").roles == (Role.DESK, Role.DESK_LEAD)
    assert permission_of("made.up").roles == (Role.ADMIN,)


def test_who_sets_tariffs_never_works_tickets() -> None:
    front = [name for name in COMMANDS if name.partition(".")[0] in {"intake", "fulfilment"}]
    assert front
    assert [name for name in front if Role.CONTROLLER in COMMANDS[name].roles] == []


def test_who_administers_never_touches_money() -> None:
    money = [name for name in COMMANDS if name.partition(".")[0] in {"month", "sanctions"}]
    assert money
    assert [name for name in money if Role.ADMIN in COMMANDS[name].roles] == []
    assert Role.ADMIN not in AREAS[Area.MONTH]


def test_the_judged_unit_may_object_and_nobody_decides_for_their_own() -> None:
    assert COMMANDS["sanctions.object_to"].roles == (Role.UNIT,)
    assert COMMANDS["sanctions.decide"].foreign is not None
    assert Role.UNIT not in COMMANDS["sanctions.decide"].roles


def test_chores_are_done_whoever_has_the_program_open() -> None:
    assert COMMANDS["messages.claim"] is CHORE
    assert CHORE.roles == tuple(Role)
