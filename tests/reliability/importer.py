"""A process that imports a file and stops where it is told to, until it is killed.

`importer.py MODE ADDRESS FILE MAPPING`. It tells each point that it comes to on its standard output
and waits for a line before it goes on. The mode `careless` commits each table by itself: a control.
"""

import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from fmdesk.core.ports import Staging
from fmdesk.core.services import importing_plan
from fmdesk.core.services.importing import Importing
from fmdesk.core.sql import staging
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import open_database
from fmdesk.testing import FakeTime


class Watched:
    """A progress that stops after each piece of the file."""

    def report(self, done: int, total: int) -> None:
        """Stop; everything is done when all of it is told."""
        stop("done" if done == total else "read")

    def is_cancelled(self) -> bool:
        """Say no."""
        return False


def stop(point: str) -> None:
    """Tell where it is, and wait."""
    sys.stdout.write(f"{point}\n")
    sys.stdout.flush()
    sys.stdin.readline()


def lay(driver: sqlite3.Connection, waiting: Staging) -> None:
    """Lay ready what waits, with a stop when that is done."""
    _lay(driver, waiting)
    stop("laid")


_lay = staging._lay


def run(mode: str, url: str, file: str, mapping: str) -> None:
    """Import the file."""
    importing_plan.PIECE = 100
    staging._lay = lay
    database = open_database(url)
    door = SqlDoor(database, "jan", FakeTime(datetime(2026, 6, 1, 12, tzinfo=UTC)))

    def written(connection: sa.Connection, _cursor: object, statement: str, *_rest: object) -> None:
        words = statement.split()
        if words[:2] == ["INSERT", "INTO"]:
            if mode == "careless" and words[2].startswith("main."):
                driver = connection.connection.driver_connection
                assert isinstance(driver, sqlite3.Connection)
                driver.execute("COMMIT")
                driver.execute("BEGIN IMMEDIATE")
            stop(words[2].removeprefix("main.").partition("(")[0])

    sa.event.listen(database.writer, "after_cursor_execute", written)
    Importing(door).run(Path(file), mapping, progress=Watched())
    database.close()


if __name__ == "__main__":
    run(*sys.argv[1:])
