"""The page of the vehicles with real keys and clicks, over a real office."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fmdesk_vehicles.qt import VehiclesPage
from fmdesk_vehicles.qt.dialogs import BackDialog, BookDialog, CancelDialog, LoadDialog
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from vehicles_office import START, Desk

from fmdesk.plugins.api.qt import Choice, FormDialog
from fmdesk.testing.office import at
from fmdesk.testing.pages import shown_page

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])  # the page sees no database
Key, LEFT, CTRL = Qt.Key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[VehiclesPage]:
    desk.lend(vehicle="A2", purpose="Naar de klant")
    desk.clock.at = at(START)
    with shown_page(VehiclesPage, desk, qtbot.addWidget) as made:
        qtbot.waitUntil(lambda: len(made.planner.scene.data.boxes) == 1)
        yield made


def opened(page: QWidget, kind: type[FormDialog], qtbot: QtBot) -> FormDialog:
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(kind)))
    [dialog] = (one for one in page.findChildren(kind) if one.isVisible())
    qtbot.waitUntil(dialog.isActiveWindow)  # else it takes no shortcuts
    return dialog


def press(
    page: VehiclesPage,
    qtbot: QtBot,
    *keys: Key,
    with_key: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    page.activateWindow()  # a dialog that closed does not give it back by itself here
    qtbot.waitUntil(page.isActiveWindow)
    page.planner.setFocus()
    for key in keys:
        qtbot.keyClick(page.planner, key, with_key)


def go_to_loan(page: VehiclesPage, qtbot: QtBot) -> None:
    page.planner.choose(page.planner.scene.data.boxes[0].id)
    qtbot.waitUntil(lambda: page.chosen().loan is not None)


def test_a_loan_goes_out_comes_back_damaged_and_is_mended(
    page: VehiclesPage, desk: Desk, qtbot: QtBot
) -> None:
    said: list[str] = []
    page.said.connect(said.append)
    go_to_loan(page, qtbot)
    assert page.detail.loan.title.text() == "Ayşe Özdemir"
    assert page.detail.state.isVisible()
    press(page, qtbot, Key.Key_U, with_key=CTRL)
    qtbot.waitUntil(lambda: said == ["Uitgegeven: Witte Zoe, Ayşe Özdemir, 02-03-2026 10:00."])
    qtbot.waitUntil(page.detail.buttons["take_back"].isVisible)
    press(page, qtbot, Key.Key_B, with_key=CTRL)
    dialog = opened(page, BackDialog, qtbot)
    dialog.mileage.setValue(9700)
    qtbot.mouseClick(dialog.save_button, LEFT)
    qtbot.waitUntil(lambda: dialog.problem.text().startswith("De kilometerstand was al 9800."))
    dialog.mileage.setValue(9850)
    qtbot.keyClicks(dialog.damage, "Lekke band")
    dialog.withdraw.setChecked(True)
    qtbot.keyClick(dialog, Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: said[-1].startswith("Ingenomen: Witte Zoe"))
    qtbot.waitUntil(page.detail.mend.isVisible)
    qtbot.mouseClick(page.detail.mend, LEFT)
    qtbot.waitUntil(lambda: said[-1] == "Witte Zoe wordt weer uitgeleend.")
    assert desk.vehicle("A2").is_offered
    go_to_loan(page, qtbot)
    with qtbot.waitSignal(page.line_asked) as asked:
        press(page, qtbot, Key.Key_Return)
    assert asked.args == [page.chosen().loan.line_id]


def test_a_vehicle_is_lent_moved_and_given_up_by_keys(
    page: VehiclesPage, desk: Desk, qtbot: QtBot
) -> None:
    said: list[str] = []
    page.said.connect(said.append)
    qtbot.mouseClick(page.book_button, LEFT)
    dialog = opened(page, BookDialog, qtbot)
    assert dialog.form.values()["start"] == "2026-03-02T10:15", "what is past is not proposed"
    qtbot.mouseClick(dialog.save_button, LEFT)
    assert dialog.problem.text() == "Vul in: Voor wie."
    dialog.person.pick(Choice("P2", "Rob Bakker"))
    given = dialog.form.values() | {
        "kind": "car",
        "vehicle": "A2",
        "start": "2026-03-02T11:00",
        "end": "2026-03-02T13:00",
    }
    dialog.form.fill(given)
    qtbot.mouseClick(dialog.save_button, LEFT)
    qtbot.waitUntil(lambda: dialog.problem.text().startswith("Witte Zoe is uitgeleend van"))
    dialog.form.fill(given | {"vehicle": ""})
    qtbot.mouseClick(dialog.save_button, LEFT)
    qtbot.waitUntil(lambda: said == ["Gereserveerd: Blauwe Kangoo, Rob Bakker, 02-03-2026 11:00."])
    qtbot.waitUntil(lambda: page.chosen().loan is not None)
    assert page.chosen().vehicle.code == "A1"
    desk.lend("bike", start="2026-03-02T15:00", end="2026-03-02T16:00")
    page.fetch_again()
    qtbot.waitUntil(lambda: len(page.planner.scene.data.boxes) == 3)  # what another desk did
    press(page, qtbot, Key.Key_M, Key.Key_Right)
    page.fetch_again()
    press(page, qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: said[-1].startswith("Verplaatst: Blauwe Kangoo, Rob Bakker"))
    qtbot.waitUntil(lambda: page.chosen().loan.start == at("2026-03-02T11:30"))
    press(page, qtbot, Key.Key_Delete)
    dialog = opened(page, CancelDialog, qtbot)
    qtbot.keyClicks(dialog.reason, "Neemt de trein")
    qtbot.keyClick(dialog, Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: said[-1].startswith("Vervallen: Blauwe Kangoo"))
    qtbot.waitUntil(lambda: len(page.planner.scene.data.boxes) == 2)


def test_an_evening_is_shown_as_far_as_a_loan_goes(
    page: VehiclesPage, desk: Desk, qtbot: QtBot
) -> None:
    assert page.hours == (7, 19)
    desk.lend("bike", start="2026-03-02T18:30", end="2026-03-02T22:15")
    page.fetch_again()
    qtbot.waitUntil(lambda: page.hours == (7, 23))


def test_a_file_is_imported_and_both_languages_are_spoken(
    page: VehiclesPage, qtbot: QtBot, tmp_path: Path, language: Callable[[str], None]
) -> None:
    said: list[str] = []
    page.said.connect(said.append)
    path = tmp_path / "pool.csv"
    path.write_text("code,name,kind\nF2,Cargo bike,bike\n", encoding="utf-8")
    qtbot.mouseClick(page.load_button, LEFT)
    dialog = opened(page, LoadDialog, qtbot)
    qtbot.mouseClick(dialog.save_button, LEFT)
    assert dialog.problem.text() == "Kies een bestand dat bestaat."
    dialog.path.setText(str(path))
    qtbot.mouseClick(dialog.save_button, LEFT)
    qtbot.waitUntil(lambda: said == ["Voertuigen: 1 nieuw, 0 gewijzigd."])
    qtbot.waitUntil(lambda: len(page.planner.scene.data.rows) == 4)
    language("en")
    page.retranslate()
    assert page.header.title.text() == "Vehicles"
    assert page.days.today.text().strip() == "Today"
    assert page.planner.scene.data.boxes[0].state == "reserved"
