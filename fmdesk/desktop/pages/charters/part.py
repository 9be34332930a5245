"""What the parts of the editor share: a card that changes some clauses of a charter."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from fmdesk.core.domain.charter import Charter
from fmdesk.desktop.pages.catalogue.editing import choice_field
from fmdesk.desktop.pages.catalogue.section import beside
from fmdesk.i18n import _, money
from fmdesk.ui.forms import cents_of
from fmdesk.ui.tokens import SPACE_S
from fmdesk.ui.widgets.card import Card
from fmdesk.ui.widgets.labels import label

Kind = TypeVar("Kind", bound=StrEnum)
LONGEST_AMOUNT = 20
_EXAMPLE = 7550


class AmountField(QLineEdit):
    """A field for an amount in euros; what is no amount is marked, and never read as nothing.

    Args:
        name: Object name, by which tests find it.
        cents: What stands there, None for nothing.
    """

    def __init__(self, name: str, cents: int | None) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setMaxLength(LONGEST_AMOUNT)
        self.is_wrong = False
        self.cents: int | None = None
        """The last amount that could be read, in whole cents; None for an empty field."""
        for signal in (self.textEdited, self.textChanged):  # before those who are told of it
            signal.connect(self._read)
        self.setText("" if cents is None else money(cents))

    def _read(self, text: str) -> None:
        cents = cents_of(text) if text.strip() else None
        was, self.is_wrong = self.is_wrong, bool(text.strip()) and (cents is None or cents < 0)
        if not self.is_wrong:
            self.cents = cents
        if was != self.is_wrong:
            self.setProperty("wrong", "true" if self.is_wrong else "false")
            self.style().unpolish(self)
            self.style().polish(self)

    def sentence(self) -> str:
        """Return what is wrong with it; empty for nothing."""
        if not self.is_wrong:
            return ""
        words = _("{field}: “{text}” is no amount in euros. Write it as {example}.")
        text, field = self.text().strip(), self.accessibleName()
        return words.format(text=text, field=field, example=money(_EXAMPLE))


class Part(Card):
    """A card with fields.

    Args:
        title: What is set there.
    """

    changed = Signal()

    def __init__(self, title: str) -> None:
        super().__init__(title, spacing=SPACE_S)
        self._complaint: QLabel | None = None
        self.changed.connect(self.complain)

    def wrong(self) -> tuple[AmountField, ...]:
        """Return the fields that hold no amount, of those that can be filled in."""
        found = self.findChildren(AmountField)
        return tuple(
            one for one in found if one.is_wrong and one.isEnabled() and one.isVisibleTo(self)
        )

    def complain(self) -> None:
        """Say at the end of the card what is no amount."""
        sentence = " ".join(one.sentence() for one in self.wrong())
        if self._complaint is None:
            if not sentence:
                return
            self._complaint = label("", wraps=True, tone="broken")
            self.body.addWidget(self._complaint)
        self._complaint.setText(sentence)
        self._complaint.setVisible(bool(sentence))

    def put(self, *fields: tuple[str, QWidget]) -> None:
        """Add fields beside each other, each with its name above it."""
        self.body.addLayout(beside(*fields))

    def apply(self, charter: Charter) -> Charter:
        """Return a charter with what stands in the fields."""
        raise NotImplementedError

    def tell(self, *_values: object) -> None:
        """Say that a field was changed."""
        self.changed.emit()


def kind_field(name: str, words: Mapping[Kind, str], chosen: Kind) -> QComboBox:
    """Return a field with one of the members of an enumeration."""
    return choice_field(name, {str(one): _(text) for one, text in words.items()}, chosen)
