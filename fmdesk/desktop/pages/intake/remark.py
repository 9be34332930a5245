"""The dialogs of a complaint, compliment or suggestion: take it, and answer it."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import uuid4

from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QVBoxLayout, QWidget

from fmdesk.core.domain.contact import RemarkAnswer, RemarkDraft, RemarkRow
from fmdesk.core.domain.ticket import ContactKind
from fmdesk.core.domain.views import Choice, TicketRow
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.pages.intake.contacts import KINDS, Contacts
from fmdesk.desktop.pages.intake.model import DOT, Typed
from fmdesk.desktop.words import short_stamp
from fmdesk.i18n import _
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.tokens import SPACE_XS
from fmdesk.ui.widgets.buttons import SegmentedControl
from fmdesk.ui.widgets.fields import wall_field, wall_of
from fmdesk.ui.widgets.labels import label

LONGEST_TEXT = 1000
DAYS_TO_ANSWER, ANSWER_HOUR = 7, 17
"""What is offered as target of a complaint: the same day of next week, at the end of the day."""
_TEXT_HEIGHT = 76


class RemarkDialog(FormDialog):
    """Takes a remark; a complaint gets a unit that handles it and a date for its answer.

    Args:
        parent: The page.
        desk: Gives the office's time.
        contacts: Takes it.
        typed: Who calls, over which channel.
        lines: Open and recent lines that it may be about.
    """

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        contacts: Contacts,
        typed: Typed,
        lines: Sequence[TicketRow],
    ) -> None:
        super().__init__(parent, _("Complaint, compliment or suggestion"), _("Save"))
        self._desk, self._contacts, self._typed = desk, contacts, typed
        self._units = {line.line_id: line.unit for line in lines}
        self.kind = SegmentedControl([(kind.value, _(text)) for kind, text in KINDS.items()])
        self.kind.choose(ContactKind.COMPLAINT.value)
        self.text = _text_field("text")
        self.about = QComboBox()
        self.about.setObjectName("about")
        self.about.addItem(_("No request in particular"), None)
        for line in lines:
            self.about.addItem(DOT.join((line.number, line.product)), line.line_id)
        self.unit = QComboBox()
        self.unit.setObjectName("unit")
        wall = desk.kit.time.wall().replace(hour=ANSWER_HOUR, minute=0)
        self.due = wall_field("due", wall + timedelta(days=DAYS_TO_ANSWER))
        self.add_field(_("What it is"), self.kind)
        self.add_field(_("What the customer says"), self.text)
        self.add_field(_("About"), self.about)
        self.add_field(_("Handled by"), self.unit)
        self.target = QWidget()
        target = QVBoxLayout(self.target)
        target.setContentsMargins(0, 0, 0, 0)
        target.setSpacing(SPACE_XS)
        above = label(_("The customer has an answer before"), "label")
        above.setBuddy(self.due)
        self.due.setAccessibleName(above.text())
        target.addWidget(above)
        target.addWidget(self.due)
        self.body.addWidget(self.target)
        self.kind.chosen.connect(self._show_target)
        self.about.currentIndexChanged.connect(lambda _place: self._propose_unit())
        self.text.setFocus()

    def offer_units(self, units: Sequence[Choice]) -> None:
        """Offer the units; that of the line stands ready."""
        self.unit.addItem("", "")
        for choice in units:
            self.unit.addItem(choice.text, choice.hint)
        self._propose_unit()

    def save(self) -> None:
        """Take it; what is missing is said in place."""
        kind = ContactKind(self.kind.value)
        is_complaint = kind is ContactKind.COMPLAINT
        words = self.text.toPlainText().strip()[:LONGEST_TEXT]
        unit = self.unit.currentData() or ""
        problem = (not words and _("Write down what the customer says.")) or (
            is_complaint and not unit and _("A complaint needs a unit that handles it. Choose one.")
        )
        if problem:
            self.show_problem(problem)
            return
        self.save_button.setEnabled(False)
        self.problem.hide()
        requester = self._typed.requester
        draft = RemarkDraft(
            uuid4(),
            self._typed.channel,
            kind,
            words,
            requester.code if requester else "",
            self.about.currentData(),
            unit,
            self._desk.kit.time.instant(wall_of(self.due)) if is_complaint else None,
            self._contacts.seconds,
        )
        self._contacts.remark(draft, self.accept, self.show_problem)

    def _show_target(self, kind: str) -> None:
        self.target.setVisible(kind == ContactKind.COMPLAINT.value)

    def _propose_unit(self) -> None:
        place = self.unit.findText(self._units.get(self.about.currentData(), ""))
        if place > 0:
            self.unit.setCurrentIndex(place)


class AnswerDialog(FormDialog):
    """Takes what the customer was answered.

    Args:
        parent: The page.
        desk: Gives the office's time.
        contacts: Takes it.
        row: The remark.
    """

    def __init__(self, parent: QWidget, desk: Desk, contacts: Contacts, row: RemarkRow) -> None:
        super().__init__(parent, _("Answer the customer"), _("Save"))
        self._contacts, self._row = contacts, row
        at = short_stamp(row.at, desk.kit.time)
        self.say(DOT.join(part for part in (_(KINDS[row.kind]), at, row.number, row.unit) if part))
        said = label(f"“{row.text}”", wraps=True)
        self.body.addWidget(said)
        self.answer = _text_field("answer")
        self.add_field(_("What the customer was answered"), self.answer)
        self.answer.setFocus()

    def save(self) -> None:
        """Take it."""
        words = self.answer.toPlainText().strip()[:LONGEST_TEXT]
        if not words:
            self.show_problem(_("Write down what the customer was answered."))
            return
        self.save_button.setEnabled(False)
        self.problem.hide()
        draft = RemarkAnswer(uuid4(), self._row.id, words)
        self._contacts.answer(draft, self.accept, self.show_problem)


def _text_field(name: str) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setObjectName(name)
    made.setTabChangesFocus(True)
    made.setFixedHeight(_TEXT_HEIGHT)
    return made
