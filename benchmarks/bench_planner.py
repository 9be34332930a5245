"""The planner: first paint and a drag, against a bare QPainter drawing the same boxes and texts.

200 rooms and a week of bookings, offscreen. Ours is the widget with all that it does: from its
data to the painted sheet, and from a movement of the mouse to the repainted part. The peer gets
the rectangles and the cut texts ready, and paints what the widget painted there: open and closed
hours, boxes, edges, texts.
"""

import gc
import os
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from random import Random
from time import perf_counter

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.result import Result, at_most
from fmdesk.core.domain.instants import to_datetime
from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.ui.planner import Planner, PlannerBox, PlannerData, PlannerRow
from fmdesk.ui.planner.tiles import ROW
from fmdesk.ui.theme import STYLE_ARGUMENTS, Theme, font, install
from fmdesk.ui.tokens import TextStyle

ROOMS, HOURS = 200, (7, 19)
ROUNDS, STEPS, MOST, MS = 40, 20, 2.0, 1000
WIDTH, HEIGHT = 1900, 1000
CASES = (
    ("200 rooms, a week", 7),
    ("200 rooms, a day", 1),
)
MONDAY = datetime(2026, 11, 22, 23, tzinfo=UTC)
NOW = MONDAY + timedelta(days=1, hours=9, minutes=20)
STATES = (("accent", ""), ("accent", ""), ("risk", "hourglass"), ("kept", "circle-check"))


def run() -> list[Result]:
    """Measure a week and a day, on a screen of 1,900 by 1,000."""
    app = QApplication(["planner", *STYLE_ARGUMENTS])
    theme = Theme()
    install(app, theme)
    results = []
    for name, days in CASES:
        data = bookings(days)
        planner = opened(theme, data, days)
        bare = Bare(planner, theme)
        note = f"a bare QPainter placing and drawing the same {len(bare.tiles):,} boxes and texts"
        ours, peer = in_turns(
            partial(first_paint, planner, data), partial(bare.paint_once, bare.rect())
        )
        results.append(
            at_most(f"planner, first paint: {name}", ours, peer, MOST, unit="ms", note=note)
        )
        results += drag(planner, bare, name)
        planner.close()
    return results


def bookings(days: int) -> PlannerData:
    """Return 200 rooms that are well used from Monday to Friday, or on Tuesday alone."""
    chance = Random(7)
    rows = tuple(PlannerRow(n, f"Room {n:03}", f"{4 + n % 20} people") for n in range(ROOMS))
    boxes = []
    for row in rows:
        for day in range(5) if days > 1 else (1,):
            at = MONDAY + timedelta(days=day, hours=8)
            while at < MONDAY + timedelta(days=day, hours=17):
                first = at + timedelta(minutes=15 * chance.randrange(4))
                start = first + timedelta(minutes=15 * chance.randrange(2))
                end = start + timedelta(minutes=30 * chance.randrange(1, 5))
                at = end + timedelta(minutes=15 * chance.randrange(2))
                tone, icon = chance.choice(STATES)
                title = f"Meeting {len(boxes)} of department {row.id % 9}"
                words = (title, f"{chance.randrange(2, 20)} people", tone, icon, "state")
                boxes.append(PlannerBox(len(boxes), row.id, start, end, first, at, *words))
    hours = [
        (MONDAY + timedelta(days=d, hours=8), MONDAY + timedelta(days=d, hours=18))
        for d in range(5)
    ]
    return PlannerData(rows, tuple(boxes), {row.id: hours for row in rows})


def opened(theme: Theme, data: PlannerData, days: int) -> Planner:
    """Return a planner that has been painted once."""
    planner = Planner(theme, OfficeTime("Europe/Amsterdam", lambda: NOW))
    planner.resize(WIDTH, HEIGHT)
    planner.show_days(date(2026, 11, 24) if days == 1 else date(2026, 11, 23), days, HOURS)
    planner.set_data(data)
    planner.show()
    QApplication.processEvents()
    return planner


def first_paint(planner: Planner, data: PlannerData) -> float:
    """Return the seconds from data to a painted sheet; of its boxes nothing is known before."""
    planner.set_data(PlannerData(data.rows))
    QApplication.processEvents()
    begin = perf_counter()
    planner.set_data(data)
    planner.viewport().repaint()
    return perf_counter() - begin


