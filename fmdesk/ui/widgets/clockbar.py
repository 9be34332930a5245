"""A clock as a bar that fills: how much of the limit is used, and how far over it went."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from fmdesk.ui.theme import Theme

_BAR, _HEIGHT = 8, 16


class ClockBar(QWidget):
    """Used time against the limit; what is over stands beyond the mark in the broken colour."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._used = 0
        self._limit = 1
        self._tone = "accent"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_clock(self, used: int, limit: int, tone: str, words: str) -> None:
        """Show a clock.

        Args:
            used: Counted seconds.
            limit: Seconds of the promise; 0 when there is none.
            tone: `accent` while it runs, `kept`, `risk` or `broken`.
            words: The same in words, for the tooltip and a screen reader.
        """
        self._used, self._limit, self._tone = max(0, used), max(0, limit), tone
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Return a height of one line; the width is what the layout gives."""
        return QSize(120, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw track, filling and mark."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        scale = self.width() / max(self._used, self._limit, 1)
        top = (self.height() - _BAR) / 2
        track = QRectF(0, top, self.width(), _BAR)
        painter.setBrush(self._theme.colour("neutral_soft"))
        painter.drawRoundedRect(track, _BAR / 2, _BAR / 2)
        mark = self._limit * scale
        within = QRectF(0, top, min(self._used * scale, mark), _BAR)
        is_over = self._used > self._limit > 0
        painter.setBrush(self._theme.colour("muted" if is_over else self._tone))
        painter.drawRoundedRect(within, _BAR / 2, _BAR / 2)
        if is_over:
            painter.setBrush(self._theme.colour("broken"))
            painter.drawRoundedRect(
                QRectF(mark, top, self.width() - mark, _BAR), _BAR / 2, _BAR / 2
            )
            painter.setPen(QPen(self._theme.colour("text"), 2))
            painter.drawLine(QPointF(mark, top - 3), QPointF(mark, top + _BAR + 3))
        painter.end()
