"""Who keeps which field of a product, and how two changes of it meet."""

from dataclasses import fields, replace
from datetime import date

import pytest

from fmdesk.core.domain.access import Me, Role
from fmdesk.core.domain.catalog import Faq, ProductVersion
from fmdesk.core.domain.errors import ConflictError
from fmdesk.core.domain.product_change import (
    KEEPERS,
    Keeper,
    Way,
    carried,
    differences,
    is_news,
    is_own,
    merged,
    taken,
    way,
)

BASE = ProductVersion(7, 1, "PAP", date(2026, 1, 1), "Papier", "Paper", "SUP", 2, price_cents=495)
PARENTS = {1: None, 2: 1, 3: 2}


def me(*roles: Role, unit: int | None = None) -> Me:
    return Me("jan", "Jan", unit_id=unit, roles=roles)


@pytest.mark.parametrize(
    ("roles", "is_own_product", "text", "price"),
    [
        ((Role.UNIT,), True, Way.DIRECT, Way.PROPOSE),
        ((Role.UNIT,), False, Way.PROPOSE, Way.PROPOSE),
        ((Role.DESK,), False, Way.PROPOSE, Way.PROPOSE),
        ((Role.DESK,), True, Way.PROPOSE, Way.PROPOSE),
        ((Role.DESK_LEAD,), False, Way.PROPOSE, Way.PROPOSE),
        ((Role.ACCOUNT_MANAGER,), False, Way.PROPOSE, Way.PROPOSE),
        ((Role.CONTROLLER,), False, Way.PROPOSE, Way.DIRECT),
        ((Role.ADMIN,), False, Way.DIRECT, Way.PROPOSE),
        ((Role.UNIT, Role.CONTROLLER), True, Way.DIRECT, Way.DIRECT),
        ((), True, Way.NO, Way.NO),
    ],
)
def test_what_each_role_may_change(
    roles: tuple[Role, ...], is_own_product: bool, text: Way, price: Way
) -> None:
    who = me(*roles)
    assert way(who, Keeper.UNIT, is_own=is_own_product) is text
    assert way(who, Keeper.CONTROLLER, is_own=is_own_product) is price


def test_every_field_that_can_change_has_a_keeper() -> None:
    fixed = {"id", "product_id", "code", "valid_from"}
    assert set(KEEPERS) == {one.name for one in fields(ProductVersion)} - fixed
    assert KEEPERS["faqs"] is KEEPERS["tips"] is KEEPERS["contact_ids"] is Keeper.UNIT
    assert KEEPERS["price_cents"] is KEEPERS["lead_time"] is KEEPERS["norm"] is Keeper.CONTROLLER


@pytest.mark.parametrize(("unit", "expected"), [(3, True), (2, True), (1, True), (9, False)])
def test_a_unit_keeps_what_it_and_those_below_it_deliver(unit: int, expected: bool) -> None:
    assert is_own(me(Role.UNIT, unit=unit), 3, PARENTS) is expected


def test_units_in_a_circle_end_the_search() -> None:
    assert not is_own(me(Role.UNIT, unit=9), 1, {1: 2, 2: 1})


def test_differences_are_told_in_order_and_uses_of_questions_do_not_count() -> None:
    asked = replace(BASE, faqs=(Faq(1, "nl", "Hoe?", "Zo.", 4),))
    again = replace(asked, faqs=(Faq(9, "nl", "Hoe?", "Zo.", 7),), price_cents=1, limits="Geen")
    assert differences(asked, again) == ("limits", "price_cents")
    assert differences(asked, replace(asked, faqs=(Faq(1, "nl", "Hoe?", "Anders."),))) == ("faqs",)


def test_changes_of_different_fields_both_stand() -> None:
    mine, theirs = replace(BASE, limits="Hooguit 10"), replace(BASE, id=8, price_cents=500)
    both = merged(BASE, mine, theirs)
    assert (both.id, both.limits, both.price_cents) == (8, "Hooguit 10", 500)


def test_the_same_change_twice_is_no_conflict_and_another_one_is() -> None:
    mine = replace(BASE, price_cents=500)
    assert merged(BASE, mine, replace(mine, id=8)).price_cents == 500
    with pytest.raises(ConflictError, match=r"catalogue\.conflict.*PAP"):
        merged(BASE, mine, replace(BASE, price_cents=600))


def test_a_later_version_takes_over_what_it_does_not_say_otherwise() -> None:
    new = replace(BASE, limits="Hooguit 10", price_cents=500)
    later = replace(BASE, id=9, valid_from=date(2027, 1, 1), price_cents=600)
    found = carried(BASE, new, later)
    assert (found.limits, found.price_cents) == ("Hooguit 10", 600)
    assert found.valid_from == later.valid_from


def test_only_named_fields_are_taken() -> None:
    after = replace(BASE, limits="x", price_cents=1)
    assert taken(BASE, after, ("limits",)) == replace(BASE, limits="x")


def test_what_holds_is_news_for_some_days() -> None:
    begins = date(2026, 3, 1)
    days = [date(2026, 2, 28), begins, date(2026, 3, 31), date(2026, 4, 1)]
    assert [is_news(begins, day, 30) for day in days] == [False, True, True, False]
