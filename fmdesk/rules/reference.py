"""A plain evaluator of charters, written apart from the compiler, to check the engine with.

It follows the words of the domain page directly: no rules, no precedence, no expansion.
"""

from collections.abc import Callable, Mapping, Sequence

from fmdesk.core.domain.charter import Charter, Condition, Conditions, FactValue, Operator, Outcome
from fmdesk.core.domain.facts import FINISHED, HAS_GUARANTEE, PAST_DUE

Facts = Mapping[str, FactValue]
Test = Callable[[Facts], bool]
Verdicts = Callable[[Facts], Outcome]


def evaluators(charters: Sequence[Charter]) -> dict[int, Verdicts]:
    """Return a function from facts to outcome for each charter version, by its number."""
    return {charter.id: _evaluator(charter) for charter in charters}


def is_met(condition: Condition, facts: Facts) -> bool:
    """Tell whether a condition is met; one on an absent fact never is."""
    return _test(condition)(facts)


def _evaluator(charter: Charter) -> Verdicts:
    applies = _tests(charter.applies_when)
    is_any = charter.applies_when.is_any
    excuses = _tests(charter.except_when)
    is_any_excuse = charter.except_when.is_any

    def evaluate(facts: Facts) -> Outcome:
        if not facts[HAS_GUARANTEE] or not _holds(applies, facts, is_any=is_any):
            return Outcome.NOT_APPLICABLE
        if facts[PAST_DUE]:
            is_excused = _holds(excuses, facts, is_any=is_any_excuse)
            return Outcome.EXCUSED if is_excused else Outcome.BROKEN
        return Outcome.KEPT if facts[FINISHED] else Outcome.RUNNING

    return evaluate


def _holds(tests: Sequence[Test], facts: Facts, *, is_any: bool) -> bool:
    for test in tests:
        if test(facts) is is_any:
            return is_any
    return not is_any


def _tests(wanted: Conditions) -> tuple[Test, ...]:
    return tuple(_test(condition) for condition in wanted.items)


def _test(condition: Condition) -> Test:
    name, wanted = condition.fact, condition.value
    if isinstance(wanted, tuple):
        values = frozenset(wanted)
        if condition.op is Operator.IN:
            return lambda facts: facts.get(name) in values
        return lambda facts: name in facts and facts[name] not in values
    return _comparison(condition.op, name, wanted)


def _comparison(op: Operator, name: str, wanted: FactValue) -> Test:
    match op:
        case Operator.EQ:
            return lambda facts: facts.get(name) == wanted
        case Operator.NE:
            return lambda facts: name in facts and facts[name] != wanted
    limit = int(wanted)
    match op:
        case Operator.LT:
            return lambda facts: name in facts and int(facts[name]) < limit
        case Operator.LE:
            return lambda facts: name in facts and int(facts[name]) <= limit
        case Operator.GT:
            return lambda facts: name in facts and int(facts[name]) > limit
        case _:
            return lambda facts: name in facts and int(facts[name]) >= limit
