"""The view of a table: rows of 30 pixels, badges, keys, columns that the user chooses."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from fmdesk.i18n import _
from fmdesk.ui.kit import Kit
from fmdesk.ui.tables import ColumnModel
from fmdesk.ui.theme import Theme, font
from fmdesk.ui.tokens import ROW_HEIGHT, TextStyle
from fmdesk.ui.widgets.badge import paint_badge

_PAD = 10
_OPEN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


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
            paint_badge(painter, rect.left() + _PAD - 2, rect.center().y() + 1, badge, self._theme)
            return
        is_link = column.is_link is not None and column.is_link(row)
        tone = column.tone(row) if column.tone else ""
        is_strong = column.is_strong is not None and column.is_strong(row)
        text_font = font(TextStyle.STRONG if is_strong else TextStyle.BODY)
        text_font.setUnderline(is_link and bool(state & QStyle.StateFlag.State_MouseOver))
        painter.setFont(text_font)
        painter.setPen(self._theme.colour(tone or ("accent" if is_link else "text")))
        box = rect.adjusted(_PAD, 0, -_PAD, 0)
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
                mark = "accent" if self._view.hasFocus() else "control"
                painter.fillRect(rect.left(), rect.top(), 3, rect.height(), theme.colour(mark))
        elif index.row() == self._view.hovered_row:
            painter.fillRect(rect, theme.colour("hover"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the height of a row."""
        del option
        return QSize(self._view.rows.columns[index.column()].width, ROW_HEIGHT)


