"""Many desks want the same rooms at once, each in a process of its own: no slot is had twice."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from fmdesk.core.sql.engine import open_database
from tests.integration.rooms.conftest import fill
from tests.integration.rooms.test_no_doubles import overlaps_of, remove_guard
from tests.reliability.conftest import Tell
from tests.reliability.often import often

BOOKER = Path(__file__).with_name("booker.py")
DESKS = {"sqlite": often(3, 12), "postgresql": often(3, 32)}
SLOTS = often(40, 1000)


@pytest.fixture
def database_content() -> Callable[[str], None]:
    return fill


def race(address: str, way: str, desks: int, slots: int) -> int:
    """Let so many desks want every slot; return how many bookings they say they had."""
    running = [
        subprocess.Popen(
            [sys.executable, BOOKER, address, way, str(seed), str(slots)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=BOOKER.parents[2],
            env={**os.environ, "PYTHONPATH": str(BOOKER.parents[2])},
        )
        for seed in range(desks)
    ]
    for one in running:
        assert one.stdout
        assert one.stdout.readline() == "ready\n"
    for one in running:
        assert one.stdin
        one.stdin.write("go\n")
        one.stdin.flush()
    answers = [one.communicate()[0] for one in running]
    assert [one.returncode for one in running] == [0] * desks
    return sum(map(int, answers))


def counted(address: str) -> tuple[int, int]:
    """Return how many bookings there are, and how many pairs of them overlap."""
    database = open_database(address)
    with database.read() as connection:
        rows = int(connection.scalar(sa.text("select count(*) from rooms_booking")) or 0)
        doubles = overlaps_of(connection)
    database.close()
    return rows, doubles


@pytest.mark.parametrize("way", ["ours", "bare"])
def test_no_slot_is_had_twice(database_url: str, database_kind: str, way: str, tell: Tell) -> None:
    desks = DESKS[database_kind]
    had = race(database_url, way, desks, SLOTS)
    rows, doubles = counted(database_url)
    tell(f"{database_kind}: {desks} desks wanted {SLOTS} slots: {rows} bookings, {doubles} doubles")
    assert (rows, doubles, had) == (SLOTS, 0, SLOTS)


def test_without_the_guard_some_are(database_url: str, database_kind: str, tell: Tell) -> None:
    """The control: desks that look first and book then, with nothing in the database.

    Each slot is had by every one of them.
    """
    database = open_database(database_url)
    remove_guard(database)
    database.close()
    desks = DESKS[database_kind]
    had = race(database_url, "naive", desks, SLOTS)
    rows, doubles = counted(database_url)
    tell(f"{database_kind}: {desks} naive desks: {rows} bookings, {doubles} doubles")
    assert rows == had
    assert doubles > 0
