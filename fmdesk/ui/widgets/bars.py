"""The page's head with its title and actions, and the figures of the bar where one decides."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fmdesk.ui.tokens import SPACE_S
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
