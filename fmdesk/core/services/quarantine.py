"""Which verdicts wait in quarantine, and what persons said that they are.

The same code serves the month's control and the page that explains a line.
"""

import json
from collections.abc import Mapping, Sequence

from fmdesk.core.domain.charter import FactValue, Outcome
from fmdesk.core.domain.month_progress import facts_digest
from fmdesk.core.ports import Question, RuleEngine


def checked(
    engine: RuleEngine, questions: Sequence[Question], answers: Sequence[Outcome]
) -> list[Outcome]:
    """Return the engine's answers: `MANUAL` where the reference does not give the same.

    Args:
        engine: Gives the reference's answers.
        questions: What was asked.
        answers: What the engine said.
    """
    decided = [
        question
        for question, answer in zip(questions, answers, strict=True)
        if answer is not Outcome.MANUAL
    ]
    checks = iter(engine.check(decided))
    return [
        answer if answer is not Outcome.MANUAL and next(checks) is answer else Outcome.MANUAL
        for answer in answers
    ]


_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def facts_text(facts: Mapping[str, FactValue]) -> str:
    """Return the facts of a verdict as the canonical JSON in which they are stored."""
    return _encode(facts)


def digest_of(facts: Mapping[str, FactValue]) -> str:
    """Return by what a ruling knows the facts for which it holds."""
    return facts_digest(facts_text(facts))
