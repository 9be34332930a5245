"""Workers that go wrong on purpose; spawned by `test_engine_faults`."""

import os
import signal
import sys
import time
from multiprocessing.connection import Connection

from fmdesk.rules import worker


class FaultyDecider(worker.Decider):
    """Does what the text of a fact says."""

    def decide(self, rows: list[worker.Row]) -> bytes:
        for row in rows:
            for value in row:
                self._act(value)
        return super().decide(rows)

    def explain(self, row: worker.Row) -> bytes:
        for value in row:
            self._act(value)
        return super().explain(row)

    def _act(self, value: object) -> None:
        match value:
            case "crash":
                os.kill(os.getpid(), signal.SIGSEGV)
            case "hang":
                while True:
                    pass
            case "stop":
                os.kill(os.getpid(), signal.SIGSTOP)
            case "void":
                raise worker.UndecidedError


def serve(connection: Connection) -> None:
    sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115  # tracebacks that are meant
    worker.serve(connection, FaultyDecider)


def serve_watched(connection: Connection) -> None:
    """Serve under a watchdog of little patience, far more than a question ever takes."""
    worker.SECONDS = 3
    serve(connection)


class UnloadableDecider:
    def __init__(self, *_: object) -> None:
        os.kill(os.getpid(), signal.SIGSEGV)


def serve_unloadable(connection: Connection) -> None:
    worker.serve(connection, UnloadableDecider)


def serve_missing(connection: Connection) -> None:
    sys.modules["durable.engine"] = None
    worker.serve(connection)


def serve_nothing(connection: Connection) -> None:
    connection.close()


def serve_late(connection: Connection) -> None:
    time.sleep(600)
    connection.close()
