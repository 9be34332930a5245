"""The starter organisation has complaints that wait for an answer, and requests asked after."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from fmdesk.bootstrap import Office, open_office
from fmdesk.config import Settings
from fmdesk.core.domain.ticket import ContactKind


@pytest.fixture
def starter(starter_folder: Path, tmp_path: Path) -> Iterator[Office]:
    shutil.copytree(starter_folder, tmp_path / "starter")
    with open_office(Settings(data_dir=tmp_path / "starter")) as office:
        yield office


def test_the_first_day_shows_complaints_of_the_last_week_alone(starter: Office) -> None:
    waiting = starter.services.contacts.unanswered()
    assert waiting
    for one in waiting:
        assert (one.kind, one.answer) == (ContactKind.COMPLAINT, "")
        assert all((one.unit, one.text, one.person, one.number))
        assert one.due_at is not None
        assert (one.due_at - one.at).days == 7
    assert [one.due_at for one in waiting] == sorted(one.due_at for one in waiting)
