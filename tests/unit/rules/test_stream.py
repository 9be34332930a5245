"""Frames under way when workers die at bad moments; the workers here are only lists."""

import marshal
from collections.abc import Iterator

import pytest

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.ports import Question
from fmdesk.rules import stream as module
from fmdesk.rules.compiler import OUTCOMES, Plan
from fmdesk.rules.gate import Gate
from fmdesk.rules.process import WorkerDiedError
from fmdesk.rules.stream import Stream

PLANS = {1: Plan("c", 0, 1, ("clock.has_guarantee",), (bool,))}
KEPT, MANUAL = Outcome.KEPT, Outcome.MANUAL
QUESTION = Question(1, {"clock.has_guarantee": True})


class PaperWorker:
    """Answers every frame with `kept`, and dies at the given send or receive.

    Args:
        dies_at: `("send", 2)`: at the third frame sent to it; None: never.
    """

    def __init__(self, dies_at: tuple[str, int] | None = None) -> None:
        self.dies_at = dies_at
        self.counts = {"send": 0, "receive": 0}
        self.answers: list[bytes] = []
        self.is_killed = False

    def send(self, frame: bytes) -> None:
        self._live("send")
        _, rows = marshal.loads(frame)
        self.answers.append(bytes((OUTCOMES.index(KEPT),)) * len(rows))

    def receive(self) -> bytes:
        self._live("receive")
        return self.answers.pop(0)

    def kill(self) -> None:
        self.is_killed = True

    def _live(self, act: str) -> None:
        if (act, self.counts[act]) == self.dies_at:
            raise WorkerDiedError(-11)
        self.counts[act] += 1


def outcomes(workers: Iterator[PaperWorker], sizes: list[int]) -> list[int]:
    """How many of each batch were decided as kept."""
    stream = Stream(next(workers), lambda: next(workers), Gate(PLANS))
    decided = [list(batch) for batch in stream.decide([QUESTION] * size for size in sizes)]
    assert [len(batch) for batch in decided] == sizes
    assert stream.is_idle
    return [batch.count(KEPT) for batch in decided]


def test_a_worker_that_is_gone_before_it_reads_loses_nothing() -> None:
    workers = iter([PaperWorker(("send", 1)), PaperWorker()])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module._log, "warning", lambda *_: None)
        assert outcomes(workers, [3, 600, 2]) == [3, 600, 2]


def test_one_that_dies_again_while_the_rest_is_sent_again_loses_nothing() -> None:
    dying = [PaperWorker(("receive", 0)), PaperWorker(("send", 3)), PaperWorker(("send", 2))]
    workers = iter([*dying, PaperWorker()])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module._log, "warning", lambda *_: None)
        assert outcomes(workers, [2, 1, 700, 3, 1]) == [2, 1, 700, 3, 1]
    assert all(worker.is_killed for worker in dying)


def test_batches_come_back_in_order_and_empty_ones_too() -> None:
    assert outcomes(iter([PaperWorker()]), [0, 5, 0, 0, 1200, 0]) == [0, 5, 0, 0, 1200, 0]


def test_no_questions_at_all() -> None:
    assert outcomes(iter([PaperWorker()]), []) == []


def test_it_reads_only_some_batches_ahead_of_the_answers() -> None:
    taken = 0

    def batches() -> Iterator[list[Question]]:
        nonlocal taken
        for _ in range(100):
            taken += 1
            yield [QUESTION]

    workers = iter([PaperWorker()])
    stream = Stream(next(workers), lambda: next(workers), Gate(PLANS))
    ahead = [taken - answered for answered, _ in enumerate(stream.decide(batches()))]
    assert len(ahead) == 100
    assert max(ahead) <= module.AHEAD + 1
