"""One question explained: what matches, and each condition of the charter beside its fact."""

from collections.abc import Iterable, Mapping, Sequence

from fmdesk.core.domain.charter import Charter, Condition, FactValue, Outcome
from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.views import ConditionView
from fmdesk.core.ports import Explained, Question
from fmdesk.rules.reference import is_met


def explained(
    charter: Charter,
    question: Question,
    matching: Sequence[Outcome],
    refused: DomainError | None,
) -> Explained:
    """Return the explanation of a question.

    Args:
        charter: The charter version that it is about.
        question: The question.
        matching: Outcomes of all rules that match, by precedence; none when it could not be
            decided.
        refused: What the gate found.
    """
    is_fit = refused is None
    return Explained(
        outcome=matching[0] if matching else Outcome.MANUAL,
        matching=tuple(dict.fromkeys(matching)),
        conditions=_views(charter.applies_when.items, question.facts, is_fit=is_fit),
        exceptions=_views(charter.except_when.items, question.facts, is_fit=is_fit),
        refused=refused,
    )


def _views(
    conditions: Iterable[Condition], facts: Mapping[str, FactValue], *, is_fit: bool
) -> tuple[ConditionView, ...]:
    """Return conditions beside their facts; of unfit facts none counts as met."""
    return tuple(
        ConditionView(
            fact=condition.fact,
            op=str(condition.op),
            value=(
                ", ".join(_shown(value) for value in condition.value)
                if isinstance(condition.value, tuple)
                else _shown(condition.value)
            ),
            actual=_shown(facts[condition.fact]) if condition.fact in facts else "",
            is_met=is_fit and is_met(condition, facts),
        )
        for condition in conditions
    )


def _shown(value: FactValue) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
