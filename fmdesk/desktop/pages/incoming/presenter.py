"""What the page of what comes in does, without widgets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from fmdesk.core.domain.incoming import Collected, IncomingRow, Stored
from fmdesk.core.domain.views import Changes
from fmdesk.core.services.incomings import SettleDraft
from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.desktop.pages.incoming.model import VIEWS


@dataclass(frozen=True, slots=True)
class Came:
    """What came in, and whether there is anywhere that it could come from."""

    rows: Sequence[IncomingRow]
    is_set: bool


class IncomingPresenter(QObject):
    """Fetches what came in, asks for more, and settles what needs no request."""

    listed = Signal(object)
    """`Came`."""
    failed = Signal(object)
    """It could not be fetched."""
    settled = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.view = "waiting"
        self.is_listed = False
        desk.changed.connect(self._hear)
        desk.came_in.connect(self._came_in)

    def load(self) -> None:
        """Fetch the list; the answer to an earlier question is dropped."""
        incoming, states = self._desk.services.incoming, VIEWS[self.view][1]

        def work() -> Came:
            return Came(incoming.rows(states), incoming.is_set)

        self._desk.query(self, work, self._take, self.failed.emit, key="incoming")

    def settle(self, row: IncomingRow, reason: str, refused: Callable[[str], None]) -> None:
        """Note that nothing has to be made of it.

        Args:
            row: What came in.
            reason: Why.
            refused: Takes the sentence that says why not.
        """
        draft = SettleDraft(uuid4(), row.incoming.id, reason)

        def done(_stored: Stored) -> Changes:
            self.settled.emit()
            self.load()
            return Changes()

        self._desk.change(
            self,
            lambda: self._desk.services.incoming.settle(draft),
            done,
            lambda problem: refused(sentence_of(problem)),
        )

    def _take(self, came: Came) -> None:
        self.is_listed = True
        self.listed.emit(came)

    def _came_in(self, collected: Collected) -> None:
        if self.is_listed and collected.stored:
            self.load()

    def _hear(self, changes: Changes) -> None:
        if self.is_listed and (changes.tickets or changes.is_everything):
            self.load()
