"""Facts that a plugin pins on a line: every value that passes can be judged in every month."""

import sys
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fmdesk.core.domain.errors import PluginError
from fmdesk.core.domain.facts import ALWAYS_PRESENT, LARGEST_NUMBER, LONGEST_TEXT
from fmdesk.core.ports import Question
from fmdesk.messages import explain
from fmdesk.plugins.gateway import Gateway
from fmdesk.plugins.host import PluginHost
from fmdesk.rules.compiler import Plan
from fmdesk.rules.gate import Gate
from tests.unit.plugins.conftest import WritePlugin
from tests.unit.plugins.test_gateway import FakeDoor, line, product

ODD = """
    FACTS = {}

    @hookimpl
    def fmdesk_register_facts():
        return (
            FactSpec("odd.text", str, Text("Tekst", "Text")),
            FactSpec("odd.number", int, Text("Getal", "Number")),
            FactSpec("odd.flag", bool, Text("Vlag", "Flag")),
        )

    @hookimpl
    def fmdesk_facts():
        return FACTS
"""
NAMES = (*ALWAYS_PRESENT, "odd.text", "odd.number", "odd.flag")
TYPES = (bool, bool, bool, str, int, bool)
ALWAYS = dict.fromkeys(ALWAYS_PRESENT, True)


class Office:
    """A gateway with a plugin whose facts a test sets."""

    def __init__(self, host: PluginHost, module: Any) -> None:
        self.gateway = Gateway(host)
        self.module = module

    def pinned(self, facts: dict[str, object]) -> dict[str, object]:
        """Return what is pinned at an order when the plugin answers so."""
        self.module.FACTS = facts
        ordered = replace(product(), plugin="odd")
        return dict(self.gateway.ordered(FakeDoor().work, ordered, line("odd")))


@pytest.fixture
def office(write_plugin: WritePlugin) -> Office:
    source = write_plugin("odd", ODD)
    host = PluginHost([source], allowed=["odd"])
    host.start()
    assert [row.reason for row in host.rows()] == [None]
    return Office(host, sys.modules[source.target])


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"odd.text": ""},
        {"odd.text": "x" * LONGEST_TEXT},
        {"odd.text": "caf\u00e9 漢字"},
        {"odd.number": -LARGEST_NUMBER, "odd.flag": False},
    ],
)
def test_what_can_be_judged_is_pinned(facts: dict[str, object], office: Office) -> None:
    assert office.pinned(facts) == facts


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("odd.text", "x" * (LONGEST_TEXT + 1)),
        ("odd.text", "regel\nregel"),
        ("odd.text", "cafe\u0301"),
        ("odd.text", "\ud800"),
        ("odd.number", LARGEST_NUMBER + 1),
        ("odd.number", -(2**40)),
    ],
)
def test_what_no_charter_can_judge_is_refused_at_once(
    name: str, value: object, office: Office, language: Any
) -> None:
    """Otherwise its line would wait in quarantine, and its month could never be closed."""
    with pytest.raises(PluginError) as caught:
        office.pinned({name: value})
    for spoken in ("nl", "en"):
        language(spoken)
        said = explain(caught.value)
        assert name in said
        assert "odd" in said
        assert len(said) < 400


VALUES = st.none() | st.booleans() | st.integers() | st.text(st.characters()) | st.floats()


@settings(
    deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(facts=st.dictionaries(st.sampled_from([*NAMES[3:], "odd.other", "line.product"]), VALUES))
def test_all_that_is_pinned_gets_past_the_gate(facts: dict[str, object], office: Office) -> None:
    try:
        pinned = office.pinned(facts)
    except PluginError as refused:
        assert refused.code in {"plugin.wrong_answer", "plugin.unfit_fact"}  # noqa: PT017
        return
    assert pinned == facts
    gate = Gate({1: Plan("any", 0, 1, NAMES, TYPES)})
    assert gate.row(Question(1, ALWAYS | pinned)) is not None
