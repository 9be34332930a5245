"""Whatever decides or checks, the same facts get in."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from fmdesk.core.domain.charter import Condition, Conditions, Operator, Outcome
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.ports import Question, RuleEngine
from fmdesk.rules.engine import open_engine
from tests.unit.rules.test_reference import PLAIN, TYPES, facts

ASKED = replace(PLAIN, id=7, applies_when=Conditions(True, (Condition("x.floor", Operator.GT, 2),)))
NAMES = TYPES | {"x.floor": int, "x.room": str}


@pytest.fixture(params=["durable", "reference"])
def engine(request: pytest.FixtureRequest) -> Iterator[RuleEngine]:
    made = open_engine(request.param)
    made.load([ASKED], NAMES)
    yield made
    made.close()


QUESTIONS = [
    Question(ASKED.id, {**facts(), **more})
    for more in (
        {"x.floor": 3},
        {"x.floor": 1},
        {},
        {"x.floor": "3"},
        {"x.floor": True},
        {"x.floor": 3.0},
        {"x.floor": 2**31},
        {"x.floor": 3, "x.room": "a\x00"},  # the charter does not name it
        {"clock.finished": None, "x.floor": 3},
    )
]
EXPECTED = [
    *(Outcome.KEPT, Outcome.NOT_APPLICABLE, Outcome.NOT_APPLICABLE),
    *[Outcome.MANUAL] * 4,
    *(Outcome.KEPT, Outcome.MANUAL),
]


def test_what_decides_and_what_checks_refuse_the_same(engine: RuleEngine) -> None:
    assert [one for batch in engine.decide([QUESTIONS]) for one in batch] == EXPECTED
    assert engine.check(QUESTIONS) == EXPECTED
    for question, outcome in zip(QUESTIONS, EXPECTED, strict=True):
        assert (engine.explain(question).outcome is Outcome.MANUAL) == (outcome is Outcome.MANUAL)


def test_both_know_the_same_charters(engine: RuleEngine) -> None:
    unknown = Question(99, facts())
    for ask in (lambda: list(engine.decide([[unknown]])), lambda: engine.check([unknown])):
        with pytest.raises(InvalidInputError, match=r"engine\.unknown_charter"):
            ask()
