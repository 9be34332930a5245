"""How charters become rules, and which charters cannot."""

from dataclasses import replace

import pytest

from fmdesk.core.domain.charter import (
    Condition,
    Conditions,
    Guarantee,
    LimitSource,
    Operator,
    Outcome,
)
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.facts import ALWAYS_PRESENT, fact_types
from fmdesk.rules.compiler import RuleSet, compile_charters
from fmdesk.rules.limits import CHARTERS_PER_SHARD, check_limits
from fmdesk.testing import plain_charter

SEED = plain_charter(
    id=31,
    code="supplies-24h",
    guarantee=Guarantee(source=LimitSource.PRODUCT),
    applies_when=Conditions(items=(Condition("supplies.stock_article", Operator.EQ, True),)),
)
TYPES = fact_types({"supplies.stock_article": bool, "x.n": int, "x.t": str})
GIVEN = (("", "charter", 1), ("", "clock__has_guarantee", True))
STOCK = ("", "supplies__stock_article", True)


def any_of(*items: Condition) -> Conditions:
    return Conditions(True, items)


def all_of(*items: Condition) -> Conditions:
    return Conditions(False, items)


def compiled(**changes: object) -> RuleSet:
    return compile_charters([replace(SEED, **changes)], TYPES)


def broken(rules: RuleSet) -> list[tuple[object, ...]]:
    """What stands in the rules for a broken guarantee, after the part that all have."""
    return [match[3:] for outcome, match in rules.shards[0] if outcome is Outcome.BROKEN]


def test_the_charter_of_the_source_text_as_rules() -> None:
    past_due, finished = "clock__past_due", "clock__finished"
    assert compiled().shards == (
        (
            (Outcome.BROKEN, (*GIVEN, ("", past_due, True), STOCK)),
            (Outcome.KEPT, (*GIVEN, ("", past_due, False), ("", finished, True), STOCK)),
            (Outcome.RUNNING, (*GIVEN, ("", past_due, False), ("", finished, False), STOCK)),
            (Outcome.NOT_APPLICABLE, (GIVEN[0],)),
        ),
    )


def test_an_exception_excuses_a_broken_guarantee_only() -> None:
    rules = compiled(except_when=any_of(Condition("x.n", Operator.GT, 9)))
    excused = [match for outcome, match in rules.shards[0] if outcome is Outcome.EXCUSED]
    assert excused == [(*GIVEN, ("", "clock__past_due", True), STOCK, ("$gt", "x__n", 9))]


def test_a_list_becomes_several_rules_and_its_opposite_one() -> None:
    letters = ("a", "b", "a")
    assert broken(compiled(applies_when=all_of(Condition("x.t", Operator.IN, letters)))) == [
        (("", "x__t", "a"),),
        (("", "x__t", "b"),),
    ]
    assert broken(compiled(applies_when=all_of(Condition("x.t", Operator.NOT_IN, letters)))) == [
        (("$neq", "x__t", "a"), ("$neq", "x__t", "b")),
    ]


def test_any_of_several_and_all_of_several() -> None:
    one, two = Condition("x.n", Operator.LE, 1), Condition("x.t", Operator.IN, ("a", "b"))
    le, a, b = ("$lte", "x__n", 1), ("", "x__t", "a"), ("", "x__t", "b")
    assert broken(compiled(applies_when=any_of(one, two, one))) == [(le,), (a,), (b,)]
    assert broken(compiled(applies_when=all_of(one, two))) == [(le, a), (le, b)]


def test_only_the_facts_that_a_charter_names_enter_the_engine() -> None:
    rules = compiled(except_when=any_of(Condition("x.n", Operator.GT, 9)))
    plan = rules.plans[31]
    assert plan.facts == (*ALWAYS_PRESENT, "supplies.stock_article", "x.n")
    assert plan.types == (bool, bool, bool, bool, int)


