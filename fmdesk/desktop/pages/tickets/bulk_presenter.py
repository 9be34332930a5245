"""What the list does to many lines at once, without widgets."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from fmdesk.core.domain.bulk import BulkOrder, BulkResult, Done
from fmdesk.core.domain.views import Changes
from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.desktop.pages.tickets.bulk_model import ACTS, done_words, undone_words
from fmdesk.i18n import _, current_language
from fmdesk.ui.tasks import JobDiedError

MOST_UNITS = 500
STORAGE = "storage."
"""Begin of the codes of errors that do not tell whether it was done."""
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
        self._last: Callable[[], None] | None = None
        """Starts what was started last once more."""
        self._unsure: BulkOrder | None = None
        """Of this order nobody knows to which lines it was done."""
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
        """Give the last order again, or take it back further; nothing is done twice."""
        if self._last is not None:
            self._last()

    def undo(self) -> None:
        """Take the last order back, where there is one."""
        if self._undoable is None:
            self._desk.said.emit(_("There is nothing to take back."))
            return
        order, result = self._undoable
        self._undoable = None
        self._take_back(order, result.done)

    def _take_back(self, order: BulkOrder, done: Sequence[Done]) -> None:
        self._last = partial(self._take_back, order, done)
        job = self._desk.services.jobs.undo
        work = partial(job, order, done, _("Taken back"), current_language())
        self._start(_("It is being taken back"), work, self._taken_back)

    def _run(self, order: BulkOrder) -> None:
        order = self._as_tried(order)
        self._unsure, self._last = order, partial(self._run, order)
        work = partial(self._desk.services.jobs.bulk, order, current_language())
        self._start(_(ACTS[order.kind].job), work, partial(self._finished, order))

    def _as_tried(self, order: BulkOrder) -> BulkOrder:
        """Return an order under the number of an earlier try that says the same.

        What a process did before it was cut off is not known here; asked for anew under a number
        of its own, a message or a task would stand twice (`core/domain/attempts.py` does this for
        commands that run here).
        """
        before = self._unsure
        if before is None:
            return order
        again = replace(order, op_id=before.op_id)
        return again if replace(again, line_ids=before.line_ids) == before else order

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

    def _finished(self, order: BulkOrder, result: BulkResult) -> None:
        if not any(one.code.startswith(STORAGE) for one in result.refused):
            self._unsure = None
        if result.done and order.kind.can_be_undone:
            self._undoable = (order, result)
        self._tell(done_words(result), result, can_undo=self.can_undo)

    def _taken_back(self, result: BulkResult) -> None:
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
