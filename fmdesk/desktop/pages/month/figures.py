"""The figures of a month: cards, charts, and tables whose cells open their lines."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from fmdesk.core.domain.broken import BrokenLine
from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.month_progress import MonthProgress
from fmdesk.core.domain.views import FigureRow, MonthFigures, SanctionTotal, TicketFilter
from fmdesk.desktop.pages.month.model import (
    DIMENSIONS,
    Figure,
    broken_columns,
    charts_of,
    figure_columns,
    late_columns,
    lines_of,
    rows_of,
    sanction_columns,
    top_figures,
)
from fmdesk.desktop.pages.month.sections import SectionTabs
from fmdesk.desktop.pages.month.steps import StepRow, step_columns, step_rows
from fmdesk.i18n import N_, _, current_language, ngettext
from fmdesk.reports.charts import breaches_svg, cost_svg, share_svg
from fmdesk.ui.charts import ChartView
from fmdesk.ui.kit import Kit
from fmdesk.ui.tables import ColumnModel, RowsModel
from fmdesk.ui.tableview import TableView
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_M, SPACE_S, SPACE_XS
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.card import Card, FigureCard
from fmdesk.ui.widgets.labels import label, set_tone

CHARTS = {"share": share_svg, "breaches": breaches_svg, "cost": cost_svg}
_CARDS = 6


class FiguresView(QWidget):
    """Everything about one month."""

    lines_asked = Signal(object)
    """Show these lines (`TicketFilter`)."""
    verdicts_asked = Signal(object, object)
    """Show the verdicts (`TicketFilter`) behind a figure (its row, or None)."""
    line_asked = Signal(int)
    step_asked = Signal(str)
    """Do a step of the month."""

    def __init__(self, kit: Kit, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("content")
        self._kit = kit
        self._figures: MonthFigures | None = None
        self._led = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addLayout(self._make_cards())
        column.addWidget(self._make_notice(texts))
        column.addLayout(self._make_charts())
        column.addWidget(self._make_tables(texts), 1)

    def _make_cards(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(SPACE_S)
        self.cards = tuple(FigureCard() for _place in range(_CARDS))
        for place, card in enumerate(self.cards):
            card.open.setObjectName(f"card_{place}")
            card.open.setIcon(self._kit.theme.icon("chevron-right", "accent"))
            card.open.clicked.connect(partial(self._open_card, place))
            grid.addWidget(card, 0, place)
        return grid

    def _make_notice(self, texts: Texts) -> QFrame:
        self.notice = QFrame()
        self.notice.setObjectName("notice")
        row = QHBoxLayout(self.notice)
        row.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        self.notice_words = label("", tone="risk", wraps=True)
        open_ = button(self.open_quarantine, kind="link", name="quarantine")
        texts.say(open_.setText, N_("Show the verdicts"))
        row.addWidget(self.notice_words, 1)
        row.addWidget(open_)
        return self.notice

    def _make_charts(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        self.charts = {
            name: (Card(spacing=SPACE_S), ChartView(self._kit.theme, 150)) for name in CHARTS
        }
        for card, chart in self.charts.values():
            card.body.addWidget(chart)
            row.addWidget(card, 1)
        return row

    def _make_tables(self, texts: Texts) -> Card:
        card = Card(spacing=0)
        card.layout().setContentsMargins(1, SPACE_XS, 1, SPACE_XS)  # type: ignore[union-attr]  # a card has one
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.dimensions: dict[str, RowsModel[FigureRow]] = {}
        self.tables: dict[str, TableView] = {}
        for name, title in DIMENSIONS:
            model = RowsModel(figure_columns(), self)
            self.dimensions[name] = model
            self._add_table(texts, name, title, model)
            self.tables[name].cell_opened.connect(partial(self._open_figure, name))
        self.sanctions: RowsModel[SanctionTotal] = RowsModel(sanction_columns(), self)
        self._add_table(texts, "sanctions", N_("Borne by units"), self.sanctions)
        self.broken: RowsModel[BrokenLine] = RowsModel(broken_columns(self._kit.time), self)
        self._add_table(texts, "broken", N_("Broken verdicts"), self.broken)
        self.tables["broken"].opened.connect(self._open_broken)
        self.tables["broken"].cell_opened.connect(lambda row, _key: self._open_broken(row))
        self.late: RowsModel[BrokenLine] = RowsModel(late_columns(self._kit.time), self)
        self._add_table(texts, "late", N_("Late facts"), self.late)
        self.tables["late"].opened.connect(self._open_late)
        self.tables["late"].cell_opened.connect(lambda row, _key: self._open_late(row))
        self.steps: RowsModel[StepRow] = RowsModel(step_columns(), self)
        self._add_table(texts, "steps", N_("Steps"), self.steps)
        self.tables["steps"].opened.connect(self._ask_step)
        self.tables["steps"].cell_opened.connect(lambda row, _key: self._ask_step(row))
        self.sections = SectionTabs(self._kit, self.tabs)
        card.body.addWidget(self.tabs)
        return card

    def _add_table(self, texts: Texts, name: str, title: str, model: ColumnModel) -> None:  # type: ignore[type-arg]
        table = TableView(self._kit, model, f"month.{name}")
        place = self.tabs.addTab(table, "")
        texts.compute(lambda: self.tabs.setTabText(place, _(title)))
        texts.say(table.setAccessibleName, title)
        self.tables[name] = table

    def show_figures(self, figures: MonthFigures) -> None:
        """Show the figures of a month."""
        self._figures = figures
        for card, figure in zip(self.cards, top_figures(figures), strict=True):
            _show_card(card, figure)
        self._show_notice(figures)
        for name, title in charts_of(figures):
            frame, chart = self.charts[name]
            frame.set_title(title)
            chart.show_chart(partial(_drawn, name, figures, current_language()), title)
        for name, model in self.dimensions.items():
            model.set_rows(rows_of(figures, name))
        self.sanctions.set_rows(figures.sanctions)
        still = (one for one in figures.broken if not (one.is_taken_back or one.is_only_moved))
        self.broken.set_rows(tuple(still))
        self.late.set_rows(tuple(one for one in figures.broken if one.is_late_fact))
        self.sections.show_sections(figures.sections)

    def _show_notice(self, figures: MonthFigures) -> None:
        n = figures.quarantined
        words = ngettext(
            "{n} verdict waits: engine and cross-check disagree. Nothing of it is posted.",
            "{n} verdicts wait: engine and cross-check disagree. Nothing of them is posted.",
            n,
        )
        self.notice_words.setText(words.format(n=n))
        self.notice.setVisible(n > 0)

    def _open_card(self, place: int, _is_on: bool = False) -> None:
        if self._figures is not None:
            self._open_verdicts(top_figures(self._figures)[place].outcome)

    def open_quarantine(self) -> None:
        """Show the verdicts that wait in quarantine."""
        self._open_verdicts(Outcome.MANUAL)

    def show_progress(self, found: MonthProgress) -> None:
        """Show the steps of the month; one that is open begins with them."""
        self.steps.set_rows(step_rows(found, self._kit.time))
        if self._led != found.month:
            self._led = found.month
            if not found.is_closed:
                self.tabs.setCurrentWidget(self.tables["steps"])

    def show_fault(self) -> None:
        """Show the first section that a plugin could not fill."""
        sections = self._figures.sections if self._figures else ()
        faults = [place for place, one in enumerate(sections) if one.problem]
        if faults:
            self.tabs.setCurrentIndex(len(self.tables) + faults[0])

    def _ask_step(self, place: int) -> None:
        row = self.steps.row_at(place)
        if row is not None:
            self.step_asked.emit(row.name)

    def _open_late(self, place: int) -> None:
        line = self.late.row_at(place)
        if line is not None:
            self.line_asked.emit(line.line_id)

    def _open_verdicts(self, outcome: Outcome | None) -> None:
        if self._figures is not None:
            wanted = TicketFilter(month=self._figures.month, outcome=outcome)
            self.verdicts_asked.emit(wanted, None)

    def _open_figure(self, name: str, row: int, key: str) -> None:
        figure = self.dimensions[name].row_at(row)
        if self._figures is None or figure is None:
            return
        wanted = lines_of(self._figures.month, figure, key)
        if wanted.outcome is None:
            self.lines_asked.emit(wanted)
        else:
            self.verdicts_asked.emit(wanted, figure)

    def _open_broken(self, row: int) -> None:
        line = self.broken.row_at(row)
        if line is not None:
            self.line_asked.emit(line.line_id)

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        if self._figures is not None:
            self.show_figures(self._figures)
        for table in self.tables.values():
            table.rows.retranslate()


def _drawn(
    name: str, figures: MonthFigures, language: str, width: int, height: int, theme: str
) -> bytes:
    return CHARTS[name](figures, language, width, height, theme)


def _show_card(card: FigureCard, figure: Figure) -> None:
    card.name.setText(figure.name)
    card.figure.setText(figure.value)
    card.context.setText(figure.context)
    set_tone(card.figure, figure.tone)
    card.open.setVisible(figure.outcome is not None)
    words = _("Show the verdicts: {name}").format(name=figure.name)
    card.open.setAccessibleName(words)
    card.open.setToolTip(words)
