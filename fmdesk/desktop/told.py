"""Who asked a unit something is told when the answer is there, wherever in the window they are."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from fmdesk.i18n import ngettext, number

if TYPE_CHECKING:
    from fmdesk.desktop.desk import Desk

LOOK_MS = 30_000
"""How often is looked whether a unit has answered."""


class Told(QObject):
    """Says how many answers wait, each time there are more.

    Args:
        desk: Services and signals of the window.
    """

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk)
        self._desk = desk
        self._known = 0
        self.timer = QTimer(self)
        self.timer.setInterval(LOOK_MS)
        self.timer.timeout.connect(self.look)
        self.timer.start()

    def look(self) -> None:
        """Ask how many answers wait; a database in trouble is for the pages to tell."""
        count = self._desk.services.questions.count_news
        self._desk.query(self, count, self._take, lambda _problem: None, key="told")

    def _take(self, count: int) -> None:
        if count > self._known:
            words = ngettext(
                "{n} answer to what you asked waits for you: My unit, Questions.",
                "{n} answers to what you asked wait for you: My unit, Questions.",
                count,
            )
            self._desk.said.emit(words.format(n=number(count)))
        self._known = count
