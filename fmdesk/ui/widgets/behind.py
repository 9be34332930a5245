"""The frame of a list behind a figure: the way back, what the figure is, and how many it counts."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fmdesk.ui.kit import Kit
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_M, SPACE_S
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.labels import ElidedLabel, label


class BehindView(QWidget):
    """What a figure counts; the records go into `column`, more buttons into `row`.

    Args:
        kit: For its icons.
        texts: Words of the page.
        back: Where the way back leads, as a text to translate.
        keys: What is pressed for it, where that is shown.
    """

    closed = Signal()
    line_asked = Signal(int)

    def __init__(self, kit: Kit, texts: Texts, back: str, keys: str = "") -> None:
        super().__init__()
        self.setObjectName("content")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SPACE_M)
        icon = kit.theme.icon("chevron-left")
        self.back = button(self.closed.emit, kind="quiet", icon=icon, name="back", keys=keys)
        texts.say(self.back.setText, back)
        self.title = ElidedLabel("", "card_title")
        self.count = label("", "muted")
        self.row = QHBoxLayout()
        self.row.setSpacing(SPACE_S)
        self.row.addWidget(self.back)
        self.row.addWidget(self.title, 1)
        self.row.addWidget(self.count)
        self.column.addLayout(self.row)
