"""Choosing a unit: for a question, and for a line that another unit is to do."""

from collections.abc import Callable, Sequence
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from fmdesk.core.domain.crossing import RedirectDraft
from fmdesk.core.domain.views import Changes, Choice, LineView, Recorded
from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.i18n import _, current_language
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.widgets.fields import line_field
from fmdesk.ui.widgets.pick import PickField

MOST_UNITS = 20
LONGEST_REASON = 500


class UnitDialog(FormDialog):
    """A dialog that asks for a unit first.

    Args:
        parent: The window it belongs to.
        desk: Services and signals of the window.
        title: What is done.
        save_text: Text of the button that does it.
    """

    def __init__(self, parent: QWidget, desk: Desk, title: str, save_text: str) -> None:
        super().__init__(parent, title, save_text)
        self._desk = desk
        self.unit = PickField(desk.kit.theme, self._find, "unit")
        self.add_field(_("Unit"), self.unit)
        self.unit.setFocus()

    def propose(self, unit: str) -> None:
        """Let a unit stand there already, unless somebody types."""

        def take(found: tuple[Choice, ...]) -> None:
            exact = [one for one in found if one.text == unit]
            if exact and self.unit.choice is None and not self.unit.field.text():
                self.unit.pick(exact[0])

        self._desk.query(self, lambda: self._units(unit), take)

    def wait(self) -> None:
        """Let nobody save twice."""
        self.save_button.setEnabled(False)
        self.problem.hide()

    def refuse(self, problem: Exception) -> None:
        """Say why it was not done; what was typed stays."""
        self.show_problem(sentence_of(problem))

    def _units(self, words: str) -> tuple[Choice, ...]:
        return self._desk.services.queries.choices("unit", words, current_language(), MOST_UNITS)

    def _find(self, words: str, show: Callable[[Sequence[Choice]], None]) -> None:
        self._desk.query(self, lambda: self._units(words), show, key="unit")


class RedirectDialog(UnitDialog):
    """The unit that does the rest of a line behind the cut, and why.

    Args:
        parent: The window it belongs to.
        desk: Services and signals of the window.
        line: The line as the user sees it.
    """

    def __init__(self, parent: QWidget, desk: Desk, line: LineView) -> None:
        title = _("Redirect {number}").format(number=line.number)
        super().__init__(parent, desk, title, _("Redirect"))
        self._line = line
        words = _(
            "{unit} has it now. What is left behind the cut goes to the unit that you choose;"
            " price, promises and who is charged stay as they are."
        )
        self.say(words.format(unit=line.unit))
        self.reason = line_field("reason", LONGEST_REASON)
        self.add_field(_("Reason"), self.reason)
        self.unit.picked.connect(lambda choice: choice and self.reason.setFocus())

    def save(self) -> None:
        """Redirect it; the dialog stays with the sentence when it is refused."""
        choice = self.unit.choice
        if choice is None:
            self.show_problem(_("Choose the unit that does it."))
            return
        self.wait()
        line, reason = self._line, self.reason.text().strip()
        draft = RedirectDraft(uuid4(), line.id, line.version, choice.hint, reason)
        redirect = self._desk.services.returns.redirect
        self._desk.change(self, lambda: redirect(draft), self._done, self.refuse)

    def _done(self, recorded: Recorded) -> Changes:
        unit = self.unit.choice.text if self.unit.choice else ""
        self.accept()
        said = _("{number} is with {unit} now.")
        self._desk.said.emit(said.format(number=self._line.number, unit=unit))
        return Changes(tickets=(recorded.ticket_id,))
