"""Buttons, chips and the segmented control."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from fmdesk.ui.tokens import SPACE_S
from fmdesk.ui.widgets.labels import key_cap

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent

_AIR = "\N{EN SPACE}"


class Button(QPushButton):
    """A push button with air beside its icon and the key that does the same.

    Args:
        keys: The key, shown as a cap at the right; empty for none.
        on_accent: It stands on the accent colour.
    """

    def __init__(self, keys: str = "", *, on_accent: bool = False) -> None:
        super().__init__()
        self._cap: QLabel | None = None
        if keys:
            self.setProperty("keyed", "true")
            row = QHBoxLayout(self)
            row.setContentsMargins(0, 0, SPACE_S + 2, 0)
            self._cap = key_cap(keys)
            self._cap.setProperty("on", "accent" if on_accent else "")
            from PySide6.QtCore import Qt  # noqa: PLC0415  # as in `labels`

            self._cap.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addStretch(1)
            row.addWidget(self._cap)

    def setText(self, text: str) -> None:
        """Show a text, with air between it and the icon when there is one."""
        has_air = text and not self.icon().isNull()
        apart = f"{text}{_AIR}" if self.isRightToLeft() else f"{_AIR}{text}"
        super().setText(apart if has_air else text)
        self.setAccessibleName(text)

    def enterEvent(self, event: "QEnterEvent") -> None:
        """Show the hand of what can be pressed."""
        from PySide6.QtCore import Qt  # noqa: PLC0415  # as in `labels`

        self.setCursor(Qt.CursorShape.PointingHandCursor)
        super().enterEvent(event)

    def sizeHint(self) -> QSize:
        """Return the size of text and key."""
        size = super().sizeHint()
        if self._cap is not None:
            size.setWidth(size.width() + self._cap.sizeHint().width() + SPACE_S)
        return size

    def minimumSizeHint(self) -> QSize:
        """Return the size below which the text would be cut."""
        return self.sizeHint()


def button(
    on_click: Callable[[], object] | None = None,
    *,
    text: str = "",
    kind: str = "",
    icon: QIcon | None = None,
    name: str = "",
    keys: str = "",
) -> Button:
    """Return a button.

    Args:
        on_click: Called when it is pressed.
        text: Its text; a page that changes language sets it through `Texts`.
        kind: `primary`, `danger`, `quiet`, `link` or empty.
        icon: Shown before the text.
        name: Object name, by which tests find it.
        keys: The key that does the same, shown as a cap.
    """
    made = Button(keys, on_accent=kind == "primary")
    made.setObjectName(name)
    made.setAutoDefault(False)
    if kind:
        made.setProperty("kind", kind)
    if icon is not None:
        made.setIcon(icon)
        made.setIconSize(QSize(16, 16))
    if text:
        made.setText(text)
    if on_click is not None:
        made.clicked.connect(lambda _checked: on_click())
    return made


def chip(text: str = "", *, icon: QIcon | None = None, name: str = "") -> Button:
    """Return a filter chip that is on or off."""
    made = button(text=text, icon=icon, name=name)
    made.setProperty("chip", "true")
    made.setCheckable(True)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


class SegmentedControl(QWidget):
    """A few choices side by side, one of them chosen; arrow keys move the choice."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, Button] = {}
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Show these `(code, text)`; texts of known codes are replaced in place."""
        if list(self._buttons) == [code for code, _text in choices]:
            for code, text in choices:
                self._buttons[code].setText(text)
            return
        for made in self._buttons.values():
            self._group.removeButton(made)
            made.deleteLater()
        self._buttons = {}
        last = len(choices) - 1
        for index, (code, text) in enumerate(choices):
            made = button(partial(self.chosen.emit, code), text=text, name=code)
            made.setCheckable(True)
            made.setProperty("segment", {0: "first", last: "last"}.get(index, "middle"))
            self._group.addButton(made)
            self._row.addWidget(made)
            self._buttons[code] = made

    @property
    def value(self) -> str:
        """Code of the choice that is on, empty when none is."""
        return next((code for code, made in self._buttons.items() if made.isChecked()), "")

    def has(self, code: str) -> bool:
        """Tell whether there is such a choice."""
        return code in self._buttons

    def choose(self, code: str) -> None:
        """Turn a choice on without telling anybody."""
        self._buttons[code].setChecked(True)
