"""The row above a list: search, chips with keys, what clears them, and how much is listed."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QPushButton, QWidget

from fmdesk.i18n import N_
from fmdesk.ui.texts import Texts
from fmdesk.ui.theme import Theme
from fmdesk.ui.tokens import SPACE_S
from fmdesk.ui.widgets.buttons import button, chip
from fmdesk.ui.widgets.labels import label
from fmdesk.ui.widgets.menuchip import MenuChip
from fmdesk.ui.widgets.search import SearchField

CLEAR_KEYS = "Alt+0"


class ChipSpec(NamedTuple):
    """One chip.

    Attributes:
        name: What it narrows by.
        text: Its English text, marked with `N_`.
        keys: Its shortcut, which its tooltip tells.
        picture: Icon and colour of one that is only on or off; empty for one with choices.
    """

    name: str
    text: str
    keys: str
    picture: tuple[str, str] | tuple[()] = ()


class FilterRow(QWidget):
    """What a list is narrowed by.

    Args:
        theme: Gives the pictures.
        texts: Words of the page.
        specs: The chips, those with choices first.
    """

    searched = Signal(str)
    chosen = Signal(str, str)
    """A choice was made: name of the chip and code, empty for none; `1` of one that is on."""
    cleared = Signal()

    def __init__(self, theme: Theme, texts: Texts, specs: Sequence[ChipSpec]) -> None:
        super().__init__()
        self.setObjectName("content")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        self.search = SearchField(theme)
        self.search.searched.connect(self.searched)
        row.addWidget(self.search, 1)
        self.chips: dict[str, MenuChip] = {}
        self.toggles: dict[str, QPushButton] = {}
        for spec in specs:
            row.addWidget(
                self._toggle(theme, texts, spec) if spec.picture else self._chip(theme, texts, spec)
            )
        self.clear = button(self.cleared.emit, kind="link", name="clear_filters")
        texts.say(self.clear.setText, N_("Clear"))
        self._give_key(self.clear, CLEAR_KEYS)
        self.count = label("", "muted")
        row.addWidget(self.clear)
        row.addStretch(1)
        row.addWidget(self.count)

    def _chip(self, theme: Theme, texts: Texts, spec: ChipSpec) -> QWidget:
        made = self.chips[spec.name] = MenuChip(theme, f"filter_{spec.name}", spec.keys)
        texts.say(made.set_name, spec.text)
        made.chosen.connect(partial(self.chosen.emit, spec.name))
        return made

    def _toggle(self, theme: Theme, texts: Texts, spec: ChipSpec) -> QWidget:
        made = chip(icon=theme.icon(*spec.picture), name=f"filter_{spec.name}")
        self.toggles[spec.name] = made
        texts.say(made.setText, spec.text)
        made.toggled.connect(lambda is_on: self.chosen.emit(spec.name, "1" if is_on else ""))
        self._give_key(made, spec.keys)
        return made

    def _give_key(self, target: QAbstractButton, keys: str) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(target.click)
        target.setToolTip(keys)

    def show_narrowed(self, value: Callable[[str], str], words: str, *, is_narrowed: bool) -> None:
        """Show what the list is narrowed by, without telling anybody.

        Args:
            value: Returns the code that a chip has chosen, empty for none.
            words: What is searched; what somebody is typing is left alone.
            is_narrowed: The list shows less than everything.
        """
        for name, made in self.chips.items():
            made.choose(value(name))
        for name, toggle in self.toggles.items():
            toggle.blockSignals(True)
            toggle.setChecked(bool(value(name)))
            toggle.blockSignals(False)
        if not self.search.hasFocus() or not words:
            self.search.set_text_quietly(words)
        self.clear.setVisible(is_narrowed)

    def take_keys(self) -> None:
        """Bring the keyboard to the search field."""
        self.search.setFocus()
        self.search.selectAll()

    def say_count(self, words: str) -> None:
        """Show how much is listed."""
        self.count.setText(words)
