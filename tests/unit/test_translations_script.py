"""The tool that compiles the texts notices what is missing, left over or wrong."""

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = """
from fmdesk.i18n import N_, _, ngettext
TITLE = N_("Key")
def show(n): return _("Lost {name}"), ngettext("{n} key", "{n} keys", n)
"""
PO = """
msgid "Key"
msgstr "Sleutel"

msgid "Lost {name}"
msgstr "Kwijt: {name}"

msgid "{n} key"
msgid_plural "{n} keys"
msgstr[0] "{n} sleutel"
msgstr[1] "{n} sleutels"
"""

Run = Callable[..., int]


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The tool, over a project of one file and one plugin with texts of its own."""
    path = ROOT / "scripts" / "translations.py"
    spec = importlib.util.spec_from_file_location("translations", path)
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "translations", module)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    write(tmp_path / "fmdesk/desk.py", SOURCE)
    write(tmp_path / "resources/locale/nl/LC_MESSAGES/parts/desk.po", PO)
    return module


@pytest.fixture
def run(tool: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Run:
    def call(*words: str) -> int:
        monkeypatch.setattr(sys, "argv", ["translations", *words])
        return tool.main()

    return call


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_complete_texts_are_compiled_once(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "resources/locale/nl/LC_MESSAGES/fmdesk.mo"
    assert run("--check") == 1
    assert not target.exists()
    assert run() == 0
    before = target.read_bytes()
    assert run("--check") == 0
    assert run() == 0
    assert target.read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('msgid "Key"', 'msgid "Lock"', "not translated  fmdesk/desk.py:3: 'Key'"),
        ('msgid "Key"', 'msgid "Lock"', "no longer used  'Lock'"),
        ('"Kwijt: {name}"', '"Kwijt: {naam}"', "has ['naam'] where the English text has ['name']"),
        ('msgstr "Sleutel"', 'msgstr ""', "'Key': is not translated"),
        ('msgid "Key"', '#, fuzzy\nmsgid "Key"', "'Key': is marked as unsure"),
        ('msgstr "Sleutel"', "rubbish", "parts/desk.po"),
    ],
)
def test_each_fault_is_named(
    run: Run,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    old: str,
    new: str,
    said: str,
) -> None:
    path = tmp_path / "resources/locale/nl/LC_MESSAGES/parts/desk.po"
    path.write_text(PO.replace(old, new), encoding="utf-8")
    assert run("--check") == 1
    assert said in capsys.readouterr().out


def test_two_areas_do_not_translate_the_same_text_differently(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "resources/locale/nl/LC_MESSAGES/parts/other.po"
    write(other, 'msgid "Key"\nmsgstr "Toets"\n')
    assert run("--check") == 1
    assert "other.po: a second, other translation of 'Key'" in capsys.readouterr().out


def test_a_plugin_with_its_own_texts_is_checked_by_itself(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = tmp_path / "fmdesk/plugins/bundled/rooms"
    write(package / "texts.py", '_("Room")\n')
    write(package / "locale/nl/LC_MESSAGES/rooms.po", 'msgid "Rooms"\nmsgstr "Zalen"\n')
    assert run() == 1
    shown = capsys.readouterr().out
    assert "not translated  fmdesk/plugins/bundled/rooms/texts.py:1: 'Room'" in shown
    assert "no longer used  'Rooms'" in shown
    write(package / "locale/nl/LC_MESSAGES/rooms.po", 'msgid "Room"\nmsgstr "Zaal"\n')
    assert run() == 0
    assert (package / "locale/nl/LC_MESSAGES/rooms.mo").exists()
