"""The figures of a report: its chart, and a tab with a table for each of its tables."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QTabWidget, QVBoxLayout, QWidget

from fmdesk.core.domain.reporting import ReportFigures, ReportTable
from fmdesk.desktop.pages.reports.model import report_columns, shown_rows
from fmdesk.i18n import _
from fmdesk.reports.period import chart_svg, has_chart
from fmdesk.ui.charts import ChartView
from fmdesk.ui.kit import Kit
from fmdesk.ui.tables import RowsModel
from fmdesk.ui.tableview import TableView
from fmdesk.ui.tokens import SPACE_M, SPACE_S, SPACE_XS
from fmdesk.ui.widgets.card import Card
from fmdesk.ui.widgets.labels import label
from fmdesk.ui.widgets.states import State, StateStack

_CHART_HEIGHT = 190
MOST_TABS = 4
"""Tables that have a tab each; more of them are picked from a list."""


class FiguresView(QWidget):
    """A report as it is looked at.

    Args:
        kit: Theme and memory.
    """

    opened = Signal(str, str, object, str)
    """A figure: table, column, key of the row, and what it is in words."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._figures: ReportFigures | None = None
        self.tables: list[TableView] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        self.card = Card(spacing=SPACE_S)
        self.chart = ChartView(kit.theme, _CHART_HEIGHT)
        self.chart.setFixedHeight(_CHART_HEIGHT)
        self.card.body.addWidget(self.chart)
        column.addWidget(self.card)
        frame = Card(spacing=0)
        frame.layout().setContentsMargins(1, SPACE_XS, 1, SPACE_XS)  # type: ignore[union-attr]  # a card has one
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.currentChanged.connect(lambda _place: self._draw())
        self.pick = QComboBox()
        self.pick.setObjectName("table")
        self.pick.activated.connect(self.tabs.setCurrentIndex)
        frame.body.addWidget(self.pick)
        frame.body.addWidget(self.tabs)
        column.addWidget(frame, 1)

    @property
    def table(self) -> ReportTable | None:
        """The table that is looked at."""
        place = self.tabs.currentIndex()
        return self._figures.tables[place] if self._figures and place >= 0 else None

    def show_figures(self, figures: ReportFigures) -> None:
        """Show the figures of a report; the tab that was looked at stays where it is the same."""
        is_same = self._figures is not None and self._figures.spec == figures.spec
        filled = (place for place, table in enumerate(figures.tables) if table.rows)
        place = self.tabs.currentIndex() if is_same else next(filled, 0)
        self._figures = None
        while (page := self.tabs.widget(0)) is not None:
            self.tabs.removeTab(0)
            page.deleteLater()
        self.tables = []
        self.pick.clear()
        for table in figures.tables:
            self.tabs.addTab(self._made(table), _(table.spec.title))
            self.pick.addItem(_(table.spec.title))
        is_long = len(figures.tables) > MOST_TABS
        self.pick.setVisible(is_long)
        self.tabs.tabBar().setVisible(not is_long)
        self._figures = figures
        self.tabs.setCurrentIndex(max(0, place))
        self.pick.setCurrentIndex(self.tabs.currentIndex())
        self._draw()

    def _made(self, table: ReportTable) -> QWidget:
        frame = QWidget()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(SPACE_XS)
        if table.spec.note:
            note = label(_(table.spec.note), "muted", wraps=True)
            note.setContentsMargins(SPACE_M, SPACE_XS, SPACE_M, 0)
            inside.addWidget(note)
        model = RowsModel(report_columns(table), frame)
        model.set_rows(shown_rows(table) if table.rows else ())
        view = TableView(self._kit, model, f"reports.{table.spec.code}")
        view.setAccessibleName(_(table.spec.title))
        view.cell_opened.connect(partial(self._open, table))
        self.tables.append(view)
        states = StateStack(self._kit.theme, view)
        if not table.rows:
            states.show_state(
                State.EMPTY,
                _("Nothing in this period"),
                _("Choose other months, or somebody else."),
            )
        inside.addWidget(states, 1)
        return frame

    def _open(self, table: ReportTable, place: int, code: str) -> None:
        row = shown_rows(table)[place]
        column = next(one for one in table.spec.shown if one.code == code)
        names = ", ".join(filter(None, row.labels))
        title = f"{_(table.spec.title)}: {_(column.title)}, {names}"
        self.opened.emit(table.spec.code, code, row.key, title)

    def _draw(self) -> None:
        table = self.table
        is_drawn = table is not None and has_chart(table)
        self.card.setVisible(is_drawn)
        if table is None or not is_drawn or self._figures is None:
            return
        column = next(one for one in table.spec.columns if one.code == table.spec.chart)
        title = f"{_(table.spec.title)}: {_(column.title)}"
        self.card.set_title(title)
        self.chart.show_chart(partial(_drawn, table, self._figures.language), title)


def _drawn(table: ReportTable, language: str, width: int, height: int, theme: str) -> bytes:
    return chart_svg(table, language, width, height, theme)
