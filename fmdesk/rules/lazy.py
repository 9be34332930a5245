"""A decision engine that is started when it is first needed, since that takes a process."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from fmdesk.core.domain.charter import Charter, Outcome
from fmdesk.core.ports import Explained, Question, RuleEngine


class LazyEngine:
    """Implements `ports.RuleEngine` by an engine that it starts on first use.

    Args:
        start: Starts the engine; called once at most.
    """

    def __init__(self, start: Callable[[], RuleEngine]) -> None:
        self._start = start
        self._started: RuleEngine | None = None
        self._lock = threading.Lock()

    @property
    def _engine(self) -> RuleEngine:
        if self._started is None:
            with self._lock:
                self._started = self._started or self._start()
        return self._started

    @property
    def name(self) -> str:
        """Name and version of the engine."""
        return self._engine.name

    @property
    def is_fallback(self) -> bool:
        """Whether the reference evaluator stands in."""
        return self._engine.is_fallback

    def load(self, charters: Sequence[Charter], fact_types: Mapping[str, type]) -> str:
        """Compile a charter set and return its hash."""
        return self._engine.load(charters, fact_types)

    def decide(self, questions: Iterable[Sequence[Question]]) -> Iterator[Sequence[Outcome]]:
        """Decide batches in order."""
        return self._engine.decide(questions)

    def check(self, questions: Sequence[Question]) -> list[Outcome]:
        """Decide questions with the reference evaluator."""
        return self._engine.check(questions)

    def explain(self, question: Question) -> Explained:
        """Decide one question again, and tell every condition."""
        return self._engine.explain(question)

    def close(self) -> None:
        """End the engine, if it was ever started."""
        with self._lock:
            started, self._started = self._started, None
        if started is not None:
            started.close()
