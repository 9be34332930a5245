"""Which plugins run is a matter of settings and of the safe mode, for every command."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.integration.cli.desk import ROOT, Desk

CODE = """
from pathlib import Path
from fmdesk.plugins.api import hookimpl

@hookimpl
def fmdesk_started():
    Path(__file__).with_name("started").touch()
"""
DISTRIBUTION = {
    "METADATA": "Metadata-Version: 2.1\nName: fmdesk-keys\nVersion: 1.0\n",
    "entry_points.txt": "[fmdesk.plugins]\nkeys = fmdesk_keys\n",
}
Ran = Callable[..., bool]


@pytest.fixture
def ran(empty: Desk, tmp_path: Path) -> Ran:
    """Run a command with an added plugin installed, and tell whether the plugin ran."""
    package = tmp_path / "added" / "fmdesk_keys"
    facts = tmp_path / "added" / "fmdesk_keys-1.0.dist-info"
    for folder in (package, facts):
        folder.mkdir(parents=True)
    (package / "__init__.py").write_text(CODE, encoding="utf-8")
    (package / "plugin.manifest").write_text("Fmdesk-Api: 1\nName: Keys\nVersion: 1.0\n")
    for name, text in DISTRIBUTION.items():
        (facts / name).write_text(text, encoding="utf-8")

    def run(*words: str, **variables: str) -> bool:
        started = package / "started"
        started.unlink(missing_ok=True)
        path = f"{package.parent}:{ROOT}"
        done = empty.run(*words, changes={"PYTHONPATH": path, **variables})
        assert done.code == 0, done.err
        return started.exists()

    return run


def test_an_added_plugin_runs_when_the_settings_name_it(ran: Ran, empty: Desk) -> None:
    assert ran("db", "create", FMDESK_PLUGINS="rooms,keys")
    assert not ran("db", "upgrade")
    (empty.folder / "none.toml").write_text('plugins = ["keys"]\n')
    assert ran("db", "upgrade")
    assert not ran("db", "upgrade", FMDESK_DISABLED_PLUGINS="keys")
    assert not ran("db", "upgrade", FMDESK_SAFE_MODE="true")
    assert not ran("db", "upgrade", "--safe-mode")
    assert not ran("--safe-mode", "db", "upgrade")
    assert ran("db", "upgrade")


def test_a_bundled_plugin_that_is_switched_off_is_left_out(empty: Desk) -> None:
    off = {"FMDESK_DISABLED_PLUGINS": "supplies"}
    tables = "SELECT count(*) FROM sqlite_master WHERE name LIKE 'supplies_%'"
    assert empty.run("db", "create", changes=off).code == 0
    assert empty.ask(tables) == [(0,)]
    refused = empty.run("demo", "starter", changes=off)
    assert refused.code == 1
    assert "supplies" in refused.err
    assert empty.ask("SELECT count(*) FROM product") == [(0,)]
    assert empty.run("db", "upgrade").code == 0
    assert empty.ask(tables) != [(0,)]
