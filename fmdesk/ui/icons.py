"""Icons: SVG files of the shipped set, drawn in the theme's colours at the screen's own density."""

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QIcon, QIconEngine, QImage, QPainter, QPixmap

from fmdesk.config import resources_path
from fmdesk.core.domain.errors import StorageError

FOR_PLUGINS = (
    "book-open",
    "building-2",
    "door-open",
    "layout-dashboard",
    "scroll-text",
    "user",
    "wrench",
)
"""Icons shipped for the pages of plugins, besides those that the window itself shows."""
_STAND_IN = "circle-dot"


class PaletteIcon(QIconEngine):
    """Draws one icon; asks for its colour each time, so a change of theme needs no new icons."""

    def __init__(self, name: str, colour: Callable[[QIcon.Mode], str]) -> None:
        super().__init__()
        self._name = name
        self._colour = colour

    def clone(self) -> QIconEngine:
        """Return a copy, as Qt asks for when an icon is changed."""
        return PaletteIcon(self._name, self._colour)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw it; `state` makes no difference."""
        del state
        draw_icon(painter, QRectF(rect), self._name, QColor(self._colour(mode)))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return it as a picture for a screen of plain density."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        """Return it as a picture of this size, with `scale` dots to a pixel each way."""
        made = QPixmap(size * scale)
        made.setDevicePixelRatio(scale)
        made.fill(QColor("transparent"))
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made


def draw_icon(painter: QPainter, rect: QRectF, name: str, colour: QColor) -> None:
    """Draw an icon of the set into a rectangle, in one colour.

    Args:
        painter: Paints on a widget, a pixmap or a printer.
        rect: Where; icons are square.
        name: File name in `resources/icons` without its ending.
        colour: Colour of its strokes.
    """
    ratio = painter.device().devicePixelRatioF()
    side = max(1, round(rect.width() * ratio))
    painter.drawImage(rect, _rendered(name, colour.name(), side), QRectF(0, 0, side, side))


@lru_cache(maxsize=512)
def _rendered(name: str, colour: str, side: int) -> QImage:
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415  # not needed for the first painted frame

    try:
        svg = resources_path("icons", f"{name}.svg").read_bytes()
    except StorageError:  # a plugin may name an icon that is not shipped
        svg = resources_path("icons", f"{_STAND_IN}.svg").read_bytes()
    renderer = QSvgRenderer(QByteArray(svg.replace(b"currentColor", colour.encode())))
    # Not filled: to choose between the forms of `fill`, Python makes all enums of `Qt` (`labels`).
    empty = bytes(4 * side * side)
    made = QImage(empty, side, side, QImage.Format.Format_ARGB32_Premultiplied).copy()
    painter = QPainter(made)
    renderer.render(painter)
    painter.end()
    return made
