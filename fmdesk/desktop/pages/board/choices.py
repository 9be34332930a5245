"""What an office sets about its board: rules of escalation, and opening hours of channels."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QSpinBox, QWidget

from fmdesk.core.domain.escalation import (
    EscalationCause,
    EscalationRule,
    EscalationRules,
    EscalationTo,
)
from fmdesk.core.domain.reachability import ChannelHours, HoursList, HoursOffer
from fmdesk.core.services.escalations import MOST_HOURS
from fmdesk.core.services.nearness import MOST_MINUTES
from fmdesk.desktop.pages.board.presenter import BoardPresenter, Warnings
from fmdesk.i18n import N_, _
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.tokens import SPACE_M, SPACE_S
from fmdesk.ui.widgets.fields import number_field
from fmdesk.ui.widgets.labels import label

BLANK = 2
"""Empty rows for new rules."""
MOST_STAFF = 99
CAUSES: Mapping[EscalationCause, str] = {
    EscalationCause.NEAR: N_("Of the working time is used, %"),
    EscalationCause.BROKEN: N_("Promise broken, working hours ago"),
    EscalationCause.STALLED: N_("Nothing happened, working hours"),
    EscalationCause.UNANSWERED: N_("Answer due, working hours ago"),
}
PEOPLE: Mapping[EscalationTo, str] = {
    EscalationTo.DESK_LEAD: N_("Desk lead"),
    EscalationTo.UNIT_HEAD: N_("Head of the unit"),
    EscalationTo.FACILITY_MANAGER: N_("Facility manager"),
}


class RulesDialog(FormDialog):
    """The rules of escalation; an empty row takes a new one.

    Args:
        parent: The page.
        given: The rules, and what can be chosen.
        presenter: Saves them.
    """

    def __init__(self, parent: QWidget, given: Warnings, presenter: BoardPresenter) -> None:
        super().__init__(parent, _("Rules of escalation"), _("Save"))
        self._presenter = presenter
        self.setMinimumWidth(720)
        self.say(_("A line is brought once to whom it concerns; the board shows who took it up."))
        rules = given.rules
        self.near = number_field("near", 1, MOST_MINUTES, rules.near_minutes)
        self.add_field(_("Near breach from so many open minutes before the due time"), self.near)
        calendars = (("", _("Day and night")), *((one, one) for one in given.calendars))
        self.calendar = _combo(calendars, rules.calendar)
        self.add_field(_("In the hours of"), self.calendar)
        grid = _grid((_("Counts"), _("When"), _("How much"), _("Who is told")))
        active = [one for one in rules.rules if one.is_active]
        blank = [EscalationRule(0, EscalationCause.BROKEN, 0, EscalationTo.DESK_LEAD, False)]
        self.rows = [self._add(grid, one) for one in active + blank * BLANK]
        self.body.addLayout(grid)
        self.near.setFocus()
        presenter.done.connect(self.accept)

    def _add(
        self, grid: QGridLayout, rule: EscalationRule
    ) -> tuple[QCheckBox, QComboBox, QSpinBox, QComboBox]:
        row = grid.rowCount()
        number = str(row)
        made = (
            _tick(f"on_{number}", is_on=rule.is_active),
            _combo(((one.value, _(text)) for one, text in CAUSES.items()), rule.cause.value),
            number_field(f"n_{number}", 0, MOST_HOURS, rule.n),
            _combo(((one.value, _(text)) for one, text in PEOPLE.items()), rule.goes_to.value),
        )
        names = (_("Counts"), _("When"), _("How much"), _("Who is told"))
        for column, (field, name) in enumerate(zip(made, names, strict=True)):
            field.setAccessibleName(f"{name} {number}")
            grid.addWidget(field, row, column)
        return made

    def save(self) -> None:
        """Save what is on; the dialog stays with the sentence when it is refused."""
        rules = tuple(
            EscalationRule(
                0, EscalationCause(cause.currentData()), n.value(), EscalationTo(to.currentData())
            )
            for is_on, cause, n, to in self.rows
            if is_on.isChecked()
        )
        self.save_button.setEnabled(False)
        self.problem.hide()
        wanted = EscalationRules(rules, self.calendar.currentData(), self.near.value())
        self._presenter.save_rules(wanted, self.show_problem)


class HoursDialog(FormDialog):
    """When channels are promised to be open, and with how many people.

    Args:
        parent: The page.
        offer: What is promised now, and what can be chosen.
        presenter: Saves it.
    """

    def __init__(self, parent: QWidget, offer: HoursOffer, presenter: BoardPresenter) -> None:
        super().__init__(parent, _("Opening hours of channels"), _("Save"))
        self._presenter = presenter
        self.setMinimumWidth(560)
        self.say(_("A channel follows a calendar; its holidays and its dates are those of it."))
        there = {one.channel: one for one in offer.hours.hours}
        grid = _grid((_("Channel"), _("Calendar"), _("People")))
        none = ("", _("No hours"))
        self.rows: list[tuple[str, QComboBox, QSpinBox]] = []
        for code, name in offer.channels:
            hours = there.get(code, ChannelHours(code, ""))
            calendar = _combo((none, *((one, one) for one in offer.calendars)), hours.calendar)
            staff = number_field(f"staff_{code}", 0, MOST_STAFF, hours.staff)
            calendar.setObjectName(f"calendar_{code}")
            calendar.setAccessibleName(f"{_('Calendar')} {name}")
            staff.setAccessibleName(f"{_('People')} {name}")
            row = grid.rowCount()
            for column, made in enumerate((label(name), calendar, staff)):
                grid.addWidget(made, row, column)
            self.rows.append((code, calendar, staff))
        self.body.addLayout(grid)
        if self.rows:
            self.rows[0][1].setFocus()
        presenter.done.connect(self.accept)

    def save(self) -> None:
        """Save the channels with hours; the dialog stays with the sentence when it is refused."""
        hours = tuple(
            ChannelHours(code, calendar.currentData(), staff.value())
            for code, calendar, staff in self.rows
            if calendar.currentData()
        )
        self.save_button.setEnabled(False)
        self.problem.hide()
        self._presenter.save_hours(HoursList(hours), self.show_problem)


def _grid(titles: Iterable[str]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(SPACE_M)
    grid.setVerticalSpacing(SPACE_S)
    for column, title in enumerate(titles):
        grid.addWidget(label(title, "label"), 0, column, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(column, column == 1)
    return grid


def _combo(choices: Iterable[tuple[str, str]], chosen: str) -> QComboBox:
    made = QComboBox()
    for code, text in choices:
        made.addItem(text, code)
    made.setCurrentIndex(max(made.findData(chosen), 0))
    return made


def _tick(name: str, *, is_on: bool) -> QCheckBox:
    made = QCheckBox()
    made.setObjectName(name)
    made.setChecked(is_on)
    return made
