"""Runs all suites on a plugin, each in a process of its own that may not take too long."""

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from fmdesk.authoring.checks import Check, Subject, Verdict, from_plain
from fmdesk.authoring.determinism import SUITE as DETERMINISM
from fmdesk.authoring.determinism import SURROUNDINGS, compare
from fmdesk.authoring.suites import SUITES, told, trail_in
from fmdesk.core.domain.errors import DomainError, PluginError
from fmdesk.core.domain.installing import Offer
from fmdesk.core.ports import Progress
from fmdesk.plugins.asking import ask, ask_declarations
from fmdesk.plugins.installer import tried
from fmdesk.plugins.wheels import read_wheel

SECONDS = 120
"""How long one suite may take before it is ended."""


def check_wheel_fully(
    path: Path, progress: Progress, seconds: float = SECONDS
) -> tuple[Offer, tuple[Check, ...]]:
    """Check a wheel, ask what it declares, and run all suites; nothing of the user's is touched.

    Args:
        path: The wheel.
        progress: Told which suite is done.
        seconds: How long one suite may take.

    Raises:
        StorageError: It cannot be read.
        PluginError: It cannot be installed at all; the sentence says why.
    """
    wheel = read_wheel(path)
    with tried(wheel) as root:
        offer = Offer(wheel.facts, ask_declarations(wheel.facts, root))
        return offer, tuple(run_suites(Subject.of_wheel(wheel, root), progress, seconds))


def run_suites(subject: Subject, progress: Progress, seconds: float = SECONDS) -> Iterator[Check]:
    """Yield what the suites find on a plugin.

    Args:
        subject: The plugin.
        progress: Told which suite is done.
        seconds: How long one suite may take.
    """
    total = len(SUITES) + 1
    with tempfile.TemporaryDirectory(prefix="fmdesk-check-") as name:
        folder = Path(name)
        for number, (suite, work) in enumerate(SUITES.items()):
            progress.report(number, total)
            try:
                found = from_plain(_apart(work, subject, folder, seconds))
            except DomainError as problem:
                yield Check(suite, "run", Verdict.FAILED, problem)
                if suite == next(iter(SUITES)):
                    return  # there is no office to try the rest in
                continue
            yield from found
        progress.report(total - 1, total)
        try:
            yield from compare(*_surroundings(subject, folder, seconds))
        except DomainError as problem:
            yield Check(DETERMINISM, "run", Verdict.FAILED, problem)
        progress.report(total, total)


def _surroundings(
    subject: Subject, folder: Path, seconds: float
) -> Iterator[Mapping[str, Mapping[str, str]]]:
    for language, seed in SURROUNDINGS:
        variables = {"PYTHONHASHSEED": seed}
        yield _apart(told, subject, folder, seconds, language, variables=variables)


def _apart(
    work: Any,
    subject: Subject,
    folder: Path,
    seconds: float,
    *more: str,
    variables: Mapping[str, str] | None = None,
) -> Any:
    """Run a suite in a process of its own.

    Raises:
        PluginError: `check.hung` or `check.ended`, with what it was busy with; or what it raised.
    """
    arguments = (subject, folder, *more)
    try:
        return ask(work, arguments, subject.plugin, seconds, "check", variables or {})
    except PluginError as problem:
        codes = {"plugin.child_slow": "check.hung", "plugin.child_died": "check.ended"}
        if problem.code not in codes:
            raise
        doing = trail_in(folder).last() or "start"
        raise PluginError(codes[problem.code], what=doing, seconds=int(seconds)) from problem
