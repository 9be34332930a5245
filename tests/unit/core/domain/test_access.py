"""Who acts, and in which roles."""

from datetime import timedelta
from uuid import uuid4

from fmdesk.core.domain.access import (
    ALL_ROLES,
    LONGEST_WAIT,
    AccountDraft,
    AccountRow,
    Me,
    Role,
    UserAccount,
    in_order,
    wait_after,
)


def test_roles_stand_in_one_order_each_once() -> None:
    assert in_order(["admin", "desk", "admin"]) == (Role.DESK, Role.ADMIN)
    assert in_order([]) == ()


def test_a_word_that_is_no_role_is_left_out() -> None:
    assert in_order(["unit", "king"]) == (Role.UNIT,)


def test_one_of_several_roles_is_enough() -> None:
    me = Me("jan", "Jan", roles=(Role.UNIT,))
    assert me.is_any(Role.DESK, Role.UNIT)
    assert not me.is_any(Role.DESK, Role.CONTROLLER)
    assert not me.is_any()
    assert Me("root", "root", roles=ALL_ROLES).is_any(Role.ADMIN)


def test_who_guesses_waits_longer_each_time() -> None:
    waits = [wait_after(wrong).total_seconds() for wrong in range(7)]
    assert waits == [0, 0, 0, 2, 4, 8, 16], "days count too"
    assert wait_after(12) == wait_after(10**9) == LONGEST_WAIT == timedelta(minutes=15)


def test_who_is_given_an_account_may_sign_in_and_has_tried_nothing() -> None:
    account, row = UserAccount(7, "jan"), AccountRow("jan", ())
    draft = AccountDraft(uuid4(), "jan", ())
    assert account.is_active
    assert row.is_active
    assert draft.is_active
    assert not row.has_password, "the operating system's account signs in"
    assert not draft.is_new
    assert account.wrong == 0


def test_the_longest_wait_is_reached_and_never_exceeded() -> None:
    waits = [wait_after(wrong) for wrong in range(3, 40)]
    assert waits == sorted(waits)
    assert waits[8] == timedelta(seconds=512)
    assert set(waits[9:]) == {LONGEST_WAIT}
