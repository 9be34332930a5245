"""Where each box stands in pixels and what is written in it; worked out once per axis."""

from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics

from fmdesk.ui.planner.model import PlannerBox, Span
from fmdesk.ui.planner.scene import Scene
from fmdesk.ui.theme import font
from fmdesk.ui.tokens import TextStyle

ROW = 46
"""Pixels of a row."""
AIR, BAR, ICON = 3, 3, 12
_PAD, _LEAST, _LEAST_WORDS, _TWO_LINES = 5, 4, 28, 34
_HIGH = ROW - 1 - 2 * AIR
_TITLE, _DETAIL = TextStyle.LABEL, TextStyle.KEY


class Line(NamedTuple):
    """A text that fits, with its left end on the base line."""

    x: int
    y: int
    text: str


class Tile(NamedTuple):
    """One box as it is painted, in pixels of the whole sheet.

    Attributes:
        span: What it shows.
        whole: With what is set up and cleaned up.
        bar: Where it begins, in the tone of its state.
        edges: What is set up and cleaned up.
        title: First line, None where there is no room.
        detail: Second line.
        icon: Where its icon stands.
    """

    span: Span
    whole: QRect
    bar: QRect
    edges: tuple[QRect, ...]
    title: Line | None
    detail: Line | None
    icon: QPoint | None

    @property
    def body(self) -> QRect:
        """Where it stands without what is set up and cleaned up."""
        after = [edge.left() for edge in self.edges if edge.left() > self.bar.left()]
        last = after[0] - 1 if after else self.whole.right()
        return QRect(self.bar.topLeft(), QPoint(last, self.whole.bottom()))


class Tiles:
    """The tiles of a scene, made when they are first painted.

    Args:
        scene: What is shown.
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._made: dict[int, Tile] = {}
        self._shut: dict[int, list[QRect]] = {}
        self.forget()

    def forget(self) -> None:
        """The data, the axis or the fonts are others now."""
        self._made.clear()
        self._shut.clear()
        self._titles, self._details = (QFontMetrics(font(one)) for one in (_TITLE, _DETAIL))
        self._ascent = self._titles.ascent()

    def between(self, place: int, start: int, end: int) -> list[Tile]:
        """Return the tiles of a row that show anything of `[start, end)`."""
        made = self._made
        found = self._scene.track(place).between(start, end)
        return [made.get(one.box.id) or self._make(place, one) for one in found]

    def shut(self, place: int) -> list[QRect]:
        """Return where a row is closed."""
        if place not in self._shut:
            axis = self._scene.axis
            closed = axis.closed(self._scene.open_hours(place))
            edges = ((int(axis.x_of(start)), int(axis.x_of(end))) for start, end in closed)
            self._shut[place] = [QRect(a, place * ROW, b - a, ROW) for a, b in edges if a < b]
        return self._shut[place]

    def rect(self, place: int, start: int, end: int) -> QRect:
        """Return where a stretch of time stands in a row, its full height."""
        axis = self._scene.axis
        left, right = int(axis.x_of(start)), int(axis.x_of(end))
        return QRect(left, place * ROW, max(_LEAST, right - left), ROW)

    def _make(self, place: int, span: Span) -> Tile:
        first, start, end, last = self._scene.axis.xs(span.first, span.start, span.end, span.last)
        high, top = _HIGH, place * ROW + AIR
        if span.lanes > 1:
            high = _HIGH // span.lanes - 1
            top += span.lane * (high + 1)
        whole = max(last - first - 1, _LEAST)
        edges = (QRect(first, top, start - first, high),) if first < start else ()
        if end < last:
            edges = (*edges, QRect(end - 1, top, last - end, high))
        texts = self._written(span.box, start, top, end - start - 1, high)
        bar = QRect(start, top, BAR, high)
        made = Tile(span, QRect(first, top, whole, high), bar, edges, *texts)
        self._made[span.box.id] = made
        return made

    def _written(
        self, box: PlannerBox, left: int, top: int, wide: int, high: int
    ) -> tuple[Line | None, Line | None, QPoint | None]:
        """Return title, detail and place of the icon, as far as there is room."""
        left, room, icon = left + BAR + _PAD, wide - BAR - 2 * _PAD, None
        if box.icon and room >= ICON:
            icon = QPoint(left, top + (high - ICON) // 2)
            left, room = left + ICON + 4, room - ICON - 4
        if room < _LEAST_WORDS:
            return None, None, icon
        base = top + high // 2 + self._ascent // 2 - 1
        has_two = bool(box.detail) and high >= _TWO_LINES
        upper = Line(left, base - 8 if has_two else base, _cut(self._titles, box.title, room))
        lower = Line(left, base + 8, _cut(self._details, box.detail, room)) if has_two else None
        return upper, lower, icon


def _cut(metrics: QFontMetrics, text: str, room: int) -> str:
    if metrics.horizontalAdvance(text) <= room:
        return text
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
