"""The dialogs of the agreements: a new version, and the end."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fmdesk.core.domain.agreement import Agreement, Finding, OrderLimit
from fmdesk.core.domain.agreement_views import AgreementChoices, AgreementView
from fmdesk.desktop.pages.agreements.model import (
    UNITS,
    level_before,
    level_cells,
    limit_cells,
    read_level,
    sentences,
)
from fmdesk.desktop.pages.agreements.presenter import AgreementsPresenter
from fmdesk.desktop.pages.catalogue.editing import read_money
from fmdesk.desktop.pages.catalogue.rows import RowsEditor
from fmdesk.i18n import _, day, money
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.tokens import SPACE_M, SPACE_XS
from fmdesk.ui.widgets.fields import day_field, day_of, line_field
from fmdesk.ui.widgets.labels import label, set_tone

LONGEST_NOTE = 500
_WIDE, _REST_MS = 860, 300


class AgreementDialog(FormDialog):
    """A new version, written from the one before; what is odd stands below as it is typed.

    Args:
        parent: The page.
        view: What is agreed now.
        choices: What it is written from.
        first: The first day on which it may begin.
        presenter: Checks and keeps it.
    """

    def __init__(
        self,
        parent: QWidget,
        view: AgreementView,
        choices: AgreementChoices,
        first: date,
        presenter: AgreementsPresenter,
    ) -> None:
        title = _("Agree with {department}").format(department=view.name)
        super().__init__(parent, title, _("Agree on this"))
        self.setMinimumWidth(_WIDE)
        self._view, self._choices, self._presenter = view, choices, presenter
        self._before = view.agreement if view.agreement and not view.agreement.is_ended else None
        self._own, self._everybody = _("the product's own"), _("everybody else")
        self.say(_("What was ordered before keeps what was agreed then."))
        last = view.agreement.valid_from if view.agreement else first
        self._add_facts(max(first, last))
        self._add_levels()
        self._add_limits()
        self.hint = label("", wraps=True, tone="risk")
        self.hint.hide()
        self.body.addWidget(self.hint)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._check)
        for rows in (self.levels, self.limits):
            rows.changed.connect(self._rest.start)
        self.levels.setFocus()

    def _add_facts(self, first: date) -> None:
        before = self._before
        self.begins = day_field("begins", first)
        self.client = self._person("client", before.client if before else "")
        self.holder = self._person("holder", before.holder if before else "")
        self.budget = QLineEdit()
        self.budget.setObjectName("budget")
        if before and before.budget_cents is not None:
            self.budget.setText(money(before.budget_cents))
        self.note = line_field("note", LONGEST_NOTE)
        self.note.setText(before.note if before else "")
        self._add_row(
            (_("Holds from"), self.begins),
            (_("Client"), self.client),
            (_("Budget holder"), self.holder),
            (_("Budget of a year"), self.budget),
        )
        self._add_row((_("Also agreed"), self.note))

    def _add_row(self, *fields: tuple[str, QWidget]) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        for name, field in fields:
            box = QVBoxLayout()
            box.setSpacing(SPACE_XS)
            above = label(name, "label")
            above.setBuddy(field)
            field.setAccessibleName(name)
            box.addWidget(above)
            box.addWidget(field)
            row.addLayout(box, 1)
        self.body.addLayout(row)

    def _person(self, name: str, chosen: str) -> QComboBox:
        made = QComboBox()
        made.setObjectName(name)
        made.addItem("–", "")
        for code, text in self._choices.persons:
            made.addItem(text, code)
        made.setCurrentIndex(max(0, made.findData(chosen)))
        return made

    def _add_levels(self) -> None:
        parts = dict(self._choices.parts)
        titles = (_("What"), _("Lead time"), _("Counts"), _("Calendar"), _("Pieces a year"))
        choices = {
            0: tuple(parts.values()),
            2: tuple(_(text) for text in UNITS.values()),
            3: (self._own, *self._choices.calendars),
        }
        before = self._before.levels if self._before else ()
        rows = [level_cells(one, parts, self._own) for one in before]
        self.levels = RowsEditor("levels", titles, rows, choices, stretch=0, shown=5)
        self.levels.setAccessibleName(_("What is agreed"))
        self.body.addWidget(self.levels)

    def _add_limits(self) -> None:
        persons = dict(self._choices.persons)
        before = self._before.limits if self._before else ()
        rows = [limit_cells(one, persons, self._everybody) for one in before]
        titles = (_("Who may order"), _("Up to, at once"))
        choices = {0: (self._everybody, *persons.values())}
        self.limits = RowsEditor("limits", titles, rows, choices, stretch=0, shown=2)
        self.limits.setAccessibleName(_("Who may order how much"))
        self.body.addWidget(self.limits)

    def agreement(self) -> Agreement:
        """Return what the fields say.

        Raises:
            ValueError: With the sentence to show.
        """
        codes = {name: code for code, name in self._choices.parts}
        persons = {name: code for code, name in self._choices.persons}
        levels = tuple(
            read_level(cells, codes, self._own, level_before(self._before, codes.get(cells[0], "")))
            for cells in self.levels.rows()
        )
        limits = tuple(
            OrderLimit(persons.get(name, ""), read_money(amount))
            for name, amount in self.limits.rows()
        )
        budget = self.budget.text().strip()
        return Agreement(
            self._view.department,
            day_of(self.begins),
            client=str(self.client.currentData()),
            holder=str(self.holder.currentData()),
            budget_cents=read_money(budget) if budget else None,
            note=self.note.text().strip(),
            levels=levels,
            limits=limits,
        )

    def _check(self) -> None:
        try:
            self._presenter.check(self.agreement(), self._tell)
        except ValueError:
            self._tell(())  # half typed; saving says what is wrong

    def _tell(self, found: Sequence[Finding]) -> None:
        self.hint.setText(sentences(found))
        set_tone(self.hint, "broken" if any(one.is_refusal for one in found) else "risk")
        self.hint.setVisible(bool(found))

    def save(self) -> None:
        """Keep it; the dialog stays with the sentence when it is refused."""
        try:
            agreement = self.agreement()
        except ValueError as problem:
            self.show_problem(str(problem))
            return
        self.save_button.setEnabled(False)
        self.problem.hide()
        after = self._view.agreement.number if self._view.agreement else 0
        self._presenter.save(agreement, after, self.accept, self.show_problem)


class EndDialog(FormDialog):
    """From which day on nothing is agreed any more.

    Args:
        parent: The page.
        view: What is agreed now.
        first: The first day on which it may end.
        presenter: Keeps it.
    """

    def __init__(
        self, parent: QWidget, view: AgreementView, first: date, presenter: AgreementsPresenter
    ) -> None:
        title = _("End the agreement with {department}").format(department=view.name)
        super().__init__(parent, title, _("End it"), is_danger=True)
        self._view, self._presenter = view, presenter
        self.say(
            _(
                "From then on what is agreed with everybody holds, else the catalogue; what was"
                " ordered before keeps its promise."
            )
        )
        last = view.agreement.valid_from if view.agreement else first
        self.ends = day_field("ends", max(first, last))
        self.add_field(_("First day without"), self.ends)
        self.ends.setFocus()

    def save(self) -> None:
        """End it; the dialog stays with the sentence when it is refused."""
        self.save_button.setEnabled(False)
        self.problem.hide()
        after = self._view.agreement.number if self._view.agreement else 0
        self._presenter.end(day_of(self.ends), after, self.accept, self.show_problem)


class BackDialog(FormDialog):
    """Takes back a version that is still to come.

    Args:
        parent: The page.
        view: What is to come.
        presenter: Keeps it.
    """

    def __init__(
        self, parent: QWidget, view: AgreementView, presenter: AgreementsPresenter
    ) -> None:
        self._after = view.agreement.number if view.agreement else 0
        begins = day(view.agreement.valid_from) if view.agreement else ""
        title = _("Take back what begins on {day}").format(day=begins)
        super().__init__(parent, title, _("Take it back"), is_danger=True)
        self._presenter = presenter
        self.say(
            _("It never begins: what holds with {department} today goes on.").format(
                department=view.name
            )
        )
        self.save_button.setFocus()

    def save(self) -> None:
        """Take it back; the dialog stays with the sentence when it is refused."""
        self.save_button.setEnabled(False)
        self.problem.hide()
        self._presenter.take_back(self._after, self.accept, self.show_problem)
