"""What the parts of the editor share: a card that changes some clauses of a charter."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from fmdesk.core.domain.charter import Charter
from fmdesk.desktop.pages.catalogue.editing import choice_field
from fmdesk.desktop.pages.catalogue.section import beside
from fmdesk.i18n import _, money
from fmdesk.ui.forms import cents_of
from fmdesk.ui.tokens import SPACE_S
from fmdesk.ui.widgets.card import Card
from fmdesk.ui.widgets.fields import line_field

Kind = TypeVar("Kind", bound=StrEnum)
LONGEST_AMOUNT = 20


class Part(Card):
    """A card with fields.

    Args:
        title: What is set there.
    """

    changed = Signal()

    def __init__(self, title: str) -> None:
        super().__init__(title, spacing=SPACE_S)

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


def amount_field(name: str, cents: int) -> QLineEdit:
    """Return a field for an amount in euros."""
    made = line_field(name, LONGEST_AMOUNT)
    made.setText(money(cents) if cents else "")
    return made


def amount_of(field: QLineEdit) -> int:
    """Return whole cents; 0 for what is no amount, which the faults then tell."""
    return max(0, cents_of(field.text()) or 0)
