"""`python -m tests.integration.cli.faulty FAULT ARGUMENTS…`: fmdesk on a machine with a fault."""

import os
import signal
import sys
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from pathlib import Path

import sqlalchemy as sa

from fmdesk.cli import main
from fmdesk.core.sql import engine as sql_engine
from fmdesk.core.sql import office_file
from fmdesk.rules import engine
from fmdesk.rules import worker as rules_worker

ROOM_PAGES = 8
"""Pages that a full disk has left."""


class DyingDecider(rules_worker.Decider):
    """Dies on every question."""

    def decide(self, rows: list[rules_worker.Row]) -> bytes:
        os.kill(os.getpid(), signal.SIGKILL)
        return super().decide(rows)


def serve_dying(connection: Connection) -> None:
    rules_worker.serve(connection, DyingDecider)


def serve_nothing(connection: Connection) -> None:
    connection.close()


def fill_the_disk() -> None:
    """SQLite finds no room for more than some pages."""

    def limit(connection: object, _record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages + ROOM_PAGES}")

    sa.event.listen(sa.engine.Engine, "connect", limit)


def mount_from_afar() -> None:
    """The table of mounts says that everything lies on a file server."""
    mounts = Path(os.environ["FMDESK_DATA_DIR"], "mounts")
    mounts.write_text("server:/share / nfs4 rw 0 0\n", encoding="utf-8")
    office_file.MOUNTS = mounts


def lose_patience() -> None:
    """A writer does not wait long for another one."""
    sql_engine.open_database.__kwdefaults__["busy_ms"] = 200


def serve_by(serve: Callable[[Connection], None]) -> Callable[[], None]:
    def plant() -> None:
        class Engine(engine.DurableEngine):
            def __init__(self) -> None:
                super().__init__(serve)

        engine.DurableEngine = Engine

    return plant


FAULTS: Mapping[str, Callable[[], None]] = {
    "impatient": lose_patience,
    "full": fill_the_disk,
    "network": mount_from_afar,
    "dying-worker": serve_by(serve_dying),
    "no-worker": serve_by(serve_nothing),
}

if __name__ == "__main__":
    FAULTS[sys.argv[1]]()
    sys.exit(main(sys.argv[2:]))
