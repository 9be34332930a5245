"""The rooms plugin as its page sees it, kept in memory: three rooms on one Tuesday."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from fmdesk.core.domain.errors import DomainError, PluginError
from fmdesk.core.domain.people import Person
from fmdesk.core.domain.spec import Text
from fmdesk.core.domain.views import Choice as PickChoice
from fmdesk.plugins.bundled.rooms.acting import Book, Decide
from fmdesk.plugins.bundled.rooms.bookings import (
    Booking,
    BookingState,
    Done,
    OpenWindow,
    Plan,
    PlanQuestion,
    Which,
)
from fmdesk.plugins.bundled.rooms.exchanging import (
    CalendarFile,
    CalendarQuestion,
    Fate,
    FileRow,
    FileTable,
)
from fmdesk.plugins.bundled.rooms.finding import Offer
from fmdesk.plugins.bundled.rooms.picturing import AddPicture, Dropped, Picture
from fmdesk.plugins.bundled.rooms.repeating import AddLater, LeftOut, Repeat
from fmdesk.plugins.bundled.rooms.rooms import Arrangement, Room
from fmdesk.plugins.bundled.rooms.scoping import Cancel, Move
from fmdesk.plugins.bundled.rooms.series import Choice, Occurrence, Preview, Scope, Verdict
from fmdesk.plugins.bundled.rooms.wall import windows
from tests.desktop.made import NOW, ZONE

T = TypeVar("T")
TABLES = Arrangement("tables", "Aan tafels", "At tables", 12)
ROWS = Arrangement("rows", "Bioscoop", "In rows", 20, setup_minutes=30, cleanup_minutes=15)
ROOMS = (
    Room("MAAS", "Zaal Maas", "Maas", (TABLES, ROWS), "A-1", ("screen", "camera"), id=1),
    Room("WAAL", "Zaal Waal", "Waal", (replace(TABLES, capacity=6),), "A-2", ("phone",), id=2),
    Room("AULA", "Aula", "Hall", (ROWS,), "A-1", ("stage",), needs_approval=True, id=3),
)
CALENDAR = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
TAKEN = "Zaal Waal is bezet van 09:00 tot 11:00: Directieoverleg (M000021). Vrij: 11:00."


def at(hour: int, minute: int = 0) -> datetime:
    """Return when the office's clock reads this on the day of the tests."""
    from zoneinfo import ZoneInfo

    local = NOW.astimezone(ZoneInfo(ZONE))
    return local.replace(hour=hour, minute=minute, second=0).astimezone(NOW.tzinfo)


def booking(number: int, room: int, start: datetime, hours: int = 1, **more: object) -> Booking:
    end = start + timedelta(hours=hours)
    given: dict[str, object] = {
        "state": BookingState.APPROVED,
        "title": f"Overleg {number}",
        "who": "J. Smit",
        "people": 5,
        "arrangement": "tables",
        "occupied_from": start,
        "occupied_until": end,
        "may_change": True,
        **more,
    }
    line = f"M0000{number}.1"
    return Booking(number, room, number, line, start, end, **given)


def first_bookings() -> list[Booking]:
    early = at(12, 30)
    return [
        booking(11, 1, at(9)),
        booking(12, 1, at(13), arrangement="rows", occupied_from=early),
        booking(21, 2, at(9), 2, title="Directieoverleg", may_change=False),
        booking(31, 3, at(14), state=BookingState.REQUESTED, series_id=7),
        booking(32, 3, at(16), state=BookingState.REQUESTED, series_id=7),
    ]


def kept(one: Occurrence) -> bool:
    return one.verdict is not Verdict.SKIPPED


def occurrences(asked: Repeat) -> Iterator[Occurrence]:
    chosen = {one.original: one for one in asked.choices}
    lasts = asked.book.end - asked.book.start
    for week in range(4):
        original = asked.book.start + timedelta(weeks=week)
        choice = chosen.get(original, Choice(original))
        start, room = choice.start or original, choice.room or asked.book.room
        verdict, reason = Verdict.FREE, ""
        if choice.is_skipped:
            verdict = Verdict.SKIPPED
        elif week == 1 and room == "MAAS":
            verdict, reason = Verdict.TAKEN, "Zaal Maas is bezet: Bestuur."
        elif week == 2 and start == original:
            verdict, reason = Verdict.REFUSED, "Zaal Maas is dan gesloten."
        times = (original + timedelta(hours=2),)
        yield Occurrence(
            original, room, start, start + lasts, verdict, reason, ("WAAL", "AULA"), times
        )


