"""The dialogs in which a unit objects and a controller decides."""

from collections.abc import Callable, Sequence
from functools import partial
from uuid import uuid4

from PySide6.QtWidgets import QComboBox, QWidget

from fmdesk.core.domain.attachment import Owner, OwnerKind
from fmdesk.core.domain.objection import Act, SanctionDraft, SanctionView
from fmdesk.core.domain.views import Changes
from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.desktop.pages.intake.files import FilesRow
from fmdesk.desktop.pages.line.redirect import UnitDialog
from fmdesk.desktop.pages.objections.model import back_to, cost, refusal_words, term_words
from fmdesk.i18n import N_, _, current_language
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.texts import Texts
from fmdesk.ui.widgets.fields import area_field

NAMES = {
    Act.WITHDRAW: (N_("Withdraw the objection"), N_("Withdraw")),
    Act.CONFIRM: (N_("Confirm the sanction"), N_("Confirm")),
    Act.WAIVE: (N_("Waive the sanction"), N_("Waive")),
    Act.AGREE: (N_("Agree with the decision"), N_("Agree")),
    Act.REFUSE: (N_("Do not agree with the decision"), N_("Send back")),
}
SENTENCES = {
    Act.WITHDRAW: N_("The sanction stays with {unit}, unless it objects again within the term."),
    Act.CONFIRM: N_("{unit} bears {cost}. The customer's credit stays as it is."),
    Act.WAIVE: N_("No unit bears {cost}. The customer's credit stays as it is."),
    Act.AGREE: N_("The decision of your colleague counts from now on."),
    Act.REFUSE: N_("The decision of your colleague falls; the objection is open again."),
}

GIVEN_BACK = N_("{unit} bears {cost} again. The customer's credit stays as it is.")
"""What to confirm means once a decision moved or waived it."""


class ObjectionDialog(FormDialog):
    """Why the unit should not bear a sanction, with files that show it.

    Args:
        parent: The window it belongs to.
        desk: Services and signals of the window.
        rows: The sanctions to choose from; one at least.
    """

    def __init__(self, parent: QWidget, desk: Desk, rows: Sequence[SanctionView]) -> None:
        super().__init__(parent, _("Object to the sanction"), _("Object"))
        self._desk, self._rows = desk, tuple(rows)
        self.which = QComboBox()
        self.which.setObjectName("which")
        for one in self._rows:
            self.which.addItem(f"{one.number} · {one.charter} · {cost(one)}")
        self.add_field(_("Sanction"), self.which)
        self.which.setVisible(len(self._rows) > 1)
        self.which.currentIndexChanged.connect(self._tell)
        self.text = area_field("text")
        self.add_field(_("Why this unit should not bear it"), self.text)
        self.files = FilesRow(desk, Texts(), self)
        self.files.refused.connect(self.show_problem)
        self.body.addWidget(self.files)
        self._tell()
        self.text.setFocus()

    @property
    def row(self) -> SanctionView:
        """The sanction that is chosen."""
        return self._rows[max(0, self.which.currentIndex())]

    def _tell(self, _place: int = 0) -> None:
        words = _("{charter}, {number}: {cost}. Term: {term}. The customer's credit stays.")
        row = self.row
        term = term_words(row, self._desk.kit.time)
        self.say(words.format(charter=row.charter, number=row.number, cost=cost(row), term=term))

    def save(self) -> None:
        """Object; the dialog stays with the sentence when it is refused."""
        self.save_button.setEnabled(False)
        self.problem.hide()
        row = self.row
        words = self.text.toPlainText().strip()
        draft = SanctionDraft(uuid4(), row.id, Act.OBJECTION.value, words)
        object_to = self._desk.services.sanctions.object_to
        self._desk.change(self, lambda: object_to(draft), partial(self._done, row.id), self._refuse)

    def _done(self, sanction_id: int, changes: Changes) -> Changes:
        self.files.attach_to(Owner(OwnerKind.SANCTION, sanction_id), changes)
        self.accept()
        self._desk.said.emit(_("The objection is with the controllers."))
        return changes

    def _refuse(self, problem: Exception) -> None:
        self.show_problem(sentence_of(problem))


