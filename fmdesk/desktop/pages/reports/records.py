"""The list behind a figure of a report: one row for each record that it counts."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from fmdesk.core.domain.reporting import Cell, RecordRow
from fmdesk.desktop.pages.reports.model import record_columns
from fmdesk.desktop.pages.reports.presenter import Behind
from fmdesk.i18n import N_, ngettext, number
from fmdesk.ui.kit import Kit
from fmdesk.ui.tables import PagedModel
from fmdesk.ui.tableview import TableView
from fmdesk.ui.texts import Texts
from fmdesk.ui.widgets.behind import BehindView
from fmdesk.ui.widgets.card import TableFrame, clear

Fetch = Callable[[Cell, Sequence[int]], Sequence[RecordRow]]


class RecordsView(BehindView):
    """What a figure counts: its name, how many, and a row for each.

    Args:
        kit: Theme, the office's time and memory.
        texts: Words of the page.
        fetch: Gives the rows of some numbers.
    """

    def __init__(self, kit: Kit, texts: Texts, fetch: Fetch) -> None:
        super().__init__(kit, texts, N_("Back to the figures"))
        self._kit, self._fetch = kit, fetch
        self.table: TableView | None = None
        self.model: PagedModel[RecordRow] | None = None
        self._place = QVBoxLayout()
        self.column.addLayout(self._place, 1)

    def show_behind(self, behind: Behind) -> None:
        """Show what is behind a figure, in the columns of its kind of record."""
        clear(self._place)
        count = len(behind.numbers)
        self.title.show_text(behind.title)
        words = ngettext("{n} record", "{n} records", count)
        self.count.setText(words.format(n=number(count)))
        model: PagedModel[RecordRow] = PagedModel(
            record_columns(behind.opens, self._kit.time),
            self._kit.runner,
            partial(self._fetch, behind.cell),
            self,
        )
        self.model = model
        self.table = TableView(self._kit, model, f"reports.{behind.opens.value}")
        self.table.setAccessibleName(behind.title)
        self.table.opened.connect(self._open)
        self.table.cell_opened.connect(lambda place, _key: self._open(place))
        self._place.addWidget(TableFrame(self.table))
        model.set_ids(behind.numbers)
        self.table.go_to(0)
        self.table.setFocus()

    def _open(self, place: int) -> None:
        row = self.model.row_at(place) if self.model else None
        if row is not None and row.line_id is not None:
            self.line_asked.emit(row.line_id)
