"""The contract says what it promises, and the guide says the same."""

import inspect
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from fmdesk.core.domain.process import Side
from fmdesk.plugins import api
from fmdesk.plugins.api import hookspecs
from fmdesk.plugins.declarations import KINDS
from fmdesk.plugins.gateway import ANSWERING
from fmdesk.plugins.host import HOOKS, PluginHost
from fmdesk.plugins.sources import Source

ROOT = Path(__file__).parents[3]
GUIDE = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("hook", HOOKS)
def test_each_hook_says_when_on_which_thread_and_whether_it_may_fail(hook: str) -> None:
    text = inspect.getdoc(getattr(hookspecs, hook)) or ""
    assert text.splitlines()[0].endswith(".")
    assert re.search(r"When: .+Thread: .+May it\s+fail: ", text, re.DOTALL)


def test_each_hook_stands_in_the_guide_and_the_guide_names_no_other() -> None:
    assert set(re.findall(r"`(fmdesk_\w+)`", GUIDE)) == set(HOOKS)


def test_the_contract_is_signatures_alone() -> None:
    for hook in HOOKS:
        with pytest.raises(NotImplementedError):
            getattr(hookspecs, hook)(*inspect.signature(getattr(hookspecs, hook)).parameters)


def test_every_hook_is_called_by_somebody() -> None:
    source = "".join(
        (ROOT / "fmdesk" / "plugins" / name).read_text(encoding="utf-8")
        for name in ("gateway.py", "host.py")
    )
    asked = {kind.hook for kind in KINDS.values()} | set(ANSWERING.values())
    assert [hook for hook in HOOKS if hook not in asked and f'"{hook}"' not in source] == []


def test_all_that_the_api_promises_is_there() -> None:
    assert [name for name in api.__all__ if not hasattr(api, name)] == []


def test_the_example_of_the_guide_works(write_plugin: Callable[..., Source]) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
    host = PluginHost([write_plugin("keys", example)], allowed=["keys"])
    host.start()
    assert [row.reason for row in host.rows()] == [None]
    assert host.declared("keys").processes[0].steps[1].side is Side.BACK


def test_the_guide_tells_every_state() -> None:
    host = PluginHost()
    states = type(host.rows()[0].state)
    assert [state for state in states if f"| {state.replace('_', ' ')} |" not in GUIDE] == []
