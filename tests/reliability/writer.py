"""A process that writes commands as fast as it can; it is killed, or watched while it writes.

`writer.py MODE ADDRESS FIRST [LAST]`. It tells each command on its standard output once it was
acknowledged.
"""

import sqlite3
import sys
from collections.abc import Iterable
from itertools import count
from uuid import UUID

import sqlalchemy as sa

from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.sql import engine
from fmdesk.core.sql.door import SqlDoor

CHECKPOINT_PAGES = 60
"""Far fewer than the program's own, so that each run moves its log into the file many times."""


def tell(number: int) -> None:
    """Tell that a command was acknowledged."""
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def write(url: str, numbers: Iterable[int], *, is_hasty: bool = False) -> None:
    """Run commands through the door; hasty ones do not wait for the disk (a control)."""
    engine.CHECKPOINT_PAGES = CHECKPOINT_PAGES
    database = engine.open_database(url)
    if is_hasty:
        sa.event.listen(database.writer, "connect", hurry)
    door = SqlDoor(database, "jan")
    for number in numbers:

        def work(unit: UnitOfWork, number: int = number) -> Changes:
            unit.settings.put(f"a.{number}", "x" * 2000)
            unit.settings.put(f"b.{number}", "x" * 2000)
            return Changes()

        door.run(UUID(int=number), "test.put", number, work, Changes)
        tell(number)
    database.close()


def hurry(connection: sqlite3.Connection, _record: object) -> None:
    """Leave the log in the cache of the machine."""
    connection.execute("PRAGMA synchronous=NORMAL")


def write_carelessly(path: str, numbers: Iterable[int]) -> None:
    """Acknowledge before the commit: a control, which must lose commands.

    Only each tenth acknowledgement is followed by a commit, so that it loses on a fast disk too.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    for number in numbers:
        if not connection.in_transaction:
            connection.execute("BEGIN IMMEDIATE")
        for name in "ab":
            values = (f"{name}.{number}", "x" * 2000)
            connection.execute("INSERT INTO setting (name, value) VALUES (?, ?)", values)
        tell(number)
        if number % 10 == 0:
            connection.execute("COMMIT")


if __name__ == "__main__":
    mode, address, first, *last = sys.argv[1:]
    these = range(int(first), int(last[0]) + 1) if last else count(int(first))
    if mode == "careless":
        write_carelessly(address.removeprefix("sqlite:///"), these)
    write(address, these, is_hasty=mode == "hasty")
