"""The row that narrows a list: its keys, what it tells, and that showing a filter tells nothing."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fmdesk.ui.kit import Kit
from fmdesk.ui.texts import Texts
from fmdesk.ui.widgets.filterrow import ChipSpec, FilterRow

ALT, LEFT = Qt.KeyboardModifier.AltModifier, Qt.MouseButton.LeftButton
SPECS = (ChipSpec("unit", "Unit", "Alt+U"), ChipSpec("late", "Late", "Alt+L", ("x", "broken")))


@pytest.fixture
def row(kit: Kit, qtbot: QtBot) -> FilterRow:
    made = FilterRow(kit.theme, Texts(), SPECS)
    qtbot.addWidget(made)
    made.chips["unit"].set_choices([("1", "Rooms"), ("2", "Supplies")])
    made.show_narrowed(lambda _name: "", "", is_narrowed=False)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def test_keys_choose_and_clear(row: FilterRow, qtbot: QtBot) -> None:
    told: list[tuple[str, str]] = []
    row.chosen.connect(lambda name, code: told.append((name, code)))
    row.cleared.connect(lambda: told.append(("", "")))
    qtbot.keyClick(row, Qt.Key.Key_U, ALT)
    menu = row.chips["unit"]._menu
    qtbot.waitUntil(menu.isVisible)
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    qtbot.keyClick(row, Qt.Key.Key_L, ALT)
    qtbot.keyClick(row, Qt.Key.Key_L, ALT)
    assert told == [("unit", "1"), ("late", "1"), ("late", "")]
    row.show_narrowed(lambda _name: "1", "", is_narrowed=True)
    qtbot.keyClick(row, Qt.Key.Key_0, ALT)
    assert told[3:] == [("", "")]
    assert row.clear.toolTip() == "Alt+0"


def test_what_is_shown_is_told_to_nobody(row: FilterRow, qtbot: QtBot) -> None:
    told: list[object] = []
    for signal in (row.chosen, row.searched, row.cleared):
        signal.connect(lambda *what: told.append(what))
    row.toggles["late"].setFocus()
    row.show_narrowed(lambda name: {"unit": "2", "late": "1"}[name], "leak", is_narrowed=True)
    assert row.chips["unit"].text() == "Supplies"
    assert row.toggles["late"].isChecked()
    assert row.search.text() == "leak"
    assert row.clear.isVisible()
    row.take_keys()
    assert row.search.selectedText() == "leak"
    qtbot.waitUntil(row.search.hasFocus)
    row.show_narrowed(lambda _name: "", "what came late", is_narrowed=False)
    assert row.search.text() == "leak", "what somebody is typing is left alone"
    assert not row.clear.isVisible()
    row.show_narrowed(lambda _name: "", "", is_narrowed=False)
    assert row.search.text() == "", "what was cleared is gone"
    row.say_count("7 lines")
    assert row.count.text() == "7 lines"
    assert told == []
