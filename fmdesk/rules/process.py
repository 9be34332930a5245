"""The parent's end of one worker process."""

import marshal
import multiprocessing
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection

from fmdesk.core.domain.errors import EngineError
from fmdesk.rules import worker
from fmdesk.rules.compiler import OUTCOMES, PRECEDENCE, Comparison, RuleSet, engine_name
from fmdesk.rules.gate import Row

START_SECONDS = 60
"""A process that does not answer by then cannot be started."""
GRACE_SECONDS = 5
"""What the parent waits longer than the worker's own watchdog."""

Serve = Callable[[Connection], None]


class WorkerDiedError(Exception):
    """The process ended, or was ended because it did not answer; the argument is its exit code."""


class WorkerProcess:
    """A started worker, spawned so that it shares nothing with this process, screen or not.

    Args:
        serve: What it runs; another one only in tests.
        seconds: How long an answer may take.

    Raises:
        EngineError: `engine.cannot_start`.
    """

    def __init__(self, serve: Serve, seconds: int = worker.SECONDS + GRACE_SECONDS) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._seconds = seconds
        self._process = context.Process(
            target=serve, args=(theirs,), name="fmdesk-rules", daemon=True
        )
        self.rules = ""
        """Hash of the set that it has loaded."""
        try:
            self._process.start()
            theirs.close()
            self.state, self.detail = marshal.loads(self._answer(START_SECONDS))  # noqa: S302
        except (OSError, WorkerDiedError) as problem:
            self.kill()
            raise EngineError("engine.cannot_start", reason=str(problem)) from problem

    def load(self, rules: RuleSet, frame: bytes) -> None:
        """Load a set of rules; a process loads only one in its life.

        Raises:
            WorkerDiedError: It did not survive that.
        """
        self.send(frame)
        self.receive()
        self.rules = rules.digest

    def send(self, frame: bytes) -> None:
        """Send a frame.

        Raises:
            WorkerDiedError: Nobody is there to read it.
        """
        try:
            self._connection.send_bytes(frame)
        except OSError as problem:
            raise self._died() from problem

    def receive(self) -> bytes:
        """Return the answer to the oldest frame without one.

        Raises:
            WorkerDiedError: There is none and never will be.
        """
        return self._answer(self._seconds)

    def kill(self) -> None:
        """End the process at once; once ended it stays so."""
        if self._connection.closed:
            return
        self._connection.close()
        if self._process.pid is not None:
            self._process.kill()
            self._process.join()
        self._process.close()

    def _answer(self, seconds: int) -> bytes:
        try:
            if self._connection.poll(seconds):
                return self._connection.recv_bytes()
        except (EOFError, OSError) as problem:
            raise self._died() from problem
        self._process.kill()
        raise self._died()

    def _died(self) -> WorkerDiedError:
        self._process.join(GRACE_SECONDS)
        return WorkerDiedError(self._process.exitcode)


def load_frame(rules: RuleSet) -> bytes:
    """Return the frame that loads a set of rules."""
    plans = [
        (plan.shard, plan.number, [engine_name(name) for name in plan.facts])
        for plan in rules.plans.values()
    ]
    shards = [
        [
            (OUTCOMES.index(outcome), {"all": [{"m": _match(comparisons)}],
                                       "pri": PRECEDENCE[outcome]})
            for outcome, comparisons in shard
        ]
        for shard in rules.shards
    ]  # fmt: skip
    return marshal.dumps(("load", (plans, shards)))


def batch_frame(rows: list[Row]) -> bytes:
    """Return the frame that has at most `worker.BATCH` rows decided."""
    return marshal.dumps(("decide", rows))


def explain_frame(row: Row) -> bytes:
    """Return the frame that asks for all matching rules of a row."""
    return marshal.dumps(("explain", row))


def _match(comparisons: Sequence[Comparison]) -> dict[str, object]:
    parts: list[dict[str, object]] = [
        {operator: {name: value}} if operator else {name: value}
        for operator, name, value in comparisons
    ]
    return parts[0] if len(parts) == 1 else {"$and": parts}
