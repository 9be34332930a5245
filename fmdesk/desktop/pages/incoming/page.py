"""What comes in by itself: the list, and what is chosen beside it; Enter takes it up."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from fmdesk.core.domain.attachment import Owner, OwnerKind
from fmdesk.core.domain.incoming import Collected, IncomingRow, IncomingState
from fmdesk.core.domain.views import TicketFilter
from fmdesk.desktop.desk import Desk, show_problem
from fmdesk.desktop.pages.incoming.model import VIEWS, columns, facts, problem, subject
from fmdesk.desktop.pages.incoming.presenter import Came, IncomingPresenter
from fmdesk.desktop.pages.messages.model import HINDRANCES
from fmdesk.desktop.pages.ticket.attachments import AttachmentsPanel
from fmdesk.i18n import N_, _
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.page import Page
from fmdesk.ui.tables import RowsModel
from fmdesk.ui.tableview import TableView, show_rows
from fmdesk.ui.tokens import SPACE_M, SPACE_S
from fmdesk.ui.widgets.buttons import SegmentedControl, button
from fmdesk.ui.widgets.card import Card, TableFrame
from fmdesk.ui.widgets.facts import Facts
from fmdesk.ui.widgets.fields import line_field
from fmdesk.ui.widgets.labels import label, tip
from fmdesk.ui.widgets.states import State, StateStack

LONGEST_REASON = 200


class IncomingPage(Page):
    """The list of what came in, and the message that is chosen beside it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.kit)
        self._desk = desk
        self.presenter = IncomingPresenter(desk, self)
        self._chosen = 0
        self.texts.say(self.header.title.setText, N_("Incoming"))
        self.view = SegmentedControl()
        names = [(code, name) for code, (name, _states) in VIEWS.items()]
        self.texts.compute(lambda: self.view.set_choices([(code, _(name)) for code, name in names]))
        self.view.choose(self.presenter.view)
        self.view.chosen.connect(self._show_view)
        row = QHBoxLayout(self.content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_M)
        row.addLayout(self._make_list(), 58)
        self.panel = self._make_panel()
        row.addWidget(self.panel, 42)
        presenter = self.presenter
        presenter.listed.connect(self._show)
        presenter.settled.connect(lambda: desk.said.emit(_("Recorded.")))
        presenter.failed.connect(lambda fault: show_problem(self, fault, presenter.load))
        desk.came_in.connect(self._show_server)

    def _make_list(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(SPACE_S)
        column.addWidget(self.view)
        self.model = RowsModel(columns(self.kit.time), self)
        self.table = TableView(self.kit, self.model, "incoming")
        self.texts.say(self.table.setAccessibleName, N_("Incoming"))
        self.table.moved_to.connect(lambda _place: self._choose())
        self.table.opened.connect(lambda _place: self.take_up())
        self.list_state = StateStack(self.kit.theme, TableFrame(self.table))
        column.addWidget(self.list_state, 1)
        return column

    def _make_panel(self) -> QWidget:
        panel = QWidget()
        panel.setObjectName("content")
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        card = Card(spacing=SPACE_S)
        card.set_title(" ")
        self.subject = card.title
        self.subject.setWordWrap(True)
        card.top.setStretchFactor(self.subject, 1)
        card.top.setStretch(1, 0)
        self.facts = Facts()
        self.problem = label("", wraps=True, tone="risk")
        self.text = QPlainTextEdit(readOnly=True)
        self.text.setObjectName("mail_text")
        self.text.setTabChangesFocus(True)
        self.texts.say(self.text.setAccessibleName, N_("Text of the message"))
        for made in (self.facts, self.problem):
            card.body.addWidget(made)
        card.body.addWidget(self.text, 1)
        column.addWidget(card, 1)
        self.files = AttachmentsPanel(self._desk, can_add=False)
        self.files.hide()
        column.addWidget(self.files)
        column.addLayout(self._make_acts())
        return panel

    def _make_acts(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        self.take_button = button(self.take_up, kind="primary", name="take_up", keys="↵")
        self.open_button = button(self.open_request, name="open_request", keys="F4")
        self.settle_button = button(self.settle, name="settle", keys="Del")
        named = (
            (self.take_button, N_("Take it up")),
            (self.open_button, N_("Open the request")),
            (self.settle_button, N_("Nothing to do…")),
        )
        for made, text in named:
            self.texts.say(made.setText, text)
            row.addWidget(made)
        row.addStretch(1)
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("F4"), self, self.open_request, context=here)
        QShortcut(QKeySequence("Del"), self.table, self.settle, context=here)
        return row

    # --- what it shows ---------------------------------------------------------------------------

    def arrive(self, what: object) -> None:  # noqa: ARG002  # nothing is asked of this page
        """Query again."""
        if not self.presenter.is_listed:
            self.show_loading(_("Fetching what came in."))
        self.presenter.load()

    def _show_view(self, code: str) -> None:
        self.presenter.view = code
        self.presenter.load()

    def _show_server(self, collected: Collected) -> None:
        words = _(HINDRANCES[collected.hindrance]) if collected.hindrance in HINDRANCES else ""
        self.header.aside.setText(words)
        self.header.aside.setToolTip(tip(collected.detail))

    def _show(self, came: Came) -> None:
        self.show_content()
        show_rows(self.table, self.model, came.rows, lambda row: row.incoming.id)
        self.panel.setVisible(bool(came.rows))
        if not came.rows:
            self._chosen = 0
            self.files.show_owner(None)
            self._show_empty(is_set=came.is_set)
            return
        self.list_state.show_content()
        self.give_keys(self.table)
        self._choose()

    def _show_empty(self, *, is_set: bool) -> None:
        sentence = (
            _("E-mails that belong to no request come here, with who wrote them.")
            if is_set
            else _("Name a mailbox or a folder for forms under Administration, Settings.")
        )
        step = (_("New request"), lambda: self._desk.action_asked.emit("intake"))
        self.list_state.show_state(State.EMPTY, _("Nothing has come in"), sentence, step)

    def current(self) -> IncomingRow | None:
        """Return what is chosen."""
        return self.model.row_at(self.table.current_row())

    def _choose(self) -> None:
        row = self.current()
        if row is None:
            return
        if row.incoming.id != self._chosen:
            self.text.setPlainText(row.incoming.text)
        self._chosen = row.incoming.id
        self.subject.setText(subject(row))
        self.facts.show_facts(facts(row, self.kit.time))
        hindered = problem(row)
        self.problem.setText(hindered)
        self.problem.setVisible(bool(hindered))
        self.files.setVisible(bool(row.files))
        owner = Owner(OwnerKind.INCOMING, row.incoming.id) if row.files else None
        self.files.show_owner(owner)
        waits = row.incoming.state is IncomingState.WAITING
        self.take_button.setVisible(waits)
        self.settle_button.setVisible(waits)
        self.open_button.setVisible(bool(row.number))

    # --- what is done ----------------------------------------------------------------------------

    def take_up(self) -> None:
        """Take the chosen message into the intake, with everything that is known."""
        row = self.current()
        if row is not None and row.incoming.state is IncomingState.WAITING:
            self._desk.page_asked.emit("intake", row)
        else:
            self.open_request()

    def open_request(self) -> None:
        """Show the request that the chosen message belongs to."""
        row = self.current()
        if row is not None and row.number:
            self._desk.page_asked.emit("tickets", TicketFilter(text=row.number))

    def settle(self) -> None:
        """Ask why nothing has to be made of it."""
        row = self.current()
        if row is not None and row.incoming.state is IncomingState.WAITING:
            SettleDialog(self, row, self.presenter).open()

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        super().retranslate()
        self.model.retranslate()
        self.files.retranslate()
        self.presenter.load()


class SettleDialog(FormDialog):
    """Why nothing has to be made of a message.

    Args:
        parent: The page.
        row: The message.
        presenter: Settles it.
    """

    def __init__(self, parent: QWidget, row: IncomingRow, presenter: IncomingPresenter) -> None:
        super().__init__(parent, _("Nothing to do"), _("Settle"))
        self._row, self._presenter = row, presenter
        self.say(_("“{subject}” leaves the list; the reason is kept.").format(subject=subject(row)))
        self.reason = line_field("reason", LONGEST_REASON)
        self.add_field(_("Reason"), self.reason)
        self.reason.setFocus()
        presenter.settled.connect(self.accept)

    def save(self) -> None:
        """Do it; the dialog stays with the sentence when it is refused."""
        self.save_button.setEnabled(False)
        self.problem.hide()
        self._presenter.settle(self._row, self.reason.text().strip(), self.show_problem)
