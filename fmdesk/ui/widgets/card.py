"""Cards: a surface with a title that groups what belongs together."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from fmdesk.ui.tokens import SPACE_L, SPACE_M, SPACE_S
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.labels import label


class Card(QFrame):
    """A surface with an optional title row; content goes into `body`."""

    def __init__(self, title: str = "", *, spacing: int = SPACE_M) -> None:
        super().__init__()
        self.setObjectName("card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SPACE_L, SPACE_L - 2, SPACE_L, SPACE_L)
        outer.setSpacing(spacing)
        self.title = label(title, "card_title")
        self.top = QHBoxLayout()
        self.top.setSpacing(SPACE_S)
        self.top.addWidget(self.title)
        self.top.addStretch(1)
        outer.addLayout(self.top)
        self.title.setVisible(bool(title))
        self.body = QVBoxLayout()
        self.body.setSpacing(spacing)
        outer.addLayout(self.body)

    def set_title(self, text: str) -> None:
        """Show another title."""
        self.title.setText(text)
        self.title.setVisible(bool(text))


class TableFrame(QFrame):
    """The rounded frame around a table."""

    def __init__(self, table: QWidget) -> None:
        super().__init__()
        self.setObjectName("tableFrame")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(1, 3, 1, 3)
        inside.addWidget(table)


class FigureCard(QFrame):
    """One figure a person looks for first: its name, the figure, a line of context."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.setObjectName("card")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_M, SPACE_M, SPACE_S, SPACE_M)
        box.setSpacing(2)
        self.top = QHBoxLayout()
        self.top.setSpacing(SPACE_S)
        self.name = label(name, "label", wraps=True)
        self.top.addWidget(self.name, 1)
        self.open = button(kind="link")
        self.open.setIconSize(QSize(14, 14))
        self.top.addWidget(self.open)
        self.name.setMinimumHeight(self.open.sizeHint().height())
        self.figure = label("–", "figure")
        self.context = label("", "muted", wraps=True)
        box.addLayout(self.top)
        box.addWidget(self.figure)
        box.addWidget(self.context)
        box.addStretch(1)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout; its widgets are destroyed."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            return
        widget: QWidget | None = item.widget()
        inner = item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
            inner.deleteLater()
