"""What other desks change: noticed by each page that is looked at, by one timer and one query."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from fmdesk.desktop.desk import Desk

LOOK_EVERY_MS = 3_000
"""How often it is asked whether anybody changed anything."""
LOOKS_A_MINUTE = 20


def _none() -> int:
    return 0


@dataclass(slots=True, eq=False)
class Watched:
    """What fetches again when somebody changed something.

    Attributes:
        widget: Where it is shown; while nobody looks at it nothing is fetched.
        again: Fetches it again; what is chosen, in sight or typed stays.
        failed: Takes the error of a look; None where the next command tells.
        most_looks: After so many looks it fetches again whatever happened; 0 for never.
        pause: Looks that it lets pass before it fetches again, asked each time.
        stamp: Number of the last command that it knows of.
        looks: Looks since it fetched.
    """

    widget: QWidget
    again: Callable[[], object]
    failed: Callable[[Exception], object] | None = None
    most_looks: int = 0
    pause: Callable[[], int] = _none
    stamp: int = -1
    looks: int = 0

    @property
    def is_looked_at(self) -> bool:
        """Whether a person can see it."""
        return self.widget.isVisible() and not self.widget.window().isMinimized()

    def compare(self, stamp: int) -> None:
        """Fetch again when that is not the last command that it knows of."""
        self.looks += 1
        is_over = 0 < self.most_looks <= self.looks
        is_news = stamp != self.stamp and self.looks > self.pause()
        if is_news or is_over:
            self.stamp, self.looks = stamp, 0
            self.again()


class Watch(QObject):
    """Asks for the number of the last command while a page that shows what changes is looked at.

    A page that comes into sight may be asked to fetch once more than needed: what it knows then was
    fetched after the number that it is compared with, so that nothing is missed in between.

    Args:
        desk: Services of the window.
    """

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk)
        self._desk = desk
        self._watched: list[Watched] = []
        self.timer = QTimer(self, interval=LOOK_EVERY_MS)
        self.timer.timeout.connect(self.look)

    def add(
        self,
        widget: QWidget,
        again: Callable[[], object],
        failed: Callable[[Exception], object] | None = None,
        most_looks: int = 0,
        pause: Callable[[], int] = _none,
    ) -> Watched:
        """Watch for what shows in a widget, until that is gone; see `Watched`."""
        made = Watched(widget, again, failed, most_looks, pause)
        self._watched.append(made)
        widget.installEventFilter(self)
        widget.destroyed.connect(lambda: self._watched.remove(made))
        return made

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look for changes as long as something can be seen that shows them."""
        if event.type() == QEvent.Type.Show:
            self.timer.start()
        elif event.type() == QEvent.Type.Hide and not self._looked_at():
            self.timer.stop()
        return super().eventFilter(watched, event)

    def look(self) -> None:
        """Ask whether anybody changed anything; nothing is asked while nobody looks."""
        if self._looked_at():
            self._desk.query(self, self._stamp, self._compare, self._fail, key="stamp")

    def _stamp(self) -> int:
        return self._desk.services.board.stamp()

    def _looked_at(self) -> list[Watched]:
        return [one for one in self._watched if one.is_looked_at]

    def _compare(self, stamp: int) -> None:
        for one in self._looked_at():
            one.compare(stamp)

    def _fail(self, problem: Exception) -> None:
        for one in self._looked_at():
            if one.failed is not None:
                one.failed(problem)
