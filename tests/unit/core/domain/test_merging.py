"""Two people change the same thing: nobody's words are lost."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from fmdesk.core.domain.dossier import Edited, FieldClash, details_of
from fmdesk.core.domain.merging import Clash, Merged, merge

FIELDS = st.dictionaries(st.sampled_from("abcd"), st.none() | st.integers(0, 2), max_size=4)
BASE = {"subject": "Paper", "location": "B1", "quantity": 2}


def merged_into(theirs: Mapping[str, object], found: Merged) -> dict[str, object]:
    return {**theirs, **found.values}


def test_different_fields_both_win() -> None:
    found = merge(BASE, {**BASE, "subject": "Ink"}, {**BASE, "location": "B2"})
    assert found == Merged({"subject": "Ink"})


def test_the_same_field_is_asked_about() -> None:
    found = merge(BASE, {**BASE, "quantity": 3}, {**BASE, "quantity": 4})
    assert found == Merged({}, (Clash("quantity", 3, 4),))


def test_the_same_change_by_both_is_no_clash() -> None:
    assert merge(BASE, {**BASE, "quantity": 3}, {**BASE, "quantity": 3}) == Merged({})


def test_a_field_may_come_and_go() -> None:
    assert merge({}, {"a": 1}, {}) == Merged({"a": 1})
    assert merge({"a": 1}, {}, {"a": 1}) == Merged({"a": None})
    assert merge({"a": 1}, {}, {"a": 2}) == Merged({}, (Clash("a", None, 2),))


@given(FIELDS, FIELDS, FIELDS)
def test_nothing_is_lost_in_silence(
    base: dict[str, int | None], yours: dict[str, int | None], theirs: dict[str, int | None]
) -> None:
    found = merge(base, yours, theirs)
    after, asked = merged_into(theirs, found), {one.field for one in found.clashes}
    for name in base.keys() | yours.keys() | theirs.keys():
        before, mine, there = base.get(name), yours.get(name), theirs.get(name)
        if mine != before and name in base.keys() | yours.keys():
            assert after.get(name) == mine or name in asked
        if there != before:
            assert after.get(name) == there
    assert not asked & found.values.keys()


@given(FIELDS, FIELDS)
def test_alone_everything_is_stored(
    base: dict[str, int | None], yours: dict[str, int | None]
) -> None:
    found = merge(base, yours, base)
    after = merged_into(base, found)
    assert not found.clashes
    assert all(after.get(name) == yours.get(name) for name in base.keys() | yours.keys())


@given(FIELDS, FIELDS, FIELDS)
def test_what_was_chosen_is_then_stored(
    base: dict[str, int | None], yours: dict[str, int | None], theirs: dict[str, int | None]
) -> None:
    asked = merge(base, yours, theirs).clashes
    seen = {**base, **{one.field: one.theirs for one in asked}}
    again = merge(seen, yours, theirs)
    assert not again.clashes
    assert all(again.values[one.field] == one.yours for one in asked)


def test_an_answer_with_something_to_choose_is_not_stored() -> None:
    clash = FieldClash(Clash("quantity", 3, 4), "3", "4", "bob")
    assert Edited(1, 2).is_stored
    assert not Edited(1, 2, (clash,)).is_stored
    assert not Edited(1, 2, is_other=True).is_stored


def test_the_answers_of_the_form_are_the_fields_under_its_name() -> None:
    fields = {"quantity": 2, "details.note": "left door", "details.floor": None, "variant": ""}
    assert details_of(fields) == {"note": "left door"}
