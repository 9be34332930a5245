"""What the command log is narrowed by: period, person, kind of command, and words or a number."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fmdesk.core.services.command_words import kinds
from fmdesk.desktop.pages.audit.model import PERIODS, Narrowed
from fmdesk.i18n import N_, _, current_language, ngettext, number
from fmdesk.ui.kit import Kit
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_S
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.labels import label
from fmdesk.ui.widgets.menuchip import MenuChip
from fmdesk.ui.widgets.search import SearchField

CHIPS = (
    ("period", N_("Period"), "Alt+P"),
    ("person", N_("Who"), "Alt+W"),
    ("kind", N_("Kind of command"), "Alt+C"),
)
CLEAR_KEYS = "Alt+0"


class AuditFilters(QWidget):
    """The row above the list. Each chip has a key, which its tooltip tells.

    Args:
        kit: Theme.
        texts: Words of the page.
    """

    chosen = Signal(str, str)
    """What was chosen: the field of `Narrowed` and its value."""
    cleared = Signal()

    def __init__(self, kit: Kit, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("content")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        self.search = SearchField(kit.theme)
        self.search.setMinimumWidth(240)
        texts.say(self.search.setPlaceholderText, N_("Words, or the number of a ticket or line"))
        texts.say(self.search.setAccessibleName, N_("Search the command log"))
        self.search.searched.connect(partial(self.chosen.emit, "words"))
        row.addWidget(self.search, 1)
        self.chips: dict[str, MenuChip] = {}
        for name, text, keys in CHIPS:
            made = MenuChip(kit.theme, f"filter_{name}", keys)
            texts.say(made.set_name, text)
            made.chosen.connect(partial(self.chosen.emit, name))
            self.chips[name] = made
            row.addWidget(made)
        self.clear = button(self.cleared.emit, kind="link", name="clear_filters")
        texts.say(self.clear.setText, N_("Clear"))
        self.clear.setToolTip(CLEAR_KEYS)
        QShortcut(QKeySequence(CLEAR_KEYS), self).activated.connect(self.clear.click)
        row.addWidget(self.clear)
        row.addStretch(1)
        self.count = label("", "muted")
        row.addWidget(self.count)
        texts.compute(self._offer_words)

    def _offer_words(self) -> None:
        self.chips["period"].set_choices([(code, _(name)) for code, (name, _d) in PERIODS.items()])
        self.chips["kind"].set_choices(kinds(current_language()))

    def offer_people(self, people: Sequence[tuple[str, str]]) -> None:
        """Offer everybody who has an account: login and name."""
        self.chips["person"].set_choices(people)

    def show_chosen(self, chosen: Narrowed) -> None:
        """Show what the list is narrowed by."""
        for name, made in self.chips.items():
            made.choose(getattr(chosen, name))
        if not self.search.hasFocus() or not chosen.words:
            self.search.set_text_quietly(chosen.words)
        self.clear.setVisible(chosen != Narrowed())

    def say_count(self, total: int) -> None:
        """Show how many commands there are."""
        words = ngettext("{n} command", "{n} commands", total)
        self.count.setText(words.format(n=number(total)))