class TableView(QTableView):
    """A table of whole rows for keyboard and mouse.

    Args:
        kit: Theme and memory.
        rows: The model.
        name: Name under which columns and widths are kept; empty keeps nothing.
    """

    opened = Signal(int)
    """Enter or a double click on a row."""
    opened_apart = Signal(int)
    """Shift+Enter on a row: in a window of its own."""
    cell_opened = Signal(int, str)
    """A click or Enter on a cell that is a link: row and key of the column."""
    moved_to = Signal(int)
    """Another row became current; -1 when none is."""
    sort_asked = Signal(str)
    """A click on a title: the name to sort by."""
    menu_asked = Signal(int, QPoint)
    """The context menu of a row, at a place on the screen."""

    def __init__(self, kit: Kit, rows: ColumnModel[Any], name: str = "") -> None:
        super().__init__()
        self.rows = rows
        self.hovered_row = -1
        self._kit = kit
        self._name = name
        self._is_narrow = False
        self._menu = QMenu(self)
        self.setModel(rows)
        self.setItemDelegate(RowDelegate(kit.theme, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
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
        self._set_up_header()
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self.clicked.connect(self._open_cell)
        self.selectionModel().currentRowChanged.connect(
            lambda now, _before: self.moved_to.emit(now.row())
        )

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setSectionsClickable(True)
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(40)
        widths = self._kept_widths()
        for place, column in enumerate(self.rows.columns):
            width = widths.get(column.key, 0 if column.is_hidden else column.width)
            header.resizeSection(place, abs(width) or column.width)
            header.setSectionHidden(place, width <= 0)
            if column.is_stretched:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        self._fit_titles()
        self.rows.headerDataChanged.connect(lambda *_places: self._fit_titles())
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(
            lambda place: self.choose_columns(header.mapToGlobal(place))
        )
        header.sectionClicked.connect(self._ask_sort)
        header.sectionResized.connect(lambda *_sizes: self._keep_columns())

    def _fit_titles(self) -> None:
        """Widen the columns whose title is cut, in the language of now."""
        header = self.horizontalHeader()
        for place in range(header.count()):
            needed = self._title_width(place)
            if not header.isSectionHidden(place) and header.sectionSize(place) < needed:
                header.resizeSection(place, needed)
        self._share_width()

    def _title_width(self, place: int) -> int:
        header = self.horizontalHeader()
        header.ensurePolished()
        title = str(self.rows.headerData(place, Qt.Orientation.Horizontal) or "")
        return header.fontMetrics().horizontalAdvance(title) + 2 * _PAD

    def _share_width(self) -> None:
        """Let the stretched column take what is left, but never less than half of its width."""
        header = self.horizontalHeader()
        for place, column in enumerate(self.rows.columns):
            if column.is_stretched and not header.isSectionHidden(place):
                least = max(column.width // 2, self._title_width(place))
                others = header.length() - header.sectionSize(place)
                if self.viewport().width() - others < least:
                    header.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
                    header.resizeSection(place, least)
                else:
                    header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self._share_width()

    def first_shown_column(self) -> int:
        """Return the column at the left edge, where the selection is marked."""
        header = self.horizontalHeader()
        for place in range(header.count()):
            if not header.isSectionHidden(header.logicalIndex(place)):
                return header.logicalIndex(place)
        return 0

    def choose_columns(self, place: QPoint) -> None:
        """Offer the columns as a menu with tick boxes, at a place on the screen."""
        menu = self._menu
        menu.clear()
        for section, column in enumerate(self.rows.columns):
            action = menu.addAction(_(column.title))
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(section))
            action.setEnabled(not column.is_stretched)
            action.toggled.connect(
                lambda is_on, section=section: self.show_column(section, is_on=is_on)
            )
        menu.popup(place)

    def show_column(self, section: int, *, is_on: bool) -> None:
        """Show or hide a column and remember it."""
        self.setColumnHidden(section, not is_on)
        self._fit_titles()
        self._keep_columns()

    def shown_columns(self) -> tuple[str, ...]:
        """Return the keys of the columns that the user has chosen."""
        kept = self._kept_widths()
        return tuple(
            column.key
            for column in self.rows.columns
            if kept.get(column.key, -1 if column.is_hidden else 1) > 0
        )

    def choose_only(self, keys: Sequence[str]) -> None:
        """Make these columns the user's choice; the stretched one always stays."""
        for section, column in enumerate(self.rows.columns):
            self.setColumnHidden(section, not (column.is_stretched or column.key in keys))
        self._fit_titles()
        self._keep_columns()

    def show_only(self, keys: Sequence[str]) -> None:
        """Show these columns alone for a while; none brings back the user's choice."""
        if keys:
            self._keep_columns()
        self._is_narrow = bool(keys)
        kept = self._kept_widths()
        for section, column in enumerate(self.rows.columns):
            width = kept.get(column.key, 0 if column.is_hidden else column.width)
            is_shown = column.key in keys if keys else width > 0
            self.setColumnHidden(section, not is_shown)
        self._fit_titles()

    def go_to(self, row: int) -> None:
        """Make a row current and bring it into sight."""
        if 0 <= row < self.rows.row_total():
            index = self.rows.index(row, self.first_shown_column())
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def current_row(self) -> int:
        """Return the current row, -1 when there is none."""
        return self.currentIndex().row()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Shift+Enter opens apart, Home and End go to the first and last row."""
        row = self.current_row()
        if event.key() in _OPEN_KEYS and row >= 0:
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.opened_apart.emit(row)
            elif not self._open_link(self.currentIndex()):
                self.opened.emit(row)
        elif event.key() == Qt.Key.Key_Home:
            self.go_to(0)
        elif event.key() == Qt.Key.Key_End:
            self.go_to(self.rows.row_total() - 1)
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

    def _ask_sort(self, section: int) -> None:
        if self.rows.columns[section].sort:
            self.sort_asked.emit(self.rows.columns[section].sort)

    def _ask_menu(self, place: QPoint) -> None:
        index = self.indexAt(place)
        if index.isValid():
            self.menu_asked.emit(index.row(), self.viewport().mapToGlobal(place))

    def _kept_widths(self) -> Mapping[str, int]:
        kept = self._kit.memory.get(f"columns.{self._name}") if self._name else None
        return kept if isinstance(kept, dict) else {}

    def _keep_columns(self) -> None:
        if not self._name or self._is_narrow:
            return
        widths = {
            column.key: -column.width if self.isColumnHidden(place) else self.columnWidth(place)
            for place, column in enumerate(self.rows.columns)
        }
        self._kit.memory.put(f"columns.{self._name}", widths)
