"""What the list does to many lines at once, without widgets."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from fmdesk.core.domain.bulk import BulkOrder, BulkResult
from fmdesk.core.domain.views import Changes
from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.desktop.pages.tickets.bulk_model import ACTS, done_words, undone_words
from fmdesk.i18n import _, current_language
from fmdesk.ui.tasks import JobDiedError

MOST_UNITS = 500
FEW_TICKETS = 500
"""Of more tickets that changed, pages query everything again."""


class BulkPresenter(QObject):
    """Runs orders in the background, keeps the last one that can be taken back."""

    told = Signal(str, object)
    """It ended with something to look at: a sentence and the `BulkResult`."""
    offered = Signal(object)
    """Who owns tickets, and who asks."""
    units = Signal(object)
    """The units, as choices."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._running: BulkOrder | None = None
        self._undoable: tuple[BulkOrder, BulkResult] | None = None

    @property
    def can_undo(self) -> bool:
        """Whether there is something that can be taken back."""
        return self._undoable is not None

    def ask_owners(self) -> None:
        """Fetch who may own a ticket: who does already, and who asks."""
        services = self._desk.services

        def work() -> Sequence[str]:
            mine = services.access.me().login
            return (mine, *(one for one in services.bulk.owners() if one != mine))

        self._desk.query(self, work, self.offered.emit, key="owners")

    def ask_units(self) -> None:
        """Fetch the units."""
        find, language = self._desk.services.queries.choices, current_language()
        self._desk.query(
            self, lambda: find("unit", "", language, MOST_UNITS), self.units.emit, key="units"
        )

    def start(
        self,
        ids: Callable[[], Sequence[int]],
        make: Callable[[Sequence[int]], BulkOrder],
    ) -> None:
        """Do something to some lines.

        Args:
            ids: Gives their ids; called on a thread.
            make: Gives the order for these lines.
        """
        self._desk.query(self, ids, lambda found: self._run(make(found)))

    def go_on(self) -> None:
        """Give the last order again: what is done already is not done twice."""
        if self._running is not None:
            self._run(self._running)

    def undo(self) -> None:
        """Take the last order back, where there is one."""
        if self._undoable is None:
            self._desk.said.emit(_("There is nothing to take back."))
            return
        order, result = self._undoable
        self._undoable = None
        job = self._desk.services.jobs.undo
        work = partial(job, order, result.done, _("Taken back"), current_language())
        self._start(_("It is being taken back"), work, self._taken_back)

    def _run(self, order: BulkOrder) -> None:
        self._running = order
        work = partial(self._desk.services.jobs.bulk, order, current_language())
        self._start(_(ACTS[order.kind].job), work, self._finished)

    def _start(
        self, title: str, work: Callable[..., object], done: Callable[[BulkResult], None]
    ) -> None:
        def finished(result: object) -> None:
            if isinstance(result, BulkResult):
                done(result)

        def failed(problem: Exception) -> None:
            self._desk.changed.emit(Changes(is_everything=True))
            is_dead = isinstance(problem, JobDiedError)
            self.told.emit(_("It was interrupted.") if is_dead else sentence_of(problem), None)

        self._desk.start_job(self, title, work, finished, ended=lambda: None, failed=failed)

    def _finished(self, result: BulkResult) -> None:
        order = self._running
        if order is not None and result.done and order.kind.can_be_undone:
            self._undoable = (order, result)
        self._tell(done_words(result), result, can_undo=self.can_undo)

    def _taken_back(self, result: BulkResult) -> None:
        self._running = None
        self._tell(undone_words(result), result, can_undo=False)

    def _tell(self, words: str, result: BulkResult, *, can_undo: bool) -> None:
        tickets = tuple({one.ticket_id for one in result.done})
        many = len(tickets) > FEW_TICKETS
        self._desk.changed.emit(Changes(is_everything=True) if many else Changes(tickets=tickets))
        if result.refused or result.left:
            self.told.emit(words, result)
        elif can_undo:
            self._desk.said_with.emit(words, (_("Undo"), self.undo))
        else:
            self._desk.said.emit(words)
