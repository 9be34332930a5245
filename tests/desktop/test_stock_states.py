"""What each section of the Stock page shows when there is nothing, no right, or an error."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.errors import DomainError, NotAllowedError, PluginError
from fmdesk.plugins.bundled.supplies.articles import Article, Place
from fmdesk.plugins.bundled.supplies.buying import WaitingLine
from fmdesk.plugins.bundled.supplies.qt import StockPage
from fmdesk.ui.kit import Kit
from fmdesk.ui.memory import Memory
from fmdesk.ui.tasks import TaskRunner
from fmdesk.ui.theme import Theme, install
from tests.desktop.made import OFFICE_TIME


@dataclass
class Empty:
    """An office that has one article and one place, and nothing else."""

    fault: DomainError | None = None
    waits: tuple[WaitingLine, ...] = ()
    asked: list[str] = field(default_factory=list)

    def ask(self, _plugin: str, query: str, _payload: object = None) -> object:
        self.asked.append(query)
        if self.fault:
            raise self.fault
        if query == "articles":
            return (Article("PAP", "Papier", "Paper", "pak"),)
        if query == "waiting":
            return self.waits
        return (Place("MAG", "Magazijn", "Storeroom"),) if query == "places" else ()

    def run(self, _op_id: UUID, _plugin: str, command: str, _payload: object = None) -> object:
        raise PluginError("supplies.off", reason=f"{command} gaat niet.")


@pytest.fixture
def office() -> Empty:
    return Empty()


@pytest.fixture
def page(qtbot: QtBot, office: Empty) -> Iterator[StockPage]:
    theme = Theme()
    install(QApplication.instance(), theme)
    faults: list[Exception] = []
    runner = TaskRunner(faults.append)
    made = StockPage(Kit(theme, runner, Memory(), OFFICE_TIME), office)
    qtbot.addWidget(made)
    made.show()
    yield made
    runner.close()
    assert not faults


@pytest.mark.parametrize(
    ("section", "nl", "en"),
    [
        ("stock", "Nog geen artikelen", "No articles yet"),
        ("movements", "Nog niets geboekt", "Nothing booked yet"),
        ("receipts", "Nog niets ontvangen", "Nothing received yet"),
        ("counts", "Nog niets geteld", "Nothing counted yet"),
        ("waiting", "Niemand wacht", "Nobody waits"),
        ("reorder", "Niets in te kopen", "Nothing to buy"),
    ],
)
def test_a_section_without_rows_says_how_to_begin(
    section: str, nl: str, en: str, page: StockPage, qtbot: QtBot, language: Callable[[str], None]
) -> None:
    page.arrive(None)
    page.show_section(section)
    shown = page.shown.list_state.view
    qtbot.waitUntil(lambda: shown.title.text() == nl)
    assert shown.sentence.text().endswith(".")
    language("en")
    page.retranslate()
    page.load()
    qtbot.waitUntil(lambda: shown.title.text() == en)


@pytest.mark.parametrize("section", ["movements", "receipts"])
def test_nothing_can_be_undone_where_nothing_is(
    section: str, page: StockPage, qtbot: QtBot, office: Empty
) -> None:
    page.arrive(None)
    page.show_section(section)
    qtbot.waitUntil(lambda: page.shown.list_state.view.title.text() != "")
    assert not page.shown.undo_button.isEnabled()


def test_a_section_that_fails_offers_to_try_again(
    page: StockPage, qtbot: QtBot, office: Empty
) -> None:
    page.arrive(None)
    office.fault = PluginError("supplies.off", reason="Het magazijn is dicht.")
    page.show_section("receipts")
    qtbot.waitUntil(lambda: page.states.view.sentence.text() == "Het magazijn is dicht.")
    office.fault = None
    page.states.view.action.click()
    qtbot.waitUntil(lambda: page.shown.list_state.view.title.text() == "Nog niets ontvangen")


def test_a_section_without_rights_says_so(page: StockPage, qtbot: QtBot, office: Empty) -> None:
    office.fault = NotAllowedError("supplies.off", reason="Vraag uw beheerder.")
    page.arrive(None)
    page.show_section("counts")
    qtbot.waitUntil(lambda: page.states.view.sentence.text() == "Vraag uw beheerder.")


def test_a_command_that_is_refused_says_why_in_its_dialog(page: StockPage, qtbot: QtBot) -> None:
    page.arrive(None)
    qtbot.waitUntil(page.hand_out_button.isEnabled)
    page.hand_out_button.click()
    save = page.window().findChildren(QPushButton, "save")[-1]
    save.click()
    dialog = save.window()
    qtbot.waitUntil(lambda: dialog.problem.text() == "hand_out gaat niet.")
    assert save.isEnabled()
    dialog.reject()


def test_a_line_that_waits_is_shown_with_its_day_and_opened(
    page: StockPage, qtbot: QtBot, office: Empty
) -> None:
    office.waits = (
        WaitingLine(7, "PAP", 12, date(2026, 11, 6), "M000007.1", is_ordered=True),
        WaitingLine(8, "PAP", 3, None, "M000008.2"),
    )
    page.arrive(None)
    page.show_section("waiting")
    model = page.shown.rows
    qtbot.waitUntil(lambda: model.row_total() == 2 and bool(page.articles))
    rows = [[model.data(model.index(n, c)) for c in range(6)] for n in range(2)]
    assert rows == [
        ["M000007.1", "PAP", "Papier", "12", "06-11-2026", "onderweg"],
        ["M000008.2", "PAP", "Papier", "3", "", "in te kopen"],
    ]
    page.shown.table.go_to(1)
    with qtbot.waitSignal(page.line_asked) as asked:
        qtbot.keyClick(page.shown.table, Qt.Key.Key_Return)
    assert asked.args == [8]
