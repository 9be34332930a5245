"""What the page of the reviews does, without widgets."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from fmdesk.core.domain.reviews import ReviewList
from fmdesk.core.domain.views import Changes
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.keeping import Keeping
from fmdesk.desktop.pages.reviews.model import DUE
from fmdesk.i18n import current_language

if TYPE_CHECKING:
    from fmdesk.core.services.reviews import Reviews


class ReviewsPresenter(Keeping):
    """Fetches what can be reviewed, sets dates, records reviews."""

    listed = Signal(object)
    """What there is (`ReviewList`)."""
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(desk, parent)
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

    def _hear(self, changes: Changes) -> None:
        if self.list is not None and changes.is_everything:
            self.load()
