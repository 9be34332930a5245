"""A small planner: three rooms on one Tuesday, and the keys and mouse of who works with it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.instants import to_epoch
from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.ui.kit import Kit
from fmdesk.ui.planner import Planner, PlannerBox, PlannerData, PlannerRow
from fmdesk.ui.planner.tiles import ROW

TUESDAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
TIME = OfficeTime("Europe/Amsterdam", lambda: NOW)
HOURS = (7, 19)


def at(hour: int, minute: int = 0, day: int = 24) -> datetime:
    """Return when the clock in Amsterdam reads this in November."""
    return datetime(2026, 11, day, hour - 1, minute, tzinfo=UTC)


def sec(hour: int, minute: int = 0, day: int = 24) -> int:
    return to_epoch(at(hour, minute, day))


def box(number: int, row: int, start: datetime, end: datetime, **more: object) -> PlannerBox:
    given = {"occupied_from": start, "occupied_until": end, "title": f"Meeting {number}", **more}
    return PlannerBox(number, row, start, end, **given)


ROWS = (
    PlannerRow(1, "Maas", "12 people", ("user",), "screen"),
    PlannerRow(2, "Waal", "8 people"),
    PlannerRow(3, "Grote IJssel", "20 people"),
)
BOXES = (
    box(11, 1, at(9), at(10), occupied_from=at(8, 30), occupied_until=at(10, 15), state="approved"),
    box(12, 1, at(13), at(14), tone="risk", icon="hourglass", state="requested"),
    box(21, 2, at(9), at(11), title="Board", may_change=False),
)
OPEN = {1: ((at(8), at(18)),), 2: ((at(8), at(18)),)}
DATA = PlannerData(ROWS, BOXES, OPEN)


@dataclass
class Hand:
    """Works with a planner as a person does, and keeps what it asked for."""

    planner: Planner
    asked: list[tuple] = field(default_factory=list)

    def press(self, *keys: Qt.Key | str, with_: Qt.KeyboardModifier | None = None) -> None:
        for key in keys:
            if isinstance(key, str):
                QTest.keyClicks(self.planner, key)
            else:
                QTest.keyClick(self.planner, key, with_ or Qt.KeyboardModifier.NoModifier)

    def place(self, row: int, when: datetime) -> QPoint:
        x = self.planner.scene.axis.x_of(to_epoch(when))
        across, down = self.planner.origin
        return QPoint(int(x) - across, row * ROW + ROW // 2 - down)

    def drag(self, start: QPoint, *ways: QPoint, is_released: bool = True) -> None:
        port, left = self.planner.viewport(), Qt.MouseButton.LeftButton
        QTest.mousePress(port, left, pos=start)
        for way in ways:
            QTest.mouseMove(port, way)
            QTest.qWait(0)
        if is_released:
            QTest.mouseRelease(port, left, pos=ways[-1])

    def words(self) -> str:
        return self.planner.words()


@pytest.fixture
def hand(qtbot: QtBot, kit: Kit) -> Hand:
    planner = Planner(kit.theme, TIME)
    qtbot.addWidget(planner)
    planner.resize(1200, 400)
    planner.name_it("Planner")
    planner.show_days(TUESDAY, 1, HOURS)
    planner.set_data(DATA)
    with qtbot.waitActive(planner):
        planner.show()
        planner.activateWindow()
    planner.setFocus()
    made = Hand(planner)
    for name in ("opened", "made", "moved", "removed", "period_asked"):
        getattr(planner, name).connect(noting(made.asked, name))
    planner.today_asked.connect(lambda: made.asked.append(("today",)))
    return made


def noting(asked: list[tuple], name: str) -> Callable[..., None]:
    return lambda *values: asked.append((name, *values))
