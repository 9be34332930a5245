"""The page of the goals: the list, and the results of the chosen one beside it."""

from functools import partial
from uuid import uuid4

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from fmdesk.core.domain.goal_views import ActionDone, GoalChoices, GoalList, GoalPage, ResultView
from fmdesk.core.domain.reporting import ReportAsked
from fmdesk.desktop.desk import Desk, show_problem
from fmdesk.desktop.pages.goals.dialogs import EndDialog, EvaluateDialog, GoalDialog
from fmdesk.desktop.pages.goals.evaluations import EvaluationsCard
from fmdesk.desktop.pages.goals.keys import KEYS
from fmdesk.desktop.pages.goals.model import goal_columns, result_columns
from fmdesk.desktop.pages.goals.presenter import GoalsPresenter
from fmdesk.desktop.pages.reports.model import Span
from fmdesk.desktop.pages.reports.presenter import Behind
from fmdesk.desktop.pages.reports.records import RecordsView
from fmdesk.i18n import N_, _, current_language
from fmdesk.reports.goal_charts import goal_svg
from fmdesk.reports.goal_words import EACH, name_of, norm_words, result_words, span_words
from fmdesk.reports.period import period_words
from fmdesk.ui.charts import ChartView
from fmdesk.ui.page import Page
from fmdesk.ui.pdfdialog import PdfDialog
from fmdesk.ui.tables import RowsModel
from fmdesk.ui.tableview import TableView, show_rows
from fmdesk.ui.tokens import SPACE_M, SPACE_S
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.card import Card, TableFrame, clear
from fmdesk.ui.widgets.facts import Facts
from fmdesk.ui.widgets.labels import label
from fmdesk.ui.widgets.states import State, StateStack

_CHART_HEIGHT = 190


