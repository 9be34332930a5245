"""The dialogs of the reviews: a date for what is chosen, and what came of one."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import uuid4

from PySide6.QtWidgets import QCheckBox, QWidget

from fmdesk.core.domain.reviews import (
    MOST_MONTHS,
    ReviewDraft,
    ReviewHeld,
    ReviewRow,
    next_after,
)
from fmdesk.desktop.pages.reviews.presenter import ReviewsPresenter
from fmdesk.i18n import _, ngettext, number
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.kit import Kit
from fmdesk.ui.widgets.fields import area_field, day_field, day_of, number_field
from fmdesk.ui.widgets.pick import PickField

YEAR = 12


class PlanDialog(FormDialog):
    """The day of the next review, how often, and who does it.

    Args:
        parent: The page.
        kit: Theme and the office's time.
        presenter: Keeps it.
        rows: What is reviewed; one at least.
    """

    def __init__(
        self, parent: QWidget, kit: Kit, presenter: ReviewsPresenter, rows: Sequence[ReviewRow]
    ) -> None:
        super().__init__(parent, _("Set the date of the review"), _("Save"))
        self._presenter, self._rows = presenter, tuple(rows)
        first, count = self._rows[0], len(self._rows)
        words = ngettext("{n} thing is reviewed.", "{n} things are reviewed.", count)
        self.say(words.format(n=number(count)) if count > 1 else first.name)
        review, today = first.review, kit.time.wall().date()
        self.on = day_field("next_on", (review.next_on if review else None) or today)
        self.every = number_field("every", 0, MOST_MONTHS, review.every_months if review else YEAR)
        self.owner = PickField(kit.theme, presenter.find_person, "owner")
        if first.owner is not None:
            self.owner.pick(first.owner)
        self.add_field(_("Review on"), self.on)
        self.add_field(_("Then again after so many months"), self.every, _("0 is once."))
        self.add_field(_("Who reviews it"), self.owner)
        self.on.setFocus()

    def save(self) -> None:
        """Keep it; the dialog stays with the sentence when it is refused."""
        if not self.owner.code:
            self.show_problem(_("Choose who reviews it."))
            return
        self.save_button.setEnabled(False)
        self.problem.hide()
        subjects = tuple(one.subject for one in self._rows)
        draft = ReviewDraft(uuid4(), subjects, day_of(self.on), self.every.value(), self.owner.code)
        plan = self._presenter.reviews.plan
        self._presenter.do(lambda: plan(draft), self.accept, self.show_problem)


class ReviewedDialog(FormDialog):
    """What came of a review, and when the next one is.

    Args:
        parent: The page.
        kit: The office's time.
        presenter: Keeps it.
        row: What was reviewed; its review is planned.
    """

    def __init__(
        self, parent: QWidget, kit: Kit, presenter: ReviewsPresenter, row: ReviewRow
    ) -> None:
        super().__init__(parent, _("Record the review"), _("Save"))
        self._presenter, self._row = presenter, row
        self.say(row.name)
        self.conclusion = area_field("conclusion")
        self.add_field(_("What came of it"), self.conclusion)
        today = kit.time.wall().date()
        following = next_after(today, row.review.every_months if row.review else 0)
        self.is_again = QCheckBox(_("Review it again"))
        self.is_again.setChecked(following is not None)
        self.on = day_field("next_on", following or today + timedelta(days=1))
        self.on.setAccessibleName(_("Review on"))
        self.on.setVisible(following is not None)
        self.is_again.toggled.connect(self.on.setVisible)
        self.body.addWidget(self.is_again)
        self.body.addWidget(self.on)
        self.conclusion.setFocus()

    def save(self) -> None:
        """Keep it; the dialog stays with the sentence when it is refused."""
        self.save_button.setEnabled(False)
        self.problem.hide()
        draft = ReviewHeld(
            uuid4(),
            self._row.subject,
            self.conclusion.toPlainText(),
            day_of(self.on) if self.is_again.isChecked() else None,
            self._row.review.version if self._row.review else 0,
        )
        record = self._presenter.reviews.record
        self._presenter.do(lambda: record(draft), self.accept, self.show_problem)
