"""The dialogs of the budgets: a new one, another amount, and the end of one."""

from uuid import UUID, uuid4

from PySide6.QtWidgets import QWidget

from fmdesk.core.domain.budget import YEARS
from fmdesk.core.domain.budget_views import BudgetDraft, BudgetRow
from fmdesk.desktop.pages.budgets.model import name_of, part_of, parts
from fmdesk.desktop.pages.budgets.presenter import BudgetsPresenter
from fmdesk.desktop.pages.catalogue.editing import choice_field, read_money
from fmdesk.i18n import _, money
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.kit import Kit
from fmdesk.ui.widgets.fields import line_field, number_field
from fmdesk.ui.widgets.pick import PickField

LONGEST = 500
_DIGITS = 24


class BudgetDialog(FormDialog):
    """A new budget, or another amount for one.

    Args:
        parent: The page.
        kit: Theme.
        presenter: Keeps it.
        row: The budget that changes, None for a new one.
    """

    def __init__(
        self, parent: QWidget, kit: Kit, presenter: BudgetsPresenter, row: BudgetRow | None
    ) -> None:
        title = _("Set a new budget") if row is None else _("Change the budget")
        super().__init__(parent, title, _("Save"))
        self._presenter, self._row, self._op_id = presenter, row, uuid4()
        self.centre = PickField(kit.theme, presenter.find_centre, "centre")
        self.year = number_field("year", YEARS[0], YEARS[-1], presenter.year)
        self.year.setGroupSeparatorShown(False)
        self.part = choice_field("part", parts(), "")
        self.amount = line_field("amount", _DIGITS)
        self.reason = line_field("reason", LONGEST)
        if row is None:
            self.add_field(_("Cost centre"), self.centre)
            self.add_field(_("Year"), self.year)
            self.add_field(_("Part of the year"), self.part)
        else:
            self.say(name_of(row))
            self.amount.setText(money(row.cents))
            self.amount.selectAll()
        help_text = _("Zero is a budget too: then nothing may be ordered.")
        self.add_field(_("Budget"), self.amount, help_text)
        self.add_field(_("Reason"), self.reason)
        (self.centre if row is None else self.amount).setFocus()

    def save(self) -> None:
        """Keep it; the dialog stays with the sentence when it is refused."""
        self.problem.hide()
        try:
            draft = self._draft(read_money(self.amount.text()))
        except ValueError as problem:
            self.show_problem(str(problem))
            return
        self.save_button.setEnabled(False)
        save = self._presenter.budgets.save
        self._presenter.do(lambda: save(draft), self.accept, self._refuse)

    def _draft(self, cents: int) -> BudgetDraft:
        reason = self.reason.text()
        if self._row is not None:
            return draft_of(self._row, cents, reason, self._op_id)
        if not self.centre.code:
            raise ValueError(_("Choose the cost centre."))
        part = part_of(self.part.currentData())
        return BudgetDraft(self._op_id, self.centre.code, self.year.value(), *part, cents, reason)

    def _refuse(self, sentence: str) -> None:
        self._op_id = uuid4()
        self.show_problem(sentence)


class EndDialog(FormDialog):
    """Why a budget ends.

    Args:
        parent: The page.
        presenter: Keeps it.
        row: The budget.
    """

    def __init__(self, parent: QWidget, presenter: BudgetsPresenter, row: BudgetRow) -> None:
        super().__init__(parent, _("End the budget"), _("End it"), is_danger=True)
        self._presenter, self._row, self._op_id = presenter, row, uuid4()
        words = _(
            "{budget}: {amount}. Without a budget, orders of this period are not held to one."
        )
        self.say(words.format(budget=name_of(row), amount=money(row.cents)))
        self.reason = line_field("reason", LONGEST)
        self.add_field(_("Reason"), self.reason)
        self.reason.setFocus()

    def save(self) -> None:
        """End it; the dialog stays with the sentence when it is refused."""
        self.problem.hide()
        self.save_button.setEnabled(False)
        draft = draft_of(self._row, self._row.cents, self.reason.text(), self._op_id)
        end = self._presenter.budgets.end
        self._presenter.do(lambda: end(draft), self.accept, self._refuse)

    def _refuse(self, sentence: str) -> None:
        self._op_id = uuid4()
        self.show_problem(sentence)


def draft_of(row: BudgetRow, cents: int, reason: str, op_id: UUID) -> BudgetDraft:
    """Return the change of a budget as it was seen."""
    seen = row.versions[0].number
    return BudgetDraft(op_id, row.cost_centre, row.year, *row.part, cents, reason, seen)
