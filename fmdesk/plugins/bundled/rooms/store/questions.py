"""Questions to the rooms and their bookings; the store that changes them asks them too."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from fmdesk.plugins.api import loads
from fmdesk.plugins.bundled.rooms import tables as t
from fmdesk.plugins.bundled.rooms.bookings import OURS, Booking, BookingState
from fmdesk.plugins.bundled.rooms.picturing import Picture
from fmdesk.plugins.bundled.rooms.refusals import refusal
from fmdesk.plugins.bundled.rooms.rooms import Room
from fmdesk.plugins.bundled.rooms.series import Series

LONGEST = timedelta(days=32)
"""No booking occupies its room longer; the database sees to that."""

MOST = 18
"""Digits of a number of a record."""

Span = tuple[int, datetime, datetime]
"""Room, occupied from, occupied until."""

# What is stored does not overlap, so the first to end is the first to begin: one look at the index
# per wanted span, all of them in one statement.
_FIRST = """
select {number}, b.id from {spans} join rooms_booking b on b.id = (
  select c.id from rooms_booking c
  where c.is_taking and c.room_id = {room} and c.occupied_until > {start}
    and c.id not in (select cast(e.value as bigint) from {but} e)
  order by c.occupied_until limit 1)
where b.occupied_from < {end} order by 1
"""
CONFLICTS: Mapping[str, sa.TextClause] = {
    "sqlite": sa.text(
        _FIRST.format(
            number="w.key",
            spans="json_each(:spans) w",
            room="json_extract(w.value, '$[0]')",
            start="json_extract(w.value, '$[1]')",
            end="json_extract(w.value, '$[2]')",
            but="json_each(:but)",
        )
    ),
    "postgresql": sa.text(
        _FIRST.format(
            number="w.n - 1",
            spans="json_array_elements(cast(:spans as json)) with ordinality w(value, n)",
            room="cast(w.value ->> 0 as bigint)",
            start="cast(w.value ->> 1 as bigint)",
            end="cast(w.value ->> 2 as bigint)",
            but="json_array_elements_text(cast(:but as json))",
        )
    ),
}


class Questions:
    """What can be asked in one unit of work.

    Args:
        connection: The connection of the unit of work.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def rooms(self) -> tuple[Room, ...]:
        """Return all rooms by code, also those that are not offered."""
        rows = self._connection.execute(sa.select(t.room.c.data).order_by(t.room.c.code))
        return tuple(loads(Room, row.data) for row in rows)

    def room(self, room_id: int) -> Room:
        """Return a room by its number."""
        query = sa.select(t.room.c.data).where(t.room.c.id == room_id)
        return loads(Room, str(self._connection.scalar(query)))

    def find_room(self, text: str) -> Room:
        """Return the room of this code, or of this name in either language.

        Raises:
            PluginError: `rooms.unknown_room`.
        """
        query = sa.select(t.room.c.data).where(t.room.c.code == text.strip())
        data = self._connection.scalar(query)
        if data is not None:
            return loads(Room, data)
        wanted, rooms = text.strip().casefold(), self.rooms()
        for room in rooms:
            if wanted in (one.casefold() for one in (room.code, room.name_nl, room.name_en)):
                return room
        codes = ", ".join(room.code for room in rooms if room.is_offered) or "–"
        raise refusal("rooms.unknown_room", room=text.strip(), rooms=codes)

    def picture(self, picture_id: int) -> Picture:
        """Return a picture; PluginError `rooms.unknown_picture` when there is none."""
        query = sa.select(t.picture).where(t.picture.c.id == picture_id)
        row = self._connection.execute(query).one_or_none()
        if row is None:
            raise refusal("rooms.unknown_picture")
        return Picture(**row._asdict())

    def booking(self, booking_id: int) -> Booking:
        """Return a booking; PluginError `rooms.unknown_booking` when there is none."""
        found = self._bookings(t.booking.c.id == booking_id)
        if not found:
            raise refusal("rooms.unknown_booking")
        return found[0]

    def of_line(self, line_id: int) -> Booking | None:
        """Return the booking of an order line, None when it has none."""
        return next(iter(self._bookings(t.booking.c.line_id == line_id)), None)

    def series(self, series_id: int) -> Series:
        """Return a series; PluginError `rooms.unknown_booking` when there is none."""
        query = sa.select(t.series.c.data).where(t.series.c.id == series_id)
        data = self._connection.scalar(query)
        if data is None:
            raise refusal("rooms.unknown_booking")
        return loads(Series, data)

    def of_series(self, series_id: int) -> tuple[Booking, ...]:
        """Return all bookings of a series, by start, also what is over or given up."""
        return self._bookings(t.booking.c.series_id == series_id)

    def bookings(
        self, start: datetime, end: datetime, room_ids: Sequence[int] | None = None
    ) -> tuple[Booking, ...]:
        """Return what occupies rooms within [start, end), by start.

        Args:
            start: From here.
            end: To here.
            room_ids: Of these rooms, None for all.
        """
        c = t.booking.c
        within = [
            c.is_taking,
            c.occupied_from > start - LONGEST,
            c.occupied_from < end,
            c.occupied_until > start,
        ]
        if room_ids is not None:
            within.append(c.room_id.in_(room_ids))
        return self._bookings(*within)

    def in_state(self, state: BookingState, until: datetime | None = None) -> tuple[Booking, ...]:
        """Return the bookings in a state, by start; only those that begin before an instant."""
        where = [t.booking.c.state == state.value]
        if until is not None:
            where.append(t.booking.c.start < until)
        return self._bookings(*where)

    def by_uid(self, uids: Sequence[str]) -> Mapping[str, Booking]:
        """Return the bookings that are known to other calendars by these names."""
        numbers = (one.removesuffix(OURS) for one in uids if one.endswith(OURS))
        ours = [int(one) for one in numbers if one.isascii() and one.isdigit() and len(one) < MOST]
        c = t.booking.c
        named = self._bookings(c.uid.in_([one for one in uids if one]))
        made_here = self._bookings(c.uid == "", c.id.in_(ours))
        found = {f"{one.id}{OURS}": one for one in made_here}
        return found | {one.uid: one for one in named}

    def waiting(self, room_ids: Sequence[int], after: datetime) -> tuple[Booking, ...]:
        """Return who waits for these rooms at times after an instant, in their turn."""
        c = t.booking.c
        found = self._bookings(
            c.state == BookingState.WAITING.value, c.start > after, c.room_id.in_(room_ids)
        )
        return tuple(sorted(found, key=lambda one: (one.passed, one.id)))

    def conflicts(self, spans: Sequence[Span], but: Sequence[int] = ()) -> Mapping[int, int]:
        """Return the first booking in the way of each wanted span that has one.

        Args:
            spans: What is wanted.
            but: Bookings that are in nobody's way: those that are about to move.

        Returns:
            The booking's number by the place of the span.
        """
        wanted = [
            (room, int(start.timestamp()), int(end.timestamp())) for room, start, end in spans
        ]
        text = CONFLICTS[self._connection.dialect.name]
        values = {"spans": json.dumps(wanted), "but": json.dumps(list(but))}
        return {place: number for place, number in self._connection.execute(text, values)}  # noqa: C416  # a row is no pair of numbers

    def by_id(self, numbers: Iterable[int]) -> Mapping[int, Booking]:
        """Return bookings by their number."""
        return {one.id: one for one in self._bookings(t.booking.c.id.in_(set(numbers)))}

    def _bookings(self, *where: sa.ColumnElement[bool]) -> tuple[Booking, ...]:
        columns = [one for one in t.booking.c if one.name != "is_taking"]
        query = sa.select(*columns).where(*where).order_by(t.booking.c.start, t.booking.c.id)
        return tuple(_booking(row._asdict()) for row in self._connection.execute(query))


def _booking(row: dict[str, Any]) -> Booking:
    return Booking(**{**row, "state": BookingState(row["state"])})
