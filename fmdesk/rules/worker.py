"""The child process in which durable_rules decides; nothing else imports it.

The parent sends frames, this answers each with one: first the rules, then batches of rows. Whatever
goes wrong ends the process, since a half-decided batch cannot be told from a decided one: the
parent starts another and takes the batch apart. A batch that hangs is ended by a watchdog that does
not need the interpreter's lock.
"""

import faulthandler
import marshal
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from multiprocessing.connection import Connection
from typing import Any

PINNED = "2.0.28"
"""The release whose private names are used here."""
BATCH = 500
"""Messages posted together; their own numbers are 0 to 499."""
SECONDS = 20
"""Time that one frame may take before the process is ended."""
READY, MISSING = "ready", "missing"

Row = tuple[Any, ...]
RULESET = "charters"


class UndecidedError(Exception):
    """A batch is void: not exactly one verdict per message, or an exception in the state."""


class Decider:
    """The rules of all shards, loaded once.

    Args:
        plans: Per charter its shard, its number there, and the names of its facts.
        shards: Per shard its rules: number of the outcome, and the rule without its action.
    """

    def __init__(
        self,
        plans: Sequence[tuple[int, int, Sequence[str]]],
        shards: Sequence[Sequence[tuple[int, Mapping[str, Any]]]],
    ) -> None:
        from durable import engine  # noqa: PLC0415  # may be missing, which `serve` reports

        class QuietHost(engine.Host):  # type: ignore[misc]  # the library has no types
            """A host without the threads that dispatch timers and queued actions."""

            def _run(self) -> None:
                pass

        # The wall clock may jump, and its deprecated form would warn on every action.
        engine._unix_now = time.monotonic  # noqa: SLF001  # its clock has no other seam
        self._plans = plans
        self._fired: list[tuple[int, int]] = []
        self._hosts = [QuietHost({RULESET: self._definition(rules)}) for rules in shards]

    def decide(self, rows: Sequence[Row]) -> bytes:
        """Return the number of the outcome of each row, one byte each, at most `BATCH`.

        Raises:
            UndecidedError: The batch is void.
        """
        outcomes = bytearray(len(rows))
        shards: dict[int, list[dict[str, Any]]] = {}
        for place, row in enumerate(rows):
            shard, message = self._message(place, row)
            shards.setdefault(shard, []).append(message)
        for shard, messages in shards.items():
            fired = self._post(self._hosts[shard].post_batch, messages)
            if sorted(number for number, _ in fired) != [message["id"] for message in messages]:
                raise UndecidedError(len(messages), len(fired))
            for number, outcome in fired:
                outcomes[number] = outcome
        return bytes(outcomes)

    def explain(self, row: Row) -> bytes:
        """Return the numbers of the outcomes of all rules that match, by precedence."""
        shard, message = self._message(0, row)
        host = self._hosts[shard]
        fired = self._post(host.assert_fact, message)
        host.retract_fact(RULESET, message)
        return bytes(outcome for _, outcome in fired)

    def _post(self, post: Callable[[str, Any], Any], messages: Any) -> list[tuple[int, int]]:
        self._fired.clear()
        state = post(RULESET, messages)
        if state is None or "exception" in state:
            raise UndecidedError(state)
        return self._fired

    def _message(self, place: int, row: Row) -> tuple[int, dict[str, Any]]:
        shard, number, names = self._plans[row[0]]
        message = {
            name: value for name, value in zip(names, row[1:], strict=True) if value is not None
        }
        message["id"], message["charter"] = place, number
        return shard, message

    def _definition(self, rules: Sequence[tuple[int, Mapping[str, Any]]]) -> dict[str, Any]:
        return {
            f"r{place}": {**rule, "run": self._action(outcome)}
            for place, (outcome, rule) in enumerate(rules)
        }

    def _action(self, outcome: int) -> Callable[[Any], None]:
        fired = self._fired

        def note(context: Any) -> None:
            fired.append((context.m.id, outcome))

        return note


def serve(connection: Connection, decider: Callable[..., Any] = Decider) -> None:
    """Answer the parent until it closes the connection.

    Args:
        connection: To the parent.
        decider: Makes what decides; another one only in tests.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent to act upon
    connection.send_bytes(marshal.dumps(probe()))
    silent = os.open(os.devnull, os.O_WRONLY)
    current: Any = None
    backlog: deque[bytes] = deque()
    try:
        while True:
            # What is there is taken in, so that the parent never waits with a full pipe.
            while not backlog or connection.poll():
                backlog.append(connection.recv_bytes())
            command, content = marshal.loads(backlog.popleft())  # noqa: S302  # from our parent
            faulthandler.dump_traceback_later(SECONDS, exit=True, file=silent)
            if command == "load":
                current = decider(*content)
                answer: bytes = b""
            else:
                answer = getattr(current, command)(content)
            faulthandler.cancel_dump_traceback_later()
            connection.send_bytes(answer)
    except (EOFError, ConnectionError):
        return


def probe() -> tuple[str, str]:
    """Return whether durable_rules can be loaded here, with its version or what is wrong."""
    try:
        import durable.engine  # noqa: F401, PLC0415  # loads it in the worker alone
    except ImportError as problem:
        return MISSING, str(problem)
    try:
        found = version("durable_rules")
    except PackageNotFoundError:  # inside a frozen program
        return READY, PINNED
    return (READY, found) if found == PINNED else (MISSING, f"{found} != {PINNED}")
