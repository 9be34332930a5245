"""A verdict in quarantine, decided by a person: what it is, and why."""

from uuid import uuid4

from PySide6.QtWidgets import QComboBox, QWidget

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.month_progress import RULED, RulingDraft
from fmdesk.core.domain.views import Changes, JudgedRow
from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.desktop.words import OUTCOMES
from fmdesk.i18n import _
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.widgets.fields import area_field


class RulingDialog(FormDialog):
    """Asks what a verdict is.

    Args:
        parent: The page.
        desk: Services and signals of the window.
        month: `YYYY-MM`.
        row: The verdict.
    """

    def __init__(self, parent: QWidget, desk: Desk, month: str, row: JudgedRow) -> None:
        super().__init__(parent, _("Decide the verdict"), _("Decide"))
        self._desk, self._month, self._row = desk, month, row
        words = _("{number}, part {part}: {charter}. It counts from the next control on.")
        self.say(words.format(number=row.number, part=row.part, charter=row.charter))
        self.outcome = QComboBox()
        self.outcome.setObjectName("outcome")
        for one in RULED:
            self.outcome.addItem(_(OUTCOMES[one][1]), one.value)
        if row.is_ruled:
            self.outcome.setCurrentIndex(RULED.index(row.outcome))
        self.add_field(_("Verdict"), self.outcome)
        self.text = area_field("text")
        self.add_field(_("Reason"), self.text)
        self.outcome.setFocus()

    def save(self) -> None:
        """Decide; the dialog stays with the sentence when it is refused."""
        self.save_button.setEnabled(False)
        row = self._row
        draft = RulingDraft(
            uuid4(),
            self._month,
            row.line_id,
            row.part,
            row.clock_run,
            row.charter_version_id,
            Outcome(self.outcome.currentData()).value,
            self.text.toPlainText().strip(),
            row.facts_sha256,
        )
        rule = self._desk.services.month.rule
        self._desk.change(self, lambda: rule(draft), self._done, self._refuse)

    def _done(self, changes: Changes) -> Changes:
        self.accept()
        self._desk.said.emit(_("Decided. Run control to see what it changes."))
        return changes

    def _refuse(self, problem: Exception) -> None:
        self.show_problem(sentence_of(problem))
