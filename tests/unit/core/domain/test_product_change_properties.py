"""How changes of a product meet: laws that hold for any two changes."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from fmdesk.core.domain.access import Me, Role
from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.errors import ConflictError
from fmdesk.core.domain.product_change import (
    KEEPERS,
    Keeper,
    Way,
    carried,
    differences,
    merged,
    taken,
    value,
    way,
)

BASE = ProductVersion(7, 1, "PAP", date(2026, 1, 1), "Papier", "Paper", "SUP", 2, price_cents=495)
VALUES: dict[str, Any] = {
    "name_nl": st.sampled_from(["Papier", "Karton", "Vel"]),
    "limits": st.sampled_from(["", "Hooguit 10", "Geen"]),
    "tips": st.sampled_from([(), ("Vraag.",), ("Vraag.", "Kijk.")]),
    "price_cents": st.sampled_from([495, 500, 600]),
    "norm": st.sampled_from([9500, 9000]),
    "unit_id": st.sampled_from([2, 3]),
}


@st.composite
def changes(draw: st.DrawFn) -> ProductVersion:
    """Return the base with some fields different."""
    names = draw(st.sets(st.sampled_from(sorted(VALUES))))
    return replace(BASE, **{name: draw(VALUES[name]) for name in sorted(names)})


@given(changes())
def test_nothing_changed_is_no_difference_and_taking_all_of_them_gives_it(
    mine: ProductVersion,
) -> None:
    assert differences(mine, mine) == ()
    assert taken(BASE, mine, differences(BASE, mine)) == mine


@given(changes(), changes())
def test_differences_are_the_same_from_both_sides(
    one: ProductVersion, other: ProductVersion
) -> None:
    assert differences(one, other) == differences(other, one)
    assert set(differences(one, other)) <= set(KEEPERS)


@given(changes())
def test_a_change_meets_what_nobody_changed_as_it_is(mine: ProductVersion) -> None:
    assert merged(BASE, mine, BASE) == mine
    assert merged(BASE, BASE, mine) == mine
    assert merged(BASE, mine, mine) == mine


@given(changes(), changes())
def test_a_merge_has_every_change_or_is_a_conflict(
    mine: ProductVersion, theirs: ProductVersion
) -> None:
    both = set(differences(BASE, mine)) & set(differences(BASE, theirs))
    clash = {name for name in both if value(mine, name) != value(theirs, name)}
    try:
        found = merged(BASE, mine, theirs)
    except ConflictError:
        assert clash
        return
    assert not clash
    for name in KEEPERS:
        changed = mine if name in differences(BASE, mine) else theirs
        assert value(found, name) == value(changed, name)
    assert found == merged(BASE, theirs, mine)


@given(changes(), changes())
def test_what_is_carried_never_undoes_what_the_later_version_says(
    new: ProductVersion, later: ProductVersion
) -> None:
    found = carried(BASE, new, later)
    for name in KEEPERS:
        says_otherwise = value(later, name) != value(BASE, name)
        assert value(found, name) == value(later if says_otherwise else new, name)
    assert carried(BASE, new, found) == found


ROLES = st.sets(st.sampled_from(sorted(Role)))


@given(ROLES, st.booleans())
def test_another_role_never_takes_a_right_away(roles: set[Role], is_own: bool) -> None:
    order = (Way.NO, Way.PROPOSE, Way.DIRECT)
    for keeper in Keeper:
        before = way(Me("jan", "Jan", roles=tuple(roles)), keeper, is_own=is_own)
        for role in Role:
            after = way(Me("jan", "Jan", roles=(*roles, role)), keeper, is_own=is_own)
            assert order.index(after) >= order.index(before)


@given(ROLES, st.booleans())
def test_price_and_guarantee_are_the_controllers_alone(roles: set[Role], is_own: bool) -> None:
    found = way(Me("jan", "Jan", roles=tuple(roles)), Keeper.CONTROLLER, is_own=is_own)
    assert (found is Way.DIRECT) == (Role.CONTROLLER in roles)
