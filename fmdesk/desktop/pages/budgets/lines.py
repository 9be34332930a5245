"""The lines that take from a budget: one row each, with what it costs."""

from collections.abc import Callable, Sequence

from fmdesk.core.domain.budget_views import BudgetLine
from fmdesk.desktop.pages.budgets.model import line_columns
from fmdesk.i18n import N_, ngettext, number
from fmdesk.ui.kit import Kit
from fmdesk.ui.tables import PagedModel
from fmdesk.ui.tableview import TableView
from fmdesk.ui.texts import Texts
from fmdesk.ui.widgets.behind import BehindView
from fmdesk.ui.widgets.card import TableFrame


class LinesView(BehindView):
    """What a budget was spent on.

    Args:
        kit: Theme, the office's time and memory.
        texts: Words of the page.
        fetch: Gives the rows of some numbers; called on a thread.
    """

    def __init__(
        self, kit: Kit, texts: Texts, fetch: Callable[[Sequence[int]], Sequence[BudgetLine]]
    ) -> None:
        super().__init__(kit, texts, N_("Back to the budgets"), "Esc")
        self.model: PagedModel[BudgetLine] = PagedModel(
            line_columns(kit.time), kit.runner, fetch, self
        )
        self.table = TableView(kit, self.model, "budgets.lines")
        self.table.opened.connect(self._open)
        self.table.cell_opened.connect(lambda place, _key: self._open(place))
        self.column.addWidget(TableFrame(self.table), 1)

    def show_lines(self, title: str, numbers: Sequence[int]) -> None:
        """Show these lines."""
        self.title.show_text(title)
        self.table.setAccessibleName(title)
        words = ngettext("{n} line", "{n} lines", len(numbers))
        self.count.setText(words.format(n=number(len(numbers))))
        self.model.set_ids(numbers)
        self.table.go_to(0)
        self.table.setFocus()

    def _open(self, place: int) -> None:
        row = self.model.row_at(place)
        if row is not None and row.record.line_id is not None:
            self.line_asked.emit(row.record.line_id)
