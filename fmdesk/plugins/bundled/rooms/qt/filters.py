"""The chips that narrow the rooms."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fmdesk.plugins.api import N_
from fmdesk.plugins.api.qt import (
    SPACE_S,
    MenuChip,
    PluginPage,
    chip,
    label,
)
from fmdesk.plugins.bundled.rooms.qt.model import Narrowed, equipment_name, people
from fmdesk.plugins.bundled.rooms.qt.words import _
from fmdesk.plugins.bundled.rooms.rooms import Room

SEATS = (4, 8, 12, 20, 50, 100)


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
