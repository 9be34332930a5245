"""The engine is started when it is first asked, once, whoever asks."""

import threading

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.ports import Question, RuleEngine
from fmdesk.rules.engine import ReferenceEngine
from fmdesk.rules.lazy import LazyEngine
from tests.unit.rules.test_reference import PLAIN, TYPES, facts


class Starter:
    """Starts reference engines and counts them."""

    def __init__(self) -> None:
        self.started: list[RuleEngine] = []
        self.gate = threading.Event()
        self.gate.set()

    def __call__(self) -> RuleEngine:
        self.gate.wait(10)
        self.started.append(ReferenceEngine("nothing to load"))
        return self.started[-1]


def test_it_starts_when_it_is_first_asked() -> None:
    start = Starter()
    engine = LazyEngine(start)
    assert start.started == []
    assert engine.is_fallback
    assert engine.name == start.started[0].name
    assert len(start.started) == 1


def test_it_answers_as_the_engine_behind_it() -> None:
    engine = LazyEngine(Starter())
    question = Question(PLAIN.id, facts(late=True))
    assert engine.load([PLAIN], TYPES) == ReferenceEngine().load([PLAIN], TYPES)
    assert list(engine.decide([[question]])) == [[Outcome.BROKEN]]
    assert engine.check([question]) == [Outcome.BROKEN]
    assert engine.explain(question).outcome is Outcome.BROKEN


def test_two_threads_start_one() -> None:
    start = Starter()
    start.gate.clear()
    engine = LazyEngine(start)
    names: list[str] = []
    threads = [threading.Thread(target=lambda: names.append(engine.name)) for _ in range(4)]
    for thread in threads:
        thread.start()
    start.gate.set()
    for thread in threads:
        thread.join()
    assert len(names) == 4
    assert len(start.started) == 1


def test_closing_starts_nothing() -> None:
    start = Starter()
    LazyEngine(start).close()
    assert start.started == []
    engine = LazyEngine(start)
    assert engine.name
    engine.close()
    engine.close()
