"""The reports that make themselves: what was made, to open, and what is made of every month."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from fmdesk.core.domain.report_plan import MadeReport, PlanDraft, ReportPlan
from fmdesk.core.domain.views import Changes
from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.desktop.pages.reports.presenter import ReportsPresenter
from fmdesk.desktop.words import month_words, short_stamp
from fmdesk.i18n import N_, _, current_language
from fmdesk.ui.pdfdialog import PdfDialog
from fmdesk.ui.tables import Column, ColumnModel, RowsModel
from fmdesk.ui.tableview import TableView
from fmdesk.ui.tokens import SPACE_L, SPACE_S, SPACE_XL
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.labels import label
from fmdesk.ui.widgets.states import State, StateStack

_SIZE = (760, 520)


@dataclass(frozen=True, slots=True)
class Kept:
    """What is made of every month, and what was made."""

    plans: Sequence[ReportPlan]
    made: Sequence[MadeReport]


class KeptDialog(QDialog):
    """Lists the reports that made themselves, and has one more made, or one no longer.

    What may be chosen is the report on the page as it stands there, and those of the month.

    Args:
        parent: The page.
        desk: Its services.
        presenter: Knows which report the page shows.
    """

    def __init__(self, parent: QWidget, desk: Desk, presenter: ReportsPresenter) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Every month"))
        self.resize(*_SIZE)
        self._desk, self._presenter = desk, presenter
        month_reports = desk.services.report_plans.month_reports()
        named = {one.id: one.title for one in presenter.reports} | dict(month_reports)
        self._titles = {code: _(title) for code, title in named.items()}
        self.what = QComboBox()
        self.what.setAccessibleName(_("Report"))
        for code in (presenter.report.id, *month_reports):
            self.what.addItem(self._titles[code], code)
        self._wanted: Sequence[ReportPlan] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_L)
        column.setSpacing(SPACE_L)
        column.addWidget(label(_("Every month"), "page_title"))
        sentence = _("Made on the first working day after each month, once for the whole office.")
        column.addWidget(label(sentence, "muted", wraps=True))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.made: RowsModel[MadeReport] = RowsModel(self._made_columns(), self)
        self.plans: RowsModel[ReportPlan] = RowsModel(self._plan_columns(), self)
        self.made_table, self.made_state = self._tab(self.made, _("Made"))
        self.plans_table, self.plans_state = self._tab(self.plans, _("Wanted"))
        self.made_table.opened.connect(lambda _place: self.open_paper())
        column.addWidget(self.tabs, 1)
        self.problem = label("", wraps=True, tone="broken")
        self.problem.hide()
        column.addWidget(self.problem)
        column.addLayout(self._make_foot())
        QShortcut(QKeySequence("Del"), self.plans_table, self.end_plan)
        self.load()

    def _tab(self, model: ColumnModel[Any], title: str) -> tuple[TableView, StateStack]:
        table = TableView(self._desk.kit, model)
        table.setAccessibleName(title)
        state = StateStack(self._desk.kit.theme, table)
        self.tabs.addTab(state, title)
        return table, state

    def _make_foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_S)
        self.begin_button = button(self.begin_plan, text=_("Every month"), name="begin_plan")
        self.what.currentIndexChanged.connect(self._offer)
        self.end_button = button(self.end_plan, text=_("No longer"), name="end_plan", keys="Del")
        self.open_button = button(
            self.open_paper, text=_("Open"), kind="primary", name="open_paper", keys="↵"
        )
        foot.addWidget(self.what)
        foot.addWidget(self.begin_button)
        foot.addStretch(1)
        foot.addWidget(self.end_button)
        foot.addWidget(self.open_button)
        return foot

    def load(self) -> None:
        """Fetch what is wanted and what was made."""
        plans, language = self._desk.services.report_plans, current_language()

        def kept() -> Kept:
            return Kept(plans.plans(language), plans.made())

        self._desk.query(self, kept, self._show, self._refuse)

    def _show(self, kept: Kept) -> None:
        self.made.set_rows(kept.made)
        self.plans.set_rows(kept.plans)
        for table, state, rows, title in (
            (self.made_table, self.made_state, kept.made, _("Nothing made yet")),
            (self.plans_table, self.plans_state, kept.plans, _("Nothing wanted yet")),
        ):
            if rows:
                state.show_content()
                table.go_to(0)
            else:
                state.show_state(
                    State.EMPTY, title, _("Choose a report, and have it made every month.")
                )
        self.open_button.setEnabled(bool(kept.made))
        self.end_button.setEnabled(bool(kept.plans))
        self._wanted = kept.plans
        self._offer()
        (self.made_table if kept.made else self.begin_button).setFocus()

    def _offer(self) -> None:
        wanted = self._plan()
        self.begin_button.setEnabled(
            not any(_same(one, wanted) for one in self._wanted) and self._fits()
        )

    def _fits(self) -> bool:
        report = self._presenter.report
        is_free = report.needs is None or self._presenter.scope is not None
        return is_free or self.what.currentIndex() > 0

    def _plan(self) -> ReportPlan:
        """Return what is chosen: the report on the page as it stands there, or one of the month."""
        shown = self._presenter.scope if self.what.currentIndex() == 0 else None
        scope, number = shown or ("", 0)
        return ReportPlan(0, self.what.currentData(), str(scope), number, current_language())

    def begin_plan(self) -> None:
        """Have the chosen report made every month."""
        draft = PlanDraft(uuid4(), self._plan())
        plans = self._desk.services.report_plans
        self._change(lambda: plans.begin(draft))
        self.tabs.setCurrentIndex(1)

    def end_plan(self) -> None:
        """Have the chosen one made no more."""
        plan = self.plans.row_at(self.plans_table.current_row())
        if plan is not None:
            op_id, plans = uuid4(), self._desk.services.report_plans
            self._change(lambda: plans.end(op_id, plan.id))
            self.tabs.setCurrentIndex(1)

    def _change(self, work: Callable[[], Changes]) -> None:
        self.problem.hide()

        def done(changes: Changes) -> Changes:
            self.load()
            return changes

        self._desk.change(self, work, done, self._refuse)

    def _refuse(self, problem: Exception) -> None:
        self.problem.setText(sentence_of(problem))
        self.problem.show()

    def open_paper(self) -> None:
        """Show the chosen paper."""
        row = self.made.row_at(self.made_table.current_row())
        if row is None:
            return
        plans = self._desk.services.report_plans
        name = f"{row.report}-{row.month}-{row.language}.pdf"

        def show(content: bytes) -> None:
            dialog = PdfDialog(self, self._desk.kit, content, name)
            dialog.file_chosen.connect(lambda made, path: self._desk.save_file(self, made, path))
            dialog.open()

        self._desk.query(self, lambda: plans.content(row.plan_id, row.month), show, self._refuse)

    def _made_columns(self) -> tuple[Column[MadeReport], ...]:
        time = self._desk.kit.time
        return (
            Column("month", N_("Month"), lambda row: month_words(row.month), 140),
            Column("title", N_("Report"), lambda row: row.title, 240, is_stretched=True),
            Column("language", N_("Language"), lambda row: row.language.upper(), 90),
            Column("made", N_("Made at"), lambda row: short_stamp(row.made_at, time), 170),
        )

    def _plan_columns(self) -> tuple[Column[ReportPlan], ...]:
        return (
            Column(
                "title",
                N_("Report"),
                lambda row: ": ".join(filter(None, (self._titles[row.report], row.about))),
                280,
                is_stretched=True,
            ),
            Column("language", N_("Language"), lambda row: row.language.upper(), 90),
            Column("since", N_("From"), lambda row: month_words(row.since), 150),
        )


def _same(one: ReportPlan, other: ReportPlan) -> bool:
    return (one.report, one.scope, one.scope_id, one.language) == (
        other.report,
        other.scope,
        other.scope_id,
        other.language,
    )
