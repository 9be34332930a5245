"""`fmdesk plugin new`: what it writes is well formed for every id, and what it refuses."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from fmdesk.authoring.office import TrialOffice, open_trial
from fmdesk.authoring.project import TEMPLATE, new_project
from fmdesk.config import resources_path
from fmdesk.core.domain.errors import ConflictError, PluginError, StorageError
from fmdesk.plugins.installer import make_importable
from fmdesk.plugins.sources import Source
from fmdesk.ui.kit import Kit
from fmdesk.ui.memory import Memory
from fmdesk.ui.tasks import TaskRunner
from fmdesk.ui.theme import Theme, install
from tests.architecture.conftest import Source as Code
from tests.integration.authoring.test_guide import plugin_forgotten

__all__ = ["plugin_forgotten"]
LONGEST = "a_plugin_with_the_longest_name"


@pytest.mark.parametrize("plugin", ["a", "my_sample", LONGEST])
def test_what_is_written_is_well_formed_whatever_the_id(plugin: str, tmp_path: Path) -> None:
    folder = new_project(plugin, tmp_path)
    for words in (["check"], ["format", "--check"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *words, "--no-cache", "."],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout
    written = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*.*")}
    assert f"fmdesk_{plugin}/migrations/0001_{plugin}.py" in written
    left = "".join([*written, *(file.read_text(encoding="utf-8") for file in written.values())])
    assert not re.search(r"(?<!my_)sample", left, re.IGNORECASE) or plugin == "my_sample"
    title = plugin.replace("_", " ").capitalize()
    assert f'NAME = Text("{title}", "{title}")' in left


def test_the_template_is_small() -> None:
    files = resources_path(TEMPLATE).rglob("*.py")
    lines = [Code(str(file), file.read_text(encoding="utf-8")).code_lines for file in files]
    assert sum(lines) < 150, "its code and its tests"


@pytest.mark.parametrize("plugin", ["", "Keys", "9keys", "a b", "../keys", "ñandú", LONGEST + "s"])
def test_a_name_that_can_be_no_id_is_refused(plugin: str, tmp_path: Path) -> None:
    with pytest.raises(PluginError, match=r"plugin\.bad_id"):
        new_project(plugin, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("plugin", ["rooms", "intake", "ticket", "plugins"])
def test_an_id_of_the_program_is_refused(plugin: str, tmp_path: Path) -> None:
    with pytest.raises(PluginError, match=r"plugin\.id_taken"):
        new_project(plugin, tmp_path)


def test_nothing_is_written_over_and_nothing_half(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(ConflictError, match=r"plugin\.folder_there"):
        new_project("keys", tmp_path)
    assert list((tmp_path / "keys").iterdir()) == []
    with pytest.raises(StorageError, match=r"plugin\.not_written"):
        new_project("keys", tmp_path / "file")


@pytest.fixture
def office(tmp_path: Path, plugin_forgotten: None) -> Iterator[TrialOffice]:
    root = new_project("keys", tmp_path)
    make_importable("fmdesk_keys.plugin", root)
    with open_trial(tmp_path / "data", Source("keys", "fmdesk_keys.plugin", root=root)) as opened:
        yield opened


def test_its_page_keeps_a_note_by_keys_alone(office: TrialOffice, qtbot: QtBot) -> None:
    from fmdesk_keys.qt import Notes

    theme, faults = Theme(), []
    install(QApplication.instance(), theme)
    runner = TaskRunner(faults.append)
    kit = Kit(theme, runner, Memory(), office.office.door.office_time())
    page = Notes(kit, office.office.extensions)
    qtbot.addWidget(page)
    page.show()
    page.arrive(None)
    field = page.findChild(QLineEdit, "note")
    assert (field.accessibleName(), page.header.title.text()) == ("Nieuwe notitie", "Keys")
    with qtbot.waitSignal(page.said) as refused:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert refused.args == ["Schrijf één tot 200 tekens."]
    QTest.keyClicks(field, "Ligt klaar")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.rows.row_total() == 1)
    shown = [page.rows.index(0, column).data() for column in range(2)]
    assert (shown, field.text()) == (["04-03-2026 10:00", "Ligt klaar"], "")
    runner.close()
    assert not faults


def test_the_template_is_python_that_every_version_reads() -> None:
    for file in resources_path(TEMPLATE).rglob("*.py"):
        ast.parse(file.read_text(encoding="utf-8"), feature_version=(3, 11))
