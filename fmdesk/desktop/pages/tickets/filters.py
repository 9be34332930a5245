"""The row above the list: search, filter chips, and how many lines there are."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from fmdesk.core.domain.views import TicketFilter
from fmdesk.desktop.pages.tickets.model import (
    choice_of,
    is_filtered,
    outcome_choices,
    state_choices,
)
from fmdesk.desktop.pages.tickets.presenter import Choices
from fmdesk.i18n import N_, _
from fmdesk.ui.kit import Kit
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_S
from fmdesk.ui.widgets.buttons import button, chip
from fmdesk.ui.widgets.labels import label
from fmdesk.ui.widgets.menuchip import MenuChip
from fmdesk.ui.widgets.search import SearchField

CHIPS = (
    ("state", N_("State"), "Alt+S"),
    ("unit", N_("Unit"), "Alt+U"),
    ("month", N_("Month"), "Alt+M"),
    ("outcome", N_("Verdict"), "Alt+V"),
    ("charter", N_("Charter"), "Alt+C"),
)
LATE_KEYS, CLEAR_KEYS = "Alt+L", "Alt+0"


class FilterBar(QWidget):
    """What the list is narrowed by. Each chip has a key, which its tooltip tells.

    Args:
        kit: Theme.
        texts: Words of the page.
    """

    searched = Signal(str)
    chosen = Signal(str, str)
    """A choice was made: name of the chip and code."""
    cleared = Signal()

    def __init__(self, kit: Kit, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("content")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        self.search = SearchField(kit.theme)
        self.search.setMinimumWidth(180)
        self.search.setMaximumWidth(300)
        texts.say(self.search.setPlaceholderText, N_("Search"))
        texts.say(self.search.setAccessibleName, N_("Search the list"))
        self.search.searched.connect(self.searched)
        row.addWidget(self.search, 1)
        self.chips: dict[str, MenuChip] = {}
        for name, text, keys in CHIPS:
            made = MenuChip(kit.theme, f"filter_{name}", keys)
            texts.say(made.set_name, text)
            made.chosen.connect(partial(self.chosen.emit, name))
            self.chips[name] = made
            row.addWidget(made)
        self.late = chip(icon=kit.theme.icon("triangle-alert", "broken"), name="filter_late")
        texts.say(self.late.setText, N_("Late"))
        self.late.toggled.connect(lambda is_on: self.chosen.emit("late", "1" if is_on else ""))
        self.clear = button(self.cleared.emit, kind="link", name="clear_filters")
        texts.say(self.clear.setText, N_("Clear"))
        for made_button, keys in ((self.late, LATE_KEYS), (self.clear, CLEAR_KEYS)):
            self._give_key(made_button, keys)
        self.count = label("", "muted")
        row.addWidget(self.late)
        row.addWidget(self.clear)
        row.addStretch(1)
        row.addWidget(self.count)
        texts.compute(self._offer_words)

    def _give_key(self, target: QAbstractButton, keys: str) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(target.click)
        target.setToolTip(keys)

    def show_filter(self, wanted: TicketFilter) -> None:
        """Show what the list is narrowed by."""
        for name, made in self.chips.items():
            made.choose(choice_of(wanted, name))
        self.late.blockSignals(True)
        self.late.setChecked(wanted.is_late)
        self.late.blockSignals(False)
        if not self.search.hasFocus() or not wanted.text:
            self.search.set_text_quietly(wanted.text)
        self.clear.setVisible(is_filtered(wanted))

    def offer(self, choices: Choices) -> None:
        """Offer what the office has to choose from."""
        self.chips["unit"].set_choices(choices.units)
        self.chips["month"].set_choices(choices.months)
        self.chips["charter"].set_choices(choices.charters)

    def _offer_words(self) -> None:
        self.chips["state"].set_choices(state_choices())
        self.chips["outcome"].set_choices(outcome_choices())

    def take_keys(self) -> None:
        """Bring the keyboard to the search field."""
        self.search.setFocus()
        self.search.selectAll()

    def say_count(self, words: str) -> None:
        """Show how many lines there are."""
        self.count.setText(words)
        self.count.setAccessibleName(words or _("Tickets"))
