"""What the page of the objections does, without widgets."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from fmdesk.core.domain.objection import SanctionView
from fmdesk.core.domain.views import Changes, Why
from fmdesk.desktop.desk import Desk
from fmdesk.i18n import current_language

OPEN, ALL = "open", "all"


class ObjectionsPresenter(QObject):
    """Fetches what waits for a controller, and why each is as it is."""

    listed = Signal(object)
    """Tuple of `SanctionView`."""
    explained = Signal(object)
    """The `Why` of the chosen one's line."""
    failed = Signal(object)

    def __init__(self, desk: Desk, is_seen: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._is_seen = desk, is_seen
        self.which = OPEN
        self.rows: Sequence[SanctionView] | None = None
        desk.changed.connect(self._hear)

    def load(self) -> None:
        """Fetch the list; the answer to an earlier question is dropped."""
        sanctions, language = self._desk.services.sanctions, current_language()
        read = sanctions.open if self.which == OPEN else sanctions.unposted
        self._desk.query(
            self, lambda: read(language), self._take, self.failed.emit, key="objections"
        )

    def show_which(self, which: str) -> None:
        """Show the objections that wait, or everything that is not posted yet."""
        self.which = which
        self.load()

    def explain(self, line_id: int) -> None:
        """Fetch why the line of a sanction is judged as it is."""
        whys, language = self._desk.services.whys, current_language()

        def work() -> Why:
            return whys.explain(line_id, language)

        self._desk.query(self, work, self.explained.emit, self.failed.emit, key="why")

    def _take(self, rows: Sequence[SanctionView]) -> None:
        self.rows = rows
        self.listed.emit(rows)

    def _hear(self, changes: Changes) -> None:
        if self._is_seen() and (changes.months or changes.is_everything):
            self.load()
