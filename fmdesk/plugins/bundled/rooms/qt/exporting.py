"""Calendars out: whose bookings go into a file, and of which days."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from fmdesk.plugins.api import current_language
from fmdesk.plugins.api.qt import FormDialog, PluginPage, SegmentedControl, day_field, day_of
from fmdesk.plugins.bundled.rooms.bookings import Booking
from fmdesk.plugins.bundled.rooms.exchanging import CalendarQuestion
from fmdesk.plugins.bundled.rooms.qt.words import _
from fmdesk.plugins.bundled.rooms.rooms import Room

DAYS = 91
"""How far a file looks ahead unless somebody says otherwise."""
KINDS = "iCalendar (*.ics)"


class ExportDialog(FormDialog):
    """The calendar of a room, of a person, of a series or of the rooms that are shown.

    Args:
        page: The page that it belongs to.
        room: The room at the cursor.
        booking: The chosen booking, None for none.
        shown: The rooms that are shown.
        first: The day from which they are shown.
    """

    def __init__(
        self,
        page: PluginPage,
        room: Room,
        booking: Booking | None,
        shown: Sequence[int],
        first: date,
    ) -> None:
        super().__init__(page, _("Export a calendar"), _("Save the file"))
        self._page, self._room, self._shown = page, room, tuple(shown)
        self._series = booking.series_id if booking else None
        choices = [("room", room.name(current_language())), ("person", _("A person"))]
        if self._series is not None:
            choices.append(("series", _("This series")))
        choices.append(("shown", _("The shown rooms")))
        self.what = SegmentedControl(choices)
        self.what.choose("room")
        self.what.chosen.connect(lambda _what: self._follow())
        self.person = page.pick("person", "person")
        self.first = day_field("first", first)
        self.last = day_field("last", first + timedelta(days=DAYS))
        self.add_field(_("Bookings of"), self.what)
        self.add_field(_("Who asked"), self.person)
        self.add_field(_("From"), self.first)
        self.add_field(_("Up to and including"), self.last)
        self._follow()

    def question(self) -> CalendarQuestion:
        """Return what the file shall hold."""
        what, instant = self.what.value, self._page.kit.time.instant
        ends = datetime.combine(day_of(self.last) + timedelta(days=1), time())
        return CalendarQuestion(
            instant(datetime.combine(day_of(self.first), time())),
            instant(ends),
            {"room": (self._room.id,), "shown": self._shown}.get(what),
            self._series if what == "series" else None,
            self._who() if what == "person" else "",
        )

    def save(self) -> None:
        """Ask where the file shall go, and write it."""
        if self.what.value == "person" and not self.person.code:
            self.show_problem(_("Choose the person whose bookings are wanted."))
            return
        self.save_button.setEnabled(False)
        self._page.ask(
            "calendar", self.question(), self._write, retry=self.reject, refused=self.show_problem
        )

    def _write(self, text: str) -> None:
        if "BEGIN:VEVENT" not in text:
            self.show_problem(_("Nothing is booked there then. Choose other days."))
            return
        self.accept()
        names = {"room": self._room.code, "person": self._who()}
        name = names.get(self.what.value, _("rooms")).replace("/", "-")
        self._page.save_file(text.encode(), f"{name}.ics", KINDS)

    def _who(self) -> str:
        return self.person.choice.text if self.person.choice else ""

    def _follow(self) -> None:
        self.person.setEnabled(self.what.value == "person")
