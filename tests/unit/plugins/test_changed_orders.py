"""A changed order is told to the plugin that keeps records of it."""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from fmdesk.core.domain.errors import PluginError
from fmdesk.core.domain.ticket import Line, LinePins
from fmdesk.plugins.gateway import Gateway
from fmdesk.plugins.host import PluginHost
from fmdesk.plugins.sources import Source

WritePlugin = Callable[..., Source]
NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
WORK: Any = SimpleNamespace(
    now=NOW,
    actor="jan",
    zone="Europe/Amsterdam",
    settings=SimpleNamespace(get=lambda _name, default="": default),
)
PRODUCT: Any = SimpleNamespace(plugin="keys")
LINE = Line(
    id=7,
    ticket_id=1,
    position=1,
    pins=LinePins(1, None, None, ()),
    product_code="KEY",
    unit_id=2,
    department_id=None,
    cost_centre_id=None,
    location_id=None,
    variant="",
    quantity=1,
    price_cents=0,
    opened_at=NOW,
    plugin="keys",
)
MORE = replace(LINE, quantity=3)

KEEPS = """
    @hookimpl
    def fmdesk_ordered(line):
        pass
"""
TELLS = """
    told = []

    @hookimpl
    def fmdesk_changed(context, before, line):
        if line.quantity > 9:
            raise PluginError("keys.many", reason="Hoogstens negen.")
        told.append((context.actor, before.quantity, line.quantity))
"""


@pytest.fixture
def started(write_plugin: WritePlugin) -> Callable[[str], tuple[PluginHost, Any]]:
    """Start a plugin of this code; gives the host and the plugin's module."""

    def start(code: str) -> tuple[PluginHost, Any]:
        source = write_plugin("keys", code)
        host = PluginHost([source], allowed=["keys"])
        host.start()
        assert [row.reason for row in host.rows()] == [None]
        return host, sys.modules[source.target]

    return start


def test_the_plugin_hears_what_was_and_what_is_wanted(
    started: Callable[[str], tuple[PluginHost, Any]],
) -> None:
    host, module = started(KEEPS + TELLS)
    Gateway(host).changed(WORK, PRODUCT, LINE, MORE)
    assert module.told == [("jan", 1, 3)]


def test_the_plugin_may_refuse(started: Callable[[str], tuple[PluginHost, Any]]) -> None:
    host, module = started(KEEPS + TELLS)
    with pytest.raises(PluginError) as caught:
        Gateway(host).changed(WORK, PRODUCT, LINE, replace(LINE, quantity=10))
    assert caught.value.params["reason"] == "Hoogstens negen."
    assert module.told == []


def test_a_plugin_that_keeps_orders_must_take_their_changes(
    started: Callable[[str], tuple[PluginHost, Any]],
) -> None:
    host, _module = started(KEEPS)
    with pytest.raises(PluginError) as caught:
        Gateway(host).changed(WORK, PRODUCT, LINE, MORE)
    assert caught.value.code == "plugin.no_changes"


def test_a_plugin_that_keeps_none_need_not(
    started: Callable[[str], tuple[PluginHost, Any]],
) -> None:
    host, _module = started("x = 1")
    Gateway(host).changed(WORK, PRODUCT, LINE, MORE)
    assert not host.has("keys", "fmdesk_changed")
    assert not host.has("nobody", "fmdesk_changed")


def test_one_that_is_gone_takes_no_changes() -> None:
    host = PluginHost(())
    host.start()
    with pytest.raises(PluginError) as caught:
        Gateway(host).changed(WORK, PRODUCT, LINE, MORE)
    assert caught.value.code == "plugin.unavailable"


FACTS = """
    @hookimpl
    def fmdesk_register_facts():
        return (FactSpec("keys.many", bool, Text("veel", "many")),)

    @hookimpl
    def fmdesk_changed_facts(before, line):
        return {NAME: before.quantity < line.quantity}
"""


def test_a_change_pins_the_facts_that_the_plugin_says(
    started: Callable[[str], tuple[PluginHost, Any]],
) -> None:
    host, _module = started(FACTS.replace("NAME", '"keys.many"'))
    assert Gateway(host).changed_facts(WORK, PRODUCT, LINE, MORE) == {"keys.many": True}
    host, _module = started(KEEPS)
    assert Gateway(host).changed_facts(WORK, PRODUCT, LINE, MORE) == {}


@pytest.mark.logs
def test_facts_that_were_never_declared_are_no_answer(
    started: Callable[[str], tuple[PluginHost, Any]],
) -> None:
    host, _module = started(FACTS.replace("NAME", '"keys.few"'))
    with pytest.raises(PluginError, match=r"plugin\.wrong_answer"):
        Gateway(host).changed_facts(WORK, PRODUCT, LINE, MORE)
