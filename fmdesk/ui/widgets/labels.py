"""Labels, key caps and rules. Every label shows plain text: what people type is never markup."""

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


def label(text: str = "", role: str = "", *, wraps: bool = False, tone: str = "") -> QLabel:
    """Return a label.

    Args:
        text: Plain text.
        role: Text style of the style sheet, such as `page_title`, `label` or `muted`.
        wraps: It may take several lines.
        tone: `kept`, `risk` or `broken`.
    """
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    if tone:
        made.setProperty("tone", tone)
    if wraps:
        made.setWordWrap(True)
    return made


def selectable(made: QLabel) -> QLabel:
    """Let the mouse copy a label's text."""
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def tip(text: str) -> str:
    """Return a text that a tooltip shows as it stands: Qt takes what looks like markup for markup.

    Args:
        text: What people, files or servers wrote.
    """
    if "<" not in text:
        return text
    return f'<span style="white-space: pre-wrap">{escape(text)}</span>'


def key_cap(keys: str) -> QLabel:
    """Return the picture of a key, shown beside the action it does."""
    made = label(keys, "key")
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def rule() -> QFrame:
    """Return a thin line between two parts."""
    made = QFrame()
    made.setObjectName("rule")
    return made


def set_tone(widget: QWidget, tone: str) -> None:
    """Change the tone of a widget that is shown already."""
    if widget.property("tone") != tone:
        widget.setProperty("tone", tone)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class ElidedLabel(QLabel):
    """One line of plain text that ends in an ellipsis where it does not fit; all in the tooltip."""

    def __init__(self, text: str = "", role: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if role:
            self.setProperty("role", role)
        self._full = ""
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Show another text."""
        self._full = text
        self.setToolTip(tip(text))
        self.setAccessibleName(text)
        self._elide()

    def resizeEvent(self, event: "QResizeEvent") -> None:
        """Cut the text to the new width."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        cut = self.fontMetrics().elidedText(
            self._full, Qt.TextElideMode.ElideRight, max(0, self.width() - 2)
        )
        self.setText(cut)
