"""Where plugins come from: the bundled ones and entry points, each with a manifest read unrun."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

from fmdesk.core.domain.errors import DomainError, PluginError
from fmdesk.core.domain.spec import PluginState, Text
from fmdesk.plugins.api.hookspecs import API_VERSION

GROUP = "fmdesk.plugins"
"""Entry point group: the name is the plugin's id, the value its module or `module:object`."""

BUNDLED: Mapping[str, str] = {
    "faults": "fmdesk.plugins.bundled.faults.plugin",
    "rooms": "fmdesk.plugins.bundled.rooms.plugin",
    "supplies": "fmdesk.plugins.bundled.supplies.plugin",
}
"""The bundled plugins by id; named, not imported, so that each is loaded like any other."""

MANIFEST = "plugin.manifest"
ID = re.compile(r"[a-z][a-z0-9_]{0,29}")
MANIFEST_MOST = 10_000
NO_NAME = Text("", "")


@dataclass(frozen=True, slots=True)
class Source:
    """One place that offers a plugin.

    Attributes:
        id: Name of its entry point.
        target: `package.module` or `package.module:object`.
        is_bundled: Delivered with the program, so always allowed.
        root: Managed folder that its package was unpacked into, when somebody installed it here;
            such a plugin was approved, so it is allowed too.
        held: State in which it must stay without being imported, and why.
    """

    id: str
    target: str
    is_bundled: bool = False
    root: Path | None = None
    held: tuple[PluginState, DomainError] | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a plugin says of itself before any of its code runs."""

    api: str = ""
    name: Text = NO_NAME
    version: str = ""

    def called(self, plugin: str) -> Text:
        """Return its name in both languages; its id stands in for one that is missing."""
        return Text(self.name.nl or self.name.en or plugin, self.name.en or self.name.nl or plugin)


def bundled_sources() -> tuple[Source, ...]:
    """Return the plugins that come with the program."""
    return tuple(Source(id_, target, is_bundled=True) for id_, target in BUNDLED.items())


def installed_sources() -> tuple[Source, ...]:
    """Return what installed distributions offer, by id; nothing of them is run."""
    found = {Source(point.name, point.value) for point in entry_points(group=GROUP)}
    return tuple(sorted(found, key=lambda source: (source.id, source.target)))


def duplicates(sources: Iterable[Source]) -> frozenset[Source]:
    """Return the sources that must not run because another one has their id.

    A bundled plugin keeps its id; of several others with one id none may run, since nothing says
    which of them was meant.
    """
    by_id: dict[str, list[Source]] = {}
    for source in sources:
        by_id.setdefault(source.id, []).append(source)
    return frozenset(
        source
        for same in by_id.values()
        if len(same) > 1
        for source in same
        if not source.is_bundled
    )


def read_manifest(source: Source) -> Manifest:
    """Read the manifest in the folder of a plugin's package, without importing the package.

    Raises:
        PluginError: `plugin.no_manifest` or `plugin.bad_manifest`.
    """
    try:
        data = (_folder(source) / MANIFEST).read_bytes()
    except OSError:
        data = None
    return parse_manifest(source.id, data)


def parse_manifest(plugin: str, data: bytes | None) -> Manifest:
    """Read a manifest, None where there is no such file; see `read_manifest`."""
    try:
        text = "" if data is None else data[:MANIFEST_MOST].decode()
    except UnicodeDecodeError:
        data = None
    if data is None:
        raise PluginError("plugin.no_manifest", plugin=plugin, file=MANIFEST)
    values: dict[str, str] = {}
    for line in filter(str.strip, text.splitlines()):
        key, colon, value = line.partition(":")
        if not colon:
            raise PluginError("plugin.bad_manifest", plugin=plugin, line=line[:80])
        values[key.strip().lower()] = value.strip()[:100]
    name = values.get("name", "")
    names = Text(values.get("name-nl", name), values.get("name-en", name))
    return Manifest(values.get("fmdesk-api", ""), names, values.get("version", ""))


def check_manifest(source: Source, manifest: Manifest) -> None:
    """Refuse a plugin that cannot work with this program, before it is run.

    Raises:
        PluginError: `plugin.bad_id` or `plugin.api_version`.
    """
    if not ID.fullmatch(source.id):
        raise PluginError("plugin.bad_id", plugin=source.id[:80])
    if manifest.api != str(API_VERSION):
        raise PluginError(
            "plugin.api_version", plugin=source.id, needed=manifest.api or "?", has=API_VERSION
        )


def _folder(source: Source) -> Path:
    """Return the folder of the plugin's package, found by its top-level package alone."""
    top, *rest = source.target.partition(":")[0].split(".")
    if source.root is not None:
        path = source.root.joinpath(top, *rest)
        return path if path.is_dir() else path.parent
    try:
        spec = find_spec(top)
    except (ImportError, ValueError) as problem:
        raise PluginError("plugin.no_manifest", plugin=source.id, file=MANIFEST) from problem
    places = (spec.submodule_search_locations if spec else None) or [""]
    path = Path(places[0], *rest)
    return path if path.is_dir() else path.parent
