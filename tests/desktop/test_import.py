"""The import dialog: choose, try, read what is wrong, import, cancel."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.import_views import BadRow, ImportResult
from fmdesk.desktop.pages.importing.model import summary, wrong_rows
from fmdesk.desktop.pages.importing.page import ImportDialog
from fmdesk.desktop.shell import MainWindow
from fmdesk.i18n import using_language
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
    made.path.setText(str(file))
    return made


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
    assert dialog.outcome.text() == (
        "This was only a try. The import would be refused, because rows are wrong. Correct them in"
        " the file, or choose to keep the good rows. 10 rows read, 1 wrong."
    )
    cells = [str(dialog.rows.data(dialog.rows.index(0, column))) for column in range(5)]
    assert cells == ["2", "Wrong", "quantity", "", "quantity is not a number"]
    assert not dialog.progress.isVisible()
    assert dialog.table.hasFocus(), "a key must not press what happens to come next"
    assert dialog.table.viewport().height() > 3 * dialog.table.rowHeight(0)
    assert dialog.findChild(QPushButton, "cancel").text() == "Cancel"
    dialog.close()


def test_good_rows_are_kept_when_asked(window: MainWindow, qtbot: QtBot, file: Path) -> None:
    dialog = open_import(window, qtbot, file)
    press(qtbot, dialog, "good")
    with qtbot.waitSignal(window.desk.changed, timeout=30_000):
        press(qtbot, dialog, "save")
    qtbot.waitUntil(dialog.outcome.isVisible)
    assert dialog.outcome.text() == (
        "The good rows were imported, the wrong ones were left out."
        " 10 rows read, 9 new, 0 changed, 0 as they were, 1 wrong."
    )
    assert dialog.outcome.property("tone") == "risk"
    assert dialog.findChild(QPushButton, "cancel").text() == "Close"
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


def test_wrong_rows_are_saved_to_mend_the_file_by(
    window: MainWindow,
    qtbot: QtBot,
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = file.with_name("fout.csv")
    offered: list[str] = []

    def choose(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        offered.append(name)
        return str(target), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    dialog = open_import(window, qtbot, file)
    assert not dialog.keep_button.isVisible()
    press(qtbot, dialog, "try")
    qtbot.waitUntil(dialog.outcome.isVisible, timeout=30_000)
    press(qtbot, dialog, "save_rows")
    assert offered == ["orders-wrong.csv"]
    assert target.read_text(encoding="utf-8-sig").splitlines() == [
        "Line,Kind,Column,In the file,Reason",
        "2,Wrong,quantity,,quantity is not a number",
    ]
    target.unlink()
    target.mkdir()
    press(qtbot, dialog, "save_rows")
    assert dialog.problem.text().startswith("It cannot be saved there: ")
    dialog.close()


def test_what_is_saved_runs_nothing_in_a_spreadsheet() -> None:
    row = BadRow(7, "=1+1", "import.example", {"reason": "@SUM(A1)"}, is_warning=True, value="+3")
    with using_language("nl"):
        content = wrong_rows((row,)).decode("utf-8-sig").splitlines()
    assert content[1] == "7;Waarschuwing;'=1+1;'+3;'@SUM(A1)"


def test_a_mapping_of_our_own_is_chosen(
    window: MainWindow, qtbot: QtBot, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = open_import(window, qtbot, file)
    answers = iter([("", ""), (str(file.with_name("ours.toml")), "")])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: next(answers))
    for expected in ("Orders", "ours.toml"):
        press(qtbot, dialog, "own_mapping")
        assert dialog.mapping.currentText() == expected
    assert dialog.mapping.currentData() == str(file.with_name("ours.toml"))
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


WRONG = BadRow(2, "naam", "import.value_missing")


@pytest.mark.parametrize(
    ("result", "words", "tone"),
    [
        (
            ImportResult("m", 1, 1, 0, 0, (), 0),
            (
                "Alle rijen zijn geïmporteerd. 1 rij gelezen, 1 nieuw, 0 gewijzigd, 0 ongewijzigd,"
                " 0 fout."
            ),
            "kept",
        ),
        (
            ImportResult("m", 2, 0, 0, 2, (), 0),
            (
                "Er hoefde niets te veranderen: alles stond er al. 2 rijen gelezen, 0 nieuw,"
                " 0 gewijzigd, 2 ongewijzigd, 0 fout."
            ),
            "kept",
        ),
        (
            ImportResult("m", 2, 0, 2, 0, (), 0, (), True),
            (
                "Dit was alleen een proef, er is niets geschreven. De import zou alle rijen"
                " opnemen. 2 rijen gelezen, 0 nieuw, 2 gewijzigd, 0 ongewijzigd, 0 fout."
            ),
            "kept",
        ),
        (
            ImportResult("m", 2, 0, 0, 2, (), 0, (), True),
            (
                "Dit was alleen een proef. De import zou niets veranderen: alles staat er al."
                " 2 rijen gelezen, 0 nieuw, 0 gewijzigd, 2 ongewijzigd, 0 fout."
            ),
            "kept",
        ),
        (
            ImportResult("m", 2, 1, 0, 0, (WRONG,), 1, (), True),
            (
                "Dit was alleen een proef, er is niets geschreven. De import zou de goede rijen"
                " opnemen en de foute overslaan. 2 rijen gelezen, 1 nieuw, 0 gewijzigd,"
                " 0 ongewijzigd, 1 fout."
            ),
            "risk",
        ),
        (
            ImportResult("m", 2, 1, 0, 0, (WRONG,), 1, (), True, True),
            (
                "Dit was alleen een proef. De import zou geweigerd worden, omdat er foute rijen"
                " zijn. Verbeter ze in het bestand, of kies ervoor de goede rijen te houden."
                " 2 rijen gelezen, 1 fout."
            ),
            "broken",
        ),
        (
            ImportResult("m", 1, 0, 0, 0, (WRONG,), 1),
            (
                "Er is niets geïmporteerd: het bestand heeft geen goede rij. Verbeter de rijen"
                " erin. 1 rij gelezen, 0 nieuw, 0 gewijzigd, 0 ongewijzigd, 1 fout."
            ),
            "broken",
        ),
        (
            ImportResult("m", 2, 1, 0, 0, (WRONG,), 1),
            (
                "De goede rijen zijn geïmporteerd, de foute zijn overgeslagen. 2 rijen gelezen,"
                " 1 nieuw, 0 gewijzigd, 0 ongewijzigd, 1 fout."
            ),
            "risk",
        ),
        (
            ImportResult("m", 3000, 0, 0, 0, (WRONG,), 2000, (), False, True),
            (
                "Er is niets geïmporteerd, omdat er foute rijen zijn. Verbeter ze in het bestand,"
                " of kies ervoor de goede rijen te houden. 3.000 rijen gelezen, 2.000 fout."
                " Alleen de eerste 1 worden getoond."
            ),
            "broken",
        ),
    ],
)
def test_what_an_import_did_is_said_in_sentences(
    result: ImportResult, words: str, tone: str
) -> None:
    with using_language("nl"):
        assert summary(result) == (words, tone)
