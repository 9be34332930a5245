"""What the tests of several areas work with."""

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from fmdesk.bootstrap import Office, open_office
from fmdesk.config import Settings
from fmdesk.testing import STARTER_NOW, FakeTime


@pytest.fixture
def starter(starter_folder: Path, tmp_path: Path) -> Iterator[Office]:
    """The starter office as it stood when it was built, to change."""
    shutil.copytree(starter_folder, tmp_path / "office")
    with open_office(Settings(data_dir=tmp_path / "office")) as office:
        office.door.time_source = FakeTime(STARTER_NOW)
        yield office


@pytest.fixture(autouse=True)
def _measured_once(request: pytest.FixtureRequest) -> None:
    """Measure a test that runs on both databases on SQLite alone: its lines are the same.

    Not so in `storage`, where the databases themselves are tested.
    """
    name = request.node.nodeid
    if "[postgresql" in name and name.replace("[postgresql", "[sqlite") in _names(request.session):
        request.getfixturevalue("unmeasured")


@cache
def _names(session: pytest.Session) -> frozenset[str]:
    return frozenset(item.nodeid for item in session.items)
