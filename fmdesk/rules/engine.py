"""`ports.RuleEngine` by durable_rules in worker processes, or by the reference evaluator alone."""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Literal

from fmdesk.core.domain.charter import Charter, Outcome
from fmdesk.core.domain.charter_check import conditions
from fmdesk.core.domain.errors import EngineError, InvalidInputError
from fmdesk.core.ports import Explained, Question, RuleEngine
from fmdesk.rules import worker
from fmdesk.rules.compiler import OUTCOMES, RuleSet, compile_charters
from fmdesk.rules.explain import explained
from fmdesk.rules.gate import Gate
from fmdesk.rules.process import (
    Serve,
    WorkerDiedError,
    WorkerProcess,
    explain_frame,
    load_frame,
)
from fmdesk.rules.reference import Verdicts, evaluators
from fmdesk.rules.stream import Stream

REFERENCE = "reference evaluator"


def open_engine(prefer: Literal["durable", "reference"] = "durable") -> RuleEngine:
    """Start the decision engine; takes about a fifth of a second, so not on a start's path.

    Returns:
        The reference evaluator where durable_rules cannot be loaded, or when it is preferred.

    Raises:
        EngineError: `engine.cannot_start` when no process can be started at all.
    """
    if prefer == "reference":
        return ReferenceEngine()
    engine = DurableEngine()
    missing = engine.start()
    if missing:
        engine.close()
        return ReferenceEngine(missing)
    return engine


class _Loaded:
    """A set of charters in every form that is needed to decide."""

    def __init__(self, charters: Sequence[Charter], types: Mapping[str, type]) -> None:
        refused = _set_aside(charters, types)
        decided = [charter for charter in charters if charter.id not in refused]
        self.rules: RuleSet = compile_charters(decided, types)
        self.charters: dict[int, Charter] = {charter.id: charter for charter in charters}
        self.types = dict(types)
        self.gate = Gate(self.rules.plans, refused)
        self.evaluators: dict[int, Verdicts] = evaluators(decided)
        self.frame = load_frame(self.rules)

    def is_same(self, charters: Sequence[Charter], types: Mapping[str, type]) -> bool:
        return list(self.charters.values()) == list(charters) and self.types == types

    def charter(self, question: Question) -> Charter:
        try:
            return self.charters[question.charter_version_id]
        except KeyError:
            number = question.charter_version_id
            raise InvalidInputError("engine.unknown_charter", number=number) from None


def _set_aside(
    charters: Sequence[Charter], types: Mapping[str, type]
) -> dict[int, InvalidInputError]:
    """Return, by number, the charters that name a fact which nobody supplies now.

    A plugin that is gone must not stop the months that do without it: only a question about such a
    charter is refused.
    """
    found: dict[int, InvalidInputError] = {}
    for charter in charters:
        for condition in conditions(charter):
            if condition.fact not in types:
                found[charter.id] = InvalidInputError(
                    "charter.fact_gone",
                    charter=f"{charter.code} v{charter.version}",
                    fact=condition.fact,
                    plugin=condition.fact.partition(".")[0],
                )
    return found


class _Engine:
    """What both engines have in common: the loaded set and the reference evaluator."""

    def __init__(self) -> None:
        self._loaded = _Loaded((), {})

    def load(self, charters: Sequence[Charter], fact_types: Mapping[str, type]) -> str:
        """Compile a charter set and return its hash; an equal set is kept as it is.

        A charter that names a fact which nobody supplies is set aside, and is no part of the hash:
        a question about it raises `charter.fact_gone`.

        Raises:
            InvalidInputError: See `compile_charters`.
        """
        if not self._loaded.is_same(charters, fact_types):
            self._loaded = _Loaded(charters, fact_types)
        return self._loaded.rules.digest

    def check(self, questions: Sequence[Question]) -> list[Outcome]:
        """Decide questions with the reference evaluator behind the same gate.

        Returns:
            An outcome each, `MANUAL` where the gate refuses the facts.

        Raises:
            InvalidInputError: `engine.unknown_charter`, or `charter.fact_gone`.
        """
        loaded = self._loaded
        return [
            Outcome.MANUAL
            if loaded.gate.row(question) is None
            else loaded.evaluators[question.charter_version_id](question.facts)
            for question in questions
        ]


