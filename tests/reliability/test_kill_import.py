"""An import is killed at each of its points: it is there whole or not at all."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from fmdesk.core.services.importing import Importing
from fmdesk.core.sql.admin import check_database
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import open_database
from fmdesk.testing import FakeTime
from tests.integration.importing.conftest import HEADER, MAPPING, save_office
from tests.reliability.conftest import Tell

PROGRAM = Path(__file__).with_name("importer.py")
ROWS = 250
TABLES = ("ticket", "line", "line_search", "line_event", "command_log")
SQLITE = ("read", "laid", *TABLES, "command_payload", "done")
POSTGRESQL = ("read", "command_log", "command_payload", "done")
"""What is copied in is not told there: the log follows it in the same transaction."""


@dataclass(frozen=True, slots=True)
class Office:
    """An office with a file to import.

    Attributes:
        url: Address of its database.
        folder: Where the file, its mapping, and all temporary files are.
    """

    url: str
    folder: Path

    def count(self) -> tuple[int, ...]:
        """Return how many rows each table has."""
        engine = sa.create_engine(self.url)
        with engine.connect() as connection:
            counts = tuple(
                connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
                for table in TABLES
            )
        engine.dispose()
        return counts

    def import_until(self, point: str, mode: str = "careful") -> set[str]:
        """Import until a point, kill it there, and return the points that it came to."""
        temporary = self.folder / "temporary"
        temporary.mkdir(exist_ok=True)
        command = [sys.executable, PROGRAM, mode, self.url]
        files = [self.folder / "meldingen.csv", self.folder / "meldingen.toml"]
        seen = set()
        with subprocess.Popen(
            [*command, *files],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"TMPDIR": str(temporary), "SQLITE_TMPDIR": str(temporary)},
        ) as process:
            assert process.stdout is not None
            assert process.stdin is not None
            for line in process.stdout:
                seen.add(line.strip())
                if line.strip() == point:
                    process.send_signal(signal.SIGKILL)
                    break
                process.stdin.write("\n")
                process.stdin.flush()
            process.wait()
        assert point in seen, f"it never came to {point}, only to {seen}"
        assert list(temporary.iterdir()) == [], "rows of the file lie about"
        return seen


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Office:
    """A small office and a file of requests, some of them closed."""
    database = open_database(database_url)
    save_office(SqlDoor(database, "jan", FakeTime(datetime(2026, 6, 1, 12, tzinfo=UTC))))
    database.close()
    (tmp_path / "meldingen.toml").write_text(MAPPING, encoding="utf-8")
    rows = (
        f"{number},lamp,2026-03-02 09:00,{'2026-03-03 10:00' if number % 2 else ''},,1\n"
        for number in range(ROWS)
    )
    (tmp_path / "meldingen.csv").write_text(HEADER + "".join(rows), encoding="utf-8")
    return Office(database_url, tmp_path)


def import_all(office: Office) -> int:
    """Import the file here and return how many requests are new."""
    with closing(open_database(office.url)) as database:
        door = SqlDoor(database, "jan", FakeTime(datetime(2026, 6, 1, 12, tzinfo=UTC)))
        result = Importing(door).run(
            office.folder / "meldingen.csv", str(office.folder / "meldingen.toml")
        )
    assert result.added + result.unchanged == ROWS
    return result.added


def test_an_import_that_is_killed_is_there_whole_or_not_at_all(office: Office, tell: Tell) -> None:
    points = SQLITE if office.url.startswith("sqlite") else POSTGRESQL
    before = office.count()
    whole = tuple(
        there + new
        for there, new in zip(before, (ROWS, ROWS, ROWS, ROWS + ROWS // 2, 1), strict=True)
    )
    for point in points[:-1]:
        office.import_until(point)
        assert office.count() == before, f"killed at {point}"
    office.import_until("done")
    assert office.count() == whole
    assert import_all(office) == 0
    assert office.count() == whole
    assert check_database(office.url).is_sound
    tell(f"killed at {len(points)} points: {', '.join(points)}")


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_the_control_that_commits_in_between_is_found_by_halves(office: Office) -> None:
    before = office.count()
    office.import_until("line", "careless")
    tickets, lines, words, events, commands = (
        now - then for now, then in zip(office.count(), before, strict=True)
    )
    assert (tickets, lines, words, events, commands) == (ROWS, ROWS, 0, 0, 0)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_the_control_that_leaves_a_file_is_found(office: Office) -> None:
    (office.folder / "temporary").mkdir()
    with closing(sqlite3.connect(office.folder / "temporary" / "staged.db")) as left:
        left.execute("CREATE TABLE ticket (id)")
    with pytest.raises(AssertionError, match="lie about"):
        office.import_until("read")
