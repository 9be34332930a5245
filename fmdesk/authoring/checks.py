"""One line of what `fmdesk plugin check` finds, and how it comes from one process to another."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from fmdesk.core.domain.errors import DomainError, PluginError
from fmdesk.plugins.wheels import Wheel

MOST = 5
"""Findings of one check that are named one by one."""
FAULTS = frozenset({"plugin.failed", "plugin.wrong_answer", "plugin.unfit_fact", "check.crashed"})
"""Codes of errors that are no refusals but faults of the plugin's code."""


class Verdict(StrEnum):
    """How a check went."""

    OK = "ok"
    REFUSED = "refused"
    """A rule of the contract is broken."""
    FAILED = "failed"
    """The code of the plugin broke, hung, or ended its process."""


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the report.

    Attributes:
        suite: Which tests it is of.
        name: What was looked at.
        verdict: How it went.
        said: What to do about it; where nothing is wrong, a figure or None.
    """

    suite: str
    name: str
    verdict: Verdict = Verdict.OK
    said: DomainError | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """A plugin that is checked, as it is handed to another process.

    Attributes:
        plugin: Its id.
        target: `package.module` or `package.module:object` of its hooks.
        root: Where its package is unpacked; None where it is in the environment.
        version: Version of its wheel; empty where it comes from none.
        is_bundled: It comes with the program.
    """

    plugin: str
    target: str
    root: Path | None = None
    version: str = ""
    is_bundled: bool = False

    @classmethod
    def of_wheel(cls, wheel: Wheel, root: Path) -> "Subject":
        """Return the plugin of a wheel that is unpacked."""
        return cls(wheel.facts.plugin, wheel.facts.target, root, wheel.facts.version)


class Trail:
    """What a process is busy with, written down for when it hangs or dies.

    Args:
        path: Its file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def at(self, what: str) -> None:
        """Begin with something."""
        self._path.write_text(what, encoding="utf-8")

    def last(self) -> str:
        """Return what was begun last."""
        return self._path.read_text(encoding="utf-8") if self._path.exists() else ""


def rows(
    suite: str, name: str, found: Iterable[DomainError], well: DomainError | None = None
) -> Iterator[Check]:
    """Yield the lines of one check.

    Args:
        suite: Which tests it is of.
        name: What was looked at.
        found: What is wrong; the first few are named.
        well: The figure to show where nothing is.
    """
    wrong = list(found)
    for one in wrong[:MOST]:
        yield Check(suite, name, verdict_of(one), one)
    if len(wrong) > MOST:
        more = PluginError("check.more", count=len(wrong) - MOST)
        yield Check(suite, name, Verdict.REFUSED, more)
    if not wrong:
        yield Check(suite, name, Verdict.OK, well)


def verdict_of(problem: DomainError) -> Verdict:
    """Tell a rule that is broken from code that broke."""
    return Verdict.FAILED if problem.code in FAULTS else Verdict.REFUSED


def plain(checks: Iterable[Check]) -> list[list[object]]:
    """Return checks as what JSON can carry."""
    return [
        [one.suite, one.name, one.verdict.value, one.said.code if one.said else "", _params(one)]
        for one in checks
    ]


def from_plain(found: Iterable[list[object]]) -> tuple[Check, ...]:
    """Return the checks that another process sent."""
    made = []
    for suite, name, verdict, code, params in found:
        given = params if isinstance(params, Mapping) else {}
        said = PluginError(str(code), **given) if code else None
        made.append(Check(str(suite), str(name), Verdict(str(verdict)), said))
    return tuple(made)


def _params(one: Check) -> dict[str, object]:
    found = one.said.params if one.said else {}
    return {key: value if isinstance(value, int) else str(value) for key, value in found.items()}
