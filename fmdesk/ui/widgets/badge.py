"""Status badges: an icon and a word on a soft ground; colour never stands alone."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fmdesk.ui.icons import draw_icon
from fmdesk.ui.theme import Theme, font
from fmdesk.ui.tokens import TextStyle

HEIGHT, ICON, PAD, GAP = 20, 12, 7, 4


@dataclass(frozen=True, slots=True)
class Badge:
    """What a badge shows.

    Attributes:
        icon: Name of the icon.
        word: The word beside it.
        tone: `accent`, `kept`, `risk`, `broken` or `neutral`.
    """

    icon: str
    word: str
    tone: str = "neutral"


def badge_width(badge: Badge) -> int:
    """Return the width in pixels that a badge needs."""
    return (
        PAD + ICON + GAP + QFontMetrics(font(TextStyle.LABEL)).horizontalAdvance(badge.word) + PAD
    )


def paint_badge(painter: QPainter, left: float, middle: float, badge: Badge, theme: Theme) -> None:
    """Draw a badge.

    Args:
        painter: Paints on a widget.
        left: Its left edge.
        middle: Its vertical middle.
        badge: What it shows.
        theme: Gives the colours.
    """
    box = QRectF(left, middle - HEIGHT / 2, badge_width(badge), HEIGHT)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(f"{badge.tone}_soft"))
    painter.drawRoundedRect(box, 5, 5)
    spot = QRectF(left + PAD, middle - ICON / 2, ICON, ICON)
    draw_icon(painter, spot, badge.icon, theme.colour(badge.tone))
    painter.setPen(theme.colour(badge.tone))
    painter.setFont(font(TextStyle.LABEL))
    words = box.adjusted(PAD + ICON + GAP, 0, 0, 0)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, badge.word)
    painter.restore()


class StatusBadge(QWidget):
    """A badge as a widget."""

    def __init__(self, theme: Theme, badge: Badge) -> None:
        super().__init__()
        self._theme = theme
        self._badge = badge
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_badge(badge)

    def show_badge(self, badge: Badge) -> None:
        """Show another badge."""
        self._badge = badge
        self.setAccessibleName(badge.word)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Return its word."""
        return self._badge.word

    def sizeHint(self) -> QSize:
        """Return the size of icon and word."""
        return QSize(badge_width(self._badge), HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the theme's colours."""
        del event
        painter = QPainter(self)
        paint_badge(painter, 0, self.height() / 2, self._badge, self._theme)
        painter.end()
