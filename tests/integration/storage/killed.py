"""A process that writes commands as fast as it can until it is killed; used by `test_kill`.

It tells each command on its standard output once it was acknowledged.
"""

import sqlite3
import sys
from itertools import count
from uuid import UUID

from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import open_database


def tell(number: int) -> None:
    """Tell that a command was acknowledged."""
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def write(url: str, start: int) -> None:
    """Run commands through the door."""
    door = SqlDoor(open_database(url), "jan")
    for number in count(start):

        def work(unit: UnitOfWork, number: int = number) -> Changes:
            unit.settings.put(f"a.{number}", "x" * 2000)
            unit.settings.put(f"b.{number}", "x" * 2000)
            return Changes()

        door.run(UUID(int=number), "test.put", number, work, Changes)
        tell(number)


def write_carelessly(path: str, start: int) -> None:
    """Acknowledge before the commit: the control, which must lose commands.

    Only each tenth acknowledgement is followed by a commit, so that it loses on a fast disk too.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    for number in count(start):
        if not connection.in_transaction:
            connection.execute("BEGIN IMMEDIATE")
        for name in "ab":
            values = (f"{name}.{number}", "x" * 2000)
            connection.execute("INSERT INTO setting (name, value) VALUES (?, ?)", values)
        tell(number)
        if number % 10 == 0:
            connection.execute("COMMIT")


if __name__ == "__main__":
    if sys.argv[1] == "careless":
        write_carelessly(sys.argv[2].removeprefix("sqlite:///"), int(sys.argv[3]))
    write(sys.argv[2], int(sys.argv[3]))
