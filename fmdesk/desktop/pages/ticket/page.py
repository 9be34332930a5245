"""The page of one ticket."""

from PySide6.QtWidgets import QVBoxLayout

from fmdesk.desktop.desk import Desk
from fmdesk.desktop.pages.ticket.panel import TicketPanel
from fmdesk.i18n import N_, _
from fmdesk.ui.page import Page


class TicketPage(Page):
    """The panel of a ticket over the whole page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.kit)
        self._desk = desk
        self.texts.say(self.header.title.setText, N_("Ticket"))
        self.line = TicketPanel(desk)
        self.line.close_asked.connect(self.go_back)
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.line)

    def arrive(self, what: object) -> None:
        """Show a ticket: by the id of a line, or by the number of a ticket or line.

        Args:
            what: The id or number; None for the ticket that was shown before.
        """
        if isinstance(what, int | str):
            self.line.show_line(what)
        elif self.line.presenter.asked:
            self.line.presenter.show(self.line.presenter.asked)
        else:
            self.show_empty(
                _("No ticket is open"),
                _("Choose one from the list, or find it by its number with Ctrl+K."),
                (_("Tickets"), lambda: self._desk.action_asked.emit("tickets")),
            )
            return
        self.show_content()
        self.give_keys(self.line.tabs)

    def go_back(self) -> bool:
        """Esc goes back to the list."""
        self._desk.action_asked.emit("tickets")
        return True

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        super().retranslate()
        self.line.retranslate()
        if not self.line.presenter.asked:
            self.arrive(None)
