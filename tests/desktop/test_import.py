"""The import dialog: choose, try, read what is wrong, import, cancel."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.views import ImportResult
from fmdesk.desktop.pages.importing.model import summary
from fmdesk.desktop.pages.importing.page import ImportDialog
from fmdesk.desktop.shell import MainWindow
from tests.desktop import fakes
from tests.desktop.conftest import Opened, dialog_of, settle

LEFT = Qt.MouseButton.LeftButton


def refuse(*_given: object) -> ImportResult:
    raise InvalidInputError("config.unreadable", path="orders.csv", reason="it is a picture")


def go_on(*given: object) -> object:
    return fakes.slow_job("2026-11", given[-1])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "orders.csv"
    path.write_text("a;b\n1;2\n")
    return path


def open_import(window: MainWindow, qtbot: QtBot, file: Path) -> ImportDialog:
    window.actions_["import"].trigger()
    made = dialog_of(window)
    settle(qtbot, window)
    made.path.setText(str(file))  # type: ignore[attr-defined]
    return made  # type: ignore[return-value]


def press(qtbot: QtBot, dialog: ImportDialog, name: str) -> None:
    qtbot.mouseClick(dialog.findChild(QPushButton, name), LEFT)


def test_a_try_names_every_wrong_row_and_writes_nothing(
    window: MainWindow, qtbot: QtBot, file: Path
) -> None:
    dialog = open_import(window, qtbot, file)
    assert [dialog.mapping.itemText(i) for i in range(2)] == ["Orders", "Boston 311"]
    press(qtbot, dialog, "try")
    assert dialog.progress.isVisible()
    assert not dialog.save_button.isEnabled()
    qtbot.waitUntil(dialog.outcome.isVisible, timeout=30_000)
    assert "Nothing was written, since rows are wrong" in dialog.outcome.text()
    cells = [str(dialog.rows.data(dialog.rows.index(0, column))) for column in range(4)]
    assert cells == ["2", "Refused", "quantity", "quantity is not a number"]
    assert not dialog.progress.isVisible()
    dialog.close()


def test_good_rows_are_kept_when_asked(window: MainWindow, qtbot: QtBot, file: Path) -> None:
    dialog = open_import(window, qtbot, file)
    press(qtbot, dialog, "good")
    with qtbot.waitSignal(window.desk.changed, timeout=30_000):
        press(qtbot, dialog, "save")
    qtbot.waitUntil(dialog.outcome.isVisible)
    assert dialog.outcome.text() == (
        "Imported: 10 rows read, 9 new, 0 changed, 0 as they were, 1 row refused."
    )
    assert dialog.outcome.property("tone") == "risk"
    settle(qtbot, window)
    dialog.close()


def test_a_file_must_exist(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = open_import(window, qtbot, tmp_path / "none.csv")
    press(qtbot, dialog, "save")
    assert dialog.problem.text() == "Choose a file that exists."
    dialog.close()


def test_a_file_is_chosen(
    window: MainWindow, qtbot: QtBot, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (str(file), ""))
    dialog = open_import(window, qtbot, Path())
    press(qtbot, dialog, "browse")
    assert dialog.path.text() == str(file)
    dialog.close()


def test_a_file_that_cannot_be_read_says_why(opened: Opened, qtbot: QtBot, file: Path) -> None:
    window = opened(jobs=SimpleNamespace(import_file=refuse))
    dialog = open_import(window, qtbot, file)
    press(qtbot, dialog, "save")
    qtbot.waitUntil(dialog.problem.isVisible, timeout=30_000)
    assert "it is a picture" in dialog.problem.text()
    assert dialog.save_button.isEnabled()
    dialog.close()


def test_an_import_is_cancelled(opened: Opened, qtbot: QtBot, file: Path) -> None:
    window = opened(jobs=SimpleNamespace(import_file=go_on))
    dialog = open_import(window, qtbot, file)
    press(qtbot, dialog, "save")
    qtbot.waitUntil(lambda: dialog.progress.value() > 0, timeout=30_000)
    window.status.cancel.click()
    qtbot.waitUntil(lambda: not window.kit.runner.jobs, timeout=30_000)
    assert window.toast.words.text() == "Cancelled. Nothing was changed."
    assert dialog.save_button.isEnabled()
    dialog.close()


@pytest.mark.parametrize(
    ("result", "words", "tone"),
    [
        (ImportResult("m", 1, 1, 0, 0, (), 0), "Geïmporteerd: 1 rij gelezen, 1 nieuw", "kept"),
        (ImportResult("m", 2, 0, 2, 0, (), 0, (), True), "Alleen geprobeerd", "kept"),
        (ImportResult("m", 2, 0, 0, 0, (), 3, (), False, True), "Er is niets geschreven", "broken"),
    ],
)
def test_what_an_import_did_is_said_in_a_sentence(
    result: ImportResult, words: str, tone: str
) -> None:
    said, shown = summary(result)
    assert said.startswith(words)
    assert shown == tone
