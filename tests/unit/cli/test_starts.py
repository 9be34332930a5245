"""Which starts count as failed, and when the count begins anew."""

import subprocess
import sys
from pathlib import Path

import pytest

from fmdesk.cli.starts import ENOUGH, Starts


@pytest.fixture
def starts(tmp_path: Path) -> Starts:
    return Starts(tmp_path / "data" / "starts")


def gone() -> int:
    """Return the number of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


def test_the_first_start_has_nothing_before_it(starts: Starts) -> None:
    assert starts.begin() == 0
    assert starts.path.exists()


def test_starts_that_did_not_come_through_are_counted(starts: Starts) -> None:
    for failed in range(ENOUGH + 1):
        assert starts.begin() == failed  # this process began again: the one before it is over


def test_one_that_came_through_begins_the_count_anew(starts: Starts) -> None:
    starts.begin()
    starts.begin()
    starts.come_through()
    assert not starts.path.exists()
    starts.come_through()  # once more changes nothing
    assert starts.begin() == 0


def test_a_window_that_is_opening_beside_is_none_of_them(starts: Starts) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        starts.path.parent.mkdir()
        starts.path.write_text(f"{other.pid}\n1\n")  # 1 is there too, and somebody else's
        assert starts.begin() == 0
        other.communicate(b"\n")
    starts.path.write_text(f"{gone()}\n")
    assert starts.begin() == 1  # the control


@pytest.mark.parametrize("content", [b"\xff\xfe", "ü".encode()])
def test_a_damaged_mark_keeps_nobody_from_working(starts: Starts, content: bytes) -> None:
    starts.path.parent.mkdir()
    starts.path.write_bytes(content)
    assert starts.begin() == 0
    starts.path.write_text(f"nonsense {9**40}\n")
    assert starts.begin() == 2


def test_where_nothing_can_be_written_nothing_is_counted(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    starts = Starts(tmp_path / "file" / "starts")
    assert starts.begin() == 0
    starts.come_through()
    assert starts.begin() == 0
