"""The Stock page of the supplies plugin with real clicks, over a stock kept in memory."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.errors import DomainError, NotAllowedError, PluginError
from fmdesk.plugins.bundled.supplies.articles import Article, Place, StockQuery, StockRow
from fmdesk.plugins.bundled.supplies.goods import (
    Count,
    MovementKind,
    MovementQuery,
    MovementRow,
    PlaceStock,
    Receipt,
)
from fmdesk.plugins.bundled.supplies.qt import StockPage
from fmdesk.plugins.bundled.supplies.qt.dialogs import GoodsDialog
from fmdesk.plugins.bundled.supplies.qt.stock import StockSection
from fmdesk.ui.kit import Kit
from fmdesk.ui.memory import Memory
from fmdesk.ui.tasks import TaskRunner
from fmdesk.ui.theme import Theme, install
from tests.desktop.made import OFFICE_TIME
from tests.journeys.driver import plain

PAPER = StockRow(Article("PAP", "Papier A4", "Paper A4", "pak", reorder_at=5), 12, 8, 0, 4800)
PEN = StockRow(Article("PEN", "Pen blauw", "Blue pen", "doos"), 0, 0, 3)
LAMP = StockRow(Article("LMP", "Bureaulamp", "Desk lamp", "stuk", is_stocked=False), 0, 0, 0)


@dataclass
class FakeExtensions:
    """Answers as the plugin would, and keeps what was booked."""

    rows: list[StockRow] = field(default_factory=lambda: [LAMP, PAPER, PEN])
    booked: list[Receipt] = field(default_factory=list)
    fault: DomainError | None = None

    def ask(self, _plugin: str, query: str, payload: object = None) -> object:
        if self.fault:
            raise self.fault
        if query == "places":
            return (Place("MAG", "Magazijn", "Storeroom"),)
        if query == "articles":
            return tuple(row.article for row in self.rows)
        if query == "at_places":
            return (PlaceStock("MAG", 12, 8, 4800),)
        if query == "movements":
            assert isinstance(payload, MovementQuery)
            at = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
            kind = MovementKind.RECEIPT
            return (MovementRow(kind, "MAG", 12, 0, None, at, "jan", f"van {payload.article}"),)
        assert isinstance(payload, StockQuery)
        return tuple(row for row in self.rows if payload.text in row.article.name_nl)

    def run(self, _op_id: UUID, _plugin: str, command: str, payload: object = None) -> object:
        if command == "correct":
            assert isinstance(payload, Count)
            self.rows[1] = replace(PAPER, on_hand=payload.counted)
            return self.rows[1]
        assert isinstance(payload, Receipt)
        if payload.quantity == 0:
            raise PluginError("supplies.quantity", reason="0 kan geen aantal zijn.")
        self.booked.append(payload)
        self.rows[1] = replace(PAPER, on_hand=PAPER.on_hand + payload.quantity)
        return self.rows[1]


@pytest.fixture
def extensions() -> FakeExtensions:
    return FakeExtensions()


@pytest.fixture
def page(qtbot: QtBot, extensions: FakeExtensions) -> Iterator[StockPage]:
    theme = Theme()
    install(QApplication.instance(), theme)
    faults: list[Exception] = []
    runner = TaskRunner(faults.append)
    made = StockPage(Kit(theme, runner, Memory(), OFFICE_TIME), extensions)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    yield made
    runner.close()
    assert not faults


def stock_of(page: StockPage) -> StockSection:
    return page.sections["stock"]


def cells(page: StockPage, row: int) -> list[str]:
    model = stock_of(page).rows
    return [plain(str(model.data(model.index(row, place)))) for place in range(model.columnCount())]


def shown(page: StockPage, qtbot: QtBot) -> None:
    page.arrive(None)
    qtbot.waitUntil(lambda: stock_of(page).movements.row_total() == 1)


def test_articles_are_listed_with_what_is_free_and_what_waits(
    page: StockPage, qtbot: QtBot
) -> None:
    shown(page, qtbot)
    assert cells(page, 0)[-1] == "op bestelling"
    assert cells(page, 1) == [
        "PAP",
        "Papier A4",
        "pak",
        "12",
        "8",
        "4",
        "",
        "€ 48,00",
        "in te kopen",
    ]
    assert cells(page, 2) == [
        "PEN",
        "Pen blauw",
        "doos",
        "0",
        "0",
        "0",
        "3",
        "€ 0,00",
        "in te kopen",
    ]
    assert stock_of(page).total.text() == "3 artikelen"


def test_the_movements_of_the_chosen_article_stand_beside_it(page: StockPage, qtbot: QtBot) -> None:
    shown(page, qtbot)
    stock_of(page).table.go_to(1)
    qtbot.waitUntil(lambda: stock_of(page).movements.row_at(0).reason == "van PAP")
    assert stock_of(page).chosen.text() == "PAP  Papier A4"
    model = stock_of(page).movements
    texts = [model.data(model.index(0, place)) for place in range(5)]
    assert texts == ["02-03-2026 09:00", "Ontvangst", "", "MAG", "+12"]
    assert plain(stock_of(page).where.text()) == "Magazijn 12 (€ 48,00)"


def test_the_list_is_searched_and_narrowed_to_what_must_be_bought(
    page: StockPage, qtbot: QtBot
) -> None:
    shown(page, qtbot)
    stock_of(page).low.click()
    assert stock_of(page).rows.row_total() == 2
    qtbot.keyClicks(stock_of(page).search, "Pen")
    qtbot.waitUntil(lambda: stock_of(page).rows.row_total() == 1)
    assert stock_of(page).total.text() == "1 artikel"
    qtbot.keyClicks(stock_of(page).search, "xxx")
    qtbot.waitUntil(lambda: stock_of(page).rows.row_total() == 0)
    assert stock_of(page).list_state.view.title.text() == "Niets gevonden"
    qtbot.mouseClick(stock_of(page).list_state.view.action, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: stock_of(page).rows.row_total() == 3)


def dialog_of(page: StockPage, name: str, qtbot: QtBot) -> GoodsDialog:
    made = page.findChild(QPushButton, name)
    qtbot.waitUntil(made.isEnabled)
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton)
    return page.findChild(GoodsDialog)


def test_a_receipt_is_booked_for_the_chosen_article(
    page: StockPage, extensions: FakeExtensions, qtbot: QtBot
) -> None:
    shown(page, qtbot)
    stock_of(page).table.go_to(1)
    dialog = dialog_of(page, "receive", qtbot)
    assert [
        dialog.fields["article"].itemData(n) for n in range(dialog.fields["article"].count())
    ] == ["PAP", "PEN"]
    qtbot.keyClicks(dialog.fields["quantity"], "10x")
    dialog.fields["reason"].setText("Bon 17")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: cells(page, 1)[3] == "22")
    assert extensions.booked == [Receipt("PAP", "MAG", 10, "Bon 17", 0, date(2026, 11, 2))]
    assert stock_of(page).rows.row_at(stock_of(page).table.current_row()).article.code == "PAP"


def test_a_count_is_corrected(page: StockPage, qtbot: QtBot) -> None:
    shown(page, qtbot)
    stock_of(page).table.go_to(1)
    dialog = dialog_of(page, "count", qtbot)
    qtbot.keyClicks(dialog.fields["counted"], "9")
    with qtbot.waitSignal(page.changed):
        qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: cells(page, 1)[3] == "9")


def test_the_palette_opens_the_page_with_a_search(page: StockPage, qtbot: QtBot) -> None:
    page.arrive("Pen")
    qtbot.waitUntil(lambda: stock_of(page).rows.row_total() == 1)
    page.focus_search()
    assert stock_of(page).search.selectedText() == "Pen"


def test_an_office_without_articles_is_told_how_to_begin(
    page: StockPage, extensions: FakeExtensions, qtbot: QtBot
) -> None:
    extensions.rows.clear()
    page.arrive(None)
    qtbot.waitUntil(lambda: stock_of(page).list_state.view.title.text() == "Nog geen artikelen")


def test_who_has_no_right_is_told_so(
    page: StockPage, extensions: FakeExtensions, qtbot: QtBot
) -> None:
    extensions.fault = NotAllowedError("supplies.off", reason="Vraag uw beheerder.")
    page.arrive(None)
    qtbot.waitUntil(lambda: page.states.view.sentence.text() == "Vraag uw beheerder.")
    assert not page.states.view.action.isVisible()


def test_a_refusal_is_told_in_the_dialog(page: StockPage, qtbot: QtBot) -> None:
    shown(page, qtbot)
    dialog = dialog_of(page, "receive", qtbot)
    dialog.save_button.click()
    qtbot.waitUntil(dialog.problem.isVisible)
    assert dialog.problem.text() == "0 kan geen aantal zijn."
    assert dialog.save_button.isEnabled()
    dialog.reject()


def test_an_error_stands_in_place_with_a_way_on(
    page: StockPage, extensions: FakeExtensions, qtbot: QtBot
) -> None:
    extensions.fault = PluginError("supplies.off", reason="Het magazijn is dicht.")
    page.arrive(None)
    qtbot.waitUntil(lambda: page.states.view.sentence.text() == "Het magazijn is dicht.")
    extensions.fault = None
    page.states.view.action.click()
    qtbot.waitUntil(lambda: stock_of(page).rows.row_total() == 3)


def test_the_page_follows_the_language(
    page: StockPage, qtbot: QtBot, language: Callable[[str], None]
) -> None:
    shown(page, qtbot)
    assert page.header.title.text() == "Voorraad"
    language("en")
    page.retranslate()
    assert page.header.title.text() == "Stock"
    assert cells(page, 1)[1] == "Paper A4"
    title = stock_of(page).rows.headerData(6, Qt.Orientation.Horizontal)
    assert title == "Back-ordered"