class ReferenceEngine(_Engine):
    """The fallback: the reference evaluator decides behind the same gate.

    Args:
        reason: Why durable_rules is not used, empty when it was not wanted.
    """

    is_fallback = True

    def __init__(self, reason: str = "") -> None:
        super().__init__()
        self.name = f"{REFERENCE} (durable_rules: {reason})" if reason else REFERENCE

    def decide(self, questions: Iterable[Sequence[Question]]) -> Iterator[Sequence[Outcome]]:
        """Decide batches in order; `MANUAL` where the gate refuses a question."""
        yield from map(self.check, questions)

    def explain(self, question: Question) -> Explained:
        """Decide one question again, and tell every condition."""
        charter = self._loaded.charter(question)
        refused = self._loaded.gate.fault(question)
        matching = () if refused else tuple(self.check([question]))
        return explained(charter, question, matching, refused)

    def close(self) -> None:
        """Nothing to end."""


class DurableEngine(_Engine):
    """durable_rules in processes of their own, one per concurrent use, kept for the next.

    Args:
        serve: What a worker runs; another one only in tests.
        seconds: How long an answer may take before the worker is ended.
    """

    is_fallback = False

    def __init__(self, serve: Serve = worker.serve, seconds: int | None = None) -> None:
        super().__init__()
        self.name = f"durable_rules {worker.PINNED}"
        self._serve = serve
        self._seconds = seconds
        self._idle: list[WorkerProcess] = []
        self._lock = threading.Lock()

    def start(self) -> str:
        """Start a worker; returns why durable_rules cannot be loaded, empty when it can."""
        started = self._spawn()
        with self._lock:
            self._idle.append(started)
        return "" if started.state == worker.READY else started.detail

    def decide(self, questions: Iterable[Sequence[Question]]) -> Iterator[Sequence[Outcome]]:
        """Decide batches in order; `MANUAL` where a question died, or is not fit for the engine.

        Reads ahead while the worker decides, by about 32,000 questions at most.

        Raises:
            EngineError: `engine.cannot_start` or `engine.keeps_dying`.
            InvalidInputError: `engine.unknown_charter`, or `charter.fact_gone`.
        """
        with self._stream(self._loaded) as stream:
            yield from stream.decide(questions)

    def explain(self, question: Question) -> Explained:
        """Decide one question again in a worker, and tell every rule and condition."""
        loaded = self._loaded
        charter = loaded.charter(question)
        row = loaded.gate.row(question)
        if row is None:
            return explained(charter, question, (), loaded.gate.fault(question))
        with self._stream(loaded) as stream:
            try:
                stream.worker.send(explain_frame(row))
                matching = tuple(OUTCOMES[one] for one in stream.worker.receive())
            except WorkerDiedError:
                stream.worker.kill()
                stream.worker = self._ready(loaded)
                matching = ()
        return explained(charter, question, matching, None)

    def close(self) -> None:
        """End the processes."""
        with self._lock:
            idle, self._idle = self._idle, []
        for one in idle:
            one.kill()

    @contextmanager
    def _stream(self, loaded: _Loaded) -> Iterator[Stream]:
        """Give a worker with these rules for as long as it is needed."""
        restart = partial(self._ready, loaded)
        stream = Stream(restart(), restart, loaded.gate)
        is_whole = False
        try:
            yield stream
            is_whole = stream.is_idle
        finally:
            if is_whole:
                with self._lock:
                    self._idle.append(stream.worker)
            else:
                stream.worker.kill()

    def _ready(self, loaded: _Loaded) -> WorkerProcess:
        """Return a worker that has the rules: an idle one or a new one.

        Raises:
            EngineError: `engine.cannot_start`, or `engine.cannot_load`.
        """
        while True:
            with self._lock:
                found = self._idle.pop() if self._idle else None
            found = found or self._spawn()
            if found.rules == loaded.rules.digest:
                return found
            if not found.rules:
                break
            found.kill()  # a process loads only one set in its life
        try:
            found.load(loaded.rules, loaded.frame)
        except WorkerDiedError as problem:
            found.kill()
            raise EngineError("engine.cannot_load", reason=str(problem)) from problem
        return found

    def _spawn(self) -> WorkerProcess:
        if self._seconds is None:
            return WorkerProcess(self._serve)
        return WorkerProcess(self._serve, self._seconds)
