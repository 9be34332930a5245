"""What gets past the gate, and in which form."""

import pytest

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.facts import ALWAYS_PRESENT
from fmdesk.core.ports import Question
from fmdesk.rules import gate as module
from fmdesk.rules.compiler import Plan
from fmdesk.rules.gate import Gate

FACTS = (*ALWAYS_PRESENT, "x.flag", "x.number", "x.text")
PLANS = {
    5: Plan("first", 0, 1, ALWAYS_PRESENT, (bool,) * 3),
    9: Plan("second", 0, 2, FACTS, (bool, bool, bool, bool, int, str)),
}
ALWAYS = {"clock.has_guarantee": True, "clock.past_due": False, "clock.finished": True}


@pytest.fixture
def gate() -> Gate:
    return Gate(PLANS)


def ask(**facts: object) -> Question:
    return Question(9, ALWAYS | {f"x.{name}": value for name, value in facts.items()})


def test_facts_travel_in_the_order_of_the_plan(gate: Gate) -> None:
    assert gate.row(ask(text="a", number=3, flag=False)) == (1, True, False, True, False, 3, "a")


def test_what_the_charter_does_not_name_stays_outside(gate: Gate) -> None:
    assert gate.row(Question(5, ALWAYS | {"x.flag": object()})) == (0, True, False, True)


def test_an_absent_fact_stays_absent(gate: Gate) -> None:
    assert gate.row(ask()) == (1, True, False, True, None, None, None)
    assert gate.fault(ask()) is None


class Text(str):
    __slots__ = ()


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"flag": 1}, "facts.not_boolean"),
        ({"flag": "true"}, "facts.not_boolean"),
        ({"number": True}, "facts.not_number"),
        ({"number": 1.0}, "facts.not_number"),
        ({"number": "11"}, "facts.not_number"),
        ({"number": 2**31}, "facts.too_large"),
        ({"number": -(2**31)}, "facts.too_large"),
        ({"text": 5}, "facts.not_text"),
        ({"text": Text("a")}, "facts.not_text"),
        ({"text": "x" * 101}, "facts.too_long"),
        ({"text": "a\x00"}, "facts.unfit_text"),
        ({"text": "\x85"}, "facts.unfit_text"),
        ({"text": "e\N{COMBINING ACUTE ACCENT}"}, "facts.unfit_text"),
        ({"text": "\udc80"}, "facts.unfit_text"),
    ],
)
def test_unfit_facts_are_kept_out_and_named(
    gate: Gate, facts: dict[str, object], code: str
) -> None:
    assert gate.row(ask(**facts)) is None
    fault = gate.fault(ask(**facts))
    assert fault is not None
    assert fault.code == code
    assert fault.params["charter"] == "second"


@pytest.mark.parametrize("number", [0, 2**31 - 1, -(2**31 - 1)])
def test_numbers_that_just_fit(gate: Gate, number: int) -> None:
    assert gate.row(ask(number=number)) is not None


@pytest.mark.parametrize("missing", ALWAYS_PRESENT)
def test_the_facts_of_every_question_must_be_there(gate: Gate, missing: str) -> None:
    question = Question(5, {name: value for name, value in ALWAYS.items() if name != missing})
    assert gate.row(question) is None
    fault = gate.fault(question)
    assert fault is not None
    assert (fault.code, fault.params["fact"]) == ("facts.missing", missing)


def test_texts_are_checked_again_when_too_many_were_remembered(
    gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_REMEMBERED", 2)
    for text in ("a", "b", "c", "a\n", "a", "a"):
        assert (gate.row(ask(text=text)) is None) == (text == "a\n")


def test_a_subclass_of_text_is_kept_out_even_when_its_text_is_known(gate: Gate) -> None:
    assert gate.row(ask(text="a")) is not None
    assert gate.row(ask(text=Text("a"))) is None


def test_a_charter_that_nobody_loaded(gate: Gate) -> None:
    with pytest.raises(InvalidInputError, match=r"engine\.unknown_charter"):
        gate.row(Question(1, ALWAYS))
