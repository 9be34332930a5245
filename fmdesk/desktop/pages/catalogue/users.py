"""The products that use a process: each takes over its new version, or keeps the one it has."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from fmdesk.core.domain.upkeep_views import ProcessRow
from fmdesk.desktop.pages.catalogue.section import scrolled
from fmdesk.i18n import _, ngettext, number
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.tokens import SPACE_S
from fmdesk.ui.widgets.buttons import button

_HIGH = 260


class UsersDialog(FormDialog):
    """Offers the new version of a process to the products that use it, each with a tick box.

    Args:
        parent: The section.
        row: The process with its products.
        store: Stores it for the products that are ticked.
    """

    def __init__(
        self,
        parent: QWidget,
        row: ProcessRow,
        store: Callable[[tuple[str, ...]], None],
    ) -> None:
        super().__init__(parent, _("Who takes over the new version?"), _("Save"))
        self._store = store
        words = ngettext(
            "{n} product uses this process. What is not ticked keeps the version it has; running"
            " tickets always do.",
            "{n} products use this process. What is not ticked keeps the version it has; running"
            " tickets always do.",
            len(row.products),
        )
        self.say(words.format(n=number(len(row.products))))
        self.boxes: dict[str, QCheckBox] = {}
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        for one in row.products:
            box = QCheckBox(one.name)
            box.setObjectName(f"use_{one.code}")
            box.setChecked(not one.is_held)
            if one.is_held:
                box.setText(_("{name} (keeps an earlier version)").format(name=one.name))
            self.boxes[one.code] = box
            column.addWidget(box)
        column.addStretch(1)
        area = scrolled(inside)
        area.setMinimumHeight(min(_HIGH, 34 * len(row.products) + 10))
        self.body.addWidget(area, 1)
        both = QHBoxLayout()
        both.addWidget(button(lambda: self._tick(True), text=_("All"), kind="link", name="all"))
        both.addWidget(button(lambda: self._tick(False), text=_("None"), kind="link", name="none"))
        both.addStretch(1)
        self.body.addLayout(both)
        next(iter(self.boxes.values())).setFocus()

    def _tick(self, is_on: bool) -> None:
        for box in self.boxes.values():
            box.setChecked(is_on)

    def save(self) -> None:
        """Store it for what is ticked."""
        ticked = tuple(code for code, box in self.boxes.items() if box.isChecked())
        self.accept()
        self._store(ticked)
