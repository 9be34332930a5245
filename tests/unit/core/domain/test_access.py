"""Who acts, and in which roles."""

from datetime import timedelta

from fmdesk.core.domain.access import ALL_ROLES, LONGEST_WAIT, Me, Role, in_order, wait_after


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
    assert [wait_after(wrong).seconds for wrong in range(7)] == [0, 0, 0, 2, 4, 8, 16]
    assert wait_after(12) == wait_after(10**9) == LONGEST_WAIT == timedelta(minutes=15)
