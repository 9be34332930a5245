"""The clauses of a charter, and what differs between two, as tables."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from fmdesk.desktop.pages.charters.model import FIELDS
from fmdesk.i18n import _
from fmdesk.ui.tokens import SPACE_L, SPACE_S
from fmdesk.ui.widgets.labels import label, rule

_TOP = Qt.AlignmentFlag.AlignTop
_HIDDEN = frozenset(("name_nl", "name_en", "promise_nl", "promise_en"))
"""Clauses that stand above the table already."""


def clause_grid(said: Mapping[str, str]) -> QWidget:
    """Return every clause beside its name."""
    made, grid = _grid((1, 3))
    shown = [(name, text) for name, text in said.items() if name not in _HIDDEN and text]
    for place, (name, text) in enumerate(shown):
        grid.addWidget(label(_(FIELDS[name]), "muted", wraps=True), place, 0, _TOP)
        grid.addWidget(label(text, wraps=True), place, 1, _TOP)
    return made


def difference_grid(found: Sequence[tuple[str, str, str]]) -> QWidget:
    """Return a table of the clauses that differ: name, before, after."""
    made, grid = _grid((1, 2, 2))
    for column, title in enumerate((_("Clause"), _("Was"), _("Becomes"))):
        grid.addWidget(label(title, "label"), 0, column)
    for place, (name, before, after) in enumerate(found):
        row = 2 * place + 1
        grid.addWidget(rule(), row, 0, 1, 3)
        grid.addWidget(label(_(FIELDS[name]), "strong", wraps=True), row + 1, 0, _TOP)
        grid.addWidget(label(before or "–", "muted", wraps=True), row + 1, 1, _TOP)
        grid.addWidget(label(after or "–", wraps=True), row + 1, 2, _TOP)
    return made


def _grid(stretches: Sequence[int]) -> tuple[QWidget, QGridLayout]:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(SPACE_L)
    grid.setVerticalSpacing(SPACE_S)
    for column, stretch in enumerate(stretches):
        grid.setColumnStretch(column, stretch)
    return made, grid
