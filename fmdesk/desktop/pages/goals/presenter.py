"""What the page of the goals does, without widgets."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from fmdesk.core.domain.goal_views import GoalChoices, GoalList, GoalPage, ResultView
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.reporting import Cell, RecordRow
from fmdesk.core.domain.views import Changes
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.keeping import Keeping
from fmdesk.desktop.pages.reports.model import Span
from fmdesk.desktop.pages.reports.presenter import Behind
from fmdesk.i18n import current_language

if TYPE_CHECKING:
    from fmdesk.core.services.goals import Goals


class GoalsPresenter(Keeping):
    """Knows quarter and goal, fetches results, and keeps what is decided."""

    listed = Signal(object)
    """The goals (`GoalList`)."""
    shown = Signal(object)
    """The chosen goal (`GoalPage`)."""
    failed = Signal(object)
    printed = Signal(bytes, object)
    """The PDF of a quarter, and which (`Span`)."""
    opened = Signal(object)
    """What is behind a figure (`Behind`)."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(desk, parent)
        now = desk.kit.time.wall().date()
        self.span = Span.around("quarter", Month(now.year, now.month).shift(-1))
        self.goal_id = 0
        self.list: GoalList | None = None
        desk.changed.connect(self._hear)

    @property
    def goals(self) -> "Goals":
        """The use cases."""
        return self._desk.services.goals

    def step(self, places: int) -> None:
        """Show another quarter."""
        self.span = self.span.step(places)
        self.load()

    def load(self) -> None:
        """Fetch the goals, then the chosen one."""
        work = partial(self.goals.rows, str(self.span.last), current_language())
        self._desk.query(self, work, self._take, self.failed.emit, key="goals")

    def _take(self, found: GoalList) -> None:
        self.list = found
        ids = [one.goal.id for one in found.rows]
        if self.goal_id not in ids:
            self.goal_id = ids[0] if ids else 0
        self.listed.emit(found)
        if self.goal_id:
            self.choose(self.goal_id)

    def choose(self, goal_id: int) -> None:
        """Show the results of a goal; the answer to an earlier choice is dropped."""
        self.goal_id = goal_id
        work = partial(self.goals.page, goal_id, str(self.span.last), current_language())
        self._desk.query(self, work, self._show, self.failed.emit, key="goal")

    def _show(self, page: GoalPage) -> None:
        if page.row.goal.id == self.goal_id:
            self.shown.emit(page)

    def open(self, row: ResultView, place: int, title: str) -> None:
        """Fetch the records behind a part of a result."""
        cell, opens = row.cells[place], row.opens[place]
        if cell is None or opens is None:
            return

        def show(numbers: Sequence[int]) -> None:
            self.opened.emit(Behind(cell, opens, title, numbers))

        work = partial(self.goals.numbers, cell)
        self._desk.query(self, work, show, self.failed.emit, key="behind")

    def print(self) -> None:
        """Make the PDF of the quarter."""
        span = self.span
        work = partial(self.goals.paper, str(span.last), current_language())

        def made(content: bytes) -> None:
            self.printed.emit(content, span)

        self._desk.query(self, work, made, self.failed.emit, key="paper")

    def rows(self, cell: Cell, numbers: Sequence[int]) -> Sequence[RecordRow]:
        """Return some of the records behind a figure."""
        return self.goals.records(cell, numbers, current_language())

    def offer(self, take: Callable[[GoalChoices], None]) -> None:
        """Fetch what a goal is set from."""
        work = partial(self.goals.choices, current_language())
        self._desk.query(self, work, take, self.failed.emit, key="choices")

    def _hear(self, changes: Changes) -> None:
        if self.list is not None and (changes.months or changes.is_everything):
            self.load()
