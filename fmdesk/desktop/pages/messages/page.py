"""The messages: delays to tell before the promise breaks, and what goes out."""

from uuid import uuid4

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fmdesk.core.domain.letter import PhoneScript
from fmdesk.core.domain.message import DelayDue, MessageChannel, OutboxRow
from fmdesk.desktop.desk import Desk, show_problem
from fmdesk.desktop.pages.messages.letter import LetterDialog
from fmdesk.desktop.pages.messages.model import (
    STEPS,
    can_act,
    delay_columns,
    facts,
    outbox_columns,
)
from fmdesk.desktop.pages.messages.presenter import MessagesPresenter, Post
from fmdesk.i18n import N_, _
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.page import Page
from fmdesk.ui.tables import RowsModel
from fmdesk.ui.tableview import TableView, show_rows
from fmdesk.ui.tokens import SPACE_M, SPACE_S
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.card import TableFrame
from fmdesk.ui.widgets.facts import Facts
from fmdesk.ui.widgets.fields import line_field
from fmdesk.ui.widgets.labels import label, selectable
from fmdesk.ui.widgets.states import State, StateStack

LONGEST_REASON = 500


class MessagesPage(Page):
    """Two lists below each other; Enter opens what is chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.kit)
        self._desk = desk
        self.presenter = MessagesPresenter(desk, self)
        self.texts.say(self.header.title.setText, N_("Messages"))
        self.delays = RowsModel(delay_columns(self.kit.time), self)
        self.outbox = RowsModel(outbox_columns(self.kit.time), self)
        self.delay_table = TableView(self.kit, self.delays, "delays")
        self.outbox_table = TableView(self.kit, self.outbox, "outbox")
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        self.tell_button = button(self._tell_current, kind="link", name="tell", keys="↵")
        self.open_button = button(self._open_current, kind="link", name="open", keys="↵")
        self.texts.say(self.tell_button.setText, N_("Tell the customer…"))
        self.texts.say(self.open_button.setText, N_("Open the message…"))
        delays, outbox = N_("Delays to tell"), N_("Goes out")
        self.delay_state = self._add(column, delays, self.delay_table, self.tell_button)
        column.addSpacing(SPACE_M)
        self.outbox_state = self._add(column, outbox, self.outbox_table, self.open_button)
        self.delay_table.opened.connect(self.tell)
        self.outbox_table.opened.connect(self.open_message)
        self.presenter.listed.connect(self._show)
        self.presenter.done.connect(lambda: desk.said.emit(_("Recorded.")))
        self.presenter.failed.connect(
            lambda problem: show_problem(self, problem, self.presenter.load)
        )

    def _add(self, column: QVBoxLayout, title: str, table: TableView, step: QWidget) -> StateStack:
        above = label("", "card_title")
        self.texts.say(above.setText, title)
        self.texts.say(table.setAccessibleName, title)
        made = StateStack(self.kit.theme, TableFrame(table))
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        head.addWidget(above)
        head.addStretch(1)
        head.addWidget(step)
        column.addLayout(head)
        column.addWidget(made, 1)
        return made

    def arrive(self, what: object) -> None:  # noqa: ARG002  # nothing is asked of this page
        """Query again."""
        if not self.presenter.is_listed:
            self.show_loading(_("Fetching the messages."))
        self.presenter.load()

    def _show(self, post: Post) -> None:
        self.show_content()
        waits = "" if post.can_send else _("No mail server is set: e-mail waits.")
        self.header.aside.setText(waits)
        self.tell_button.setVisible(bool(post.delays))
        self.open_button.setVisible(bool(post.outbox))
        show_rows(self.delay_table, self.delays, post.delays, lambda row: row.line_id)
        show_rows(self.outbox_table, self.outbox, post.outbox, lambda row: row.message.id)
        if post.delays:
            self.delay_state.show_content()
        else:
            self.delay_state.show_state(
                State.EMPTY,
                _("Nothing to tell"),
                _("Lines come here before their promise breaks, so that the customer hears why."),
            )
        if post.outbox:
            self.outbox_state.show_content()
        else:
            self.outbox_state.show_state(
                State.EMPTY, _("Nothing waits"), _("Every message has gone out.")
            )
        if not self.outbox_table.hasFocus():
            self.give_keys(self.delay_table if post.delays else self.outbox_table)

    def tell(self, place: int) -> None:
        """Ask why a line comes later, and tell the customer."""
        row = self.delays.row_at(place)
        if row is not None:
            DelayDialog(self, row, self.presenter).open()

    def _tell_current(self) -> None:
        self.tell(self.delay_table.current_row())

    def _open_current(self) -> None:
        self.open_message(self.outbox_table.current_row())

    def open_message(self, place: int) -> None:
        """Show a message, with what can be done with it."""
        row = self.outbox.row_at(place)
        if row is not None:
            MessageDialog(self, row, self.presenter, self._desk).open()

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        super().retranslate()
        self.delays.retranslate()
        self.outbox.retranslate()
        self.presenter.load()


class DelayDialog(FormDialog):
    """Why it comes later, in words for the customer.

    Args:
        parent: The page.
        row: The line.
        presenter: Queues the notice.
    """

    def __init__(self, parent: QWidget, row: DelayDue, presenter: MessagesPresenter) -> None:
        super().__init__(parent, _("Tell the delay"), _("Tell"))
        self._row, self._presenter = row, presenter
        words = _("{customer} hears that {product} ({number}) comes later, and why.")
        self.say(
            words.format(
                customer=row.customer or _("Unknown"), product=row.product, number=row.number
            )
        )
        self.reason = line_field("reason", LONGEST_REASON)
        self.add_field(_("The reason, in words for the customer"), self.reason)
        self.reason.setFocus()
        presenter.done.connect(self.accept)

    def save(self) -> None:
        """Queue the notice; the dialog stays with the sentence when it is refused."""
        self.save_button.setEnabled(False)
        self.problem.hide()
        reason = self.reason.text().strip()
        self._presenter.tell_delay(uuid4(), self._row.line_id, reason, self.show_problem)


class MessageDialog(FormDialog):
    """A message as the customer gets it; or what to say, where it goes by phone.

    Args:
        parent: The page.
        row: The message.
        presenter: Does what can be done with it.
        desk: Gives the office's time.
    """

    def __init__(
        self, parent: QWidget, row: OutboxRow, presenter: MessagesPresenter, desk: Desk
    ) -> None:
        message = row.message
        super().__init__(parent, message.subject, _(STEPS[message.channel]))
        self._message, self._presenter, self._desk = message, presenter, desk
        self.facts = Facts()
        self.facts.show_facts(facts(row, desk.kit.time))
        self.body.addWidget(self.facts)
        self.text = selectable(label(message.body, wraps=True))
        self.body.addWidget(self.text)
        self.letter_button = button(self.show_letter, name="letter", keys="Ctrl P")
        self.letter_button.setText(_("As a letter…"))
        self.foot.insertWidget(0, self.letter_button)
        QShortcut(QKeySequence("Ctrl+P"), self, self.letter_button.click)
        if message.channel is MessageChannel.EMAIL:
            self.letter_button.hide()
            self.letter_button.setEnabled(False)
        if message.channel is MessageChannel.PHONE:
            presenter.fetch_script(message, self, self._show_script)
        self.save_button.setVisible(can_act(message))
        self.save_button.setEnabled(can_act(message))
        presenter.done.connect(self.accept)

    def _show_script(self, script: PhoneScript) -> None:
        self.text.setText(script.text)

    def show_letter(self) -> None:
        """Make the letter, in a process of its own, and show it."""
        self.letter_button.setEnabled(False)
        self.problem.hide()
        self._presenter.make_letter(
            self._message,
            self,
            self._show_letter,
            self.show_problem,
            lambda: self.letter_button.setEnabled(True),
        )

    def _show_letter(self, content: bytes) -> None:
        name = f"{self._message.id:06d}.pdf"
        LetterDialog(self, self._desk, self._presenter, content, name).open()

    def save(self) -> None:
        """Do it; the dialog stays with the sentence when it is refused."""
        self.save_button.setEnabled(False)
        self.problem.hide()
        self._presenter.act(self._message, self.show_problem)
