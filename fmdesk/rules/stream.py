"""Questions on their way through a worker: many frames under way, none lost when it dies."""

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.errors import EngineError
from fmdesk.core.ports import Question
from fmdesk.rules.compiler import OUTCOMES
from fmdesk.rules.gate import Gate, Row
from fmdesk.rules.process import WorkerDiedError, WorkerProcess, batch_frame
from fmdesk.rules.worker import BATCH

UNDER_WAY = 64
"""Frames sent and not answered, at most: the worker decides while the parent works."""
AHEAD = 2
"""Batches asked and not answered, at most: whoever asks keeps what they are about."""
DEATHS_IN_A_ROW = 10
"""Without one answer between them; more are no accident of single questions."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Batch:
    """A batch as it was asked; answered when no frame of it is open."""

    outcomes: list[Outcome]
    open_frames: int = 0


@dataclass(slots=True)
class _Frame:
    """At most 500 rows of one batch with their places in it."""

    batch: _Batch
    places: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


class Stream:
    """Decides batches in order through one worker, and replaces it when it dies.

    The rows of the frame on which it died are asked one by one: the one that kills it again is
    `MANUAL`, and all the others are decided. (Halving would kill the worker nine times per bad
    question, and wait for the watchdog each time that it hangs.)

    Args:
        worker: A worker with the rules loaded.
        restart: Gives another one.
        gate: The gate of the same rules.
    """

    def __init__(
        self, worker: WorkerProcess, restart: Callable[[], WorkerProcess], gate: Gate
    ) -> None:
        self.worker = worker
        self._restart = restart
        self._gate = gate
        self._under_way: deque[_Frame] = deque()
        self._deaths = 0

    @property
    def is_idle(self) -> bool:
        """Whether nothing is under way, so that the worker can serve another stream."""
        return not self._under_way

    def decide(self, batches: Iterable[Sequence[Question]]) -> Iterator[Sequence[Outcome]]:
        """Yield the outcomes of each batch, in order; reads ahead by some batches.

        Raises:
            EngineError: `engine.keeps_dying`, or `engine.cannot_start`.
        """
        open_batches: deque[_Batch] = deque()
        for questions in batches:
            open_batches.append(self._ask(questions))
            while len(open_batches) > AHEAD and open_batches[0].open_frames:
                self._receive()
            while open_batches and not open_batches[0].open_frames:
                yield open_batches.popleft().outcomes
        while open_batches:
            while open_batches[0].open_frames:
                self._receive()
            yield open_batches.popleft().outcomes

    def _ask(self, questions: Sequence[Question]) -> _Batch:
        """Send a batch; what the gate refuses stays `MANUAL`."""
        batch = _Batch([Outcome.MANUAL] * len(questions))
        row_of = self._gate.row
        for start in range(0, len(questions), BATCH):
            frame = _Frame(batch)
            for place, question in enumerate(questions[start : start + BATCH], start):
                row = row_of(question)
                if row is not None:
                    frame.places.append(place)
                    frame.rows.append(row)
            if frame.rows:
                self._send(frame)
        return batch

    def _send(self, frame: _Frame) -> None:
        while len(self._under_way) >= UNDER_WAY:
            self._receive()
        self._under_way.append(frame)
        frame.batch.open_frames += 1
        try:
            self.worker.send(batch_frame(frame.rows))
        except WorkerDiedError as problem:
            self._recover(problem)

    def _receive(self) -> None:
        try:
            answer = self.worker.receive()
        except WorkerDiedError as problem:
            self._recover(problem)
        else:
            self._note(answer)

    def _note(self, answer: bytes) -> None:
        self._deaths = 0
        frame = self._under_way.popleft()
        outcomes = frame.batch.outcomes
        for place, outcome in zip(frame.places, answer, strict=True):
            outcomes[place] = OUTCOMES[outcome]
        frame.batch.open_frames -= 1

    def _recover(self, problem: WorkerDiedError) -> None:
        """Take the oldest frame apart and send the others again."""
        is_sent = False
        while not is_sent:
            self._replace(problem)
            self._note(bytes(self._decide_one(row) for row in self._under_way[0].rows))
            try:
                for frame in self._under_way:
                    self.worker.send(batch_frame(frame.rows))
                is_sent = True
            except WorkerDiedError as again:
                problem = again

    def _decide_one(self, row: Row) -> int:
        try:
            self.worker.send(batch_frame([row]))
            (outcome,) = self.worker.receive()
        except WorkerDiedError as problem:
            self._replace(problem)
            return OUTCOMES.index(Outcome.MANUAL)
        self._deaths = 0
        return outcome

    def _replace(self, problem: WorkerDiedError) -> None:
        self._deaths += 1
        self.worker.kill()
        if self._deaths > DEATHS_IN_A_ROW:
            raise EngineError("engine.keeps_dying", count=self._deaths, reason=str(problem))
        _log.warning("The rule worker ended with code %s and is started again.", problem)
        self.worker = self._restart()
