"""The page of the budgets: those of a year, what is spent of them, and what they were set to."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fmdesk.core.domain.budget_views import BudgetPage, BudgetRow
from fmdesk.desktop.desk import Desk, show_problem
from fmdesk.desktop.pages.budgets.dialogs import BudgetDialog, EndDialog
from fmdesk.desktop.pages.budgets.keys import KEYS
from fmdesk.desktop.pages.budgets.lines import LinesView
from fmdesk.desktop.pages.budgets.model import budget_columns, history, name_of
from fmdesk.desktop.pages.budgets.presenter import BudgetsPresenter
from fmdesk.i18n import N_, _
from fmdesk.ui.page import Page
from fmdesk.ui.tables import RowsModel
from fmdesk.ui.tableview import TableView, show_rows
from fmdesk.ui.tokens import SPACE_M, SPACE_S
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.card import Card, TableFrame
from fmdesk.ui.widgets.facts import Facts
from fmdesk.ui.widgets.labels import label
from fmdesk.ui.widgets.states import State, StateStack

_PAUSE = 9
"""Looks at what others do, of 3 s, between two sums over a year of lines."""
FORMS = "Excel (*.xlsx);;CSV (*.csv)"
_SHOWN_KEYS = (("Shift", "⇧"), ("Return", "↵"), ("Left", "←"), ("Right", "→"), ("+", " "))


class BudgetsPage(Page):
    """What each cost centre may spend in a year or a part of it, and did."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.kit)
        self._desk = desk
        self.presenter = presenter = BudgetsPresenter(desk, self)
        self.texts.say(self.header.title.setText, N_("Budgets"))
        self.buttons = {act: self._make_button(act, *shown) for act, *shown in KEYS}
        for act in ("begin", "change", "end_budget", "export"):
            self.header.add_action(self.buttons[act])
        self.lines = LinesView(self.kit, self.texts, presenter.lines)
        self.whole = QStackedWidget()
        self.whole.addWidget(self._make_list())
        self.whole.addWidget(self.lines)
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.whole)
        self.whole.currentChanged.connect(lambda _place: self._show_buttons())
        self.table.moved_to.connect(lambda _place: self._show_history())
        self.table.opened.connect(self._open)
        self.table.cell_opened.connect(lambda place, _key: self._open(place))
        self.lines.closed.connect(self.go_back)
        self.lines.line_asked.connect(lambda line: desk.page_asked.emit("ticket", line))
        presenter.listed.connect(self._show)
        presenter.opened.connect(self._show_lines)
        presenter.failed.connect(lambda problem: show_problem(self, problem, presenter.load))
        desk.watch.add(self, presenter.load, pause=lambda: _PAUSE)

    def _make_button(self, act: str, does: str, text: str, keys: str, icon: str) -> QPushButton:
        for name, shown in _SHOWN_KEYS:
            keys = keys.replace(name, shown)
        picture, kind = self.kit.theme.icon(icon), "" if text else "quiet"
        made = button(getattr(self, act), kind=kind, icon=picture, name=act, keys=keys)
        self.texts.say(made.setText if text else made.setAccessibleName, text or does)
        return made

    def _make_list(self) -> QWidget:
        made = QWidget()
        made.setObjectName("content")
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        years = QHBoxLayout()
        years.setSpacing(SPACE_S)
        self.year = label("", "card_title")
        for one in (self.buttons["earlier"], self.year, self.buttons["later"]):
            years.addWidget(one)
        years.addStretch(1)
        column.addLayout(years)
        self.model = RowsModel(budget_columns(), self)
        self.table = TableView(self.kit, self.model, "budgets")
        self.texts.say(self.table.setAccessibleName, N_("Budgets"))
        self.list_state = StateStack(self.kit.theme, TableFrame(self.table))
        self.history = Card(spacing=SPACE_S)
        self.versions = Facts()
        self.history.body.addWidget(self.versions)
        column.addWidget(self.list_state, 1)
        column.addWidget(self.history)
        return made

    def arrive(self, what: object) -> None:
        """Query again."""
        del what
        if self.presenter.page is None:
            self.show_loading(_("Fetching the budgets."))
        self.presenter.load()

    def _show(self, found: BudgetPage) -> None:
        is_first = self.states.currentWidget() is not self.content
        self.show_content()
        self.year.setText(str(found.year))
        self._show_buttons()
        self.buttons["export"].setEnabled(bool(found.rows))
        show_rows(self.table, self.model, found.rows, lambda row: (row.cost_centre, row.part))
        if found.rows:
            self.list_state.show_content()
        else:
            words = _("No cost centre has a budget for {year}. They are set here, or imported.")
            step = (_("New budget…"), self.begin) if found.may_change else None
            self.list_state.show_state(
                State.EMPTY, _("No budgets"), words.format(year=found.year), step
            )
        self._show_history()
        if is_first:
            self.give_keys(self.table)

    def _show_buttons(self) -> None:
        """Offer what can be done: among the lines nothing, and reading only to who may not set."""
        is_listed, page = self.whole.currentWidget() is not self.lines, self.presenter.page
        for act in ("begin", "change", "end_budget"):
            self.buttons[act].setVisible(is_listed and page is not None and page.may_change)
        self.buttons["export"].setVisible(is_listed)

    def _show_history(self) -> None:
        row = self._row()
        may_change = row is not None and not row.is_sum and not row.is_closed
        self.buttons["change"].setEnabled(may_change)
        self.buttons["end_budget"].setEnabled(may_change)
        self.history.setVisible(row is not None)
        if row is None:
            return
        self.history.set_title(name_of(row))
        if row.is_sum:
            words = _(
                "The budgets of the periods that have begun, and what was spent since January."
            )
            self.versions.show_facts([(_("Year so far"), words)])
            return
        closed = [(_("Closed"), _("All its months are closed: this budget stands."))]
        told = list(history(row, self.kit.time))
        self.versions.show_facts((closed if row.is_closed else []) + told)

    def _row(self) -> BudgetRow | None:
        return self.model.row_at(self.table.current_row())

    def _open(self, place: int) -> None:
        row = self.model.row_at(place)
        if row is not None:
            self.presenter.open(row)

    def _show_lines(self, row: BudgetRow, numbers: Sequence[int]) -> None:
        self.lines.show_lines(name_of(row), numbers)
        self.whole.setCurrentWidget(self.lines)
        self.give_keys(self.lines.table)

    def _may(self, act: str) -> bool:
        made = self.buttons[act]
        return made.isVisible() and made.isEnabled()

    def begin(self) -> None:
        """Ask for a new budget."""
        if self._may("begin"):
            BudgetDialog(self, self.kit, self.presenter, None).open()

    def change(self) -> None:
        """Ask for another amount of the current budget."""
        row = self._row()
        if row is not None and self._may("change"):
            BudgetDialog(self, self.kit, self.presenter, row).open()

    def end_budget(self) -> None:
        """Ask why the current budget ends."""
        row = self._row()
        if row is not None and self._may("end_budget"):
            EndDialog(self, self.presenter, row).open()

    def earlier(self) -> None:
        """Show the budgets of the year before."""
        self.presenter.step(-1)

    def later(self) -> None:
        """Show the budgets of the year after."""
        self.presenter.step(1)

    def export(self) -> None:
        """Write the budgets of the year."""
        if not self._may("export"):
            return
        name = _("budgets-{year}.xlsx").format(year=self.presenter.year)
        chosen, kind = QFileDialog.getSaveFileName(self, _("Export the budgets"), name, FORMS)
        if chosen:
            target, form = Path(chosen), ".csv" if "csv" in kind else ".xlsx"
            is_ours = target.name == name or target.suffix.lower() not in {".csv", ".xlsx"}
            self.presenter.export(target.with_suffix(form) if is_ours else target)

    def go_back(self) -> bool:
        """Leave the lines; tell whether they were shown."""
        if self.whole.currentWidget() is not self.lines:
            return False
        self.whole.setCurrentIndex(0)
        self.give_keys(self.table)
        return True

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        super().retranslate()
        self.model.retranslate()
        self.lines.model.retranslate()
        self.presenter.load()
