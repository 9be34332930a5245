"""From charters to flat rules of constants for durable_rules (docs/rules-engine.md).

A charter becomes rules of one outcome each, told apart by precedence. Every rule is a conjunction
of comparisons of facts with constants; lists and "any" become several rules, since an "or" inside a
rule fires once per true branch. The first comparison is the charter's number within its shard.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import product

from fmdesk.core.domain import canonical
from fmdesk.core.domain.charter import (
    Charter,
    Condition,
    Conditions,
    FactValue,
    Operator,
    Outcome,
)
from fmdesk.core.domain.charter_check import check_facts, check_terms, conditions
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.facts import ALWAYS_PRESENT, FINISHED, HAS_GUARANTEE, PAST_DUE
from fmdesk.rules.limits import (
    CHARTERS_PER_SHARD,
    COMPARISONS_PER_RULE,
    RULES_PER_CHARTER,
    RULES_PER_SHARD,
    check_limits,
)

VERSION = 1
"""Raise it when equal charters compile to other rules: it is part of the hash of a set."""

OUTCOMES = (
    Outcome.EXCUSED,
    Outcome.BROKEN,
    Outcome.KEPT,
    Outcome.RUNNING,
    Outcome.NOT_APPLICABLE,
    Outcome.MANUAL,
)
"""Outcomes by the number that travels between the processes."""

PRECEDENCE: Mapping[Outcome, int] = {
    Outcome.EXCUSED: 10,
    Outcome.BROKEN: 20,
    Outcome.KEPT: 30,
    Outcome.RUNNING: 40,
    Outcome.NOT_APPLICABLE: 60_000,
}
"""Of all rules that match the one with the lowest number fires; the last one always matches."""

CHARTER = "charter"
"""Name of the charter's number in a message."""

Comparison = tuple[str, str, FactValue]
"""Name of the operator (empty for equality), of the fact, and the constant."""
Rule = tuple[Outcome, tuple[Comparison, ...]]

_OPERATORS: Mapping[Operator, str] = {
    Operator.EQ: "",
    Operator.IN: "",
    Operator.NE: "$neq",
    Operator.NOT_IN: "$neq",
    Operator.LT: "$lt",
    Operator.LE: "$lte",
    Operator.GT: "$gt",
    Operator.GE: "$gte",
}
_FACT_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*(\.[a-z][a-z0-9]*(_[a-z0-9]+)*)+")


@dataclass(frozen=True, slots=True)
class Plan:
    """What the engine needs to know of one charter version.

    Attributes:
        code: Code of the charter.
        shard: Place of its rules.
        number: Its number within the shard, from 1.
        facts: Names of the facts that enter the engine, those of every question first.
        types: Their types.
    """

    code: str
    shard: int
    number: int
    facts: tuple[str, ...]
    types: tuple[type, ...]


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A compiled set of charters.

    Attributes:
        digest: SHA-256 of charters, types of facts and compiler.
        plans: By number of the charter version.
        shards: The rules of each shard.
    """

    digest: str
    plans: Mapping[int, Plan]
    shards: tuple[tuple[Rule, ...], ...]


def compile_charters(charters: Sequence[Charter], types: Mapping[str, type]) -> RuleSet:
    """Compile a set of charter versions.

    Args:
        charters: Each with a number of its own.
        types: Types of all facts that are supplied.

    Raises:
        InvalidInputError: What `check_terms`, `check_facts` and `check_limits` raise;
            `charter.fact_name`, `charter.too_many_rules`, `charter.too_many_conditions` or
            `charter.twice`.
    """
    plans: dict[int, Plan] = {}
    shards: list[list[Rule]] = [[]]
    number = 0
    for charter in charters:
        check_terms(charter)
        check_facts(charter, types)
        if charter.id in plans:
            raise InvalidInputError("charter.twice", charter=charter.code, number=charter.id)
        names = fact_names(charter)
        if number == CHARTERS_PER_SHARD or len(shards[-1]) > RULES_PER_SHARD - RULES_PER_CHARTER:
            shards.append([])
            number = 0
        number += 1
        shards[-1] += _rules(charter, number)
        plans[charter.id] = Plan(
            charter.code, len(shards) - 1, number, names, tuple(types[name] for name in names)
        )
    for shard in shards:
        check_limits(shard)
    return RuleSet(digest(charters, types), plans, tuple(tuple(shard) for shard in shards))


def digest(charters: Sequence[Charter], types: Mapping[str, type]) -> str:
    """Return the SHA-256, in hex, that tells one set of charters from another."""
    names = {name: type_.__name__ for name, type_ in types.items()}
    texts = sorted(canonical.dumps(charter) for charter in charters)
    return sha256(canonical.dumps([VERSION, names, texts]).encode()).hexdigest()


def fact_names(charter: Charter) -> tuple[str, ...]:
    """Return the facts that a charter needs, those of every question first.

    Raises:
        InvalidInputError: `charter.fact_name` for a name that the engine would misread.
    """
    for condition in conditions(charter):
        if not _FACT_NAME.fullmatch(condition.fact):
            raise InvalidInputError("charter.fact_name", charter=charter.code, fact=condition.fact)
    own = {condition.fact for condition in conditions(charter)}
    return (*ALWAYS_PRESENT, *sorted(own.difference(ALWAYS_PRESENT)))


def engine_name(fact: str) -> str:
    """Return a fact's name as the engine sees it, where a dot would be a path."""
    return fact.replace(".", "__")


