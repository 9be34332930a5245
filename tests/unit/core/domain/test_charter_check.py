"""Charters that cannot be judged are refused before they meet a line."""

from dataclasses import replace
from datetime import date

import pytest

from fmdesk.core.domain.charter import (
    ALWAYS,
    NEVER,
    Charter,
    Condition,
    Conditions,
    Guarantee,
    LimitSource,
    Operator,
    Sanction,
    SanctionKind,
)
from fmdesk.core.domain.charter_check import check_facts, check_terms, is_trivial
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.facts import CORE_FACTS, fact_types, value_fault
from fmdesk.core.domain.spec import FactSpec, Text
from fmdesk.messages import explain
from fmdesk.testing import plain_charter

GOOD = plain_charter(id=1, code="supplies-24h")
TYPES = fact_types([FactSpec("supplies.stock_article", bool, Text("Voorraad", "Stock"))])


def about(fact: str, op: Operator, value: object) -> Charter:
    return replace(GOOD, applies_when=Conditions(items=(Condition(fact, op, value),)))


def test_a_good_charter_passes() -> None:
    check_terms(GOOD)
    check_facts(about("supplies.stock_article", Operator.EQ, True), TYPES)
    check_facts(about("ticket.channel", Operator.IN, ("phone", "mail")), TYPES)
    check_facts(
        replace(GOOD, except_when=about("line.quantity", Operator.GT, 9).applies_when), TYPES
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"promise_nl": " "}, "charter.empty"),
        ({"guarantee": Guarantee("update", LimitSource.PRODUCT)}, "charter.clock"),
        ({"guarantee": Guarantee("step.0", LimitSource.PRODUCT)}, "charter.clock"),
        ({"guarantee": Guarantee("step.100", LimitSource.PRODUCT)}, "charter.clock"),
        ({"guarantee": Guarantee()}, "charter.limit_missing"),
        ({"valid_to": date(1969, 1, 1)}, "charter.validity"),
        ({"norm": 10_001}, "charter.number"),
        ({"version": 0}, "charter.number"),
        ({"sanction": Sanction(SanctionKind.PERCENTAGE, basis_points=10_001)}, "charter.number"),
        ({"sanction": Sanction(SanctionKind.FIXED)}, "charter.number"),
        ({"sanction": Sanction(SanctionKind.STEPPED, step_seconds=0)}, "charter.number"),
        ({"sanction": Sanction(SanctionKind.POINTS)}, "charter.number"),
        ({"sanction": Sanction(SanctionKind.NOT_CHARGED, cap_cents=0)}, "charter.number"),
        ({"applies_when": NEVER}, "charter.never_applies"),
        ({"except_when": ALWAYS}, "charter.always_excused"),
    ],
)
def test_terms_that_cannot_be_counted(changes: dict[str, object], code: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        check_terms(replace(GOOD, **changes))
    assert caught.value.code == code
    assert "{" not in explain(caught.value)


PERCENTAGE, STEPPED = Sanction(SanctionKind.PERCENTAGE), Sanction(SanctionKind.STEPPED)


@pytest.mark.parametrize(
    ("sanction", "field", "least"),
    [
        (replace(PERCENTAGE, basis_points=5), "basis_points", 1),
        (Sanction(SanctionKind.FIXED, amount_cents=5), "amount_cents", 1),
        (STEPPED, "weight", 1),
        (STEPPED, "base_cents", 0),
        (STEPPED, "per_step_cents", 0),
        (STEPPED, "step_seconds", 1),
        (STEPPED, "unit_seconds", 1),
        (STEPPED, "max_steps", 0),
        (STEPPED, "cap_cents", 1),
        (Sanction(SanctionKind.POINTS, points=5), "points", 1),
    ],
)
def test_the_least_that_a_sanction_can_be(sanction: Sanction, field: str, least: int) -> None:
    check_terms(replace(GOOD, sanction=replace(sanction, **{field: least})))
    with pytest.raises(InvalidInputError) as caught:
        check_terms(replace(GOOD, sanction=replace(sanction, **{field: least - 1})))
    assert (caught.value.code, caught.value.params["least"]) == ("charter.number", least)


def test_the_edges_of_a_charter_itself() -> None:
    check_terms(replace(GOOD, valid_from=date(2026, 1, 1), valid_to=date(2026, 1, 1)))
    called_off = replace(GOOD, valid_from=date(2026, 1, 1), valid_to=date(2025, 12, 31))
    assert called_off.is_called_off
    check_terms(called_off)
    check_terms(replace(GOOD, version=1, norm=0))
    check_terms(replace(GOOD, norm=10_000))
    with pytest.raises(InvalidInputError, match=r"charter\.number"):
        check_terms(replace(GOOD, norm=-1))
    whole = replace(PERCENTAGE, basis_points=10_000)
    check_terms(replace(GOOD, sanction=whole))


@pytest.mark.parametrize(
    ("fact", "op", "value", "code"),
    [
        ("supplies.stock_artikel", Operator.EQ, True, "charter.unknown_fact"),
        ("weather", Operator.EQ, "rain", "charter.unknown_fact"),
        ("ticket.channel", Operator.LT, "phone", "charter.operator"),
        ("supplies.stock_article", Operator.GE, True, "charter.operator"),
        ("ticket.channel", Operator.IN, "phone", "charter.list"),
        ("ticket.channel", Operator.NOT_IN, (), "charter.list"),
        ("ticket.channel", Operator.EQ, ("phone",), "charter.list"),
        ("supplies.stock_article", Operator.EQ, 1, "facts.not_boolean"),
        ("line.quantity", Operator.GT, "11", "facts.not_number"),
        ("line.quantity", Operator.GT, True, "facts.not_number"),
        ("ticket.channel", Operator.IN, ("phone", 1), "facts.not_text"),
        ("line.price_cents", Operator.GT, 2**31, "facts.too_large"),
        ("ticket.channel", Operator.EQ, "x" * 101, "facts.too_long"),
        ("ticket.channel", Operator.EQ, "a\tb", "facts.unfit_text"),
        ("ticket.channel", Operator.EQ, "e\N{COMBINING ACUTE ACCENT}", "facts.unfit_text"),
    ],
)
def test_conditions_that_no_fact_can_meet(
    fact: str, op: Operator, value: object, code: str
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        check_facts(about(fact, op, value), TYPES)
    assert caught.value.code == code
    assert fact in explain(caught.value)


def test_a_misspelt_fact_gets_its_right_name() -> None:
    with pytest.raises(InvalidInputError) as caught:
        check_facts(about("supplies.stock_artikel", Operator.EQ, True), TYPES)
    assert "supplies.stock_article" in explain(caught.value)


def test_a_half_of_a_surrogate_pair_is_no_text() -> None:
    assert value_fault("\ud800", str) == "facts.unfit_text"
    assert value_fault("\N{GRINNING FACE}", str) == ""


def test_every_fact_has_words_in_both_languages() -> None:
    assert all(spec.text.nl and spec.text.en and "." in spec.name for spec in CORE_FACTS)


def test_a_plugin_cannot_declare_a_fact_of_the_core() -> None:
    with pytest.raises(InvalidInputError, match=r"facts\.duplicate"):
        fact_types({"line.quantity": int})


def test_conditions_without_items_are_met_when_all_are_asked() -> None:
    assert is_trivial(ALWAYS)
    assert not is_trivial(NEVER)