class Bare(QWidget):
    """Places and draws boxes and texts with nothing kept from before, as one writes it first."""

    def __init__(self, planner: Planner, theme: Theme) -> None:
        super().__init__()
        self.resize(planner.viewport().size())
        self._planner = planner
        self._first = to_datetime(planner.scene.axis.start)
        self._scale = planner.scene.axis.scale
        self._colours = {
            tone: (theme.colour(f"{tone}_soft"), theme.colour(tone)) for tone, _icon in STATES
        }
        self._fonts = font(TextStyle.LABEL), font(TextStyle.KEY)
        self.take(self.rect())
        self.show()
        QApplication.processEvents()

    def take(self, part: QRect) -> None:
        """Draw from now on what the planner shows in a part of its sheet."""
        scene, tiles = self._planner.scene, self._planner.tiles
        rows = range(part.top() // ROW, min(part.bottom() // ROW + 1, ROOMS))
        start, end = scene.axis.at(part.left()), scene.axis.at(part.right()) + 1
        self.shut = [rect for row in rows for rect in tiles.shut(row)]
        self.tiles = [tile for row in rows for tile in tiles.between(row, start, end)]
        self._rows = [] if part.left() else [scene.data.rows[row] for row in rows]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Draw."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), Qt.GlobalColor.white)
        for rect in self.shut:
            painter.fillRect(rect, Qt.GlobalColor.lightGray)
        title, detail = self._fonts
        for tile in self.tiles:
            box = tile.span.box
            left, right = self._x(box.occupied_from), self._x(box.occupied_until)
            rect = QRect(left, box.row_id * ROW + 3, right - left, ROW - 7)
            soft, strong = self._colours[box.tone]
            painter.fillRect(rect, soft)
            painter.fillRect(QRect(self._x(box.start), rect.top(), 3, rect.height()), strong)
            painter.setPen(Qt.GlobalColor.black)
            if tile.title:
                painter.setFont(title)
                painter.drawText(tile.title.x, tile.title.y, tile.title.text)
            if tile.detail:
                painter.setFont(detail)
                painter.drawText(tile.detail.x, tile.detail.y, tile.detail.text)
        for row in self._rows:
            painter.setFont(title)
            painter.drawText(10, row.id * ROW + 19, row.name)
            painter.setFont(detail)
            painter.drawText(10, row.id * ROW + 36, row.detail)
        painter.end()

    def _x(self, at: datetime) -> int:
        days, seconds = divmod((at - self._first).total_seconds(), 24 * 3600)
        return int((days * 12 * 3600 + seconds) * self._scale)

    def paint_once(self, part: QRect) -> float:
        """Return the seconds of one painting."""
        begin = perf_counter()
        self.repaint(part)
        return perf_counter() - begin


class Watch(QObject):
    """Notes which part of a widget is painted."""

    part = QRect()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Keep the rectangle."""
        if isinstance(event, QPaintEvent):
            self.part = event.rect()
        return super().eventFilter(watched, event)


def drag(planner: Planner, bare: Bare, name: str) -> list[Result]:
    """Drag a box along the room below, step by step."""
    port = planner.viewport()
    tile = next(one for one in bare.tiles if one.body.width() > 30 and one.whole.top() > ROW)
    start = tile.body.center()
    port.installEventFilter(watch := Watch(port))
    send(port, QEvent.Type.MouseButtonPress, start)
    step = planner.scene.snap * planner.scene.axis.scale
    (whole,) = in_turns(partial(bare.paint_once, bare.rect()))
    ours, part = 0.0, 0.0
    for count in range(4, 4 + STEPS):
        seconds = [drag_step(planner, start, (count + turn % 2) * step) for turn in range(ROUNDS)]
        ours += min(seconds) * MS / STEPS
        bare.take(watch.part)
        part += in_turns(partial(bare.paint_once, watch.part))[0] / STEPS
    port.removeEventFilter(watch)
    planner.settle()
    return [
        at_most(
            f"planner, a step of a drag: {name}",
            ours,
            whole,
            MOST,
            unit="ms",
            note="a bare QPainter drawing the same boxes and texts anew",
        ),
        Result(
            name=f"planner, a step of a drag, from mouse to paint: {name}",
            ours=ours,
            other=part,
            ratio=ours / part,
            bound="none",
            ok=True,
            unit="ms",
            note="a bare QPainter that is told the rectangle, and gets its boxes ready",
        ),
    ]


def drag_step(planner: Planner, start: QPoint, right: float) -> float:
    """Return the seconds from a movement of the mouse to the painted sheet."""
    begin = perf_counter()
    send(planner.viewport(), QEvent.Type.MouseMove, start + QPoint(int(right), ROW))
    QApplication.sendPostedEvents()
    return perf_counter() - begin


def send(port: QWidget, kind: QEvent.Type, at: QPoint) -> None:
    """Give a widget an event of the mouse with the left button down."""
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    spot = QPointF(at)
    QApplication.sendEvent(port, QMouseEvent(kind, spot, port.mapToGlobal(spot), left, left, none))


def in_turns(*works: Callable[[], float]) -> list[float]:
    """Return the quickest of some rounds of each in ms; what else the machine does slows all."""
    gc.collect()
    rounds = [[work() for work in works] for _round in range(ROUNDS)]
    return [min(one) * MS for one in zip(*rounds, strict=True)]
