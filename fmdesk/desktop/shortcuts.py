"""F1: all keys on one sheet."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from fmdesk.desktop.actions import Actions, keys_in_words
from fmdesk.i18n import N_, _
from fmdesk.ui.tokens import SPACE_L, SPACE_S, SPACE_XL
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.labels import key_cap, label

LIST_KEYS = (
    (N_("Next or previous row"), "↓ ↑"),
    (N_("First or last row"), "Home End"),
    (N_("Open the row"), "↵"),
    (N_("Open in a window of its own"), "Shift+↵"),
    (N_("Save what was filled in"), "Ctrl+↵"),
    (N_("Back"), "Esc"),
)


class ShortcutSheet(QDialog):
    """The keys by heading, from the same table as the menus."""

    def __init__(self, parent: QWidget, actions: Actions) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Keys"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_L)
        outer.setSpacing(SPACE_L)
        outer.addWidget(label(_("Keys"), "page_title"))
        columns = QHBoxLayout()
        columns.setSpacing(2 * SPACE_XL)
        blocks = [
            _block(_(heading), [(_(spec.text), keys_in_words(spec)) for spec in specs])
            for heading, specs in actions.groups()
        ]
        blocks.append(_block(_("In lists and forms"), [(_(t), keys) for t, keys in LIST_KEYS]))
        # The desk's own keys are many; the others stand below each other beside them.
        for stacked in (blocks[:1], blocks[1:]):
            column = QVBoxLayout()
            column.setSpacing(SPACE_L)
            for block in stacked:
                column.addLayout(block)
            column.addStretch(1)
            columns.addLayout(column)
        outer.addLayout(columns)
        close = button(self.accept, text=_("Close"), name="close")
        outer.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        close.setFocus()


def _block(heading: str, rows: list[tuple[str, str]]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(SPACE_S)
    column.addWidget(label(heading, "overline"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(SPACE_L)
    grid.setVerticalSpacing(SPACE_S)
    for place, (text, keys) in enumerate(rows):
        grid.addWidget(label(text), place, 0)
        caps = QHBoxLayout()
        for key in keys.split():
            caps.addWidget(key_cap(key))
        grid.addLayout(caps, place, 1, Qt.AlignmentFlag.AlignLeft)
    column.addLayout(grid)
    return column
