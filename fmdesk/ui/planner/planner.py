"""The planner as a widget: takes keys and mouse, tells what a person asks for."""

from datetime import date, datetime

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QToolTip

from fmdesk.core.domain.instants import to_datetime
from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.ui.planner.ghost import Act, Ghost
from fmdesk.ui.planner.keys import Keys
from fmdesk.ui.planner.model import PlannerBox, PlannerData
from fmdesk.ui.planner.mouse import Mouse
from fmdesk.ui.planner.tiles import ROW
from fmdesk.ui.planner.view import SheetView
from fmdesk.ui.planner.words import box_words, cursor_words
from fmdesk.ui.theme import Theme
from fmdesk.ui.widgets.labels import tip

_LEFT = Qt.MouseButton.LeftButton


class Planner(SheetView):
    """Rows against time.

    What a person asks for comes out as a signal. What was moved stays shown as moved until other
    data is shown, or `settle` puts it back.

    Args:
        theme: Colours and icons.
        time: The office's time; all days and hours are of its zone.
    """

    opened = Signal(int)
    """Enter or a double click on a box: its id."""
    made = Signal(int, datetime, datetime)
    """A new stretch of time: row, start, end."""
    moved = Signal(int, int, datetime, datetime)
    """A box wants another place or time: its id, row, start, end."""
    removed = Signal(int)
    """Del on a box: its id."""
    chosen = Signal()
    """The cursor stands on another box or in another row."""
    period_asked = Signal(int)
    """So many periods further."""
    today_asked = Signal()

    def __init__(self, theme: Theme, time: OfficeTime) -> None:
        super().__init__(theme, time)
        self._keys = Keys(self.scene, self, self)
        self._mouse = Mouse(self.scene, self.tiles)
        self._told: tuple[int, int | None] = (-1, None)
        self._name = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)

    def set_data(self, data: PlannerData) -> None:
        """Show other rows and boxes."""
        self.scene.show(data)
        self.scene.settle()
        self.fit_heads()
        self.lay()
        self._tell()

    def show_days(self, first: date, days: int, hours: tuple[int, int]) -> None:
        """Show other days.

        Args:
            first: The first one.
            days: How many.
            hours: First and last hour of each, of the clock on the wall.
        """
        self.scene.show_days(first, days, hours)
        self.lay()

    def choose(self, box_id: int) -> None:
        """Put the cursor on a box, if it is shown."""
        found = self.scene.find_box(box_id)
        if found is not None:
            self.scene.choose(*found)
            self.follow()

    def current(self) -> PlannerBox | None:
        """Return the box that the cursor stands on."""
        span = self.scene.current
        return span.box if span else None

    def current_row(self) -> int | None:
        """Return the id of the row that the cursor stands in."""
        row = self.scene.row(self.scene.cursor.row)
        return row.id if row else None

    def cell(self) -> tuple[datetime, datetime]:
        """Return begin and end of what the cursor stands on."""
        return to_datetime(self.scene.cursor.start), to_datetime(self.scene.cursor.end)

    def begin_move(self) -> None:
        """Let the arrows move the chosen box, as M does."""
        self.scene.seize(Act.MOVE)
        self.follow()

    def words(self) -> str:
        """Return what the cursor stands on, in words."""
        return cursor_words(self.scene)

    def name_it(self, name: str) -> None:
        """Give it the name that a screen reader says first, and show all in the language of now."""
        self._name = name
        self.hours.update()
        self.setAccessibleName(f"{name}: {self.words()}")

    def follow(self) -> None:
        """Show the cursor, and say where it is."""
        scene, ghost = self.scene, self.scene.ghost
        place = ghost or scene.cursor
        self.reveal(self.tiles.rect(place.row, place.start, place.end))
        self.repaint_all()
        self._tell()

    def open_current(self) -> None:
        """Open the chosen box, or make one in the cell."""
        scene = self.scene
        span, cursor, row = scene.current, scene.cursor, scene.row(scene.cursor.row)
        if span is not None:
            self.opened.emit(span.box.id)
        elif row is not None:
            self.made.emit(row.id, to_datetime(cursor.start), to_datetime(cursor.end))

    def remove_current(self) -> None:
        """Ask to take the chosen box away."""
        box = self.current()
        if box is not None and box.may_change:
            self.removed.emit(box.id)

    def drop(self) -> None:
        """Ask for what was moved or made; it stays shown until there is an answer."""
        ghost = self.scene.ghost
        row = self.scene.row(ghost.row) if ghost else None
        if ghost is None or row is None:
            return
        start, end = to_datetime(ghost.start), to_datetime(ghost.end)
        if ghost.span is None:
            self.scene.settle()
            self.scene.point(ghost.row, ghost.start, ghost.end)
            self.follow()
            self.made.emit(row.id, start, end)
        elif ghost.is_changed or row.id != ghost.span.box.row_id:
            self.scene.is_asked = True
            self.moved.emit(ghost.span.box.id, row.id, start, end)
        else:
            self.settle()

    def settle(self) -> None:
        """Put back what was moved."""
        self.scene.settle()
        self.follow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a key, or let the page have it."""
        if not self._keys.take(event):
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what was pressed on; it may be dragged from there."""
        if event.button() == _LEFT and self._mouse.press(self._spot(event)):
            self.repaint_all()
            self._tell()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, or show what a drag would do."""
        at, before = self._spot(event), self.scene.ghost
        if not event.buttons() & _LEFT:
            self.viewport().setCursor(self._mouse.shape(at))
        elif self._mouse.move(at):
            for ghost in (before, self.scene.ghost):
                if ghost is not None:
                    self.repaint_part(self._ghost_part(ghost))
            self.reveal(QRect(at, at))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask for what was dragged."""
        if event.button() == _LEFT and self._mouse.release():
            self.drop()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the box, or make one."""
        if event.button() == _LEFT and self.scene.row(self._spot(event).y() // ROW) is not None:
            self.open_current()

    def viewportEvent(self, event: QEvent) -> bool:
        """Show a box in words where the mouse rests."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = event.pos() + QPoint(*self.origin)
            tile = self._mouse.tile_at(at)
            words = box_words(self.scene, at.y() // ROW, tile.span) if tile else ""
            QToolTip.showText(event.globalPos(), tip(words), self.viewport())
            return True
        return super().viewportEvent(event)

    def _spot(self, event: QMouseEvent) -> QPoint:
        return event.position().toPoint() + QPoint(*self.origin)

    def _ghost_part(self, ghost: Ghost) -> QRect:
        """Return what a ghost covers: itself, its words, and what is in its way."""
        part = self.tiles.rect(ghost.row, ghost.first, ghost.last)
        for one in self.scene.clashes(ghost):
            part |= self.tiles.rect(ghost.row, one.first, one.last)
        return (part | self.sheet.tag_of(ghost)).adjusted(-2, -2, 2, 2)

    def _tell(self) -> None:
        """Say what the cursor stands on, to a screen reader and to the page."""
        scene, words = self.scene, self.words()
        self.setAccessibleName(f"{self._name}: {words}" if self._name else words)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
        told = (scene.cursor.row, scene.chosen)
        if told != self._told:
            self._told = told
            self.chosen.emit()
