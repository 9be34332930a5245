"""The process as a line: steps as dots, the cut between front and back as a dashed mark."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fmdesk.ui.icons import draw_icon
from fmdesk.ui.theme import Theme, font
from fmdesk.ui.tokens import TextStyle

_LINE_Y, _DOT, _HEIGHT, _ROW, _AIR = 22.0, 7.0, 92, 16, 4
_SLOT = 110
"""Width of a step where there is room."""
_CENTRED = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap


@dataclass(frozen=True, slots=True)
class ProcessStep:
    """One step as the line shows it.

    Attributes:
        name: Its name.
        detail: Who does it, below the name.
        time: Time used against its target, below that.
        state: `waiting`, `running` or `done`.
        is_over: It took longer than its target.
    """

    name: str
    detail: str = ""
    time: str = ""
    state: str = "waiting"
    is_over: bool = False


class ProcessLine(QWidget):
    """Draws the steps of one order line in reading order."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._steps: tuple[ProcessStep, ...] = ()
        self._cut: int | None = None
        self._cut_word = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_steps(self, steps: Sequence[ProcessStep], cut: int | None, cut_word: str) -> None:
        """Show steps.

        Args:
            steps: In order.
            cut: Index of the first step behind the cut, None when there is no cut.
            cut_word: The word at the cut.
        """
        self._steps, self._cut, self._cut_word = tuple(steps), cut, cut_word
        words = "; ".join(" ".join(filter(None, (s.name, s.detail, s.time))) for s in self._steps)
        words = words.replace("\N{NO-BREAK SPACE}", " ")
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return a height for dots and the rows of words below them."""
        return QSize(_SLOT * max(1, len(self._steps)), self._high())

    def minimumSizeHint(self) -> QSize:
        """Return the narrowest size in which the words are still read."""
        return QSize(72 * max(1, len(self._steps)), self._high())

    def _high(self) -> int:
        return _HEIGHT + _ROW * sum(rows - 1 for rows in self._rows())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height when the words need more or fewer rows."""
        super().resizeEvent(event)
        if self.height() != self._high():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, the cut, the dots and their words."""
        del event
        if not self._steps:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        slot = self.width() / len(self._steps)
        centres = [slot * (index + 0.5) for index in range(len(self._steps))]
        self._draw_line(painter, centres)
        if self._cut is not None and 0 < self._cut < len(self._steps):
            self._draw_cut(painter, (centres[self._cut - 1] + centres[self._cut]) / 2)
        for step, centre in zip(self._steps, centres, strict=True):
            self._draw_step(painter, step, centre, slot)
        painter.end()

    def _draw_line(self, painter: QPainter, centres: list[float]) -> None:
        reached = sum(step.state != "waiting" for step in self._steps)
        for index, (left, right) in enumerate(pairwise(centres)):
            token = "accent" if index + 1 < reached else "line"
            painter.setPen(QPen(self._theme.colour(token), 2.5))
            painter.drawLine(QPointF(left, _LINE_Y), QPointF(right, _LINE_Y))

    def _draw_cut(self, painter: QPainter, at: float) -> None:
        pen = QPen(self._theme.colour("risk"), 1.5, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(QPointF(at, _LINE_Y - 8), QPointF(at, self.height() - 4))
        painter.setFont(font(TextStyle.KEY))
        box = QRectF(at - 50, 0, 100, _LINE_Y - 9)
        painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, self._cut_word)

    def _draw_step(self, painter: QPainter, step: ProcessStep, centre: float, slot: float) -> None:
        theme = self._theme
        dot = QRectF(centre - _DOT, _LINE_Y - _DOT, 2 * _DOT, 2 * _DOT)
        token = {"done": "accent", "running": "surface"}.get(step.state, "surface")
        ring = "control" if step.state == "waiting" else "accent"
        painter.setPen(QPen(theme.colour(ring), 2))
        painter.setBrush(theme.colour(token))
        painter.drawEllipse(dot)
        if step.state == "done":
            draw_icon(painter, dot.adjusted(2, 2, -2, -2), "check", theme.colour("on_accent"))
        elif step.state == "running":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(dot.adjusted(4, 4, -4, -4))
        strong = TextStyle.STRONG if step.state == "running" else TextStyle.BODY
        lines = (
            (step.name, strong, "text"),
            (step.detail, TextStyle.KEY, "muted"),
            (step.time, TextStyle.KEY, "broken" if step.is_over else "muted"),
        )
        top = _LINE_Y + _DOT + 6
        for place, (text, style, colour) in enumerate(lines):
            painter.setFont(font(style))
            painter.setPen(theme.colour(colour))
            metrics = painter.fontMetrics()
            rows = self._rows()[place]
            shown = text if rows > 1 else _shortened(metrics, text, slot)
            box = QRectF(centre - slot / 2 + _AIR, top, slot - 2 * _AIR, rows * metrics.height())
            painter.drawText(box, _CENTRED, shown)
            top += rows * metrics.height() + 1

    def _rows(self) -> tuple[int, ...]:
        """Return how many rows names, details and times take: two, as soon as one is too wide."""
        room = self.width() / max(1, len(self._steps)) - 2 * _AIR
        kinds = (
            (TextStyle.STRONG, [step.name for step in self._steps]),
            (TextStyle.KEY, [step.detail for step in self._steps]),
            (TextStyle.KEY, [step.time for step in self._steps]),
        )
        return tuple(
            2
            if max(map(QFontMetrics(font(style)).horizontalAdvance, texts), default=0) > room
            else 1
            for style, texts in kinds
        )


def _shortened(metrics: QFontMetrics, text: str, slot: float) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(slot) - 2 * _AIR)
