"""The dialogs of the goals: setting one, ending it, and deciding about a result."""

from dataclasses import dataclass
from uuid import uuid4

from PySide6.QtWidgets import QComboBox, QDateEdit, QLineEdit, QWidget

from fmdesk.core.domain.goal_views import (
    ActionDraft,
    EvaluationDraft,
    GoalChoices,
    GoalDraft,
    GoalEnd,
    GoalRow,
)
from fmdesk.core.domain.goals import Every, Measure, Result
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.reporting import Scope
from fmdesk.desktop.pages.catalogue.section import beside, column_of, scrolled
from fmdesk.desktop.pages.goals.model import EVERY, NORM_HELP, SCOPES, norm_text, read_norm
from fmdesk.desktop.pages.goals.presenter import GoalsPresenter
from fmdesk.desktop.words import month_words
from fmdesk.i18n import _
from fmdesk.reports.goal_words import EACH, name_of, result_words
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.kit import Kit
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.fields import area_field, day_field, day_of, line_field
from fmdesk.ui.widgets.labels import label
from fmdesk.ui.widgets.pick import PickField

LONGEST = 200
MONTHS = 12
_WIDE = 560
_MOST_HIGH = 250
"""Pixels that the actions take; more of them scroll."""


class GoalDialog(FormDialog):
    """A new goal, or owner, purpose and norm of one.

    Args:
        parent: The page.
        kit: Theme and the office's time.
        presenter: Keeps it.
        choices: What it is set from.
        row: The goal; None for a new one.
    """

    def __init__(
        self,
        parent: QWidget,
        kit: Kit,
        presenter: GoalsPresenter,
        choices: GoalChoices,
        row: GoalRow | None = None,
    ) -> None:
        title = _("Change the goal") if row else _("New goal")
        super().__init__(parent, title, _("Save"))
        self.setMinimumWidth(_WIDE)
        self._presenter, self._choices, self._row = presenter, choices, row
        self.measure, self.about, self.every = QComboBox(), QComboBox(), QComboBox()
        if row is None:
            self._add_what()
        else:
            self.say(f"{name_of(row)} · {_(EACH[row.goal.every])}")
        self.norm = line_field("norm", LONGEST)
        self.help = label("", "muted", wraps=True)
        since = row.goal.norms[-1][0] if row else ""
        self.since = month_field("since", kit.time.wall().date().strftime("%Y-%m"), since)
        self.owner = PickField(kit.theme, presenter.find_person, "owner")
        self.purpose = line_field("purpose", LONGEST)
        self.add_field(_("Norm"), self.norm)
        self.body.addWidget(self.help)
        self.add_field(_("Holds from"), self.since)
        self.add_field(_("Who answers for it"), self.owner)
        self.add_field(_("Why (optional)"), self.purpose)
        if row is not None:
            goal = row.goal
            self.norm.setText(norm_text(goal.norms[-1][1], row.measure.figure.kind))
            self.since.setCurrentIndex(self.since.findData(since))
            self.owner.pick(row.owner)
            self.purpose.setText(goal.purpose)
        self._show_measure()
        (self.norm if row else self.measure).setFocus()

    def _add_what(self) -> None:
        for name, box in (("measure", self.measure), ("about", self.about), ("every", self.every)):
            box.setObjectName(name)
        for one in self._choices.measures:
            self.measure.addItem(_(one.title), one)
        for every, text in EVERY.items():
            self.every.addItem(_(text), every)
        self.every.setCurrentIndex(1)
        self.measure.currentIndexChanged.connect(lambda _place: self._show_measure())
        self.add_field(_("Measure"), self.measure)
        self.add_field(_("Of what"), self.about)
        self.add_field(_("Period"), self.every)

    @property
    def chosen(self) -> Measure:
        """The measure."""
        made: Measure = self._row.measure if self._row else self.measure.currentData()
        return made

    def _show_measure(self) -> None:
        measure = self.chosen
        side = _("The least that is wanted.") if measure.is_least else _("The most that is wanted.")
        self.help.setText(f"{side} {_(NORM_HELP[measure.figure.kind])}")
        self.about.clear()
        self.about.addItem(_("The whole office"), ("", ""))
        for scope, choices in self._choices.about:
            if scope in measure.scopes:
                for one in choices:
                    text = f"{_(SCOPES[Scope(scope)])}: {one.text}"
                    self.about.addItem(text, (scope, one.code))

    def save(self) -> None:
        """Keep it; the dialog stays with the sentence when it is refused."""
        if not self.owner.code:
            self.show_problem(_("Choose who answers for it."))
            return
        try:
            norm = read_norm(self.norm.text(), self.chosen.figure.kind)
        except ValueError as problem:
            self.show_problem(str(problem))
            return
        self.save_button.setEnabled(False)
        self.problem.hide()
        goal = self._row.goal if self._row else None
        scope, about = (goal.scope, goal.about) if goal else self.about.currentData()
        draft = GoalDraft(
            op_id=uuid4(),
            goal_id=goal.id if goal else 0,
            measure=self.chosen.code,
            scope=scope,
            about=about,
            every=goal.every if goal else Every(self.every.currentData()),
            owner=self.owner.code,
            norm=norm,
            since=self.since.currentData(),
            purpose=self.purpose.text(),
            seen=goal.version if goal else 0,
        )
        save = self._presenter.goals.save
        self._presenter.do(lambda: save(draft), self.accept, self.show_problem)


