"""The panel of one ticket: beside the list, as a page, or in a window of its own."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fmdesk.core.domain.errors import NotAllowedError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.ticket import LineRights
from fmdesk.core.domain.views import LineView
from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.desktop.pages.line import dialogs
from fmdesk.desktop.pages.line.model import OPEN_STATES, left
from fmdesk.desktop.pages.line.redirect import RedirectDialog
from fmdesk.desktop.pages.my_unit.ask import About, ask_unit
from fmdesk.desktop.pages.objections.dialogs import ask_objection
from fmdesk.desktop.pages.ticket.change import CancelDialog, ChangeDialog
from fmdesk.desktop.pages.ticket.edit import EditDialog
from fmdesk.desktop.pages.ticket.head import TicketHead
from fmdesk.desktop.pages.ticket.presenter import Opened, TicketPresenter
from fmdesk.desktop.pages.ticket.tabs import TicketTabs
from fmdesk.i18n import N_, _
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_S
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.labels import label
from fmdesk.ui.widgets.states import State, StateStack

CLOCK_MS = 60_000
"""How often the times left are shown anew; no query is needed for it."""


class TicketPanel(QWidget):
    """Head, tabs and actions of one ticket with the line that is looked at."""

    close_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._kit = desk.kit
        self.texts = Texts()
        self.presenter = TicketPresenter(desk, self)
        desk.watch.add(self, self.presenter.look_again)
        inside = QWidget()
        inside.setObjectName("content")
        self.states = StateStack(self._kit.theme, inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.states)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        self.head = TicketHead(self._kit, self.texts)
        column.addWidget(self.head)
        self.tabs = TicketTabs(desk, self.texts, self.presenter)
        self.show_why, self.show_timeline = (
            partial(self.tabs.open, tab) for tab in ("why", "timeline")
        )
        self.number, self.badge, self.figures = self.head.number, self.head.badge, self.head.figures
        self.overview, self.why = self.tabs.overview, self.tabs.why
        self._make_acts()
        column.addWidget(self.tabs, 1)
        self.problem = label("", wraps=True, tone="broken")
        self.problem.hide()
        column.addWidget(self.problem)
        column.addLayout(self._make_actions())
        self.setMinimumWidth(520)
        self.clock = QTimer(self)
        self.clock.setInterval(CLOCK_MS)
        self.clock.timeout.connect(self.head.show_clock)
        self.clock.start()
        self._listen()

    def _listen(self) -> None:
        self.presenter.loaded.connect(self._show)
        self.presenter.failed.connect(self._fail)
        self.head.close_asked.connect(self.close_asked)
        self.head.line_asked.connect(self.show_line)
        self.head.take_over_asked.connect(self.take_over)
        self.head.edit_asked.connect(self.edit)
        self.tabs.jobs.opened.connect(self.show_line)
        self.tabs.jobs.refused.connect(self._refuse)

    def _make_acts(self) -> None:
        """Put what can be done beside what it is done with."""
        self.ask_button = button(self.ask, kind="link", name="ask", keys="Ctrl U")
        self.texts.say(self.ask_button.setText, N_("Ask a unit…"))
        self.head.add_act(self.ask_button)
        self.change_button = button(self.change, kind="link", name="change", keys="Ctrl ⇧ E")
        self.cancel_button = button(self.cancel, kind="link", name="cancel_line", keys="Ctrl ⇧ X")
        self.redirect_button = button(self.redirect, kind="link", name="redirect", keys="Ctrl G")
        self.texts.say(self.redirect_button.setText, N_("Redirect…"))
        self.texts.say(self.change_button.setText, N_("Change…"))
        self.texts.say(self.cancel_button.setText, N_("Cancel…"))
        self.correct_button = button(
            self.tabs.correct, kind="link", name="correct", keys="Ctrl ⇧ J"
        )
        self.texts.say(self.correct_button.setText, N_("Correct a time…"))
        self.tabs.timeline.add_act(self.correct_button)
        self.overview.add_acts(self.change_button, self.redirect_button, self.cancel_button)

    def _make_actions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        icon = self._kit.theme.icon
        truck = icon("truck", "on_accent")
        self.deliver_button = button(
            self.deliver, kind="primary", icon=truck, name="deliver", keys="Ctrl D"
        )
        pause, ready = icon("circle-pause"), icon("circle-check")
        self.pause_button = button(self.pause_or_resume, icon=pause, name="pause", keys="Ctrl B")
        self.finish_button = button(self.finish, icon=ready, name="finish", keys="Ctrl R")
        self.texts.say(self.deliver_button.setText, N_("Deliver…"))
        self.texts.say(self.finish_button.setText, N_("Ready…"))
        for made in (self.deliver_button, self.pause_button, self.finish_button):
            row.addWidget(made)
        row.addStretch(1)
        return row

    # --- looking -------------------------------------------------------------------------------

    def show_line(self, asked: int | str) -> None:
        """Show a line's ticket with that line chosen.

        Args:
            asked: The id of the line, or the number of a ticket or line.
        """
        if self.presenter.shown is None:
            self.states.show_state(State.LOADING, _("One moment"), _("Fetching the ticket."))
        self.presenter.show(asked)

    def _show(self, opened: Opened) -> None:
        self.states.show_content()
        self.problem.hide()
        self.head.show_ticket(opened)
        self._show_actions(opened.line, opened.rights)
        self.tabs.show_ticket(opened)

    def _show_actions(self, line: LineView, rights: LineRights) -> None:
        is_open = line.state in OPEN_STATES
        for made, may in (
            (self.deliver_button, rights.works),
            (self.finish_button, rights.works),
            (self.pause_button, dialogs.may_pause(line, rights)),
            (self.change_button, rights.changes),
            (self.redirect_button, rights.changes),
            (self.cancel_button, rights.changes),
            (self.correct_button, rights.corrects),
        ):
            made.setVisible(may)
            made.setEnabled(may and (is_open or made is self.correct_button))
        self.deliver_button.setEnabled(self.deliver_button.isEnabled() and left(line) > 0)
        is_paused = line.state.value == "paused"
        self.pause_button.setText(_("Resume…") if is_paused else _("Pause…"))

    def _fail(self, problem: Exception) -> None:
        sentence = sentence_of(problem)
        if isinstance(problem, NotAllowedError):
            self.states.show_state(State.NO_RIGHTS, _("Not for this account"), sentence)
            return
        again = (_("Try again"), lambda: self.presenter.show(self.presenter.asked))
        self.states.show_state(State.ERROR, _("That did not work"), sentence, again)

    def _refuse(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()

    # --- doing ---------------------------------------------------------------------------------

    def deliver(self) -> None:
        """Ask how many pieces were delivered."""
        if self.deliver_button.isEnabled() and (line := self._line()):
            dialogs.DeliverDialog(self, line, self.presenter.record, self._kit.time).open()

    def pause_or_resume(self) -> None:
        """Ask why the clock stops, or let it run again."""
        if self.pause_button.isEnabled() and (opened := self.presenter.shown) and self.isVisible():
            record, time = self.presenter.record, self._kit.time
            dialogs.pause_or_resume(self, opened.line, record, time, opened.rights).open()

    def finish(self) -> None:
        """Report the line ready."""
        if self.finish_button.isEnabled() and (line := self._line()):
            kind = EventKind.READY
            dialogs.SimpleDialog(self, line, kind, self.presenter.record, self._kit.time).open()

    def change(self) -> None:
        """Ask what is wanted instead, and show what that leads to."""
        if self.change_button.isEnabled() and (line := self._line()):
            self.presenter.form(
                line.id,
                lambda form: ChangeDialog(self, form, self.presenter, self._kit).open(),
                self._refuse,
            )

    def cancel(self) -> None:
        """Show what cancelling the line leads to, and ask why."""
        if self.cancel_button.isEnabled() and (line := self._line()):
            CancelDialog(self, line, self.presenter, self._kit).open()

    def redirect(self) -> None:
        """Ask which other unit does the rest of the line."""
        if self.redirect_button.isEnabled() and (line := self._line()):
            RedirectDialog(self, self._desk, line).open()

    def object_to(self) -> None:
        """Ask why the unit should not bear a sanction on the line."""
        if line := self._line():
            ask_objection(self, self._desk, line.id, self._refuse)

    def edit(self) -> None:
        """Ask what the ticket itself shall say."""
        opened = self.presenter.shown
        if opened is not None and self.isVisible():
            EditDialog(self, opened.dossier, self.presenter, self._kit).open()

    def take_over(self) -> None:
        """Watch the ticket from now on."""
        opened = self.presenter.shown
        if opened is not None and self.isVisible() and not opened.dossier.is_yours:
            self.presenter.take_over(self._refuse)

    def add_task(self) -> None:
        """Ask what is to be done."""
        self._ask("jobs", self.tabs.jobs.ask_task)

    def add_link(self) -> None:
        """Ask which ticket this one has to do with."""
        self._ask("jobs", self.tabs.jobs.ask_link)

    def write(self) -> None:
        """Ask what to tell the customer."""
        self._ask("letters", self.tabs.letters.ask)

    def ask(self) -> None:
        """Ask a unit about the line."""
        if line := self._line():
            words = f"{line.number} {line.product}"
            ask_unit(self, self._desk, About(words, line_id=line.id, unit=line.unit))

    def _ask(self, tab: str, ask: Callable[[], None]) -> None:
        if self._line() is not None:
            self.tabs.open(tab)
            ask()

    def _line(self) -> LineView | None:
        opened = self.presenter.shown
        return opened.line if opened and self.isVisible() else None

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        self.texts.refresh()
        self.tabs.retranslate()
        if self.presenter.shown is not None:
            self.presenter.show(self.presenter.asked)
