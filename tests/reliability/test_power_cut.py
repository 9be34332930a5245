"""The power is cut at any point of a commit: what was acknowledged is there, nothing by halves."""

import random
import shutil
import sqlite3
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
from tests.reliability.disk import Disk, Event, File, record
from tests.reliability.often import often

STATES = often(120, 5000)
COMMANDS = often(12, 120)
EACH = 50
"""One state in so many is verified whole; the others are opened and read."""
PROGRAM = Path(__file__).with_name("writer.py")

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


def watched(mode: str, database_url: str, notes: Path) -> tuple[Disk, tuple[Event, ...]]:
    """Return the disk before the writer ran, and what the writer asked of it."""
    path = Path(database_url.removeprefix("sqlite:///"))
    disk = Disk(path.parent, {path.name: File(bytearray(path.read_bytes()), is_named=True)})
    words = (sys.executable, str(PROGRAM), mode, database_url, "1", str(COMMANDS))
    events = record(words, notes)
    assert [int(event.data) for event in events if event.kind == "say"] == [
        *range(1, COMMANDS + 1)
    ], "the writer was not seen to make progress"
    return disk, events


def stored(url: str) -> set[int]:
    """Open the office as the program does; return the commands that are whole in it."""
    database = open_database(url)
    try:
        with SqlDoor(database, "jan").database.read() as connection:
            names = connection.exec_driver_sql("SELECT name FROM setting").scalars().all()
            seq = connection.exec_driver_sql("SELECT seq FROM command_head").scalar_one()
    finally:
        database.close()
    halves = [{int(name[2:]) for name in names if name.startswith(half)} for half in ("a.", "b.")]
    assert halves[0] == halves[1] == set(range(1, seq + 1)), "a command by halves"
    return halves[0]


def lost_after_cuts(disk: Disk, events: tuple[Event, ...], folder: Path) -> tuple[int, int]:
    """Cut the power at many points; return how many states lost something, and were unsettled."""
    chance = random.Random(20)
    cuts = sorted(chance.randrange(len(events)) for _ in range(STATES))
    told, lost, unsettled, at = 0, 0, 0, 0
    for number, cut in enumerate(cuts):
        for event in events[at : cut + 1]:
            told = int(event.data) if event.kind == "say" else told
            disk.take(event)
        at = cut + 1
        unsettled += not (disk.is_settled("fmdesk.db") and disk.is_settled("fmdesk.db-wal"))
        folder.mkdir()
        disk.cut(chance, folder)
        url = f"sqlite:///{folder}/fmdesk.db"
        lost += not set(range(1, told + 1)) <= stored(url)
        if number % EACH == 0:
            verify_whole(url)
        shutil.rmtree(folder)
    return lost, unsettled


def verify_whole(url: str) -> None:
    """Check every page and the whole chain."""
    assert check_database(url).is_sound
    database = open_database(url)
    assert verify(SqlDoor(database, "jan"), same).is_sound
    database.close()


def test_a_power_cut_loses_nothing_that_was_acknowledged(
    database_url: str, tmp_path: Path, tell: Tell
) -> None:
    disk, events = watched("door", database_url, tmp_path / "notes")
    moved = [one for one in events if one.kind == "write" and one.path.endswith(".db")]
    assert moved, "the log was never moved into the file"
    lost, unsettled = lost_after_cuts(disk, events, tmp_path / "after")
    tell(f"{STATES} power cuts in {COMMANDS} commands, {unsettled} with a choice, {lost} lost")
    assert lost == 0
    assert unsettled > STATES // 2, "few cuts had a choice of what to leave"


def test_the_control_that_does_not_wait_for_the_disk_loses(
    database_url: str, tmp_path: Path, tell: Tell
) -> None:
    lost, _unsettled = lost_after_cuts(
        *watched("hasty", database_url, tmp_path / "notes"), tmp_path / "after"
    )
    tell(f"{STATES} power cuts, {lost} lost something")
    assert lost > STATES // 10


def test_the_disk_ends_with_the_bytes_that_the_process_left(
    database_url: str, tmp_path: Path
) -> None:
    """The model is the disk: with nothing cut both are equal."""
    disk, events = watched("door", database_url, tmp_path / "notes")
    for event in events:
        disk.take(event)
    file = disk.files["fmdesk.db"]
    file.sync()
    path = Path(database_url.removeprefix("sqlite:///"))
    assert bytes(file.sure) == path.read_bytes()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
