"""Sending the report of the page to persons by e-mail."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from uuid import uuid4

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from fmdesk.core.domain.reporting import ReportAsked
from fmdesk.core.domain.sending import MailDraft
from fmdesk.core.domain.views import Changes, Choice
from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.i18n import N_, _, current_language
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.tables import Column, RowsModel
from fmdesk.ui.tableview import TableView
from fmdesk.ui.tasks import is_alive
from fmdesk.ui.widgets.buttons import SegmentedControl
from fmdesk.ui.widgets.card import TableFrame
from fmdesk.ui.widgets.pick import PickField

_SIZE = (560, 560)
_WORDS_HIGH = 84
MOST_FOUND = 20


class MailDialog(FormDialog):
    """Who gets the report, as what kind of file, and what is said with it.

    Args:
        parent: The page.
        desk: Services and signals of the window.
        asked: The report that the page shows.
        title: Its name, with what it is about.
    """

    def __init__(self, parent: QWidget, desk: Desk, asked: ReportAsked, title: str) -> None:
        super().__init__(parent, _("Send the report"), _("Send"))
        self.resize(*_SIZE)
        self._page, self._desk, self._asked = parent, desk, asked
        self._op_id = uuid4()
        self._tried: MailDraft | None = None
        self.persons: tuple[Choice, ...] = ()
        self.say(title)
        self.form = SegmentedControl([("pdf", "PDF"), ("xlsx", "Excel")])
        self.form.choose("pdf")
        self.add_field(_("As"), self.form)
        self.person = PickField(desk.kit.theme, self._find, "person")
        self.person.picked.connect(self._add)
        self.add_field(_("Add a person"), self.person)
        self.model: RowsModel[Choice] = RowsModel(_columns(), self)
        self.table = TableView(desk.kit, self.model, "reports.mail")
        self.table.setAccessibleName(_("Goes to"))
        self.body.addWidget(TableFrame(self.table), 1)
        QShortcut(QKeySequence("Del"), self.table, self.take_off)
        self.words = QPlainTextEdit()
        self.words.setFixedHeight(_WORDS_HIGH)
        self.words.setTabChangesFocus(True)
        self.add_field(_("Words with it (optional)"), self.words)
        self.person.setFocus()

    def _find(self, words: str, show: Callable[[Sequence[Choice]], None]) -> None:
        choices = self._desk.services.queries.choices
        self._desk.query(
            self,
            lambda: choices("person", words, current_language(), MOST_FOUND),
            show,
            key="person",
        )

    def _add(self, choice: Choice | None) -> None:
        if choice is None:
            return
        if all(one.code != choice.code for one in self.persons):
            self._show((*self.persons, choice))
        self.person.clear()

    def _show(self, persons: Sequence[Choice]) -> None:
        self.persons = tuple(persons)
        self.model.set_rows(self.persons)

    def take_off(self) -> None:
        """Leave the chosen person out."""
        gone = self.model.row_at(self.table.current_row())
        self._show([one for one in self.persons if one is not gone])

    def save(self) -> None:
        """Send it; the dialog stays with the sentence when it is refused.

        Closed while it is sent, the page says what became of it.
        """
        self.save_button.setEnabled(False)
        self.problem.hide()
        desk = self._desk

        def ended() -> None:
            if is_alive(self):
                self.save_button.setEnabled(True)

        def sent(changes: object) -> None:
            if is_alive(self):
                self.accept()
            desk.said.emit(_("The report goes out."))
            if isinstance(changes, Changes):
                desk.changed.emit(changes)

        def refuse(problem: Exception) -> None:
            if is_alive(self):
                self.show_problem(sentence_of(problem))
            else:
                desk.kit.runner.unhandled(problem)

        work = partial(desk.services.jobs.send_report, self._draft())
        title = _("Sending the report")
        desk.start_job(self._page, title, work, sent, ended=ended, failed=refuse)

    def _draft(self) -> MailDraft:
        """Return what to send; the same again is the same command, whatever became of it."""
        persons = tuple(one.code for one in self.persons)
        words = self.words.toPlainText().strip()
        draft = MailDraft(self._op_id, self._asked, self.form.value, persons, words)
        if self._tried not in (None, draft):
            self._op_id = uuid4()
            draft = replace(draft, op_id=self._op_id)
        self._tried = draft
        return draft


def _columns() -> tuple[Column[Choice], ...]:
    return (
        Column("person", N_("Goes to"), lambda row: row.text, 220, is_strong=lambda _row: True),
        Column("hint", N_("Known as"), lambda row: row.hint, 200, is_stretched=True),
    )
