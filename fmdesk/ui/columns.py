"""The columns of a table as its user wants them: which, in which order, how wide."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from fmdesk.ui.choosing import ColumnsDialog
from fmdesk.ui.kit import Kit
from fmdesk.ui.tables import ColumnModel

PAD = 10
"""Air at both sides of a cell."""


class ColumnsView(QTableView):
    """A table that remembers its columns.

    Args:
        kit: Theme and memory.
        rows: The model.
        name: Name under which columns, their order and widths are kept; empty keeps nothing.
    """

    sort_asked = Signal(str)
    """A click on a title: the name to sort by."""

    def __init__(self, kit: Kit, rows: ColumnModel[Any], name: str) -> None:
        super().__init__()
        self.rows = rows
        self._kit = kit
        self._name = name
        self._is_narrow = False
        self.setModel(rows)

    def set_up_header(self) -> None:
        """Show the columns as they are remembered; called once, when the view is made."""
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setSectionsClickable(True)
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(40)
        widths = self._kept_widths()
        for place, column in enumerate(self.rows.columns):
            width = widths.get(column.key, 0 if column.is_hidden else column.width)
            header.resizeSection(place, abs(width) or column.width)
            header.setSectionHidden(place, width <= 0)
            if column.is_stretched:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        places = {column.key: place for place, column in enumerate(self.rows.columns)}
        for to, key in enumerate(key for key in widths if key in places):
            header.moveSection(header.visualIndex(places[key]), to)
        self._fit_titles()
        self.rows.headerDataChanged.connect(lambda *_places: self._fit_titles())
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda _place: self.choose_columns())
        header.sectionClicked.connect(self._ask_sort)
        header.sectionResized.connect(lambda *_sizes: self._keep_columns())
        header.sectionMoved.connect(lambda *_places: self._keep_columns())

    def _fit_titles(self) -> None:
        """Widen the columns whose title is cut, in the language of now."""
        header = self.horizontalHeader()
        for place in range(header.count()):
            needed = self._title_width(place)
            if not header.isSectionHidden(place) and header.sectionSize(place) < needed:
                header.resizeSection(place, needed)
        self._share_width()

    def _title_width(self, place: int) -> int:
        header = self.horizontalHeader()
        header.ensurePolished()
        title = str(self.rows.headerData(place, Qt.Orientation.Horizontal) or "")
        return header.fontMetrics().horizontalAdvance(title) + 2 * PAD

    def _share_width(self) -> None:
        """Let the stretched column take what is left, but never less than half of its width."""
        header = self.horizontalHeader()
        for place, column in enumerate(self.rows.columns):
            if column.is_stretched and not header.isSectionHidden(place):
                least = max(column.width // 2, self._title_width(place))
                others = header.length() - header.sectionSize(place)
                if self.viewport().width() - others < least:
                    header.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
                    header.resizeSection(place, least)
                else:
                    header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self._share_width()

    def first_shown_column(self) -> int:
        """Return the column at the left edge, where the selection is marked."""
        header = self.horizontalHeader()
        for place in range(header.count()):
            if not header.isSectionHidden(header.logicalIndex(place)):
                return header.logicalIndex(place)
        return 0

    def choose_columns(self) -> None:
        """Let the user choose, move and sort by the columns."""
        ColumnsDialog(self).open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+K asks about the columns."""
        if event.key() == Qt.Key.Key_K and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.choose_columns()
        else:
            super().keyPressEvent(event)

    def show_column(self, section: int, *, is_on: bool) -> None:
        """Show or hide a column and remember it."""
        self.setColumnHidden(section, not is_on)
        self._fit_titles()
        self._keep_columns()

    def shown_columns(self) -> tuple[str, ...]:
        """Return the keys of the columns that the user has chosen."""
        kept = self._kept_widths()
        return tuple(
            column.key
            for column in self.rows.columns
            if kept.get(column.key, -1 if column.is_hidden else 1) > 0
        )

    def choose_only(self, keys: Sequence[str]) -> None:
        """Make these columns the user's choice; the stretched one always stays."""
        for section, column in enumerate(self.rows.columns):
            self.setColumnHidden(section, not (column.is_stretched or column.key in keys))
        self._fit_titles()
        self._keep_columns()

    def show_only(self, keys: Sequence[str]) -> None:
        """Show these columns alone for a while; none brings back the user's choice."""
        if keys:
            self._keep_columns()
        self._is_narrow = bool(keys)
        kept = self._kept_widths()
        for section, column in enumerate(self.rows.columns):
            width = kept.get(column.key, 0 if column.is_hidden else column.width)
            is_shown = column.key in keys if keys else width > 0
            self.setColumnHidden(section, not is_shown)
        self._fit_titles()

    def _ask_sort(self, section: int) -> None:
        if self.rows.columns[section].sort:
            self.sort_asked.emit(self.rows.columns[section].sort)

    def _kept_widths(self) -> Mapping[str, int]:
        kept = self._kit.memory.get(f"columns.{self._name}") if self._name else None
        return kept if isinstance(kept, dict) else {}

    def _keep_columns(self) -> None:
        if not self._name or self._is_narrow:
            return
        header = self.horizontalHeader()
        shown = [header.logicalIndex(place) for place in range(header.count())]
        widths = {
            self.rows.columns[place].key: (
                -self.rows.columns[place].width
                if self.isColumnHidden(place)
                else self.columnWidth(place)
            )
            for place in shown
        }
        self._kit.memory.put(f"columns.{self._name}", widths)
