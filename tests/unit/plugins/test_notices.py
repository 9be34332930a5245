"""What a plugin says of a product now: its sentences, or a fault that stays its own."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from fmdesk.core.domain.errors import PluginError
from fmdesk.core.domain.spec import NoticeSpec, Text
from fmdesk.plugins.gateway import Gateway
from fmdesk.plugins.host import PluginHost
from fmdesk.plugins.sources import Source

CODE = """
    from fmdesk.plugins.api import NoticeSpec, Text, hookimpl

    @hookimpl
    def fmdesk_notices(context, product):
        said = NoticeSpec(Text("Op", f"Out, {context.actor}"), is_warning=True)

        def slowly():
            yield said
            raise ValueError("broken")

        return {"said": [said], "none": None, "odd": ["text"], "number": 3,
                "late": slowly()}[product.article]
"""
WORK: Any = SimpleNamespace(now=None, actor="jan", zone="UTC")


@pytest.fixture
def gateway(write_plugin: Callable[..., Source]) -> Gateway:
    host = PluginHost([write_plugin("keys", CODE)], allowed=["keys"])
    host.start()
    return Gateway(host)


def product(article: str, plugin: str = "keys") -> Any:
    return SimpleNamespace(plugin=plugin, article=article)


def test_what_it_says_comes_as_it_is(gateway: Gateway) -> None:
    (notice,) = gateway.notices(WORK, product("said"))
    assert notice == NoticeSpec(Text("Op", "Out, jan"), is_warning=True)


def test_it_may_have_nothing_to_say(gateway: Gateway) -> None:
    assert gateway.notices(WORK, product("none")) == ()


def test_something_else_than_a_notice_is_its_fault(gateway: Gateway) -> None:
    with pytest.raises(PluginError, match=r"plugin\.wrong_answer"):
        gateway.notices(WORK, product("odd"))


@pytest.mark.logs
@pytest.mark.parametrize("article", ["number", "late", "unknown"])
def test_whatever_it_raises_is_its_fault(gateway: Gateway, article: str) -> None:
    with pytest.raises(PluginError, match=r"plugin\.failed"):
        gateway.notices(WORK, product(article))


def test_one_that_is_not_there_cannot_say_anything(gateway: Gateway) -> None:
    with pytest.raises(PluginError, match=r"plugin\.unavailable"):
        gateway.notices(WORK, product("said", "gone"))
