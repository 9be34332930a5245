"""Each suite as work for a process of its own: it gets plain data and gives plain data back."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from fmdesk.authoring.budget import TimedHost, check_budget
from fmdesk.authoring.checks import Subject, Trail, plain
from fmdesk.authoring.contract import check_contract
from fmdesk.authoring.determinism import told_in
from fmdesk.authoring.hostile import check_hostile
from fmdesk.authoring.office import open_trial
from fmdesk.authoring.uninstall import check_uninstall
from fmdesk.plugins.sources import Source

READY = "ready"
"""Folder of the office as it was made, which each suite gets a copy of."""


def source_of(subject: Subject) -> Source:
    """Return where a plugin comes from."""
    return Source(subject.plugin, subject.target, subject.is_bundled, subject.root)


def contract(subject: Subject, folder: Path) -> object:
    """Make the office, and look whether the plugin keeps to the contract."""
    with open_trial(folder / READY, source_of(subject)) as trial:
        return plain(check_contract(subject, trial.declared))


def hostile(subject: Subject, folder: Path) -> object:
    """Give it wrong, huge, strange and missing values."""
    with open_trial(_copy(folder, "hostile"), source_of(subject)) as trial:
        return plain(check_hostile(trial, trail_in(folder)))


def budget(subject: Subject, folder: Path) -> object:
    """Take the time."""
    source = source_of(subject)
    host = TimedHost(source)
    with open_trial(_copy(folder, "budget"), source, host=host) as trial:
        return plain(check_budget(trial, host, trail_in(folder)))


def told(subject: Subject, folder: Path, language: str) -> object:
    """Return what it says in one language."""
    with open_trial(_copy(folder, f"told-{language}"), source_of(subject)) as trial:
        return told_in(trial, language, trail_in(folder))


def uninstall(subject: Subject, folder: Path) -> object:
    """Take it away."""
    return plain(check_uninstall(_copy(folder, "gone"), source_of(subject), trail_in(folder)))


def trail_in(folder: Path) -> Trail:
    """Return what tells what a process was busy with."""
    return Trail(folder / "trail")


def _copy(folder: Path, name: str) -> Path:
    shutil.copytree(folder / READY, folder / name)
    return folder / name


SUITES: Mapping[str, Callable[[Subject, Path], object]] = {
    "contract": contract,
    "hostile": hostile,
    "budget": budget,
    "uninstall": uninstall,
}
