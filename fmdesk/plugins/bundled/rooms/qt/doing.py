"""What is done with the chosen booking of the planner, and the sentence that tells it."""

from datetime import datetime
from typing import TYPE_CHECKING

from fmdesk.plugins.api import current_language, number, stamp
from fmdesk.plugins.bundled.rooms.bookings import Booking, BookingState, Done, Which
from fmdesk.plugins.bundled.rooms.qt.cancelling import CancelDialog
from fmdesk.plugins.bundled.rooms.qt.changing import ChangeDialog
from fmdesk.plugins.bundled.rooms.qt.exporting import KINDS, ExportDialog
from fmdesk.plugins.bundled.rooms.qt.importing import ImportDialog
from fmdesk.plugins.bundled.rooms.qt.skipped import SkippedDialog
from fmdesk.plugins.bundled.rooms.qt.words import _, ngettext
from fmdesk.plugins.bundled.rooms.rooms import Room
from fmdesk.plugins.bundled.rooms.scoping import Move

if TYPE_CHECKING:
    from fmdesk.plugins.bundled.rooms.qt.planning import PlanTab


class Doing:
    """Turns what is asked for in the planner into commands.

    Args:
        tab: Shows the plan, and knows what is chosen in it.
    """

    def __init__(self, tab: "PlanTab") -> None:
        self._tab = tab
        self._undo: Move | None = None

    @property
    def can_undo(self) -> bool:
        """What was done last can be taken back."""
        return self._undo is not None

    def undo(self) -> None:
        """Put back what was moved last."""
        tab = self._tab
        if self._undo is not None:
            back, self._undo = self._undo, None
            tab.page.run("move", back, lambda _done: tab.tell(_("Put back.")), tab.refuse)

    def act(self, command: str) -> None:
        """Check the chosen one in, or give the rest of it back."""
        tab, booking = self._tab, self._tab.chosen()
        if booking is not None:
            self._undo = None
            words = {"check_in": _("Checked in."), "release": _("Given back.")}[command]
            tab.page.run(command, Which(booking.id), lambda _done: tab.tell(words), tab.refuse)

    def move(self, booking_id: int, room_id: int, start: datetime, end: datetime) -> None:
        """Move a booking at once; of a series ask first how much of it."""
        tab = self._tab
        room, before = tab.room(room_id), tab.chosen()
        there = tab.room(before.room_id) if before else None
        if room is None or before is None or there is None:
            return
        if before.series_id is not None:
            self._change_to(before, room, start, end)
            return

        def done(result: Done) -> None:
            self._undo = Move(booking_id, there.code, before.start, before.end)
            tab.to_choose = booking_id
            tab.tell(_("Moved: {what}.").format(what=self._words(result.bookings[0])))

        tab.page.run("move", Move(booking_id, room.code, start, end), done, tab.refuse)

    def change(self) -> None:
        """Open the dialog that changes the chosen booking, or its series."""
        booking = self._tab.chosen()
        room = self._tab.room(booking.room_id) if booking else None
        if booking is not None and booking.may_change and room is not None:
            self._change_to(booking, room, booking.start, booking.end)

    def cancel(self) -> None:
        """Ask why the chosen booking is given up, and how much of its series."""
        tab, booking = self._tab, self._tab.chosen()
        if booking is None:
            return

        def done(result: Done) -> None:
            self._undo = None
            tab.tell(self._counted(_("Cancelled: {what}."), result))

        CancelDialog(tab.page, booking, tab.rooms(), done).open()

    def show_skipped(self) -> None:
        """Show what was skipped of the series of the chosen booking, to add it back."""
        tab, booking = self._tab, self._tab.chosen()
        if booking is not None and booking.series_id is not None:
            SkippedDialog(tab.page, booking.series_id, tab.rooms(), self.booked).open()

    def export(self) -> None:
        """Ask which bookings go into a calendar file."""
        tab = self._tab
        room = tab.room(tab.planner.current_row())
        if room is not None:
            shown = [row.id for row in tab.planner.scene.data.rows]
            ExportDialog(tab.page, room, tab.chosen(), shown, tab.days.first).open()

    def take_in(self) -> None:
        """Ask for a calendar file, and show what it would bring."""
        tab = self._tab

        def show(name: str, content: bytes) -> None:
            ImportDialog(tab.page, tab.rooms(), name, content, tab.tell).open()

        tab.page.open_file(show, tab.refuse, KINDS)

    def booked(self, done: Done) -> None:
        """Tell what was booked."""
        first = done.bookings[0]
        self._undo, self._tab.to_choose = None, first.id
        words = {
            BookingState.REQUESTED: _("Requested: {what}."),
            BookingState.WAITING: _("On the waiting list: {what}."),
        }.get(first.state, _("Booked: {what}."))
        self._tab.tell(words.format(what=self._words(first)))

    def _change_to(self, booking: Booking, room: Room, start: datetime, end: datetime) -> None:
        tab = self._tab

        def done(result: Done) -> None:
            self._undo, tab.to_choose = None, booking.id
            tab.tell(self._counted(_("Changed: {what}."), result))

        dialog = ChangeDialog(tab.page, booking, tab.rooms(), (room.code, start, end), done)
        dialog.rejected.connect(tab.planner.settle)
        dialog.open()

    def _counted(self, words: str, result: Done) -> str:
        """Return a sentence about one booking, or about how many."""
        many = len(result.bookings)
        if many == 1:
            return words.format(what=self._words(result.bookings[0]))
        counted = ngettext("{n} booking", "{n} bookings", many).format(n=number(many))
        return words.format(what=counted)

    def _words(self, one: Booking) -> str:
        room = self._tab.room(one.room_id)
        name = room.name(current_language()) if room else ""
        return ", ".join((one.title, name, stamp(one.start, self._tab.page.kit.zone)))
