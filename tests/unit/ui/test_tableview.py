"""The view of a table: keys, links, columns."""

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from fmdesk.ui.choosing import ColumnsDialog
from fmdesk.ui.kit import Kit
from fmdesk.ui.tables import Column, RowsModel
from fmdesk.ui.tableview import TableView, show_rows
from fmdesk.ui.tokens import ROW_HEIGHT
from fmdesk.ui.widgets.badge import Badge

COLUMNS: tuple[Column[int], ...] = (
    Column("name", "Name", lambda row: f"row {row}", 120, sort="name"),
    Column("lines", "Lines", str, 80, is_number=True, is_link=lambda row: row > 0),
    Column("state", "State", str, 90, badge=lambda _row: Badge("check", "Ready", "kept")),
    Column("note", "Note", lambda row: "n" * row, 60, is_hidden=True, tone=lambda _row: "risk"),
)


@pytest.fixture
def view(kit: Kit, qtbot: QtBot) -> TableView:
    model = RowsModel(COLUMNS)
    model.set_rows(list(range(60)))
    made = TableView(kit, model, "test")
    made.model_kept = model
    qtbot.addWidget(made)
    made.resize(520, 400)
    made.show()
    made.setFocus()
    made.go_to(0)
    return made


def test_arrows_move_and_enter_opens(view: TableView, qtbot: QtBot) -> None:
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [2]


def test_shift_enter_opens_apart(view: TableView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.opened_apart) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert opened.args == [0]


def test_home_and_end_go_to_the_first_and_last_row(view: TableView, qtbot: QtBot) -> None:
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.current_row() == 59
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.current_row() == 0


def test_rows_are_thirty_pixels_high(view: TableView) -> None:
    assert view.rowHeight(0) == ROW_HEIGHT == 30


def test_moving_tells_the_row(view: TableView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.moved_to) as moved:
        qtbot.keyClick(view, Qt.Key.Key_Down)
    assert moved.args == [1]


def place(view: TableView, row: int, column: int) -> QPoint:
    return view.visualRect(view.rows.index(row, column)).center()


def test_a_figure_opens_by_a_click_but_zero_does_not(view: TableView, qtbot: QtBot) -> None:
    left = Qt.MouseButton.LeftButton
    with qtbot.waitSignal(view.cell_opened) as opened:
        qtbot.mouseClick(view.viewport(), left, pos=place(view, 3, 1))
    assert opened.args == [3, "lines"]
    with qtbot.assertNotEmitted(view.cell_opened, wait=20):
        qtbot.mouseClick(view.viewport(), left, pos=place(view, 0, 1))
        qtbot.mouseClick(view.viewport(), left, pos=place(view, 3, 0))


def test_a_figure_opens_by_enter(view: TableView, qtbot: QtBot) -> None:
    view.setCurrentIndex(view.rows.index(4, 1))
    with qtbot.waitSignal(view.cell_opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [4, "lines"]


def test_the_mouse_shows_what_can_be_clicked(view: TableView, qtbot: QtBot) -> None:
    qtbot.mouseMove(view.viewport(), place(view, 5, 1))
    qtbot.waitUntil(lambda: view.hovered_row == 5)
    assert view.viewport().cursor().shape() is Qt.CursorShape.PointingHandCursor
    qtbot.mouseMove(view.viewport(), place(view, 6, 0))
    qtbot.waitUntil(lambda: view.hovered_row == 6)
    assert view.viewport().cursor().shape() is Qt.CursorShape.ArrowCursor


def test_a_title_asks_to_sort(view: TableView, qtbot: QtBot) -> None:
    header = view.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(0) + 20, header.height() // 2)
    with qtbot.waitSignal(view.sort_asked) as asked:
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert asked.args == ["name"]


def test_columns_are_chosen_and_remembered(view: TableView, kit: Kit, qtbot: QtBot) -> None:
    assert view.isColumnHidden(3)
    view.choose_columns()
    dialog = view.findChild(ColumnsDialog)
    for _step in range(3):
        qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Home)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    dialog.close()
    again = TableView(kit, view.rows, "test")
    qtbot.addWidget(again)
    assert not again.isColumnHidden(3)
    assert again.isColumnHidden(0)


def test_a_width_is_remembered(view: TableView, kit: Kit, qtbot: QtBot) -> None:
    view.setColumnWidth(0, 177)
    again = TableView(kit, view.rows, "test")
    qtbot.addWidget(again)
    assert again.columnWidth(0) == 177


