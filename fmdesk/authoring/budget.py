"""How long the code of a plugin takes, each part against a stated bound."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from time import perf_counter
from typing import TypeVar

from fmdesk.authoring.checks import Check, Trail, rows
from fmdesk.authoring.hostile import form_of, order
from fmdesk.authoring.office import TrialOffice
from fmdesk.authoring.samples import filled, sample
from fmdesk.authoring.trying import Tries, live
from fmdesk.core.domain.errors import PluginError
from fmdesk.core.domain.ticket import Line
from fmdesk.plugins.api.sql import DATABASE_ERRORS
from fmdesk.plugins.host import PluginHost
from fmdesk.plugins.sources import Source

SUITE = "budget"
ROUNDS = 3
BOUNDS: Mapping[str, int] = {
    "start": 2000,
    "hooks": 100,
    "commands": 500,
    "queries": 250,
    "due": 1000,
}
"""Milliseconds that the slowest of a kind may take in an office that is nearly empty.

Hooks run while somebody types or waits, inside the transaction of the desk.
"""
T = TypeVar("T")


class TimedHost(PluginHost):
    """A host that keeps the shortest time of each piece of a plugin's code.

    The shortest, so that a machine that is busy with something else is not held against it.
    """

    def __init__(self, source: Source) -> None:
        super().__init__([source], allowed=[source.id], passing=DATABASE_ERRORS)
        self.times: dict[str, float] = {}
        self.started = 0.0

    def start(self) -> None:
        """Start the plugin, and keep how long it took."""
        begun = perf_counter()
        super().start()
        self.started = perf_counter() - begun

    def run(self, id_: str, name: str, code: Callable[[], T], *, is_unattended: bool = False) -> T:
        """Run code of the plugin, and keep how long it took."""
        begun = perf_counter()
        try:
            return super().run(id_, name, code, is_unattended=is_unattended)
        finally:
            took = perf_counter() - begun
            self.times[name] = min(took, self.times.get(name, took))


def check_budget(trial: TrialOffice, host: TimedHost, trail: Trail) -> Iterator[Check]:
    """Yield how long each kind of code took.

    Args:
        trial: The office.
        host: Its host.
        trail: Where it is written down what is done now.
    """
    tries = Tries(trial, trail)
    for _round in range(ROUNDS):
        _work(tries)
    declared = trial.declared
    kinds = {
        "commands": {one.name for one in declared.commands},
        "queries": {one.name for one in declared.queries},
        "due": {one.name for one in declared.due},
    }
    kinds["hooks"] = set(host.times) - {"store"} - set().union(*kinds.values())
    yield from _judged("start", {trial.plugin: host.started})
    for kind, names in sorted(kinds.items()):
        found = {name: host.times[name] for name in sorted(names & set(host.times))}
        if found:
            yield from _judged(kind, found)


def _judged(kind: str, times: Mapping[str, float]) -> Iterator[Check]:
    most = BOUNDS[kind]
    slow = [
        PluginError("check.slow", name=name, took=_milliseconds(took), most=most)
        for name, took in times.items()
        if took * 1000 > most
    ]
    slowest = max(times, key=lambda name: times[name])
    took = _milliseconds(times[slowest])
    said = PluginError("check.took", name=slowest, took=took, most=most)
    yield from rows(SUITE, kind, slow, said)


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.1f}"


def _work(tries: Tries) -> None:
    """Do once all that the plugin offers, as far as it lets one."""
    trial = tries.trial
    for product in trial.declared.products:
        details = filled(form_of(trial, product))
        line = tries.attempt(product.id, partial(order, trial, product, details))
        if isinstance(line, Line):
            live(tries, line)
    for command in trial.declared.commands:
        payload = sample(command.payload)
        tries.attempt(command.name, partial(trial.run, command.name, payload))
    for query in trial.declared.queries:
        tries.attempt(query.name, partial(trial.ask, query.name, sample(query.payload)))
    tries.attempt("timer work", trial.office.extensions.run_due)
