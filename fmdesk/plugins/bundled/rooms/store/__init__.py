"""The rooms and their bookings in one unit of work.

Whoever takes a room locks it first, so that two desks are told properly who was first; that there
are no doubles does not hang on it: the database refuses them by itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from typing import Any

import sqlalchemy as sa

from fmdesk.plugins.api import dumps
from fmdesk.plugins.bundled.rooms import tables as t
from fmdesk.plugins.bundled.rooms.bookings import Booking, BookingState
from fmdesk.plugins.bundled.rooms.rooms import Room
from fmdesk.plugins.bundled.rooms.series import Series
from fmdesk.plugins.bundled.rooms.store.questions import Questions

LOCK = 0x726F6F6D
"""First half of the key of our locks on PostgreSQL, so that nobody else's are met."""


class RoomsStore(Questions):
    """The plugin's own tables in one unit of work.

    Args:
        connection: The connection of the unit of work; it commits or rolls back for both.
    """

    def lock(self, room_ids: Iterable[int]) -> None:
        """Make other changes of these rooms' bookings wait for the end of the unit of work.

        On SQLite a unit of work that changes anything is alone anyway.
        """
        if self._connection.dialect.name == "postgresql":
            for number in sorted(set(room_ids)):  # one order for all, so that none waits in a ring
                self._connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK, number)))

    def save_room(self, room: Room) -> Room:
        """Add a room, or change the one with its code; return it with its number."""
        this = t.room.c.code == room.code
        number = self._connection.scalar(sa.select(t.room.c.id).where(this))
        if number is None:
            number = self._added(sa.insert(t.room).values(code=room.code, data=""))
        saved = replace(room, id=int(number))
        self._connection.execute(sa.update(t.room).where(this).values(data=dumps(saved)))
        return saved

    def add_picture(self, room_id: int, name: str, content: bytes) -> int:
        """Store a picture; return its number."""
        values = {"room_id": room_id, "name": name, "content": content}
        return self._added(sa.insert(t.picture).values(values))

    def drop_picture(self, picture_id: int) -> None:
        """Remove a picture."""
        self._connection.execute(sa.delete(t.picture).where(t.picture.c.id == picture_id))

    def add(self, booking: Booking) -> Booking:
        """Store a booking; return it with its number."""
        return replace(booking, id=self._added(sa.insert(t.booking).values(_values(booking))))

    def save(self, booking: Booking) -> Booking:
        """Store a changed booking."""
        this = sa.update(t.booking).where(t.booking.c.id == booking.id)
        self._connection.execute(this.values(_values(booking)))
        return booking

    def park(self, booking_ids: Sequence[int]) -> None:
        """Let bookings take no room until each is saved again, in the same unit of work."""
        these = sa.update(t.booking).where(t.booking.c.id.in_(booking_ids))
        self._connection.execute(these.values(state=BookingState.CANCELLED.value))

    def add_series(self, series: Series) -> Series:
        """Store a series; return it with its number."""
        added = replace(series, id=self._added(sa.insert(t.series).values(data="")))
        self.save_series(added)
        return added

    def save_series(self, series: Series) -> None:
        """Store a changed series."""
        this = sa.update(t.series).where(t.series.c.id == series.id)
        self._connection.execute(this.values(data=dumps(series)))

    def set_state(self, booking: Booking, state: BookingState, reason: str = "") -> Booking:
        """Bring a booking into another state."""
        return self.save(replace(booking, state=state, reason=reason, hold_until=None))

    def _added(self, statement: sa.Insert) -> int:
        """Insert one row; return its number."""
        return int(next(iter(self._connection.execute(statement).inserted_primary_key or ())))


def _values(booking: Booking) -> dict[str, Any]:
    values = asdict(booking)
    for name in ("id", "may_change"):
        del values[name]
    return {**values, "state": booking.state.value}
