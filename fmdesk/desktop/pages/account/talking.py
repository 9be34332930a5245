"""The dialogs of an account: the next talk, a talk that was held, an action that ended."""

from collections.abc import Sequence
from uuid import uuid4

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QWidget

from fmdesk.core.domain.errors import ConflictError
from fmdesk.core.domain.talk import ActionEnd, ActionOutcome, PlanDraft, TalkDraft
from fmdesk.core.domain.talk_views import AccountView, ActionRow, Owner, TalkRow
from fmdesk.core.services.talk_papers import OUTCOMES
from fmdesk.desktop.desk import sentence_of
from fmdesk.desktop.pages.account.model import (
    action_words,
    labelled,
    months,
    read_action,
)
from fmdesk.desktop.pages.account.presenter import AccountPresenter, Typed
from fmdesk.desktop.pages.catalogue.rows import RowsEditor
from fmdesk.desktop.pages.catalogue.section import beside
from fmdesk.i18n import _
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.widgets.buttons import SegmentedControl
from fmdesk.ui.widgets.fields import area_field, day_field, day_of, line_field

LONGEST_LINE = 300
_WIDE, _HIGH, _OWNER_WIDTH = 820, 660, 220


class _Basis:
    """What a dialog is based on: the account as its user saw it, however often the page fetches.

    Another desk may write while somebody types. Only who was told so goes on from what is there
    now.

    Args:
        view: The account when the dialog opened.
        presenter: Knows the account of now.
    """

    def __init__(self, view: AccountView, presenter: AccountPresenter) -> None:
        self._view, self._presenter = view, presenter
        self._is_told = False

    def seen(self) -> AccountView:
        """Return the account that the user knows of."""
        now = self._presenter.view
        if self._is_told and now is not None and now.asked.department == self.department:
            self._view, self._is_told = now, False
        return self._view

    @property
    def department(self) -> str:
        """Code of the department."""
        return self._view.asked.department

    def refused(self, problem: Exception) -> str:
        """Return why it was not kept; a conflict tells of what another desk wrote."""
        self._is_told = self._is_told or isinstance(problem, ConflictError)
        return sentence_of(problem)


class PlanDialog(FormDialog):
    """The next talk: when, with whom, about what; figures and open actions come by themselves.

    Args:
        parent: The page.
        view: The account.
        presenter: Keeps it.
    """

    def __init__(self, parent: QWidget, view: AccountView, presenter: AccountPresenter) -> None:
        title = _("Prepare a talk with {department}").format(department=view.name)
        super().__init__(parent, title, _("Prepare"))
        self._view, self._presenter = view, presenter
        self._basis = _Basis(view, presenter)
        plan, words = view.plan, months(view.asked.first, view.asked.last)
        self.say(
            _(
                "The figures of {months}, the complaints and the open actions come along by"
                " themselves. Choose other months on the page."
            ).format(months=words)
        )
        today = presenter.today
        self.day = day_field("day", max(plan.on, today) if plan else today)
        self.people = line_field("people", LONGEST_LINE)
        self.people.setText(plan.people if plan else "")
        self.points = area_field("points")
        self.points.setPlainText(plan.points if plan else "")
        self.body.addLayout(beside((_("Day"), self.day), (_("Who comes"), self.people)))
        self.add_field(_("To talk about, a point a line"), self.points)
        self.day.setFocus()

    def save(self) -> None:
        """Keep it; the dialog stays with the sentence when it is refused."""
        seen = self._basis.seen()
        draft = PlanDraft(
            uuid4(),
            self._view.asked.department,
            day_of(self.day),
            self._view.asked.first,
            self._view.asked.last,
            self.people.text(),
            self.points.toPlainText(),
            seen.plan.version if seen.plan else 0,
        )
        self.save_button.setEnabled(False)
        self.problem.hide()
        self._presenter.prepare(draft, self.accept, self._refused)

    def _refused(self, problem: Exception) -> None:
        self.show_problem(self._basis.refused(problem))


