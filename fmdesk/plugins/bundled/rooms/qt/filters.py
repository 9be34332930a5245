"""The chips that narrow the rooms, and the days that are shown."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fmdesk.plugins.api import N_
from fmdesk.plugins.api.qt import (
    SPACE_S,
    MenuChip,
    PluginPage,
    SegmentedControl,
    button,
    chip,
    day_field,
    day_of,
    label,
)
from fmdesk.plugins.bundled.rooms.qt.model import Narrowed, equipment_name, first_day, people
from fmdesk.plugins.bundled.rooms.qt.words import _
from fmdesk.plugins.bundled.rooms.rooms import Room

SEATS = (4, 8, 12, 20, 50, 100)
SPANS = (("day", N_("Day")), ("week", N_("Week")))
_DAYS = {"day": 1, "week": 7}


class Days(QWidget):
    """Which day or week is shown."""

    changed = Signal()

    def __init__(self, page: PluginPage) -> None:
        super().__init__()
        self._page = page
        icon = page.kit.theme.icon
        self.before = button(lambda: self.step(-1), icon=icon("chevron-left"), name="before")
        self.after = button(lambda: self.step(1), icon=icon("chevron-right"), name="after")
        self.today_button = button(self.go_to_today, name="today", keys="T")
        self.field = day_field("day", page.kit.time.wall().date())
        self.field.dateChanged.connect(lambda _day: self.changed.emit())
        self.span = SegmentedControl()
        page.texts.compute(lambda: self.span.set_choices([(id_, _(t)) for id_, t in SPANS]))
        self.span.choose("day")
        self.span.chosen.connect(lambda _code: self.changed.emit())
        page.say(self.today_button.setText, N_("Today"))
        page.say(self.field.setAccessibleName, N_("Day"))
        page.say(self.before.setAccessibleName, N_("Earlier"))
        page.say(self.after.setAccessibleName, N_("Later"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        for made in (self.before, self.field, self.after, self.today_button, self.span):
            row.addWidget(made)

    @property
    def days(self) -> int:
        """How many days are shown."""
        return _DAYS[self.span.value]

    @property
    def first(self) -> date:
        """The first day that is shown."""
        return first_day(day_of(self.field), self.days)

    def bounds(self) -> tuple[datetime, datetime]:
        """Return the instants at which the shown days begin and end."""
        first = datetime.combine(self.first, time())
        instant = self._page.kit.time.instant
        return instant(first), instant(first + timedelta(days=self.days))

    def step(self, periods: int) -> None:
        """Show so many days or weeks later."""
        self.field.setDate(self.field.date().addDays(periods * self.days))

    def go_to(self, day: date) -> None:
        """Show another day."""
        self.field.setDate(QDate(day.year, day.month, day.day))

    def go_to_today(self) -> None:
        """Show today."""
        self.go_to(self._page.kit.time.wall().date())


class Filters(QWidget):
    """What a room must have."""

    changed = Signal()

    def __init__(self, page: PluginPage) -> None:
        super().__init__()
        theme = page.kit.theme
        self.seats = MenuChip(theme, "seats")
        self.equipment = MenuChip(theme, "equipment")
        self.location = MenuChip(theme, "location")
        self.free = chip(icon=theme.icon("circle-check"), name="free")
        self.total = label("", "muted")
        for made, name in (
            (self.seats, N_("Seats")),
            (self.equipment, N_("Equipment")),
            (self.location, N_("Location")),
        ):
            page.say(made.set_name, name)
            made.chosen.connect(lambda _code: self.changed.emit())
        page.say(self.free.setText, N_("Free at the chosen time"))
        self.free.toggled.connect(lambda _is_on: self.changed.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        for one in (self.seats, self.equipment, self.location, self.free):
            row.addWidget(one)
        row.addStretch(1)
        row.addWidget(self.total)

    def offer(self, rooms: Sequence[Room]) -> None:
        """Offer what these rooms have."""
        self.seats.set_choices([(str(one), _at_least(one)) for one in SEATS])
        self.equipment.set_choices(_named({code for room in rooms for code in room.equipment}))
        places = sorted({room.location for room in rooms if room.location})
        self.location.set_choices([(one, one) for one in places])
        self.location.setVisible(bool(places))

    def narrowed(self, cell: tuple[datetime, datetime]) -> Narrowed:
        """Return what is asked of a room.

        Args:
            cell: The chosen time.
        """
        return Narrowed(
            int(self.seats.value or 0),
            self.equipment.value,
            self.location.value,
            cell if self.free.isChecked() else None,
        )

    def clear(self) -> None:
        """Ask nothing of a room."""
        for made in (self.seats, self.equipment, self.location):
            made.choose("")
        self.free.setChecked(False)
        self.changed.emit()


def _at_least(count: int) -> str:
    return _("{people} or more").format(people=people(count))


def _named(codes: Iterable[str]) -> list[tuple[str, str]]:
    return sorted(((code, equipment_name(code)) for code in codes), key=lambda one: one[1])
