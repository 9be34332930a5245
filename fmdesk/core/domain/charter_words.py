"""The conditions of a charter in words, in Dutch and English."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from fmdesk.core.domain.charter import Condition, Conditions, FactValue, Operator
from fmdesk.core.domain.charter_figures import duration, figure, joined, minute, money, weekday
from fmdesk.core.domain.charter_phrases import NL, OPERATORS, PHRASES, TIME_OPERATORS
from fmdesk.core.domain.spec import FactKind, FactSpec, Text

_TIMES = frozenset((FactKind.MINUTE, FactKind.WEEKDAY))


@dataclass(frozen=True, slots=True)
class Wording:
    """The names behind the codes of a charter.

    Attributes:
        facts: The known facts by name.
        names: By kind of fact the names behind its codes; those of products among them.
        clusters: Names of clusters by code.
    """

    facts: Mapping[str, FactSpec] = field(default_factory=dict)
    names: Mapping[FactKind, Mapping[str, Text]] = field(default_factory=dict)
    clusters: Mapping[str, Text] = field(default_factory=dict)


def conditions_words(
    conditions: Conditions, wording: Wording, language: str, *, is_clause: bool = False
) -> str:
    """Return conditions after each other: `ordered quantity is at most 100 and channel is Phone`.

    None of them is `always` for all of none, `never` for any of none.

    Args:
        conditions: The conditions.
        wording: The names behind their codes.
        language: `nl` or `en`.
        is_clause: They stand after *when*, where Dutch has its verb last.
    """
    said = PHRASES[language]
    if not conditions.items:
        return said["never" if conditions.is_any else "always"]
    joint = said["or" if conditions.is_any else "and"]
    return joint.join(
        condition_words(one, wording, language, is_clause=is_clause) for one in conditions.items
    )


def condition_words(
    condition: Condition, wording: Wording, language: str, *, is_clause: bool = False
) -> str:
    """Return one condition in words; see `conditions_words`."""
    spec = spec_of(condition.fact, wording)
    label = spec.text.get(language)
    fact = label[:1].lower() + label[1:]
    if isinstance(condition.value, bool):
        is_yes = condition.value is (condition.op is not Operator.NE)
        return f"{fact}: {PHRASES[language]['yes' if is_yes else 'no']}"
    words = OPERATORS[language][condition.op]
    if spec.kind in _TIMES:
        words = TIME_OPERATORS[language].get(condition.op, words)
    if is_clause and language == NL:
        words = "{fact} " + words.removeprefix("{fact} is ") + " is"
    values = condition.value if isinstance(condition.value, tuple) else (condition.value,)
    listed = joined((value_words(one, spec, wording, language) for one in values), "or", language)
    return words.format(fact=fact, value=listed)


def value_words(value: FactValue, spec: FactSpec, wording: Wording, language: str) -> str:
    """Return a value of a fact as a person reads it; a code by the name of what it stands for."""
    if isinstance(value, bool):
        return PHRASES[language]["yes" if value else "no"]
    if isinstance(value, str):
        name = wording.names.get(spec.kind, {}).get(value)
        return name.get(language) if name else value
    return _FIGURES.get(spec.kind, figure)(value, language)


def spec_of(name: str, wording: Wording) -> FactSpec:
    """Return the declaration of a fact; one that nobody declares is called by its name."""
    return wording.facts.get(name) or FactSpec(name, str, Text(name, name))


_FIGURES: Mapping[FactKind, Callable[[int, str], str]] = {
    FactKind.CENTS: money,
    FactKind.SECONDS: duration,
    FactKind.WEEKDAY: weekday,
    FactKind.MINUTE: minute,
}
