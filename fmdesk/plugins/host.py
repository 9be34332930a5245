"""Loads plugins and calls them; what one of them does wrong stays with that one.

Nothing here is a sandbox: a plugin has the rights of the program. It is kept from taking the
program down with it, and every fault is shown with the plugin that made it.
"""

import logging
import traceback
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from importlib import import_module
from inspect import ismodule
from typing import Any, TypeVar, cast

import pluggy

from fmdesk.core.domain.errors import DomainError, PluginError
from fmdesk.core.domain.spec import PluginDeclarations, PluginRow, PluginState, SchemaSpec, Text
from fmdesk.plugins.api import hookspecs
from fmdesk.plugins.declarations import gather
from fmdesk.plugins.installer import is_other_loaded, make_importable
from fmdesk.plugins.limited import within
from fmdesk.plugins.sources import (
    Manifest,
    Source,
    bundled_sources,
    check_manifest,
    duplicates,
    installed_sources,
    read_manifest,
)

T = TypeVar("T")

HOOKS = tuple(name for name in vars(hookspecs) if name.startswith("fmdesk_"))
LONGEST_TRACEBACK = 20_000
LONGEST_ERROR = 300
START_SECONDS = 20.0
"""How long the start of a plugin that somebody installed may hold up the start of the program."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Plugin:
    """One plugin with what became of it."""

    source: Source
    manifest: Manifest
    state: PluginState = PluginState.DISCOVERED
    reason: DomainError | None = None
    traceback: str = ""
    declared: PluginDeclarations | None = None

    def stop(self, state: PluginState, reason: DomainError) -> None:
        """Leave it in a state in which it is not called, and say why."""
        self.state, self.reason = state, reason
        self.declared = None
        self.note(reason)

    def note(self, reason: DomainError) -> None:
        """Keep the newest fault for the Plugins page."""
        self.reason = reason
        cause = reason.__cause__
        text = "".join(traceback.format_exception(cause)) if cause else ""
        self.traceback = text[-LONGEST_TRACEBACK:]


class PluginHost:
    """All plugins of this process. `start` is called once, before any other thread uses it.

    Args:
        sources: Where plugins come from; bundled ones and entry points when not given.
        allowed: Ids of plugins that may run beside the bundled ones.
        disabled: Ids that an administrator switched off.
        safe_mode: Run bundled plugins only.
        passing: Errors that are not the plugin's own and go through unchanged, such as those of
            the database, which the unit of work answers by trying again.
        seconds: How long the start of one installed plugin may take.
    """

    def __init__(
        self,
        sources: Iterable[Source] | None = None,
        *,
        allowed: Collection[str] = (),
        disabled: Collection[str] = (),
        safe_mode: bool = False,
        passing: tuple[type[BaseException], ...] = (),
        seconds: float | None = None,
    ) -> None:
        found = (*bundled_sources(), *installed_sources()) if sources is None else tuple(sources)
        self._plugins = [_Plugin(source, Manifest()) for source in found]
        self._duplicates = duplicates(found)
        self._allowed = frozenset(allowed)
        self._disabled = frozenset(disabled)
        self._safe_mode = safe_mode
        self.seconds = START_SECONDS if seconds is None else seconds
        self._stores: dict[str, Callable[[Any], object]] = {}
        self._passing: tuple[type[BaseException], ...] = (KeyboardInterrupt, DomainError, *passing)
        self._manager = pluggy.PluginManager(hookspecs.PROJECT)
        self._manager.add_hookspecs(hookspecs)

    def start(self) -> None:
        """Check and load every plugin; none that fails keeps another from working."""
        for plugin in self._plugins:
            self._start(plugin)

    def stop(self) -> None:
        """Tell the active plugins that the program ends; faults are logged."""
        for plugin in self._plugins:
            if plugin.state is PluginState.ACTIVE:
                self._guarded(plugin, partial(self._ask, plugin.source.id, "fmdesk_stopping"))

    def put(self, *sources: Source) -> None:
        """Start a plugin while the program runs, in the place of what had its id before.

        Args:
            sources: Where it comes from; of several others than a bundled one none runs.
        """
        ids = {source.id for source in sources}
        others = frozenset(one for one in self._duplicates if one.id not in ids)
        self._duplicates = others | duplicates(sources)
        for id_ in ids:
            self.drop(id_)
        for plugin in [_Plugin(source, Manifest()) for source in sources]:
            self._start(plugin)
            self._plugins.append(plugin)
        self.stores()

    def fail(self, id_: str, problem: DomainError) -> None:
        """Hold back a plugin that cannot work in this office."""
        for plugin in (one for one in self._plugins if one.source.id == id_):
            plugin.stop(PluginState.ERROR, problem)

    def drop(self, id_: str) -> None:
        """Stop a plugin and forget it; its code stays in memory until the program ends."""
        for plugin in [one for one in self._plugins if one.source.id == id_]:
            if plugin.state is PluginState.ACTIVE:
                self._guarded(plugin, partial(self._ask, id_, "fmdesk_stopping"))
            if self._manager.has_plugin(id_):
                self._manager.unregister(name=id_)
            self._plugins.remove(plugin)

    def sources(self, id_: str = "") -> tuple[Source, ...]:
        """Return where a plugin, or each of them, comes from; nothing for one not installed."""
        return tuple(one.source for one in self._plugins if id_ in ("", one.source.id))

    def check_schemas(self, is_behind: Callable[[str, SchemaSpec], bool]) -> None:
        """Hold back the plugins whose tables are older than their code, and let go the others.

        Args:
            is_behind: Asks the database about the tables of one plugin.
        """
        for plugin in self._plugins:
            if plugin.declared is None or not plugin.declared.schema:
                continue
            id_, schema = plugin.source.id, plugin.declared.schema[0]
            try:
                is_held = is_behind(id_, schema)
            except DomainError as problem:
                plugin.state, plugin.reason = PluginState.ERROR, problem
                continue
            if is_held:
                plugin.state = PluginState.NEEDS_UPGRADE
                plugin.reason = PluginError("plugin.needs_upgrade", plugin=id_)
            else:
                plugin.state, plugin.reason = PluginState.ACTIVE, None

    def rows(self) -> tuple[PluginRow, ...]:
        """Return every plugin found, active or not, as the Plugins page shows it."""
        return tuple(
            PluginRow(
                id=plugin.source.id,
                name=plugin.manifest.called(plugin.source.id),
                version=plugin.manifest.version,
                is_bundled=plugin.source.is_bundled,
                state=plugin.state,
                reason=plugin.reason,
                traceback=plugin.traceback,
            )
            for plugin in self._plugins
        )

    def declarations(self) -> tuple[PluginDeclarations, ...]:
        """Return what the active plugins declared."""
        return tuple(
            plugin.declared
            for plugin in self._plugins
            if plugin.declared and plugin.state is PluginState.ACTIVE
        )

    def schemas(self) -> Mapping[str, SchemaSpec]:
        """Return the schema of each plugin that could be loaded, also of one that needs upgrade."""
        return {
            plugin.source.id: plugin.declared.schema[0]
            for plugin in self._plugins
            if plugin.declared and plugin.declared.schema
        }

    def stores(self) -> Mapping[str, Callable[[Any], object]]:
        """Return, by plugin, what opens its store on the connection of a unit of work.

        The same mapping each time: it follows what is started and dropped later.
        """
        self._stores.clear()
        self._stores |= {
            id_: partial(_open_store, schema.store)
            for id_, schema in self.schemas().items()
            if schema.store
        }
        return self._stores

    def state(self, id_: str) -> PluginState | None:
        """Return the state of a plugin; None when it is not installed."""
        states = [plugin.state for plugin in self._plugins if plugin.source.id == id_]
        return PluginState.ACTIVE if PluginState.ACTIVE in states else next(iter(states), None)

    def declared(self, id_: str) -> PluginDeclarations:
        """Return what an active plugin declared.

        Raises:
            PluginError: `plugin.unavailable`.
        """
        found = self._active(id_).declared
        return found or PluginDeclarations(id_)

    def has(self, id_: str, hook: str) -> bool:
        """Tell whether a plugin answers a hook."""
        found = getattr(self._manager.hook, hook).get_hookimpls()
        return any(one.plugin_name == id_ for one in found)

    def call(self, id_: str, hook: str, **arguments: object) -> Any:
        """Call one hook of one active plugin; None where it leaves the hook out.

        Raises:
            PluginError: `plugin.unavailable`, `plugin.failed`, or the plugin's own refusal.
        """
        return self.run(id_, hook, lambda: self._ask(id_, hook, **arguments))

    def run(self, id_: str, name: str, code: Callable[[], T], *, is_unattended: bool = False) -> T:
        """Run code of one active plugin and keep a fault with its row.

        Args:
            id_: The plugin.
            name: What is run, for the message.
            code: The code; a refusal (any known error) goes through as it is.
            is_unattended: Nobody is there to read a refusal, so that the row keeps it too.

        Raises:
            PluginError: `plugin.unavailable`, `plugin.failed`.
        """
        plugin = self._active(id_)
        try:
            return self._isolated(id_, name, code)
        except DomainError as problem:
            is_fault = problem.code == "plugin.failed"
            if is_fault or is_unattended:
                plugin.note(problem)
            if is_fault:
                _log.warning("%s", problem, exc_info=problem.__cause__)
            raise

    def _active(self, id_: str) -> _Plugin:
        for plugin in self._plugins:
            if plugin.source.id == id_ and plugin.state is PluginState.ACTIVE:
                return plugin
        raise PluginError("plugin.unavailable", plugin=id_)

    def _start(self, plugin: _Plugin) -> None:
        source = plugin.source
        try:
            plugin.manifest = read_manifest(source)
        except PluginError as problem:
            plugin.stop(PluginState.ERROR, problem)
            return
        held = self._held_back(source)
        if held:
            plugin.stop(*held)
        elif source.root is None:
            self._guarded(plugin, lambda: self._load(plugin))
        else:
            self._start_within(plugin)

    def _start_within(self, plugin: _Plugin) -> None:
        """Start a plugin that was installed here; one that hangs does not keep the desk waiting."""
        late = _Plugin(plugin.source, plugin.manifest)  # what becomes of it too late is not kept
        try:
            within(
                self.seconds,
                plugin.source.id,
                lambda: self._guarded(late, lambda: self._load(late)),
            )
        except PluginError as problem:
            plugin.stop(PluginState.ERROR, problem)
            _log.warning("%s", problem)
            return
        plugin.state, plugin.declared = late.state, late.declared
        plugin.reason, plugin.traceback = late.reason, late.traceback

    def _held_back(self, source: Source) -> tuple[PluginState, DomainError] | None:
        """Return why this plugin must not even be imported, None when it may."""
        is_ours, root, id_ = source.is_bundled, source.root, source.id
        reasons = (
            (source in self._duplicates, PluginState.ERROR, "plugin.duplicate"),
            (id_ in self._disabled, PluginState.DISABLED, "plugin.disabled"),
            (
                not is_ours and root is None and id_ not in self._allowed,
                PluginState.BLOCKED,
                "plugin.not_allowed",
            ),
            (not is_ours and self._safe_mode, PluginState.DISABLED, "plugin.safe_mode"),
            (
                root is not None and is_other_loaded(source.target, root),
                PluginState.DISCOVERED,
                "plugin.restart",
            ),
        )
        found = next(((state, code) for holds, state, code in reasons if holds), None)
        if source.held is not None and (found is None or found[1] != "plugin.duplicate"):
            return source.held
        return (found[0], PluginError(found[1], plugin=id_)) if found else None

    def _load(self, plugin: _Plugin) -> None:
        """Import, check, register and question one plugin."""
        id_, target, root = plugin.source.id, plugin.source.target, plugin.source.root
        check_manifest(plugin.source, plugin.manifest)
        if root is not None:
            make_importable(target, root)
        code = self._isolated(id_, target, lambda: _imported(target))
        self._isolated(id_, target, lambda: _check_hooks(self._manager, id_, code))
        self._isolated(id_, target, lambda: self._manager.register(code, id_))
        try:
            plugin.declared = gather(
                id_,
                lambda hook, take: self._isolated(id_, hook, lambda: take(self._ask(id_, hook))),
            )
            self._isolated(id_, "fmdesk_started", lambda: self._ask(id_, "fmdesk_started"))
        except DomainError:
            self._manager.unregister(name=id_)
            raise
        plugin.state = PluginState.ACTIVE

    def _guarded(self, plugin: _Plugin, code: Callable[[], object]) -> None:
        """Run code whose fault switches off its plugin and nothing else."""
        try:
            self._isolated(plugin.source.id, plugin.source.target, code)
        except DomainError as problem:
            plugin.stop(PluginState.ERROR, problem)
            _log.warning("%s", problem, exc_info=problem.__cause__)

    def _ask(self, id_: str, hook: str, **arguments: object) -> object:
        """Call a hook of one plugin; pluggy's own call asks all and stops at the first fault."""
        for found in getattr(self._manager.hook, hook).get_hookimpls():
            if found.plugin_name == id_:
                return found.function(*(arguments[name] for name in found.argnames))
        return None

    def _isolated(self, id_: str, name: str, code: Callable[[], T]) -> T:
        """Run code of a plugin; whatever it raises comes out as a known error with its name."""
        try:
            return code()
        except self._passing:
            raise
        except BaseException as problem:  # also SystemExit: a plugin must not end the program
            error = traceback.format_exception_only(problem)[-1].strip()[:LONGEST_ERROR]
            raise PluginError("plugin.failed", plugin=id_, hook=name, error=error) from problem


