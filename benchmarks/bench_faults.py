"""Faults that look like the one that is typed, among 100,000 open ones, against the bare query.

The peer is the statement on the bare connection, which finds and ranks the same faults by the same
indexes. Ours is the search of the plugin's store; both know the assets and places.
"""

import sqlite3
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter

import sqlalchemy as sa

from benchmarks.result import Result, at_most
from fmdesk.core.sql import create_tables
from fmdesk.core.sql.engine import Database, open_database
from fmdesk.plugins.api.sql import upgrade_plugin
from fmdesk.plugins.bundled.faults.alike import MOST
from fmdesk.plugins.bundled.faults.assets import Asset
from fmdesk.plugins.bundled.faults.declared import SCHEMA
from fmdesk.plugins.bundled.faults.store import FaultsStore

FAULTS, ROOMS, FLOORS, ASSETS = 100_000, 950, 50, 1_000
ROUNDS = 51
AT = int(datetime(2026, 3, 2, 8, tzinfo=UTC).timestamp())
PLACES = (77, 3, 1)
"""A room, its floor, its building."""
BARE = """select major.line_id, major.number, near.rank from faults_fault major join (
      select line_id, min(rank) rank from (
        select coalesce(major_id, line_id) line_id, case asset when ? then 0 else 1 end rank
        from faults_fault where is_open = 1 and asset in (?, ?)
        union all
        select coalesce(major_id, line_id),
          case location_id when ? then 2 when ? then 3 else 4 end
        from faults_fault where is_open = 1 and location_id in (?, ?, ?))
      group by 1 order by 2, 1 desc limit ?) near on near.line_id = major.line_id
    where major.is_open order by near.rank, major.line_id desc"""


def run() -> list[Result]:
    """Measure both in turns, on one file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fmdesk.db"
        create_tables(f"sqlite:///{path}")
        database = open_database(f"sqlite:///{path}")
        _fill(database, path)
        with database.read() as connection:
            store = FaultsStore(connection)
            bare = connection.connection.driver_connection
            part, whole = "A7-M", "A7"
            given = (part, part, whole, *PLACES[:2], *PLACES, MOST)

            def ours() -> list[int]:
                found = store.faults.alike((part, whole), PLACES, MOST)
                return [one.line_id for one in found]

            def peer() -> list[int]:
                return [row[0] for row in bare.execute(BARE, given)]

            mine, other = _in_turns(ours, peer)
        database.close()
    name = "faults that look alike, among 100,000 open ones"
    return [at_most(name, mine, other, 2.0, unit="ms", note="the same search, bare")]


def _fill(database: Database, path: Path) -> None:
    """Make rooms on floors in a building, an asset in each, and faults of a third of them."""
    with database.write() as connection:
        upgrade_plugin(connection, SCHEMA)
        places = [{"code": f"P{n}", "name": "Plek", "kind": "room"} for n in range(1, ROOMS + 1)]
        insert = sa.text("insert into location (code, name, kind) values (:code, :name, :kind)")
        connection.execute(insert, places)
        store = FaultsStore(connection)
        whole = [Asset(f"A{n}", "Automaat", "automaat", n % ROOMS + 1) for n in range(ASSETS)]
        parts = [Asset(f"{one.code}-M", "Deel", "deel", 1, one.code) for one in whole]
        store.assets.save_assets([*whole, *parts], ())
        connection.commit()
    bare = sqlite3.connect(path)  # without the office's lines, to which the keys would lead
    with bare:
        rows = [_row(number) for number in range(1, FAULTS + 1)]
        bare.executemany(
            "insert into faults_fault (line_id, number, asset, location_id, seen, impact, urgency,"
            " priority, opened_at, is_open, is_repeat, went_along)"
            " values (?, ?, ?, ?, 'stuk', 'one', 'low', 4, ?, 1, 0, 0)",
            rows,
        )
    bare.close()


def _row(number: int) -> tuple[object, ...]:
    asset = f"A{number % ASSETS}" if number % 3 == 0 else None
    place = number % FLOORS + 1 if number % 7 == 0 else number % ROOMS + 1
    return (number, f"M{number:06}.1", asset, place, AT)


def _in_turns(ours: Callable[[], list[int]], other: Callable[[], list[int]]) -> tuple[float, float]:
    """Return the median times of both, in milliseconds; both must find the same."""
    assert ours() == other() != []
    times: tuple[list[float], list[float]] = ([], [])
    for _round in range(ROUNDS):
        for place, work in enumerate((ours, other)):
            begin = perf_counter()
            work()
            times[place].append((perf_counter() - begin) * 1000)
    return median(times[0]), median(times[1])
