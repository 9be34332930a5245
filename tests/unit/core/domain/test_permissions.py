"""The matrix of who may do what is one table of data."""

from fmdesk.core.domain.access import Role
from fmdesk.core.domain.events import EventKind, PauseClass
from fmdesk.core.domain.permissions import (
    AREAS,
    CHORE,
    COMMANDS,
    EVENTS,
    Area,
    Permission,
    Subject,
    event_permission,
    permission_of,
    refusal,
)


def test_a_command_without_a_row_is_for_who_administers() -> None:
    assert permission_of("intake.take").roles == (Role.DESK, Role.DESK_LEAD)
    assert permission_of("made.up").roles == (Role.ADMIN,)


def test_who_sets_tariffs_never_works_tickets() -> None:
    front = [name for name in COMMANDS if name.partition(".")[0] in {"intake", "changing"}]
    assert front
    assert [name for name in front if Role.CONTROLLER in COMMANDS[name].roles] == []
    decided = {kind for kind, row in EVENTS.items() if Role.CONTROLLER in row.roles}
    assert decided == {EventKind.PAUSED, EventKind.RESUMED, EventKind.CORRECTED}


def test_the_judged_unit_never_controls_the_clock() -> None:
    stopping = [one for one in PauseClass if one.stops_customer_clock]
    rows = [event_permission(EventKind.PAUSED, one) for one in stopping]
    rows += [event_permission(EventKind.RESUMED), event_permission(EventKind.CORRECTED)]
    assert [row for row in rows if Role.UNIT in row.roles] == []
    inside = event_permission(EventKind.PAUSED, PauseClass.INTERNAL, is_desks=True)
    assert inside == event_permission(EventKind.STARTED), "it stops no clock"
    at_desk = event_permission(EventKind.PAUSED, PauseClass.CUSTOMER, is_desks=True)
    assert at_desk.roles == (Role.CONTROLLER,)
    assert event_permission(EventKind.RECEIVED).roles == (Role.ADMIN,), "by hand nobody does"


def test_who_administers_never_touches_money() -> None:
    money = [name for name in COMMANDS if name.partition(".")[0] in {"month", "sanctions"}]
    assert money
    by_hand = [name for name in money if not COMMANDS[name].is_chore]
    assert [name for name in by_hand if Role.ADMIN in COMMANDS[name].roles] == []
    assert Role.ADMIN not in AREAS[Area.MONTH]


def test_the_judged_unit_may_object_and_nobody_decides_for_their_own() -> None:
    assert COMMANDS["sanctions.object_to"].roles == (Role.UNIT,)
    assert COMMANDS["sanctions.decide"].foreign is not None
    assert Role.UNIT not in COMMANDS["sanctions.decide"].roles


def test_chores_are_done_whoever_has_the_program_open() -> None:
    assert COMMANDS["messages.claim"] is CHORE
    assert CHORE.roles == tuple(Role)


def yes() -> bool:
    return True


def no() -> bool:
    return False


def never() -> bool:
    raise AssertionError("it is not asked")


def test_a_refusal_names_its_reason() -> None:
    own = Permission((Role.DESK, Role.UNIT), own=Subject.LINE)
    foreign = Permission((Role.CONTROLLER,), foreign=Subject.SANCTION)
    plain = Permission((Role.ADMIN, Role.CONTROLLER))
    assert refusal(CHORE, (), never, never) == ""
    assert refusal(plain, (), never, never) == "access.command"
    assert refusal(plain, (Role.DESK,), never, never) == "access.command"
    assert refusal(plain, (Role.CONTROLLER,), never, never) == ""
    assert refusal(own, (Role.UNIT,), no, never) == "access.other_unit"
    assert refusal(own, (Role.UNIT,), yes, never) == ""
    assert refusal(own, (Role.UNIT, Role.DESK), never, never) == "", "the desk works on all"
    assert refusal(own, (Role.UNIT, Role.ADMIN), no, never) == "access.other_unit"
    assert refusal(foreign, (Role.CONTROLLER,), never, yes) == "access.own_unit"
    assert refusal(foreign, (Role.CONTROLLER,), never, no) == ""
    assert refusal(foreign, (Role.UNIT,), never, never) == "access.command"
    clock = Permission((Role.DESK, Role.CONTROLLER), foreign=Subject.LINE, code="access.clock")
    assert refusal(clock, (Role.UNIT,), never, never) == "access.clock"
    assert refusal(clock, (Role.DESK, Role.CONTROLLER), never, never) == "", "as the desk"
    assert refusal(clock, (Role.CONTROLLER,), never, yes) == "access.own_unit"


def test_only_the_administrator_is_left_where_no_row_is() -> None:
    row = permission_of("made.up")
    assert (row.own, row.foreign, row.is_chore) == (None, None, False)


def test_everybody_proposes_for_the_catalogue_but_who_only_reads() -> None:
    assert set(COMMANDS["catalogue.change"].roles) == set(Role) - {Role.AUDITOR}
