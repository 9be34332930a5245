"""The days that a page shows: a field with the day before and after, today, and day or week."""

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fmdesk.i18n import N_, _
from fmdesk.ui.page import Page
from fmdesk.ui.tokens import SPACE_S
from fmdesk.ui.widgets.buttons import SegmentedControl, button
from fmdesk.ui.widgets.fields import day_field, day_of

SPANS = (("day", N_("Day")), ("week", N_("Week")))
_WEEK = 7


class Days(QWidget):
    """Which day, or which week from its Monday, is shown.

    Args:
        page: The page that it belongs to.
        has_weeks: A week can be shown, too.
        is_keyed: The page has T for today, as planners have.
    """

    changed = Signal()
    """Another day or span was chosen."""

    def __init__(self, page: Page, *, has_weeks: bool = True, is_keyed: bool = False) -> None:
        super().__init__()
        self._time = page.kit.time
        icon = page.kit.theme.icon
        self.before = button(lambda: self.step(-1), icon=icon("chevron-left"), name="before")
        self.after = button(lambda: self.step(1), icon=icon("chevron-right"), name="after")
        self.today = button(self.go_to_today, name="today", keys="T" if is_keyed else "")
        self.field = day_field("day", self._time.wall().date())
        self.field.dateChanged.connect(lambda _day: self.changed.emit())
        self.span = SegmentedControl()
        self.span.setVisible(has_weeks)
        page.texts.compute(self._say)
        self.span.choose("day")
        self.span.chosen.connect(lambda _code: self.changed.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        for made in (self.before, self.field, self.after, self.today, self.span):
            row.addWidget(made)

    @property
    def days(self) -> int:
        """How many days are shown."""
        return _WEEK if self.span.value == "week" else 1

    @property
    def first(self) -> date:
        """The first day that is shown."""
        day = day_of(self.field)
        return day - timedelta(days=day.weekday()) if self.days == _WEEK else day

    def bounds(self) -> tuple[datetime, datetime]:
        """Return the instants at which the shown days begin and end."""
        first = datetime.combine(self.first, time())
        last = first + timedelta(days=self.days)
        return self._time.instant(first), self._time.instant(last)

    def step(self, periods: int) -> None:
        """Show so many days or weeks later."""
        self.field.setDate(self.field.date().addDays(periods * self.days))

    def go_to(self, day: date) -> None:
        """Show another day."""
        self.field.setDate(QDate(day.year, day.month, day.day))

    def go_to_today(self) -> None:
        """Show today."""
        self.go_to(self._time.wall().date())

    def _say(self) -> None:
        self.span.set_choices([(code, _(text)) for code, text in SPANS])
        self.today.setText(_("Today"))
        self.field.setAccessibleName(_("Day"))
        for made, text in ((self.before, _("Earlier")), (self.after, _("Later"))):
            made.setAccessibleName(text)
            made.setToolTip(text)
