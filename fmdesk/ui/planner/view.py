"""The scrolled sheet with its heads: lays out, paints what is seen, scrolls and zooms."""

from PySide6.QtCore import QMargins, QRect, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea

from fmdesk.core.domain.instants import HOUR
from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.ui.planner.axis import Axis
from fmdesk.ui.planner.heads import HEAD, RowHeads, TimeHead, side_width
from fmdesk.ui.planner.paint import TAG, Sheet
from fmdesk.ui.planner.scene import Scene
from fmdesk.ui.planner.tiles import ROW, Tiles
from fmdesk.ui.theme import Theme

ZOOMS = (100, 150, 200, 300, 400, 600, 800)
"""Percent of the width that is seen at once."""
_LEAST_HOUR = 8
"""Pixels of an hour at least; where there is less room one scrolls."""


class SheetView(QAbstractScrollArea):
    """Shows a scene.

    Args:
        theme: Colours and icons.
        time: The office's time; all days and hours are of its zone.
    """

    def __init__(self, theme: Theme, time: OfficeTime) -> None:
        super().__init__()
        self.scene = Scene(time)
        self.tiles = Tiles(self.scene)
        self.sheet = Sheet(theme, self.scene, self.tiles)
        self._zoom = 0
        self._laid: tuple[Axis | None, int] = (None, 0)
        self.heads = RowHeads(theme, self.scene, self)
        self.hours = TimeHead(theme, self.scene, self)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme.changed.connect(self._dress)

    @property
    def origin(self) -> tuple[int, int]:
        """Pixels of the sheet that lie left of and above what is seen."""
        return self.horizontalScrollBar().value(), self.verticalScrollBar().value()

    def zoom(self, step: int) -> None:
        """Show fewer hours wider, or more of them; the cursor stays in sight.

        Args:
            step: 1 for wider, -1 for narrower.
        """
        self._zoom = min(max(self._zoom + step, 0), len(ZOOMS) - 1)
        self.lay()
        cursor = self.scene.cursor
        self.reveal(self.tiles.rect(cursor.row, cursor.start, cursor.end))

    def fit_heads(self) -> None:
        """Give the names of the rows the width that they take."""
        margins = QMargins(side_width(self.scene), HEAD, 0, 0)
        if margins != self.viewportMargins():
            self.setViewportMargins(margins)

    def lay(self) -> None:
        """Work out where everything stands."""
        scene, room = self.scene, self.viewport().size()
        least = scene.axis.seconds * _LEAST_HOUR // HOUR
        wide = max(room.width(), least) * ZOOMS[self._zoom] // 100
        if (scene.axis, wide) != self._laid:
            self._laid = (scene.axis, wide)
            scene.axis.fit(wide)
            self.hours.update()
        self.tiles.forget()
        high = len(scene.data.rows) * ROW + (TAG if scene.data.rows else 0)
        for bar, whole, page, step in (
            (self.horizontalScrollBar(), wide, room.width(), 40),
            (self.verticalScrollBar(), high, room.height(), ROW),
        ):
            bar.setRange(0, max(0, whole - page))
            bar.setPageStep(page)
            bar.setSingleStep(step)
        self._place_heads()
        self.repaint_all()

    def repaint_all(self) -> None:
        """Paint the sheet and the names of the rows anew."""
        self.viewport().update()
        self.heads.update()

    def repaint_part(self, rect: QRect) -> None:
        """Paint a part of the sheet anew.

        Args:
            rect: In pixels of the whole sheet.
        """
        across, down = self.origin
        self.viewport().update(rect.translated(-across, -down))

    def reveal(self, rect: QRect) -> None:
        """Scroll until a part of the sheet is seen."""
        room = self.viewport().size()
        for bar, low, high, page in (
            (self.horizontalScrollBar(), rect.left(), rect.right(), room.width()),
            (self.verticalScrollBar(), rect.top(), rect.bottom(), room.height()),
        ):
            if high - page >= bar.value():
                bar.setValue(min(high - page + 1, low))
            if low < bar.value():
                bar.setValue(low)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the part of the sheet that is asked for."""
        across, down = self.origin
        painter = QPainter(self.viewport())
        painter.translate(-across, -down)
        dirty = event.rect().translated(across, down)
        self.sheet.paint(painter, dirty, is_focused=self.hasFocus())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the new room."""
        super().resizeEvent(event)
        self.lay()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the cursor as the one that has the keys."""
        super().focusInEvent(event)
        self.repaint_all()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show the cursor as one that waits."""
        super().focusOutEvent(event)
        self.repaint_all()

    def scrollContentsBy(self, right: int, down: int) -> None:
        """Shift what is seen; only what comes into sight is painted."""
        self.viewport().scroll(right, down)
        self._place_heads()
        self.heads.scroll(0, down)
        self.hours.update()

    def _place_heads(self) -> None:
        across, down = self.origin
        self.heads.offset, self.hours.offset = down, across
        room = self.viewport().geometry()
        self.heads.setGeometry(room.left() - self._side(), room.top(), self._side(), room.height())
        self.hours.setGeometry(room.left(), room.top() - HEAD, room.width(), HEAD)

    def _side(self) -> int:
        return self.viewportMargins().left()

    def _dress(self) -> None:
        self.sheet.icons.cache_clear()
        self.tiles.forget()
        self.hours.update()
        self.repaint_all()
