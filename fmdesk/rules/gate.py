"""The gate before the engine: only known facts of the right type and size get to its C core.

Of a question only the facts that its charter names pass; anything else never leaves this process.
"""

from collections.abc import Mapping

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.facts import ALWAYS_PRESENT, LARGEST_NUMBER, value_fault
from fmdesk.core.ports import Question
from fmdesk.rules.compiler import Plan

Row = tuple[int | str | bool | None, ...]
"""A question on its way: place of the charter, then its facts in order, None for an absent one."""

_REMEMBERED = 20_000


class Gate:
    """Turns questions into rows.

    Args:
        plans: Plans by number of the charter version; rows name them by their order.
        refused: What keeps other charter versions from being decided, by number.
    """

    def __init__(
        self, plans: Mapping[int, Plan], refused: Mapping[int, InvalidInputError] | None = None
    ) -> None:
        self._refused = refused or {}
        self._plans = {
            version_id: (place, tuple(zip(plan.facts, plan.types, strict=True)))
            for place, (version_id, plan) in enumerate(plans.items())
        }
        self._codes = {version_id: plan.code for version_id, plan in plans.items()}
        self._fit_texts: set[str] = set()

    def row(self, question: Question) -> Row | None:
        """Return a question as a row, None when its facts are not fit (see `fault`).

        Raises:
            InvalidInputError: `engine.unknown_charter` when the charter was not loaded, or why it
                was set aside.
        """
        try:
            place, wanted = self._plans[question.charter_version_id]
        except KeyError:
            raise self._refusal(question) from None
        facts = question.facts
        row: list[int | str | bool | None] = [place]
        for name, type_ in wanted:
            value = facts.get(name)
            # The whole check stands in `value_fault`; this is its quick form, run for every fact.
            if type_ is bool:
                is_fit = value is True or value is False
            elif type_ is int:
                is_fit = type(value) is int and -LARGEST_NUMBER <= value <= LARGEST_NUMBER
            else:
                is_fit = type(value) is str and (
                    value in self._fit_texts or self._is_fit_text(value)
                )
            if not is_fit and (value is not None or name in ALWAYS_PRESENT):
                return None
            row.append(value)
        return tuple(row)

    def fault(self, question: Question) -> InvalidInputError | None:
        """Return what keeps a question out, None when it may pass.

        Raises:
            InvalidInputError: As `row`.
        """
        if question.charter_version_id not in self._plans:
            raise self._refusal(question)
        code = self._codes[question.charter_version_id]
        for name, type_ in self._plans[question.charter_version_id][1]:
            value = question.facts.get(name)
            if value is None:
                if name in ALWAYS_PRESENT:
                    return InvalidInputError("facts.missing", charter=code, fact=name)
            elif fault := value_fault(value, type_):
                return InvalidInputError(fault, charter=code, fact=name, value=str(value))
        return None

    def _refusal(self, question: Question) -> InvalidInputError:
        """Return why the charter of a question has no plan."""
        number = question.charter_version_id
        return self._refused.get(number, InvalidInputError("engine.unknown_charter", number=number))

    def _is_fit_text(self, value: str) -> bool:
        if value_fault(value, str):
            return False
        if len(self._fit_texts) >= _REMEMBERED:
            self._fit_texts.clear()
        self._fit_texts.add(value)
        return True
