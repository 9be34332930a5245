"""A charter whose plugin is gone stops only the questions about it, in both engines."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from fmdesk.core.domain.charter import Condition, Conditions, Operator, Outcome
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.ports import Question, RuleEngine
from fmdesk.i18n import using_language
from fmdesk.messages import explain
from fmdesk.rules.engine import open_engine
from tests.unit.rules.test_reference import PLAIN, TYPES, facts

GONE = replace(
    PLAIN,
    id=2,
    code="snow",
    version=3,
    except_when=Conditions(True, (Condition("weather.snow", Operator.EQ, True),)),
)
FIT, UNFIT = Question(PLAIN.id, facts()), Question(GONE.id, facts())


@pytest.fixture(params=["durable", "reference"])
def engine(request: pytest.FixtureRequest) -> Iterator[RuleEngine]:
    made = open_engine(request.param)
    made.load([PLAIN, GONE], TYPES)
    yield made
    made.close()


def test_the_others_are_decided(engine: RuleEngine) -> None:
    assert list(engine.decide([[FIT], [FIT]])) == [[Outcome.KEPT], [Outcome.KEPT]]
    assert engine.check([FIT]) == [Outcome.KEPT]


@pytest.mark.parametrize(
    "ask",
    [
        lambda engine: list(engine.decide([[FIT, UNFIT]])),
        lambda engine: engine.check([UNFIT]),
        lambda engine: engine.explain(UNFIT),
    ],
)
def test_a_question_about_it_names_charter_fact_and_plugin(
    engine: RuleEngine, ask: Callable[[RuleEngine], object]
) -> None:
    with pytest.raises(InvalidInputError, match=r"charter\.fact_gone") as problem:
        ask(engine)
    assert problem.value.params == {
        "charter": "snow v3",
        "fact": "weather.snow",
        "plugin": "weather",
    }
    with using_language("en"):
        assert "switch on the plugin weather" in explain(problem.value)


def test_it_is_no_part_of_the_set_that_decides(engine: RuleEngine) -> None:
    with_it = engine.load([PLAIN, GONE], TYPES)
    assert engine.load([PLAIN], TYPES) == with_it
    assert engine.load([PLAIN, GONE], TYPES | {"weather.snow": bool}) != with_it
    assert engine.check([UNFIT]) == [Outcome.KEPT]
