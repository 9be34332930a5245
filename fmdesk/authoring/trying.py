"""Tries forms, commands and queries of a plugin in its small office; keeps what goes wrong."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from fmdesk.authoring.checks import FAULTS, Trail
from fmdesk.authoring.office import TrialOffice
from fmdesk.core.domain.errors import DomainError, PluginError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.ticket import Line
from fmdesk.messages import texts
from fmdesk.plugins.api.sql import DATABASE_ERRORS

LIFE = (EventKind.READY, EventKind.REOPENED, EventKind.DELIVERED, EventKind.CANCELLED)
"""What befalls a line after the steps of its process."""


@dataclass(slots=True)
class Tries:
    """What was tried, and what went wrong.

    Attributes:
        trial: The office.
        trail: Where it is written down what is done now.
        count: How often something was tried.
        refused: How often that was refused in words.
        wrong: What was no refusal in words, or left something behind.
    """

    trial: TrialOffice
    trail: Trail
    count: int = 0
    refused: int = 0
    wrong: list[DomainError] = field(default_factory=list)

    def attempt(self, what: str, work: Callable[[], object]) -> object:
        """Try something; what it answers, None where it was refused.

        Args:
            what: What it is called in the report.
            work: Does it.
        """
        self.trail.at(what)
        self.count += 1
        before = self._changes()
        try:
            return work()
        except DomainError as problem:
            self.refused += 1
            self.wrong += _faults(what, problem)
            if self._changes() != before:
                self.wrong.append(PluginError("check.half_stored", what=what))
        except DATABASE_ERRORS as problem:
            error = str(problem).partition("\n")[0][:300]
            self.wrong.append(PluginError("check.database", what=what, error=error))
        return None

    def _changes(self) -> object:
        """Return what is another one once anything was stored."""
        with self.trial.office.database.read() as connection:
            return connection.exec_driver_sql("PRAGMA data_version").scalar()


def _faults(what: str, problem: DomainError) -> Iterator[DomainError]:
    """Yield what is wrong with a refusal: it is a fault, or says nothing."""
    if problem.code in FAULTS or problem.code.startswith("storage."):
        said = str(problem.params.get("error") or problem.params.get("found") or problem)
        yield PluginError("check.crashed", what=what, error=said)
    elif problem.code not in texts() and not problem.params.get("reason"):
        yield PluginError("check.speechless", what=what, code=problem.code)


def live(tries: Tries, line: Line) -> None:
    """Let befall a line what befalls lines: its steps, ready, reopened, delivered, given up."""
    trial = tries.trial
    specs = {spec.id: spec for spec in trial.declared.products}
    processes = {one.code: one for one in trial.declared.processes}
    process = processes.get(specs[line.product_code].process)
    for number, step in enumerate(process.steps if process else ()):
        for kind in (EventKind.STARTED, EventKind.STEP_FINISHED):
            what = f"{line.product_code}: {kind.value} {step.name.en}"
            tries.attempt(what, partial(trial.record, line, kind, step=number))
    for kind in LIFE:
        pieces = 1 if kind is EventKind.DELIVERED else 0
        work = partial(trial.record, line, kind, quantity=pieces, reason="Proef")
        tries.attempt(f"{line.product_code}: {kind.value}", work)
