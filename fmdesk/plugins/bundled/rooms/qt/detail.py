"""What stands beside the planner: the chosen booking with what can be done, and its room."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fmdesk.plugins.api import N_, current_language, duration, stamp
from fmdesk.plugins.api.qt import (
    SPACE_M,
    SPACE_S,
    Badge,
    Card,
    Facts,
    PluginPage,
    StatusBadge,
    button,
)
from fmdesk.plugins.bundled.rooms.bookings import Booking, BookingState
from fmdesk.plugins.bundled.rooms.qt.model import badge_of, equipment_name, people
from fmdesk.plugins.bundled.rooms.qt.pictures import Pictures
from fmdesk.plugins.bundled.rooms.qt.words import _
from fmdesk.plugins.bundled.rooms.rooms import Arrangement, Room
from fmdesk.plugins.bundled.rooms.wall import wall

WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
MINUTE = 60
KEYS = {"change": "Ctrl E", "skipped": "Ctrl H"}
"""Keys of the page that do the same as a button."""


class Detail(QScrollArea):
    """The booking above, the room below.

    Args:
        page: The page that it belongs to.
        acts: What the buttons do, by their names.
        pictures: Shows the pictures of the room.
    """

    def __init__(
        self, page: PluginPage, acts: dict[str, Callable[[], object]], pictures: Pictures
    ) -> None:
        super().__init__()
        self._zone = page.kit.zone
        self.setWidgetResizable(True)
        self.setMinimumWidth(270)
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        self.booking, self.room = Card(), Card()
        for card in (self.booking, self.room):  # a long name takes two lines, not the width
            card.title.setWordWrap(True)
            card.top.setStretch(0, 1)
        self.state = StatusBadge(page.kit.theme, Badge("check", ""))
        self.booking.top.addWidget(self.state)
        self.facts, self.room_facts = Facts(), Facts()
        self.booking.body.addWidget(self.facts)
        self.pictures = pictures
        self.room.body.addWidget(self.pictures)
        self.room.body.addWidget(self.room_facts)
        self.buttons = {
            name: button(act, name=name, keys=KEYS.get(name, "")) for name, act in acts.items()
        }
        for names in (
            ("check_in", "release"),
            ("ticket", "cancel_booking"),
            ("move", "change"),
            ("skipped",),
        ):
            row = QHBoxLayout()
            row.setSpacing(SPACE_S)
            for name in names:
                row.addWidget(self.buttons[name])
            row.addStretch(1)
            self.booking.body.addLayout(row)
        for name, text in (
            ("check_in", N_("Check in")),
            ("release", N_("Give back")),
            ("ticket", N_("Ticket")),
            ("move", N_("Move")),
            ("change", N_("Change…")),
            ("skipped", N_("Skipped…")),
            ("cancel_booking", N_("Cancel…")),
        ):
            page.say(self.buttons[name].setText, text)
        column.addWidget(self.booking)
        column.addWidget(self.room)
        column.addStretch(1)
        self.setWidget(inside)

    def show_booking(self, booking: Booking | None, room: Room | None) -> None:
        """Show a booking; None leaves the room alone."""
        self.booking.setVisible(booking is not None)
        if booking is None:
            return
        self.booking.set_title(booking.title)
        self.state.show_badge(badge_of(booking))
        self.facts.show_facts(one for one in self._facts(booking, room) if one[1])
        can = {
            "check_in": booking.state is BookingState.APPROVED and booking.line_id is not None,
            "release": booking.state is BookingState.CHECKED_IN,
            "ticket": booking.line_id is not None,
            "move": booking.may_change,
            "change": booking.may_change,
            "skipped": booking.series_id is not None,
            "cancel_booking": booking.may_change,
        }
        for name, is_shown in can.items():
            self.buttons[name].setVisible(is_shown)

    def _facts(self, one: Booking, room: Room | None) -> list[tuple[str, str]]:
        zone = self._zone
        until = f"{wall(one.end, zone):%H:%M}"
        taken = (
            f"{wall(one.occupied_from, zone):%H:%M}–{wall(one.occupied_until, zone):%H:%M}"
            if (one.occupied_from, one.occupied_until) != (one.start, one.end)
            else ""
        )
        stands = [a for a in room.arrangements if a.code == one.arrangement] if room else []
        return [
            (_("When"), f"{stamp(one.start, zone)}–{until}"),
            (_("Taken"), taken),
            (_("By"), one.who),
            (_("Ticket"), one.line_number),
            (_("People"), people(one.people) if one.people else ""),
            (_("Arrangement"), ", ".join(map(arrangement_name, stands))),
            (_("Series"), _("one of a series") if one.series_id else ""),
            (_("Reason"), one.reason),
        ]

    def show_room(self, room: Room | None) -> None:
        """Show what a room has and asks."""
        self.room.setVisible(room is not None)
        if room is None:
            return
        self.room.set_title(room.name(current_language()))
        self.pictures.show_room(room)
        self.room_facts.show_facts(one for one in room_facts(room) if one[1])


def arrangement_name(one: Arrangement) -> str:
    """Return what an arrangement is called."""
    return one.name_nl if current_language() == "nl" else one.name_en


def arrangement_words(one: Arrangement) -> str:
    """Return an arrangement with whom it holds, and what time setting it up and clearing take."""
    words = [people(one.capacity)]
    if one.setup_minutes:
        words.append(_("{time} set-up").format(time=duration(one.setup_minutes * MINUTE)))
    if one.cleanup_minutes:
        words.append(_("{time} clean-up").format(time=duration(one.cleanup_minutes * MINUTE)))
    return f"{arrangement_name(one)} ({', '.join(words)})"


def room_facts(room: Room) -> list[tuple[str, str]]:
    """Return what a person wants to know of a room, by name."""
    rules = [
        _("asks for approval") if room.needs_approval else "",
        _("who does not check in loses it") if room.needs_check_in else "",
        _("at most {time} at once").format(time=duration(room.longest_minutes * MINUTE)),
        _("{time} ahead").format(time=duration(room.notice_minutes * MINUTE))
        if room.notice_minutes
        else "",
    ]
    return [
        (_("Location"), room.location),
        (_("Arrangements"), "\n".join(map(arrangement_words, room.arrangements))),
        (_("Equipment"), ", ".join(map(equipment_name, room.equipment))),
        (_("Open"), "\n".join(opening_lines(room))),
        (_("Rules"), "\n".join(filter(None, rules))),
    ]


def opening_lines(room: Room) -> list[str]:
    """Return the opening hours, days with the same hours on one line."""
    found: list[tuple[int, int, str]] = []
    for day, windows in enumerate(room.hours):
        words = ", ".join(f"{opens}–{closes}" for opens, closes in windows) or _("not open")
        if found and found[-1][2] == words:
            found[-1] = (found[-1][0], day, words)
        else:
            found.append((day, day, words))
    return [
        f"{_(WEEKDAYS[a])}–{_(WEEKDAYS[b])} {words}" if a < b else f"{_(WEEKDAYS[a])} {words}"
        for a, b, words in found
    ]
