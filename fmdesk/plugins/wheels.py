"""Reads a plugin's wheel without running any of it, and refuses what cannot be installed safely.

A wheel is a zip file; everything here looks at bytes alone. What a check refuses is a `PluginError`
whose sentence tells the author or the administrator what to do.
"""

import ast
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from fmdesk.core.domain.errors import PluginError, StorageError
from fmdesk.core.domain.installing import WheelFacts
from fmdesk.core.domain.permissions import COMMANDS
from fmdesk.plugins.sources import BUNDLED, MANIFEST, Source, check_manifest, parse_manifest
from fmdesk.plugins.wheelmeta import (
    WheelName,
    check_metadata,
    check_record,
    entry_point,
    parse_name,
)

LARGEST_WHEEL = 20 * 2**20
LARGEST_CONTENT = 60 * 2**20
LARGEST_SOURCE = 2 * 2**20
MOST_FILES = 2_000
ENCRYPTED = 1
PACKAGE = "fmdesk_"
"""Begin of the name of every package that a unit brings, so that none hides a module."""
NATIVE = frozenset({".so", ".pyd", ".dll", ".dylib", ".exe", ".pyc", ".pyo"})
"""Endings of what runs and cannot be read."""
RESERVED = frozenset({name.partition(".")[0] for name in COMMANDS} | {"plugins", "core"})
"""Ids that begin the names of the program's own commands and settings."""
TABLE_VERBS = {
    "create_table": 0,
    "drop_table": 0,
    "rename_table": 0,
    "add_column": 0,
    "drop_column": 0,
    "alter_column": 0,
    "batch_alter_table": 0,
    "bulk_insert": 0,
    "create_index": 1,
}
"""What a migration does to a table, and which argument names it."""


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel that may be installed.

    Attributes:
        facts: What it says of itself.
        content: Its bytes.
        files: What is unpacked: the files of its package by their path.
    """

    facts: WheelFacts
    content: bytes
    files: Mapping[str, bytes]


def read_wheel(path: Path) -> Wheel:
    """Read and check a wheel on this machine.

    Raises:
        StorageError: `plugin.unread`.
        PluginError: It is no wheel of a plugin, or may not be installed; the sentence says why.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST_WHEEL:
            raise PluginError("plugin.wheel_large", name=path.name, most=LARGEST_WHEEL // 2**20)
        content = path.read_bytes()
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise StorageError("plugin.unread", name=path.name, reason=reason) from problem
    return check_wheel(path.name, content)


def approved_wheel(facts: WheelFacts, content: bytes) -> Wheel:
    """Return a wheel that was approved before, from the bytes that the database keeps.

    Raises:
        PluginError: `plugin.no_wheel` or `plugin.record_hash`: they are not what was approved.
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            files = {path: archive.read(path) for path in facts.files}
    except (BadZipFile, KeyError) as problem:
        raise PluginError("plugin.no_wheel", name=facts.plugin) from problem
    for path, data in files.items():
        if sha256(data).hexdigest() != facts.files[path]:
            raise PluginError("plugin.record_hash", file=path)
    return Wheel(facts, content, files)


def check_wheel(file_name: str, content: bytes) -> Wheel:
    """Check the bytes of a wheel; see `read_wheel`.

    Args:
        file_name: Its name, which says project, version and what it was built for.
        content: Its bytes.
    """
    name = parse_name(file_name)
    try:
        with ZipFile(BytesIO(content)) as archive:
            infos = tuple(_entries(archive, file_name))
            files = {info.filename: archive.read(info) for info in infos}
    except (BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError) as problem:
        raise PluginError("plugin.no_wheel", name=file_name) from problem
    check_record(name, files)
    metadata = check_metadata(name, files)
    plugin, target = entry_point(name, files)
    source = Source(plugin, target)
    package = _package(name, files)
    check_id(plugin)
    module = _module(plugin, target, package, files)
    manifest = parse_manifest(plugin, files.get(str(module.with_name(MANIFEST))))
    check_manifest(source, manifest)
    own = {path: data for path, data in files.items() if path.startswith(f"{package}/")}
    _check_code(plugin, own)
    facts = WheelFacts(
        plugin=plugin,
        target=target,
        distribution=metadata.name,
        version=str(name.version),
        name=manifest.called(plugin),
        summary=metadata.summary,
        sha256=sha256(content).hexdigest(),
        files={path: sha256(data).hexdigest() for path, data in sorted(own.items())},
    )
    return Wheel(facts, content, own)


def _entries(archive: ZipFile, file_name: str) -> Iterator[ZipInfo]:
    """Yield the files of a zip; nothing is unpacked before the last one was looked at."""
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > MOST_FILES or sum(info.file_size for info in infos) > LARGEST_CONTENT:
        raise PluginError(
            "plugin.wheel_bomb", name=file_name, files=MOST_FILES, most=LARGEST_CONTENT // 2**20
        )
    seen: set[str] = set()
    for info in infos:
        _check_path(info)
        if info.filename.casefold() in seen:
            raise PluginError("plugin.wheel_twice", file=info.filename)
        seen.add(info.filename.casefold())
    yield from infos


def _check_path(info: ZipInfo) -> None:
    """Refuse a file that would land elsewhere, or that runs without being asked."""
    path, parts = info.filename, info.filename.split("/")
    is_plain = info.orig_filename.isascii() and info.orig_filename.isprintable()
    if not is_plain or "\\" in info.orig_filename or ":" in path:
        raise PluginError("plugin.wheel_path_sign", file=ascii(info.orig_filename)[1:-1][:120])
    if {"", ".", ".."} & set(parts):
        raise PluginError("plugin.wheel_escape", file=path[:120])
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise PluginError("plugin.wheel_link", file=path)
    if info.flag_bits & ENCRYPTED or info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise PluginError("plugin.wheel_packed", file=path)
    ending = PurePosixPath(path).suffix.lower()
    if ending == ".pth" or parts[0].endswith(".data"):
        raise PluginError("plugin.wheel_elsewhere", file=path)
    if ending in NATIVE or "__pycache__" in parts:
        raise PluginError("plugin.wheel_native", file=path)


def _package(name: WheelName, files: Mapping[str, bytes]) -> str:
    """Return the one package of a wheel."""
    tops = sorted({path.partition("/")[0] for path in files} - {name.info})
    if len(tops) != 1:
        raise PluginError("plugin.wheel_packages", packages=", ".join(tops)[:200] or "-")
    package = tops[0]
    if not package.startswith(PACKAGE) or not package.isidentifier():
        raise PluginError("plugin.wheel_shadows", package=package, prefix=PACKAGE)
    if f"{package}/__init__.py" not in files:
        raise PluginError("plugin.wheel_no_package", file=f"{package}/__init__.py")
    return package


def check_id(plugin: str) -> None:
    """Refuse an id that the program or a bundled plugin has (`plugin.id_taken`)."""
    if plugin in BUNDLED or plugin in RESERVED:
        raise PluginError("plugin.id_taken", plugin=plugin)


def _module(plugin: str, target: str, package: str, files: Mapping[str, bytes]) -> PurePosixPath:
    """Return the file of the module with the hooks, which must be in the wheel."""
    parts = target.partition(":")[0].split(".")
    places = (PurePosixPath(*parts, "__init__.py"), PurePosixPath(*parts).with_suffix(".py"))
    found = [place for place in places if str(place) in files]
    if parts[0] != package or not found:
        raise PluginError("plugin.no_entry", plugin=plugin, target=target[:120])
    return found[0]


def _check_code(plugin: str, files: Mapping[str, bytes]) -> None:
    """Refuse code that this Python cannot read, and migrations of tables that are not its own."""
    for path, data in files.items():
        if not path.endswith(".py"):
            continue
        try:
            tree = ast.parse(data[: LARGEST_SOURCE + 1])
        except (SyntaxError, ValueError, MemoryError, RecursionError) as problem:
            line = getattr(problem, "lineno", None) or 1
            raise PluginError("plugin.wheel_syntax", file=path, line=line) from problem
        if len(data) > LARGEST_SOURCE:
            raise PluginError("plugin.wheel_large", name=path, most=LARGEST_SOURCE // 2**20)
        if "migrations" in path.split("/"):
            _check_migration(plugin, tree)


def _check_migration(plugin: str, tree: ast.Module) -> None:
    """Refuse a migration that names another's table; what it hides, the upgrade finds."""
    prefix = f"{plugin}_"
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        verb = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        place = TABLE_VERBS.get(verb)
        if place is None or len(call.args) <= place:
            continue
        named = call.args[place]
        if not isinstance(named, ast.Constant) or not isinstance(named.value, str):
            continue
        if not named.value.startswith(prefix):
            raise PluginError(
                "plugin.foreign_table", plugin=plugin, table=named.value[:80], prefix=prefix
            )
