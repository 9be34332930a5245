"""The page of the reviews: one list, the most overdue first."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from fmdesk.core.domain.reviews import ReviewList, ReviewRow
from fmdesk.desktop.desk import Desk, show_problem
from fmdesk.desktop.pages.reviews.dialogs import PlanDialog, ReviewedDialog
from fmdesk.desktop.pages.reviews.keys import KEYS
from fmdesk.desktop.pages.reviews.model import (
    DUE,
    NOTHING,
    PLACES,
    UNDATED,
    WHICH,
    review_columns,
    shown,
)
from fmdesk.desktop.pages.reviews.presenter import ReviewsPresenter
from fmdesk.i18n import N_, _, ngettext, number
from fmdesk.ui.page import Page
from fmdesk.ui.tables import RowsModel
from fmdesk.ui.tableview import TableView, show_rows
from fmdesk.ui.tokens import SPACE_M
from fmdesk.ui.widgets.buttons import SegmentedControl, button
from fmdesk.ui.widgets.card import TableFrame
from fmdesk.ui.widgets.states import State, StateStack


class ReviewsPage(Page):
    """What is looked at again, when and by whom."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.kit)
        self._desk = desk
        self.presenter = ReviewsPresenter(desk, self)
        self.texts.say(self.header.title.setText, N_("Reviews"))
        self.choice = SegmentedControl()
        self.texts.compute(lambda: self.choice.set_choices([(one, _(text)) for one, text in WHICH]))
        self.choice.choose(DUE)
        self.choice.chosen.connect(self.presenter.show_which)
        self.buttons = {}
        for act, _text, text, keys, icon in KEYS:
            shown_keys = keys.replace("+", " ").replace("Return", "↵")
            picture = self.kit.theme.icon(icon)
            made = button(getattr(self, act), icon=picture, name=act, keys=shown_keys)
            self.texts.say(made.setText, text)
            self.header.add_action(made)
            self.buttons[act] = made
        self.model = RowsModel(review_columns(self.kit.time), self)
        self.table = TableView(self.kit, self.model, "reviews")
        self.texts.say(self.table.setAccessibleName, N_("Reviews"))
        self.table.moved_to.connect(lambda _place: self._enable())
        self.table.opened.connect(self._open)
        self.list_state = StateStack(self.kit.theme, TableFrame(self.table))
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(self.choice, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.list_state, 1)
        presenter = self.presenter
        presenter.listed.connect(self._show)
        presenter.failed.connect(lambda problem: show_problem(self, problem, presenter.load))

    def arrive(self, what: object) -> None:
        """Query again; a text is one of the choices at the top."""
        if isinstance(what, str) and self.choice.has(what):
            self.choice.choose(what)
            self.presenter.which = what
        if self.presenter.list is None:
            self.show_loading(_("Fetching the reviews."))
        self.presenter.load()

    def _show(self, found: ReviewList) -> None:
        is_first = self.states.currentWidget() is not self.content
        self.show_content()
        late = sum(row.state.value == "overdue" for row in found.rows)
        words = ngettext("{n} overdue", "{n} overdue", late)
        self.header.aside.setText(words.format(n=number(late)) if late else "")
        for made in self.buttons.values():
            made.setVisible(found.may_plan)
        rows = shown(found.rows, self.presenter.which)
        show_rows(self.table, self.model, rows, lambda row: row.subject)
        if not rows:
            which = self.presenter.which
            title, sentence = (_(one) for one in NOTHING[which])
            step = None if which == UNDATED else (_("Without a date"), self._show_undated)
            self.list_state.show_state(State.EMPTY, title, sentence, step)
        else:
            self.list_state.show_content()
        self._enable()
        if is_first:
            self.give_keys(self.table)

    def _show_undated(self) -> None:
        self.choice.choose(UNDATED)
        self.presenter.show_which(UNDATED)
        self.give_keys(self.table)

    def _enable(self) -> None:
        row = self.model.row_at(self.table.current_row())
        self.buttons["plan"].setEnabled(row is not None)
        self.buttons["record"].setEnabled(row is not None and row.review is not None)

    def _open(self, place: int) -> None:
        row = self.model.row_at(place)
        if row is not None:
            page, before = PLACES[row.subject.kind]
            self._desk.page_asked.emit(page, f"{before}{row.subject.code}")

    def chosen(self) -> tuple[ReviewRow, ...]:
        """Return the rows that are marked, the current one where none is."""
        places = [n for one, last in self.table.selected_rows() for n in range(one, last + 1)]
        rows = (self.model.row_at(n) for n in places or [self.table.current_row()])
        return tuple(row for row in rows if row is not None)

    def plan(self) -> None:
        """Ask when what is chosen is reviewed."""
        rows = self.chosen()
        if rows and self.buttons["plan"].isVisible():
            PlanDialog(self, self.kit, self.presenter, rows).open()

    def record(self) -> None:
        """Ask what came of the current review."""
        row, made = self.model.row_at(self.table.current_row()), self.buttons["record"]
        if row is not None and made.isVisible() and made.isEnabled():
            ReviewedDialog(self, self.kit, self.presenter, row).open()

    def go_back(self) -> bool:
        """Go back to the goals."""
        self._desk.page_asked.emit("goals", None)
        return True

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        super().retranslate()
        self.model.retranslate()
        self.presenter.load()
