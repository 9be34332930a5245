"""F1: all keys on one sheet."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from fmdesk.desktop.actions import Actions, keys_in_words
from fmdesk.desktop.entries import ENTRIES
from fmdesk.i18n import N_, _
from fmdesk.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.labels import key_cap, label

LIST_KEYS = (
    (N_("Next or previous row"), "↓ ↑"),
    (N_("First or last row"), "Home End"),
    (N_("Open the row"), "↵"),
    (N_("Open in a window of its own"), "Shift+↵"),
    (N_("Columns: show, move, sort"), "Alt+K"),
    (N_("Save what was filled in"), "Ctrl+↵"),
    (N_("Back"), "Esc"),
)
_COLUMNS, _HEADING_ROWS = 3, 2
_FRAME_WIDTH, _FRAME_HEIGHT = 80, 150
"""Pixels around the keys."""
_MOST_WIDTH, _MOST_HEIGHT = 1240, 760
"""Pixels of a sheet that a small screen still shows whole; the rest is scrolled to."""

_Block = tuple[str, list[tuple[str, str]]]
"""A heading with its actions and their keys."""


class ShortcutSheet(QDialog):
    """The keys by the page on which they work, from the same table as the menus."""

    def __init__(self, parent: QWidget, actions: Actions) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Keys"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_L)
        outer.setSpacing(SPACE_L)
        outer.addWidget(label(_("Keys"), "page_title"))
        body = QWidget()
        body.setObjectName("scrolled")
        columns = QHBoxLayout(body)
        columns.setContentsMargins(0, 0, SPACE_M, 0)
        columns.setSpacing(SPACE_XL)
        for blocks in _shared_out(_by_page(actions)):
            column = QVBoxLayout()
            column.setSpacing(SPACE_L)
            for heading, rows in blocks:
                column.addLayout(_block(heading, rows))
            column.addStretch(1)
            columns.addLayout(column)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setWidget(body)
        self.area.setAccessibleName(_("Keys"))
        outer.addWidget(self.area, 1)
        close = button(self.accept, text=_("Close"), name="close")
        outer.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        needed = body.sizeHint()
        width, height = needed.width() + _FRAME_WIDTH, needed.height() + _FRAME_HEIGHT
        self.resize(min(width, _MOST_WIDTH), min(height, _MOST_HEIGHT))
        self.area.setFocus()  # the arrows scroll, Esc closes


def _by_page(actions: Actions) -> list[_Block]:
    """Return the keys of each page, and those that work everywhere."""
    titles = {entry.item.page: entry.item.words() for entry in ENTRIES}
    found: dict[str, list[tuple[str, str]]] = {}
    for spec in actions.specs:
        page = spec.page.partition(" ")[0]
        heading = titles.get(page, page) if page else _("Everywhere")
        if spec.keys:
            found.setdefault(heading, []).append((spec.words(), keys_in_words(spec)))
    found[_("In lists and forms")] = [(_(text), keys) for text, keys in LIST_KEYS]
    return list(found.items())


def _shared_out(blocks: Sequence[_Block]) -> list[list[_Block]]:
    """Return the blocks in columns of about one height, in their order."""
    heights = [len(rows) + _HEADING_ROWS for _heading, rows in blocks]
    fair = sum(heights) / _COLUMNS
    columns: list[list[_Block]] = [[]]
    filled = 0.0
    for block, height in zip(blocks, heights, strict=True):
        if filled + height / 2 > fair * len(columns) and len(columns) < _COLUMNS:
            columns.append([])
        columns[-1].append(block)
        filled += height
    return columns


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