def test_a_narrow_list_comes_back_as_it_was(view: TableView, kit: Kit) -> None:
    view.show_only(("name",))
    assert [view.isColumnHidden(place) for place in range(4)] == [False, True, True, True]
    view.show_only(())
    assert [view.isColumnHidden(place) for place in range(4)] == [False, False, False, True]


def test_the_context_menu_is_asked_for_a_row(view: TableView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.menu_asked) as asked:
        view.customContextMenuRequested.emit(place(view, 2, 0))
    assert asked.args[0] == 2


def test_it_is_painted_in_every_theme(view: TableView, kit: Kit) -> None:
    pictures = []
    for theme in ("light", "dark", "contrast"):
        kit.theme.choose(theme)
        pictures.append(view.grab().toImage())
    assert pictures[0] != pictures[1] != pictures[2]


def test_a_title_is_never_cut_and_the_stretched_column_keeps_half_its_width(
    kit: Kit, qtbot: QtBot
) -> None:
    columns: tuple[Column[int], ...] = (
        Column("name", "Name", str, 200, is_stretched=True),
        Column("charged", "In rekening gebracht", str, 30),
        Column("late", "Over", str, 90),
    )
    model = RowsModel(columns)
    view = TableView(kit, model, "titles")
    view.model_kept = model
    qtbot.addWidget(view)
    view.resize(600, 200)
    view.show()
    title = view.fontMetrics().horizontalAdvance("In rekening gebracht")
    assert view.columnWidth(1) >= title
    assert view.columnWidth(2) == 90
    assert view.columnWidth(0) > 200
    view.resize(240, 200)
    assert view.columnWidth(0) == 100
    view.resize(600, 200)
    assert view.columnWidth(0) > 200


def test_the_order_of_columns_is_remembered(view: TableView, kit: Kit, qtbot: QtBot) -> None:
    header = view.horizontalHeader()
    header.moveSection(header.visualIndex(2), 0)
    again = TableView(kit, view.rows, "test")
    qtbot.addWidget(again)
    shown = again.horizontalHeader()
    assert [shown.logicalIndex(place) for place in range(4)] == [2, 0, 1, 3]
    assert again.first_shown_column() == 2


def test_one_row_is_selected_unless_several_may_be(view: TableView, kit: Kit, qtbot: QtBot) -> None:
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert view.selected_rows() == [(1, 1)]
    many = TableView(kit, view.rows, is_multiple=True)
    qtbot.addWidget(many)
    many.show()
    many.go_to(3)
    with qtbot.waitSignal(many.selected):
        qtbot.keyClick(many, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert (many.selected_rows(), many.selected_total()) == ([(3, 59)], 57)
    qtbot.keyClick(many, Qt.Key.Key_Home, Qt.KeyboardModifier.ShiftModifier)
    assert many.selected_rows() == [(0, 3)]
    qtbot.keyClick(many, Qt.Key.Key_Home)
    assert many.selected_rows() == [(0, 0)]


def test_where_the_keyboard_is_can_be_seen_on_a_row_that_is_not_marked(
    kit: Kit, view: TableView, qtbot: QtBot
) -> None:
    many = TableView(kit, view.rows, is_multiple=True)
    qtbot.addWidget(many)
    many.resize(520, 400)
    with qtbot.waitActive(many):
        many.show()
    many.setFocus()
    qtbot.waitUntil(many.hasFocus)
    many.go_to(0)
    qtbot.keyClick(many, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    here = many.grab().toImage()
    qtbot.keyClick(many, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert many.selected_rows() == [(0, 0)]
    assert many.grab().toImage() != here


@pytest.mark.parametrize(
    ("chosen", "rows", "after"),
    [
        (12, list(range(60)), 12),
        (12, list(range(12, 60)), 12),
        (12, [0, *range(100, 140), 12], 12),
        (12, [one for one in range(60) if one != 12], 13),
        (59, [3, 4, 5], 5),
        (0, [7], 7),
    ],
)
def test_other_rows_leave_the_chosen_one_where_it_stands_now(
    view: TableView, chosen: int, rows: list[int], after: int
) -> None:
    view.go_to(chosen)
    show_rows(view, view.model_kept, rows, str)
    assert view.model_kept.row_at(view.current_row()) == after


def test_no_rows_have_none_chosen_and_the_next_ones_their_first(view: TableView) -> None:
    show_rows(view, view.model_kept, [], str)
    assert view.current_row() == -1
    assert view.model_kept.row_at(view.current_row()) is None
    show_rows(view, view.model_kept, [8, 9], str)
    assert view.model_kept.row_at(view.current_row()) == 8