class EndDialog(FormDialog):
    """The last month in which a goal is tested."""

    def __init__(self, parent: QWidget, kit: Kit, presenter: GoalsPresenter, row: GoalRow) -> None:
        super().__init__(parent, _("End the goal"), _("End the goal"), is_danger=True)
        self._presenter, self._row = presenter, row
        self.say(_("{goal} is tested no more. Its results stay.").format(goal=name_of(row)))
        self.last = month_field("last", kit.time.wall().date().strftime("%Y-%m"))
        self.add_field(_("Last month"), self.last)
        self.last.setFocus()

    def save(self) -> None:
        """End it; the dialog stays with the sentence when it is refused."""
        self.save_button.setEnabled(False)
        goal, end = self._row.goal, self._presenter.goals.end
        draft = GoalEnd(uuid4(), goal.id, self.last.currentData(), goal.version)
        self._presenter.do(lambda: end(draft), self.accept, self.show_problem)


@dataclass(frozen=True, slots=True)
class _ActionFields:
    text: QLineEdit
    owner: PickField
    due: QDateEdit


class EvaluateDialog(FormDialog):
    """What is decided about a result, and what is done about it.

    Args:
        parent: The page.
        kit: Theme and the office's time.
        presenter: Keeps it.
        row: The goal.
        result: The result.
    """

    def __init__(
        self, parent: QWidget, kit: Kit, presenter: GoalsPresenter, row: GoalRow, result: Result
    ) -> None:
        super().__init__(parent, _("Evaluate the result"), _("Save"))
        self.setMinimumWidth(_WIDE)
        self._kit, self._presenter, self._row, self._result = kit, presenter, row, result
        self.say(result_words(row, result))
        self.decision = area_field("decision")
        self.add_field(_("What is decided"), self.decision)
        self.asked: list[_ActionFields] = []
        self.inside = QWidget()
        self._rows = column_of(self.inside)
        self.area = scrolled(self.inside)
        self.area.hide()
        bar = self.area.verticalScrollBar()
        bar.rangeChanged.connect(lambda _least, most: bar.setValue(most))  # to the one just added
        self.body.addWidget(self.area, 1)
        self.more = button(self.add_action, text=_("Add an action"), name="add_action")
        self.foot.insertWidget(0, self.more)
        self.decision.setFocus()

    def add_action(self) -> None:
        """Ask for one action more."""
        place = len(self.asked)
        text = line_field(f"action{place}", LONGEST)
        owner = PickField(self._kit.theme, self._presenter.find_person, f"owner{place}")
        due = day_field(f"due{place}", self._kit.time.wall().date())
        self._rows.addLayout(beside((_("Action {n}").format(n=place + 1), text)))
        self._rows.addLayout(beside((_("Who does it"), owner), (_("By when"), due)))
        self.asked.append(_ActionFields(text, owner, due))
        self.area.setMinimumHeight(min(self.inside.sizeHint().height(), _MOST_HIGH))
        self.area.show()
        text.setFocus()

    def save(self) -> None:
        """Keep it; the dialog stays with the sentence when it is refused."""
        said = [one for one in self.asked if one.text.text().strip() or one.owner.code]
        if not all(one.owner.code for one in said):
            self.show_problem(_("Choose for each action who does it."))
            return
        self.save_button.setEnabled(False)
        self.problem.hide()
        drafts = tuple(
            ActionDraft(one.text.text(), one.owner.code, day_of(one.due)) for one in said
        )
        goal_id, period = self._row.goal.id, self._result.first
        decision = self.decision.toPlainText()
        draft = EvaluationDraft(uuid4(), goal_id, period, decision, drafts)
        evaluate = self._presenter.goals.evaluate
        self._presenter.do(lambda: evaluate(draft), self.accept, self.show_problem)


def month_field(name: str, month: str, also: str = "") -> QComboBox:
    """Return a field for a month, from a year before one until a year after it.

    Args:
        name: Object name, by which tests find it.
        month: The month that is chosen, `YYYY-MM`.
        also: A month that is there too, with those between; empty for none.
    """
    made = QComboBox()
    made.setObjectName(name)
    now = Month.parse(month)
    held = Month.parse(also or month)
    one, last = min(held, now.shift(-MONTHS)), max(held, now.shift(MONTHS))
    while one <= last:
        made.addItem(month_words(str(one)), str(one))
        one = one.shift(1)
    made.setCurrentIndex(made.findData(month))
    return made
