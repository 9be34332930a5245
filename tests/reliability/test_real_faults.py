"""Faults that are real, not planted: a disk that is full, a worker that is shot.

The small disk is mounted in a name space of its own, so that nothing of it stays behind.
"""

import multiprocessing
import os
import signal
from pathlib import Path

import pytest

from fmdesk.bootstrap import Silent, open_office
from fmdesk.config import Settings
from fmdesk.testing import FakeTime
from tests.integration.cli.conftest import HEADER, MAPPING, NOW
from tests.integration.cli.desk import COMMAND, Desk, Done
from tests.reliability.conftest import must_be_allowed

MIB = 1 << 20


ON_A_FULL_DISK = """
set -e
mount -t tmpfs -o size={size},mode=755 tmpfs {disk}
cp {office} {disk}/fmdesk.db
cat /dev/zero 2>/dev/null > {disk}/filling || true
truncate -s -{room} {disk}/filling
"$@" || code=$?
rm {disk}/filling
chmod 644 {disk}/fmdesk.db
cp {disk}/fmdesk.db* {after}/
exit ${{code:-0}}
"""


def run_on_a_full_disk(starter: Desk, folder: Path, *words: str, room: int = 0) -> Done:
    """Run a command where the disk has so many bytes left; the office is kept in `after`."""
    disk, after = folder / "disk", folder / "after"
    disk.mkdir()
    after.mkdir()
    script = ON_A_FULL_DISK.format(
        size=starter.file.stat().st_size + 2 * MIB,
        room=room,
        disk=disk,
        office=starter.file,
        after=after,
    )
    own = () if os.geteuid() == 0 else ("--user", "--map-root-user")
    must_be_allowed("unshare", *own, "--mount", "mount", "-t", "tmpfs", "tmpfs", str(disk))
    program = ("unshare", *own, "--mount", "sh", "-c", script, "sh")
    changes = {"FMDESK_DATA_DIR": str(disk)}
    return Desk(folder).run(*words, program=(*program, *COMMAND), changes=changes, language="nl")


def assert_told_and_nothing_lost(done: Done, starter: Desk, folder: Path) -> None:
    """Check what was said, and what is on the disk once there is room again."""
    assert done.code == 1, done
    assert "Traceback" not in done.err
    assert "is vol. De laatste wijziging is niet gemaakt" in done.err, done.err
    assert "Maak ruimte en probeer het opnieuw" in done.err
    after = Desk(folder / "after")
    assert after.content() == starter.content()
    assert after.run("db", "verify").code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("db", "check"),
        ("db", "upgrade"),
        ("db", "backup", "copy.db"),
        ("month", "control", "2025-02"),
        ("month", "close", "2024-12"),
    ],
    ids=" ".join,
)
def test_a_disk_that_is_really_full(words: tuple[str, ...], starter: Desk, tmp_path: Path) -> None:
    done = run_on_a_full_disk(starter, tmp_path, *words)
    assert_told_and_nothing_lost(done, starter, tmp_path)


def test_an_import_that_fills_the_disk_is_rolled_back_whole(starter: Desk, tmp_path: Path) -> None:
    (tmp_path / "orders.toml").write_text(MAPPING, encoding="utf-8")
    rows = "".join(f"W{at},papier-a4,2025-03-11 09:00,2025-03-11 10:00,2\n" for at in range(3000))
    (tmp_path / "orders.csv").write_text(HEADER + rows, encoding="utf-8")
    words = ("import", "orders.csv", "--mapping", "orders.toml")
    done = run_on_a_full_disk(starter, tmp_path, *words, room=MIB // 2)
    assert_told_and_nothing_lost(done, starter, tmp_path)


def test_control_with_room_the_same_import_is_stored(starter: Desk, tmp_path: Path) -> None:
    (tmp_path / "orders.toml").write_text(MAPPING, encoding="utf-8")
    row = "W1,papier-a4,2025-03-11 09:00,2025-03-11 10:00,2\n"
    (tmp_path / "orders.csv").write_text(HEADER + row, encoding="utf-8")
    words = ("import", "orders.csv", "--mapping", "orders.toml")
    done = run_on_a_full_disk(starter, tmp_path, *words, room=MIB)
    assert done.code == 0, done
    assert Desk(tmp_path / "after").content() != starter.content()


class Shooter(Silent):
    """Shoots the engine's worker when the run first tells how far it is."""

    def __init__(self) -> None:
        self.shot: int | None = None
        self.others = workers()

    def report(self, done: int, total: int) -> None:
        """Shoot once; a worker stands ready from the run before."""
        if self.shot is None:
            self.shot = min(workers() - self.others)
            os.kill(self.shot, signal.SIGKILL)


def workers() -> set[int]:
    """Return the worker processes of the engine."""
    there = multiprocessing.active_children()
    return {one.pid for one in there if one.name == "fmdesk-rules" and one.pid}


@pytest.mark.logs
def test_a_worker_shot_during_a_control_is_replaced_within_the_run(
    starter: Desk, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    desk, shooter = starter.copy(tmp_path / "office"), Shooter()
    with open_office(Settings(data_dir=desk.folder)) as office:
        office.door.time_source = FakeTime(NOW)
        before = office.services.month.control("2025-02", Silent())
        figures = office.services.month.control("2025-02", shooter)
        assert shooter.shot not in workers()
        assert len(workers() - shooter.others) == 1
        assert not office.engine.is_fallback
    assert figures.total == before.total
    assert figures.broken == before.broken
    assert "is started again" in caplog.text
