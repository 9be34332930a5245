"""What a charter must be before it is used: terms that can be counted, facts that exist.

Checked when a charter is read, adopted or compiled, so that no month meets one it cannot judge.
"""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from fmdesk.core.domain.charter import (
    Charter,
    Condition,
    Conditions,
    LimitSource,
    Operator,
    SanctionKind,
)
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.facts import value_fault
from fmdesk.core.domain.money import BASIS_POINTS

CLOCKS = ("solution", "response", "step.1")
"""What a guarantee may be about; every step of the process has a clock of its own."""
CLOCK = re.compile(r"^(solution|response|step\.[1-9]\d?)$")
LISTS = frozenset((Operator.IN, Operator.NOT_IN))
ORDERS = frozenset((Operator.LT, Operator.LE, Operator.GT, Operator.GE))
MOST_CENTS = 10**12
MOST_SECONDS = 2**31 - 1

Range = tuple[str, int, int]
SANCTION_RANGES: Mapping[SanctionKind, tuple[Range, ...]] = {
    SanctionKind.NOT_CHARGED: (),
    SanctionKind.PERCENTAGE: (("basis_points", 1, BASIS_POINTS),),
    SanctionKind.FIXED: (("amount_cents", 1, MOST_CENTS),),
    SanctionKind.STEPPED: (
        ("weight", 1, 10**6),
        ("base_cents", 0, MOST_CENTS),
        ("per_step_cents", 0, MOST_CENTS),
        ("step_seconds", 1, MOST_SECONDS),
        ("unit_seconds", 1, MOST_SECONDS),
        ("max_steps", 0, 10**6),
    ),
    SanctionKind.POINTS: (("points", 1, 10**6),),
}
"""Fields of each kind of sanction with the least and the largest value."""


def check_terms(charter: Charter) -> None:
    """Check everything about a charter but its facts.

    Raises:
        InvalidInputError: `charter.clock`, `charter.limit_missing`, `charter.number`,
            `charter.validity`, `charter.empty`, `charter.never_applies` or
            `charter.always_excused`.
    """
    code = charter.code
    for name in ("code", "name_nl", "name_en", "promise_nl", "promise_en"):
        if not getattr(charter, name).strip():
            raise InvalidInputError("charter.empty", charter=code, field=name)
    guarantee = charter.guarantee
    if not CLOCK.match(guarantee.clock):
        raise InvalidInputError(
            "charter.clock", charter=code, clock=guarantee.clock, known=", ".join(CLOCKS)
        )
    if guarantee.source is LimitSource.OWN and guarantee.limit is None:
        raise InvalidInputError("charter.limit_missing", charter=code)
    last, is_over = charter.valid_to, charter.is_called_off
    if last is not None and last < charter.valid_from and not is_over:
        raise InvalidInputError(
            "charter.validity", charter=code, first=charter.valid_from, last=last
        )
    for owner, (name, least, most) in _numbers(charter):
        value = getattr(owner, name)
        if not least <= value <= most:
            raise InvalidInputError(
                "charter.number", charter=code, field=name, value=value, least=least, most=most
            )
    if charter.applies_when.is_any and not charter.applies_when.items:
        raise InvalidInputError("charter.never_applies", charter=code)
    if not charter.except_when.is_any and not charter.except_when.items:
        raise InvalidInputError("charter.always_excused", charter=code)


def check_facts(charter: Charter, types: Mapping[str, type]) -> None:
    """Check that a charter's conditions are about known facts, in a way that fits their types.

    Args:
        charter: The charter.
        types: Types of the known facts by name.

    Raises:
        InvalidInputError: `charter.unknown_fact`, `charter.operator`, `charter.list`, or
            what `value_fault` finds.
    """
    for condition in conditions(charter):
        type_ = types.get(condition.fact)
        if type_ is None:
            near = get_close_matches(condition.fact, types, n=3, cutoff=0.5) or sorted(types)[:3]
            raise InvalidInputError(
                "charter.unknown_fact",
                charter=charter.code,
                fact=condition.fact,
                known=", ".join(near),
            )
        _check_condition(charter.code, condition, type_)


def conditions(charter: Charter) -> Iterator[Condition]:
    """Yield the conditions of a charter, those of its exceptions last."""
    yield from charter.applies_when.items
    yield from charter.except_when.items


def is_trivial(wanted: Conditions) -> bool:
    """Tell whether conditions are always met: all of none."""
    return not wanted.items and not wanted.is_any


def _numbers(charter: Charter) -> Iterator[tuple[object, Range]]:
    yield charter, ("version", 1, 10**6)
    yield charter, ("norm", 0, BASIS_POINTS)
    for found in SANCTION_RANGES[charter.sanction.kind]:
        yield charter.sanction, found
    if charter.sanction.cap_cents is not None:
        yield charter.sanction, ("cap_cents", 1, MOST_CENTS)


def _check_condition(code: str, condition: Condition, type_: type) -> None:
    about = {"charter": code, "fact": condition.fact, "op": str(condition.op)}
    if condition.op in ORDERS and type_ is not int:
        raise InvalidInputError("charter.operator", **about)
    is_list = isinstance(condition.value, tuple)
    if is_list != (condition.op in LISTS) or condition.value == ():
        raise InvalidInputError("charter.list", **about)
    for value in condition.value if isinstance(condition.value, tuple) else (condition.value,):
        fault = value_fault(value, type_)
        if fault:
            raise InvalidInputError(fault, **about, value=str(value))
