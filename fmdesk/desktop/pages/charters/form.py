"""The whole form of a charter: its parts below each other."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fmdesk.core.domain.charter import Charter
from fmdesk.core.domain.charter_scope import Known
from fmdesk.desktop.pages.charters.basics import NamePart, ScopePart, TermsPart
from fmdesk.desktop.pages.charters.conditions import ConditionsPart
from fmdesk.desktop.pages.charters.guarantee import GuaranteePart
from fmdesk.desktop.pages.charters.part import AmountField, Part
from fmdesk.desktop.pages.charters.sanction import SanctionPart
from fmdesk.ui.theme import Theme
from fmdesk.ui.tokens import SPACE_M, SPACE_S


class CharterForm(QWidget):
    """Every clause of a charter but its promise.

    Args:
        charter: What it says now.
        known: The office.
        theme: Icons.
        is_new: It is a charter that is not there yet.
    """

    changed = Signal()

    def __init__(self, charter: Charter, known: Known, theme: Theme, *, is_new: bool) -> None:
        super().__init__()
        self._charter = charter
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, SPACE_S, 0)
        column.setSpacing(SPACE_M)
        wording = known.wording
        self.names = NamePart(charter, is_new=is_new)
        self.guarantee = GuaranteePart(charter, tuple(known.days))
        self.scope = ScopePart(charter, wording, theme)
        self.applies = ConditionsPart("applies_when", charter.applies_when, wording, theme)
        self.excepts = ConditionsPart("except_when", charter.except_when, wording, theme)
        self.sanction = SanctionPart(charter)
        self.terms = TermsPart(charter)
        self._parts: tuple[Part, ...] = (
            *(self.names, self.guarantee, self.scope, self.applies),
            *(self.excepts, self.sanction, self.terms),
        )
        for part in self._parts:
            part.changed.connect(self.changed)
            column.addWidget(part)
        column.addStretch(1)

    def amounts(self) -> tuple[AmountField, ...]:
        """Return the fields for amounts, from the top."""
        return tuple(one for part in self._parts for one in part.findChildren(AmountField))

    def wrong(self) -> tuple[AmountField, ...]:
        """Return the fields that hold no amount, of those that can be filled in."""
        return tuple(one for part in self._parts for one in part.wrong())

    def charter(self) -> Charter:
        """Return the charter as it stands in the fields; the promise is set beside them."""
        charter = self._charter
        for part in self._parts:
            charter = part.apply(charter)
        return charter
