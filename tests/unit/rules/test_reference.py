"""The reference evaluator, outcome by outcome and operator by operator."""

from dataclasses import replace

import pytest

from fmdesk.core.domain.charter import (
    Condition,
    Conditions,
    Operator,
    Outcome,
)
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.facts import fact_types
from fmdesk.core.ports import Question
from fmdesk.rules.engine import ReferenceEngine, open_engine
from fmdesk.rules.reference import evaluators, is_met
from fmdesk.testing import plain_charter

PLAIN = plain_charter(id=1, code="c")
STOCK = Condition("supplies.stock_article", Operator.EQ, True)
POST = Condition("ticket.channel", Operator.EQ, "post")
BY_ALL, BY_ANY = Conditions(False, (STOCK, POST)), Conditions(True, (STOCK, POST))
TYPES = fact_types({"supplies.stock_article": bool})


def facts(*, given: bool = True, late: bool = False, done: bool = True, **more: object) -> dict:
    always = {"clock.has_guarantee": given, "clock.past_due": late, "clock.finished": done}
    names = {"stock": "supplies.stock_article", "channel": "ticket.channel"}
    return always | {names[name]: value for name, value in more.items()}


@pytest.mark.parametrize(
    ("changes", "seen", "outcome"),
    [
        ({}, facts(), Outcome.KEPT),
        ({}, facts(done=False), Outcome.RUNNING),
        ({}, facts(late=True), Outcome.BROKEN),
        ({}, facts(late=True, done=False), Outcome.BROKEN),
        ({}, facts(given=False, late=True), Outcome.NOT_APPLICABLE),
        ({"applies_when": BY_ALL}, facts(stock=True, channel="post"), Outcome.KEPT),
        ({"applies_when": BY_ALL}, facts(stock=True), Outcome.NOT_APPLICABLE),
        ({"applies_when": BY_ANY}, facts(stock=True), Outcome.KEPT),
        ({"applies_when": BY_ANY}, facts(stock=False), Outcome.NOT_APPLICABLE),
        ({"except_when": BY_ANY}, facts(late=True, channel="post"), Outcome.EXCUSED),
        ({"except_when": BY_ALL}, facts(late=True, channel="post"), Outcome.BROKEN),
        ({"except_when": BY_ANY}, facts(channel="post"), Outcome.KEPT),
        ({"except_when": BY_ANY}, facts(done=False, channel="post"), Outcome.RUNNING),
    ],
)
def test_outcomes(changes: dict[str, object], seen: dict, outcome: Outcome) -> None:
    charter = replace(PLAIN, **changes)
    assert evaluators([charter])[1](seen) is outcome


@pytest.mark.parametrize(
    ("op", "value", "met"),
    [
        (Operator.EQ, 5, {5}),
        (Operator.NE, 5, {4, 6}),
        (Operator.LT, 5, {4}),
        (Operator.LE, 5, {4, 5}),
        (Operator.GT, 5, {6}),
        (Operator.GE, 5, {5, 6}),
        (Operator.IN, (4, 6), {4, 6}),
        (Operator.NOT_IN, (4, 6), {5}),
    ],
)
def test_operators(op: Operator, value: object, met: set[int]) -> None:
    condition = Condition("line.quantity", op, value)
    assert {number for number in (4, 5, 6) if is_met(condition, {"line.quantity": number})} == met
    assert not is_met(condition, {}), "an absent fact meets nothing"


def test_the_reference_can_stand_in_for_the_engine() -> None:
    engine = open_engine("reference")
    assert isinstance(engine, ReferenceEngine)
    assert (engine.name, engine.is_fallback) == ("reference evaluator", True)
    charter = replace(PLAIN, applies_when=BY_ANY)
    assert engine.load([charter], TYPES) == engine.load([charter], TYPES)
    good, bad = Question(1, facts(stock=True)), Question(1, facts(stock=1))
    assert list(engine.decide([[good], [bad, good]])) == [
        [Outcome.KEPT],
        [Outcome.MANUAL, Outcome.KEPT],
    ]
    found = engine.explain(good)
    assert (found.outcome, found.matching) == (Outcome.KEPT, (Outcome.KEPT,))
    assert [(one.fact, one.value, one.actual, one.is_met) for one in found.conditions] == [
        ("supplies.stock_article", "true", "true", True),
        ("ticket.channel", "post", "", False),
    ]
    refused = engine.explain(bad)
    assert refused.outcome is Outcome.MANUAL
    assert refused.refused is not None
    engine.close()


def test_a_list_is_shown_as_one() -> None:
    engine = open_engine("reference")
    wanted = Condition("ticket.channel", Operator.IN, ("post", "fax"))
    engine.load([replace(PLAIN, applies_when=Conditions(False, (wanted,)))], TYPES)
    (shown,) = engine.explain(Question(1, facts(channel="fax"))).conditions
    assert (shown.op, shown.value, shown.actual, shown.is_met) == ("in", "post, fax", "fax", True)
    with pytest.raises(InvalidInputError, match=r"engine\.unknown_charter"):
        engine.explain(Question(2, facts()))
