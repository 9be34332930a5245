"""The keys that change the rows of a table in place, the same for guides and processes."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_ACTS = {
    (Qt.Key.Key_Insert, False): "add",
    (Qt.Key.Key_Delete, False): "remove",
    (Qt.Key.Key_Up, True): "up",
    (Qt.Key.Key_Down, True): "down",
}


def act_of(event: QKeyEvent) -> str | None:
    """Return what Insert, Del or Alt with an arrow does to a row; None for all other keys."""
    is_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
    return _ACTS.get((Qt.Key(event.key()), is_alt))
