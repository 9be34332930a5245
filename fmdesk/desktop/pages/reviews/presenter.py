"""What the page of the reviews does, without widgets."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from fmdesk.core.domain.reviews import ReviewList
from fmdesk.core.domain.views import Changes, Choice
from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.desktop.pages.reviews.model import DUE
from fmdesk.i18n import current_language

if TYPE_CHECKING:
    from fmdesk.core.services.reviews import Reviews

CHOICES = 20


class ReviewsPresenter(QObject):
    """Fetches what can be reviewed, sets dates, records reviews."""

    listed = Signal(object)
    """What there is (`ReviewList`)."""
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.which = DUE
        self.list: ReviewList | None = None
        desk.changed.connect(self._hear)

    @property
    def reviews(self) -> "Reviews":
        """The use cases."""
        return self._desk.services.reviews

    def load(self) -> None:
        """Fetch everything."""
        work = partial(self.reviews.rows, current_language())
        self._desk.query(self, work, self._take, self.failed.emit, key="reviews")

    def show_which(self, which: str) -> None:
        """Show those of another choice."""
        self.which = which
        if self.list is not None:
            self.listed.emit(self.list)

    def _take(self, found: ReviewList) -> None:
        self.list = found
        self.listed.emit(found)

    def find_person(self, words: str, show: Callable[[Sequence[Choice]], None]) -> None:
        """Look for persons."""
        if words:
            queries = self._desk.services.queries
            look = partial(queries.choices, "person", words, current_language(), CHOICES)
            self._desk.query(self, look, show, key="person")

    def do(
        self,
        work: Callable[[], Changes],
        done: Callable[[], object],
        refused: Callable[[str], None],
    ) -> None:
        """Run a command; then fetch everything again.

        Args:
            work: The command.
            done: Called when it is done.
            refused: Takes the sentence that says why it was not.
        """

        def finished(changes: Changes) -> Changes:
            done()
            self.load()
            return changes

        self._desk.change(self, work, finished, lambda one: refused(sentence_of(one)))

    def _hear(self, changes: Changes) -> None:
        if self.list is not None and changes.is_everything:
            self.load()
