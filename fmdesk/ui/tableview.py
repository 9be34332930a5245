"""The view of a table: rows of 30 pixels, badges, keys, columns that the user chooses."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar, cast

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from fmdesk.ui.columns import PAD, ColumnsView
from fmdesk.ui.kit import Kit
from fmdesk.ui.tables import ColumnModel, RowsModel
from fmdesk.ui.theme import Theme, font
from fmdesk.ui.tokens import ROW_HEIGHT, TextStyle
from fmdesk.ui.widgets.badge import paint_badge

_OPEN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ENDS = (Qt.Key.Key_Home, Qt.Key.Key_End)
Row = TypeVar("Row")


class RowDelegate(QStyledItemDelegate):
    """Paints a cell: ground, selection mark, badge or elided text, thin line below."""

    def __init__(self, theme: Theme, parent: "TableView") -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = parent

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one cell."""
        model = self._view.rows
        column = model.columns[index.column()]
        row = model.row_at(index.row())
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        self._paint_ground(painter, rect, state, index)
        if row is None:
            return
        badge = column.badge(row) if column.badge else None
        if badge is not None:
            paint_badge(painter, rect.left() + PAD - 2, rect.center().y() + 1, badge, self._theme)
            return
        is_link = column.is_link is not None and column.is_link(row)
        tone = column.tone(row) if column.tone else ""
        is_strong = column.is_strong is not None and column.is_strong(row)
        text_font = font(TextStyle.STRONG if is_strong else TextStyle.BODY)
        text_font.setUnderline(is_link and bool(state & QStyle.StateFlag.State_MouseOver))
        painter.setFont(text_font)
        painter.setPen(self._theme.colour(tone or ("accent" if is_link else "text")))
        box = rect.adjusted(PAD, 0, -PAD, 0)
        shown = QFontMetrics(text_font).elidedText(
            column.text(row), Qt.TextElideMode.ElideRight, box.width()
        )
        side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_ground(
        self,
        painter: QPainter,
        rect: QRect,
        state: QStyle.StateFlag,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme = self._theme
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("accent_soft"))
            if index.column() == self._view.first_shown_column():
                is_here = self._view.hasFocus() and index.row() == self._view.current_row()
                mark = "accent" if is_here else "control"
                painter.fillRect(rect.left(), rect.top(), 3, rect.height(), theme.colour(mark))
        elif index.row() == self._view.hovered_row:
            painter.fillRect(rect, theme.colour("hover"))
        is_current = index.row() == self._view.current_row() and self._view.hasFocus()
        if is_current and not state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(theme.colour("accent"), 1))
            painter.drawLine(rect.topLeft(), rect.topRight())
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
            return
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the height of a row."""
        del option
        return QSize(self._view.rows.columns[index.column()].width, ROW_HEIGHT)


class TableView(ColumnsView):
    """A table of whole rows for keyboard and mouse.

    Args:
        kit: Theme and memory.
        rows: The model.
        name: Name under which columns, their order and widths are kept; empty keeps nothing.
        is_multiple: Several rows can be selected: Shift and the arrows, Ctrl+A, the space bar.
    """

    opened = Signal(int)
    """Enter or a double click on a row."""
    opened_apart = Signal(int)
    """Shift+Enter on a row: in a window of its own."""
    cell_opened = Signal(int, str)
    """A click or Enter on a cell that is a link: row and key of the column."""
    moved_to = Signal(int)
    """Another row became current; -1 when none is."""
    menu_asked = Signal(int, QPoint)
    """The context menu of a row, at a place on the screen."""
    selected = Signal()
    """Other rows are selected."""

    def __init__(
        self, kit: Kit, rows: ColumnModel[Any], name: str = "", *, is_multiple: bool = False
    ) -> None:
        super().__init__(kit, rows, name)
        self.hovered_row = -1
        self._before: tuple[int, int] | None = None
        rows.modelAboutToBeReset.connect(self._note_place)
        self._is_marking = False
        self.setItemDelegate(RowDelegate(kit.theme, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        modes = QAbstractItemView.SelectionMode
        self.setSelectionMode(modes.ExtendedSelection if is_multiple else modes.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_menu)
        upright = self.verticalHeader()
        upright.setVisible(False)
        upright.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        upright.setDefaultSectionSize(ROW_HEIGHT)
        upright.setMinimumSectionSize(ROW_HEIGHT)
        self.set_up_header()
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self.clicked.connect(self._open_cell)
        self.selectionModel().currentRowChanged.connect(
            lambda now, _before: self.moved_to.emit(now.row())
        )
        self.selectionModel().selectionChanged.connect(lambda *_rows: self.selected.emit())

    def go_to(self, row: int, *, stays: bool = False) -> None:
        """Make a row current and bring it into sight.

        Args:
            row: The row.
            stays: Nothing moves on the screen: it stands where the row was that was current before
                other rows came, and is brought into sight no more than that one was.
        """
        if not 0 <= row < self.rows.row_total():
            return
        bar = self.verticalScrollBar()
        was, top = self._before or (row, bar.value())
        index = self.rows.index(row, self.first_shown_column())
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        if stays:
            self.updateGeometries()
            bar.setValue(top + (row - was) * ROW_HEIGHT)
        else:
            self.scrollTo(index)
        self._before = None

    def _note_place(self) -> None:
        """Note which row is current, and what is in sight, before other rows come."""
        self._before = (max(self.current_row(), 0), self.verticalScrollBar().value())

    def selected_rows(self) -> Sequence[tuple[int, int]]:
        """Return the first and last row of each run of selected rows, from the top."""
        chosen = cast("Sequence[QItemSelectionRange]", self.selectionModel().selection())
        return sorted((one.top(), one.bottom()) for one in chosen)

    def selected_total(self) -> int:
        """Return how many rows are selected."""
        return sum(last - first + 1 for first, last in self.selected_rows())

    def _reach(self, to: int) -> None:
        """Select from where the selection began to a row."""
        row = self.current_row()
        run = next((one for one in self.selected_rows() if one[0] <= row <= one[1]), (row, row))
        begin = run[0] if row == run[1] else run[1]
        first, last = sorted((begin, to))
        flags, model = QItemSelectionModel.SelectionFlag, self.selectionModel()
        chosen = QItemSelection(self.rows.index(first, 0), self.rows.index(last, 0))
        model.select(chosen, flags.ClearAndSelect | flags.Rows)
        index = self.rows.index(to, self.first_shown_column())
        model.setCurrentIndex(index, flags.NoUpdate)
        self.scrollTo(index)

    def mark(self) -> None:
        """Mark the current row, or take its mark away, and go to the next one.

        The first mark keeps the row that is selected because the keyboard is there.
        """
        flags = QItemSelectionModel.SelectionFlag
        index, model = self.currentIndex(), self.selectionModel()
        is_kept = not self._is_marking and model.isRowSelected(index.row(), index.parent())
        if index.isValid() and not is_kept:
            model.select(index, flags.Toggle | flags.Rows)
        self._is_marking = True
        following = self.rows.index(index.row() + 1, index.column())
        if following.isValid():
            model.setCurrentIndex(following, flags.NoUpdate)
            self.scrollTo(following)

    def current_row(self) -> int:
        """Return the current row, -1 when there is none."""
        return self.currentIndex().row()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Shift+Enter opens apart, Home and End go to the first and last row.

        Where several rows can be selected, the space bar marks one; the arrows begin anew, and
        with Ctrl they leave the marks.
        """
        row = self.current_row()
        modes = QAbstractItemView.SelectionMode
        is_multiple = self.selectionMode() == modes.ExtendedSelection
        if event.key() == Qt.Key.Key_Space and is_multiple:
            self.mark()
            return
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._is_marking = False
        if event.key() in _OPEN_KEYS and row >= 0:
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.opened_apart.emit(row)
            elif not self._open_link(self.currentIndex()):
                self.opened.emit(row)
        elif event.key() in _ENDS:
            to = 0 if event.key() == Qt.Key.Key_Home else self.rows.row_total() - 1
            is_reaching = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            (self._reach if is_reaching and is_multiple else self.go_to)(to)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark the row under the mouse, and show a hand over a link."""
        index = self.indexAt(event.position().toPoint())
        self._hover(index.row())
        hand = index.isValid() and self._is_link(index)
        shape = Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Take the mark away."""
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, row: int) -> None:
        if row != self.hovered_row:
            self.hovered_row = row
            self.viewport().update()

    def _is_link(self, index: QModelIndex) -> bool:
        column = self.rows.columns[index.column()]
        row = self.rows.row_at(index.row())
        return row is not None and column.is_link is not None and column.is_link(row)

    def _open_cell(self, index: QModelIndex) -> None:
        self._open_link(index)

    def _open_link(self, index: QModelIndex) -> bool:
        if not index.isValid() or not self._is_link(index):
            return False
        self.cell_opened.emit(index.row(), self.rows.columns[index.column()].key)
        return True

    def _ask_menu(self, place: QPoint) -> None:
        index = self.indexAt(place)
        if index.isValid():
            self.menu_asked.emit(index.row(), self.viewport().mapToGlobal(place))


def show_rows(
    table: TableView, model: RowsModel[Row], rows: Sequence[Row], key: Callable[[Row], object]
) -> None:
    """Show other rows; what was chosen stays so, wherever it stands now.

    Args:
        table: The table.
        model: Its model.
        rows: The rows; where the chosen one is not among them, the one at its place is chosen.
        key: What a row is known by.
    """
    place = max(table.current_row(), 0)
    before = model.row_at(place)
    model.set_rows(rows)
    same = (n for n, row in enumerate(rows) if before is not None and key(row) == key(before))
    table.go_to(next(same, min(place, len(rows) - 1)), stays=True)
