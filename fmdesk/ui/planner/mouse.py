"""The mouse on the planner: choose, make, move, stretch."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from fmdesk.ui.planner.ghost import Act, Ghost
from fmdesk.ui.planner.scene import Scene
from fmdesk.ui.planner.tiles import ROW, Tile, Tiles

_EDGE = 6
"""Pixels at both ends of a box by which it is stretched."""
_SHAPES = {
    Act.MAKE: Qt.CursorShape.ArrowCursor,
    Act.MOVE: Qt.CursorShape.OpenHandCursor,
    Act.START: Qt.CursorShape.SizeHorCursor,
    Act.END: Qt.CursorShape.SizeHorCursor,
}


class Mouse:
    """Turns places of the sheet into what is done; all places are pixels of the whole sheet.

    Args:
        scene: What it works on.
        tiles: Where the boxes stand.
    """

    def __init__(self, scene: Scene, tiles: Tiles) -> None:
        self._scene, self._tiles = scene, tiles
        self._down: QPoint | None = None
        self._ready: Ghost | None = None

    def tile_at(self, at: QPoint) -> Tile | None:
        """Return the box at a place; its set-up and clean-up belong to it."""
        second = self._scene.axis.at(at.x())
        near = self._tiles.between(at.y() // ROW, second - 1, second + 1)
        return next((one for one in near if one.whole.contains(at)), None)

    def shape(self, at: QPoint) -> Qt.CursorShape:
        """Return the shape of the pointer at a place: what a drag from there would do."""
        tile = self.tile_at(at)
        if tile is None or not tile.span.box.may_change:
            return _SHAPES[Act.MAKE]
        return _SHAPES[_act(tile, at)]

    def press(self, at: QPoint) -> bool:
        """The button went down; tell whether on a row."""
        scene, place = self._scene, at.y() // ROW
        if scene.row(place) is None or scene.ghost is not None:
            return False
        tile, second = self.tile_at(at), scene.axis.at(at.x())
        self._down, self._ready = at, None
        if tile is None:
            start = scene.floor(second)
            scene.point(place, start)
            self._ready = Ghost(Act.MAKE, place, start, start + scene.snap, held=second)
        else:
            span = tile.span
            scene.choose(span, place)
            if span.box.may_change:
                self._ready = Ghost(_act(tile, at), place, span.start, span.end, span, second)
        return True

    def move(self, at: QPoint) -> bool:
        """The pointer moved with the button down; tell whether anything is another now."""
        scene = self._scene
        if self._ready is None or self._down is None:
            return False
        far = (at - self._down).manhattanLength() >= QApplication.startDragDistance()
        if scene.ghost is None and not far:
            return False
        last = len(scene.data.rows) - 1
        row = min(max(at.y() // ROW, 0), last)
        pulled = (scene.ghost or self._ready).pulled(
            scene.axis, row, scene.axis.at(at.x()), scene.snap
        )
        is_another, scene.ghost = pulled != scene.ghost, pulled
        return is_another

    def release(self) -> bool:
        """The button went up; tell whether something was moved or made."""
        was_moving = self._scene.ghost is not None and self._ready is not None
        self._down = self._ready = None
        return was_moving


def _act(tile: Tile, at: QPoint) -> Act:
    edge = min(_EDGE, tile.body.width() // 4)
    if at.x() <= tile.body.left() + edge:
        return Act.START if at.x() >= tile.body.left() else Act.MOVE
    return Act.END if tile.body.right() - edge <= at.x() <= tile.body.right() else Act.MOVE
