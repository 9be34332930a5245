"""Whatever a plugin or an import hands over: only fit facts get past the gate."""

from hypothesis import given
from hypothesis import strategies as st

from fmdesk.core.domain.facts import ALWAYS_PRESENT, LARGEST_NUMBER, LONGEST_TEXT, value_fault
from fmdesk.core.ports import Question
from fmdesk.rules.compiler import Plan
from fmdesk.rules.gate import Gate

OWN = {"x.flag": bool, "x.number": int, "x.text": str}
NAMES = (*ALWAYS_PRESENT, *OWN)
TYPES = (bool, bool, bool, *OWN.values())
VERSION = 4

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(LARGEST_NUMBER + 2), LARGEST_NUMBER + 2),
    st.integers(),
    st.text(st.characters(), max_size=LONGEST_TEXT + 2),
    st.sampled_from(["e\u0301", "\u00e9", "a\x00", "\ud800", "\x85", "x" * LONGEST_TEXT]),
    st.floats(),
    st.binary(max_size=3),
    st.lists(st.integers(), max_size=2),
)
FACTS = st.fixed_dictionaries(
    {}, optional=dict.fromkeys([*NAMES, "y.unasked"], VALUES)
)  # any of them may be absent


def fresh() -> Gate:
    return Gate({VERSION: Plan("charter", 0, 1, NAMES, TYPES)})


@given(FACTS)
def test_the_quick_check_and_the_sentence_agree(facts: dict[str, object]) -> None:
    question = Question(VERSION, facts)
    gate = fresh()
    row, fault = gate.row(question), gate.fault(question)
    assert (row is None) == (fault is not None)
    if row is not None:
        assert row == (0, *(facts.get(name) for name in NAMES))
        assert all(type(value) in (bool, int, str, type(None)) for value in row)


@given(FACTS)
def test_only_a_fact_that_is_asked_for_can_be_at_fault(facts: dict[str, object]) -> None:
    fault = fresh().fault(Question(VERSION, facts))
    if fault is None:
        return
    name = str(fault.params["fact"])
    assert fault.params["charter"] == "charter"
    if fault.code == "facts.missing":
        assert name in ALWAYS_PRESENT
        assert facts.get(name) is None
    else:
        assert fault.code == value_fault(facts[name], TYPES[NAMES.index(name)])


@given(st.lists(st.text(st.characters(), max_size=LONGEST_TEXT + 2), max_size=8))
def test_a_text_that_was_fit_once_is_fit_again_and_an_unfit_one_never(texts: list[str]) -> None:
    gate = fresh()
    base = dict.fromkeys(ALWAYS_PRESENT, True)
    for text in [*texts, *texts]:
        row = gate.row(Question(VERSION, base | {"x.text": text}))
        assert (row is not None) == (not value_fault(text, str))


@given(st.integers())
def test_numbers_are_fit_up_to_the_largest_either_way(number: int) -> None:
    assert (value_fault(number, int) == "") == (-LARGEST_NUMBER <= number <= LARGEST_NUMBER)
