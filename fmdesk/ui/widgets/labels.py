"""Labels, key caps and rules. Every label shows plain text: what people type is never markup.

The first frame shows labels, and Python makes all enums of `Qt` when the first is named: 13 ms.
What such a frame needs of them is set here as a property, by its number.
"""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

PLAIN_TEXT, CENTRED = 0, 4
"""`Qt.TextFormat.PlainText` and `Qt.AlignmentFlag.AlignHCenter`."""


def label(text: str = "", role: str = "", *, wraps: bool = False, tone: str = "") -> QLabel:
    """Return a label.

    Args:
        text: Plain text.
        role: Text style of the style sheet, such as `page_title`, `label` or `muted`.
        wraps: It may take several lines.
        tone: `kept`, `risk` or `broken`.
    """
    made = QLabel(text)
    made.setProperty("textFormat", PLAIN_TEXT)
    if role:
        made.setProperty("role", role)
    if tone:
        made.setProperty("tone", tone)
    if wraps:
        made.setWordWrap(True)
    return made


def selectable(made: QLabel) -> QLabel:
    """Let the mouse copy a label's text."""
    from PySide6.QtCore import Qt  # noqa: PLC0415  # see above

    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def tip(text: str) -> str:
    """Return a text that a tooltip shows as it stands: Qt takes what looks like markup for markup.

    Args:
        text: What people, files or servers wrote.
    """
    if "<" not in text:
        return text
    from html import escape  # noqa: PLC0415  # 1 ms that the first frame does not need

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
        self.setProperty("textFormat", PLAIN_TEXT)
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
        metrics, room = self.fontMetrics(), max(0, self.width() - 2)
        if metrics.horizontalAdvance(self._full) <= room:
            self.setText(self._full)
            return
        from PySide6.QtCore import Qt  # noqa: PLC0415  # see above

        self.setText(metrics.elidedText(self._full, Qt.TextElideMode.ElideRight, room))
