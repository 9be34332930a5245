"""The page's head with its title and actions, and the bar at the bottom where one decides."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fmdesk.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from fmdesk.ui.widgets.labels import label


class PageHeader(QWidget):
    """Title, a muted line beside it, and the page's actions at the right."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        self.title = label("", "page_title")
        self.aside = label("", "muted")
        row.addWidget(self.title)
        row.addSpacing(SPACE_S)
        row.addWidget(self.aside)
        row.addStretch(1)
        self._row = row

    def add_action(self, made: QWidget) -> None:
        """Put an action at the right end."""
        self._row.addWidget(made)


class BottomBar(QFrame):
    """The figures a decision rests on, left, and its buttons, right."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bottombar")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        self._row.setSpacing(SPACE_XL)
        self._row.addStretch(1)
        self._count = 0

    def add_figure(self, figure: "BarFigure") -> None:
        """Put a figure at the left, after those before it."""
        self._row.insertWidget(self._count, figure)
        self._count += 1

    def add_action(self, made: QWidget) -> None:
        """Put a button at the right end."""
        self._row.addWidget(made)


class BarFigure(QWidget):
    """A name above a value."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.name = label("", "label")
        self.value = label("–", "card_title")
        column.addWidget(self.name)
        column.addWidget(self.value)
