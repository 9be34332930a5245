"""The command that takes the pictures of the documentation knows every page."""

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from fmdesk.desktop.actions import ACTIONS
from fmdesk.desktop.entries import ENTRIES, plugin_entries
from fmdesk.plugins.host import PluginHost

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("screenshots", ROOT / "scripts/screenshots.py")
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "screenshots", module)
    spec.loader.exec_module(module)
    return module


def test_every_page_has_its_picture(tool: ModuleType) -> None:
    host = PluginHost()
    host.start()
    views = [(one.plugin, view) for one in host.declarations() for view in one.views]
    pages = {entry.item.page for entry in (*ENTRIES, *plugin_entries(views))}
    assert {shot.page for shot in tool.SHOTS} == pages


def test_every_dialog_is_opened_by_an_action_that_exists(tool: ModuleType) -> None:
    actions = {spec.id for spec in ACTIONS}
    assert {shot.action for shot in tool.SHOTS if shot.action} <= actions


def test_a_picture_says_what_is_unusual_about_it(tool: ModuleType, tmp_path: Path) -> None:
    usual = tool.Round(tmp_path, tmp_path, 100, (1280, 800), ("nl",), ("light",), ())
    assert usual.path("month", "nl", "light").name == "month-nl.png"
    large = tool.replace(usual, scale=200)
    assert large.path("month", "nl", "dark").name == "month-nl-dark-200.png"


def test_all_pictures_are_taken_unless_some_are_named(tool: ModuleType, tmp_path: Path) -> None:
    all_ = tool.Round(tmp_path, tmp_path, 100, (1280, 800), ("nl",), ("light",), ())
    assert all_.wants("month")
    assert all_.wants("stock")
    some = tool.replace(all_, only=("month",))
    assert some.wants("month")
    assert not some.wants("stock")


def test_no_two_pictures_have_one_name(tool: ModuleType) -> None:
    names = [one.name for one in (*tool.SHOTS, *tool.PAPERS)]
    assert len(names) == len(set(names))


def test_the_pictures_that_the_readme_shows_are_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"\]\((docs/[\w/-]+\.png)\)", readme)
    assert shown
    assert [one for one in shown if not (ROOT / one).exists()] == []
