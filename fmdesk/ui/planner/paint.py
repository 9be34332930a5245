"""Paints the sheet: open and closed hours, boxes, cursor, what is being moved, and now.

All shapes of one colour go to Qt in one call: from Python the calls cost more than the pixels.
"""

from collections import defaultdict
from functools import lru_cache

from PySide6.QtCore import QLine, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPen, QPixmap

from fmdesk.core.domain.instants import to_epoch
from fmdesk.ui.planner.axis import TICKS, grain_of
from fmdesk.ui.planner.ghost import Ghost
from fmdesk.ui.planner.scene import Scene
from fmdesk.ui.planner.tiles import AIR, ICON, ROW, Tile, Tiles
from fmdesk.ui.planner.words import ghost_words
from fmdesk.ui.theme import Theme, font
from fmdesk.ui.tokens import TextStyle

LEAST_TICK = 46
"""Pixels between two times that are named."""
TAG = 22
"""Pixels of the words below what is being moved."""
TAG_ICONS = {"accent": "check", "risk": "clock", "broken": "circle-x"}
_SHADE = 190
_TITLE, _DETAIL = TextStyle.LABEL, TextStyle.KEY
_HATCH = Qt.BrushStyle.BDiagPattern


class Sheet:
    """Paints a scene.

    Args:
        theme: Colours and icons.
        scene: What is shown.
        tiles: Where the boxes stand.
    """

    def __init__(self, theme: Theme, scene: Scene, tiles: Tiles) -> None:
        self._theme = theme
        self._scene = scene
        self._tiles = tiles
        self.icons = lru_cache(maxsize=64)(self._icon)

    def _icon(self, name: str, tone: str, ratio: float) -> QPixmap:
        return self._theme.icon(name, tone).pixmap(QSize(ICON, ICON), ratio)

    def paint(self, painter: QPainter, dirty: QRect, *, is_focused: bool) -> None:
        """Paint what lies in a rectangle.

        Args:
            painter: Its origin is that of the whole sheet.
            dirty: In pixels of the whole sheet.
            is_focused: The planner has the keyboard.
        """
        scene = self._scene
        rows = range(dirty.top() // ROW, min(dirty.bottom() // ROW + 1, len(scene.data.rows)))
        painter.fillRect(dirty, self._theme.colour("surface"))
        self._ground(painter, dirty, rows)
        start, end = scene.axis.at(dirty.left()), scene.axis.at(dirty.right() + 1) + 1
        tiles = [one for row in rows for one in self._tiles.between(row, start, end)]
        self._boxes(painter, tiles)
        self._writing(painter, tiles)
        self._cursor(painter, is_focused=is_focused)
        self._now(painter, dirty)
        if scene.ghost is not None:
            self._ghost(painter, scene.ghost)

    def _ground(self, painter: QPainter, dirty: QRect, rows: range) -> None:
        axis, colour = self._scene.axis, self._theme.colour
        painter.setPen(Qt.PenStyle.NoPen)
        tokens = self._theme.tokens
        is_flat = tokens.background == tokens.surface
        painter.setBrush(colour("neutral_soft" if is_flat else "background"))
        painter.drawRects([one for row in rows for one in self._tiles.shut(row)])
        left, right, top, low = dirty.left(), dirty.right(), rows.start * ROW, rows.stop * ROW - 1
        every = grain_of(axis.scale, TICKS, LEAST_TICK)
        at = (int(axis.x_of(second)) for second, _text in axis.ticks(every))
        lines = [QLine(x, top, x, low) for x in at if left <= x <= right]
        below = (row * ROW + ROW - 1 for row in rows)
        painter.setPen(colour("line"))
        painter.drawLines([*lines, *(QLine(left, y, right, y) for y in below)])
        painter.setPen(colour("control"))
        days = (int(axis.x_of(one.start)) for one in axis.days[1:])
        painter.drawLines([QLine(x, top, x, low) for x in days if left <= x <= right])

    def _boxes(self, painter: QPainter, tiles: list[Tile]) -> None:
        by_tone: dict[str, list[Tile]] = defaultdict(list)
        for tile in tiles:
            by_tone[tile.span.box.tone].append(tile)
        painter.setPen(Qt.PenStyle.NoPen)
        for tone, some in by_tone.items():
            strong, soft = self._theme.colour(tone), self._theme.colour(f"{tone}_soft")
            edges = [rect for tile in some for rect in tile.edges]
            for brush, rects in (
                (QBrush(soft), [tile.whole for tile in some]),
                (QBrush(strong, _HATCH), edges),
                (QBrush(strong), [tile.bar for tile in some]),
            ):
                painter.setBrush(brush)
                painter.drawRects(rects)

    def _writing(self, painter: QPainter, tiles: list[Tile]) -> None:
        ratio = painter.device().devicePixelRatioF()
        for tile in tiles:
            if tile.icon is not None:
                box = tile.span.box
                painter.drawPixmap(tile.icon, self.icons(box.icon, box.tone, ratio))
        titles, details = [one.title for one in tiles], [one.detail for one in tiles]
        for style, token, lines in ((_TITLE, "text", titles), (_DETAIL, "muted", details)):
            painter.setFont(font(style))
            painter.setPen(self._theme.colour(token))
            for line in lines:
                if line is not None:
                    painter.drawText(line.x, line.y, line.text)

    def _cursor(self, painter: QPainter, *, is_focused: bool) -> None:
        scene = self._scene
        span, cursor = scene.current, scene.cursor
        tone = self._theme.colour("accent" if is_focused else "control")
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(tone, 2))
        if span is not None:
            for tile in self._tiles.between(cursor.row, span.start, span.end):
                if tile.span is span:
                    painter.drawRect(tile.whole.adjusted(-1, -1, 2, 1))
        elif scene.row(cursor.row) is not None:
            rect = self._tiles.rect(cursor.row, cursor.start, cursor.end)
            painter.drawRect(rect.adjusted(1, AIR, -1, -AIR - 1))

    def _now(self, painter: QPainter, dirty: QRect) -> None:
        axis, now = self._scene.axis, to_epoch(self._scene.office.now())
        if any(one.start <= now < one.end for one in axis.days):
            x = int(axis.x_of(now))
            line = QRect(x - 1, dirty.top(), 2, dirty.height())
            painter.fillRect(line, self._theme.colour("broken"))

    def _ghost(self, painter: QPainter, ghost: Ghost) -> None:
        scene, colour = self._scene, self._theme.colour
        clashes = scene.clashes(ghost)
        is_open = scene.is_open(ghost.row, ghost.start, ghost.end)
        tone = "broken" if clashes else "accent" if is_open else "risk"
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour("broken"), 2))
        for one in clashes:
            rect = self._tiles.rect(ghost.row, one.first, one.last)
            painter.drawRect(rect.adjusted(1, 1, -1, -2))
        soft = colour(f"{tone}_soft")
        soft.setAlpha(_SHADE)
        whole = self._tiles.rect(ghost.row, ghost.first, ghost.last)
        painter.setBrush(QBrush(colour(tone), _HATCH))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRect(whole.adjusted(0, AIR, 0, -AIR))
        painter.setBrush(soft)
        painter.setPen(QPen(colour(tone), 2, Qt.PenStyle.DashLine))
        body = self._tiles.rect(ghost.row, ghost.start, ghost.end)
        painter.drawRect(body.adjusted(1, AIR, -1, -AIR - 1))
        self._tag(painter, self.tag_of(ghost), tone, ghost_words(scene, ghost))

    def tag_of(self, ghost: Ghost) -> QRect:
        """Return where the words about what is moved stand: below it; the sheet has room there."""
        scene, body = self._scene, self._tiles.rect(ghost.row, ghost.start, ghost.end)
        metrics = QFontMetrics(font(_TITLE))
        width = metrics.horizontalAdvance(ghost_words(scene, ghost)) + ICON + 20
        left = max(0, min(body.left(), scene.axis.width - width))
        return QRect(left, body.bottom() + 1, width, TAG)

    def _tag(self, painter: QPainter, box: QRect, tone: str, words: str) -> None:
        painter.setPen(self._theme.colour(tone))
        painter.setBrush(self._theme.colour(f"{tone}_soft"))
        painter.drawRect(box.adjusted(0, 0, -1, -1))
        spot = QPoint(box.left() + 6, box.center().y() - ICON // 2 + 1)
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(spot, self.icons(TAG_ICONS[tone], tone, ratio))
        painter.setFont(font(_TITLE))
        painter.drawText(box.adjusted(ICON + 12, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
