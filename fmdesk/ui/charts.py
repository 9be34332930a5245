"""Shows a chart that was drawn for the PDF: screen and paper show the same picture."""

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget


class ChartView(QWidget):
    """One chart, scaled into the widget with its proportions kept.

    Args:
        height: Height in pixels that it asks for.
    """

    def __init__(self, height: int = 190) -> None:
        super().__init__()
        self._height = height
        self._picture = QSvgRenderer(self)
        self._picture.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_chart(self, svg: bytes, words: str) -> None:
        """Show a chart.

        Args:
            svg: The drawing.
            words: What it says, for a screen reader.
        """
        self._picture.load(QByteArray(svg))
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size at the asked height."""
        size = self._picture.defaultSize()
        if size.isEmpty():
            return QSize(320, self._height)
        return QSize(size.width() * self._height // size.height(), self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._picture.render(painter, QRectF(self.rect()))
        painter.end()
