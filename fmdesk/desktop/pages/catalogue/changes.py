"""What differs between two versions, as a table; and what of it is new, in a few words."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from fmdesk.core.domain.product_change import FieldChange
from fmdesk.desktop.pages.catalogue.words import FIELDS
from fmdesk.i18n import _
from fmdesk.ui.tokens import SPACE_L, SPACE_S
from fmdesk.ui.widgets.labels import label, rule

_TOP = Qt.AlignmentFlag.AlignTop


def change_table(changes: Sequence[FieldChange], before: str, after: str) -> QWidget:
    """Return a table of changes, field by field; both sides are equally wide.

    Args:
        changes: What differs.
        before: Title of the column with what was.
        after: Title of the column with what becomes of it.
    """
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(SPACE_L)
    grid.setVerticalSpacing(SPACE_S)
    for column, title in enumerate((_("Field"), before, after)):
        grid.setColumnStretch(column, 1 if column == 0 else 2)
        grid.addWidget(label(title, "label"), 0, column)
    for place, one in enumerate(changes):
        row = 2 * place + 1
        grid.addWidget(rule(), row, 0, 1, 3)
        grid.addWidget(label(_(FIELDS[one.field]), "strong", wraps=True), row + 1, 0, _TOP)
        grid.addWidget(label(one.before or "–", "muted", wraps=True), row + 1, 1, _TOP)
        grid.addWidget(label(one.after or "–", wraps=True), row + 1, 2, _TOP)
    return made


def new_words(change: FieldChange) -> str:
    """Return what a change adds: new lines of a list, or what a single value was and is."""
    before, after = change.before.splitlines(), change.after.splitlines()
    if len(before) <= 1 and len(after) <= 1:
        return f"{change.before or '–'} → {change.after or '–'}"
    added = [line for line in after if line not in before]
    if added:
        return "\n".join(added)
    gone = "; ".join(line for line in before if line not in after)
    return _("No longer: {text}").format(text=gone) if gone else _("In another order.")