def words_of(host: PluginHost, plugin: str = "") -> Mapping[str, Text]:
    """Return what plugins are called, and their commands and timer work that have words.

    Args:
        host: The plugins of this process; the commands of those that are active are known.
        plugin: The only one that is asked for; all when empty.
    """
    found = {row.id: row.name for row in host.rows()}
    for one in host.declarations():
        named = ((spec.name, spec.text) for spec in one.commands)
        timed = ((spec.name, spec.text) for spec in one.due)
        for name, text in (*named, *timed):
            if text is not None:
                found[f"{one.plugin}.{name}"] = text
    return {name: text for name, text in found.items() if plugin in {"", name.partition(".")[0]}}


def _imported(target: str) -> object:
    module, _colon, path = target.partition(":")
    found: object = import_module(module)
    for name in filter(None, path.split(".")):
        found = getattr(found, name)
    return found


def _open_store(target: str, connection: object) -> object:
    """Open a store; its module, with the database library, is imported by the first one."""
    factory = cast("Callable[[object], object]", _imported(target))
    return factory(connection)


def _check_hooks(manager: pluggy.PluginManager, id_: str, code: object) -> None:
    """Refuse names that pluggy would silently ignore.

    Raises:
        PluginError: `plugin.unknown_hook`, `plugin.unmarked_hook` or `plugin.hook_wrapper`.
    """
    for name in dir(code):
        marks = manager.parse_hookimpl_opts(code, name)
        if marks is None and not _looks_like_hook(code, name):
            continue
        hook = (marks and marks.get("specname")) or name
        if hook not in HOOKS:
            nearest = (get_close_matches(hook, HOOKS, 1) or [HOOKS[0]])[0]
            raise PluginError("plugin.unknown_hook", plugin=id_, hook=hook, nearest=nearest)
        if marks is None:
            raise PluginError("plugin.unmarked_hook", plugin=id_, hook=hook)
        if marks.get("wrapper") or marks.get("hookwrapper"):
            raise PluginError("plugin.hook_wrapper", plugin=id_, hook=hook)


def _looks_like_hook(code: object, name: str) -> bool:
    """Tell whether the author of a function meant it as a hook."""
    if not name.startswith("fmdesk_"):
        return False
    value = getattr(code, name, None)
    return callable(value) and not ismodule(value)
