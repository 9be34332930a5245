"""The intake page: who calls, what is asked, what to say; one key for each way it may end."""

from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut

from fmdesk.core.domain.contact import RemarkRow
from fmdesk.core.domain.incoming import IncomingRow
from fmdesk.core.domain.intake_views import Answered, Caller, Quote
from fmdesk.core.domain.ticket import AnswerDraft
from fmdesk.core.domain.views import Choice, Taken
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.pages.intake.approving import Approving
from fmdesk.desktop.pages.intake.asking import Asking
from fmdesk.desktop.pages.intake.bespoke import BespokeDialog
from fmdesk.desktop.pages.intake.choosing import Choosing
from fmdesk.desktop.pages.intake.contacts import Contacts
from fmdesk.desktop.pages.intake.files import FilesRow
from fmdesk.desktop.pages.intake.keeping import Keeping
from fmdesk.desktop.pages.intake.linking import Linking
from fmdesk.desktop.pages.intake.model import Begin, Typed, typed_of
from fmdesk.desktop.pages.intake.presenter import IntakePresenter
from fmdesk.desktop.pages.intake.remark import AnswerDialog, RemarkDialog
from fmdesk.desktop.pages.intake.view import IntakeView
from fmdesk.i18n import N_, _
from fmdesk.ui.page import Page

QUOTE_MS = 120
_ANSWER_KEYS = 9