def test_more_charters_than_a_shard_holds_go_to_the_next() -> None:
    many = [replace(SEED, id=number) for number in range(CHARTERS_PER_SHARD + 1)]
    rules = compile_charters(many, TYPES)
    assert len(rules.shards) == 2
    assert (rules.plans[399].shard, rules.plans[399].number) == (0, 400)
    assert (rules.plans[400].shard, rules.plans[400].number) == (1, 1)


def test_charters_of_many_rules_fill_a_shard_sooner() -> None:
    wide = any_of(Condition("x.n", Operator.IN, tuple(range(66))))
    many = [replace(SEED, id=number, applies_when=wide) for number in range(41)]
    rules = compile_charters(many, TYPES)
    assert [len(shard) for shard in rules.shards] == [20 * 199, 20 * 199, 199]


def test_the_hash_tells_sets_apart_and_nothing_else() -> None:
    other = replace(SEED, id=32, code="other")
    first = compile_charters([SEED, other], TYPES).digest
    assert compile_charters([other, SEED], dict(reversed(TYPES.items()))).digest == first
    assert compile_charters([SEED, replace(other, norm=9000)], TYPES).digest != first
    assert compile_charters([SEED, other], TYPES | {"x.more": str}).digest != first


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"guarantee": Guarantee()}, "charter.limit_missing"),
        ({"applies_when": all_of(Condition("x.none", Operator.EQ, 1))}, "charter.unknown_fact"),
        ({"applies_when": all_of(Condition("x.t", Operator.LT, "a"))}, "charter.operator"),
        (
            {"applies_when": all_of(*[Condition("x.n", Operator.IN, tuple(range(20)))] * 3)},
            "charter.too_many_rules",
        ),
        (
            {"applies_when": any_of(Condition("x.n", Operator.IN, tuple(range(67))))},
            "charter.too_many_rules",
        ),
        (
            {"applies_when": all_of(Condition("x.n", Operator.NOT_IN, tuple(range(27))))},
            "charter.too_many_conditions",
        ),
        (
            {"except_when": any_of(*(Condition("x.n", Operator.NE, n) for n in range(61)))},
            "engine.too_many_true",
        ),
    ],
)
def test_what_cannot_be_judged_is_refused(changes: dict[str, object], code: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        compiled(**changes)
    assert caught.value.code == code


@pytest.mark.parametrize("name", ["id", "x.a__b", "x.$or", "x..a", "X.a", "x.a.", "x._a"])
def test_names_that_the_engine_would_misread_are_refused(name: str) -> None:
    charter = replace(SEED, applies_when=all_of(Condition(name, Operator.EQ, 1)))
    with pytest.raises(InvalidInputError, match=r"charter\.fact_name"):
        compile_charters([charter], {name: int})


def test_a_version_stands_in_a_set_once() -> None:
    with pytest.raises(InvalidInputError, match=r"charter\.twice"):
        compile_charters([SEED, SEED], TYPES)


NUMBERED = [("", "charter", number) for number in range(451)]


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        ([(one,) for one in NUMBERED], "engine.too_many_branches"),
        ([(NUMBERED[0],)] * 201, "engine.too_many_equal"),
        ([(NUMBERED[0], ("$neq", "x", n)) for n in range(61)], "engine.too_many_true"),
        (
            [(NUMBERED[0], ("$lt", "a", n), ("$lt", "b", m)) for n in range(31) for m in range(31)],
            "engine.too_many_true",
        ),
    ],
)
def test_the_limits_of_the_engine(rules: list[tuple[object, ...]], code: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        check_limits([(Outcome.BROKEN, rule) for rule in rules])
    assert caught.value.code == code


def test_just_within_the_limits() -> None:
    check_limits([])
    check_limits([(Outcome.BROKEN, (one,)) for one in NUMBERED[:450]])
    check_limits([(Outcome.BROKEN, (NUMBERED[0],))] * 200)
    check_limits([(Outcome.BROKEN, (NUMBERED[0], ("$neq", "x", n))) for n in range(60)])
