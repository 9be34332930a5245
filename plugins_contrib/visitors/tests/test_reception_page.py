"""The pages of the reception with real keys and clicks, over a real office."""

from collections.abc import Callable, Iterator

import pytest
from fmdesk_visitors.qt import EvacuationPage, ReceptionPage
from fmdesk_visitors.qt.dialogs import AnnounceDialog, ArriveDialog, NamesDialog
from fmdesk_visitors.qt.model import read_names, renamed, written_names
from fmdesk_visitors.visits import Guest, Named
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot
from visitors_office import Desk

from fmdesk.plugins.api.qt import Choice, FormDialog, PdfDialog
from fmdesk.testing.office import at
from fmdesk.testing.pages import shown_page

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])  # the page sees no database
LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[ReceptionPage]:
    desk.announce("Wim de Boer", "Anouk Smit")
    desk.announce("Bo Vink", host="P2", arrival="2026-03-02T11:00")
    desk.clock.at = at("2026-03-02T10:00")
    with shown_page(ReceptionPage, desk, qtbot.addWidget) as made:
        qtbot.waitUntil(lambda: len(made.shown) == 3)
        yield made


def cells(page: ReceptionPage, row: int) -> list[str]:
    model = page.rows
    return [str(model.data(model.index(row, place))) for place in range(model.columnCount())]


def opened(page: QWidget, kind: type[FormDialog], qtbot: QtBot) -> FormDialog:
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(kind)))
    [dialog] = (one for one in page.findChildren(kind) if one.isVisible())
    qtbot.waitUntil(dialog.isActiveWindow)  # else it takes no shortcuts
    return dialog


def press(page: ReceptionPage, key: Qt.Key, qtbot: QtBot) -> None:
    page.activateWindow()  # a dialog that closed does not give it back by itself here
    qtbot.waitUntil(page.isActiveWindow)
    page.table.setFocus()
    qtbot.keyClick(page.table, key)


def test_a_day_at_the_reception(page: ReceptionPage, desk: Desk, qtbot: QtBot) -> None:
    """Two come, the host of one is called, one leaves, and the lists follow."""
    said: list[str] = []
    page.said.connect(said.append)
    press(page, Qt.Key.Key_A, qtbot)
    dialog = opened(page, ArriveDialog, qtbot)
    assert dialog.badge.value() == 1
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: said == ["Ontvangen; de gastheer heeft bericht."])
    qtbot.waitUntil(lambda: page.shown[0].is_told)
    assert cells(page, 0)[:7] == [
        "10:00",
        "Wim de Boer",
        "Acme",
        "Ayşe Özdemir",
        "1201",
        "1",
        "10:00",
    ]
    page.table.go_to(2)
    press(page, Qt.Key.Key_A, qtbot)
    dialog = opened(page, ArriveDialog, qtbot)
    assert dialog.badge.value() == 2
    dialog.badge.setValue(1)
    qtbot.mouseClick(dialog.save_button, LEFT)
    qtbot.waitUntil(lambda: dialog.problem.text() == "Pas 1 is bij Acme. Pas 2 is vrij.")
    dialog.badge.setValue(2)
    qtbot.mouseClick(dialog.save_button, LEFT)
    qtbot.waitUntil(lambda: len(said) == 2)
    assert said[1] == "Ontvangen. Bel wie het bezoek ontvangt en druk dan op T."
    qtbot.waitUntil(page.buttons["tell"].isEnabled)
    press(page, Qt.Key.Key_T, qtbot)
    qtbot.waitUntil(lambda: said[-1] == "Rob Bakker weet dat het bezoek er is.")
    qtbot.mouseClick(page.findChild(QPushButton, "inside"), LEFT)
    qtbot.waitUntil(lambda: len(page.shown) == 2)
    page.table.go_to(0)
    press(page, Qt.Key.Key_L, qtbot)
    qtbot.waitUntil(lambda: said[-1] == "Wim de Boer is vertrokken.")
    qtbot.waitUntil(lambda: [row.guest.name for row in page.shown] == ["Bo Vink"])
    with qtbot.waitSignal(page.line_asked) as asked:
        press(page, Qt.Key.Key_Return, qtbot)
    assert asked.args == [page.shown[0].line_id]
    assert [row.guest.name for row in desk.ask("evacuation")] == ["Bo Vink"]


def test_a_visit_is_announced_and_named_by_keys(
    page: ReceptionPage, desk: Desk, qtbot: QtBot
) -> None:
    press(page, Qt.Key.Key_N, qtbot)
    dialog = opened(page, AnnounceDialog, qtbot)
    qtbot.mouseClick(dialog.save_button, LEFT)
    assert dialog.problem.text() == "Vul in: Bezoek voor, Namen."
    dialog.host.pick(Choice("P2", "Rob Bakker"))
    qtbot.keyClicks(dialog.company, "Delta")
    qtbot.keyClicks(dialog.names, "Cem Kaya, 12-abc-3")
    qtbot.keyClick(dialog.names, Qt.Key.Key_Return)
    qtbot.keyClicks(dialog.names, "Fay Bos")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(page.shown) == 5)
    place = [row.guest.name for row in page.shown].index("Cem Kaya")
    assert page.shown[place].guest.plate == "12-ABC-3"
    desk.announce("Els Prins", arrival="2026-03-02T12:00")
    page.fetch_again()
    qtbot.waitUntil(lambda: len(page.shown) == 6)  # what another desk did
    page.table.go_to(place)
    press(page, Qt.Key.Key_E, qtbot)
    dialog = opened(page, NamesDialog, qtbot)
    assert dialog.names.toPlainText() == "Cem Kaya, 12-ABC-3\nFay Bos"
    dialog.names.setPlainText("Cem Kaya\nFay Bos\nGijs Mol")
    qtbot.mouseClick(dialog.save_button, LEFT)
    qtbot.waitUntil(lambda: len(page.shown) == 7)


