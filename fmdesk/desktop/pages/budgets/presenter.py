"""What the page of the budgets does, without widgets."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from fmdesk.core.domain.budget import YEARS
from fmdesk.core.domain.budget_views import BudgetLine, BudgetPage, BudgetRow
from fmdesk.core.domain.views import Changes, Choice
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.keeping import CHOICES, Keeping
from fmdesk.i18n import current_language
from fmdesk.reports.budgets_file import render

if TYPE_CHECKING:
    from fmdesk.core.services.budget_pages import BudgetPages


class BudgetsPresenter(Keeping):
    """Fetches the budgets of a year and the lines behind one, sets, changes and ends them."""

    listed = Signal(object)
    """The budgets (`BudgetPage`)."""
    opened = Signal(object, object)
    """The budget (`BudgetRow`) and the numbers of its lines."""
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(desk, parent)
        self.page: BudgetPage | None = None
        self.year = desk.kit.time.wall().year
        desk.changed.connect(self._hear)

    @property
    def budgets(self) -> "BudgetPages":
        """The use cases."""
        return self._desk.services.budgets

    def load(self) -> None:
        """Fetch the budgets of the year."""
        work = partial(self.budgets.page, self.year, current_language())
        self._desk.query(self, work, self._take, self.failed.emit, key="budgets")

    def step(self, years: int) -> None:
        """Show another year, within those that may have budgets."""
        if self.year + years in YEARS:
            self.year += years
            self.load()

    def open(self, row: BudgetRow) -> None:
        """Fetch which lines take from a budget."""
        ids = partial(self.budgets.line_ids, row.cost_centre, row.year, row.part)

        def found(numbers: Sequence[int]) -> None:
            self.opened.emit(row, numbers)

        self._desk.query(self, ids, found, self.failed.emit, key="lines")

    def lines(self, numbers: Sequence[int]) -> Sequence[BudgetLine]:
        """Return some of these lines; called on a thread."""
        return self.budgets.lines(numbers, current_language())

    def find_centre(self, words: str, show: Callable[[Sequence[Choice]], None]) -> None:
        """Look for cost centres; `show` gets `CHOICES` of them at most."""
        centres = self.page.centres if self.page else ()
        found = [one for one in centres if words.casefold() in one.text.casefold()]
        show(found[:CHOICES])

    def export(self, target: Path) -> None:
        """Write the budgets of the year; the ending of the file says in which form."""
        page, language = self.page, current_language()
        form = "csv" if target.suffix.lower() == ".csv" else "xlsx"
        if page is not None:
            made = partial(render, page, form, language)
            save = partial(self._desk.save_file, self, target=target)
            self._desk.query(self, made, save, self.failed.emit, key="export")

    def _take(self, found: BudgetPage) -> None:
        if found.year == self.year:
            self.page = found
            self.listed.emit(found)

    def _hear(self, changes: Changes) -> None:
        if self.page is not None and changes.is_everything:
            self.load()
