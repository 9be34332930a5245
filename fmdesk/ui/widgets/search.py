"""The search field: a magnifier, a clear button, and the key that brings one here."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit

from fmdesk.ui.theme import Theme

_WAIT_MS = 150
LONGEST_TEXT = 200


class SearchField(QLineEdit):
    """Tells what is searched once the typing rests."""

    searched = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("search")
        self.setMaxLength(LONGEST_TEXT)
        self.setClearButtonEnabled(True)
        self.addAction(theme.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_WAIT_MS)
        self._rest.timeout.connect(lambda: self.searched.emit(self.text().strip()))
        self.textChanged.connect(lambda _text: self._rest.start())
        self.returnPressed.connect(self.search_now)

    def search_now(self) -> None:
        """Search without waiting."""
        self._rest.stop()
        self.searched.emit(self.text().strip())

    def set_text_quietly(self, text: str) -> None:
        """Show a text without searching."""
        self.setText(text)
        self._rest.stop()