class GoalsPage(Page):
    """Measures with their norms, results, and what is decided about them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.kit)
        self._desk = desk
        self.presenter = GoalsPresenter(desk, self)
        self.page: GoalPage | None = None
        self.results: RowsModel[ResultView] | None = None
        self.result_table: TableView | None = None
        self.texts.say(self.header.title.setText, N_("Goals"))
        self._make_actions()
        self.stack = QStackedWidget()
        self.stack.addWidget(self._make_goals())
        self.records = RecordsView(self.kit, self.texts, self.presenter.rows)
        self.stack.addWidget(self.records)
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        presenter = self.presenter
        presenter.listed.connect(self._show_list)
        presenter.shown.connect(self._show_goal)
        presenter.opened.connect(self._show_behind)
        presenter.printed.connect(self._show_paper)
        presenter.failed.connect(lambda problem: show_problem(self, problem, presenter.load))
        self.records.closed.connect(self.go_back)
        self.records.line_asked.connect(lambda line: desk.page_asked.emit("tickets", line))

    def _make_actions(self) -> None:
        icon = self.kit.theme.icon
        self.period = label("", "card_title")
        self.earlier, self.later = (
            button(
                partial(self.presenter.step, places),
                kind="quiet",
                icon=icon(picture),
                name=picture,
            )
            for places, picture in ((-1, "chevron-left"), (1, "chevron-right"))
        )
        self.texts.say(self.earlier.setAccessibleName, N_("Earlier"))
        self.texts.say(self.later.setAccessibleName, N_("Later"))
        for shown in (self.earlier, self.period, self.later):
            self.header.add_action(shown)
        self.buttons = {}
        for act, _text, text, keys, picture in KEYS:
            made = button(
                getattr(self, act),
                icon=icon(picture),
                name=act,
                keys=keys.replace("+", " ").replace("Shift", "⇧").replace("Return", "↵"),
            )
            self.texts.say(made.setText, text)
            self.buttons[act] = made
        self.reviews = button(self.show_reviews, icon=icon("history"), name="reviews")
        self.texts.say(self.reviews.setText, N_("Reviews"))
        self.header.add_action(self.reviews)
        self.header.add_action(self.buttons["preview"])
        self.header.add_action(self.buttons["begin"])

    def _make_goals(self) -> QWidget:
        made, panel = QWidget(), QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_M)
        self.model = RowsModel(goal_columns(), self)
        self.table = TableView(self.kit, self.model, "goals")
        self.texts.say(self.table.setAccessibleName, N_("Goals"))
        self.table.moved_to.connect(self._choose)
        self.list_state = StateStack(self.kit.theme, TableFrame(self.table))
        left = QVBoxLayout()
        left.setSpacing(SPACE_M)
        left.addWidget(self.list_state, 1)
        self.trend = Card(" ", spacing=SPACE_S)
        self.texts.say(self.trend.set_title, N_("Results against the norm"))
        self.chart = ChartView(self.kit.theme, _CHART_HEIGHT)
        self.chart.setFixedHeight(_CHART_HEIGHT)
        self.trend.body.addWidget(self.chart)
        left.addWidget(self.trend)
        row.addLayout(left, 44)
        self.panel = panel
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        self.card = Card(" ", spacing=SPACE_S)
        self.facts = Facts()
        self.card.body.addWidget(self.facts)
        for act in ("change", "end_goal"):
            self.card.top.addWidget(self.buttons[act])
        column.addWidget(self.card)
        self._place = QVBoxLayout()
        column.addLayout(self._place, 3)
        self.decided = EvaluationsCard(self.kit, self.texts)
        self.decided.ticked.connect(self._tick)
        self.decided.top.addWidget(self.buttons["evaluate"])
        column.addWidget(self.decided, 2)
        row.addWidget(panel, 56)
        return made

    # --- what it shows ---------------------------------------------------------------------------

    def arrive(self, what: object) -> None:
        """Query again; a number is the goal to show."""
        if isinstance(what, int):
            self.presenter.goal_id = what
        if self.presenter.list is None:
            self.show_loading(_("Fetching the goals."))
        self.presenter.load()

    def _show_list(self, found: GoalList) -> None:
        is_first = self.states.currentWidget() is not self.content
        self.show_content()
        span = self.presenter.span
        words = period_words(ReportAsked("", str(span.first), str(span.last)))
        self.period.setText(words.capitalize())
        show_rows(self.table, self.model, found.rows, lambda one: one.goal.id)
        for shown in (self.panel, self.trend):
            shown.setVisible(bool(found.rows))
        self.buttons["begin"].setVisible(found.may_set)
        for act in ("change", "end_goal"):
            self.buttons[act].setVisible(found.may_set and bool(found.rows))
        self.buttons["evaluate"].setVisible(found.may_evaluate and bool(found.rows))
        if not found.rows:
            step = (_("New goal…"), self.begin) if found.may_set else None
            words = _("A goal tests a figure of the reports against a norm, every period.")
            self.list_state.show_state(State.EMPTY, _("No goals are set"), words, step)
            return
        self.list_state.show_content()
        self.table.go_to(
            [one.goal.id for one in found.rows].index(self.presenter.goal_id), stays=True
        )
        if is_first:
            self.give_keys(self.table)

    def _choose(self, place: int) -> None:
        row = self.model.row_at(place)
        if row is not None and row.goal.id != self.presenter.goal_id:
            self.presenter.choose(row.goal.id)

    def _show_goal(self, page: GoalPage) -> None:
        place = self.result_table.current_row() if self.result_table else -1
        is_same = self.page is not None and self.page.row.goal.id == page.row.goal.id
        had_keys = self.result_table is not None and self.result_table.hasFocus()
        self.page, goal = page, page.row.goal
        self.card.set_title(name_of(page.row))
        facts = [
            (
                _("Norm"),
                f"{norm_words(page.row.measure, goal.norms[-1][1])}, {_(EACH[goal.every])}",
            ),
            (_("Owner"), page.row.owner.text),
        ]
        self.chart.show_chart(
            partial(goal_svg, page, current_language()), result_words(page.row, page.row.result)
        )
        self.facts.show_facts([*facts, (_("Why"), goal.purpose)] if goal.purpose else facts)
        clear(self._place)
        self.results = RowsModel(result_columns(page.row.measure), self)
        self.result_table = TableView(self.kit, self.results, "goal_results")
        self.result_table.setAccessibleName(_("Results"))
        self.result_table.moved_to.connect(lambda _place: self._show_decided())
        self.result_table.cell_opened.connect(self._open)
        self._place.addWidget(TableFrame(self.result_table))
        self.results.set_rows(page.results)
        over = next((n for n, one in enumerate(page.results) if one.result.is_over), 0)
        self.result_table.go_to(place if is_same and place >= 0 else over)
        self._show_decided()
        if had_keys:
            self.give_keys(self.result_table)

    def chosen(self) -> ResultView | None:
        """Return the result that is chosen, None for none."""
        if self.results is None or self.result_table is None:
            return None
        return self.results.row_at(self.result_table.current_row())

    def _show_decided(self) -> None:
        row, found = self.chosen(), self.presenter.list
        if row is not None and self.page is not None and found is not None:
            self.decided.show_result(self.page, row, may_tick=found.may_evaluate)
            can = row.result.is_over and row.result.norm is not None
            self.buttons["evaluate"].setEnabled(can)

    def _open(self, place: int, code: str) -> None:
        row = self.results.row_at(place) if self.results else None
        if row is not None and self.page is not None and code.startswith("part"):
            title = f"{name_of(self.page.row)}, {span_words(row.result)}"
            self.presenter.open(row, int(code.removeprefix("part")), title)

    def _show_behind(self, behind: Behind) -> None:
        self.stack.setCurrentWidget(self.records)
        self.records.show_behind(behind)

    def go_back(self) -> bool:
        """Close the records; tell whether they were open."""
        if self.stack.currentIndex() == 0:
            return False
        self.stack.setCurrentIndex(0)
        self.give_keys(self.result_table or self.table)
        return True

    # --- what is done ----------------------------------------------------------------------------

    def _chosen_page(self) -> GoalPage | None:
        """Return the chosen goal; None while the panel still shows the one before it."""
        page = self.page
        return page if page and page.row.goal.id == self.presenter.goal_id else None

    def begin(self) -> None:
        """Ask for a new goal."""
        if self.buttons["begin"].isVisible():
            self.presenter.offer(self._open_dialog)

    def change(self) -> None:
        """Ask what is changed of the chosen goal."""
        page = self._chosen_page()
        if page is not None and self.buttons["change"].isVisible():
            choices = GoalChoices((), ())
            GoalDialog(self, self.kit, self.presenter, choices, page.row).open()

    def _open_dialog(self, choices: GoalChoices) -> None:
        GoalDialog(self, self.kit, self.presenter, choices).open()

    def end_goal(self) -> None:
        """Ask which month is the last one of the chosen goal."""
        page = self._chosen_page()
        if page is not None and self.buttons["end_goal"].isVisible():
            EndDialog(self, self.kit, self.presenter, page.row).open()

    def evaluate(self) -> None:
        """Ask what is decided about the chosen result."""
        page, row, made = self._chosen_page(), self.chosen(), self.buttons["evaluate"]
        if row is not None and page is not None and made.isVisible() and made.isEnabled():
            EvaluateDialog(self, self.kit, self.presenter, page.row, row.result).open()

    def show_reviews(self) -> None:
        """Go to what is looked at again, and when."""
        self._desk.page_asked.emit("reviews", None)

    def preview(self) -> None:
        """Show the quarter on paper."""
        if self.presenter.list is not None:
            self.presenter.print()

    def _show_paper(self, content: bytes, span: Span) -> None:
        last = span.last
        name = _("goals-{year}-{n}.pdf").format(year=last.year, n=last.number // 3)
        dialog = PdfDialog(self, self.kit, content, name)
        dialog.file_chosen.connect(partial(self._desk.save_file, self))
        dialog.open()

    def _tick(self, action_id: int, is_done: bool) -> None:
        draft, tick = ActionDone(uuid4(), action_id, is_done), self.presenter.goals.tick

        def refuse(sentence: str) -> None:
            self._desk.said.emit(sentence)
            self._show_decided()  # the box is as it was

        self.presenter.do(lambda: tick(draft), lambda: None, refuse)

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        super().retranslate()
        self.model.retranslate()
        self.presenter.load()
