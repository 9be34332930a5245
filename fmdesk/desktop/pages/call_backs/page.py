"""The call-backs: who is to be called, what to say, and the outcome by one key."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fmdesk.core.domain.call_back import CallBackOutcome, CallBackRow, Called
from fmdesk.desktop.desk import Desk, show_problem
from fmdesk.desktop.pages.call_backs.model import asked, columns, facts
from fmdesk.desktop.pages.call_backs.presenter import CallBacksPresenter, Worklist
from fmdesk.desktop.words import short_stamp
from fmdesk.i18n import N_, _
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.page import Page
from fmdesk.ui.tables import RowsModel
from fmdesk.ui.tableview import TableView, show_rows
from fmdesk.ui.tokens import SPACE_M, SPACE_S
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.card import Card, TableFrame
from fmdesk.ui.widgets.facts import Facts
from fmdesk.ui.widgets.fields import line_field
from fmdesk.ui.widgets.labels import label, selectable
from fmdesk.ui.widgets.states import State, StateStack

LONGEST_NOTE = 500
OUTCOMES = (
    ("satisfied", N_("Satisfied"), "circle-check", "1"),
    ("not_satisfied", N_("Not satisfied…"), "circle-x", "2"),
    ("not_reached", N_("Not reached"), "phone-call", "3"),
)


class CallBacksPage(Page):
    """The worklist, and the call that is chosen beside it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.kit)
        self._desk = desk
        self.presenter = CallBacksPresenter(desk, self)
        self._chosen = 0
        self._is_busy = False
        self.texts.say(self.header.title.setText, N_("Call-backs"))
        row = QHBoxLayout(self.content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_M)
        self.model = RowsModel(columns(self.kit.time), self)
        self.table = TableView(self.kit, self.model, "call_backs")
        self.texts.say(self.table.setAccessibleName, N_("Call-backs"))
        self.table.moved_to.connect(lambda _place: self._choose())
        self.list_state = StateStack(self.kit.theme, TableFrame(self.table))
        row.addWidget(self.list_state, 58)
        self.panel = self._make_panel()
        row.addWidget(self.panel, 42)
        self.presenter.listed.connect(self._show)
        self.presenter.recorded.connect(self._tell)
        self.presenter.failed.connect(
            lambda problem: show_problem(self, problem, self.presenter.load)
        )

    def _make_panel(self) -> QWidget:
        panel = QWidget()
        panel.setObjectName("content")
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        card = Card(spacing=SPACE_S)
        card.set_title(" ")
        self.customer = card.title
        self.phone = selectable(label("", "figure"))
        self.facts = Facts()
        card.body.addWidget(self.phone)
        card.body.addWidget(self.facts)
        script = Card(spacing=SPACE_S)
        self.texts.say(script.set_title, N_("What to say"))
        self.script = selectable(label("", wraps=True))
        script.body.addWidget(self.script)
        self.remark = label("", "muted", wraps=True)
        self.problem = label("", wraps=True, tone="broken")
        self.problem.hide()
        column.addWidget(card)
        column.addWidget(script)
        column.addWidget(self.remark)
        column.addWidget(self.problem)
        column.addLayout(self._make_outcomes())
        column.addStretch(1)
        return panel

    def _make_outcomes(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        acts = (self.satisfied, self.not_satisfied, self.not_reached)
        self.buttons = []
        for (name, text, icon, keys), act in zip(OUTCOMES, acts, strict=True):
            picture = self.kit.theme.icon(icon)
            made = button(act, icon=picture, name=name, keys=keys)
            self.texts.say(made.setText, text)
            self.buttons.append(made)
            row.addWidget(made)
        row.addStretch(1)
        return row

    def arrive(self, what: object) -> None:  # noqa: ARG002  # nothing is asked of this page
        """Query again."""
        if not self.presenter.is_listed:
            self.show_loading(_("Fetching the call-backs."))
        self.presenter.load()

    def _show(self, found: Worklist) -> None:
        self.show_content()
        self._is_busy = False
        self.header.aside.setText(asked(found.said))
        show_rows(self.table, self.model, found.rows, lambda row: row.id)
        self.panel.setVisible(bool(found.rows))
        if not found.rows:
            self._chosen = 0
            self.list_state.show_state(
                State.EMPTY,
                _("Nobody to call"),
                _("Lines that become ready come here, as far as the office's sample chooses them."),
                (_("Tickets"), lambda: self._desk.action_asked.emit("tickets")),
            )
            return
        self.list_state.show_content()
        self.give_keys(self.table)
        self._choose()

    def _choose(self) -> None:
        row = self.model.row_at(self.table.current_row())
        if row is None:
            return
        if row.id != self._chosen:
            self.problem.hide()
        self._chosen = row.id
        self.customer.setText(row.customer or _("Unknown"))
        self.phone.setText(row.phone or _("No phone number"))
        self.facts.show_facts(facts(row, self.kit.time))
        self.script.setText(row.script)
        self.remark.setText(
            _("You or your unit did this work. Let somebody else ask the customer.")
        )
        self.remark.setVisible(row.is_own)
        for made in self.buttons:
            made.setEnabled(not row.is_own)

    def chosen(self) -> CallBackRow | None:
        """Return the call-back whose outcome may be recorded now."""
        row = self.model.row_at(self.table.current_row())
        return None if self._is_busy or row is None or row.is_own else row

    def satisfied(self) -> None:
        """Record that the customer is satisfied."""
        self._record(CallBackOutcome.SATISFIED)

    def not_reached(self) -> None:
        """Record that nobody answered."""
        self._record(CallBackOutcome.NOT_REACHED)

    def not_satisfied(self) -> None:
        """Ask what is wrong; the line is reopened with it."""
        row = self.chosen()
        if row is not None:
            WrongDialog(self, row, self.presenter).open()

    def _record(self, outcome: CallBackOutcome) -> None:
        row = self.chosen()
        if row is not None:
            self._is_busy = True
            self.problem.hide()
            self.presenter.record(row, outcome, "", self._refuse)

    def _refuse(self, sentence: str) -> None:
        self._is_busy = False
        self.problem.setText(sentence)
        self.problem.show()

    def _tell(self, called: Called) -> None:
        if called.is_reopened:
            said = _("Recorded; the line is open again.")
        elif called.again_at is not None:
            at = short_stamp(called.again_at, self.kit.time)
            said = _("Recorded; call again from {at}.").format(at=at)
        else:
            said = _("Recorded.")
        self._desk.said.emit(said)

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        super().retranslate()
        self.model.retranslate()
        self.presenter.load()


class WrongDialog(FormDialog):
    """What is wrong, in the customer's words.

    Args:
        parent: The page.
        row: The call-back.
        presenter: Records it.
    """

    def __init__(self, parent: QWidget, row: CallBackRow, presenter: CallBacksPresenter) -> None:
        super().__init__(parent, _("Not satisfied"), _("Reopen"))
        self._row, self._presenter = row, presenter
        self.say(_("The line is reopened with these words, so that it is put right."))
        self.note = line_field("note", LONGEST_NOTE)
        self.add_field(_("What is wrong, in the customer's words"), self.note)
        self.note.setFocus()
        presenter.recorded.connect(self.accept)

    def save(self) -> None:
        """Record it; the dialog stays with the sentence when it is refused."""
        self.save_button.setEnabled(False)
        self.problem.hide()
        note = self.note.text().strip()
        outcome = CallBackOutcome.NOT_SATISFIED
        self._presenter.record(self._row, outcome, note, self.show_problem)
