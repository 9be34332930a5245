"""The columns of a table, chosen, moved and sorted by with the keyboard."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QVBoxLayout

from fmdesk.i18n import _
from fmdesk.ui.tokens import ROW_HEIGHT, SPACE_L, SPACE_XL
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.labels import label

if TYPE_CHECKING:
    from fmdesk.ui.columns import ColumnsView

_SECTION = Qt.ItemDataRole.UserRole
_MOST_ROWS = 14
_FRAME = 12
_ALT, _PLAIN = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class ColumnsDialog(QDialog):
    """Every column of a table in its order: shown or not, where, and sorted by.

    What is done counts at once, and is remembered as by the mouse.

    Args:
        view: The table.
    """

    def __init__(self, view: "ColumnsView") -> None:
        super().__init__(view)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Columns"))
        self._view = view
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_L)
        column.setSpacing(SPACE_L)
        column.addWidget(label(_("Columns"), "page_title"))
        words = _("Space shows or hides a column, Alt with ↑ and ↓ moves it.")
        if any(one.sort for one in view.rows.columns):
            words += " " + _("S sorts by it, a second time the other way round.")
        column.addWidget(label(words, "muted", wraps=True))
        self.list = QListWidget()
        self.list.setObjectName("sections")
        self.list.setAccessibleName(_("Columns"))
        self.list.installEventFilter(self)
        header = view.horizontalHeader()
        for place in range(header.count()):
            self.list.addItem(self._item(header.logicalIndex(place)))
        self.list.setCurrentRow(0)
        rows = min(self.list.count(), _MOST_ROWS)
        self.list.setMinimumHeight(rows * ROW_HEIGHT + _FRAME)
        self.list.itemChanged.connect(self._tick)
        column.addWidget(self.list, 1)
        close = button(self.accept, text=_("Close"), name="close")
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(380)
        self.list.setFocus()

    def _item(self, section: int) -> QListWidgetItem:
        shown = self._view.rows.columns[section]
        item = QListWidgetItem(_(shown.title))
        item.setData(_SECTION, section)
        item.setCheckState(_OFF if self._view.isColumnHidden(section) else _ON)
        if shown.is_stretched:  # it takes the width that is left
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
        return item

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move the column with Alt and an arrow, sort with S."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            act = self._acts().get((event.key(), event.modifiers()))
            if act is not None:
                act()
                return True
        return super().eventFilter(watched, event)

    def _acts(self) -> Mapping[tuple[int, Qt.KeyboardModifier], Callable[[], object]]:
        return {
            (Qt.Key.Key_Up, _ALT): lambda: self.move_by(-1),
            (Qt.Key.Key_Down, _ALT): lambda: self.move_by(1),
            (Qt.Key.Key_S, _PLAIN): self.sort,
        }

    def move_by(self, steps: int) -> None:
        """Move the column so many places, where there are so many."""
        row = self.list.currentRow()
        to = row + steps
        if 0 <= to < self.list.count():
            self._view.horizontalHeader().moveSection(row, to)
            self.list.insertItem(to, self.list.takeItem(row))
            self.list.setCurrentRow(to)

    def sort(self) -> None:
        """Sort the table by the column, where it can be."""
        item = self.list.currentItem()
        shown = self._view.rows.columns[item.data(_SECTION)]
        if shown.sort:
            self._view.sort_asked.emit(shown.sort)

    def _tick(self, item: QListWidgetItem) -> None:
        self._view.show_column(item.data(_SECTION), is_on=item.checkState() == _ON)
