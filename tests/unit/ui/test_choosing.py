"""The columns of a table by keyboard: shown, moved, sorted by, and remembered."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fmdesk.ui.choosing import ColumnsDialog
from fmdesk.ui.kit import Kit
from fmdesk.ui.tables import Column, RowsModel
from fmdesk.ui.tableview import TableView

Key, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier
COLUMNS: tuple[Column[int], ...] = (
    Column("name", "Name", lambda row: f"row {row}", 120, sort="name"),
    Column("lines", "Lines", str, 80, is_stretched=True),
    Column("note", "Note", str, 60, is_hidden=True, sort="note"),
)


@pytest.fixture
def model() -> RowsModel[int]:
    made = RowsModel(COLUMNS)
    made.set_rows(list(range(3)))
    return made


@pytest.fixture
def view(kit: Kit, model: RowsModel[int], qtbot: QtBot) -> TableView:
    made = TableView(kit, model, "test")
    qtbot.addWidget(made)
    made.show()
    made.setFocus()
    return made


@pytest.fixture
def dialog(view: TableView, qtbot: QtBot) -> ColumnsDialog:
    """The dialog, opened by its key."""
    qtbot.keyClick(view, Key.Key_K, ALT)
    return view.findChild(ColumnsDialog)


def order(view: TableView) -> list[str]:
    header = view.horizontalHeader()
    return [view.rows.columns[header.logicalIndex(place)].key for place in range(header.count())]


def named(dialog: ColumnsDialog) -> list[str]:
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def test_the_columns_stand_in_their_order_with_what_is_shown(dialog: ColumnsDialog) -> None:
    assert named(dialog) == ["Name", "Lines", "Note"]
    ticks = [dialog.list.item(row).checkState() for row in range(3)]
    assert ticks == [Qt.CheckState.Checked, Qt.CheckState.Checked, Qt.CheckState.Unchecked]


def test_alt_and_the_arrows_move_a_column_and_it_is_remembered(
    view: TableView, dialog: ColumnsDialog, kit: Kit, model: RowsModel[int], qtbot: QtBot
) -> None:
    qtbot.keyClick(dialog.list, Key.Key_Down, ALT)
    assert order(view) == ["lines", "name", "note"]
    qtbot.keyClick(dialog.list, Key.Key_Down, ALT)
    qtbot.keyClick(dialog.list, Key.Key_Down, ALT)
    assert order(view) == ["lines", "note", "name"], "there is no further place"
    qtbot.keyClick(dialog.list, Key.Key_Up, ALT)
    assert order(view) == ["lines", "name", "note"]
    assert named(dialog) == ["Lines", "Name", "Note"]
    assert dialog.list.currentItem().text() == "Name", "the moved one stays chosen"
    again = TableView(kit, model, "test")
    qtbot.addWidget(again)
    assert order(again) == ["lines", "name", "note"]


def test_a_column_that_was_moved_is_shown_and_hidden_where_it_stands(
    view: TableView, dialog: ColumnsDialog, qtbot: QtBot
) -> None:
    qtbot.keyClick(dialog.list, Key.Key_End)
    qtbot.keyClick(dialog.list, Key.Key_Up, ALT)
    qtbot.keyClick(dialog.list, Key.Key_Space)
    assert order(view) == ["name", "note", "lines"]
    assert not view.isColumnHidden(2)
    qtbot.keyClick(dialog.list, Key.Key_Space)
    assert view.isColumnHidden(2)


def test_the_column_that_takes_the_rest_always_stays(
    view: TableView, dialog: ColumnsDialog, qtbot: QtBot
) -> None:
    dialog.list.setCurrentRow(1)
    qtbot.keyClick(dialog.list, Key.Key_Space)
    assert not view.isColumnHidden(1)


def test_s_sorts_by_a_column_that_can_be_sorted_by(
    view: TableView, dialog: ColumnsDialog, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(view.sort_asked) as asked:
        qtbot.keyClick(dialog.list, Key.Key_S)
    assert asked.args == ["name"]
    qtbot.keyClick(dialog.list, Key.Key_Down)
    with qtbot.assertNotEmitted(view.sort_asked, wait=10):
        qtbot.keyClick(dialog.list, Key.Key_S)


def test_esc_goes_back_to_the_list(view: TableView, dialog: ColumnsDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog, Key.Key_Escape)
    qtbot.waitUntil(lambda: view.findChild(ColumnsDialog) is None)
    assert view.isEnabled()
