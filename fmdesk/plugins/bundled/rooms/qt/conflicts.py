"""Booking a series: what comes of each of its times before any of them is booked."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from fmdesk.plugins.api import number
from fmdesk.plugins.api.qt import PluginPage
from fmdesk.plugins.bundled.rooms.bookings import Done
from fmdesk.plugins.bundled.rooms.qt.times import TimesDialog
from fmdesk.plugins.bundled.rooms.qt.words import _, ngettext
from fmdesk.plugins.bundled.rooms.repeating import Repeat
from fmdesk.plugins.bundled.rooms.rooms import Room
from fmdesk.plugins.bundled.rooms.series import Preview


class SeriesDialog(TimesDialog):
    """Every time of a series with what comes of it; nothing is left out that nobody skipped.

    Args:
        page: The page that it belongs to.
        asked: The series.
        rooms: What can be booked.
        done: Called with what was booked.
    """

    def __init__(
        self,
        page: PluginPage,
        asked: Repeat,
        rooms: Mapping[str, Room],
        done: Callable[[Done], object],
    ) -> None:
        super().__init__(page, rooms, _("Book a series"), _("Book"), "preview")
        self._asked, self._done = asked, done
        self.place()

    def asked(self) -> Repeat:
        """Return the series with the choices made."""
        return replace(self._asked, choices=self.choices)

    def summary(self, found: Preview) -> str:
        """Return how many bookings there will be, and what is ordered with each."""
        words = ngettext("{n} booking will be made", "{n} bookings will be made", found.creates)
        said = words.format(n=number(found.creates))
        book = self._asked.book
        room = self.rooms_by_code.get(book.room)
        stands = [one for one in room.arrangements if one.code == book.arrangement] if room else []
        if any(one.setup_product or one.cleanup_product for one in stands):
            said = _("{bookings}, each with its own set-up or clean-up").format(bookings=said)
        return said

    def save(self) -> None:
        """Book what is not skipped."""
        self.save_button.setEnabled(False)
        self.page.run("repeat", self.asked(), self._finish, self.show_problem)

    def _finish(self, done: Done) -> None:
        self.accept()
        self._done(done)