class SayDialog(FormDialog):
    """A reason for what is said about a sanction.

    Args:
        parent: The window it belongs to.
        desk: Services and signals of the window.
        row: The sanction.
        kind: What is said; a move has a dialog of its own.
    """

    def __init__(self, parent: QWidget, desk: Desk, row: SanctionView, kind: Act) -> None:
        title, save = map(_, NAMES[kind])
        words = SENTENCES[kind]
        if kind is Act.CONFIRM and row.is_moved_away:
            title, save, words = back_to(row), _("Give back"), GIVEN_BACK
        super().__init__(parent, title, save)
        self._desk, self._row, self._kind = desk, row, kind
        self.say(said_of(row, words, kind))
        self.text = area_field("text")
        self.add_field(_("Reason"), self.text)
        self.text.setFocus()

    def save(self) -> None:
        """Say it; the dialog stays with the sentence when it is refused."""
        self.save_button.setEnabled(False)
        self.problem.hide()
        words = self.text.toPlainText().strip()
        row = self._row
        draft = SanctionDraft(uuid4(), row.id, self._kind.value, words, version=row.version)
        sanctions = self._desk.services.sanctions
        say = {
            Act.WITHDRAW: sanctions.withdraw,
            Act.AGREE: sanctions.second,
            Act.REFUSE: sanctions.second,
        }.get(self._kind, sanctions.decide)
        self._desk.change(self, lambda: say(draft), self._done, self._refuse)

    def _done(self, changes: Changes) -> Changes:
        self.accept()
        return changes

    def _refuse(self, problem: Exception) -> None:
        self.show_problem(sentence_of(problem))


class MoveDialog(UnitDialog):
    """The unit that bears a sanction instead, and why.

    Args:
        parent: The window it belongs to.
        desk: Services and signals of the window.
        row: The sanction.
    """

    def __init__(self, parent: QWidget, desk: Desk, row: SanctionView) -> None:
        super().__init__(parent, desk, _("Move the sanction"), _("Move"))
        self._row = row
        self.say(said_of(row, _now(row), Act.MOVE))
        self.text = area_field("text")
        self.add_field(_("Reason"), self.text)
        self.unit.picked.connect(lambda choice: choice and self.text.setFocus())

    def save(self) -> None:
        """Move it; the dialog stays with the sentence when it is refused."""
        choice = self.unit.choice
        if choice is None:
            self.show_problem(_("Choose the unit that bears it."))
            return
        self.wait()
        words = self.text.toPlainText().strip()
        row, unit = self._row, choice.hint
        draft = SanctionDraft(uuid4(), row.id, Act.MOVE.value, words, unit, row.version)
        decide = self._desk.services.sanctions.decide
        self._desk.change(self, lambda: decide(draft), self._done, self.refuse)

    def _done(self, changes: Changes) -> Changes:
        self.accept()
        return changes


def ask_objection(
    parent: QWidget, desk: Desk, line_id: int, refused: Callable[[str], None]
) -> None:
    """Ask why a unit should not bear a sanction on a line, or takes its objection back.

    Args:
        parent: The window of the line.
        desk: Services and signals of the window.
        line_id: The line.
        refused: Takes the sentence that says that there is nothing to object to.
    """
    language = current_language()

    def ask(rows: Sequence[SanctionView]) -> None:
        mine = [one for one in rows if one.may_object]
        back = [one for one in rows if one.may_withdraw]
        if mine:
            ObjectionDialog(parent, desk, mine).open()
        elif back:
            SayDialog(parent, desk, back[0], Act.WITHDRAW).open()
        else:
            why = next(filter(None, map(refusal_words, rows)), "")
            refused(why or _("No sanction on this line is open to an objection of your unit."))

    read = desk.services.sanctions.of_line
    desk.query(parent, lambda: read(line_id, language), ask, lambda one: refused(sentence_of(one)))


def said_of(row: SanctionView, sentence: str, kind: Act) -> str:
    """Return what a decision means, and whether it counts at once."""
    unit = row.borne_by if kind in {Act.WITHDRAW, Act.MOVE} else row.unit
    words = _(sentence).format(unit=unit, cost=cost(row))
    if row.needs_second and kind in {Act.CONFIRM, Act.MOVE, Act.WAIVE}:
        words += " " + _("It counts once a second controller agrees.")
    return words


def _now(row: SanctionView) -> str:
    """Return what is so before it is moved, and how it stays with who objects."""
    if not row.borne_by:
        return SENTENCES[Act.WAIVE]
    if row.is_moved_away and row.standing.objection is not None:
        return N_(
            "{unit} bears {cost} now, and objects. To leave it there, choose {unit} again. The"
            " customer's credit stays as it is."
        )
    return N_("{unit} bears {cost} now. The customer's credit stays as it is.")
