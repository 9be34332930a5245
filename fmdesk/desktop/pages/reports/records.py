"""The list behind a figure of a report: one row for each record that it counts."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fmdesk.core.domain.reporting import Cell, RecordRow
from fmdesk.desktop.pages.reports.model import record_columns
from fmdesk.desktop.pages.reports.presenter import Behind
from fmdesk.i18n import N_, ngettext, number
from fmdesk.ui.kit import Kit
from fmdesk.ui.tables import PagedModel
from fmdesk.ui.tableview import TableView
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_M, SPACE_S
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.card import TableFrame, clear
from fmdesk.ui.widgets.labels import ElidedLabel, label

Fetch = Callable[[Cell, Sequence[int]], Sequence[RecordRow]]


class RecordsView(QWidget):
    """What a figure counts: its name, how many, and a row for each.

    Args:
        kit: Theme, the office's time and memory.
        texts: Words of the page.
        fetch: Gives the rows of some numbers.
    """

    closed = Signal()
    line_asked = Signal(int)

    def __init__(self, kit: Kit, texts: Texts, fetch: Fetch) -> None:
        super().__init__()
        self.setObjectName("content")
        self._kit, self._fetch = kit, fetch
        self.table: TableView | None = None
        self.model: PagedModel[RecordRow] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        icon = kit.theme.icon("chevron-left")
        self.back = button(self.closed.emit, kind="quiet", icon=icon, name="back")
        texts.say(self.back.setText, N_("Back to the figures"))
        self.title = ElidedLabel("", "card_title")
        self.count = label("", "muted")
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(self.back)
        row.addWidget(self.title, 1)
        row.addWidget(self.count)
        column.addLayout(row)
        self._place = QVBoxLayout()
        column.addLayout(self._place, 1)

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
