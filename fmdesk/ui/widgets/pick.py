"""A field that finds one record as one types: a person, a product, a place."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from fmdesk.core.domain.views import Choice
from fmdesk.ui.tasks import is_alive
from fmdesk.ui.theme import Theme, font
from fmdesk.ui.tokens import ROW_HEIGHT, SPACE_M, SPACE_XS, TextStyle
from fmdesk.ui.widgets.labels import label
from fmdesk.ui.widgets.search import SearchField

_MOST_ROWS = 6
_CHOICE = Qt.ItemDataRole.UserRole
_BAR = 3
_ELIDED = Qt.TextElideMode.ElideRight
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LIST_KEYS = (Qt.Key.Key_Down, Qt.Key.Key_Up)
_Index = QModelIndex | QPersistentModelIndex
Find = Callable[[str, Callable[[Sequence[Choice]], None]], None]
"""Looks for choices with some words and later calls back with them."""


class _Rows(QStyledItemDelegate):
    """Draws a choice: its name, and the hint at the right, as far as there is room."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the height of a row of any list."""
        del option, index
        return QSize(0, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one row, the current one as tables do."""
        choice: Choice = index.data(_CHOICE)
        rect, colour = option.rect, self._theme.colour
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colour("accent_soft"))
            painter.fillRect(rect.adjusted(0, 0, _BAR - rect.width(), 0), colour("accent"))
        inside = rect.adjusted(SPACE_M, 0, -SPACE_M, 0)
        painter.setFont(font(TextStyle.STRONG))
        painter.setPen(colour("text"))
        name = painter.fontMetrics().elidedText(choice.text, _ELIDED, inside.width())
        used = painter.fontMetrics().horizontalAdvance(name) + SPACE_M
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, name)
        rest = inside.adjusted(used, 0, 0, 0)
        if rest.width() > 0:
            painter.setFont(font(TextStyle.BODY))
            painter.setPen(colour("muted"))
            hint = painter.fontMetrics().elidedText(choice.hint, _ELIDED, rest.width())
            painter.drawText(rest, _RIGHT, hint)


class PickField(QWidget):
    """A search field with what it finds below it; Enter or a click picks.

    Args:
        theme: Icons.
        find: Looks for choices.
        name: Object name of the field.
    """

    picked = Signal(object)
    """The `Choice`, or None when it was taken back."""
    pointed = Signal(object)
    """The `Choice` that Enter would pick."""

    def __init__(self, theme: Theme, find: Find, name: str) -> None:
        super().__init__()
        self._find = find
        self.choice: Choice | None = None
        self._is_hurried = False
        self._listed = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        self.field = SearchField(theme)
        self.field.setObjectName(name)
        self.field.searched.connect(self._search)
        self.field.textEdited.connect(lambda _text: self._take_back())
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setObjectName(f"{name}_list")
        self.list.setItemDelegate(_Rows(theme, self.list))
        self.list.itemClicked.connect(self._pick)
        self.list.currentItemChanged.connect(self._point)
        self.list.hide()
        self.hint = label("", "muted", wraps=True)
        self.hint.hide()
        for made in (self.field, self.list, self.hint):
            column.addWidget(made)
        self.setFocusProxy(self.field)

    def setAccessibleName(self, name: str) -> None:
        """Name the field and its list."""
        self.field.setAccessibleName(name)
        self.list.setAccessibleName(name)
        super().setAccessibleName(name)

    @property
    def code(self) -> str:
        """Code of what was picked, empty for nothing."""
        return self.choice.code if self.choice else ""

    @property
    def is_unpicked(self) -> bool:
        """Text stands there and none of the choices was picked."""
        return self.choice is None and bool(self.field.text().strip())

    def pick(self, choice: Choice) -> None:
        """Pick a choice."""
        self._show(choice)
        self.picked.emit(choice)

    def name(self) -> None:
        """Look up what the code of the choice is called, and show that without telling anybody."""
        code = self.code

        def show(found: Sequence[Choice]) -> None:
            named = next((one for one in found if one.code == code), None)
            if named is not None and is_alive(self) and self.code == code:
                self._show(named)

        self._find(code, show)

    def clear(self) -> None:
        """Show an empty field, without telling anybody."""
        self.choice = None
        self.field.set_text_quietly("")
        self.list.hide()
        self.hint.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys move in the list, Enter picks (also before it stands there), Esc closes it."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        is_plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if self.list.isVisible() and event.key() in _LIST_KEYS:
            self.list.keyPressEvent(event)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and is_plain:
            item = self.list.currentItem()
            is_newest = self._listed == self.field.text().strip()
            if self.list.isVisible() and item is not None and is_newest:
                self._pick(item)
            else:
                self._is_hurried = self.is_unpicked
                self.field.search_now()
            return True
        if self.list.isVisible() and event.key() == Qt.Key.Key_Escape:
            self.list.hide()
            return True
        return super().eventFilter(watched, event)

    def _show(self, choice: Choice) -> None:
        self.choice = choice
        self.field.set_text_quietly(choice.text)
        self.list.hide()
        self.hint.setText(choice.hint)
        self.hint.setVisible(bool(choice.hint))

    def _search(self, words: str) -> None:
        if self.choice is None:
            self._find(words, lambda found: self._show_found(words, found))

    def _show_found(self, words: str, found: Sequence[Choice]) -> None:
        if not is_alive(self):  # its form or dialog went while it was looked for
            return
        if words != self.field.text().strip() or self.choice is not None:
            return
        self._listed = words
        self.list.clear()
        for choice in found:
            text = f"{choice.text}   ·   {choice.hint}" if choice.hint else choice.text
            item = QListWidgetItem(text)
            item.setData(_CHOICE, choice)
            self.list.addItem(item)
        rows = min(_MOST_ROWS, self.list.count())
        self.list.setFixedHeight(rows * ROW_HEIGHT + 2)
        self.list.setCurrentRow(0)
        self.list.setVisible(rows > 0 and self.field.hasFocus())
        if self._is_hurried and rows:  # Enter was pressed before the list stood there
            self._pick(self.list.item(0))
        self._is_hurried = False

    def _point(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is not None:
            self.pointed.emit(item.data(_CHOICE))

    def _take_back(self) -> None:
        self._is_hurried = False
        if self.choice is not None:
            self.choice = None
            self.hint.hide()
            self.picked.emit(None)

    def _pick(self, item: QListWidgetItem) -> None:
        self.pick(item.data(_CHOICE))
