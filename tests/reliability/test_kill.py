"""The program is killed at random moments: what was acknowledged is there, nothing by halves."""

import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from fmdesk.core.sql.admin import check_database
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import open_database
from fmdesk.core.sql.verify import verify
from tests.integration.storage.test_tampering import same
from tests.reliability.conftest import Tell
from tests.reliability.often import often

CYCLES = often(20, 200)
PROGRAM = Path(__file__).with_name("writer.py")
MOST = 25
"""Commands of one cycle before it is killed at the latest."""


def kill_after_some(mode: str, url: str, start: int, chance: random.Random) -> int:
    """Start the writer, kill it at a random moment, return the last acknowledged command."""
    with subprocess.Popen(
        [sys.executable, PROGRAM, mode, url, str(start)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        last = start - 1
        stop = start + chance.randrange(MOST)
        for line in process.stdout:
            last = int(line)
            if last >= stop:
                process.send_signal(signal.SIGKILL)  # somewhere in the next command
                break
        last = max([last, *(int(line) for line in process.stdout if line.endswith("\n"))])
        process.wait()
    assert last >= start, "the writer made no progress"
    return last


WRITTEN = "SELECT name FROM setting WHERE name GLOB '[ab].[0-9]*'"


def stored(path: Path) -> set[str]:
    """Return the names of the settings."""
    with closing(sqlite3.connect(path)) as connection:
        return {row[0] for row in connection.execute(WRITTEN)}


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_what_was_acknowledged_survives_a_kill(database_url: str, tell: Tell) -> None:
    path, chance = Path(database_url.removeprefix("sqlite:///")), random.Random(7)
    start = 1
    for _cycle in range(CYCLES):
        last = kill_after_some("door", database_url, start, chance)
        there = stored(path)
        assert {f"{name}.{number}" for number in range(1, last + 1) for name in "ab"} <= there
        assert {name[2:] for name in there if name[0] == "a"} == {
            name[2:] for name in there if name[0] == "b"
        }
        start = 1 + max(int(name[2:]) for name in there)
    tell(f"{CYCLES} kills, {start - 1} commands, 0 acknowledged ones lost")
    database = open_database(database_url)
    report = verify(SqlDoor(database, "jan"), same)
    database.close()
    assert (report.is_sound, report.commands) == (True, start - 1)
    assert check_database(database_url).is_sound


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_the_control_that_acknowledges_too_early_loses(database_url: str, tell: Tell) -> None:
    path, chance = Path(database_url.removeprefix("sqlite:///")), random.Random(7)
    lost, start = 0, 1
    cycle = 0
    while not lost and cycle < 5 * CYCLES:
        cycle += 1
        last = kill_after_some("careless", database_url, start, chance)
        lost += f"b.{last}" not in stored(path)
        start = last + 1
    tell(f"lost in kill {cycle}")
    assert lost
