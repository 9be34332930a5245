"""The one door: who has no account, roles that add up and change, refusals and their traces."""

from contextlib import suppress
from uuid import uuid4

import pytest

from fmdesk.core.domain.access import Role
from fmdesk.core.domain.errors import NotAllowedError
from fmdesk.core.domain.permissions import AREAS, COMMANDS, Permission
from fmdesk.core.domain.views import Changes
from fmdesk.core.sql.door import SqlDoor
from fmdesk.i18n import set_language
from fmdesk.messages import explain
from tests.integration.access.conftest import Employ

PLAIN = {name: row for name, row in COMMANDS.items() if row.own is None and row.foreign is None}
"""What is not about a line or a sanction; those stand in `test_rights`."""


def is_let_in(door: SqlDoor, command: str, permission: Permission | None = None) -> bool:
    """Tell whether somebody gets through the door with a command."""
    came: list[str] = []

    def work(_work: object) -> Changes:
        came.append(command)
        return Changes()

    with suppress(NotAllowedError):
        door.run(uuid4(), command, None, work, Changes, permission=permission)
    return bool(came)


def test_who_has_no_account_gets_through_with_chores_only(employ: Employ) -> None:
    door = employ("ayse", Role.DESK)
    stranger = SqlDoor(door.database, "stranger", door.time_source)
    let_in = {name for name in PLAIN if is_let_in(stranger, name)}
    assert let_in == {name for name, row in PLAIN.items() if row.is_chore}
    assert "access.sign_in" in let_in


def test_without_any_account_everybody_gets_through(office: SqlDoor) -> None:
    assert all(is_let_in(office, name) for name in PLAIN)
    for area in AREAS:
        with office.read(area) as work:
            assert work.actor == "jan"


def test_roles_add_up(employ: Employ) -> None:
    both = employ("ayse", Role.DESK, Role.CONTROLLER)
    assert is_let_in(both, "intake.take")
    assert is_let_in(both, "month.close")
    assert not is_let_in(both, "messages.save_settings")


def test_another_role_counts_from_the_next_command(employ: Employ) -> None:
    door = employ("ayse", Role.DESK)
    assert is_let_in(door, "intake.take")
    employ("ayse", Role.CONTROLLER)
    assert not is_let_in(door, "intake.take")
    assert is_let_in(door, "month.close")
    employ("ayse", Role.CONTROLLER, is_active=False)
    assert not is_let_in(door, "month.close")


def test_a_refusal_says_who_may(employ: Employ) -> None:
    door = employ("ayse", Role.CONTROLLER)
    set_language("en")
    with pytest.raises(NotAllowedError) as refused:
        door.run(uuid4(), "intake.take", None, lambda _work: Changes(), Changes)
    assert explain(refused.value) == (
        "ayse has no right to do this. It is for: service desk or desk lead."
    )
    set_language("nl")


def test_a_plugin_brings_its_own_row(employ: Employ) -> None:
    door = employ("ayse", Role.UNIT)
    assert is_let_in(door, "keys.lose", Permission((Role.UNIT,)))
    assert not is_let_in(door, "keys.lose", Permission((Role.DESK,)))
    assert not is_let_in(door, "keys.lose")


def test_a_refused_command_leaves_no_trace(office: SqlDoor, employ: Employ) -> None:
    door, head = employ("ayse", Role.CONTROLLER), office.head()
    assert not is_let_in(door, "intake.take")
    assert office.head() == head
