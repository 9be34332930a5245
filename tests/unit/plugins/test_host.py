import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fmdesk.core.domain.errors import DomainError, PluginError
from fmdesk.core.domain.spec import PluginState, Text
from fmdesk.plugins.host import PluginHost
from fmdesk.plugins.sources import Source, installed_sources, parse_manifest

WritePlugin = Callable[..., Source]

PRICING = """
    @hookimpl
    def fmdesk_price(line):
        if line == "refused":
            raise PluginError("keys.refused", reason="Er is geen sleutel meer.")
        if line == "broken":
            raise KeyError("no such key")
        return len(line)
"""


def start(*sources: Source, **options: object) -> PluginHost:
    host = PluginHost(sources, **{"allowed": [source.id for source in sources]} | options)
    host.start()
    return host


def states(host: PluginHost) -> dict[str, tuple[PluginState, str]]:
    return {row.id: (row.state, row.reason.code if row.reason else "") for row in host.rows()}


def test_nothing_of_a_plugin_runs_before_the_start(write_plugin: WritePlugin) -> None:
    host = PluginHost([write_plugin("keys", "raise AssertionError")], allowed=["keys"])
    assert states(host) == {"keys": (PluginState.DISCOVERED, "")}


def test_an_allowed_plugin_is_active_under_the_name_of_its_manifest(
    write_plugin: WritePlugin,
) -> None:
    manifest = "Fmdesk-Api: 1\nName: Sleutels – ñandú\nVersion: 2.1\n"
    host = start(write_plugin("keys", PRICING, manifest=manifest))
    (row,) = host.rows()
    name = Text("Sleutels – ñandú", "Sleutels – ñandú")
    assert (row.name, row.version, row.state) == (name, "2.1", PluginState.ACTIVE)


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        ("Name: Keys\nName-nl: Sleutels\n", Text("Sleutels", "Keys")),
        ("Name-nl: Sleutels\nName-en: Keys\n", Text("Sleutels", "Keys")),
        ("Name-nl: Sleutels\n", Text("Sleutels", "Sleutels")),
        ("", Text("keys", "keys")),
    ],
)
def test_a_manifest_names_it_in_both_languages_or_in_one(lines: str, name: Text) -> None:
    manifest = parse_manifest("keys", f"Fmdesk-Api: 1\n{lines}".encode())
    assert manifest.called("keys") == name


def test_an_installed_plugin_runs_only_when_it_is_allowed(write_plugin: WritePlugin) -> None:
    host = start(write_plugin("keys", "raise AssertionError"), allowed=())
    assert states(host) == {"keys": (PluginState.BLOCKED, "plugin.not_allowed")}


def test_a_plugin_that_is_switched_off_is_not_imported(write_plugin: WritePlugin) -> None:
    host = start(write_plugin("keys", "raise AssertionError"), disabled=["keys"])
    assert states(host) == {"keys": (PluginState.DISABLED, "plugin.disabled")}


def test_safe_mode_runs_bundled_plugins_only(write_plugin: WritePlugin) -> None:
    added, bundled = write_plugin("keys", "raise AssertionError"), write_plugin("rooms", PRICING)
    host = start(added, Source("rooms", bundled.target, is_bundled=True), safe_mode=True)
    assert states(host) == {
        "keys": (PluginState.DISABLED, "plugin.safe_mode"),
        "rooms": (PluginState.ACTIVE, ""),
    }


def test_a_bundled_plugin_keeps_its_id(write_plugin: WritePlugin) -> None:
    bundled = write_plugin("rooms", PRICING)
    host = start(
        Source("rooms", bundled.target, is_bundled=True),
        write_plugin("rooms", "raise AssertionError"),
    )
    assert [row.state for row in host.rows()] == [PluginState.ACTIVE, PluginState.ERROR]
    assert host.call("rooms", "fmdesk_price", line="abc") == 3


def test_of_two_with_one_id_none_runs_until_one_is_gone(write_plugin: WritePlugin) -> None:
    found = write_plugin("keys", PRICING)
    twin = Source("keys", f"{found.target}.too")
    held = [(PluginState.ERROR, "plugin.duplicate")] * 2
    host = start(found, twin)
    for _again in range(2):
        rows = host.rows()
        assert [(row.state, row.reason.code if row.reason else "") for row in rows] == held
        host.put(found, twin)
    host.put(found)
    assert states(host) == {"keys": (PluginState.ACTIVE, "")}
    assert host.call("keys", "fmdesk_price", line="abc") == 3


def test_a_refusal_goes_through_and_is_no_fault_of_the_plugin(write_plugin: WritePlugin) -> None:
    host = start(write_plugin("keys", PRICING))
    with pytest.raises(PluginError, match=r"keys\.refused"):
        host.call("keys", "fmdesk_price", line="refused")
    assert states(host) == {"keys": (PluginState.ACTIVE, "")}


