"""What the page of the call-backs does, without widgets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from fmdesk.core.domain.call_back import (
    CallBackDraft,
    CallBackOutcome,
    CallBackRow,
    Called,
    Satisfaction,
)
from fmdesk.core.domain.views import Changes
from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.i18n import current_language


@dataclass(frozen=True, slots=True)
class Worklist:
    """Who is to be called, and what customers said this month."""

    rows: Sequence[CallBackRow]
    said: Sequence[Satisfaction]


class CallBacksPresenter(QObject):
    """Fetches the worklist and records outcomes."""

    listed = Signal(object)
    """The `Worklist`."""
    failed = Signal(object)
    """It could not be fetched."""
    recorded = Signal(object)
    """What a try led to (`Called`)."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.is_listed = False
        desk.changed.connect(self._hear)

    def load(self) -> None:
        """Fetch the worklist; the answer to an earlier question is dropped."""
        services, language = self._desk.services, current_language()

        def work() -> Worklist:
            month = f"{services.time.wall():%Y-%m}"
            return Worklist(
                services.call_backs.worklist(language),
                services.call_backs.satisfaction(month, language),
            )

        self._desk.query(self, work, self._take, self.failed.emit, key="worklist")

    def record(
        self,
        row: CallBackRow,
        outcome: CallBackOutcome,
        note: str,
        refused: Callable[[str], None],
    ) -> None:
        """Record the outcome of a try.

        Args:
            row: The call-back as the user saw it.
            outcome: What the customer said.
            note: In the customer's words.
            refused: Takes the sentence that says why it was not recorded.
        """
        draft = CallBackDraft(uuid4(), row.id, row.tries, outcome, note)

        def done(called: Called) -> Changes:
            self.recorded.emit(called)
            return Changes(tickets=(called.ticket_id,))

        self._desk.change(
            self,
            lambda: self._desk.services.call_backs.record(draft),
            done,
            lambda problem: refused(sentence_of(problem)),
        )

    def _take(self, found: Worklist) -> None:
        self.is_listed = True
        self.listed.emit(found)

    def _hear(self, changes: Changes) -> None:
        if self.is_listed and (changes.tickets or changes.is_everything):
            self.load()
