"""Somebody else saved first: for each field that both changed, yours or theirs."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QRadioButton, QWidget

from fmdesk.core.domain.dossier import FieldClash
from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.desktop.pages.ticket.model import field_name
from fmdesk.desktop.words import short_stamp
from fmdesk.i18n import _
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.tokens import SPACE_M, SPACE_S
from fmdesk.ui.widgets.labels import label

Chosen = Callable[[Mapping[str, bool]], object]
"""Takes, by field, whether one's own value was chosen."""


class ConflictDialog(FormDialog):
    """Which of two values shall stand, for each field.

    Args:
        parent: The dialog that could not save; what was typed there stays.
        clashes: The fields that both changed.
        time: The office's time.
        chosen: Called when everything is chosen.
    """

    def __init__(
        self, parent: QWidget, clashes: Sequence[FieldClash], time: OfficeTime, chosen: Chosen
    ) -> None:
        super().__init__(parent, _("Somebody else changed the same"), _("Save these"))
        self.say(_("What else you changed is kept. Choose what shall stand."))
        self._chosen = chosen
        self.groups: dict[str, QButtonGroup] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_M)
        grid.setVerticalSpacing(SPACE_S)
        grid.setColumnStretch(1, 1)
        for place, one in enumerate(clashes):
            self._add(grid, 3 * place, one, time)
        self.body.addLayout(grid)
        self.setMinimumWidth(560)
        for made in self.findChildren(QLabel):
            made.ensurePolished()  # else the height is that of another font
        next(iter(self.groups.values())).buttons()[0].setFocus()

    def _add(self, grid: QGridLayout, row: int, one: FieldClash, time: OfficeTime) -> None:
        name = field_name(one.clash.field)
        grid.addWidget(label(name, "label"), row, 0, 1, 3)
        who = "  ·  ".join(filter(None, (one.by, short_stamp(one.at, time) if one.at else "")))
        group = self.groups[one.clash.field] = QButtonGroup(self)
        for below, (code, word, value, from_whom) in enumerate(
            (
                ("yours", _("Yours"), one.yours, ""),
                ("theirs", _("Theirs"), one.theirs, who),
            ),
            start=1,
        ):
            choice = QRadioButton(word)
            choice.setObjectName(f"{code}_{one.clash.field}")
            choice.setAccessibleName(f"{name}: {word}: {value or '–'} {from_whom}".strip())
            group.addButton(choice)
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(choice, row + below, 0, top)
            grid.addWidget(label(value or "–", "strong", wraps=True), row + below, 1, top)
            grid.addWidget(label(from_whom, "muted"), row + below, 2, top)
        group.buttons()[0].setChecked(True)

    def save(self) -> None:
        """Go on with what was chosen."""
        taken = {
            field: group.checkedButton() is group.buttons()[0]
            for field, group in self.groups.items()
        }
        self.accept()
        self._chosen(taken)
