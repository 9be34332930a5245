"""What was told the customer about a ticket, and writing more."""

from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QVBoxLayout, QWidget

from fmdesk.core.domain.dossier_views import Dossier
from fmdesk.core.domain.message import Message, MessageChannel
from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.desktop.pages.messages.model import CHANNELS, KINDS
from fmdesk.desktop.pages.ticket.model import STATUSES
from fmdesk.desktop.pages.ticket.presenter import Opened, TicketPresenter
from fmdesk.desktop.words import short_stamp
from fmdesk.i18n import N_, _
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.kit import Kit
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_M, SPACE_S
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.card import Card, clear
from fmdesk.ui.widgets.fields import line_field
from fmdesk.ui.widgets.labels import label, rule, selectable

LONGEST_SUBJECT = 200
LONGEST_BODY = 5000
_TEXT_HEIGHT = 180


class LettersView(QWidget):
    """The messages of a ticket, newest first."""

    def __init__(self, kit: Kit, texts: Texts, presenter: TicketPresenter) -> None:
        super().__init__()
        self.setObjectName("scrolled")
        self._kit, self._presenter = kit, presenter
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_M, 0, SPACE_M)
        card = Card()
        texts.say(card.set_title, N_("Messages"))
        self.write = button(self.ask, kind="link", name="write", keys="Ctrl M")
        texts.say(self.write.setText, N_("Write…"))
        card.top.addWidget(self.write)
        self._column = QVBoxLayout()
        self._column.setSpacing(SPACE_S)
        card.body.addLayout(self._column)
        column.addWidget(card)
        column.addStretch(1)

    def show_dossier(self, dossier: Dossier) -> None:
        """Show the messages of a ticket."""
        clear(self._column)
        if not dossier.messages:
            words = _("Nothing was written to this customer yet.")
            self._column.addWidget(label(words, "muted", wraps=True))
        for place, message in enumerate(reversed(dossier.messages)):
            if place:
                self._column.addWidget(rule())
            self._add(message)

    def _add(self, message: Message) -> None:
        self._column.addWidget(label(message.subject, "strong", wraps=True))
        self._column.addWidget(label(facts_of(message, self._kit.time), "muted", wraps=True))
        self._column.addWidget(selectable(label(message.body, wraps=True)))

    def ask(self) -> None:
        """Ask what to tell the customer."""
        opened = self._presenter.shown
        if opened is not None:
            WriteDialog(self, self._presenter, opened).open()


def facts_of(message: Message, time: OfficeTime) -> str:
    """Return what a message was, how it goes and how far it is."""
    parts = (
        _(KINDS[message.kind]),
        _(CHANNELS[message.channel]),
        _(STATUSES[message.state.value]),
        short_stamp(message.created_at, time),
        message.created_by,
    )
    return "  ·  ".join(filter(None, parts))


class WriteDialog(FormDialog):
    """A message in the desk's own words; by default the way that the customer is reached."""

    def __init__(self, parent: QWidget, presenter: TicketPresenter, opened: Opened) -> None:
        super().__init__(parent, _("Write to the customer"), _("Send"))
        self._presenter, self._line_id = presenter, opened.line.id
        ticket = opened.dossier.ticket
        self.say(
            _("{customer} hears this about {number}.").format(
                customer=ticket.requester or _("The customer"), number=ticket.number
            )
        )
        self.subject = line_field("message_subject", LONGEST_SUBJECT)
        self.text = QPlainTextEdit()
        self.text.setObjectName("message_text")
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(_TEXT_HEIGHT)
        self.channel = QComboBox()
        self.channel.setObjectName("message_channel")
        self.channel.addItem(_("As the customer is reached"), None)
        for one in MessageChannel:
            self.channel.addItem(_(CHANNELS[one]), one)
        self.add_field(_("Subject"), self.subject)
        self.add_field(_("Text"), self.text)
        self.add_field(_("How"), self.channel)
        self.subject.setFocus()

    def save(self) -> None:
        """Queue it; the dialog stays with the sentence when it is refused."""
        self.save_button.setEnabled(False)
        self.problem.hide()
        chosen = self.channel.currentData()
        self._presenter.write(
            self._line_id,
            self.subject.text(),
            self.text.toPlainText()[:LONGEST_BODY],
            MessageChannel(chosen) if chosen else None,
            self.accept,
            self.show_problem,
        )
