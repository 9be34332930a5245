"""Does a plugin say the same twice: at once, in another language, under another hash seed."""

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import partial

from fmdesk.authoring.checks import Check, Trail, rows
from fmdesk.authoring.hostile import form_of, order
from fmdesk.authoring.office import TrialOffice
from fmdesk.authoring.samples import filled
from fmdesk.authoring.trying import Tries
from fmdesk.core.domain.errors import DomainError, PluginError
from fmdesk.core.domain.spec import PluginDeclarations
from fmdesk.core.domain.ticket import Line
from fmdesk.i18n import using_language
from fmdesk.plugins.declarations import gather

SUITE = "determinism"
SURROUNDINGS = (("nl", "1"), ("en", "2"))
"""Language and hash seed of the processes that are compared."""
Told = Mapping[str, Mapping[str, str]]


def told_in(trial: TrialOffice, language: str, trail: Trail) -> Told:
    """Return what a plugin declares, twice, and what it pins on an order, as plain texts.

    Args:
        trial: The office.
        language: The language in which it is asked.
        trail: Where it is written down what is done now.
    """
    host, plugin = trial.office.host, trial.plugin
    with using_language(language):
        again = gather(plugin, lambda hook, take: take(host.call(plugin, hook)))
        facts = dict(_facts(Tries(trial, trail)))
    return {"first": _declared(trial.declared), "again": _declared(again), "facts": facts}


def compare(first: Told, second: Told) -> Iterator[Check]:
    """Yield whether two processes said the same."""
    yield from rows(SUITE, "twice", _unlike(first["first"], first["again"]))
    yield from rows(SUITE, "elsewhere", _unlike(first["first"], second["first"]))
    yield from rows(SUITE, "facts", _unlike(first["facts"], second["facts"]))


def _unlike(one: Mapping[str, str], other: Mapping[str, str]) -> Iterator[DomainError]:
    for place in sorted({*one, *other}):
        first, second = one.get(place, "-"), other.get(place, "-")
        if first != second:
            yield PluginError("check.unlike", place=place, first=first[:80], second=second[:80])


def _facts(tries: Tries) -> Iterator[tuple[str, str]]:
    trial = tries.trial
    for product in trial.declared.products:
        details = filled(form_of(trial, product))
        line = tries.attempt(product.id, partial(order, trial, product, details))
        if isinstance(line, Line):
            yield f"{product.id}.price", str(line.price_cents)
            yield f"{product.id}.due", str(line.due_at)
            for name, value in line.facts.items():
                yield f"{product.id}.{name}", repr(value)


def _declared(declared: PluginDeclarations) -> Mapping[str, str]:
    return dict(_leaves(declared, declared.plugin))


def _leaves(value: object, place: str) -> Iterator[tuple[str, str]]:
    """Yield each part without parts, by its place."""
    if is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from _leaves(getattr(value, one.name), f"{place}.{one.name}")
    elif isinstance(value, tuple | list):
        for number, item in enumerate(value):
            yield from _leaves(item, f"{place}[{number}]")
    elif isinstance(value, AbstractSet):
        yield place, str(sorted(map(str, value)))
    elif isinstance(value, type) or (callable(value) and not isinstance(value, Enum)):
        yield place, _code(value)
    else:
        yield place, repr(value)


def _code(value: Callable[..., object]) -> str:
    return str(getattr(value, "__qualname__", type(value).__qualname__))
