"""Ctrl+K: one field that finds every action, person, product, question and ticket."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from fmdesk.i18n import _
from fmdesk.ui.icons import draw_icon
from fmdesk.ui.theme import Theme, font
from fmdesk.ui.tokens import SPACE_S, TextStyle
from fmdesk.ui.widgets.search import SearchField

_WIDTH, _HEIGHT, _ROW = 600, 420, 40
_ENTRY = Qt.ItemDataRole.UserRole
_KEYS_OF_LIST = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found.

    Attributes:
        text: What it is.
        hint: Key or context, at the right.
        icon: Name of its icon.
        run: Does it or goes there.
    """

    text: str
    hint: str
    icon: str
    run: Callable[[], object]


Finder = Callable[[str, Callable[[Sequence[Entry]], None]], None]
"""Looks for records: given the words, later calls back with entries."""


class Palette(QDialog):
    """The field and what it finds.

    Args:
        parent: The window it stands over.
        theme: Colours and icons.
        actions: All actions, in their order.
        find: Looks for records.
    """

    def __init__(
        self, parent: QWidget, theme: Theme, actions: Sequence[Entry], find: Finder
    ) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("palette")
        self.setWindowTitle(_("Find or do anything"))
        self._actions = actions
        self._find = find
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_S, SPACE_S, SPACE_S, SPACE_S)
        self.field = SearchField(theme)
        self.field.setPlaceholderText(_("Ticket, person, product, question, or an action"))
        self.field.setAccessibleName(_("Find or do anything"))
        self.list = QListWidget()
        self.list.setAccessibleName(_("What was found"))
        self.list.setItemDelegate(EntryDelegate(theme, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.resize(_WIDTH, _HEIGHT)
        over = parent.window()
        self.move(over.mapToGlobal(over.rect().center()).x() - _WIDTH // 2, over.y() + 90)
        self.field.textChanged.connect(lambda _text: self._show_actions())
        self.field.searched.connect(self._search)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(lambda _item: self._run())
        self._show_actions()
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys move in the list while the field has the focus; Enter runs."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _KEYS_OF_LIST:
                self.list.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run()
                return True
        return super().eventFilter(watched, event)

    def _show_actions(self) -> None:
        words = self.field.text().casefold().split()
        self.list.clear()
        self._add([e for e in self._actions if all(w in e.text.casefold() for w in words)])

    def _search(self, words: str) -> None:
        if words:
            self._find(words, lambda found: self._show_found(words, found))

    def _show_found(self, words: str, found: Sequence[Entry]) -> None:
        if words == self.field.text().strip():
            self._add(found)

    def _add(self, entries: Sequence[Entry]) -> None:
        for entry in entries:
            item = QListWidgetItem(entry.text)
            item.setData(_ENTRY, entry)
            self.list.addItem(item)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)

    def _run(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            entry: Entry = item.data(_ENTRY)
            self.accept()
            entry.run()


class EntryDelegate(QStyledItemDelegate):
    """Draws an entry: icon, text, and its hint at the right."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: object) -> QSize:
        """Return the height of an entry."""
        del option, index
        return QSize(_WIDTH - 4 * SPACE_S, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: object) -> None:
        """Draw one entry."""
        entry: Entry = index.data(_ENTRY)  # type: ignore[attr-defined]  # of two kinds of index
        rect: QRect = option.rect
        theme = self._theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawRoundedRect(rect, 6, 6)
        spot = QRect(rect.left() + 12, rect.center().y() - 8, 16, 16)
        draw_icon(painter, spot.toRectF(), entry.icon, theme.colour("muted"))
        box = rect.adjusted(40, 0, -12, 0)
        painter.setFont(font(TextStyle.LABEL))
        painter.setPen(theme.colour("muted"))
        painter.drawText(
            box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, entry.hint
        )
        room = box.width() - painter.fontMetrics().horizontalAdvance(entry.hint) - 16
        painter.setFont(font())
        painter.setPen(theme.colour("text"))
        shown = painter.fontMetrics().elidedText(entry.text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()