def _rules(charter: Charter, number: int) -> Iterator[Rule]:
    """Yield the rules of one charter."""
    is_this: Comparison = ("", CHARTER, number)
    is_given = (is_this, _is(HAS_GUARANTEE, True))
    broken = (*is_given, _is(PAST_DUE, True))
    kept = (*is_given, _is(PAST_DUE, False), _is(FINISHED, True))
    running = (*is_given, _is(PAST_DUE, False), _is(FINISHED, False))
    applies = _branches(charter, charter.applies_when)
    excuses = _branches(charter, charter.except_when)
    count = len(applies) * (3 + len(excuses)) + 1
    if count > RULES_PER_CHARTER:
        raise InvalidInputError(
            "charter.too_many_rules", charter=charter.code, count=count, most=RULES_PER_CHARTER
        )
    longest = len(kept) + sum(max(map(len, some), default=0) for some in (applies, excuses))
    if longest > COMPARISONS_PER_RULE:
        raise InvalidInputError(
            "charter.too_many_conditions",
            charter=charter.code,
            count=longest,
            most=COMPARISONS_PER_RULE,
        )
    for branch in applies:
        for excuse in excuses:
            yield Outcome.EXCUSED, _joined(broken, branch, excuse)
        yield Outcome.BROKEN, _joined(broken, branch)
        yield Outcome.KEPT, _joined(kept, branch)
        yield Outcome.RUNNING, _joined(running, branch)
    yield Outcome.NOT_APPLICABLE, (is_this,)


def _branches(charter: Charter, wanted: Conditions) -> list[tuple[Comparison, ...]]:
    """Return conditions as alternatives of conjunctions, each once."""
    alternatives = [_alternatives(condition) for condition in wanted.items]
    if wanted.is_any:
        return [*dict.fromkeys(branch for some in alternatives for branch in some)]
    count = 1
    for some in alternatives:
        count *= len(some)
        if count > RULES_PER_CHARTER:
            raise InvalidInputError(
                "charter.too_many_rules", charter=charter.code, count=count, most=RULES_PER_CHARTER
            )
    return [*dict.fromkeys(_joined(*branches) for branches in product(*alternatives))]


def _alternatives(condition: Condition) -> list[tuple[Comparison, ...]]:
    name, operator = engine_name(condition.fact), _OPERATORS[condition.op]
    values = condition.value if isinstance(condition.value, tuple) else (condition.value,)
    comparisons = [(operator, name, value) for value in dict.fromkeys(values)]
    if condition.op is Operator.IN:
        return [(comparison,) for comparison in comparisons]
    return [tuple(comparisons)]


def _joined(*parts: tuple[Comparison, ...]) -> tuple[Comparison, ...]:
    """Return one conjunction without repetitions."""
    return tuple(dict.fromkeys(comparison for part in parts for comparison in part))


def _is(fact: str, value: bool) -> Comparison:
    return ("", engine_name(fact), value)