class TalkDialog(FormDialog):
    """A talk that was held: who, what was said and agreed, and who does what by when.

    What was typed and not saved is there again when the dialog opens next.

    Args:
        parent: The page.
        view: The account.
        owners: Who may do something.
        presenter: Keeps it.
        corrects: The entry that it corrects; None for a talk of its own.
    """

    def __init__(
        self,
        parent: QWidget,
        view: AccountView,
        owners: Sequence[Owner],
        presenter: AccountPresenter,
        corrects: TalkRow | None = None,
    ) -> None:
        title = _("Log a talk with {department}") if corrects is None else _("Correct entry {n}")
        words = title.format(department=view.name, n=corrects.number if corrects else 0)
        super().__init__(parent, words, _("Log it for good"))
        self.setMinimumSize(_WIDE, _HIGH)
        self._view, self._presenter, self._corrects = view, presenter, corrects
        self._basis = _Basis(view, presenter)
        self._owners = labelled(owners)
        source = corrects or view.plan or view.asked
        self._months = (source.first, source.last)
        self.say(
            _(
                "What is logged stands: it can be corrected by a new entry only. The figures of"
                " {months} are kept with it."
            ).format(months=months(*self._months))
        )
        self._make_fields(self._first())
        self.notes.setFocus()

    def _first(self) -> Typed:
        """Return what the fields begin with."""
        today, plan = self._presenter.today, self._view.plan
        if self._corrects is not None:
            one = self._corrects
            return Typed(one.on, one.people, one.notes, one.agreed, ())
        on = min(plan.on, today) if plan else today
        fresh = Typed(on, plan.people if plan else "", "", "", ())
        return self._presenter.unsaved.get(self._view.asked.department, fresh)

    def _make_fields(self, typed: Typed) -> None:
        today = self._presenter.today
        self.day = day_field("day", typed.on)
        self.day.setMaximumDate(QDate(today.year, today.month, today.day))
        self.people = line_field("people", LONGEST_LINE)
        self.people.setText(typed.people)
        self.notes, self.agreed = area_field("notes"), area_field("agreed")
        self.notes.setPlainText(typed.notes)
        self.agreed.setPlainText(typed.agreed)
        titles = (_("What is to be done"), _("By whom"), _("By when (31-12-2026)"))
        self.todo = RowsEditor(
            "actions", titles, typed.rows, {1: tuple(self._owners)}, stretch=0, shown=3, widest=240
        )
        self.todo.table.setColumnWidth(1, _OWNER_WIDTH)
        self.body.addLayout(beside((_("Day"), self.day), (_("Who was there"), self.people)))
        self.add_field(_("Notes"), self.notes)
        self.add_field(_("Agreed"), self.agreed)
        self.add_field(_("New actions"), self.todo)

    def draft(self) -> TalkDraft:
        """Return what the fields say.

        Raises:
            ValueError: With the sentence to show.
        """
        seen = self._basis.seen()
        actions = tuple(read_action(cells, self._owners) for cells in self.todo.rows())
        return TalkDraft(
            uuid4(),
            self._view.asked.department,
            day_of(self.day),
            *self._months,
            self.people.text(),
            self.notes.toPlainText(),
            self.agreed.toPlainText(),
            actions,
            seen.talks[0].number if seen.talks else 0,
            self._corrects.number if self._corrects else 0,
            seen.plan.version if seen.plan else 0,
        )

    def save(self) -> None:
        """Keep it; the dialog stays with the sentence when it is refused."""
        try:
            draft = self.draft()
        except ValueError as problem:
            self.show_problem(str(problem))
            return
        self.save_button.setEnabled(False)
        self.problem.hide()
        self._presenter.hold(draft, self.accept, self._refused)

    def _refused(self, problem: Exception) -> None:
        self.show_problem(self._basis.refused(problem))

    def done(self, result: int) -> None:
        """Forget what was typed once it is saved, and keep it for the next time until then."""
        department, unsaved = self._view.asked.department, self._presenter.unsaved
        typed = Typed(
            day_of(self.day),
            self.people.text(),
            self.notes.toPlainText(),
            self.agreed.toPlainText(),
            self.todo.rows(),
        )
        if self._corrects is None:
            unsaved.pop(department, None)
            is_kept = result == self.DialogCode.Accepted
            if not is_kept and (typed.notes or typed.agreed or typed.rows):
                unsaved[department] = typed
        super().done(result)


class EndActionDialog(FormDialog):
    """How an action ended, with a word about it.

    Args:
        parent: The page.
        action: The action.
        presenter: Keeps it.
    """

    def __init__(self, parent: QWidget, action: ActionRow, presenter: AccountPresenter) -> None:
        super().__init__(parent, _("End the action"), _("Save"))
        self._action, self._presenter = action, presenter
        self.say(action_words(action))
        self.outcome = SegmentedControl([(one.value, _(text)) for one, text in OUTCOMES.items()])
        self.outcome.choose(ActionOutcome.DONE.value)
        self.said = line_field("said", LONGEST_LINE)
        self.add_field(_("How it ended"), self.outcome)
        self.add_field(_("A word about it"), self.said)
        self.said.setFocus()

    def save(self) -> None:
        """Keep it; the dialog stays with the sentence when it is refused."""
        outcome = ActionOutcome(self.outcome.value)
        draft = ActionEnd(uuid4(), self._action.id, outcome, self.said.text())
        self.save_button.setEnabled(False)
        self.problem.hide()
        self._presenter.end_action(
            draft, self.accept, lambda problem: self.show_problem(sentence_of(problem))
        )
