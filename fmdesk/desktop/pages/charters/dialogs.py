"""The dialogs of the page: approve from a day, give back, throw away, end after a day."""

from datetime import date, timedelta

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCheckBox, QDateEdit, QWidget

from fmdesk.core.domain.charter_drafts import CharterDraft, CharterPage, CharterState
from fmdesk.desktop.pages.charters.presenter import ChartersPresenter
from fmdesk.i18n import _, current_language, long_day
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.widgets.fields import area_field, day_field, day_of
from fmdesk.ui.widgets.labels import label

TRIAL_DAYS = 31
"""How long a trial is proposed to be."""


class ApproveDialog(FormDialog):
    """Asks from which day it holds, and whether it is in trial first."""

    def __init__(self, parent: QWidget, presenter: ChartersPresenter, page: CharterPage) -> None:
        super().__init__(parent, _("Approve the charter"), _("Approve"))
        self._presenter, self._page = presenter, page
        presenter.moved.connect(self.accept)
        self.say(_promise(page))
        begins = max(page.first, page.charter.valid_from)
        self.begins = day_field("begins", begins)
        self.begins.setMinimumDate(_day(page.first))
        self.add_field(
            _("Holds from"), self.begins, _("Lines of before keep what they were promised.")
        )
        self.in_trial = QCheckBox(_("In trial first: judged and reported, nothing is posted"))
        self.in_trial.setObjectName("in_trial")
        self.in_trial.setChecked(True)
        self.body.addWidget(self.in_trial)
        last = page.charter.trial_until or begins + timedelta(days=TRIAL_DAYS)
        self.until: QDateEdit = day_field("trial_until", max(last, begins))
        self.add_field(_("In trial until"), self.until)
        self.in_trial.toggled.connect(self.until.setEnabled)
        self.begins.setFocus()

    def save(self) -> None:
        """Approve it; the dialog stays with the sentence when that is refused."""
        draft = self._page.draft
        if draft is None or not self.save_button.isEnabled():
            return
        self.save_button.setEnabled(False)
        self.problem.hide()
        trial = day_of(self.until) if self.in_trial.isChecked() else None
        self._presenter.approve(draft, day_of(self.begins), trial, self.show_problem)


class GiveBackDialog(FormDialog):
    """Asks why."""

    def __init__(self, parent: QWidget, presenter: ChartersPresenter, page: CharterPage) -> None:
        super().__init__(parent, _("Give the draft back"), _("Give back"))
        self._presenter, self._page = presenter, page
        presenter.moved.connect(self.accept)
        self.say(_promise(page))
        self.reason = area_field("reason")
        self.add_field(_("Why (its writer reads this)"), self.reason)
        self.reason.setFocus()

    def save(self) -> None:
        """Give it back."""
        draft = self._page.draft
        if draft is None or not self.save_button.isEnabled():
            return
        self.save_button.setEnabled(False)
        self.problem.hide()
        self._presenter.give_back(draft, self.reason.toPlainText().strip(), self.show_problem)


class DropDialog(FormDialog):
    """Asks once more, with whose words are thrown away."""

    def __init__(self, parent: QWidget, presenter: ChartersPresenter, draft: CharterDraft) -> None:
        super().__init__(parent, _("Throw the draft away"), _("Throw away"), is_danger=True)
        self._presenter, self._draft = presenter, draft
        presenter.moved.connect(self.accept)
        is_dutch, charter = current_language() == "nl", draft.charter
        self.say((charter.name_nl if is_dutch else charter.name_en) or charter.code)
        words = _("Written by {who}.").format(who=", ".join(draft.writers))
        words += " " + _("It cannot be brought back; a charter that holds stays as it is.")
        self.body.addWidget(label(words, wraps=True))
        self.save_button.setFocus()

    def save(self) -> None:
        """Throw it away."""
        if not self.save_button.isEnabled():
            return
        self.save_button.setEnabled(False)
        self.problem.hide()
        self._presenter.drop(self._draft, self.show_problem)


class EndTrialDialog(FormDialog):
    """Asks once more, with the promise and the first day on which it counts."""

    def __init__(self, parent: QWidget, presenter: ChartersPresenter, page: CharterPage) -> None:
        super().__init__(parent, _("End the trial"), _("Let it count"))
        self._presenter, self._page = presenter, page
        presenter.moved.connect(self.accept)
        self.say(_promise(page))
        first = long_day(max(page.first, page.charter.valid_from))
        words = _("It counts for lines from {first} on. Lines of before stay in trial.")
        self.body.addWidget(label(words.format(first=first), wraps=True))
        self.save_button.setFocus()

    def save(self) -> None:
        """Let it count."""
        if not self.save_button.isEnabled():
            return
        self.save_button.setEnabled(False)
        self.problem.hide()
        self._presenter.end_trial(self._page.charter.code, self.show_problem)


class EndDialog(FormDialog):
    """Asks for the last day, or whether what is to come never begins."""

    def __init__(self, parent: QWidget, presenter: ChartersPresenter, page: CharterPage) -> None:
        super().__init__(parent, _("End the charter"), _("End it"), is_danger=True)
        self._presenter, self._page = presenter, page
        presenter.moved.connect(self.accept)
        self.say(_promise(page))
        self.last = day_field("last", max(presenter.today, page.charter.valid_from))
        self.last.setMinimumDate(_day(presenter.today))
        is_coming = page.state is CharterState.TO_COME
        begins = long_day(page.charter.valid_from)
        self.off = QCheckBox(_("Call off what begins on {day}").format(day=begins))
        self.off.setObjectName("call_off")
        self.off.toggled.connect(lambda _is_on: self._follow())
        if is_coming:
            self.body.addWidget(self.off)
            words = _("What held before goes on as it was. Nobody is promised what never began.")
            self.body.addWidget(label(words, "muted", wraps=True))
        self.add_field(
            _("Last day"), self.last, _("Lines received later are promised nothing by it.")
        )
        self.off.setChecked(is_coming)
        (self.off if is_coming else self.last).setFocus()

    def _follow(self) -> None:
        is_off = self.off.isChecked()
        self.last.setEnabled(not is_off)
        self.save_button.setText(_("Call it off") if is_off else _("End it"))

    def save(self) -> None:
        """Set its end, or call it off."""
        if not self.save_button.isEnabled():
            return
        self.save_button.setEnabled(False)
        self.problem.hide()
        charter = self._page.charter
        if self.off.isChecked():
            self._presenter.call_off(charter, self.show_problem)
        else:
            self._presenter.end(charter, day_of(self.last), self.show_problem)


def _promise(page: CharterPage) -> str:
    charter = page.charter
    return charter.promise_nl if current_language() == "nl" else charter.promise_en


def _day(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
