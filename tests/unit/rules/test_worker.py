"""The child's side, run in this process: what it asks of durable_rules, and when it gives up."""

import faulthandler
import importlib.metadata
import inspect
import marshal
import signal
import sys
import threading
from collections.abc import Iterator
from multiprocessing import Pipe

import pytest

from fmdesk.rules import worker
from fmdesk.rules.worker import Decider, UndecidedError

BROKEN, KEPT, NONE = 1, 2, 4
PLANS = [(0, 1, ["a__late"]), (1, 1, ["a__late"])]
RULES = [
    (outcome, {"all": [{"m": {"$and": [{"charter": 1}, {"a__late": late}]}}], "pri": pri})
    for outcome, late, pri in ((BROKEN, True, 20), (KEPT, False, 30))
] + [(NONE, {"all": [{"m": {"charter": 1}}], "pri": 60_000})]


@pytest.fixture
def decider() -> Decider:
    return Decider(PLANS, [RULES, RULES])


def test_the_private_names_that_are_used_are_still_there() -> None:
    import durable.engine

    assert importlib.metadata.version("durable_rules") == worker.PINNED
    assert "self._run()" in inspect.getsource(durable.engine.Host.__init__)
    assert "_unix_now()" in inspect.getsource(durable.engine.Closure)
    assert "c.s.exception" in inspect.getsource(durable.engine.Promise.run)


def test_each_row_gets_one_outcome_whatever_its_shard(decider: Decider) -> None:
    rows = [(0, True), (1, False), (0, None), (1, True), (0, False)]
    assert decider.decide(rows) == bytes((BROKEN, KEPT, NONE, BROKEN, KEPT))
    assert decider.decide([(0, False)] * 500) == bytes((KEPT,)) * 500


def test_no_thread_is_started() -> None:
    before = set(threading.enumerate())  # another test may have left some that are about to end
    Decider(PLANS, [RULES, RULES]).decide([(0, True)])
    assert set(threading.enumerate()) <= before


def test_explaining_lists_every_match_and_leaves_nothing_behind(decider: Decider) -> None:
    for _ in range(3):
        assert decider.explain((0, True)) == bytes((BROKEN, NONE))
    assert decider.decide([(0, False)]) == bytes((KEPT,))


def test_a_batch_with_a_message_that_nothing_matches_is_void() -> None:
    from durable.engine import MessageNotHandledException

    gappy = Decider([(0, 1, ["a__late"])], [RULES[:2]])
    with pytest.raises(MessageNotHandledException):
        gappy.decide([(0, True), (0, None)])


def test_a_batch_with_too_few_answers_is_void(decider: Decider) -> None:
    post = decider._hosts[0].post_batch
    decider._hosts[0].post_batch = lambda name, messages: post(name, messages[1:])
    with pytest.raises(UndecidedError):
        decider.decide([(0, True), (0, False)])


def test_an_exception_in_the_state_makes_a_batch_void(decider: Decider) -> None:
    decider._hosts[0].post_batch = lambda _name, _messages: {"exception": "swallowed"}
    with pytest.raises(UndecidedError):
        decider.decide([(0, True)])


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Leave the signals and the watchdog of this process alone."""
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(faulthandler, "dump_traceback_later", lambda *_, **__: None)
    monkeypatch.setattr(faulthandler, "cancel_dump_traceback_later", lambda: None)
    return


@pytest.mark.usefixtures("quiet")
def test_frames_are_answered_in_order_until_the_parent_goes() -> None:
    ours, theirs = Pipe()
    answers: list[bytes] = []

    def parent() -> None:
        answers.append(marshal.loads(ours.recv_bytes()))
        frames = [
            ("load", (PLANS, [RULES, RULES])),
            ("decide", [(0, True)]),
            ("decide", [(1, False), (1, True)]),
            ("explain", (0, False)),
        ]
        for frame in frames:
            ours.send_bytes(marshal.dumps(frame))
        answers.extend(ours.recv_bytes() for _ in frames)
        ours.close()

    thread = threading.Thread(target=parent)
    thread.start()
    worker.serve(theirs)
    thread.join()
    theirs.close()
    assert answers == [
        ("ready", worker.PINNED),
        b"",
        bytes((BROKEN,)),
        bytes((KEPT, BROKEN)),
        bytes((KEPT, NONE)),
    ]


def test_a_library_that_is_missing_or_another_release_is_reported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert worker.probe() == (worker.READY, worker.PINNED)
    monkeypatch.setattr(worker, "version", lambda _name: "3.0")
    assert worker.probe() == (worker.MISSING, f"3.0 != {worker.PINNED}")

    def frozen(_name: str) -> str:
        raise importlib.metadata.PackageNotFoundError

    monkeypatch.setattr(worker, "version", frozen)
    assert worker.probe() == (worker.READY, worker.PINNED)
    monkeypatch.setitem(sys.modules, "durable.engine", None)
    state, reason = worker.probe()
    assert state == worker.MISSING
    assert "durable" in reason
