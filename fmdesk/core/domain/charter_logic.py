"""Whether conditions can hold together: contradictions are found before a charter is used.

Complete for one fact at a time, which is all that a condition compares; facts are taken to be
independent of each other.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from fmdesk.core.domain.charter import Condition, FactValue, Operator
from fmdesk.core.domain.charter_words import Wording, spec_of
from fmdesk.core.domain.facts import LARGEST_NUMBER
from fmdesk.core.domain.spec import FactKind

OPPOSITE: Mapping[Operator, Operator] = {
    Operator.EQ: Operator.NE,
    Operator.NE: Operator.EQ,
    Operator.LT: Operator.GE,
    Operator.GE: Operator.LT,
    Operator.LE: Operator.GT,
    Operator.GT: Operator.LE,
    Operator.IN: Operator.NOT_IN,
    Operator.NOT_IN: Operator.IN,
}
"""What holds of a fact that is known, where the other does not."""
RANGES: Mapping[FactKind, tuple[int, int]] = {
    FactKind.WEEKDAY: (0, 6),
    FactKind.MINUTE: (0, 24 * 60 - 1),
    FactKind.CENTS: (0, LARGEST_NUMBER),
    FactKind.SECONDS: (0, LARGEST_NUMBER),
}
"""What a number of this kind can be at all."""
COUNTED = frozenset(("line.quantity", "part.quantity", "part.number", "clock.run"))
"""Facts that are counted from 1."""


def contradiction(conditions: Iterable[Condition], wording: Wording) -> str:
    """Return the first fact of which no value meets all conditions on it; empty for none.

    Args:
        conditions: All of them are to hold; each fits the type of its fact.
        wording: Declares the facts.
    """
    of_fact: dict[str, list[Condition]] = defaultdict(list)
    for one in conditions:
        of_fact[one.fact].append(one)
    return next((name for name, its in of_fact.items() if not _has_value(name, its, wording)), "")


def opposite(condition: Condition) -> Condition:
    """Return what holds where a condition on a known fact does not."""
    return Condition(condition.fact, OPPOSITE[condition.op], condition.value)


def _has_value(name: str, conditions: Iterable[Condition], wording: Wording) -> bool:
    spec = spec_of(name, wording)
    low, high = RANGES.get(spec.kind, (-LARGEST_NUMBER, LARGEST_NUMBER))
    low = max(low, 1) if name in COUNTED else low
    allowed: set[FactValue] | None = {True, False} if spec.type is bool else None
    refused: set[FactValue] = set()
    for one in conditions:
        values = set(_values(one))
        match one.op:
            case Operator.EQ | Operator.IN:
                allowed = values if allowed is None else allowed & values
            case Operator.NE | Operator.NOT_IN:
                refused |= values
            case _:
                low, high = _narrowed(low, high, one)
    if spec.type is not int:
        return allowed is None or bool(allowed - refused)
    if allowed is not None:
        return any(low <= int(one) <= high for one in allowed - refused)
    return high - low + 1 > sum(low <= int(one) <= high for one in refused)


def _values(condition: Condition) -> Iterator[FactValue]:
    if isinstance(condition.value, tuple):
        yield from condition.value
    else:
        yield condition.value


def _narrowed(low: int, high: int, condition: Condition) -> tuple[int, int]:
    limit = int(next(_values(condition)))
    match condition.op:
        case Operator.LT:
            return low, min(high, limit - 1)
        case Operator.LE:
            return low, min(high, limit)
        case Operator.GT:
            return max(low, limit + 1), high
    return max(low, limit), high