@pytest.mark.logs
def test_a_broken_behaviour_is_an_error_of_that_call_and_shown_with_the_plugin(
    write_plugin: WritePlugin,
) -> None:
    host = start(write_plugin("keys", PRICING))
    with pytest.raises(PluginError) as caught:
        host.call("keys", "fmdesk_price", line="broken")
    assert caught.value.params == {
        "plugin": "keys",
        "hook": "fmdesk_price",
        "error": "KeyError: 'no such key'",
    }
    assert states(host) == {"keys": (PluginState.ACTIVE, "plugin.failed")}
    assert "no such key" in host.rows()[0].traceback
    assert host.call("keys", "fmdesk_price", line="abc") == 3


def test_an_error_of_the_database_goes_through_for_the_unit_of_work(
    write_plugin: WritePlugin,
) -> None:
    class DeadlockError(Exception):
        pass

    def deadlock() -> None:
        raise DeadlockError

    host = start(write_plugin("keys", PRICING), passing=(DeadlockError,))
    with pytest.raises(DeadlockError):
        host.run("keys", "a command", deadlock)


def test_only_the_owner_is_asked(write_plugin: WritePlugin) -> None:
    nosy = "@hookimpl\ndef fmdesk_price(line): raise AssertionError('asked')"
    host = start(write_plugin("nosy", nosy), write_plugin("keys", PRICING))
    assert host.call("keys", "fmdesk_price", line="abc") == 3


def test_a_hook_that_is_left_out_answers_nothing(write_plugin: WritePlugin) -> None:
    assert start(write_plugin("keys", "")).call("keys", "fmdesk_price", line="abc") is None


def test_a_plugin_that_is_not_active_is_not_called(write_plugin: WritePlugin) -> None:
    host = start(write_plugin("keys", PRICING), disabled=["keys"])
    for id_ in ("keys", "never_heard_of"):
        with pytest.raises(PluginError, match=r"plugin\.unavailable"):
            host.call(id_, "fmdesk_price", line="abc")


def test_old_tables_hold_a_plugin_back_until_they_are_upgraded(write_plugin: WritePlugin) -> None:
    code = "@hookimpl\ndef fmdesk_schema(): return SchemaSpec('keys_', 'keys:migrations')"
    host = start(write_plugin("keys", code), write_plugin("plain", PRICING))
    host.check_schemas(lambda _id, _schema: True)
    assert states(host) == {
        "keys": (PluginState.NEEDS_UPGRADE, "plugin.needs_upgrade"),
        "plain": (PluginState.ACTIVE, ""),
    }
    assert list(host.schemas()) == ["keys"]
    host.check_schemas(lambda _id, _schema: False)
    assert states(host)["keys"] == (PluginState.ACTIVE, "")


def test_tables_of_a_newer_version_keep_a_plugin_from_working(write_plugin: WritePlugin) -> None:
    code = "@hookimpl\ndef fmdesk_schema(): return SchemaSpec('keys_', 'keys:migrations')"
    host = start(write_plugin("keys", code))

    def refuse(id_: str, _schema: object) -> bool:
        raise DomainError("plugin.newer_tables", plugin=id_)

    host.check_schemas(refuse)
    assert states(host) == {"keys": (PluginState.ERROR, "plugin.newer_tables")}


def test_lifecycle_reaches_the_active_plugins(write_plugin: WritePlugin) -> None:
    code = """
        calls = []

        @hookimpl
        def fmdesk_started():
            calls.append("started")

        @hookimpl
        def fmdesk_stopping():
            calls.append("stopping")
    """
    source = write_plugin("keys", code)
    start(source).stop()
    assert sys.modules[source.target].calls == ["started", "stopping"]


def test_an_object_can_be_a_plugin(write_plugin: WritePlugin) -> None:
    code = """
        class Keys:
            @hookimpl
            def fmdesk_price(self, line):
                return 7

        keys = Keys()
    """
    source = write_plugin("keys", code)
    host = start(Source("keys", f"{source.target}:keys"))
    assert host.call("keys", "fmdesk_price", line="abc") == 7


def test_entry_points_of_installed_packages_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "fmdesk_keys-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: fmdesk-keys\nVersion: 1.0\n")
    (folder / "entry_points.txt").write_text("[fmdesk.plugins]\nkeys = fmdesk_keys.plugin\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert Source("keys", "fmdesk_keys.plugin") in installed_sources()


def test_the_bundled_plugins_start() -> None:
    host = PluginHost()
    host.start()
    bundled = [row for row in host.rows() if row.is_bundled]
    assert {(row.id, row.state) for row in bundled} == {
        (name, PluginState.ACTIVE) for name in ("faults", "rooms", "supplies")
    }
