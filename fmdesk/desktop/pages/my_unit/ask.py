"""Asking a unit: one dialog, opened from a line, a ticket, a product or the page of a unit."""

from dataclasses import dataclass
from uuid import uuid4

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from fmdesk.core.domain.crossing import QuestionDraft, UnitQuestion
from fmdesk.core.domain.views import Changes
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.pages.line.redirect import UnitDialog
from fmdesk.desktop.words import short_stamp
from fmdesk.i18n import _
from fmdesk.ui.widgets.fields import area_field


@dataclass(frozen=True, slots=True)
class About:
    """What a question is about.

    Attributes:
        words: As the dialog names it, such as `M000123.1 Copy paper`.
        line_id: The line, None for none.
        ticket_id: The ticket, where no line is named.
        product: Code of the product, where neither is named.
        unit: Name of the unit that is proposed, empty for none.
    """

    words: str
    line_id: int | None = None
    ticket_id: int | None = None
    product: str = ""
    unit: str = ""


def ask_unit(parent: QWidget, desk: Desk, about: About) -> "AskDialog":
    """Open the dialog that asks a unit, and return it.

    Args:
        parent: The window it belongs to.
        desk: Services and signals of the window.
        about: What the question is about.
    """
    dialog = AskDialog(parent, desk, about)
    dialog.open()
    return dialog


class AskDialog(UnitDialog):
    """A unit and a question; the answer comes back to who asks."""

    asked = Signal(object, str)
    """It was asked: the `UnitQuestion`, and the unit's name."""

    def __init__(self, parent: QWidget, desk: Desk, about: About) -> None:
        super().__init__(parent, desk, _("Ask a unit"), _("Ask"))
        self._about = about
        self.say(_("About {what}. You are told the answer.").format(what=about.words))
        self.text: QPlainTextEdit = area_field("question")
        self.add_field(_("Question"), self.text)
        self.unit.picked.connect(lambda choice: choice and self.text.setFocus())
        if about.unit:
            self.propose(about.unit)

    def save(self) -> None:
        """Ask; the dialog stays with the sentence when it is refused."""
        choice = self.unit.choice
        if choice is None:
            self.show_problem(_("Choose the unit that can answer."))
            return
        self.wait()
        about = self._about
        draft = QuestionDraft(
            uuid4(),
            unit=choice.hint,
            text=self.text.toPlainText().strip(),
            line_id=about.line_id,
            ticket_id=about.ticket_id,
            product=about.product,
        )
        self._desk.change(
            self, lambda: self._desk.services.questions.ask(draft), self._asked, self.refuse
        )

    def _asked(self, question: UnitQuestion) -> Changes:
        self.asked.emit(question, self.unit.choice.text if self.unit.choice else "")
        self.accept()
        at = short_stamp(question.due_at, self._desk.kit.time)
        self._desk.said.emit(_("Asked. The answer is due by {at}.").format(at=at))
        if question.ticket_id is None:
            return Changes(is_everything=True)
        return Changes(tickets=(question.ticket_id,))