@dataclass
class FakePlan:
    """Answers as the plugin would, and keeps what was asked for."""

    rooms: tuple[Room, ...] = ROOMS
    bookings: list[Booking] = field(default_factory=first_bookings)
    asked: list[object] = field(default_factory=list)
    heard: list[object] = field(default_factory=list)
    problem: DomainError | None = None
    refusal: DomainError | None = None

    def questions(self, kind: type[T]) -> list[T]:
        """Return what was asked of this kind."""
        return [one for one in self.heard if isinstance(one, kind)]

    def choices(self, _kind: str, words: str, _language: str) -> tuple[PickChoice, ...]:
        return tuple(PickChoice(one.code, one.name) for one in self._people(words))

    def ask(self, _plugin: str, query: str, payload: object = None) -> object:
        self.heard.append(payload)
        if self.problem is not None:
            raise self.problem
        return getattr(self, f"_{query}")(payload)

    def run(self, _op_id: UUID, _plugin: str, command: str, payload: object = None) -> object:
        self.asked.append(payload)
        if self.refusal is not None:
            raise self.refusal
        done = getattr(self, f"_{command}")(payload)
        return Done(tuple(done)) if isinstance(done, list) else done

    def _plan(self, asked: PlanQuestion) -> Plan:
        days = tuple(
            OpenWindow(room.id, opens, closes)
            for room in self.rooms
            for opens, closes in windows(room.hours, ZONE, asked.start, asked.end)
        )
        shown = [one for one in self.bookings if asked.start <= one.start < asked.end]
        return Plan(self.rooms, tuple(shown), days, NOW)

    def _rooms(self, _payload: None) -> tuple[Room, ...]:
        return self.rooms

    def _people(self, words: str) -> tuple[Person, ...]:
        return tuple(
            one
            for one in (Person(1, "P1", "Jansen, A."), Person(2, "P2", "Smit, J."))
            if words.casefold() in one.name.casefold()
        )

    def _products(self, _payload: None) -> tuple[Offer, ...]:
        return (Offer("zaal", Text("Zaal reserveren", "Book a room"), ""),)

    def _waiting_requests(self, _payload: None) -> tuple[Booking, ...]:
        return tuple(one for one in self.bookings if one.state is BookingState.REQUESTED)

    def _waiting_list(self, _payload: None) -> tuple[Booking, ...]:
        states = (BookingState.OFFERED, BookingState.WAITING)
        return tuple(one for one in self.bookings if one.state in states)

    def _accept(self, asked: Which) -> list[Booking]:
        return self._change(asked.booking_id, state=BookingState.APPROVED)

    def _preview(self, asked: Repeat) -> Preview:
        """Four weeks; in the second somebody has the Maas, in the third it is closed."""
        return Preview(found := tuple(occurrences(asked)), sum(kept(one) for one in found))

    def _repeat(self, asked: Repeat) -> list[Booking]:
        made = [
            booking(100 + n, 1, one.start, title=asked.book.title)
            for n, one in enumerate(occurrences(asked))
            if kept(one)
        ]
        self.bookings += made
        return made

    def _book(self, asked: Book) -> list[Booking]:
        is_taken = asked.room == "WAAL" and asked.start < at(11)
        if is_taken and not asked.waits:
            raise PluginError("rooms.taken", reason=TAKEN)
        room = next(one for one in self.rooms if one.code == asked.room)
        state = BookingState.WAITING if is_taken else BookingState.APPROVED
        hours = (asked.end - asked.start) // timedelta(hours=1)
        made = booking(99, room.id, asked.start, hours, title=asked.title or "Zaal", state=state)
        self.bookings.append(made)
        return [made]

    def _check_in(self, asked: Which) -> list[Booking]:
        return self._change(asked.booking_id, state=BookingState.CHECKED_IN, may_change=False)

    def _release(self, asked: Which) -> list[Booking]:
        return self._change(asked.booking_id, state=BookingState.RELEASED)

    def _decide(self, asked: Decide) -> list[Booking]:
        state = BookingState.APPROVED if asked.is_granted else BookingState.DECLINED
        return [one for number in asked.booking_ids for one in self._change(number, state=state)]

    def _change(self, number: int, **values: object) -> list[Booking]:
        place = next(n for n, one in enumerate(self.bookings) if one.id == number)
        self.bookings[place] = replace(self.bookings[place], **values)
        return [self.bookings[place]]


