"""What no page sends: each form, command and query gets wrong, huge, strange and missing values."""

from collections.abc import Iterator
from functools import partial
from types import NoneType
from typing import Any

from fmdesk.authoring.checks import Check, Trail, rows
from fmdesk.authoring.office import TrialOffice
from fmdesk.authoring.samples import filled, hostile_forms, hostile_payloads, sample
from fmdesk.authoring.trying import Tries, live
from fmdesk.core.domain.canonical import to_data
from fmdesk.core.domain.errors import PluginError
from fmdesk.core.domain.spec import CommandSpec, FormSpec, ProductSpec, QuerySpec
from fmdesk.core.domain.ticket import Line

SUITE = "hostile"
QUANTITIES = (0, -1, 10**9)


def check_hostile(trial: TrialOffice, trail: Trail) -> Iterator[Check]:
    """Yield how a plugin took what it should refuse; only refusals in words are well."""
    kinds = {
        "orders": _orders,
        "life": _lives,
        "commands": _commands,
        "queries": _queries,
    }
    for name, work in kinds.items():
        tries = Tries(trial, trail)
        work(tries)
        said = PluginError("check.tries", count=tries.count, refused=tries.refused)
        yield from rows(SUITE, name, tries.wrong, said)


def form_of(trial: TrialOffice, product: ProductSpec) -> FormSpec | None:
    """Return the form of a kind of product."""
    return next((one for one in trial.declared.forms if one.id == product.form), None)


def order(trial: TrialOffice, product: ProductSpec, details: dict[str, Any]) -> Line:
    """Take an order with these answers."""
    return trial.order(product.id, **details)


def _orders(tries: Tries) -> None:
    trial = tries.trial
    for product in trial.declared.products:
        form = form_of(trial, product)
        for what, details in hostile_forms(form):
            tries.attempt(f"{product.id}: {what}", partial(order, trial, product, details))
        for quantity in QUANTITIES:
            work = partial(trial.order, product.id, quantity, **filled(form))
            tries.attempt(f"{product.id}: {quantity}", work)


def _lives(tries: Tries) -> None:
    trial = tries.trial
    for product in trial.declared.products:
        details = filled(form_of(trial, product))
        line = tries.attempt(f"{product.id}: order", partial(order, trial, product, details))
        if isinstance(line, Line):
            live(tries, line)
        card = partial(trial.office.services.knowledge.card, product.id, "nl")
        tries.attempt(f"{product.id}: card", card)


def _commands(tries: Tries) -> None:
    for spec in tries.trial.declared.commands:
        for what, payload in _payloads(spec):
            work = partial(tries.trial.run, spec.name, payload)
            tries.attempt(f"{spec.name}: {what}", work)


def _queries(tries: Tries) -> None:
    for spec in tries.trial.declared.queries:
        for what, payload in _payloads(spec):
            work = partial(tries.trial.ask, spec.name, payload)
            tries.attempt(f"{spec.name}: {what}", work)


def _payloads(spec: CommandSpec | QuerySpec) -> Iterator[tuple[str, Any]]:
    well = None if spec.payload is NoneType else to_data(sample(spec.payload))
    yield "as declared", well
    yield from hostile_payloads(well)
