"""The trial as the desktop runs it: in a process of its own, on a file that stays as it was."""

import shutil
from hashlib import sha256
from pathlib import Path
from pickle import dumps, loads

import pytest

from fmdesk.bootstrap import Silent, open_office
from fmdesk.config import Settings
from fmdesk.core.domain.what_if import Dimension, WhatIf, WhatIfQuestion
from fmdesk.core.sql import tables as t


@pytest.fixture
def folder(starter_folder: Path, tmp_path: Path) -> Path:
    """A copy of the starter organisation."""
    return shutil.copytree(starter_folder, tmp_path / "office")


def rows_of(folder: Path) -> str:
    """Return a digest of every row of every table."""
    found = sha256()
    with open_office(Settings(data_dir=folder)) as office, office.database.read() as connection:
        for table in t.metadata.sorted_tables:
            found.update(repr(sorted(map(repr, connection.execute(table.select())))).encode())
    return found.hexdigest()


def test_a_year_of_the_starter_is_tried_in_a_process_and_nothing_is_written(folder: Path) -> None:
    settings = Settings(data_dir=folder)
    with open_office(settings) as office:
        services = office.services
        months = sorted(one.month for one in services.month.states() if one.lines)
        charter = services.charters.page("charter:supplies.stock_24h").charter
        question = WhatIfQuestion(charter, charter.id, months[0], months[-1])
        job = loads(dumps(services.jobs.what_if))  # as it is sent to its process
    before = rows_of(folder)
    found = job(question, Silent())
    assert rows_of(folder) == before
    assert isinstance(found, WhatIf)
    assert found.total.before == found.total.after, "the charter of today against itself"
    assert found.lines > 100
    assert [row.key for row in found.rows[Dimension.MONTH]] == months
    assert sum(row.after.kept for row in found.rows[Dimension.PRODUCT]) == found.total.after.kept
    assert sum(row.after.broken for row in found.rows[Dimension.UNIT]) == found.total.after.broken
    assert loads(dumps(found)) == found, "the answer comes back as it was"
