"""Conditions of a charter as a person reads them: each a sentence, beside what was found."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from fmdesk.core.domain.charter import Condition, Conditions, FactValue, Operator
from fmdesk.core.domain.facts import CORE_FACTS
from fmdesk.core.domain.spec import FactKind, FactSpec, Text
from fmdesk.core.domain.views import ConditionView
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.lineview import Names
from fmdesk.core.services.pinning import today
from fmdesk.i18n import N_, _, duration, money, number

WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
OPERATORS: Mapping[Operator, str] = {
    Operator.EQ: N_("{fact} is {value}"),
    Operator.NE: N_("{fact} is not {value}"),
    Operator.LT: N_("{fact} is less than {value}"),
    Operator.LE: N_("{fact} is at most {value}"),
    Operator.GT: N_("{fact} is more than {value}"),
    Operator.GE: N_("{fact} is at least {value}"),
    Operator.IN: N_("{fact} is one of {value}"),
    Operator.NOT_IN: N_("{fact} is none of {value}"),
}
TIME_OPERATORS: Mapping[Operator, str] = {
    Operator.LT: N_("{fact} is before {value}"),
    Operator.LE: N_("{fact} is {value} or earlier"),
    Operator.GT: N_("{fact} is after {value}"),
    Operator.GE: N_("{fact} is {value} or later"),
}
"""How moments compare; everything else as `OPERATORS` says."""
APPLIES = (
    N_("Applies when this holds"),
    N_("Applies when all of these hold"),
    N_("Applies when one of these holds"),
)
EXCEPTED = (
    N_("Excused when this holds"),
    N_("Excused when all of these hold"),
    N_("Excused when one of these holds"),
)
"""Headings: of one condition, of several that must all hold, of several of which one is enough."""
_TIMES = frozenset((FactKind.MINUTE, FactKind.WEEKDAY))
_HOUR = 60


@dataclass(frozen=True)
class ConditionWords:
    """Puts conditions into words, in the language in force.

    Attributes:
        work: Gives the names behind codes; each table is read only when a condition asks for it.
        declared: The facts that plugins declare.
        language: `nl` or `en`.
    """

    work: UnitOfWork
    declared: Sequence[FactSpec]
    language: str

    def say(
        self,
        conditions: Iterable[Condition],
        views: Iterable[ConditionView],
        facts: Mapping[str, FactValue],
    ) -> tuple[ConditionView, ...]:
        """Return the conditions with their sentence and what was found.

        Args:
            conditions: Those of a charter.
            views: What the engine made of each, in the same order.
            facts: What it saw.
        """
        return tuple(
            replace(
                view,
                asked=self.sentence(condition),
                found=self._found(condition.fact, facts),
            )
            for condition, view in zip(conditions, views, strict=True)
        )

    def facts(self, facts: Mapping[str, FactValue]) -> tuple[tuple[str, str], ...]:
        """Return facts by what they are, each with its value in the user's format."""
        return tuple(
            (label[:1].upper() + label[1:], self._one(value, spec))
            for value, spec in ((value, self._spec(name)) for name, value in facts.items())
            for label in (spec.text.get(self.language),)
        )

    def sentence(self, condition: Condition) -> str:
        """Return a condition as a sentence: `Ordered quantity is at most 100`."""
        spec = self._spec(condition.fact)
        label = spec.text.get(self.language)
        fact = label[:1].upper() + label[1:]
        if spec.type is bool and isinstance(condition.value, bool):
            is_yes = condition.value is (condition.op is Operator.EQ)
            return f"{fact}: {_yes(is_yes)}"
        words = OPERATORS[condition.op]
        if spec.kind in _TIMES:
            words = TIME_OPERATORS.get(condition.op, words)
        return _(words).format(fact=fact, value=self._value(condition.value, spec))

    def _found(self, name: str, facts: Mapping[str, FactValue]) -> str:
        return self._one(facts[name], self._spec(name)) if name in facts else _("not known")

    def _value(self, value: FactValue | tuple[FactValue, ...], spec: FactSpec) -> str:
        if not isinstance(value, tuple):
            return self._one(value, spec)
        *first, last = (self._one(one, spec) for one in value)
        return _("{first} or {last}").format(first=", ".join(first), last=last) if first else last

    def _one(self, value: FactValue, spec: FactSpec) -> str:
        """Return one value in the user's format; a code by the name of what it stands for."""
        if isinstance(value, bool):
            return _yes(value)
        if isinstance(value, str):
            names = self._names.get(spec.kind)
            return names().get(value, value) if names else value
        return _FIGURES.get(spec.kind, number)(value)

    def _spec(self, name: str) -> FactSpec:
        """Return the declaration of a fact; one whose plugin is gone is called by its name."""
        found = self._specs.get(name)
        return found or FactSpec(name, str, Text(name, name))

    @cached_property
    def _specs(self) -> dict[str, FactSpec]:
        return {spec.name: spec for spec in (*CORE_FACTS, *self.declared)}

    @cached_property
    def _names(self) -> Mapping[FactKind, Callable[[], Mapping[str, str]]]:
        people, names = self.work.people, Names(self.work, self.language)
        return {
            FactKind.UNIT: lambda: {one.code: one.name for one in people.units()},
            FactKind.DEPARTMENT: lambda: {one.code: one.name for one in people.departments()},
            FactKind.CHANNEL: lambda: {one.code: names.of(one) for one in people.channels()},
            FactKind.PRODUCT: lambda: {
                one.code: names.of(one) for one in self.work.catalog.products(today(self.work))
            },
        }


def heading(texts: Sequence[str], conditions: Conditions) -> str:
    """Return the heading of some conditions, empty when there are none.

    Args:
        texts: `APPLIES` or `EXCEPTED`.
        conditions: What stands under it.
    """
    if not conditions.items:
        return ""
    return _(texts[0 if len(conditions.items) == 1 else 1 + conditions.is_any])


def _yes(value: bool) -> str:  # the value of a fact
    return _("yes") if value else _("no")


def _weekday(value: int) -> str:
    return _(WEEKDAYS[value]) if 0 <= value < len(WEEKDAYS) else number(value)


_FIGURES: Mapping[FactKind, Callable[[int], str]] = {
    FactKind.CENTS: money,
    FactKind.SECONDS: duration,
    FactKind.WEEKDAY: _weekday,
    FactKind.MINUTE: lambda value: f"{value // _HOUR:02}:{value % _HOUR:02}",
}
