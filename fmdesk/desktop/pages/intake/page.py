"""The intake page: who calls, what is asked, what to say; one key for each way it may end."""

from collections.abc import Sequence
from uuid import uuid4

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from fmdesk.core.domain.contact import RemarkRow
from fmdesk.core.domain.guide import Guide
from fmdesk.core.domain.intake_views import Answered, Caller, HitKind, Quote
from fmdesk.core.domain.ticket import AnswerDraft
from fmdesk.core.domain.views import Choice, Taken
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.pages.intake.basket import Basket
from fmdesk.desktop.pages.intake.bespoke import BespokeDialog
from fmdesk.desktop.pages.intake.caller import CallerCard
from fmdesk.desktop.pages.intake.contacts import Contacts
from fmdesk.desktop.pages.intake.foot import IntakeFoot
from fmdesk.desktop.pages.intake.guide import GuideCard
from fmdesk.desktop.pages.intake.line import LineCard
from fmdesk.desktop.pages.intake.model import (
    Typed,
    parts_of,
    text_of,
    typed_of,
)
from fmdesk.desktop.pages.intake.presenter import IntakePresenter, Sheet
from fmdesk.desktop.pages.intake.remark import AnswerDialog, RemarkDialog
from fmdesk.desktop.pages.intake.sheet import ProductSheet
from fmdesk.desktop.pages.intake.told import Told
from fmdesk.desktop.pages.intake.unfinished import Unfinished
from fmdesk.i18n import N_, _
from fmdesk.ui.page import Page
from fmdesk.ui.tokens import SPACE_M
from fmdesk.ui.widgets.buttons import SegmentedControl
from fmdesk.ui.widgets.card import Card
from fmdesk.ui.widgets.fields import wall_field, wall_of
from fmdesk.ui.widgets.labels import label

CHANNELS = ("desk", "phone", "email", "post", "intranet", "internet", "fax")
"""The channels over which people reach the desk, in the order of the page."""
FIRST_CHANNEL = "phone"
ARRIVED_EARLIER = frozenset({"post", "fax", "email"})
"""Channels on which a request lies for a while before it is read."""
KEEP_MS, QUOTE_MS, LONGEST_NOTE = 2000, 120, 500
_ANSWER_KEYS = 9


