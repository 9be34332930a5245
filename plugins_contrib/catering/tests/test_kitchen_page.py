"""The page of the kitchen with real keys and clicks, over a list kept in memory."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from fmdesk_catering.kitchen import Question, Row
from fmdesk_catering.qt import Kitchen
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.document import Document, DocumentColumn, Letterhead
from fmdesk.core.domain.errors import DomainError, NotAllowedError
from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.plugins.api.qt import Kit, PdfDialog
from fmdesk.reports.writer import render_document
from fmdesk.ui.memory import Memory
from fmdesk.ui.tasks import TaskRunner
from fmdesk.ui.theme import Theme, install
from fmdesk.ui.widgets.states import StateView

TODAY = date(2026, 3, 5)
NOW = datetime(2026, 3, 5, 8, 0, tzinfo=UTC)
COFFEE = Row(
    7,
    "M000012.2",
    datetime.fromisoformat("2026-03-05T09:45"),
    "Koffie en thee",
    "Coffee and tea",
    12,
    "",
    "Amstel",
    "Ayşe Özdemir",
    "",
)
LUNCH = Row(
    9,
    "M000014.1",
    datetime.fromisoformat("2026-03-05T12:00"),
    "Lunch de luxe",
    "Lunch de luxe",
    8,
    "2 vegetarisch, 1 glutenvrij",
    "Berkel",
    "Rob Bakker",
    "Graag met melk",
)
ROWS = (COFFEE, LUNCH)
PAPER = Document("Keukenlijst", (DocumentColumn("Menu", 100),), (("Koffie",),))


@dataclass
class FakeExtensions:
    """Has a list for one day."""

    asked: list[date] = field(default_factory=list)
    fault: DomainError | None = None

    def ask(self, _plugin: str, _query: str, payload: Question) -> tuple[Row, ...]:
        if self.fault:
            raise self.fault
        self.asked.append(payload.on)
        return ROWS if payload.on == TODAY else ()

    def paper(self, _plugin: str, query: str, payload: Question, form: str) -> bytes:
        assert (query, payload.on) == ("sheet", TODAY)
        return render_document(PAPER, Letterhead("Dienst", NOW, "Europe/Amsterdam"), "nl", form)


@pytest.fixture
def extensions() -> FakeExtensions:
    return FakeExtensions()


@pytest.fixture
def page(qtbot: QtBot, extensions: FakeExtensions) -> Iterator[Kitchen]:
    theme = Theme()
    install(QApplication.instance(), theme)
    faults: list[Exception] = []
    runner = TaskRunner(faults.append)
    time = OfficeTime("Europe/Amsterdam", lambda: NOW)
    made = Kitchen(Kit(theme, runner, Memory(), time), extensions)
    qtbot.addWidget(made)
    made.resize(1200, 600)
    made.show()
    made.arrive(None)
    qtbot.waitUntil(lambda: made.rows.row_total() == len(ROWS))
    yield made
    runner.close()
    assert not faults


def click(page: Kitchen, name: str, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def cells(page: Kitchen, row: int) -> list[str]:
    model = page.rows
    return [str(model.data(model.index(row, place))) for place in range(model.columnCount())]


def test_the_list_of_today_with_its_totals_in_both_languages(
    page: Kitchen, language: Callable[[str], None]
) -> None:
    assert cells(page, 0)[:5] == ["09:45", "Koffie en thee", "12", "", "Amstel"]
    assert page.total.text() == "12 × Koffie en thee, 8 × Lunch de luxe"
    language("en")
    page.retranslate()
    assert cells(page, 0)[1] == "Coffee and tea"
    assert page.total.text().startswith("12 × Coffee and tea")
    assert page.header.title.text() == "Kitchen list"


def test_another_day_by_a_click_may_be_empty(
    page: Kitchen, extensions: FakeExtensions, qtbot: QtBot
) -> None:
    click(page, "after", qtbot)
    qtbot.waitUntil(lambda: extensions.asked[-1] == TODAY + timedelta(days=1))
    qtbot.waitUntil(lambda: page.rows.row_total() == 0)
    assert page.list_state.view.title.text() == "Niets te bezorgen"
    assert not page.findChild(QPushButton, "print").isEnabled()
    click(page, "before", qtbot)
    qtbot.waitUntil(lambda: page.rows.row_total() == len(ROWS))
    assert page.findChild(QPushButton, "print").isEnabled()


def test_enter_opens_the_order(page: Kitchen, qtbot: QtBot) -> None:
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.line_asked) as opened:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert opened.args == [9]


def test_the_list_is_saved_and_printed(
    page: Kitchen, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    names: list[str] = []

    def choose(_page: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        names.append(name)
        return str(tmp_path / name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    with qtbot.waitSignal(page.file_chosen) as saved:
        click(page, "save", qtbot)
    assert names == ["keukenlijst-2026-03-05.csv"]
    assert "Koffie" in saved.args[0].decode("utf-8-sig")
    click(page, "print", qtbot)
    qtbot.waitUntil(lambda: len(page.findChildren(PdfDialog)) == 1)
    [dialog] = page.findChildren(PdfDialog)
    assert dialog.windowTitle() == "keukenlijst-2026-03-05.pdf"
    assert dialog.view.pages is not None


def test_who_may_not_see_it_is_told(
    page: Kitchen, extensions: FakeExtensions, qtbot: QtBot
) -> None:
    extensions.fault = NotAllowedError("access.denied", command="kitchen")
    page.load()
    view = page.states.findChild(StateView)
    qtbot.waitUntil(lambda: view.isVisible() and view.title.text() == "Niet voor dit account")
