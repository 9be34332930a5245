"""The account of a department: how it went, what is open, the next talk and those before."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fmdesk.core.domain.talk_views import AccountView, TalkRow
from fmdesk.desktop.desk import Desk, show_problem
from fmdesk.desktop.pages.account.model import (
    action_columns,
    cards,
    complaint_columns,
    plan_facts,
    running,
    talk_columns,
)
from fmdesk.desktop.pages.account.open_actions import OpenActionsDialog
from fmdesk.desktop.pages.account.presenter import AccountPresenter
from fmdesk.desktop.pages.account.record import RecordDialog
from fmdesk.desktop.pages.account.talking import EndActionDialog, PlanDialog, TalkDialog
from fmdesk.desktop.pages.reports.chooser import Chooser
from fmdesk.i18n import N_, _
from fmdesk.ui.page import Page
from fmdesk.ui.pdfdialog import PdfDialog
from fmdesk.ui.tables import RowsModel
from fmdesk.ui.tableview import TableView, show_rows
from fmdesk.ui.tokens import SPACE_M, SPACE_S
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.card import Card, FigureCard, TableFrame
from fmdesk.ui.widgets.facts import Facts
from fmdesk.ui.widgets.labels import label

_CARDS = 6
_ACTS = (
    ("prepare", N_("Prepare…"), "pencil", "Ctrl E"),
    ("log", N_("Log…"), "plus", "Ctrl ⇧ N"),
    ("print", N_("Print…"), "printer", "Ctrl P"),
)


class AccountPage(Page):
    """One department at a time; opened from its agreement."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.kit)
        self._desk = desk
        self.presenter = AccountPresenter(desk, self)
        desk.watch.add(self, self.presenter.look_again)
        self._make_actions()
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        self.chooser = Chooser(self.kit, self.texts, self.presenter.span)
        self.chooser.scope.hide()
        column.addWidget(self.chooser)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        self.cards = tuple(FigureCard() for _place in range(_CARDS))
        for card in self.cards:
            card.open.hide()
            row.addWidget(card)
        column.addLayout(row)
        halves = QHBoxLayout()
        halves.setSpacing(SPACE_M)
        halves.addLayout(self._make_state(), 46)
        halves.addLayout(self._make_talks(), 54)
        column.addLayout(halves, 1)
        self._connect()

    def _make_actions(self) -> None:
        self.buttons = {}
        for name, text, icon, keys in _ACTS:
            act = partial(self.act, name)
            made = button(act, icon=self.kit.theme.icon(icon), name=f"account_{name}", keys=keys)
            self.texts.say(made.setText, text)
            self.header.add_action(made)
            self.buttons[name] = made

    def _make_state(self) -> QVBoxLayout:
        self.agreed, self.plan = (Card(spacing=SPACE_S) for _place in range(2))
        self.agreed_facts, self.plan_facts = Facts(), Facts()
        self.no_plan = label("", "muted", wraps=True)
        self.texts.say(self.no_plan.setText, N_("No talk is prepared."))
        self.texts.say(self.agreed.set_title, N_("Agreed now"))
        self.texts.say(self.plan.set_title, N_("Next talk"))
        self.agreed.body.addWidget(self.agreed_facts)
        self.plan.body.addWidget(self.plan_facts)
        self.plan.body.addWidget(self.no_plan)
        self.complaints = RowsModel(complaint_columns(self.kit.time), self)
        self.complaint_table = TableView(self.kit, self.complaints, "account.complaints")
        self.no_complaints = self._nothing(N_("Nobody waits for an answer."))
        column = QVBoxLayout()
        column.setSpacing(SPACE_S)
        column.addWidget(self.plan)
        column.addWidget(self.agreed)
        self._add(column, N_("Open complaints"), self.complaint_table, self.no_complaints, 1)
        return column

    def _make_talks(self) -> QVBoxLayout:
        self.todo = RowsModel(action_columns(lambda: self.presenter.today), self)
        self.action_table = TableView(self.kit, self.todo, "account.actions")
        self.talks = RowsModel(talk_columns(), self)
        self.talk_table = TableView(self.kit, self.talks, "account.talks")
        self.no_actions = self._nothing(N_("Nothing is to be done."))
        self.no_talks = self._nothing(N_("No talk was held yet."))
        column = QVBoxLayout()
        column.setSpacing(SPACE_S)
        row = self._add(column, N_("Actions"), self.action_table, self.no_actions, 3)
        end = button(self.end_action, kind="link", name="account_end_action", keys="F8")
        self.texts.say(end.setText, N_("End the action…"))
        self.buttons["end_action"] = end
        everywhere = button(self.show_actions, kind="link", name="all_actions", keys="F9")
        self.texts.say(everywhere.setText, N_("All departments…"))
        row.addWidget(everywhere)
        row.addWidget(end)
        self._add(column, N_("Talks"), self.talk_table, self.no_talks, 2)
        return column

    def _nothing(self, text: str) -> QWidget:
        made = label("", "muted", wraps=True)
        self.texts.say(made.setText, text)
        return made

    def _add(
        self, column: QVBoxLayout, title: str, table: TableView, nothing: QWidget, share: int
    ) -> QHBoxLayout:
        above = label("", "card_title")
        self.texts.say(above.setText, title)
        self.texts.say(table.setAccessibleName, title)
        row = QHBoxLayout()
        row.addWidget(above)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(nothing)
        column.addWidget(TableFrame(table), share)
        return row

    def _connect(self) -> None:
        presenter = self.presenter
        presenter.shown.connect(self._show)
        presenter.printed.connect(self._show_paper)
        presenter.failed.connect(lambda problem: show_problem(self, problem, presenter.load))
        self.chooser.spanned.connect(presenter.choose_span)
        self.action_table.opened.connect(lambda _place: self.end_action())
        self.action_table.moved_to.connect(lambda _place: self._enable())
        self.talk_table.opened.connect(self._open_talk)
        self.complaint_table.opened.connect(self._open_ticket)
        self.complaint_table.cell_opened.connect(lambda place, _key: self._open_ticket(place))

    def arrive(self, what: object) -> None:
        """Show the account of a department.

        Args:
            what: Code of the department; None for the one that was shown before.
        """
        if isinstance(what, str) and what != self.presenter.department:
            self.show_loading(_("Fetching the account."))
            self.presenter.choose(what)
            self._enable()
        elif self.presenter.department:
            self.presenter.load()
        else:
            self.header.title.setText(_("Account of a department"))
            self.show_empty(
                _("No department is chosen"),
                _("Choose one among the agreements, and open its account there."),
                (_("Agreements"), self.go_back),
            )

    def _show(self, view: AccountView) -> None:
        is_first = self.states.currentWidget() is not self.content
        self.show_content()
        self.header.title.setText(_("Account of {department}").format(department=view.name))
        reads = _("To read only: who keeps the account writes.")
        self.header.aside.setText("" if view.may_write else reads)
        for card, (name, figure, context) in zip(self.cards, cards(view.figures), strict=True):
            card.name.setText(name)
            card.figure.setText(figure)
            card.context.setText(context)
        self.agreed_facts.show_facts(running(view))
        self.plan_facts.setVisible(view.plan is not None)
        self.no_plan.setVisible(view.plan is None)
        if view.plan is not None:
            self.plan_facts.show_facts(plan_facts(view.plan))
        self._show_tables(view)
        self._enable()
        if is_first:
            self.give_keys(self.action_table if view.actions else self.buttons["log"])

    def _show_tables(self, view: AccountView) -> None:
        show_rows(
            self.complaint_table, self.complaints, view.complaints, lambda one: (one.number, one.at)
        )
        show_rows(self.action_table, self.todo, view.actions, lambda one: one.id)
        show_rows(self.talk_table, self.talks, view.talks, lambda one: one.number)
        self.no_complaints.setVisible(not view.complaints)
        self.no_actions.setVisible(not view.actions)
        self.no_talks.setVisible(not view.talks)

    def _enable(self) -> None:
        view, action = self.presenter.view, self.todo.row_at(self.action_table.current_row())
        may_write = view is not None and view.may_write
        for made in self.buttons.values():
            made.setEnabled(may_write)
        is_open = action is not None and action.outcome is None
        self.buttons["end_action"].setEnabled(may_write and is_open)
        self.buttons["print"].setEnabled(view is not None and view.plan is not None)

    # --- what is done ----------------------------------------------------------------------------

    def prepare(self) -> None:
        """Prepare the next talk."""
        view = self.presenter.view
        if view is not None and view.may_write:
            PlanDialog(self, view, self.presenter).open()

    def log(self, corrects: TalkRow | None = None) -> None:
        """Log a talk that was held."""
        view = self.presenter.view
        if view is not None and view.may_write:
            self.presenter.offer(
                lambda owners: TalkDialog(self, view, owners, self.presenter, corrects).open()
            )

    def end_action(self) -> None:
        """Say how the chosen action ended."""
        action = self.todo.row_at(self.action_table.current_row())
        if action is not None and self.buttons["end_action"].isEnabled():
            EndActionDialog(self, action, self.presenter).open()

    def print(self) -> None:
        """Show what is prepared for the next talk on paper."""
        if self.buttons["print"].isEnabled():
            self.presenter.print_agenda()

    def _show_paper(self, content: bytes, name: str) -> None:
        dialog = PdfDialog(self, self.kit, content, name)
        dialog.file_chosen.connect(self.presenter.write)
        dialog.open()

    def show_actions(self) -> None:
        """Show what is open over all departments."""
        OpenActionsDialog(self, self._desk).open()

    def _open_talk(self, place: int) -> None:
        view, talk = self.presenter.view, self.talks.row_at(place)
        if view is not None and talk is not None:
            dialog = RecordDialog(self, view, talk, self.kit.time.zone)
            dialog.correction_asked.connect(lambda: self.log(talk))
            dialog.print_asked.connect(lambda: self.presenter.print_record(talk.number))
            dialog.open()

    def _open_ticket(self, place: int) -> None:
        row = self.complaints.row_at(place)
        if row is not None and row.number:
            self._desk.page_asked.emit("ticket", row.number)

    def go_back(self) -> bool:
        """Esc goes back to the agreement."""
        self._desk.page_asked.emit("agreements", self.presenter.department or None)
        return True

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        super().retranslate()
        for model in (self.todo, self.talks, self.complaints):
            model.retranslate()
        self.arrive(None)
