"""Name and value beside each other, for what is read and not changed; and a short table."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from fmdesk.ui.tokens import SPACE_L, SPACE_S
from fmdesk.ui.widgets.card import clear
from fmdesk.ui.widgets.labels import label, rule, selectable


class Facts(QWidget):
    """Names with values, in two columns of pairs where there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE_L)
        self._grid.setVerticalSpacing(SPACE_S)
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, facts: Iterable[tuple[str, str]]) -> None:
        """Show these `(name, value)`."""
        clear(self._grid)
        for row, (name, value) in enumerate(facts):
            self._grid.addWidget(label(name, "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(selectable(label(value, wraps=True)), row, 1)


class ShortTable(QWidget):
    """A table of a few rows inside a card: thin lines, numbers right, a total in bold."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE_L)
        self._grid.setVerticalSpacing(SPACE_S - 2)

    def show_rows(
        self,
        titles: Sequence[str],
        rows: Sequence[Sequence[str | QWidget]],
        *,
        numbers: Sequence[int] = (),
        total: Sequence[str] = (),
        stretch: int = 0,
    ) -> None:
        """Show rows.

        Args:
            titles: One per column.
            rows: Texts or widgets, one per column.
            numbers: Columns that stand right.
            total: The last row, in bold.
            stretch: The column that takes the width that is left.
        """
        clear(self._grid)
        last = len(titles)
        for column in range(last):
            self._grid.setColumnStretch(column, 1 if column == stretch else 0)
        self._add(0, titles, numbers, "label")
        place = 1
        for cells in rows:
            self._grid.addWidget(rule(), place, 0, 1, last)
            self._add(place + 1, cells, numbers, "")
            place += 2
        if total:
            self._grid.addWidget(rule(), place, 0, 1, last)
            self._add(place + 1, total, numbers, "strong")

    def _add(
        self, row: int, cells: Sequence[str | QWidget], numbers: Sequence[int], role: str
    ) -> None:
        for column, cell in enumerate(cells):
            side = Qt.AlignmentFlag.AlignRight if column in numbers else Qt.AlignmentFlag.AlignLeft
            made = label(cell, role) if isinstance(cell, str) else cell
            place = Qt.AlignmentFlag.AlignVCenter
            if not (isinstance(made, QLabel) and made.wordWrap()):
                place |= side  # a text of several lines takes the whole width of its column
            self._grid.addWidget(made, row, column, place)
