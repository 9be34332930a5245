"""The clock on the wall and the decision engine."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from fmdesk.core.domain.charter import Charter, Outcome
from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.views import (
    ConditionView,
)


class TimeSource(Protocol):
    """Where "now" comes from, once per unit of work."""

    def now(self) -> datetime:
        """Return the present instant, aware UTC in whole seconds."""


class Question(NamedTuple):
    """One message to the engine: one part of one line under one charter version.

    Attributes:
        charter_version_id: The charter version asked about.
        facts: Flat, typed facts; besides those of the line always `clock.finished` and
            `clock.past_due` (bool) and `clock.has_guarantee` (bool).
    """

    charter_version_id: int
    facts: Mapping[str, str | int | bool]


@dataclass(frozen=True, slots=True)
class Explained:
    """Why the engine decides a question as it does.

    Attributes:
        outcome: What it decides; `MANUAL` when it cannot.
        matching: The outcomes of all rules that match, by precedence; the first one counts.
        conditions: The conditions under which the charter applies, each beside its fact.
        exceptions: Its exceptions, each beside its fact.
        refused: Why the facts cannot be put to the engine, None when they can.
    """

    outcome: Outcome
    matching: tuple[Outcome, ...]
    conditions: tuple[ConditionView, ...]
    exceptions: tuple[ConditionView, ...]
    refused: DomainError | None = None


class RuleEngine(Protocol):
    """Decides questions; the adapter runs durable_rules in a process of its own."""

    @property
    def name(self) -> str:
        """Name and version, for reports; a fallback says so."""

    @property
    def is_fallback(self) -> bool:
        """Whether the reference evaluator stands in."""

    def load(self, charters: Sequence[Charter], fact_types: Mapping[str, type]) -> str:
        """Compile a charter set and return its hash.

        A charter that names a fact which nobody supplies (its plugin is gone) is set aside: only a
        question about it raises InvalidInputError `charter.fact_gone`.

        Raises:
            InvalidInputError: A charter compares a fact with a wrong type, or the set is beyond
                the limits of the engine.
        """

    def decide(self, questions: Iterable[Sequence[Question]]) -> Iterator[Sequence[Outcome]]:
        """Decide batches in order; `MANUAL` where the engine died on a question."""

    def check(self, questions: Sequence[Question]) -> list[Outcome]:
        """Decide questions with the reference evaluator, for the cross-check."""

    def explain(self, question: Question) -> Explained:
        """Decide one question again, and tell every rule that matches and every condition."""

    def close(self) -> None:
        """End the process."""
