"""Contradictions between conditions, against trying out every value."""

from collections.abc import Iterable
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmdesk.core.domain.charter import Condition, FactValue, Operator
from fmdesk.core.domain.charter_logic import contradiction, opposite
from tests.unit.core.domain.charter_strategies import STOCK, WORDING, conditions

TRIED: dict[str, Iterable[FactValue]] = {
    STOCK.name: (False, True),
    "line.quantity": range(1, 13),  # counted from 1; conditions ask for -3 to 8
    "line.opened_weekday": range(7),
    "line.price_cents": range(13),
    "ticket.channel": ("a", "b", "c", "other"),
}


def holds(condition: Condition, value: FactValue) -> bool:
    """Tell whether a value meets a condition, in the plainest way."""
    wanted = condition.value
    return {
        Operator.EQ: lambda: value == wanted,
        Operator.NE: lambda: value != wanted,
        Operator.LT: lambda: value < wanted,
        Operator.LE: lambda: value <= wanted,
        Operator.GT: lambda: value > wanted,
        Operator.GE: lambda: value >= wanted,
        Operator.IN: lambda: value in wanted,
        Operator.NOT_IN: lambda: value not in wanted,
    }[condition.op]()


@given(st.lists(conditions(tuple(TRIED)), max_size=4))
def test_it_is_a_contradiction_exactly_when_no_values_fit(asked: list[Condition]) -> None:
    names = sorted({one.fact for one in asked})
    fits = any(
        all(holds(one, values[names.index(one.fact)]) for one in asked)
        for values in product(*(TRIED[name] for name in names))
    )
    found = contradiction(asked, WORDING)
    assert bool(found) is not fits
    assert found in {"", *names}


@given(conditions(tuple(TRIED)))
def test_the_opposite_holds_exactly_where_it_does_not(condition: Condition) -> None:
    for value in TRIED[condition.fact]:
        assert holds(opposite(condition), value) is not holds(condition, value)


def test_texts_of_a_fact_that_is_not_known_have_values_left() -> None:
    no = Condition("gone.fact", Operator.NOT_IN, ("a",))
    assert contradiction([no], WORDING) == ""
    assert contradiction([no, Condition("gone.fact", Operator.EQ, "a")], WORDING) == "gone.fact"


DAY, MINUTE, OVER = "line.opened_weekday", "line.opened_minute", "clock.over_clock"


@pytest.mark.parametrize(
    ("fact", "possible", "impossible"),
    [
        (DAY, [(Operator.GE, 6)], [(Operator.GE, 7)]),
        (DAY, [(Operator.GT, 5)], [(Operator.GT, 6)]),
        (DAY, [(Operator.LT, 1)], [(Operator.LT, 0)]),
        (DAY, [(Operator.EQ, 6)], [(Operator.EQ, 7)]),
        (DAY, [(Operator.LE, 1), (Operator.NE, 1)], [(Operator.LE, 0), (Operator.NE, 0)]),
        (DAY, [(Operator.GE, 5), (Operator.NE, 6)], [(Operator.GE, 6), (Operator.NE, 6)]),
        (MINUTE, [(Operator.LE, 0)], [(Operator.LT, 0)]),
        (MINUTE, [(Operator.GE, 1439)], [(Operator.GE, 1440)]),
        (OVER, [(Operator.LT, 1)], [(Operator.LT, 0)]),
        (STOCK.name, [(Operator.EQ, True)], [(Operator.EQ, True), (Operator.NE, True)]),
        (STOCK.name, [(Operator.NE, False)], [(Operator.EQ, False), (Operator.EQ, True)]),
    ],
)
def test_the_last_value_that_there_is_fits_and_the_next_one_does_not(
    fact: str, possible: list[tuple[Operator, int]], impossible: list[tuple[Operator, int]]
) -> None:
    assert contradiction([Condition(fact, *one) for one in possible], WORDING) == ""
    assert contradiction([Condition(fact, *one) for one in impossible], WORDING) == fact
