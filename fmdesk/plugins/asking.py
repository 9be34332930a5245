"""Runs code of a plugin that nobody approved yet in a process of its own, with a time limit.

The answer comes back as JSON, so that nothing of it runs here. The process has the rights of the
program: it keeps faults apart, not intentions.
"""

import json
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from types import MappingProxyType
from typing import Any

from fmdesk.core.domain.errors import DomainError, PluginError, StorageError
from fmdesk.core.domain.installing import Addition, Offer, WheelFacts
from fmdesk.plugins.additions import additions, from_plain, plain
from fmdesk.plugins.host import PluginHost
from fmdesk.plugins.installer import tried
from fmdesk.plugins.sources import Source
from fmdesk.plugins.wheels import read_wheel

SECONDS = 30
"""How long the code of a plugin may take before it is ended."""
LARGEST_ANSWER = 2**20
NO_VARIABLES: Mapping[str, str] = MappingProxyType({})


def ask_declarations(
    facts: WheelFacts, root: Path, seconds: float = SECONDS
) -> tuple[Addition, ...]:
    """Return what a plugin declares, asked in a process of its own.

    Args:
        facts: The plugin.
        root: Where its package is unpacked.
        seconds: How long it may take.

    Raises:
        PluginError: It cannot be loaded, ends or hangs; `plugin.child_died`, `plugin.child_slow`.
    """
    return from_plain(ask(_declare, (facts.plugin, facts.target, root), facts.plugin, seconds))


def check_file(path: Path, seconds: float = SECONDS) -> Offer:
    """Check a wheel on this machine, and ask its plugin what it declares; nothing is changed.

    Raises:
        StorageError: It cannot be read.
        PluginError: What is wrong with it.
    """
    wheel = read_wheel(path)
    with tried(wheel) as root:
        return Offer(wheel.facts, ask_declarations(wheel.facts, root, seconds))


def ask(
    work: Callable[..., object],
    arguments: tuple[Any, ...],
    plugin: str,
    seconds: float,
    name: str = "import",
    variables: Mapping[str, str] = NO_VARIABLES,
) -> Any:
    """Run work in a process of its own and return its answer, which JSON must be able to carry.

    Args:
        work: A function of a module.
        arguments: What it is called with.
        plugin: Whose code runs.
        seconds: How long it may take.
        name: What is run, for the message.
        variables: Variables of its environment beside ours.

    Raises:
        DomainError: What the work raised, or `plugin.child_died`, `plugin.child_slow`.
        StorageError: `plugin.no_child`.
    """
    context = get_context("spawn")
    mine, theirs = context.Pipe(duplex=False)
    process = context.Process(
        target=_serve,
        args=(theirs, work, arguments, plugin, name),
        name="fmdesk-plugin",
        daemon=True,
    )
    try:
        with _environment(variables):
            process.start()
    except OSError as problem:  # no room for another process
        raise StorageError("plugin.no_child", reason=problem.strerror or str(problem)) from problem
    theirs.close()
    try:
        if not mine.poll(seconds):
            raise PluginError("plugin.child_slow", plugin=plugin, seconds=int(seconds))
        answer = json.loads(mine.recv_bytes(LARGEST_ANSWER))
    except (EOFError, OSError, ValueError) as problem:
        raise PluginError("plugin.child_died", plugin=plugin) from problem
    finally:
        process.kill()
        process.join()
        process.close()
        mine.close()
    return _answered(answer, plugin)


@contextmanager
def _environment(variables: Mapping[str, str]) -> Iterator[None]:
    """Add variables while a process is started, which takes ours along."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            os.environ.update({} if value is None else {name: value})


def _answered(answer: object, plugin: str) -> object:
    if not isinstance(answer, dict):
        raise PluginError("plugin.child_died", plugin=plugin)
    if "code" in answer:
        problem = PluginError(str(answer["code"]), **dict(answer.get("params") or {}))
        problem.__cause__ = ChildError(str(answer.get("trace", "")))
        raise problem
    return answer.get("answer")


class ChildError(Exception):
    """What went wrong in the other process: its traceback."""


def _serve(
    theirs: Connection,
    work: Callable[..., object],
    arguments: tuple[Any, ...],
    plugin: str,
    name: str,
) -> None:
    """Do the work in the new process; what it prints goes nowhere."""
    sys.dont_write_bytecode = True
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    answer: Mapping[str, object]
    try:
        answer = {"answer": work(*arguments)}
    except DomainError as problem:
        params = {key: _said(value) for key, value in problem.params.items()}
        answer = {"code": problem.code, "params": params, "trace": _trace(problem.__cause__)}
    except BaseException as problem:  # noqa: BLE001  # also SystemExit: it always answers
        error = traceback.format_exception_only(problem)[-1].strip()[:300]
        params = {"plugin": plugin, "hook": name, "error": error}
        answer = {"code": "plugin.failed", "params": params, "trace": _trace(problem)}
    theirs.send_bytes(json.dumps(answer).encode())
    os._exit(0)


def _said(value: object) -> object:
    return value if isinstance(value, int | str) else str(value)


def _trace(problem: BaseException | None) -> str:
    return "".join(traceback.format_exception(problem))[-20_000:] if problem else ""


def _declare(plugin: str, target: str, root: Path) -> object:
    """Load a plugin as a desk would, and return what it declares."""
    host = load_alone(plugin, target, root)
    return plain(additions(host.declared(plugin)))


def load_alone(plugin: str, target: str, root: Path) -> PluginHost:
    """Return a host in which this one plugin is active.

    Raises:
        DomainError: Why it is not.
    """
    host = PluginHost([Source(plugin, target, root=root)])
    host.start()
    (row,) = host.rows()
    if row.reason is not None:
        raise row.reason
    return host
