"""What the tests of several areas work with."""

import shutil
from collections.abc import Iterator
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
