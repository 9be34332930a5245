"""The sections of the Stock page with real keys and clicks, over the plugin and a real database."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import open_database
from fmdesk.plugins.api.sql import DATABASE_ERRORS, upgrade_plugin
from fmdesk.plugins.bundled.supplies.articles import Article, Load, Place
from fmdesk.plugins.bundled.supplies.goods import Receipt
from fmdesk.plugins.bundled.supplies.qt import StockPage
from fmdesk.plugins.bundled.supplies.qt.dialogs import GoodsDialog
from fmdesk.plugins.gateway import Extensions
from fmdesk.plugins.host import PluginHost
from fmdesk.reports.writer import render_document
from fmdesk.testing import FakeTime
from fmdesk.ui.kit import Kit
from fmdesk.ui.memory import Memory
from fmdesk.ui.pdfdialog import PdfDialog
from fmdesk.ui.tasks import TaskRunner
from fmdesk.ui.theme import Theme, install
from tests.desktop.made import OFFICE_TIME
from tests.journeys.driver import plain

BARCODE = "8712345678906"
LOAD = Load(
    articles=(
        Article("PAP", "Papier A4", "Paper A4", "pak", reorder_at=5),
        Article("PEN", "Pen blauw", "Blue pen", "doos", barcode=BARCODE),
    ),
    places=(Place("KAST", "Kast 3", "Cupboard 3"), Place("MAG", "Magazijn", "Storeroom")),
    receipts=(
        Receipt("PAP", "MAG", 10, cents=4000, supplier="Papyrus"),
        Receipt("PEN", "MAG", 3, cents=300),
    ),
)


@pytest.fixture
def extensions(
    sqlite_template: Path, tmp_path: Path, time_source: FakeTime
) -> Iterator[Extensions]:
    path = tmp_path / "fm.db"
    path.write_bytes(sqlite_template.read_bytes())
    database = open_database(f"sqlite:///{path}")
    host = PluginHost(passing=DATABASE_ERRORS)
    host.start()
    with database.write() as connection:
        upgrade_plugin(connection, host.schemas()["supplies"])
        connection.commit()
    door = SqlDoor(database, actor="jan", time_source=time_source, stores=host.stores())
    made = Extensions(door, host, render_document)
    made.run(uuid4(), "supplies", "load", LOAD)
    yield made
    database.close()


@pytest.fixture
def page(qtbot: QtBot, extensions: Extensions) -> Iterator[StockPage]:
    theme = Theme()
    install(QApplication.instance(), theme)
    faults: list[Exception] = []
    runner = TaskRunner(faults.append)
    made = StockPage(Kit(theme, runner, Memory(), OFFICE_TIME), extensions)
    qtbot.addWidget(made)
    made.resize(1280, 760)
    made.show()
    made.arrive(None)
    qtbot.waitUntil(lambda: made.receive_button.isEnabled() and listed(made) == 2)
    yield made
    runner.close()
    assert not faults


def listed(page: StockPage) -> int:
    return page.shown.rows.row_total()


def go(page: StockPage, qtbot: QtBot, section: str, rows: int) -> None:
    """Go to a section and wait for its rows."""
    qtbot.mouseClick(page.choice.findChild(QPushButton, section), Qt.MouseButton.LeftButton)
    assert page.shown is page.sections[section]
    qtbot.waitUntil(lambda: listed(page) == rows)


def cells(page: StockPage, row: int, *keys: str) -> list[str]:
    model = page.shown.rows
    places = [[one.key for one in model.columns].index(key) for key in keys]
    return [plain(str(model.data(model.index(row, place)))) for place in places]


def click(page: StockPage, name: str) -> None:
    page.findChild(QPushButton, name).click()


def fill(page: StockPage, qtbot: QtBot, **texts: str) -> GoodsDialog:
    """Type into the fields of the dialog that is open."""
    dialog = page.findChild(GoodsDialog)
    for name, text in texts.items():
        field = dialog.fields[name]
        assert isinstance(field, QLineEdit)
        field.clear()
        qtbot.keyClicks(field, text)
    return dialog


def save(dialog: GoodsDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.finished):
        qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)


def test_the_keys_of_a_section_bring_it(page: StockPage, qtbot: QtBot) -> None:
    for key, section in ((Qt.Key.Key_6, "counts"), (Qt.Key.Key_1, "stock")):
        qtbot.keyClick(page, key, Qt.KeyboardModifier.AltModifier)
        assert page.choice.value == section


def test_five_are_handed_out_in_one_go_and_undone(page: StockPage, qtbot: QtBot) -> None:
    click(page, "hand_out")
    dialog = fill(page, qtbot, quantity="5", reason="Cursus zaal 3")
    dialog.fields["place"].setCurrentIndex(1)
    save(dialog, qtbot)
    qtbot.waitUntil(lambda: cells(page, 0, "on_hand", "cents") == ["5", "€ 20,00"])
    go(page, qtbot, "movements", 3)
    shown = cells(page, 0, "kind", "article", "on_hand", "cents", "reason")
    assert shown == ["Uitgegeven", "PAP", "-5", "-€ 20,00", "Cursus zaal 3"]
    click(page, "undo")
    save(fill(page, qtbot, reason="verkeerde balie"), qtbot)
    qtbot.waitUntil(lambda: listed(page) == 4)
    assert cells(page, 0, "kind", "on_hand", "cents") == ["Teruggedraaid", "+5", "+€ 20,00"]
    assert cells(page, 1, "kind") == ["Uitgegeven (teruggedraaid)"]
    page.shown.table.go_to(1)
    assert not page.findChild(QPushButton, "undo").isEnabled()


def test_a_receipt_is_shown_with_its_price_and_opened_from_its_movement(
    page: StockPage, qtbot: QtBot
) -> None:
    click(page, "receive")
    save(
        fill(page, qtbot, quantity="6", cents="21,50", supplier="Papyrus", reference="PO 7"), qtbot
    )
    go(page, qtbot, "receipts", 3)
    shown = cells(page, 0, "day", "article", "came", "cents", "left", "reference")
    assert shown == ["02-11-2026", "PAP", "6", "€ 21,50", "6", "PO 7"]
    go(page, qtbot, "movements", 3)
    page.shown.table.go_to(2)
    qtbot.keyClick(page.shown.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.choice.value == "receipts" and listed(page) == 3)
    qtbot.waitUntil(lambda: page.shown.current().article == "PAP")
    assert page.shown.current().supplier == "Papyrus"


def test_a_wrong_price_is_told(page: StockPage, qtbot: QtBot) -> None:
    click(page, "receive")
    dialog = fill(page, qtbot, quantity="6", cents="twaalf")
    dialog.save_button.click()
    assert "12,50" in dialog.problem.text()
    dialog.reject()


def test_a_scan_finds_its_article_from_anywhere(page: StockPage, qtbot: QtBot) -> None:
    page.shown.table.setFocus()
    qtbot.keyClicks(page.shown.table, BARCODE[:1])
    assert page.scan.text() == BARCODE[:1]
    qtbot.keyClicks(page.scan, BARCODE[1:])
    qtbot.keyClick(page.scan, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.shown.chosen_article() == "PEN")
    assert page.scan.text() == ""


@pytest.mark.parametrize(
    ("code", "said"), [("8712345678901", "hoort 6 te zijn"), ("4711", "geen artikel “4711”")]
)
def test_a_scan_that_finds_nothing_says_why(
    code: str, said: str, page: StockPage, qtbot: QtBot
) -> None:
    qtbot.keyClick(page, Qt.Key.Key_F2)
    qtbot.keyClicks(page.scan, code)
    qtbot.keyClick(page.scan, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: said in page.problem.text())
    assert page.problem.isVisible()
    assert page.scan.selectedText() == code


def test_a_place_is_counted_by_scanning_and_booked(page: StockPage, qtbot: QtBot) -> None:
    go(page, qtbot, "counts", 0)
    qtbot.waitUntil(lambda: page.shown.list_state.view.title.text() == "Nog niets geteld")
    click(page, "open_count")
    dialog = page.findChild(GoodsDialog)
    dialog.fields["place"].setCurrentIndex(1)
    save(dialog, qtbot)
    section = page.shown
    qtbot.waitUntil(lambda: section.lines.row_total() == 2)
    assert section.told.text() == "MAG: 0 van 2 geteld"
    section.lines_table.setFocus()
    qtbot.keyClicks(section.lines_table, BARCODE[:1])
    qtbot.keyClicks(page.scan, BARCODE[1:])
    qtbot.keyClick(page.scan, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.focusWidget() is section.counted)
    qtbot.keyClicks(section.counted, "2")
    qtbot.keyClick(section.counted, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: section.told.text() == "MAG: 1 van 2 geteld")
    assert page.focusWidget() is section.article
    assert section.lines.row_at(1).difference == -1
    click(page, "close_count")
    save(fill(page, qtbot, reason="Kwartaaltelling"), qtbot)
    qtbot.waitUntil(lambda: cells(page, 0, "state") == ["geboekt"])
    qtbot.waitUntil(lambda: not section.entry.isVisible())
    go(page, qtbot, "stock", 2)
    qtbot.waitUntil(lambda: cells(page, 1, "on_hand") == ["2"])


def test_a_large_difference_waits_for_somebody_else(
    page: StockPage, qtbot: QtBot, extensions: Extensions
) -> None:
    extensions.run(uuid4(), "supplies", "receive", Receipt("PAP", "MAG", 100, cents=40_000))
    count = {"count": 1, "article": "PAP", "counted": 10}
    extensions.run(uuid4(), "supplies", "open_count", {"place": "MAG", "is_blind": True})
    extensions.run(uuid4(), "supplies", "enter_count", count)
    go(page, qtbot, "counts", 1)
    qtbot.waitUntil(lambda: page.shown.lines.row_total() == 2)
    assert page.shown.lines.row_at(0).on_hand is None, "a blind count tells nothing"
    click(page, "close_count")
    save(fill(page, qtbot, reason="Jaartelling"), qtbot)
    qtbot.waitUntil(lambda: cells(page, 0, "state") == ["goed te keuren"])
    qtbot.waitUntil(page.shown.approve_button.isVisible)
    click(page, "approve_count")
    qtbot.waitUntil(lambda: page.problem.text().startswith("U hebt hier zelf geteld."))
    click(page, "drop_count")
    qtbot.waitUntil(lambda: cells(page, 0, "state") == ["vervallen"])


def test_what_is_low_is_proposed_ordered_and_received_in_parts(
    page: StockPage, qtbot: QtBot
) -> None:
    click(page, "hand_out")
    dialog = fill(page, qtbot, quantity="6", reason="balie")
    dialog.fields["place"].setCurrentIndex(1)
    save(dialog, qtbot)
    go(page, qtbot, "reorder", 1)
    section = page.shown
    assert cells(page, 0, "article", "place", "quantity", "cents", "supplier") == [
        *("PAP", "MAG", "6", "€ 24,00", "Papyrus")
    ]
    click(page, "propose")
    qtbot.waitUntil(lambda: listed(page) == 0 and section.orders.row_total() == 1)
    assert not page.findChild(QPushButton, "receive_purchase").isEnabled()
    qtbot.keyClick(section.orders_table, Qt.Key.Key_Return)
    save(fill(page, qtbot, reference="PO 12"), qtbot)
    qtbot.waitUntil(page.findChild(QPushButton, "receive_purchase").isEnabled)
    qtbot.keyClick(section.orders_table, Qt.Key.Key_Return)
    dialog = fill(page, qtbot, quantity="4", cents="16,50")
    save(dialog, qtbot)
    qtbot.waitUntil(lambda: section.orders.row_at(0).received == 4)
    assert section.orders.row_at(0).coming == 2
    badge = next(one for one in section.orders.columns if one.key == "state").badge
    assert badge(section.orders.row_at(0)).word == "deels ontvangen"
    click(page, "close_purchase")
    qtbot.waitUntil(lambda: badge(section.orders.row_at(0)).word == "afgesloten")
    go(page, qtbot, "receipts", 3)
    assert cells(page, 0, "came", "cents", "supplier", "reference") == [
        *("4", "€ 16,50", "Papyrus", "PO 12")
    ]


def test_papers_are_shown_to_be_printed_or_saved(page: StockPage, qtbot: QtBot) -> None:
    click(page, "pick_list")
    qtbot.waitUntil(lambda: page.findChild(PdfDialog) is not None)
    page.findChild(PdfDialog).reject()
    go(page, qtbot, "movements", 2)
    assert not page.findChild(QPushButton, "note").isEnabled(), "a receipt is for no line"
    go(page, qtbot, "counts", 0)
    qtbot.waitUntil(lambda: not page.findChild(QPushButton, "count_sheet").isEnabled())


def test_a_place_gets_a_level_of_its_own(page: StockPage, qtbot: QtBot) -> None:
    go(page, qtbot, "reorder", 0)
    qtbot.waitUntil(lambda: page.shown.list_state.view.title.text() == "Niets in te kopen")
    click(page, "level")
    save(fill(page, qtbot, reorder_at="2", target="8"), qtbot)
    qtbot.waitUntil(lambda: listed(page) == 1)
    assert cells(page, 0, "article", "place", "quantity") == ["PAP", "KAST", "8"]


def test_articles_and_places_are_kept(page: StockPage, qtbot: QtBot) -> None:
    go(page, qtbot, "articles", 2)
    click(page, "add_article")
    dialog = fill(
        page, qtbot, code="MAP", name_nl="Map", name_en="Folder", unit="stuk", reorder_at="4"
    )
    save(dialog, qtbot)
    qtbot.waitUntil(lambda: listed(page) == 3)
    page.shown.table.go_to(0)
    qtbot.keyClick(page.shown.table, Qt.Key.Key_Return)
    dialog = fill(page, qtbot, barcode="73513536")
    dialog.save_button.click()
    qtbot.waitUntil(lambda: "hoort 7 te zijn" in dialog.problem.text())
    save(fill(page, qtbot, barcode="73513537"), qtbot)
    qtbot.waitUntil(lambda: cells(page, 0, "code", "barcode") == ["MAP", "73513537"])
    click(page, "add_place")
    dialog = fill(page, qtbot, code="PLANK", name_nl="Plank", name_en="Shelf")
    dialog.fields["within"].setCurrentIndex(2)
    save(dialog, qtbot)
    section = page.shown
    qtbot.waitUntil(lambda: section.places.row_total() == 3)
    assert section.places.row_at(2) == replace(Place("PLANK", "Plank", "Shelf"), within="MAG")


def test_goods_are_moved_and_every_section_follows_the_language(
    page: StockPage, qtbot: QtBot, language: Callable[[str], None]
) -> None:
    click(page, "transfer")
    dialog = fill(page, qtbot, quantity="4")
    dialog.fields["source"].setCurrentIndex(1)
    save(dialog, qtbot)
    qtbot.waitUntil(lambda: plain(page.shown.where.text()).startswith("Kast 3 4 (€ 16,00)"))
    language("en")
    page.retranslate()
    titles = ["Stock", "Movements", "Receipts", "Back-orders", "Reorder", "Counts", "Articles"]
    assert [page.choice._buttons[code].text() for code in page.sections] == titles
    for place, title in enumerate(("Code", "When", "Day", "Line", "Code", "Count", "Code")):
        section = page.stack.widget(place)
        assert section.rows.headerData(0, Qt.Orientation.Horizontal) == title