@dataclass
class FakeChanges(FakePlan):
    """The same with series: what is changed, given up and added back."""

    skipped: list[datetime] = field(default_factory=lambda: [at(10), at(11)])

    def _concerned(self, asked: Move | Cancel) -> list[Booking]:
        there = next(one for one in self.bookings if one.id == asked.booking_id)
        if asked.scope is Scope.THIS:
            return [there]
        same = [one for one in self.bookings if one.series_id == there.series_id]
        return [one for one in same if asked.scope is Scope.ALL or one.start >= there.start]

    def _preview_move(self, asked: Move) -> Preview:
        """Nothing is in the way but at 17:00, when the Maas is taken."""
        chosen = {one.original: one for one in asked.choices}
        by = asked.start - self._concerned(asked)[0].start if asked.start else timedelta(0)
        rows = []
        for one in self._concerned(asked):
            choice = chosen.get(one.start, Choice(one.start))
            start, room = one.start + by, choice.room or asked.room or self._code(one)
            verdict, reason = Verdict.FREE, ""
            if choice.is_skipped:
                verdict = Verdict.SKIPPED
            elif start == at(17) and room == "MAAS":
                verdict, reason = Verdict.TAKEN, "Zaal Maas is bezet: Bestuur."
            rows.append(
                Occurrence(
                    one.start,
                    room,
                    start,
                    start + (one.end - one.start),
                    verdict,
                    reason,
                    ("WAAL",),
                    booking_id=one.id,
                    before=one.start,
                    along=("Inrichten", "Lunch"),
                )
            )
        return Preview(tuple(rows), sum(map(kept, rows)))

    def _preview_cancel(self, asked: Cancel) -> Preview:
        left = {one.original for one in asked.choices}
        rows = tuple(
            Occurrence(
                one.start,
                self._code(one),
                one.start,
                one.end,
                Verdict.SKIPPED if one.start in left else Verdict.FREE,
                before=one.start,
                along=("Lunch",),
                fee_cents=1250,
            )
            for one in self._concerned(asked)
        )
        return Preview(rows, sum(map(kept, rows)))

    def _skipped(self, asked: LeftOut) -> Preview:
        """Two times: the first is free now, the second in another room."""
        chosen = {one.original: one for one in asked.choices}
        rows = []
        for original in self.skipped:
            room = chosen.get(original, Choice(original)).room or "AULA"
            is_free = original == at(10) or room != "AULA"
            verdict = Verdict.FREE if is_free else Verdict.TAKEN
            end = original + timedelta(hours=1)
            rows.append(Occurrence(original, room, original, end, verdict, "", ("WAAL",)))
        return Preview(tuple(rows), sum(map(kept, rows)))

    def _add_later(self, asked: AddLater) -> list[Booking]:
        self.skipped.remove(asked.choice.original)
        made = booking(200, 3, asked.choice.original, series_id=asked.series_id)
        self.bookings.append(made)
        return [made]

    def _code(self, one: Booking) -> str:
        return next(room.code for room in self.rooms if room.id == one.room_id)

    def _move(self, asked: Move) -> list[Booking]:
        if asked.room == "WAAL" and asked.start < at(11):
            raise PluginError("rooms.taken", reason=TAKEN)
        found = self._preview_move(asked).occurrences
        return [
            changed
            for one in filter(kept, found)
            for changed in self._change(
                one.booking_id,
                room_id=next(room.id for room in self.rooms if room.code == one.room),
                start=one.start,
                end=asked.end if len(found) == 1 and asked.end else one.end,
                occupied_from=one.start,
                occupied_until=one.end,
            )
        ]

    def _cancel(self, asked: Cancel) -> list[Booking]:
        if not asked.reason:
            raise PluginError("rooms.no_reason", reason="Zeg waarom.")
        left = {one.original for one in asked.choices}
        gone = [one for one in self._concerned(asked) if one.start not in left]
        self.bookings = [one for one in self.bookings if one not in gone]
        return [replace(one, state=BookingState.CANCELLED) for one in gone]


@dataclass
class FakeCalendars(FakeChanges):
    """The same with calendars that go out and come in."""

    calendar: str = CALENDAR

    def _calendar(self, _asked: CalendarQuestion) -> str:
        return self.calendar

    def _preview_calendar(self, asked: CalendarFile) -> FileTable:
        """Three events: one is new, one is in the way, one names no room."""
        start, end = at(9), at(10)
        third, reason = (Fate.NEW, "") if asked.room else (Fate.WRONG, "Geen zaal.")
        return FileTable(
            (
                FileRow("Raad", "MAAS", start, end, Fate.NEW),
                FileRow(
                    "Te laat",
                    "WAAL",
                    start,
                    end,
                    Fate.TAKEN,
                    "Zaal Waal is bezet: Directieoverleg.",
                ),
                FileRow("Elders", asked.room, start, end, third, reason),
            )
        )

    def _take_calendar(self, asked: CalendarFile) -> FileTable:
        return self._preview_calendar(asked)


@dataclass
class FakeRooms(FakeCalendars):
    """The same with pictures of the rooms."""

    pictures: list[Picture] = field(default_factory=list)

    def add_pictures(self, room: str, contents: Mapping[str, bytes]) -> None:
        for name, content in contents.items():
            self._add_picture(AddPicture(room, name, content))

    def _picture(self, number: int) -> Picture:
        return next(one for one in self.pictures if one.id == number)

    def _add_picture(self, asked: AddPicture) -> Room:
        room = next(one for one in self.rooms if one.code == asked.room)
        number = len(self.pictures) + 1
        self.pictures.append(Picture(number, room.id, asked.name, asked.content))
        return self._keep(replace(room, pictures=(*room.pictures, number)))

    def _drop_picture(self, asked: Dropped) -> Room:
        room = next(one for one in self.rooms if asked.picture_id in one.pictures)
        left = tuple(one for one in room.pictures if one != asked.picture_id)
        return self._keep(replace(room, pictures=left))

    def _keep(self, room: Room) -> Room:
        self.rooms = tuple(room if one.id == room.id else one for one in self.rooms)
        return room
