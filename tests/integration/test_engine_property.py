"""durable_rules against the reference evaluator: many random charters, many random facts."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

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
from fmdesk.core.ports import Question
from fmdesk.rules import stream
from fmdesk.rules.compiler import OUTCOMES
from fmdesk.rules.engine import DurableEngine
from fmdesk.testing import plain_charter

TYPES: dict[str, type] = (
    dict.fromkeys(ALWAYS_PRESENT, bool)
    | {f"a.bool{n}": bool for n in range(3)}
    | {f"b.int{n}": int for n in range(4)}
    | {f"c.text{n}": str for n in range(4)}
)
TEXTS = (
    "", "a", "ab", "abc", "A", "true", "11", "\N{LATIN SMALL LETTER E WITH ACUTE}t\u00e9", "\u20ac",
    'q"uote', "back\\slash", "{brace}", "a,b", "null", " ", "a ", "\N{GRINNING FACE}", "x" * 100,
    "/", "\u2028", "$or", "$m", "id", "a.b", "[1]",
)  # fmt: skip
NUMBERS = (0, 1, -1, 2, 10, 11, 100, 2**31 - 1, -(2**31 - 1), 65536, 1_000_000)
VALUES: dict[type, tuple[FactValue, ...]] = {bool: (True, False), int: NUMBERS, str: TEXTS}
ORDERED = (Operator.LT, Operator.LE, Operator.GT, Operator.GE)
LISTED = (Operator.IN, Operator.NOT_IN)
SETS, CHARTERS, QUESTIONS = 4, 450, 28
"""Each set fills one shard and begins another; 50,400 pairs in all."""


def conditions(chance: random.Random, *, is_any: bool, most: int) -> Conditions:
    items = []
    for _ in range(chance.randint(1, most)):
        fact = chance.choice(list(TYPES))
        values = VALUES[TYPES[fact]]
        operators = [Operator.EQ, Operator.NE, *LISTED, *(ORDERED if TYPES[fact] is int else ())]
        op = chance.choice(operators)
        value: object = chance.choice(values)
        if op in LISTED:
            value = tuple(chance.choice(values) for _ in range(chance.randint(1, 4)))
        items.append(Condition(fact, op, value))
    return Conditions(is_any, tuple(items))


def charter(chance: random.Random, number: int) -> Charter:
    is_any = chance.random() < 0.4
    has_conditions, has_exceptions = chance.random() < 0.8, chance.random() < 0.7
    changes: dict[str, object] = {}
    if has_conditions:
        changes["applies_when"] = conditions(chance, is_any=is_any, most=3)
    if has_exceptions:
        is_any_excuse = chance.random() < 0.6
        changes["except_when"] = conditions(chance, is_any=is_any_excuse, most=3)
    return plain_charter(id=number, code=f"c{number}", **changes)


def question(chance: random.Random, about: Charter) -> Question:
    facts = {name: chance.random() < share for name, share in zip(ALWAYS_PRESENT, (0.9, 0.6, 0.6),
                                                                 strict=True)}  # fmt: skip
    for name, type_ in TYPES.items():
        if name not in facts and chance.random() < 0.85:
            facts[name] = chance.choice(VALUES[type_])
    # Half of the constants that the charter names are met, so that outcomes vary.
    for condition in (*about.applies_when.items, *about.except_when.items):
        if condition.fact not in ALWAYS_PRESENT and chance.random() < 0.5:
            value = condition.value
            facts[condition.fact] = value[0] if isinstance(value, tuple) else value
    return Question(about.id, facts)


def charters(chance: random.Random, count: int) -> list[Charter]:
    """Charters that the compiler takes; it refuses one with too many combinations."""
    probe = DurableEngine()
    found: list[Charter] = []
    while len(found) < count:
        one = charter(chance, len(found) + 1)
        try:
            probe.load([one], TYPES)
        except InvalidInputError as refused:
            if refused.code != "charter.too_many_rules":
                raise
        else:
            found.append(one)
    return found


def batches(questions: Sequence[Question], chance: random.Random) -> Iterator[Sequence[Question]]:
    start = 0
    while start < len(questions):
        size = chance.choice((1, 7, 499, 500, 501, 3000))
        yield questions[start : start + size]
        start += size


def disagreements(engine: DurableEngine, seed: int) -> tuple[int, Counter[Outcome]]:
    """Count how often engine and reference differ on one random set, and what was decided."""
    chance = random.Random(seed)
    some = charters(chance, CHARTERS)
    engine.load(some, TYPES)
    questions = [question(chance, one) for one in some for _ in range(QUESTIONS)]
    chance.shuffle(questions)
    decided = [one for batch in engine.decide(batches(questions, chance)) for one in batch]
    assert len(decided) == len(questions)
    wrong = sum(
        one is not outcome for one, outcome in zip(engine.check(questions), decided, strict=True)
    )
    return wrong, Counter(decided)


def test_durable_decides_as_the_reference_does() -> None:
    engine = DurableEngine()
    seen: Counter[Outcome] = Counter()
    for seed in range(SETS):
        wrong, decided = disagreements(engine, seed)
        assert wrong == 0, f"set {seed}"
        seen += decided
    engine.close()
    assert seen.total() >= 50_000
    # A test that sees one outcome only proves nothing.
    assert min(seen[outcome] for outcome in OUTCOMES[:5]) > seen.total() / 100
    assert seen[Outcome.MANUAL] == 0


def at_the_limits() -> list[Charter]:
    """400 charters of the largest forms that the compiler takes."""
    widest = Condition("b.int0", Operator.IN, tuple(range(66)))
    longest = Condition("b.int1", Operator.NOT_IN, tuple(range(26)))
    many = tuple(Condition("b.int2", Operator.NE, number) for number in range(55))
    forms = (
        {"applies_when": Conditions(True, (widest,))},
        {"applies_when": Conditions(False, (longest,))},
        {"except_when": Conditions(True, many)},
        {},
    )
    plain = {"applies_when": ALWAYS, "except_when": NEVER}
    chance = random.Random(1)
    return [
        replace(charter(chance, number), **plain | forms[number % 4]) for number in range(1, 401)
    ]


def test_the_largest_charters_are_decided_as_the_reference_does() -> None:
    engine = DurableEngine()
    engine.load(at_the_limits(), TYPES)
    numbers = (0, 1, 25, 26, 65, 66, 200)
    questions = [
        Question(
            version,
            {"clock.has_guarantee": True, "clock.past_due": number % 2 == 0, "clock.finished": True}
            | {"b.int0": number, "b.int1": number, "b.int2": number},
        )
        for version in range(1, 401)
        for number in numbers
    ]
    (decided,) = engine.decide([questions])
    engine.close()
    assert engine.check(questions) == list(decided)
    assert set(decided) == set(OUTCOMES[:3]) | {Outcome.NOT_APPLICABLE}


def test_the_comparison_notices_an_engine_that_is_wrong_once_in_a_thousand(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The control of the test above: it must find faults where there are some."""
    honest = stream.Stream._note
    answers = iter(range(10**9))

    def lie(self: stream.Stream, answer: bytes) -> None:
        spoilt = bytes((one + 1) % 5 if next(answers) % 1000 == 0 else one for one in answer)
        honest(self, spoilt)

    monkeypatch.setattr(stream.Stream, "_note", lie)
    engine = DurableEngine()
    wrong, decided = disagreements(engine, 0)
    engine.close()
    assert wrong == -(-decided.total() // 1000)
