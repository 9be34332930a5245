"""Calendars in and out: a dry run first, each event once whatever often it comes in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from fmdesk.plugins.api import PluginError, current_language
from fmdesk.plugins.bundled.rooms import ical, vacancy
from fmdesk.plugins.bundled.rooms.bookings import TAKING, Booking, BookingState, Wish
from fmdesk.plugins.bundled.rooms.foreseeing import own_conflicts
from fmdesk.plugins.bundled.rooms.refusals import refusal
from fmdesk.plugins.bundled.rooms.wishes import Context


class Fate(StrEnum):
    """What comes of an event of a file."""

    NEW = "new"
    KNOWN = "known"
    """It is there already, the same."""
    MOVED = "moved"
    GIVEN_UP = "given_up"
    PAST = "past"
    TAKEN = "taken"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """A calendar to take in.

    Attributes:
        content: The file.
        room: Code of the room of events that name none.
        leaves_out: Take the rest where something is in the way; else nothing is taken.
    """

    content: bytes
    room: str = ""
    leaves_out: bool = False


@dataclass(frozen=True, slots=True)
class FileRow:
    """One event: what comes of it and, where it is not taken, why."""

    title: str
    room: str
    start: datetime | None
    end: datetime | None
    fate: Fate
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FileTable:
    """What a file leads to, event by event."""

    rows: tuple[FileRow, ...]

    def count(self, *fates: Fate) -> int:
        """Return how many events have one of these fates."""
        return sum(row.fate in fates for row in self.rows)


@dataclass(frozen=True, slots=True)
class CalendarQuestion:
    """Which bookings a calendar holds, within [start, end).

    Attributes:
        start: From here.
        end: To here.
        room_ids: Of these rooms, None for all.
        series_id: Of this series, None for any.
        who: Of the person with this name, empty for anybody.
    """

    start: datetime
    end: datetime
    room_ids: tuple[int, ...] | None = None
    series_id: int | None = None
    who: str = ""


def calendar(context: Context, payload: CalendarQuestion) -> str:
    """Return bookings as an iCalendar file; blocked times are not among them."""
    rooms = {room.id: room.name(current_language()) for room in context.store.rooms()}
    found = [
        (one, rooms[one.room_id])
        for one in context.store.bookings(payload.start, payload.end, payload.room_ids)
        if one.state is not BookingState.BLOCKED
        and payload.series_id in (None, one.series_id)
        and payload.who in ("", one.who)
    ]
    return ical.write(found, context.now)


def preview_calendar(context: Context, payload: CalendarFile) -> FileTable:
    """Return what taking a file in would lead to; nothing is stored.

    Raises:
        InvalidInputError: It is no calendar.
    """
    return _foresee(context, payload)[0]


def take_calendar(context: Context, payload: CalendarFile) -> FileTable:
    """Take the bookings of a file in; what is known by its UID is not taken twice.

    They are bookings without an order: they were made elsewhere, so notice and opening hours are
    not asked, and nothing is charged.

    Raises:
        InvalidInputError: It is no calendar.
        PluginError: `rooms.file_in_the_way`, unless what is in the way is to be left out.
    """
    table, wanted = _foresee(context, payload)
    stopped = table.count(Fate.TAKEN, Fate.WRONG)
    if stopped and not payload.leaves_out:
        first = next(row.reason for row in table.rows if row.fate in (Fate.TAKEN, Fate.WRONG))
        raise refusal("rooms.file_in_the_way", number=stopped, first=first)
    context.store.lock(one.room_id for one, _fate in wanted)
    context.store.park([one.id for one, fate in wanted if fate is not Fate.NEW])
    for one, fate in wanted:
        if fate is Fate.NEW:
            context.store.add(one)
        else:
            context.store.save(one)
    return table


def _foresee(
    context: Context, payload: CalendarFile
) -> tuple[FileTable, Sequence[tuple[Booking, Fate]]]:
    """Return the table of a file, and the bookings to store."""
    events, wrong = ical.read(payload.content, context.zone)
    there = context.store.by_uid([one.uid for one in events])
    rows = [FileRow(title, "", None, None, Fate.WRONG, _said(fault)) for title, fault in wrong]
    planned: list[tuple[Booking, Fate]] = []
    for event in events:
        try:
            planned.append(_planned(context, event, payload.room, there))
        except PluginError as fault:
            row = FileRow(event.title, event.room, event.start, event.end, Fate.WRONG, _said(fault))
            rows.append(row)
    spans = [(one.room_id, one.start, one.end) for one, _fate in planned]
    takes = [place for place, (_one, fate) in enumerate(planned) if fate in (Fate.NEW, Fate.MOVED)]
    leaving = [one.id for one, fate in planned if fate in (Fate.MOVED, Fate.GIVEN_UP)]
    found = context.store.conflicts([spans[place] for place in takes], leaving)
    bookings = context.store.by_id(found.values())
    in_the_way = {takes[place]: bookings[number] for place, number in found.items()}
    own = own_conflicts(spans, takes)
    wanted = []
    rooms_by_id = {room.id: room for room in context.store.rooms()}
    for place, (one, fate) in enumerate(planned):
        room = rooms_by_id[one.room_id]
        reason = ""
        if place in in_the_way:
            wish = Wish(room, room.arrangements[0], one.start, one.end, 0, one.title)
            rooms = vacancy.other_rooms(context.store, wish, context.now, context.zone)
            reason = _said(vacancy.taken(wish, in_the_way[place], context.zone, (), rooms))
        elif place in own:
            reason = _said(refusal("rooms.own_file"))
        fate = Fate.TAKEN if reason else fate  # noqa: PLW2901  # what is in the way decides
        rows.append(FileRow(one.title, room.code, one.start, one.end, fate, reason))
        if fate in (Fate.NEW, Fate.MOVED, Fate.GIVEN_UP):
            wanted.append((one, fate))
    return FileTable(tuple(rows)), wanted


def _planned(
    context: Context, event: ical.Event, room: str, there: Mapping[str, Booking]
) -> tuple[Booking, Fate]:
    """Return the booking that an event asks for, and what that means."""
    known = there.get(event.uid)
    if event.is_cancelled and known is not None and known.state in TAKING:
        return replace(known, state=BookingState.CANCELLED), Fate.GIVEN_UP
    place = context.store.find_room(event.room or room)
    made = Booking(
        id=known.id if known else 0,
        room_id=place.id,
        line_id=None,
        line_number="",
        start=event.start,
        end=event.end,
        occupied_from=event.start,
        occupied_until=event.end,
        state=BookingState.APPROVED,
        title=event.title or place.name(current_language()),
        who=event.who,
        uid=event.uid,
    )
    if event.is_cancelled or event.end <= context.now:
        return made, Fate.PAST
    if known is None:
        return made, Fate.NEW
    if known.line_id is not None:  # ordered here: its line says when it is
        return known, Fate.KNOWN
    same = (known.room_id, known.start, known.end) == (place.id, event.start, event.end)
    is_there = known.state in TAKING and same
    return (known, Fate.KNOWN) if is_there else (made, Fate.MOVED)


def _said(fault: PluginError) -> str:
    return str(fault.params["reason"])
