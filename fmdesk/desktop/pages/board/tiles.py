"""The figures of the board: large enough for three metres, each a button that opens its records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QVBoxLayout, QWidget

from fmdesk.core.domain.board import Counted
from fmdesk.i18n import number
from fmdesk.ui.tokens import SPACE_M, SPACE_S
from fmdesk.ui.widgets.labels import ElidedLabel, label, set_tone, tip

IN_A_ROW = 6
HEIGHT = 82


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure as it is shown.

    Attributes:
        counted: What is counted.
        name: Its name.
        count: The figure, None when it could not be counted.
        tone: `risk` or `broken` for one that calls for action.
        problem: Why it could not be counted.
    """

    counted: Counted
    name: str
    count: int | None
    tone: str = ""
    problem: str = ""


class FigureTile(QPushButton):
    """One figure; it stays pressed as long as its records are shown."""

    entered = Signal()
    """Enter: on to its records."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("figureTile")
        self.setCheckable(True)
        self.setFixedHeight(HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_M, SPACE_S, SPACE_S, SPACE_S)
        column.setSpacing(0)
        self.figure = label("", "board_figure")
        self.name = ElidedLabel("", "board_name")
        for made in (self.figure, self.name):
            made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(made)

    def show_figure(self, shown: Shown) -> None:
        """Show a figure."""
        words = "–" if shown.count is None else number(shown.count)
        self.figure.setText(words)
        self.name.show_text(shown.name)
        set_tone(self.figure, shown.tone if shown.count else "")
        self.setAccessibleName(f"{shown.name}: {words}")
        self.setToolTip(tip(shown.problem))

    def sizeHint(self) -> QSize:
        """Return the size of a figure of four digits."""
        return QSize(120, HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the records."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class Tiles(QWidget):
    """All figures in rows; the arrow keys go from one to the next."""

    chosen = Signal(object)
    """Show the records behind this (`Counted`)."""
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("content")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACE_S)
        self._group = QButtonGroup(self)
        self.tiles: dict[Counted, FigureTile] = {}

    def show_figures(self, figures: Sequence[Shown]) -> None:
        """Show these figures; those that stand there already are changed in place."""
        wanted = [one.counted for one in figures]
        if wanted != list(self.tiles):
            self._make(wanted)
        for one in figures:
            self.tiles[one.counted].show_figure(one)

    def mark(self, counted: Counted) -> None:
        """Press the tile of what is shown, or none."""
        self._group.setExclusive(False)
        for one, tile in self.tiles.items():
            tile.setChecked(one == counted)
        self._group.setExclusive(True)

    def figures(self) -> Mapping[Counted, str]:
        """Return the figures as they are read."""
        return {one: tile.figure.text() for one, tile in self.tiles.items()}

    def _make(self, wanted: Sequence[Counted]) -> None:
        for tile in self.tiles.values():
            self._group.removeButton(tile)
            tile.hide()
            tile.deleteLater()
        self.tiles = {}
        for place, counted in enumerate(wanted):
            tile = FigureTile()
            tile.clicked.connect(lambda _on, one=counted: self.chosen.emit(one))
            tile.entered.connect(self.entered)
            self._group.addButton(tile)
            self._grid.addWidget(tile, place // IN_A_ROW, place % IN_A_ROW)
            self.tiles[counted] = tile