class IntakePage(Page):
    """Takes a request over any channel without a mouse."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.kit)
        self._desk = desk
        self._op_id = uuid4()
        self._draft_id = uuid4().hex
        self._kept = ""
        self._sheet: Sheet | None = None
        self._asked = 0
        self._variant = ""
        self.presenter = IntakePresenter(desk, self)
        self.texts.say(self.header.title.setText, N_("New request"))
        self.contacts = Contacts(desk, self.typed, self)
        self._lay_out()
        self._listen()
        self._listen_to_contacts()
        self._rest = QTimer(self, singleShot=True, interval=QUOTE_MS)
        self._rest.timeout.connect(self._quote)
        self._keeping = QTimer(self, interval=KEEP_MS)
        self._keeping.timeout.connect(self.keep)
        self._keeping.start()
        self.presenter.load()
        self.caller.requester.setFocus()

    # --- how it looks --------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        self.unfinished = Unfinished(self.texts)
        self.told = Told(self.kit, self.texts)
        for notice in (self.unfinished, self.told):
            column.addWidget(notice)
        column.addLayout(self._make_channels())
        sides = QHBoxLayout()
        sides.setSpacing(SPACE_M)
        column.addLayout(sides, 1)
        inside = QWidget()
        inside.setObjectName("page")
        left = QVBoxLayout(inside)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(SPACE_M)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        self.caller = CallerCard(self.kit, self.texts, self.presenter)
        self.basket = Basket(self.texts)
        self.line = LineCard(self.kit, self.texts, self.presenter)
        self.guide = GuideCard()
        for part in (self.caller, self.basket, self.line, self.guide, self._make_note()):
            left.addWidget(part)
        left.addStretch(1)
        self.sheet = ProductSheet(self.kit)
        sides.addWidget(area, 5)
        sides.addWidget(self.sheet, 4)
        self.foot = IntakeFoot(self.kit, self.texts)
        column.addWidget(self.foot)

    def _make_channels(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        self.channel = SegmentedControl()
        self.received = wall_field("received", self.kit.time.wall())
        self.received_name = label("", "label")
        self.texts.say(self.received_name.setText, N_("Reached us"))
        self.texts.say(self.received.setAccessibleName, N_("Reached us"))
        row.addWidget(self.channel)
        row.addWidget(self.received_name)
        row.addWidget(self.received)
        row.addStretch(1)
        self._show_received("")
        return row

    def _make_note(self) -> Card:
        made = Card()
        above = label("", "label")
        self.note = QLineEdit()
        self.note.setObjectName("note")
        self.note.setMaxLength(LONGEST_NOTE)
        above.setBuddy(self.note)
        self.texts.say(above.setText, N_("Note (optional)"))
        self.texts.say(self.note.setAccessibleName, N_("Note (optional)"))
        made.body.addWidget(above)
        made.body.addWidget(self.note)
        return made

    def _listen(self) -> None:
        presenter = self.presenter
        presenter.channels.connect(self._offer_channels)
        presenter.called.connect(self._show_caller)
        presenter.opened.connect(self._show_sheet)
        presenter.quoted.connect(self._show_quote)
        presenter.alike.connect(self.line.show_alike)
        presenter.taken.connect(self._finish)
        presenter.answered.connect(self._finish_answer)
        presenter.refused.connect(self._refuse)
        presenter.waiting.connect(self.unfinished.offer)
        self.unfinished.resumed.connect(self.resume)
        self.unfinished.discarded.connect(presenter.forget)
        self.told.opened.connect(lambda line: self._desk.page_asked.emit("tickets", line))
        self.channel.chosen.connect(self._show_received)
        self.caller.picked.connect(self._call)
        self.caller.line_asked.connect(lambda line: self._desk.page_asked.emit("tickets", line))
        self.line.finder.pointed.connect(self._point)
        self.line.finder.picked.connect(self._pick)
        self.line.finder.field.textEdited.connect(lambda _text: self.line.take_back())
        self.guide.led.connect(self._lead)
        self.guide.closed.connect(self.line.finder.setFocus)
        self.sheet.answered.connect(self.answer)
        self.basket.changed.connect(self._change)
        for part in (self.caller, self.line):
            part.changed.connect(self._change)
        foot = self.foot
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

    # --- who and what --------------------------------------------------------------------------

    def _offer_channels(self, choices: Sequence[Choice]) -> None:
        known = {choice.code: choice.text for choice in choices}
        codes = [code for code in CHANNELS if code in known]
        before = self.channel.value
        self.channel.set_choices([(code, known[code]) for code in codes])
        if codes:
            first = FIRST_CHANNEL if FIRST_CHANNEL in codes else codes[0]
            self.channel.choose(before if before in codes else first)
        self._show_received(self.channel.value)

    def _show_received(self, channel: str) -> None:
        is_shown = channel in ARRIVED_EARLIER
        self.received_name.setVisible(is_shown)
        self.received.setVisible(is_shown)

    def _call(self, choice: Choice | None) -> None:
        if choice is not None:
            self.told.show_taken(None)
            self.presenter.fetch_caller(choice.code)
            self.line.finder.setFocus()

    def _show_caller(self, caller: Caller) -> None:
        self.caller.show_caller(caller)
        self._look_alike()

    def _point(self, choice: Choice) -> None:
        """Show the product that Enter would pick."""
        kind, faq_id, code = parts_of(choice.code)
        if kind is not HitKind.GUIDE:
            self._asked = faq_id
            self._open(code)

    def _open(self, code: str) -> None:
        if self._sheet is not None and self._sheet.card.code == code:
            self._show_sheet(self._sheet)
        else:
            self.presenter.fetch_sheet(code)

    def _pick(self, choice: Choice | None) -> None:
        if choice is None:
            return
        kind, faq_id, code = parts_of(choice.code)
        if kind is HitKind.GUIDE:
            self.presenter.fetch_guide(code, self._ask_guide)
            return
        self._asked, self._variant = faq_id, ""
        self.line.choose(Choice(code, choice.text if kind is HitKind.PRODUCT else choice.hint))
        self._open(code)

    def _ask_guide(self, guide: object) -> None:
        if isinstance(guide, Guide):
            self.guide.show_guide(guide)

    def _lead(self, product: str, variant: str) -> None:
        """A guide ended at a product."""
        self._asked, self._variant = 0, variant
        self.line.choose(Choice(product, product))
        self._open(product)

    def _show_sheet(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.sheet.show_card(sheet.card, self._asked)
        chosen = self.line.product
        if chosen is not None and chosen.code == sheet.card.code:
            if chosen.text != sheet.card.name:
                self.line.choose(Choice(sheet.card.code, sheet.card.name), self.line.waiting)
            self.line.show_sheet(sheet, self._variant)
            self._look_alike()

    def _look_alike(self) -> None:
        line, caller = self.line.line(), self.caller.caller
        place = line.location.code if line and line.location else caller.location if caller else ""
        self.presenter.look_alike(place, line.product.code if line else "")

    # --- what it comes to ----------------------------------------------------------------------

    def typed(self) -> Typed:
        """Return everything as it was typed."""
        line = self.line.line()
        received = None
        if self.received.isVisibleTo(self):
            received = self.kit.time.instant(wall_of(self.received))
        return Typed(
            self._op_id,
            self.channel.value,
            self.caller.requester.choice,
            self.caller.recipient.choice,
            self.caller.payer.choice,
            (*self.basket.lines, *((line,) if line else ())),
            self.note.text().strip(),
            received,
        )

    def _change(self) -> None:
        self._rest.start()

    def _quote(self) -> None:
        typed = self.typed()
        if typed.lines:
            self.presenter.quote(typed.order())
        else:
            self.foot.show_quote(None)

    def _show_quote(self, quote: Quote) -> None:
        self.foot.show_quote(quote if self.typed().lines else None)

    def keep(self) -> None:
        """Keep what was typed in a file, when it changed."""
        typed = self.typed()
        text = "" if typed.is_blank else text_of(typed)
        if text != self._kept:
            self._kept = text
            self.presenter.keep(self._draft_id, text)

    def resume(self, draft_id: str, text: str) -> None:
        """Go on with what was left unfinished."""
        typed = typed_of(text)
        if typed is None:
            return
        self.presenter.forget(draft_id)
        self._op_id = typed.op_id
        if typed.channel:
            self.channel.choose(typed.channel)
            self._show_received(typed.channel)
        self.caller.restore((typed.requester, typed.recipient, typed.payer))
        self.note.setText(typed.note)
        self.basket.show_lines(typed.lines[:-1])
        if typed.lines:
            last = typed.lines[-1]
            self._asked = 0
            self.line.choose(last.product, last)
            self._open(last.product.code)
        self._change()

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
        self._change()

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
            AnswerDraft(self._op_id, typed.channel, faq_id, caller, note=typed.note)
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
        self._op_id = uuid4()
        self._asked, self._variant = 0, ""
        self.caller.restore((None, None, None))
        self.basket.show_lines(())
        self.line.clear()
        self.guide.hide()
        self.note.clear()
        self.sheet.show_card(None)
        self.foot.set_busy(False)
        self.foot.show_problem("")
        self.foot.show_quote(None)
        self.received.setDateTime(wall_field("", self.kit.time.wall()).dateTime())
        self.keep()
        self.caller.requester.setFocus()

    # --- the page ------------------------------------------------------------------------------

    def arrive(self, what: object) -> None:
        """Be ready for the next caller; what was typed stays."""
        del what
        (self.line.finder if self.caller.requester.choice else self.caller.requester).setFocus()

    def end(self) -> None:
        """Keep what was typed once more, before the lanes close."""
        for timer in (self._keeping, self._rest):
            timer.stop()
        typed = self.typed()
        if not typed.is_blank:
            self._desk.services.drafts.save(self._draft_id, text_of(typed))

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        super().retranslate()
        self.sheet.retranslate()
        self.presenter.load()
        if self._sheet is not None:
            code, self._sheet = self._sheet.card.code, None
            self.presenter.fetch_sheet(code)
        self._change()
