"""A desk that books rooms as fast as it can, in a process of its own; its count goes to stdout.

Usage: booker.py ADDRESS WAY SEED SLOTS

Every desk wants every slot, half of them in one order. WAY `ours` books as the plugin does, `bare`
trusts the database alone, `naive` looks at all before it is let go, and books what it saw free.
"""

import random
import sys
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from fmdesk.core.sql.engine import Database, open_database
from fmdesk.plugins.bundled.rooms.bookings import Booking, BookingState
from fmdesk.plugins.bundled.rooms.store import RoomsStore

ROOMS = 3
HOUR = timedelta(hours=1)
FIRST = datetime(2026, 3, 2, 8, tzinfo=UTC)
PATIENCE_MS = 600_000


def tell(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def slot(number: int) -> Booking:
    """Return the booking of a slot: some room, some hour."""
    start = FIRST + number // ROOMS * HOUR
    state = BookingState.APPROVED
    room = number % ROOMS + 1
    return Booking(0, room, None, "", start, start + HOUR, start, start + HOUR, state, "proef")


def is_free(store: RoomsStore, wanted: Booking) -> bool:
    return not store.conflicts([(wanted.room_id, wanted.occupied_from, wanted.occupied_until)])


def book(database: Database, way: str, wanted: Booking) -> bool:
    """Try to book a slot; tell whether it was had."""
    with database.write() as connection:
        store = RoomsStore(connection)
        if way == "ours":
            store.lock([wanted.room_id])
            if not is_free(store, wanted):
                return False
        store.add(wanted)
        connection.commit()
    return True


def main(address: str, way: str, seed: str, slots: str) -> int:
    """Want every slot once; return how many were had."""
    database = open_database(address, busy_ms=PATIENCE_MS)
    wanted = [slot(number) for number in range(int(slots))]
    random.Random(int(seed) // 2).shuffle(wanted)
    if way == "naive":
        with database.read() as connection:
            wanted = [one for one in wanted if is_free(RoomsStore(connection), one)]
    tell("ready")
    sys.stdin.readline()
    had = 0
    for one in wanted:
        try:
            had += book(database, way, one)
        except sa.exc.IntegrityError:
            if way != "bare":
                raise
    database.close()
    return had


if __name__ == "__main__":
    tell(str(main(*sys.argv[1:])))
