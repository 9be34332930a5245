"""A field with several of many choices: a button that says which, and a list with ticks."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton

from fmdesk.core.domain.words import fold, has_words
from fmdesk.i18n import _
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.theme import Theme
from fmdesk.ui.tokens import ROW_HEIGHT
from fmdesk.ui.widgets.search import SearchField

Choices = Sequence[tuple[str, str]]
"""Code and text of each."""
MOST_SHOWN = 2
_CODE = Qt.ItemDataRole.UserRole
_ROWS = 10


class ManyField(QPushButton):
    """Says what is chosen; a click, Space or Enter opens the list.

    Args:
        theme: Icons.
        name: Object name, by which tests find it.
        none: What it says when nothing is chosen.
    """

    changed = Signal()

    def __init__(self, theme: Theme, name: str, none: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAutoDefault(False)
        self._theme, self._none = theme, none
        self._choices: Choices = ()
        self.codes: tuple[str, ...] = ()
        self.clicked.connect(lambda _on: self.open())
        self._show()

    def set_choices(self, choices: Choices) -> None:
        """Offer these; what is chosen stays, also when it is not among them."""
        self._choices = choices
        self._show()

    def choose(self, codes: Sequence[str]) -> None:
        """Show what is chosen without telling anybody."""
        self.codes = tuple(codes)
        self._show()

    def open(self) -> None:
        """Open the list."""
        gone = [(code, code) for code in self.codes if code not in dict(self._choices)]
        ChooseDialog(self, self._theme, (*self._choices, *gone)).open()

    def take(self, codes: Sequence[str]) -> None:
        """Keep what was chosen in the list."""
        self.choose(codes)
        self.changed.emit()

    def _show(self) -> None:
        names = dict(self._choices)
        shown = [names.get(code, code) for code in self.codes]
        words = ", ".join(shown[:MOST_SHOWN])
        if len(shown) > MOST_SHOWN:
            words = _("{names} and {n} more").format(names=words, n=len(shown) - MOST_SHOWN)
        self.setText(words or self._none)
        self.setToolTip("\n".join(shown))


class ChooseDialog(FormDialog):
    """The list with a tick per choice; typing narrows it, Space ticks."""

    def __init__(self, field: ManyField, theme: Theme, choices: Choices) -> None:
        name = field.accessibleName()
        super().__init__(field, name, _("Choose"))
        self._field = field
        self.search = SearchField(theme)
        self.search.searched.connect(self._narrow)
        self.add_field(_("Search"), self.search)
        self.list = QListWidget()
        self.list.setObjectName("choices")
        self.list.setAccessibleName(name)
        self.list.setMinimumHeight(_ROWS * ROW_HEIGHT)
        for code, text in choices:
            item = QListWidgetItem(text)
            item.setData(_CODE, code)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            is_on = code in field.codes
            item.setCheckState(Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.body.addWidget(self.list, 1)
        QShortcut(QKeySequence("Down"), self.search, self.list.setFocus)
        self.search.setFocus()

    def _narrow(self, words: str) -> None:
        """Show what has these words; the keys go to the first of them."""
        wanted = fold(words)
        for item in self._items():
            item.setHidden(not has_words(fold(item.text()), wanted))
        shown = (place for place, item in enumerate(self._items()) if not item.isHidden())
        self.list.setCurrentRow(next(shown, -1))

    def _items(self) -> Sequence[QListWidgetItem]:
        return [self.list.item(place) for place in range(self.list.count())]

    def save(self) -> None:
        """Keep what is ticked."""
        on = Qt.CheckState.Checked
        ticked = [item for item in self._items() if item.checkState() is on]
        self._field.take([str(item.data(_CODE)) for item in ticked])
        self.accept()
