"""Plugins that do everything wrong: each is a row with its reason, and the desk works on."""

from collections.abc import Callable

import pytest

from fmdesk.core.domain.spec import PluginState
from fmdesk.messages import explain, texts
from fmdesk.plugins.host import HOOKS, PluginHost
from fmdesk.plugins.sources import Source

pytestmark = pytest.mark.logs

GOOD = """
    @hookimpl
    def fmdesk_register_facts():
        return (FactSpec("good.fact", bool, Text("feit", "fact")),)

    @hookimpl
    def fmdesk_price(line):
        return 42
"""

HOSTILE = {
    "raises_at_import": ("raise RuntimeError('no way')", "plugin.failed"),
    "exits_at_import": ("raise SystemExit(3)", "plugin.failed"),
    "does_not_compile": ("def (:", "plugin.failed"),
    "lacks_a_library": ("import a_library_that_nobody_has", "plugin.failed"),
    "recurses": ("def f(): f()\nf()", "plugin.failed"),
    "cannot_say_what_is_wrong": (
        """
        class Mute(Exception):
            def __str__(self):
                raise RuntimeError("mute")
        raise Mute
        """,
        "plugin.failed",
    ),
    "generator_exit": ("raise GeneratorExit", "plugin.failed"),
    "misspells_a_hook": (
        "@hookimpl\ndef fmdesk_register_product(): return ()",
        "plugin.unknown_hook",
    ),
    "forgets_the_mark": ("def fmdesk_price(line): return 1", "plugin.unmarked_hook"),
    "wants_unknown_arguments": (
        "@hookimpl\ndef fmdesk_price(password): return 1",
        "plugin.failed",
    ),
    "wraps_others": (
        "@hookimpl(wrapper=True)\ndef fmdesk_price(line): return (yield)",
        "plugin.hook_wrapper",
    ),
    "fails_in_a_declaration": (
        "@hookimpl\ndef fmdesk_register_forms(): return 1 / 0",
        "plugin.failed",
    ),
    "fails_while_listing": (
        """
        @hookimpl
        def fmdesk_register_forms():
            yield FormSpec("a", ())
            raise SystemExit
        """,
        "plugin.failed",
    ),
    "fails_when_started": ("@hookimpl\ndef fmdesk_started(): raise OSError", "plugin.failed"),
    "answers_a_number": ("@hookimpl\ndef fmdesk_register_views(): return 7", "plugin.wrong_answer"),
    "answers_a_word": ("@hookimpl\ndef fmdesk_register_views(): return 'x'", "plugin.wrong_answer"),
    "answers_other_items": (
        "@hookimpl\ndef fmdesk_register_views(): return (FormSpec('a', ()),)",
        "plugin.wrong_answer",
    ),
    "answers_wrong_parts": (
        "@hookimpl\ndef fmdesk_register_forms(): return (FormSpec(7, [None]),)",
        "plugin.wrong_answer",
    ),
    "answers_without_end": (
        (
            "@hookimpl\ndef fmdesk_register_forms():\n    n = 0\n"
            "    while True:\n        n += 1\n        yield FormSpec(str(n), ())"
        ),
        "plugin.too_many",
    ),
    "repeats_an_id": (
        "@hookimpl\ndef fmdesk_register_forms(): return (FormSpec('a', ()), FormSpec('a', ()))",
        "plugin.duplicate_name",
    ),
    "takes_foreign_facts": (
        (
            "@hookimpl\ndef fmdesk_register_facts(): return "
            "(FactSpec('supplies.from_stock', bool, Text('a', 'a')),)"
        ),
        "plugin.prefix",
    ),
    "takes_foreign_tables": (
        "@hookimpl\ndef fmdesk_schema(): return SchemaSpec('supplies_', 'a:b')",
        "plugin.prefix",
    ),
    "names_what_is_not_there": (
        (
            "@hookimpl\ndef fmdesk_register_tiles(): return "
            "(TileSpec('a', Text('a', 'a'), query='nothing'),)"
        ),
        "plugin.unknown_reference",
    ),
    "finds_by_no_query": (
        (
            "@hookimpl\ndef fmdesk_register_forms(): return (FormSpec('a', (FieldSpec('a', "
            "Text('a', 'a'), FieldKind.TEXT, find='nothing'),)),)"
        ),
        "plugin.bad_payload",
    ),
    "finds_numbers": (
        (
            "@hookimpl\ndef fmdesk_register_forms(): return (FormSpec('a', (FieldSpec('a', "
            "Text('a', 'a'), FieldKind.INTEGER, find='q'),)),)"
        ),
        "plugin.wrong_answer",
    ),
    "facts_of_a_wrong_type": (
        (
            "@hookimpl\ndef fmdesk_register_facts(): return "
            "(FactSpec('facts_of_a_wrong_type.x', float, Text('a', 'a')),)"
        ),
        "plugin.wrong_answer",
    ),
}

