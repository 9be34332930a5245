"""A short table that is edited in place: cells, rows added, taken away and moved by keys."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from fmdesk.desktop.pages.catalogue.row_keys import act_of
from fmdesk.i18n import _
from fmdesk.ui.tokens import CONTROL_HEIGHT, SPACE_S, SPACE_XS
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.card import TableFrame

_SHOWN = 4
_WIDEST, _AIR = 150, 44
_EDITS = (
    QAbstractItemView.EditTrigger.DoubleClicked
    | QAbstractItemView.EditTrigger.EditKeyPressed
    | QAbstractItemView.EditTrigger.AnyKeyPressed
)
_Index = QModelIndex | QPersistentModelIndex


class _Choices(QStyledItemDelegate):
    """Edits a cell by a list of words."""

    def __init__(self, words: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._texts = list(words)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        """Return the list."""
        del option, index
        made = QComboBox(parent)
        made.addItems(self._texts)
        return made

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        """Choose what stands in the cell."""
        assert isinstance(editor, QComboBox)  # noqa: S101  # made above
        editor.setCurrentText(str(index.data() or self._texts[0]))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        """Keep what was chosen."""
        assert isinstance(editor, QComboBox)  # noqa: S101  # made above
        model.setData(index, editor.currentText())


class RowsEditor(QWidget):
    """Rows of texts; Insert adds one, Del takes one away, Alt with an arrow moves it.

    Args:
        name: Object name, by which tests find it.
        titles: One per column.
        rows: What stands there already.
        choices: Columns whose cells are one of a few words.
        locked: Columns that are not typed into.
        stretch: The column that takes the width that is left.
        shown: Rows that are seen without scrolling.
        widest: Pixels that the cells of a column may ask for.
    """

    changed = Signal()

    def __init__(
        self,
        name: str,
        titles: Sequence[str],
        rows: Sequence[Sequence[str]],
        choices: Mapping[int, Sequence[str]] | None = None,
        *,
        locked: Sequence[int] = (),
        stretch: int = 1,
        shown: int = _SHOWN,
        widest: int = _WIDEST,
    ) -> None:
        super().__init__()
        self._locked, self._choices, self._titles = locked, choices or {}, titles
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        self.table = _Table(0, len(titles))
        self.table.setObjectName(name)
        self.table.setHorizontalHeaderLabels(list(titles))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(CONTROL_HEIGHT)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(_EDITS)
        self.table.setTabKeyNavigation(False)
        self.table.setFixedHeight(CONTROL_HEIGHT * (shown + 1) + 4)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for place, words in self._choices.items():
            self.table.setItemDelegateForColumn(place, _Choices(words, self))
        for row in rows:
            self._append(row)
        self.table.setWordWrap(False)
        self.table.setToolTip(_("F2 or typing edits a cell"))
        self._fit(head, stretch, widest)
        self.table.itemChanged.connect(lambda _item: self.changed.emit())
        self.table.keyed.connect(self._do)
        column.addWidget(TableFrame(self.table))
        column.addLayout(self._make_foot(bool(locked)))
        self.setFocusProxy(self.table)

    def _make_foot(self, is_locked: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        acts = [(_("Remove"), self.remove, "Del"), (_("Up"), self.up, "Alt ↑")]
        if not is_locked:
            acts.insert(0, (_("Add"), self.begin, "Ins"))
        for text, act, keys in acts:
            row.addWidget(button(act, text=text, kind="link", keys=keys))
        row.addStretch(1)
        return row

    def _fit(self, head: QHeaderView, stretch: int, most: int) -> None:
        """Give each column the room of its title, and of its cells up to a point."""
        self.table.resizeColumnsToContents()
        for place in range(self.table.columnCount()):
            if place != stretch:
                widest = min(most, self.table.columnWidth(place))
                title = head.fontMetrics().horizontalAdvance(self._titles[place]) + _AIR
                self.table.setColumnWidth(place, max(widest, title))

    def setAccessibleName(self, name: str) -> None:
        """Name the table."""
        self.table.setAccessibleName(name)

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Return the rows in which something stands."""
        found = (
            tuple(self._text(row, column) for column in range(self.table.columnCount()))
            for row in range(self.table.rowCount())
        )
        return tuple(row for row in found if any(row))

    def add(self, row: Sequence[str]) -> None:
        """Add a row at the end."""
        self._append(row)
        self.changed.emit()

    def put(self, row: int, column: int, text: str) -> None:
        """Write into a cell."""
        item = self.table.item(row, column)
        if item is not None:
            item.setText(text)

    def begin(self) -> None:
        """Add an empty row and begin to type in it."""
        first = [words[0] for _place, words in sorted(self._choices.items()) if _place == 0]
        self._append([*first, *[""] * (self.table.columnCount() - len(first))])
        self.table.setFocus()
        self.table.setCurrentCell(self.table.rowCount() - 1, len(first))
        self.table.editItem(self.table.currentItem())
        self.changed.emit()

    def remove(self) -> None:
        """Take the current row away."""
        if self.table.currentRow() >= 0:
            self.table.removeRow(self.table.currentRow())
            self.changed.emit()

    def up(self) -> None:
        """Move the current row before the one above it."""
        self._move(-1)

    def _move(self, by: int) -> None:
        row, column = self.table.currentRow(), self.table.currentColumn()
        if row < 0 or not 0 <= row + by < self.table.rowCount():
            return
        for place in range(self.table.columnCount()):
            here, there = self.table.takeItem(row, place), self.table.takeItem(row + by, place)
            self.table.setItem(row, place, there)
            self.table.setItem(row + by, place, here)
        self.table.setCurrentCell(row + by, column)
        self.changed.emit()

    def _do(self, act: str) -> None:
        match act:
            case "add" if not self._locked:
                self.begin()
            case "remove":
                self.remove()
            case "up":
                self._move(-1)
            case "down":
                self._move(1)

    def _append(self, row: Sequence[str]) -> None:
        place = self.table.rowCount()
        self.table.blockSignals(True)
        self.table.insertRow(place)
        for column, text in enumerate(row):
            item = QTableWidgetItem(text)
            if column in self._locked:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            self.table.setItem(place, column, item)
        self.table.blockSignals(False)

    def _text(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return item.text().strip() if item is not None else ""


class _Table(QTableWidget):
    """Tells the keys that change its rows."""

    keyed = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Insert, Del and Alt with an arrow change rows; all else is as in any table."""
        act = act_of(event)
        if act is None:
            super().keyPressEvent(event)
        else:
            self.keyed.emit(act)
