"""The list behind a figure of the month: one row per verdict, as many as the figure says."""

from collections.abc import Callable, Sequence

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.views import JudgedRow
from fmdesk.desktop.pages.month.model import count_words, judged_columns, title_of
from fmdesk.desktop.pages.month.presenter import Behind
from fmdesk.i18n import N_
from fmdesk.ui.kit import Kit
from fmdesk.ui.tables import PagedModel
from fmdesk.ui.tableview import TableView
from fmdesk.ui.texts import Texts
from fmdesk.ui.widgets.behind import BehindView
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.card import TableFrame

Fetch = Callable[[Sequence[int]], Sequence[JudgedRow]]


class VerdictsView(BehindView):
    """What a figure counts: its name, how many, and a row for each.

    Args:
        kit: Theme, the office's time and memory.
        texts: Words of the page.
        fetch: Gives the rows of some numbers.
    """

    def __init__(self, kit: Kit, texts: Texts, fetch: Fetch) -> None:
        super().__init__(kit, texts, N_("Back to the figures"))
        self._behind: Behind | None = None
        self.decide = button(lambda: None, icon=kit.theme.icon("scale"), name="decide", keys="D")
        texts.say(self.decide.setText, N_("Decide…"))
        self.row.addWidget(self.decide)
        self.model = PagedModel(judged_columns(kit.time), kit.runner, fetch, self)
        self.table = TableView(kit, self.model, "month.verdicts")
        texts.say(self.table.setAccessibleName, N_("Verdicts"))
        self.table.opened.connect(self._open)
        self.table.cell_opened.connect(lambda place, _key: self._open(place))
        self.table.moved_to.connect(lambda _place: self._offer())
        self.model.dataChanged.connect(lambda *_cells: self._offer())
        self.column.addWidget(TableFrame(self.table), 1)

    def show_behind(self, behind: Behind) -> None:
        """Show what is behind a figure."""
        self._behind = behind
        self._show_words(behind)
        self.model.set_ids(behind.numbers)
        self.table.go_to(0)
        self.table.setFocus()
        self._offer()

    def waiting(self) -> JudgedRow | None:
        """Return the verdict that is chosen, where a person decides it or did; None for none."""
        row = self.model.row_at(self.table.current_row()) if self.isVisible() else None
        return row if row is not None and (row.outcome is Outcome.MANUAL or row.is_ruled) else None

    def _offer(self) -> None:
        """Offer to decide what a person decides; a list of what waits says so from the start."""
        is_quarantine = self._behind is not None and self._behind.wanted.outcome is Outcome.MANUAL
        self.decide.setVisible(is_quarantine or self.waiting() is not None)

    def _open(self, place: int) -> None:
        row = self.model.row_at(place)
        if row is not None:
            self.line_asked.emit(row.line_id)

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        self.model.retranslate()
        if self._behind is not None:
            self._show_words(self._behind)

    def _show_words(self, behind: Behind) -> None:
        self.title.show_text(title_of(behind.wanted, behind.figure))
        self.count.setText(count_words(len(behind.numbers), behind.lines))
