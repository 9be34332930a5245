"""The keys of the planner: the cursor, what is moved, and typing the name of a row."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, SignalInstance
from PySide6.QtGui import QKeyEvent

from fmdesk.core.domain.instants import DAY
from fmdesk.ui.planner.ghost import Act
from fmdesk.ui.planner.scene import Scene
from fmdesk.ui.planner.steps import jump, pull, stretch, turn, walk

_TYPED_MS = 1200
"""After such a pause the next letter begins another name."""
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Sheet(Protocol):
    """What the keys ask of the planner."""

    @property
    def period_asked(self) -> SignalInstance:
        """So many periods further."""

    @property
    def today_asked(self) -> SignalInstance:
        """Back to today."""

    def follow(self) -> None:
        """Show the cursor, and say where it is."""

    def open_current(self) -> None:
        """Open the chosen box, or make one in the cell."""

    def remove_current(self) -> None:
        """Ask to take the chosen box away."""

    def drop(self) -> None:
        """Ask for what was moved."""

    def settle(self) -> None:
        """Leave what was moved where it was."""

    def zoom(self, step: int) -> None:
        """Show fewer or more hours."""


class Keys(QObject):
    """Takes the keys.

    Args:
        scene: What they work on.
        sheet: The planner.
    """

    def __init__(self, scene: Scene, sheet: Sheet, parent: QObject) -> None:
        super().__init__(parent)
        self._scene, self._sheet = scene, sheet
        self._typed = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_TYPED_MS)
        self._rest.timeout.connect(self._forget)
        key = Qt.Key
        self._acts: dict[int, Callable[[], object]] = {
            key.Key_PageUp: lambda: sheet.period_asked.emit(-1),
            key.Key_PageDown: lambda: sheet.period_asked.emit(1),
            key.Key_Home: lambda: self._to_edge(-1),
            key.Key_End: lambda: self._to_edge(1),
            key.Key_Plus: lambda: sheet.zoom(1),
            key.Key_Equal: lambda: sheet.zoom(1),
            key.Key_Minus: lambda: sheet.zoom(-1),
            key.Key_Delete: sheet.remove_current,
            key.Key_Slash: self._begin_name,
        }

    def take(self, event: QKeyEvent) -> bool:
        """Do what a key says; tell whether it said anything."""
        key, modifiers = event.key(), event.modifiers()
        scene, sheet = self._scene, self._sheet
        if scene.ghost is not None:
            return self._take_moving(key, modifiers)
        if key in _ARROWS:
            self._arrow(*_ARROWS[Qt.Key(key)], modifiers)
        elif key in _ENTER and not modifiers & (_CONTROL | _SHIFT):
            sheet.open_current()
        elif key in self._acts and not modifiers & _CONTROL and not self._goes_on(event):
            self._acts[key]()
        elif self._begins(key, modifiers):
            sheet.follow()
        elif not self._typed and key == Qt.Key.Key_T and not modifiers & _CONTROL:
            sheet.today_asked.emit()
        else:
            return self._type(event.text(), modifiers)
        return True

    def _goes_on(self, event: QKeyEvent) -> bool:
        """Tell whether a key is one more sign of the name that is being typed."""
        return bool(self._typed) and event.text().isprintable() and bool(event.text())

    def _begins(self, key: int, modifiers: Qt.KeyboardModifier) -> bool:
        """Begin to move (M) or stretch (R) the chosen box, unless a name is being typed."""
        act = {Qt.Key.Key_M: Act.MOVE, Qt.Key.Key_R: Act.END}.get(Qt.Key(key))
        if self._typed or act is None or modifiers & _CONTROL:
            return False
        return self._scene.seize(act)

    def _take_moving(self, key: int, modifiers: Qt.KeyboardModifier) -> bool:
        scene, sheet = self._scene, self._sheet
        if key == Qt.Key.Key_Escape:
            sheet.settle()
        elif scene.ghost is None or scene.is_asked:
            return False
        elif key in _ENTER:
            sheet.drop()
        elif key in _ARROWS:
            right, down = _ARROWS[Qt.Key(key)]
            far = DAY if modifiers & _CONTROL else scene.snap
            pull(scene, right, down, far)
            sheet.follow()
        elif key == Qt.Key.Key_R:
            turn(scene)
            sheet.follow()
        else:
            return False
        return True

    def _arrow(self, right: int, down: int, modifiers: Qt.KeyboardModifier) -> None:
        self._typed = ""
        if modifiers & _SHIFT and right:
            stretch(self._scene, right)
        elif modifiers & _CONTROL and right:
            jump(self._scene, right)
        else:
            walk(self._scene, right, down)
        self._sheet.follow()

    def _to_edge(self, side: int) -> None:
        scene = self._scene
        one = scene.axis.day_of(scene.cursor.start)
        scene.point(scene.cursor.row, one.start if side < 0 else one.end - scene.cell)
        self._sheet.follow()

    def _begin_name(self) -> None:
        self._typed = "/"
        self._rest.start()

    def _forget(self) -> None:
        self._typed = ""

    def _type(self, text: str, modifiers: Qt.KeyboardModifier) -> bool:
        """Go to the next row whose name, or a word in it, begins with what was typed."""
        if not text or not text.isprintable() or modifiers & _CONTROL:
            return False
        self._typed += text.casefold()
        self._rest.start()
        wanted = self._typed.removeprefix("/").strip()
        place = self._scene.find(wanted) if wanted else None
        if place is not None:
            self._scene.point(place, self._scene.cursor.start)
            self._sheet.follow()
        return True