class IntakePage(Page):
    """Takes a request over any channel without a mouse."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.kit)
        self._desk = desk
        self._op_id = uuid4()
        self.presenter = IntakePresenter(desk, self)
        self.texts.say(self.header.title.setText, N_("New request"))
        view = IntakeView(self.content, self.kit, self.texts, self.presenter)
        self.unfinished, self.told, self.channels = view.unfinished, view.told, view.channels
        self.caller, self.basket, self.line = view.caller, view.basket, view.line
        self.guide, self.note, self.post = view.guide, view.note, view.post
        self.sheet, self.foot = view.sheet, view.foot
        self.files = FilesRow(desk, self.texts, self)
        view.note_card.body.addWidget(self.files)
        self.choosing = Choosing(view, self.presenter, self)
        self._linking = Linking(desk, view, self)
        self.asking = Asking(desk, view, self)
        self.approving = Approving(view, self)
        self.contacts = Contacts(desk, self.typed, self)
        self.keeping = Keeping(desk, self.presenter, self.typed, self)
        self._rest = QTimer(self, singleShot=True, interval=QUOTE_MS)
        self._rest.timeout.connect(self._quote)
        self._listen()
        self._listen_to_contacts()
        self.presenter.load()
        self.caller.requester.setFocus()

    def _listen(self) -> None:
        presenter, foot = self.presenter, self.foot
        presenter.channels.connect(self.channels.offer)
        presenter.called.connect(self._show_caller)
        presenter.quoted.connect(self._show_quote)
        presenter.taken.connect(self.files.attach)  # before the page is blank again
        presenter.taken.connect(self._finish)
        self.files.refused.connect(foot.show_problem)
        presenter.answered.connect(self._finish_answer)
        presenter.refused.connect(self._refuse)
        presenter.waiting.connect(lambda found: self.unfinished.offer(found, self.keeping.draft_id))
        self.unfinished.resumed.connect(self.resume)
        self.unfinished.discarded.connect(presenter.forget)
        for shown in (self.told.opened, self.caller.line_asked):
            shown.connect(lambda line: self._desk.page_asked.emit("tickets", line))
        self.caller.picked.connect(self._call)
        self.sheet.answered.connect(self.answer)
        for part in (self.caller, self.line, self.basket):
            part.changed.connect(self._rest.start)
        foot.save.clicked.connect(self.save)
        foot.done.clicked.connect(self.save_done)
        self.line.bespoke.clicked.connect(self.ask_bespoke)
        self.line.another.clicked.connect(self.add_line)
        for place in range(_ANSWER_KEYS):
            keys = QShortcut(QKeySequence(f"Alt+{place + 1}"), self)
            keys.activated.connect(lambda place=place: self.answer(self.sheet.question(place)))

    def _listen_to_contacts(self) -> None:
        contacts, caller = self.contacts, self.caller
        caller.picked.connect(contacts.begin)
        caller.status_asked.connect(contacts.note)
        caller.answer_asked.connect(self._answer_remark)
        contacts.noted.connect(caller.show_noted)
        contacts.waiting.connect(caller.show_waiting)
        contacts.refused.connect(self.foot.show_problem)
        contacts.settled.connect(self.clear)

    # --- what was typed ------------------------------------------------------------------------

    def _call(self, choice: Choice | None) -> None:
        if choice is not None:
            self.told.show_taken(None)
            self.presenter.fetch_caller(choice.code)
            self.line.finder.setFocus()

    def _show_caller(self, caller: Caller) -> None:
        self.caller.show_caller(caller)
        self.choosing.look_alike()

    def typed(self) -> Typed:
        """Return everything as it was typed."""
        line = self.line.line()
        return Typed(
            self._op_id,
            self.channels.choice.value,
            self.caller.requester.choice,
            self.caller.recipient.choice,
            self.caller.payer.choice,
            (*self.basket.lines, *((line,) if line else ())),
            self.note.text().strip(),
            self.channels.received_at,
            self.post.number,
            tuple(map(str, self.files.paths)),
            self.asking.asked,
            self.approving.approval,
        )

    def _quote(self) -> None:
        typed = self.typed()
        self.choosing.look_alike()
        if typed.lines:
            self.presenter.quote(typed.order())
        else:
            self.foot.show_quote(None)

    def _show_quote(self, quote: Quote) -> None:
        self.foot.show_quote(quote if self.typed().lines else None)

    def resume(self, draft_id: str, text: str) -> None:
        """Go on with what was left unfinished."""
        typed = typed_of(text)
        if typed is None:
            return
        self.keeping.adopt(draft_id, text)
        self._op_id = typed.op_id
        if typed.channel:
            self.channels.choose(typed.channel)
        self.caller.restore((typed.requester, typed.recipient, typed.payer))
        self.note.setText(typed.note)
        self.post.keep(typed.incoming)
        self.files.clear()
        self.files.take([Path(path) for path in typed.files])
        self.asking.show_asked(typed.questions)
        self.approving.show_approval(typed.approval)
        if typed.received_at:
            self.channels.begin_at(typed.received_at)
        self.basket.show_lines(typed.lines[:-1])
        if typed.lines:
            self.choosing.take(typed.lines[-1])
        self._rest.start()

    # --- the ways it may end -------------------------------------------------------------------

    def add_line(self) -> None:
        """Put the line aside and begin another."""
        line = self.line.line()
        if line is None or self._complain(self.line.missing()):
            self.line.finder.setFocus()
            return
        self.basket.show_lines((*self.basket.lines, line))
        self.line.clear()
        self.line.finder.setFocus()
        self._rest.start()

    def save(self) -> None:
        """Take the request."""
        self._take(is_done=False)

    def save_done(self) -> None:
        """Take the request and finish it at the desk."""
        self._take(is_done=True)

    def _take(self, *, is_done: bool) -> None:
        typed = self.typed()
        problem = (
            (not typed.requester and _("Pick the caller from the list."))
            or (not typed.lines and _("Pick what is asked from the list."))
            or self.line.missing()
        )
        if self._complain(problem or ""):
            return
        self.foot.set_busy(True)
        self.presenter.take(typed.order(), is_done=is_done)

    def ask_bespoke(self) -> None:
        """Open the form for what is not in the catalogue."""
        words = "" if self.line.product else self.line.finder.field.text().strip()
        BespokeDialog(self, self._desk, self.presenter, self.typed(), words).open()

    def ask_remark(self) -> None:
        """Open the form for a complaint, compliment or suggestion."""
        caller = self.caller.caller
        lines = (*caller.open, *caller.recent) if caller else ()
        dialog = RemarkDialog(self, self._desk, self.contacts, self.typed(), lines)
        self.presenter.fetch_units(dialog.offer_units)
        dialog.open()

    def _answer_remark(self, row: RemarkRow) -> None:
        AnswerDialog(self, self._desk, self.contacts, row).open()

    def answer(self, faq_id: int) -> None:
        """Record that a question answered the customer."""
        if not faq_id:
            return
        typed = self.typed()
        caller = typed.requester.code if typed.requester else ""
        self.foot.set_busy(True)
        self.presenter.answer(
            AnswerDraft(
                self._op_id,
                typed.channel,
                faq_id,
                caller,
                note=typed.note,
                incoming=typed.incoming,
            )
        )

    def _complain(self, sentence: str) -> bool:
        self.foot.show_problem(sentence)
        return bool(sentence)

    def _refuse(self, sentence: str) -> None:
        self._op_id = uuid4()
        self.foot.set_busy(False)
        self.foot.show_problem(sentence)

    def _finish(self, taken: Taken) -> None:
        self.clear()
        self.told.show_taken(taken)

    def _finish_answer(self, _answered: Answered) -> None:
        self._desk.said.emit(_("Answered and counted"))
        self.clear()

    def clear(self) -> None:
        """Begin with an empty page."""
        self.told.show_taken(None)
        self.post.show_row(None)
        self._op_id = uuid4()
        self.choosing.begin()
        self.channels.begin()
        self.caller.restore((None, None, None))
        self.basket.show_lines(())
        self.line.clear()
        self.guide.hide()
        self.note.clear()
        self.files.clear()
        self.asking.show_asked(())
        self.approving.show_approval("")
        self.sheet.show_card(None)
        self.foot.set_busy(False)
        self.foot.show_problem("")
        self.foot.show_quote(None)
        self.keeping.keep()
        self.caller.requester.setFocus()

    # --- the page ------------------------------------------------------------------------------

    def arrive(self, what: object) -> None:
        """Be ready for the next caller, or for what is to begin (`Begin`); what was typed stays."""
        if isinstance(what, Begin):
            for field, choice in (
                (self.caller.requester, what.caller),
                (self.line.finder, what.find),
            ):
                if choice is not None:
                    field.pick(choice)
        elif isinstance(what, IncomingRow):
            _take_up(self, what)
        (self.line.finder if self.caller.requester.choice else self.caller.requester).setFocus()

    def end(self) -> None:
        """Keep what was typed once more."""
        self._rest.stop()
        self.keeping.end()

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        super().retranslate()
        self.sheet.retranslate()
        self.presenter.load()
        self.choosing.retranslate()
        self._rest.start()


def _take_up(page: IntakePage, row: IncomingRow) -> None:
    """Make a request of a message; another one that is half typed waits as unfinished."""
    if not page.typed().is_blank:
        page.keeping.set_aside()
        page.presenter.load()
    page.clear()
    came = row.incoming
    page.channels.choose(came.channel)
    page.channels.begin_at(came.received_at)
    page.post.show_row(row)
    page.note.setText(came.subject)
    if row.person_code:
        page.caller.requester.pick(Choice(row.person_code, row.person))
