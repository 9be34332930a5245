"""Shows a chart that is also drawn in the PDF: screen and paper show the same picture."""

import re
from collections.abc import Callable

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from fmdesk.ui.theme import Theme
from fmdesk.ui.tokens import FONT_FAMILY

_FAMILY = re.compile(rb'font-family="[^"]*"')
"""Qt's SVG takes a list of families as one name that it does not know; it gets ours alone."""
Draw = Callable[[int, int, str], bytes]
"""Draws a chart for a width and height in pixels and the name of a theme, as SVG."""


class ChartView(QWidget):
    """One chart, drawn anew for each size and theme.

    Args:
        theme: Its name goes to the drawing.
        height: Height in pixels that it asks for.
    """

    def __init__(self, theme: Theme, height: int = 180) -> None:
        super().__init__()
        self._theme = theme
        self._height = height
        self._draw: Draw | None = None
        self._drawn: tuple[int, int, str] | None = None
        self._picture = QSvgRenderer(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_chart(self, draw: Draw, words: str) -> None:
        """Show a chart.

        Args:
            draw: Draws it.
            words: What it says, for a screen reader.
        """
        self._draw, self._drawn = draw, None
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the asked height; the width is what the layout gives."""
        return QSize(240, self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it, once per size and theme."""
        del event
        if self._draw is None:
            return
        wanted = self.width(), self.height(), self._theme.name
        if wanted != self._drawn:
            drawn = _FAMILY.sub(f'font-family="{FONT_FAMILY}"'.encode(), self._draw(*wanted))
            self._picture.load(QByteArray(drawn))
            self._drawn = wanted
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._picture.render(painter, QRectF(self.rect()))
        painter.end()
