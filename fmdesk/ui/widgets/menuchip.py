"""A filter chip that offers choices in a menu."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy

from fmdesk.i18n import _
from fmdesk.ui.theme import Theme


class MenuChip(QPushButton):
    """Shows a name until a choice is made, then the choice; `chosen` gives its code.

    Args:
        theme: Gives its picture.
        name: Object name, by which tests find it.
        keys: The shortcut that opens it, empty for none.
        is_needed: One of the choices always holds; `All` is not offered.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, name: str, keys: str = "", *, is_needed: bool = False) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("chip", "true")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setIcon(theme.icon("chevron-down", "muted"))
        self.setIconSize(QSize(12, 12))
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._name = ""
        self._keys = keys
        self._is_needed = is_needed
        if keys:
            QShortcut(QKeySequence(keys), self).activated.connect(self._offer)
        self._menu = QMenu(self)
        self._choices: tuple[tuple[str, str], ...] = ()
        self.value = ""
        self.clicked.connect(self._offer)

    def set_name(self, text: str) -> None:
        """Show another name."""
        self._name = text
        self._show()

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these `(code, text)`."""
        self._choices = tuple(choices)
        self._show()

    def choose(self, code: str) -> None:
        """Show a choice without telling anybody; empty for none."""
        self.value = code
        self._show()

    def _offer(self) -> None:
        self._show()
        self._menu.clear()
        every = () if self._is_needed else (("", _("All")),)
        for code, text in (*every, *self._choices):
            action = self._menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(code == self.value)
            action.triggered.connect(lambda _on, code=code: self._take(code))
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))
        there = next((one for one in self._menu.actions() if one.isChecked()), None)
        self._menu.setActiveAction(there or self._menu.actions()[0])

    def _take(self, code: str) -> None:
        self.choose(code)
        self.chosen.emit(code)

    def _show(self) -> None:
        text = dict(self._choices).get(self.value, self.value)
        self.setText(text or self._name)
        self.setAccessibleName(f"{self._name}: {text or _('All')}")
        self.setToolTip(f"{self._name} ({self._keys})" if self._keys else self._name)
        self.setChecked(bool(self.value))
