"""What the api gives a plugin's page: fields that find, forms, parts, files, a PDF, the toast."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QVBoxLayout
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.spec import FieldKind, FieldSearch, FieldSpec, FormSpec, Text
from fmdesk.core.domain.views import Choice
from fmdesk.plugins.api.qt import FormView, Kit, PluginPage
from fmdesk.reports.letter import render
from fmdesk.ui.memory import Memory
from fmdesk.ui.tasks import TaskRunner
from fmdesk.ui.theme import Theme, install
from tests.desktop.made import OFFICE_TIME
from tests.unit.reports.test_letter import LETTER

WHO = FieldSpec("who", Text("Wie", "Who"), FieldKind.PERSON, is_required=True)
WHERE = FieldSpec("where", Text("Waar", "Where"), FieldKind.LOCATION)
KEY = FieldSpec("key", Text("Sleutel", "Key"), FieldKind.TEXT, find="find_key")
MANY = FieldSpec("many", Text("Aantal", "Number"), FieldKind.INTEGER, default=2)
FORM = FormSpec("loan", (WHO, WHERE, MANY))


@dataclass
class FakeExtensions:
    """Finds what the office has."""

    asked: list[tuple[str, str, str]] = field(default_factory=list)

    def find(self, plugin: str, query: str, asked: FieldSearch) -> tuple[Choice, ...]:
        self.asked.append((plugin, query, asked.words))
        return (Choice("K1", "Hoofdsleutel"),)

    def choices(self, kind: str, words: str, language: str) -> tuple[Choice, ...]:
        self.asked.append((kind, words, language))
        return (Choice("P1", "Anneke de Vries", "4411"),)


@pytest.fixture
def extensions() -> FakeExtensions:
    return FakeExtensions()


@pytest.fixture
def page(qtbot: QtBot, extensions: FakeExtensions) -> Iterator[PluginPage]:
    theme = Theme()
    install(QApplication.instance(), theme)
    faults: list[Exception] = []
    runner = TaskRunner(faults.append)
    made = PluginPage(Kit(theme, runner, Memory(), OFFICE_TIME), extensions, "keys", str.upper)
    QVBoxLayout(made.content)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    made.show_content()
    yield made
    runner.close()
    assert not faults


def with_form(page: PluginPage) -> FormView:
    form = page.form()
    page.content.layout().addWidget(form)
    form.show_form(FORM)
    return form


def test_a_form_finds_people_and_reads_as_a_line_has_it(
    page: PluginPage, extensions: FakeExtensions, qtbot: QtBot
) -> None:
    form = with_form(page)
    assert form.missing() == ("Wie",)
    who = form.field("who")
    who.field.setFocus()
    qtbot.keyClicks(who.field, "anneke")
    qtbot.keyClick(who.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: who.code == "P1")
    assert extensions.asked[-1] == ("person", "anneke", "nl")
    assert form.values() == {"who": "P1", "many": 2}
    assert form.missing() == ()
    form.show_form(FormSpec("keys", (KEY,)))
    key = form.field("key")
    key.field.setFocus()
    qtbot.keyClicks(key.field, "hoofd")
    qtbot.keyClick(key.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: key.code == "K1")
    assert extensions.asked[-1] == ("keys", "find_key", "hoofd")
    assert form.values() == {"key": "K1"}


def test_parts_stand_as_the_user_last_sized_them(page: PluginPage, qtbot: QtBot) -> None:
    split = page.split("list", QLabel("list"), QLabel("detail"))
    page.content.layout().addWidget(split)
    qtbot.waitUntil(lambda: split.width() > 100)
    split.setSizes([200, split.width() - 200])
    split.splitterMoved.emit(200, 1)
    kept = page.kit.memory.numbers("keys.list")
    assert kept == split.sizes()
    again = page.split("list", QLabel("list"), QLabel("detail"))
    again.resize(split.size())
    assert again.orientation() is Qt.Orientation.Horizontal
    upright = page.split("other", QLabel("a"), QLabel("b"), is_beside=False)
    assert upright.orientation() is Qt.Orientation.Vertical


def test_a_file_goes_where_the_user_wants_it(
    page: PluginPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    chosen = [str(tmp_path / "keys.csv"), ""]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (chosen.pop(0), ""))
    with qtbot.waitSignal(page.file_chosen) as saved:
        page.save_file(b"key;door", "keys.csv", "CSV (*.csv)")
    assert saved.args == [b"key;door", tmp_path / "keys.csv"]
    with qtbot.assertNotEmitted(page.file_chosen):
        page.save_file(b"key;door", "keys.csv")


def test_a_pdf_is_shown_saved_and_put_away(
    page: PluginPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    content = render(LETTER)
    dialog = page.show_pdf(content, "keys.pdf")
    assert dialog.isVisible()
    assert dialog.view.pages is not None
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(tmp_path / "k.pdf"), ""))
    with qtbot.waitSignal(page.file_chosen) as saved:
        dialog.view.save_asked.emit()
    assert saved.args == [content, tmp_path / "k.pdf"]
    dialog.view.close_asked.emit()
    assert not dialog.isVisible()


def test_a_file_is_read_and_one_that_cannot_be_is_told(
    page: PluginPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "keys.csv").write_bytes(b"key;door")
    chosen = ["", str(tmp_path / "keys.csv"), str(tmp_path / "gone.csv")]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (chosen.pop(0), ""))
    read: list[tuple[str, bytes]] = []
    told: list[str] = []
    for _time in range(3):
        page.open_file(lambda *file: read.append(file), told.append, "CSV (*.csv)", most=4)
        qtbot.waitUntil(lambda: not page.kit.runner.is_busy)
    assert read == [("keys.csv", b"key;d")], "one byte more than wanted tells that it is too large"
    assert len(told) == 1
    assert "gone.csv" in told[0]
