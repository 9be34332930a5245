"""A plugin that ends the program with every start: the third one comes through without it."""

from pathlib import Path

import pytest

from tests.integration.cli.desk import Desk
from tests.integration.installing.wheels import Made

ENDS = """
    import os
    from multiprocessing import parent_process
    if parent_process() is None:  # behaves while it is tried
        os._exit(9)
"""
FAILED = 9


@pytest.fixture
def desk(starter_folder: Path, tmp_path: Path) -> Desk:
    return Desk(starter_folder).copy(tmp_path / "office")


def start(desk: Desk) -> int:
    done = desk.run("desktop", "--smoke", changes={"QT_QPA_PLATFORM": "offscreen"})
    return done.code


def test_after_two_failed_starts_the_third_is_in_safe_mode(desk: Desk, tmp_path: Path) -> None:
    wheel = Made(code=ENDS).build(tmp_path)
    assert desk.run("plugin", "install", wheel, "--yes").code == FAILED  # approved, then started
    assert start(desk) == FAILED
    assert start(desk) == FAILED
    assert start(desk) == 0
    assert not (desk.folder / "starts").exists()
    listed = desk.run("--safe-mode", "plugin", "list")
    assert "keys is off because the program runs in safe mode" in listed.out
    assert desk.run("--safe-mode", "plugin", "disable", "keys").code == 0
    assert start(desk) == 0
    assert [one.name for one in (desk.folder / "plugins").iterdir()] == [
        "keys"
    ]  # what was approved is still there
