"""The compiled rules, read as the library reads them, say what the charter says.

A small interpreter stands in for the library here (`tests/integration` asks the real one), so that
many more charters can be tried, and a fault is the compiler's.
"""

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from fmdesk.core.domain.charter import (
    ALWAYS,
    NEVER,
    Charter,
    Condition,
    Conditions,
    FactValue,
    Operator,
    Outcome,
)
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.facts import ALWAYS_PRESENT
from fmdesk.rules.compiler import CHARTER, PRECEDENCE, Rule, compile_charters, engine_name
from fmdesk.rules.limits import COMPARISONS_PER_RULE, RULES_PER_CHARTER
from fmdesk.rules.reference import evaluators
from fmdesk.testing import plain_charter

OWN: Mapping[str, type] = {"x.flag": bool, "x.n": int, "x.t": str, "y.n": int}
TYPES = dict.fromkeys(ALWAYS_PRESENT, bool) | dict(OWN)
ORDERS = (Operator.LT, Operator.LE, Operator.GT, Operator.GE)
LISTS = (Operator.IN, Operator.NOT_IN)
VALUES = {
    bool: st.booleans(),
    int: st.integers(-2, 3),
    str: st.sampled_from(["", "a", "b", "A"]),
}
REFUSALS = {"charter.too_many_rules", "charter.too_many_conditions"}

SEED = plain_charter(code="seed")


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    fact = draw(st.sampled_from(sorted(TYPES)))
    kind = TYPES[fact]
    values = VALUES[kind]
    op = draw(st.sampled_from([Operator.EQ, Operator.NE, *LISTS, *(ORDERS if kind is int else ())]))
    if op in LISTS:
        return Condition(fact, op, tuple(draw(st.lists(values, min_size=1, max_size=3))))
    return Condition(fact, op, draw(values))


def groups(*, empty: Conditions) -> st.SearchStrategy[Conditions]:
    some = st.lists(conditions(), min_size=1, max_size=3).map(tuple)
    return st.just(empty) | st.builds(Conditions, st.booleans(), some)


CHARTERS = st.builds(
    replace,
    st.just(SEED),
    applies_when=groups(empty=ALWAYS),
    except_when=groups(empty=NEVER),
)
FACTS = st.fixed_dictionaries(
    dict.fromkeys(ALWAYS_PRESENT, st.booleans()),
    optional={name: VALUES[kind] for name, kind in OWN.items()},
)


def decide(rules: tuple[Rule, ...], number: int, facts: Mapping[str, FactValue]) -> Outcome:
    """Let the matching rule of the lowest precedence decide, as the library does."""
    seen: dict[str, FactValue] = {engine_name(name): value for name, value in facts.items()}
    seen[CHARTER] = number
    matching = [
        outcome
        for outcome, conjunction in rules
        if all(
            name in seen and compare(operator, seen[name], value)
            for operator, name, value in conjunction
        )
    ]
    return min(matching, key=lambda outcome: PRECEDENCE[outcome])


def compare(operator: str, found: FactValue, constant: FactValue) -> bool:
    match operator:
        case "":
            return found == constant
        case "$neq":
            return found != constant
        case "$lt":
            return int(found) < int(constant)
        case "$lte":
            return int(found) <= int(constant)
        case "$gt":
            return int(found) > int(constant)
    return int(found) >= int(constant)


@given(CHARTERS, st.lists(FACTS, min_size=1, max_size=8))
def test_the_rules_decide_as_the_reference(
    charter: Charter, questions: list[dict[str, FactValue]]
) -> None:
    try:
        rules = compile_charters([charter], TYPES)
    except InvalidInputError as refused:
        assert refused.code in REFUSALS, refused  # noqa: PT017  # too large is a known answer
        return
    plan = rules.plans[charter.id]
    evaluate = evaluators([charter])[charter.id]
    for facts in questions:
        passed = {name: facts[name] for name in plan.facts if name in facts}
        assert decide(rules.shards[plan.shard], plan.number, passed) is evaluate(facts)


@given(CHARTERS)
def test_what_is_compiled_stays_within_the_limits(charter: Charter) -> None:
    try:
        rules = compile_charters([charter], TYPES)
    except InvalidInputError as refused:
        assert refused.code in REFUSALS, refused  # noqa: PT017  # as above
        return
    (shard,) = rules.shards
    assert len(shard) <= RULES_PER_CHARTER
    assert max(len(conjunction) for _outcome, conjunction in shard) <= COMPARISONS_PER_RULE
    assert all(len(set(conjunction)) == len(conjunction) for _outcome, conjunction in shard)
    assert all(conjunction[0][1] == CHARTER for _outcome, conjunction in shard)
    assert shard[-1] == (Outcome.NOT_APPLICABLE, (("", CHARTER, 1),))


@given(st.lists(CHARTERS, min_size=1, max_size=6), FACTS)
@settings(max_examples=50)
def test_charters_in_one_set_do_not_disturb_each_other(
    some: list[Charter], facts: dict[str, FactValue]
) -> None:
    several = [replace(one, id=number) for number, one in enumerate(some, start=10)]
    try:
        together = compile_charters(several, TYPES)
    except InvalidInputError as refused:
        assert refused.code in REFUSALS, refused  # noqa: PT017  # as above
        return
    references = evaluators(several)
    for one in several:
        plan = together.plans[one.id]
        assert plan.code == "seed"
        assert decide(together.shards[plan.shard], plan.number, facts) is references[one.id](facts)


@given(CHARTERS, CHARTERS)
def test_the_digest_tells_charters_apart_and_not_their_order(one: Charter, other: Charter) -> None:
    other = replace(other, id=2)
    try:
        there, back = (compile_charters(some, TYPES) for some in ([one, other], [other, one]))
        alone = compile_charters([one], TYPES)
    except InvalidInputError as refused:
        assert refused.code in REFUSALS, refused  # noqa: PT017  # as above
        return
    assert there.digest == back.digest != alone.digest
