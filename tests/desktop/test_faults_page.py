"""The Faults page with real clicks and keys, over faults kept in memory."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.errors import NotAllowedError, PluginError
from fmdesk.i18n import using_language
from fmdesk.plugins.bundled.faults.assets import BadRow
from fmdesk.plugins.bundled.faults.majors import HangOn, TellAll
from fmdesk.plugins.bundled.faults.plans import Every, Plan, PlanRow
from fmdesk.plugins.bundled.faults.qt import FaultsPage
from fmdesk.plugins.bundled.faults.qt.loading import LoadDialog
from fmdesk.plugins.bundled.faults.qt.majors import HangDialog, TellDialog
from fmdesk.plugins.bundled.faults.qt.plans import PlanDialog
from fmdesk.ui.kit import Kit
from fmdesk.ui.memory import Memory
from fmdesk.ui.tables import RowsModel
from fmdesk.ui.tasks import TaskRunner
from fmdesk.ui.theme import Theme, install
from fmdesk.ui.widgets.badge import StatusBadge
from tests.desktop.fake_faults import FakeFaults, fault
from tests.desktop.made import OFFICE_TIME

CONTROL = Qt.KeyboardModifier.ControlModifier


NEXT = PlanRow(
    Plan("KEUR", "Keuring", "L-1", "upkeep", date(2026, 3, 6), 2, Every.WEEKS, 3),
    "Lift hal",
    date(2026, 3, 20),
    12,
    "",
)


@pytest.fixture
def extensions() -> FakeFaults:
    return FakeFaults()


@pytest.fixture
def page(qtbot: QtBot, extensions: FakeFaults) -> Iterator[FaultsPage]:
    theme = Theme()
    install(QApplication.instance(), theme)
    faults: list[Exception] = []
    runner = TaskRunner(faults.append)
    made = FaultsPage(Kit(theme, runner, Memory(), OFFICE_TIME), extensions)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    yield made
    runner.close()
    assert not faults


def cells(model: RowsModel, row: int) -> list[str]:
    return [str(model.data(model.index(row, place))) for place in range(model.columnCount())]


def shown(page: FaultsPage, qtbot: QtBot, tab: str = "faults") -> None:
    page.arrive(tab)
    qtbot.waitUntil(lambda: page.tab.is_filled)


def test_open_faults_stand_with_priority_place_and_what_is_known(
    page: FaultsPage, qtbot: QtBot
) -> None:
    shown(page, qtbot)
    tab = page.tab
    assert cells(tab.rows, 0) == [
        "P1",
        "M000007.1",
        "Geen koffie",
        "KM-01  Koffieautomaat",
        "Pantry 1",
        "02-03-2026 09:00",
        "opnieuw",
    ]
    assert tab.total.text() == "2 open storingen"
    assert tab.told.text() == "een verdieping of gebouw · werk staat stil of er is gevaar"
    titles = [tab.rows.headerData(place, Qt.Orientation.Horizontal) for place in range(4)]
    assert titles == ["Prioriteit", "Nummer", "Wat er te zien is", "Object"]
    with using_language("en"):
        page.retranslate()
        assert tab.rows.headerData(3, Qt.Orientation.Horizontal) == "Asset"
        qtbot.waitUntil(lambda: tab.total.text() == "2 open faults")


def test_enter_opens_the_ticket_of_a_fault(page: FaultsPage, qtbot: QtBot) -> None:
    shown(page, qtbot)
    page.tab.table.setFocus()
    qtbot.keyClick(page.tab.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.line_asked) as asked:
        qtbot.keyClick(page.tab.table, Qt.Key.Key_Return)
    assert asked.args == [3]


def test_faults_are_searched_and_nothing_found_says_so(page: FaultsPage, qtbot: QtBot) -> None:
    shown(page, qtbot)
    page.focus_search()
    qtbot.keyClicks(page.search, "koffie")
    qtbot.waitUntil(lambda: page.tab.rows.row_total() == 1)
    qtbot.keyClicks(page.search, "xxx")
    qtbot.waitUntil(lambda: page.tab.rows.row_total() == 0)
    assert page.tab.states.view.title.text() == "Niets gevonden"


def test_faults_are_narrowed_to_a_place_and_widened_again(
    page: FaultsPage, extensions: FakeFaults, qtbot: QtBot
) -> None:
    shown(page, qtbot)
    page.activateWindow()
    page.place.field.setFocus()
    qtbot.waitUntil(page.place.field.hasFocus)
    qtbot.keyClicks(page.place.field, "hal")
    qtbot.waitUntil(page.place.list.isVisible)
    qtbot.keyClick(page.place.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.tab.rows.row_total() == 0)
    assert extensions.places == ["", "A0"]
    assert page.tab.states.view.title.text() == "Niets gevonden"
    page.place.field.selectAll()
    qtbot.keyClick(page.place.field, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.tab.rows.row_total() == 2)


def test_without_faults_it_says_that_nothing_is_broken(
    page: FaultsPage, extensions: FakeFaults, qtbot: QtBot
) -> None:
    extensions.rows = []
    shown(page, qtbot)
    assert page.tab.states.view.title.text() == "Er is niets stuk"


def test_major_faults_stand_with_their_reports(
    page: FaultsPage, extensions: FakeFaults, qtbot: QtBot
) -> None:
    shown(page, qtbot, "majors")
    assert page.tab.states.view.title.text() == "Geen grote storing"
    first = replace(extensions.rows[0], children=1)
    extensions.rows = [first, replace(fault(9, "Ook geen koffie", 4), major=first.fault.number)]
    page.tab.load()
    qtbot.waitUntil(lambda: page.tab.rows.row_total() == 2)
    assert cells(page.tab.rows, 0)[-1] == "2 meldingen"
    assert cells(page.tab.rows, 1)[1].strip() == "M000009.1"
    assert cells(page.tab.rows, 1)[1] != "M000009.1", "it stands further in"


def test_a_fault_is_hung_on_another_with_the_keyboard(
    page: FaultsPage, extensions: FakeFaults, qtbot: QtBot
) -> None:
    shown(page, qtbot)
    page.tab.table.setFocus()
    qtbot.keyClick(page.tab.table, Qt.Key.Key_Down)
    qtbot.keyClick(page.tab.table, Qt.Key.Key_A)
    dialog = page.findChild(HangDialog)
    qtbot.keyClicks(dialog.number, "M000008.1")
    extensions.refusal = PluginError("faults.unknown_fault", reason="Die is er niet.")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.problem.text() == "Die is er niet.")
    extensions.refusal = None
    with qtbot.waitSignal(page.changed):
        qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert extensions.given == [HangOn(3, "M000008.1")]


def test_one_message_is_written_to_all_and_who_is_not_known_is_named(
    page: FaultsPage, extensions: FakeFaults, qtbot: QtBot
) -> None:
    shown(page, qtbot)
    page.tab.table.setFocus()
    qtbot.keyClick(page.tab.table, Qt.Key.Key_B)
    dialog = page.findChild(TellDialog)
    qtbot.keyClicks(dialog.subject, "Monteur")
    qtbot.keyClick(dialog.subject, Qt.Key.Key_Tab)
    qtbot.keyClicks(dialog.body_field, "Komt om twee uur.")
    with qtbot.waitSignal(page.changed):
        qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert extensions.given == [TellAll(7, "Monteur", "Komt om twee uur.")]
    assert dialog.sentence.text() == "Het gaat naar 2 personen. Bericht deze apart: M000004.1"


def test_plans_stand_with_their_next_day_and_open_their_last_ticket(
    page: FaultsPage, extensions: FakeFaults, qtbot: QtBot
) -> None:
    stopped = replace(NEXT, plan=replace(NEXT.plan, code="X", is_active=False), last_line=None)
    refused = replace(NEXT, plan=replace(NEXT.plan, code="Y"), problem="intake.no_payer")
    extensions.plans = [NEXT, refused, stopped]
    shown(page, qtbot, "plans")
    rows = [cells(page.tab.rows, row) for row in range(3)]
    assert rows[0] == [
        "20-03-2026",
        "Keuring",
        "L-1  Lift hal",
        "2 weken",
        "3",
        "eerder gemaakt",
    ]
    assert [row[-1] for row in rows[1:]] == ["niet gelukt", "staat stil"]
    page.tab.table.setFocus()
    with qtbot.waitSignal(page.line_asked) as asked:
        qtbot.keyClick(page.tab.table, Qt.Key.Key_T)
    assert asked.args == [12]


def test_a_plan_is_made_and_changed_with_the_keyboard(
    page: FaultsPage, extensions: FakeFaults, qtbot: QtBot
) -> None:
    shown(page, qtbot, "plans")
    assert page.tab.states.view.title.text() == "Geen onderhoud gepland"
    qtbot.mouseClick(page.tab.states.view.action, Qt.MouseButton.LeftButton)
    dialog = page.findChild(PlanDialog)
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert dialog.problem.text() == "Vul in: Code, Werk, Object, Product."
    for name, text in (("code", "KEUR"), ("name", "Keuring"), ("product", "up")):
        qtbot.keyClicks(dialog.form.field(name), text)
    asset = dialog.form.field("asset")
    asset.setFocus()
    qtbot.keyClicks(asset.field, "L-")
    qtbot.keyClick(asset.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: asset.field.text() == "Lift hal")
    extensions.plans = [NEXT]
    with qtbot.waitSignal(page.changed):
        qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    (made,) = extensions.given
    assert (made.code, made.product, made.n, made.every) == ("KEUR", "up", 1, Every.MONTHS)
    assert made.is_active
    qtbot.waitUntil(lambda: page.tab.rows.row_total() == 1)
    page.tab.table.setFocus()
    qtbot.keyClick(page.tab.table, Qt.Key.Key_Return)
    changed = page.findChildren(PlanDialog)[-1]
    assert not changed.form.field("code").isEnabled()
    qtbot.waitUntil(lambda: changed.form.field("asset").field.text() == "Lift hal")
    changed.form.field("n").setValue(4)
    with qtbot.waitSignal(page.changed):
        qtbot.mouseClick(changed.save_button, Qt.MouseButton.LeftButton)
    assert extensions.given[-1] == replace(NEXT.plan, n=4)


def test_ctrl_tab_goes_from_tab_to_tab(page: FaultsPage, qtbot: QtBot) -> None:
    shown(page, qtbot)
    qtbot.keyClick(page.tab.table, Qt.Key.Key_Tab, CONTROL)
    qtbot.waitUntil(lambda: page.choice.value == "majors")
    qtbot.keyClick(page.tab.table, Qt.Key.Key_Tab, CONTROL)
    qtbot.waitUntil(lambda: page.choice.value == "assets")
    qtbot.keyClick(page.tab.table, Qt.Key.Key_Tab, CONTROL)
    qtbot.waitUntil(lambda: page.choice.value == "plans")
    qtbot.keyClick(page.tab.table, Qt.Key.Key_Tab, CONTROL)
    qtbot.waitUntil(lambda: page.choice.value == "matrix")
    assert not page.search.isVisible()
    qtbot.waitUntil(lambda: page.tab.is_filled)
    words = {one.text() for one in page.tab.findChildren(StatusBadge)}
    assert words == {"P1", "P2", "P3", "P4"}
    texts = [one.text() for one in page.tab.findChildren(QLabel)]
    assert texts.count("1 open storing") == 1
    assert "werk staat stil of er is gevaar" in texts


def test_the_tree_of_assets_with_the_faults_of_the_chosen_one(
    page: FaultsPage, qtbot: QtBot
) -> None:
    shown(page, qtbot, "assets")
    tab = page.tab
    assert [cells(tab.rows, row)[0].strip() for row in range(3)] == ["KM-01", "KM-01-M", "L-1"]
    assert cells(tab.rows, 1)[0] != "KM-01-M", "a part stands further in"
    assert cells(tab.rows, 0)[6] == "31-01-2027"
    assert cells(tab.rows, 2)[7] == "hoog"
    qtbot.waitUntil(lambda: tab.history.row_total() == 1)
    assert cells(tab.history, 0)[-1] == "klaar"
    with qtbot.waitSignal(page.line_asked) as asked:
        tab.faults.opened.emit(0)
    assert asked.args == [7]
    tab.table.go_to(2)
    qtbot.waitUntil(lambda: tab.past.view.title.text() == "Altijd gewerkt")
    assert tab.chosen.text() == "L-1  Lift hal"


def test_without_assets_the_import_is_offered(
    page: FaultsPage, extensions: FakeFaults, qtbot: QtBot
) -> None:
    extensions.assets = []
    shown(page, qtbot, "assets")
    assert page.tab.states.view.title.text() == "Nog geen objecten"
    qtbot.mouseClick(page.tab.states.view.action, Qt.MouseButton.LeftButton)
    assert page.findChild(LoadDialog).isVisible()


def dialog_of(page: FaultsPage, qtbot: QtBot, file: Path) -> LoadDialog:
    shown(page, qtbot, "assets")
    made = page.findChild(QPushButton, "load_assets")
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton)
    dialog = page.findChild(LoadDialog)
    qtbot.keyClicks(dialog.path, str(file))
    return dialog


def test_a_file_is_tried_and_then_imported(
    page: FaultsPage, extensions: FakeFaults, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = dialog_of(page, qtbot, tmp_path / "objecten.csv")
    qtbot.mouseClick(dialog.try_button, Qt.MouseButton.LeftButton)
    assert dialog.problem.text() == "Kies een bestand dat bestaat."
    (tmp_path / "objecten.csv").write_text("code,naam,locatie\n")
    qtbot.mouseClick(dialog.try_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.outcome.isVisible)
    assert dialog.outcome.text().endswith("Er is nog niets geïmporteerd.")
    with qtbot.waitSignal(page.changed):
        qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert [one.is_dry_run for one in extensions.loads] == [True, False]
    qtbot.waitUntil(lambda: not page.findChildren(LoadDialog) or not dialog.isVisible())


def test_wrong_rows_are_listed_and_the_good_ones_can_be_kept(
    page: FaultsPage, extensions: FakeFaults, qtbot: QtBot, tmp_path: Path
) -> None:
    extensions.bad = (BadRow(4, "location", "Z9", "Die is er niet."),)
    (tmp_path / "objecten.csv").write_text("code,naam,locatie\n")
    dialog = dialog_of(page, qtbot, tmp_path / "objecten.csv")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.table.isVisible)
    assert cells(dialog.rows, 0) == ["4", "Plaats", "Z9", "Die is er niet."]
    assert "niets geïmporteerd" in dialog.outcome.text()
    qtbot.mouseClick(dialog.rule.findChild(QPushButton, "good"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(extensions.loads) == 2 and dialog.save_button.isEnabled())
    assert "niets geïmporteerd" not in dialog.outcome.text()


def test_a_fault_of_the_plugin_and_a_missing_right_stand_in_place_of_the_page(
    page: FaultsPage, extensions: FakeFaults, qtbot: QtBot
) -> None:
    extensions.problem = PluginError("faults.down", reason="De tabel is weg.")
    page.arrive(None)
    qtbot.waitUntil(lambda: page.states.view.sentence.text() == "De tabel is weg.")
    extensions.problem = None
    qtbot.mouseClick(page.states.view.action, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.tab.rows.row_total() == 2)
    extensions.problem = NotAllowedError("access.denied", role="-", command="faults")
    page.arrive(None)
    qtbot.waitUntil(lambda: page.states.view.title.text() == "Niet voor dit account")