MANIFESTS = {
    "no_manifest": (None, "plugin.no_manifest"),
    "api_of_tomorrow": ("Fmdesk-Api: 2\n", "plugin.api_version"),
    "no_api": ("Name: x\n", "plugin.api_version"),
    "scribbles": ("Fmdesk-Api: 1\nhello\n", "plugin.bad_manifest"),
    "wéird": ("Fmdesk-Api: 1\nName: Sleutels & zo, ñandú\n", "plugin.bad_id"),
    "Robert'); drop table line;--": ("Fmdesk-Api: 1\n", "plugin.bad_id"),
}


@pytest.fixture
def sources(write_plugin: Callable[..., Source]) -> list[Source]:
    """All hostile plugins with a good one between them."""
    found = [write_plugin(id_, code) for id_, (code, _) in HOSTILE.items()]
    found.append(write_plugin("good", GOOD))
    found += [
        write_plugin(id_, "raise AssertionError('this must not run')", manifest=manifest)
        for id_, (manifest, _) in MANIFESTS.items()
    ]
    found += [write_plugin("twin", "raise SystemExit"), write_plugin("twin", GOOD)]
    found.append(Source("gone", "a_package_that_is_not_there.plugin"))
    found.append(Source("nowhere", ".plugin"))
    return found


def start(sources: list[Source]) -> PluginHost:
    host = PluginHost(sources, allowed=[source.id for source in sources])
    host.start()
    return host


def test_each_is_a_row_with_its_reason(sources: list[Source]) -> None:
    rows = {row.id: row for row in start(sources).rows()}
    expected = {id_: code for id_, (_, code) in (HOSTILE | MANIFESTS).items()}
    expected |= {"twin": "plugin.duplicate", "gone": "plugin.no_manifest"}
    expected["nowhere"] = "plugin.no_manifest"
    assert {id_: row.reason.code for id_, row in rows.items() if row.reason} == expected
    assert {row.state for row in rows.values() if row.id != "good"} == {PluginState.ERROR}


def test_every_reason_is_a_sentence_that_names_the_plugin(sources: list[Source]) -> None:
    for row in start(sources).rows():
        if row.reason:
            assert row.reason.code in texts()
            assert row.id in explain(row.reason)


def test_a_fault_in_its_code_comes_with_the_traceback_for_its_author(
    sources: list[Source],
) -> None:
    rows = {row.id: row for row in start(sources).rows()}
    assert "no way" in rows["raises_at_import"].traceback
    assert "fmdesk_register_forms" in rows["fails_in_a_declaration"].traceback
    assert rows["takes_foreign_facts"].traceback == ""


def test_the_good_one_between_them_works(sources: list[Source]) -> None:
    host = start(sources)
    assert [declared.plugin for declared in host.declarations()] == ["good"]
    assert host.call("good", "fmdesk_price", line=None) == 42


def test_the_misspelt_hook_is_told_with_the_right_one(sources: list[Source]) -> None:
    rows = {row.id: row for row in start(sources).rows()}
    reason = rows["misspells_a_hook"].reason
    assert reason
    assert reason.params["nearest"] == "fmdesk_register_products"


@pytest.mark.parametrize("error", ["RuntimeError('x')", "SystemExit(1)", "MemoryError()"])
@pytest.mark.parametrize("hook", HOOKS)
def test_failing_in_any_hook_stays_with_the_plugin(
    hook: str, error: str, write_plugin: Callable[..., Source]
) -> None:
    bad = write_plugin("bad", f"@hookimpl\ndef {hook}(): raise {error}")
    host = start([bad, write_plugin("good", GOOD)])
    host.stop()
    assert host.call("good", "fmdesk_price", line=None) == 42
    assert [row.id for row in host.rows()] == ["bad", "good"]
