"""What a line's panel does, without widgets."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from fmdesk.core.domain.ticket import EventDraft
from fmdesk.core.domain.views import Changes, LineView, Recorded, TicketView, Why
from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.i18n import current_language


@dataclass(frozen=True, slots=True)
class Shown:
    """A line with its ticket."""

    ticket: TicketView
    line: LineView
    is_late: bool = False


class LinePresenter(QObject):
    """Fetches one line, its explanation when asked, and records what happens to it."""

    loaded = Signal(object)
    """`Shown`."""
    explained = Signal(object)
    """`Why`."""
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.line_id = 0
        self.shown: Shown | None = None
        desk.changed.connect(self._hear)

    def show(self, line_id: int) -> None:
        """Fetch a line with its ticket."""
        self.line_id = line_id
        queries, language = self._desk.services.queries, current_language()

        def fetch() -> Shown:
            line = queries.line(line_id, language)
            ticket = queries.ticket(line.ticket_id, language)
            rows = queries.rows((line_id,))
            return Shown(ticket, line, bool(rows) and rows[0].is_late)

        self._desk.query(self, fetch, self._take, self.failed.emit, key="line")

    def explain(self) -> None:
        """Fetch why the line is judged as it is."""
        whys, line_id, language = self._desk.services.whys, self.line_id, current_language()

        def done(why: Why) -> None:
            if why.line.id == self.line_id:
                self.explained.emit(why)

        self._desk.query(
            self, lambda: whys.explain(line_id, language), done, self.failed.emit, key="why"
        )

    def record(
        self, draft: EventDraft, recorded: Callable[[], object], refused: Callable[[str], None]
    ) -> None:
        """Record an event on the line.

        Args:
            draft: What happened.
            recorded: Called when it is stored.
            refused: Called with the sentence to show when it was not.
        """
        fulfilment = self._desk.services.fulfilment

        def done(result: Recorded) -> Changes:
            recorded()
            return Changes(tickets=(result.ticket_id,))

        self._desk.change(
            self,
            lambda: fulfilment.record(draft),
            done,
            lambda problem: refused(sentence_of(problem)),
        )

    def _take(self, shown: Shown) -> None:
        if shown.line.id == self.line_id:
            self.shown = shown
            self.loaded.emit(shown)

    def _hear(self, changes: Changes) -> None:
        if self.shown is None:
            return
        if changes.is_everything or self.shown.ticket.id in changes.tickets:
            self.show(self.line_id)
