"""The heads of the planner: the rows at the left, the days and hours at the top."""

from datetime import date
from heapq import nlargest

from PySide6.QtCore import QEvent, QLine, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from fmdesk.core.domain.instants import to_epoch
from fmdesk.i18n import brief_day, long_day
from fmdesk.ui.planner.axis import TICKS, grain_of
from fmdesk.ui.planner.paint import LEAST_TICK
from fmdesk.ui.planner.scene import Scene
from fmdesk.ui.planner.tiles import ROW
from fmdesk.ui.theme import Theme, font
from fmdesk.ui.tokens import TextStyle
from fmdesk.ui.widgets.labels import tip

HEAD, SIDE = 44, 190
"""Pixels of the head and of the names of the rows."""
_DAYS, _AIR, _ICON, _BASE = 22, 10, 14, 15
_MEASURED = 8
"""So many of the longest names are measured."""
_ELIDED = Qt.TextElideMode.ElideRight


class RowHeads(QWidget):
    """Names of the rows; follows the sheet up and down."""

    def __init__(self, theme: Theme, scene: Scene, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._scene = theme, scene
        self.offset = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the names that are seen."""
        painter = QPainter(self)
        dirty, colour = event.rect(), self._theme.colour
        painter.fillRect(dirty, colour("surface"))
        painter.translate(0, -self.offset)
        first, last = (dirty.top() + self.offset) // ROW, (dirty.bottom() + self.offset) // ROW
        places = range(max(0, first), min(last + 1, len(self._scene.data.rows)))
        self._mark(painter, places)
        for style, token, base in ((TextStyle.STRONG, "text", 19), (TextStyle.KEY, "muted", 36)):
            painter.setFont(font(style))
            painter.setPen(colour(token))
            for place in places:
                row = self._scene.data.rows[place]
                text = row.name if style is TextStyle.STRONG else row.detail
                painter.drawText(_AIR, place * ROW + base, self._cut(painter, text))
        for place in places:
            self._draw_icons(painter, place)
        painter.resetTransform()
        painter.setPen(colour("control"))
        painter.drawLine(self.width() - 1, dirty.top(), self.width() - 1, dirty.bottom())
        painter.end()

    def _mark(self, painter: QPainter, places: range) -> None:
        """Draw the lines between the rows, and the row of the cursor."""
        colour, wide = self._theme.colour, self.width()
        painter.setPen(colour("line"))
        painter.drawLines([QLine(0, y, wide, y) for y in (p * ROW + ROW - 1 for p in places)])
        if self._scene.cursor.row in places:
            box = QRect(0, self._scene.cursor.row * ROW, wide - 1, ROW - 1)
            painter.fillRect(box, colour("accent_soft"))
            painter.fillRect(box.adjusted(0, 0, 3 - box.width(), 0), colour("accent"))

    def _cut(self, painter: QPainter, text: str) -> str:
        room = self.width() - 2 * _AIR
        return painter.fontMetrics().elidedText(text, _ELIDED, room)

    def _draw_icons(self, painter: QPainter, place: int) -> None:
        row = self._scene.data.rows[place]
        left = self.width() - 1 - _AIR - len(row.icons) * (_ICON + 5) + 5
        if row.icons and left >= _AIR + painter.fontMetrics().horizontalAdvance(row.detail):
            for count, name in enumerate(row.icons):
                spot = QRect(left + count * (_ICON + 5), place * ROW + 25, _ICON, _ICON)
                self._theme.icon(name, "muted").paint(painter, spot)

    def event(self, event: QEvent) -> bool:
        """Show a row in words where the mouse rests."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self._scene.row((event.pos().y() + self.offset) // ROW)
            words = "\n".join(filter(None, (row.name, row.detail, row.words))) if row else ""
            QToolTip.showText(event.globalPos(), tip(words), self)
            return True
        return super().event(event)


class TimeHead(QWidget):
    """Days and hours; follows the sheet left and right."""

    def __init__(self, theme: Theme, scene: Scene, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._scene = theme, scene
        self.offset = 0

    def sizeHint(self) -> QSize:
        """Return the height; the width is what the planner gives."""
        return QSize(0, HEAD)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the days, the hours below them, and now."""
        painter = QPainter(self)
        colour, axis = self._theme.colour, self._scene.axis
        painter.fillRect(event.rect(), colour("surface"))
        painter.translate(-self.offset, 0)
        painter.setPen(colour("control"))
        painter.drawLine(self.offset, HEAD - 1, self.offset + self.width(), HEAD - 1)
        today = self._scene.office.wall().date()
        for one in axis.days:
            box = QRect(QPoint(int(axis.x_of(one.start)), 0), QSize(0, _DAYS))
            box.setWidth(int((one.end - one.start) * axis.scale))
            self._paint_day(painter, box, one.day, is_today=one.day == today)
        painter.setFont(font(TextStyle.KEY))
        painter.setPen(colour("muted"))
        every = grain_of(axis.scale, TICKS, LEAST_TICK)
        for at, text in axis.ticks(every):
            if (axis.day_of(at).end - at) * axis.scale >= LEAST_TICK - 6:
                painter.drawText(int(axis.x_of(at)) + 4, HEAD - 8, text)
        now = to_epoch(self._scene.office.now())
        if any(one.start <= now < one.end for one in axis.days):
            painter.fillRect(int(axis.x_of(now)) - 3, HEAD - 7, 7, 7, colour("broken"))
        painter.end()

    def _paint_day(self, painter: QPainter, box: QRect, day: date, *, is_today: bool) -> None:
        painter.setPen(self._theme.colour("control"))
        if box.left():
            painter.drawLine(box.left(), 0, box.left(), HEAD)
        painter.setFont(font(TextStyle.STRONG if is_today else TextStyle.LABEL))
        painter.setPen(self._theme.colour("accent" if is_today else "text"))
        seen = box.intersected(QRect(self.offset, 0, self.width(), _DAYS)).adjusted(4, 0, -4, 0)
        painter.drawText(seen.left(), _BASE, day_words(day, painter.fontMetrics(), seen.width()))


def day_words(day: date, metrics: QFontMetrics, room: int) -> str:
    """Return what there is room for of a day, in pixels: all of it, or else its short form."""
    words = long_day(day)
    if metrics.horizontalAdvance(words) <= room:
        return words
    return metrics.elidedText(brief_day(day), _ELIDED, room)


def side_width(scene: Scene) -> int:
    """Return the pixels that the names of the rows take, within bounds."""
    metrics = QFontMetrics(font(TextStyle.STRONG))
    longest = nlargest(_MEASURED, (row.name for row in scene.data.rows), key=len)
    widest = max(map(metrics.horizontalAdvance, longest), default=0)
    return min(max(SIDE, widest + 2 * _AIR + 1), SIDE + SIDE // 2)