def test_who_is_inside_is_named_without_naming_the_others(
    page: ReceptionPage, desk: Desk, qtbot: QtBot
) -> None:
    anouk = page.shown[1].guest.id
    desk.arrive(anouk, 1)
    qtbot.mouseClick(page.findChild(QPushButton, "inside"), LEFT)
    qtbot.waitUntil(lambda: [row.guest.id for row in page.shown] == [anouk])
    page.table.go_to(0)
    press(page, Qt.Key.Key_E, qtbot)
    dialog = opened(page, NamesDialog, qtbot)
    assert dialog.names.toPlainText() == "Anouk Smit, AB-12-CD"
    dialog.names.setPlainText("Anouk Smits")
    qtbot.mouseClick(dialog.save_button, LEFT)
    qtbot.waitUntil(lambda: page.shown[0].guest.name == "Anouk Smits")
    named = [row.guest.name for row in desk.reception().rows]
    assert named == ["Wim de Boer", "Anouk Smits", "Bo Vink"]


def test_other_lists_may_be_empty_and_both_languages_are_spoken(
    page: ReceptionPage, qtbot: QtBot, language: Callable[[str], None]
) -> None:
    qtbot.mouseClick(page.findChild(QPushButton, "missed"), LEFT)
    qtbot.waitUntil(lambda: page.list_state.view.title.text() == "Iedereen is gekomen")
    assert not page.buttons["print"].isEnabled()
    language("en")
    page.retranslate()
    assert page.list_state.view.title.text() == "Everybody came"
    qtbot.mouseClick(page.findChild(QPushButton, "after"), LEFT)
    qtbot.waitUntil(lambda: page.list_state.view.title.text() == "No visitors that day")
    qtbot.mouseClick(page.findChild(QPushButton, "before"), LEFT)
    qtbot.waitUntil(lambda: len(page.shown) == 3)
    assert page.total.text() == "3 visitors"
    assert page.header.title.text() == "Reception"


def test_who_is_inside_is_printed(desk: Desk, qtbot: QtBot) -> None:
    line = desk.announce("Wim de Boer")
    desk.clock.at = at("2026-03-02T10:00")
    with shown_page(EvacuationPage, desk, qtbot.addWidget) as page:
        qtbot.waitUntil(lambda: page.list_state.view.title.text() == "Er is niemand binnen")
        desk.arrive(desk.guests(line)[0], 1)
        qtbot.mouseClick(page.again, LEFT)
        qtbot.waitUntil(lambda: page.rows.row_total() == 1)
        assert page.total.text() == "1 binnen om 10:00"
        desk.arrive(desk.guests(desk.announce("Anouk Smit"))[0], 2)
        page.fetch_again()
        qtbot.waitUntil(lambda: page.rows.row_total() == 2)
        qtbot.keyClick(page, Qt.Key.Key_P, CTRL)
        qtbot.waitUntil(lambda: len(page.findChildren(PdfDialog)) == 1)
        [dialog] = page.findChildren(PdfDialog)
        assert dialog.windowTitle() == "ontruimingslijst-2026-03-02-1000.pdf"
        page.table.go_to(1)
        with qtbot.waitSignal(page.line_asked) as asked:
            page.table.setFocus()
            qtbot.keyClick(page.table, Qt.Key.Key_Return)
        assert asked.args == [line.id]


def test_names_are_read_as_they_are_written(database_kind: str) -> None:
    guests = (Guest(1, 1, "Wim de Boer", "AB-1"), Guest(2, 1, "Anouk"), Guest(3, 1))
    assert written_names(guests) == "Wim de Boer, AB-1\nAnouk"
    assert read_names(" Wim de Boer , AB-1\n\nAnouk,\n,X") == (
        Named("Wim de Boer", "AB-1"),
        Named("Anouk"),
    )


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Wim\nAnouk, AB-1\nBo", {1: "Wim", 2: "Anouk", 3: "Bo"}),
        ("Wim\n\nBo", {1: "Wim", 2: "", 3: "Bo"}),
        ("Wim\n\nBob", {1: "Wim", 2: "", 3: "Bob"}),
        ("Wim\nBo", {1: "Wim", 2: "", 3: "Bo"}),
        ("Anouk, AB-1\nBo\nCem", {1: "", 2: "Anouk", 3: "Bo", 4: "Cem"}),
        ("Anouk, AB-1\nWim\nBo", {1: "Wim", 2: "Anouk", 3: "Bo"}),
        ("Wim\nAnouk, AB-1\nBo\n\nCem", {1: "Wim", 2: "Anouk", 3: "Bo", 0: "Cem"}),
        ("Wim\nBob", None),
    ],
)
def test_a_line_that_is_gone_or_empty_gives_nobody_the_name_of_another(
    text: str, named: dict[int, str] | None, database_kind: str
) -> None:
    guests = (Guest(1, 1, "Wim"), Guest(2, 1, "Anouk", "AB-1"), Guest(3, 1, "Bo"), Guest(4, 1))
    assert written_names(guests) == "Wim\nAnouk, AB-1\nBo"
    found = renamed(guests, text)
    assert (found and {one.guest_id: one.name for one in found}) == named
    first, second = renamed((Guest(1, 1), Guest(2, 1)), "Wim\nAnouk") or ()
    assert (first, second) == (Named("Wim", "", 1), Named("Anouk", "", 2))
    assert renamed((Guest(1, 1), Guest(2, 1)), "Wim") == (Named("Wim", "", 1),)
