"""Buttons, chips and the segmented control."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget


def button(
    on_click: Callable[[], object] | None = None,
    *,
    text: str = "",
    kind: str = "",
    icon: QIcon | None = None,
    name: str = "",
) -> QPushButton:
    """Return a button.

    Args:
        on_click: Called when it is pressed.
        text: Its text; a page that changes language sets it through `Texts`.
        kind: `primary`, `danger`, `quiet`, `link` or empty.
        icon: Shown before the text.
        name: Object name, by which tests find it.
    """
    made = QPushButton(text)
    made.setObjectName(name)
    made.setAutoDefault(False)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if kind:
        made.setProperty("kind", kind)
    if icon is not None:
        made.setIcon(icon)
        made.setIconSize(QSize(16, 16))
    if on_click is not None:
        made.clicked.connect(lambda _checked: on_click())
    return made


def chip(text: str = "", *, icon: QIcon | None = None, name: str = "") -> QPushButton:
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
        self._buttons: dict[str, QPushButton] = {}
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

    def choose(self, code: str) -> None:
        """Turn a choice on without telling anybody."""
        self._buttons[code].setChecked(True)
