"""Changing a booking or its series: what comes of each time before anything is changed."""

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from fmdesk.plugins.api import N_, current_language, number
from fmdesk.plugins.api.qt import (
    SPACE_M,
    SPACE_S,
    Column,
    PluginPage,
    label,
    line_field,
    number_field,
    wall_field,
    wall_of,
)
from fmdesk.plugins.bundled.rooms.bookings import Booking, Done
from fmdesk.plugins.bundled.rooms.qt.scope import ScopeField
from fmdesk.plugins.bundled.rooms.qt.times import (
    AS_MEANT,
    OTHER_ROOM,
    OTHER_TIME,
    STAY,
    VERDICTS,
    TimesDialog,
)
from fmdesk.plugins.bundled.rooms.qt.words import _, ngettext
from fmdesk.plugins.bundled.rooms.rooms import Room
from fmdesk.plugins.bundled.rooms.scoping import Move
from fmdesk.plugins.bundled.rooms.series import Occurrence, Preview, Verdict
from fmdesk.plugins.bundled.rooms.wall import wall

LONGEST_TITLE, MOST_PEOPLE = 200, 10_000
IN_A_ROW = 3


class ChangeDialog(TimesDialog):
    """Room, time, arrangement, people and title; for one, the later ones or all of a series.

    Args:
        page: The page that it belongs to.
        booking: The booking as it is.
        rooms: What can be booked, by code.
        to: Code of the room, begin and end as they are wanted already, as after a drag.
        done: Called with what was changed.
    """

    acts = (STAY, OTHER_ROOM, OTHER_TIME, AS_MEANT)
    verdicts: Mapping[Verdict, tuple[str, str, str]] = {
        **VERDICTS,
        Verdict.SKIPPED: ("circle-minus", N_("stays"), "neutral"),
    }

    def __init__(
        self,
        page: PluginPage,
        booking: Booking,
        rooms: Mapping[str, Room],
        to: tuple[str, datetime, datetime],
        done: Callable[[Done], object],
    ) -> None:
        title = _("Change a series") if booking.series_id else _("Change a booking")
        super().__init__(page, rooms, title, _("Change"), "preview_move")
        self._booking, self._done = booking, done
        room, start, end = to
        zone = page.kit.zone
        self.title = line_field("title", LONGEST_TITLE)
        self.title.setText(booking.title)
        self.people = number_field("people", 0, MOST_PEOPLE, booking.people)
        self.room, self.arrangement = QComboBox(), QComboBox()
        self.room.setObjectName("room")
        self.arrangement.setObjectName("arrangement")
        for code, one in rooms.items():
            self.room.addItem(one.name(current_language()), code)
        self.room.setCurrentIndex(self.room.findData(room))
        self.start = wall_field("start", wall(start, zone))
        self.end = wall_field("end", wall(end, zone))
        self._offer_arrangements()
        self.scope = ScopeField()
        self._lay_out()
        self._connect()
        self.place()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(SPACE_M)
        fields: tuple[tuple[str, QWidget], ...] = (
            (_("Room"), self.room),
            (_("Start"), self.start),
            (_("End"), self.end),
            (_("Arrangement"), self.arrangement),
            (_("People"), self.people),
            (_("Title"), self.title),
        )
        for place, (name, field) in enumerate(fields):
            field.setAccessibleName(name)
            box = QVBoxLayout()
            box.setSpacing(SPACE_S)
            box.addWidget(label(name, "label"))
            box.addWidget(field)
            grid.addLayout(box, *divmod(place, IN_A_ROW))
            grid.setColumnStretch(place % IN_A_ROW, 1)
        self.body.addLayout(grid)
        if self._booking.series_id is not None:
            self.body.addWidget(self.scope)

    def _connect(self) -> None:
        self._length = self.start.dateTime().secsTo(self.end.dateTime())
        self.room.currentIndexChanged.connect(lambda _place: self._offer_arrangements())
        self.start.dateTimeChanged.connect(self._follow_start)
        self.end.dateTimeChanged.connect(lambda _at: self._follow_end())
        for changed in (
            self.room.currentIndexChanged,
            self.arrangement.currentIndexChanged,
            self.people.valueChanged,
            self.title.textChanged,
            self.scope.chosen,
        ):
            changed.connect(lambda _what: self.load())

    def asked(self) -> Move:
        """Return what is to be otherwise; what stays the same is left out."""
        before = self._booking
        start, end = (
            self.page.kit.time.instant(wall_of(field)) for field in (self.start, self.end)
        )
        is_moved, is_longer = start != before.start, end - start != before.end - before.start
        was = next((code for code, one in self.rooms_by_code.items() if one.id == before.room_id))
        room, arrangement = str(self.room.currentData()), str(self.arrangement.currentData())
        title = self.title.text().strip()
        return Move(
            before.id,
            room=room if room != was else "",
            start=start if is_moved or is_longer else None,
            end=end if is_longer else None,
            scope=self.scope.value,
            choices=self.choices,
            people=self.people.value() if self.people.value() != before.people else None,
            arrangement=arrangement if arrangement != before.arrangement else "",
            title=title if title != before.title else "",
        )

    def summary(self, found: Preview) -> str:
        """Return how many bookings change, and that what was ordered with them goes along."""
        if not self._is_changed():
            return _("Nothing is different yet")
        words = ngettext(
            "{n} booking will be changed; what was ordered with it goes along",
            "{n} bookings will be changed; what was ordered with each goes along with it",
            found.creates,
        )
        return words.format(n=number(found.creates))

    def may_save(self, found: Preview) -> bool:
        """Tell whether something is different, and nothing in the way."""
        return self._is_changed() and super().may_save(found)

    def columns(self) -> tuple[Column[Occurrence], ...]:
        """Return what was, what will be, and what goes along."""
        start, room, reason, state = self.result_columns()
        return (
            Column("before", N_("Now"), lambda one: self.when(one.before or one.start), width=150),
            start,
            room,
            Column("along", N_("Goes along"), lambda one: ", ".join(one.along), width=170),
            reason,
            state,
        )

    def save(self) -> None:
        """Change what is not left as it is."""
        self.save_button.setEnabled(False)
        self.page.run("move", self.asked(), self._finish, self.show_problem)

    def _is_changed(self) -> bool:
        one = self.asked()
        return bool(
            one.room
            or one.start
            or one.arrangement
            or one.title
            or one.people is not None
            or one.choices
        )

    def _offer_arrangements(self) -> None:
        """Offer how the chosen room can stand; as before where it can."""
        room = self.rooms_by_code[str(self.room.currentData())]
        is_dutch = current_language() == "nl"
        self.arrangement.blockSignals(True)
        self.arrangement.clear()
        for one in room.arrangements:
            self.arrangement.addItem(one.name_nl if is_dutch else one.name_en, one.code)
        self.arrangement.setCurrentIndex(
            max(0, self.arrangement.findData(self._booking.arrangement))
        )
        self.arrangement.blockSignals(False)

    def _follow_start(self) -> None:
        """A booking that begins later lasts as long."""
        self.end.blockSignals(True)
        self.end.setDateTime(self.start.dateTime().addSecs(self._length))
        self.end.blockSignals(False)
        self.load()

    def _follow_end(self) -> None:
        self._length = self.start.dateTime().secsTo(self.end.dateTime())
        self.load()

    def _finish(self, done: Done) -> None:
        self.accept()
        self._done(done)
