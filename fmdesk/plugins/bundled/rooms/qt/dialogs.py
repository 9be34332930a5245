"""The dialogs of the page: a new booking, and giving one up with its reason."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QScrollArea, QVBoxLayout

from fmdesk.plugins.api import N_, FieldKind, FormSpec, Person, Text, current_language
from fmdesk.plugins.api.qt import (
    SPACE_L,
    SPACE_M,
    Choice,
    FormDialog,
    FormView,
    PickField,
    PluginPage,
    line_field,
    number_field,
)
from fmdesk.plugins.bundled.rooms.acting import Book
from fmdesk.plugins.bundled.rooms.bookings import Done
from fmdesk.plugins.bundled.rooms.declared import FORM
from fmdesk.plugins.bundled.rooms.finding import Offer
from fmdesk.plugins.bundled.rooms.qt.conflicts import SeriesDialog
from fmdesk.plugins.bundled.rooms.qt.pictures import Pictures
from fmdesk.plugins.bundled.rooms.qt.words import _
from fmdesk.plugins.bundled.rooms.repeating import Repeat
from fmdesk.plugins.bundled.rooms.rooms import Room
from fmdesk.plugins.bundled.rooms.wall import written

LONGEST_REASON, MOST_TIMES = 200, 200
WIDTH, FORM_WIDTH, FORM_HEIGHT = 760, 400, 540
REPEATS = (
    ("", N_("Once")),
    ("DAILY;BYDAY=MO,TU,WE,TH,FR", N_("Every working day")),
    ("WEEKLY", N_("Every week")),
    ("WEEKLY;INTERVAL=2", N_("Every two weeks")),
    ("MONTHLY", N_("Every month on this date")),
)
"""How a booking is repeated, as a rule of RFC 5545."""


class BookDialog(FormDialog):
    """A new booking, from the form of the product.

    Args:
        page: The page that it belongs to.
        rooms: What can be booked.
        room: The room that is chosen already.
        start: When it begins.
        end: When it ends.
        done: Called with what was booked.
    """

    def __init__(
        self,
        page: PluginPage,
        rooms: Sequence[Room],
        room: Room,
        start: datetime,
        end: datetime,
        done: Callable[[Done], object],
    ) -> None:
        super().__init__(page, _("Book a room"), _("Book"))
        self.setMinimumWidth(WIDTH)
        self._page, self._rooms, self._done = page, rooms, done
        self.person = PickField(page.kit.theme, self._find_person, "requester")
        self.product = QComboBox()
        self.product.setObjectName("product")
        self.form = FormView(page.kit.time)
        zone = page.kit.zone
        filled = {
            "room": room.code,
            "start": written(start, zone),
            "end": written(end, zone),
            "arrangement": room.arrangements[0].code if room.arrangements else "",
        }
        self.form.show_form(form_of(rooms, room), filled)
        self._room = room.code
        self.form.changed.connect(self._follow_room)
        self.repeat = QComboBox()
        self.repeat.setObjectName("repeat")
        for code, text in REPEATS:
            self.repeat.addItem(_(text), code)
        self.times = number_field("times", 2, MOST_TIMES, 10)
        self.times.setEnabled(False)
        self.repeat.currentIndexChanged.connect(lambda place: self.times.setEnabled(place > 0))
        self.pictures = Pictures(page, lambda setter, text: setter(_(text)))
        self._lay_out()
        self.pictures.show_room(room)
        self.save_button.setEnabled(False)
        page.ask("products", None, self._take_products, retry=self.reject)
        self.person.setFocus()

    def _lay_out(self) -> None:
        """Put who and how often at the left, the form at the right; a small screen scrolls it."""
        outer, self.body = self.body, QVBoxLayout()
        self.body.setSpacing(SPACE_M)
        self.add_field(_("For whom"), self.person)
        self.add_field(_("Product"), self.product)
        self.add_field(_("Repeat"), self.repeat)
        self.add_field(_("How many times"), self.times)
        self.body.addWidget(self.pictures)
        self.body.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        self.form.setObjectName("scrolled")
        area.setWidget(self.form)
        area.setMinimumSize(FORM_WIDTH, FORM_HEIGHT)
        row = QHBoxLayout()
        row.setSpacing(SPACE_L)
        row.addLayout(self.body, 1)
        row.addWidget(area, 1)
        outer.addLayout(row, 1)

    def save(self) -> None:
        """Book it; a refusal says who has the room and where there is room."""
        missing = self.form.missing()
        if not self.person.code:
            missing = (_("For whom"), *missing)
        if missing:
            self.show_problem(_("Fill in: {fields}.").format(fields=", ".join(missing)))
            return
        rule = self.repeat.currentData()
        if rule:
            asked = Repeat(self.wanted(), f"FREQ={rule};COUNT={self.times.value()}")
            rooms = {one.code: one for one in self._rooms}
            SeriesDialog(self._page, asked, rooms, self._finish).open()
            return
        self.save_button.setEnabled(False)
        self._page.run("book", self.wanted(), self._finish, self.show_problem)

    def wanted(self) -> Book:
        """Return what is filled in."""
        given = self.form.values()
        instant = self._page.kit.time.instant
        start, end = (instant(datetime.fromisoformat(str(given[n]))) for n in ("start", "end"))
        return Book(
            product=str(self.product.currentData()),
            room=str(given.get("room", "")),
            start=start,
            end=end,
            requester=self.person.code,
            title=str(given.get("title", "")),
            people=int(given.get("people", 0)),
            arrangement=str(given.get("arrangement", "")),
            is_external=bool(given.get("external")),
            remark=str(given.get("remark", "")),
            waits=bool(given.get("wait")),
        )

    def _finish(self, done: Done) -> None:
        self.accept()
        self._done(done)

    def _take_products(self, found: tuple[Offer, ...]) -> None:
        for one in found:
            self.product.addItem(one.name.get(current_language()), one.code)
        self.save_button.setEnabled(bool(found))
        if not found:
            self.show_problem(_("The catalogue has no product that books a room. Add one first."))
            self.save_button.setEnabled(False)

    def _find_person(self, words: str, show: Callable[[Sequence[Choice]], None]) -> None:
        def take(found: tuple[Person, ...]) -> None:
            show([Choice(one.code, one.name, one.phone) for one in found])

        self._page.ask("people", words, take, retry=self.reject, refused=self.show_problem)

    def _follow_room(self) -> None:
        """Another room has other arrangements."""
        given = self.form.values()
        code = str(given.get("room", ""))
        room = next((one for one in self._rooms if one.code == code), None)
        if room is not None and code != self._room:
            self._room = code
            self.pictures.show_room(room)
            given["arrangement"] = room.arrangements[0].code if room.arrangements else ""
            self.form.show_form(form_of(self._rooms, room), given)
            self.form.field("room").setFocus()


def form_of(rooms: Sequence[Room], room: Room) -> FormSpec:
    """Return the form of the product with the rooms, and the arrangements of one, to choose."""
    choices = {
        "room": tuple((one.code, Text(one.name_nl, one.name_en)) for one in rooms),
        "arrangement": tuple((a.code, Text(a.name_nl, a.name_en)) for a in room.arrangements),
    }
    return replace(
        FORM,
        fields=tuple(
            replace(
                one,
                kind=FieldKind.CHOICE,
                choices=choices[one.name],
                is_required=True,
                help=None,
                maximum=None,
            )
            if one.name in choices
            else one
            for one in FORM.fields
        ),
    )


class ReasonDialog(FormDialog):
    """Asks why.

    Args:
        page: The page that it belongs to.
        title: What is done.
        save_text: Text of the button that does it.
        sentence: What comes of it.
        send: Called with the reason and with what shows a refusal.
    """

    def __init__(
        self,
        page: PluginPage,
        title: str,
        save_text: str,
        sentence: str,
        send: Callable[[str, "ReasonDialog"], object],
    ) -> None:
        super().__init__(page, title, save_text, is_danger=True)
        self._send = send
        self.say(sentence)
        self.reason = line_field("reason", LONGEST_REASON)
        self.add_field(_("Reason"), self.reason)
        self.reason.setFocus()

    def save(self) -> None:
        """Do it with the reason."""
        self.save_button.setEnabled(False)
        self._send(self.reason.text().strip(), self)
