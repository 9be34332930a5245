"""Conflicts of a series over two years among 100,000 bookings, against the bare index query.

The peer is one prepared statement on a bare connection, asked once for each of the series' 104
times; it finds the first booking in the way by the same index. Half of the times are taken.
"""

import sqlite3
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from benchmarks.result import Result, at_most
from fmdesk.core.sql import create_tables
from fmdesk.core.sql.engine import open_database
from fmdesk.plugins.api.sql import upgrade_plugin
from fmdesk.plugins.bundled.rooms.declared import SCHEMA
from fmdesk.plugins.bundled.rooms.recurrence import instances
from fmdesk.plugins.bundled.rooms.rooms import Arrangement, Room
from fmdesk.plugins.bundled.rooms.store import RoomsStore

ROOMS, EACH = 50, 2_000
RULE = "FREQ=WEEKLY;COUNT=104"
FIRST = datetime(2026, 3, 3, 9)  # noqa: DTZ001  # wall time, as a series has it
ZONE = "Europe/Amsterdam"
HOUR = timedelta(hours=1)
ROUNDS = 101
BARE = """select id, occupied_from from rooms_booking
    where is_taking and room_id = ? and occupied_until > ? order by occupied_until limit 1"""
COLUMNS = (
    *("room_id", "line_number", "start", "end", "occupied_from", "occupied_until", "state"),
    *("title", "who", "people", "arrangement", "is_external", "reason", "uid", "passed"),
    "fee_percent",
)


def run() -> list[Result]:
    """Measure both in turns, on one file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fmdesk.db"
        url = f"sqlite:///{path}"
        create_tables(url)
        database = open_database(url)
        _fill(url)
        spans = [(7, one.start, one.start + HOUR) for one in instances(RULE, FIRST, ZONE)]
        with database.read() as connection:
            store = RoomsStore(connection)
            plain = [(room, int(a.timestamp()), int(b.timestamp())) for room, a, b in spans]
            bare = sqlite3.connect(path)

            def peer() -> int:
                rows = [(bare.execute(BARE, one[:2]).fetchone(), one[2]) for one in plain]
                return sum(row is not None and row[1] < end for row, end in rows)

            ours, other = _in_turns(lambda: len(store.conflicts(spans)), peer)
            bare.close()
        database.close()
    note = f"{len(spans)} bare index queries, {len(spans) // 2} times taken"
    name = "conflicts of a weekly series of two years among 100,000 bookings"
    return [at_most(name, ours, other, 2.0, unit="ms", note=note)]


def _fill(url: str) -> None:
    database = open_database(url)
    with database.write() as connection:
        upgrade_plugin(connection, SCHEMA)
        for number in range(ROOMS):
            RoomsStore(connection).save_room(
                Room(f"R{number}", "Zaal", "Room", (Arrangement("a", "a", "a", 10),))
            )
        begin = datetime(2026, 3, 3, 8, tzinfo=UTC)
        names = ", ".join(f'"{name}"' for name in COLUMNS)
        marks = ", ".join("?" * len(COLUMNS))
        connection.exec_driver_sql(
            f"insert into rooms_booking ({names}) values ({marks})",
            [_row(room, begin, number) for number in range(EACH) for room in range(1, ROOMS + 1)],
        )
        connection.commit()
    database.close()


def _row(room: int, begin: datetime, number: int) -> tuple[object, ...]:
    """Return a booking: 20 in two weeks for four years, at nine on every other Tuesday."""
    days, turn = divmod(number, 2)
    start = begin + timedelta(days=days // 10 * 14 + days % 10, hours=3 * turn)
    times = (int(start.timestamp()), int((start + HOUR).timestamp()))
    return (room, "", *times, *times, "approved", "Overleg", "", 0, "a", False, "", "", 0, 0)


def _in_turns(ours: Callable[[], int], other: Callable[[], int]) -> tuple[float, float]:
    """Return the median times of both, in milliseconds; both must find the same."""
    assert ours() == other() > 0
    times: tuple[list[float], list[float]] = ([], [])
    for _round in range(ROUNDS):
        for place, work in enumerate((ours, other)):
            begin = time.perf_counter()
            work()
            times[place].append((time.perf_counter() - begin) * 1000)
    return median(times[0]), median(times[1])
