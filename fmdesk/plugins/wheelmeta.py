"""The papers of a wheel: its name, RECORD, METADATA and entry points, read as text alone."""

import base64
import csv
import email
import sys
from collections.abc import Mapping
from configparser import ConfigParser
from configparser import Error as ConfigError
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version

from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename
from packaging.version import InvalidVersion, Version

from fmdesk.core.domain.errors import PluginError
from fmdesk.plugins.sources import GROUP, ID

LONGEST_SUMMARY = 300


@dataclass(frozen=True, slots=True)
class WheelName:
    """What the file name of a wheel says."""

    file: str
    project: str
    version: Version
    info: str
    """Folder of its papers."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What METADATA says, as far as it is shown."""

    name: str
    summary: str


def parse_name(file: str) -> WheelName:
    """Read the file name of a wheel.

    Raises:
        PluginError: `plugin.sdist`, `plugin.wheel_name` or `plugin.wheel_built_for`.
    """
    if file.lower().endswith((".tar.gz", ".zip", ".tar", ".tgz")):
        raise PluginError("plugin.sdist", name=file)
    try:
        project, number, _build, tags = parse_wheel_filename(file)
    except (InvalidWheelFilename, ValueError) as problem:
        raise PluginError("plugin.wheel_name", name=file) from problem
    if not file.isascii():
        raise PluginError("plugin.wheel_name", name=file)
    fitting = {"py3", f"py3{sys.version_info.minor}"}
    if not any((tag.abi, tag.platform) == ("none", "any") for tag in tags) or not (
        fitting & {tag.interpreter for tag in tags}
    ):
        built_for = ", ".join(sorted(map(str, tags)))
        raise PluginError("plugin.wheel_built_for", name=file, tags=built_for)
    first, second = file.split("-")[:2]
    return WheelName(file, str(project), number, f"{first}-{second}.dist-info")


def check_record(name: WheelName, files: Mapping[str, bytes]) -> None:
    """Check that RECORD names every file with its digest, and nothing else.

    Raises:
        PluginError: `plugin.no_record`, `plugin.record_missing`, `plugin.record_hash`.
    """
    place = f"{name.info}/RECORD"
    try:
        rows = list(csv.reader(files[place].decode().splitlines()))
        listed = {row[0]: row[1] for row in rows if row}
    except (KeyError, IndexError, UnicodeDecodeError, csv.Error) as problem:
        raise PluginError("plugin.no_record", name=name.file) from problem
    strange = sorted(set(listed) ^ set(files))
    if strange:
        raise PluginError("plugin.record_missing", file=strange[0][:120])
    for path, data in files.items():
        digest = base64.urlsafe_b64encode(sha256(data).digest()).rstrip(b"=").decode()
        if path != place and listed[path] != f"sha256={digest}":
            raise PluginError("plugin.record_hash", file=path)


def check_metadata(name: WheelName, files: Mapping[str, bytes]) -> Metadata:
    """Check WHEEL and METADATA against the name, this Python, and what is installed.

    Nothing is fetched: what a plugin needs must be part of this program's environment.

    Raises:
        PluginError: `plugin.no_metadata`, `plugin.wheel_name`, `plugin.wheel_built_for`,
            `plugin.python`, `plugin.requirement`.
    """
    wheel = _headers(name, files, "WHEEL")
    if wheel.get("Root-Is-Purelib", "").lower() != "true":
        raise PluginError("plugin.wheel_built_for", name=name.file, tags="Root-Is-Purelib: false")
    found = _headers(name, files, "METADATA")
    project, number = found.get("Name", ""), found.get("Version", "")
    if canonicalize_name(project) != name.project or not _is_version(number, name.version):
        raise PluginError("plugin.other_project", name=name.file, found=f"{project} {number}"[:80])
    needed = found.get("Requires-Python", "")
    try:
        running = ".".join(map(str, sys.version_info[:3]))
        if needed and running not in SpecifierSet(needed):
            raise PluginError("plugin.python", name=name.file, needed=needed, has=running)
        for line in found.get_all("Requires-Dist", []):
            _check_requirement(Requirement(line))
    except (InvalidSpecifier, InvalidRequirement) as problem:
        raise PluginError("plugin.no_metadata", name=name.file, file="METADATA") from problem
    return Metadata(project, " ".join(found.get("Summary", "").split())[:LONGEST_SUMMARY])


def entry_point(name: WheelName, files: Mapping[str, bytes]) -> tuple[str, str]:
    """Return the plugin's id and where its hooks are.

    Raises:
        PluginError: `plugin.entry_points` unless there is exactly one; `plugin.bad_id`.
    """
    parser = ConfigParser(delimiters=("=",), interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # ids keep their letters
    try:
        parser.read_string(files[f"{name.info}/entry_points.txt"].decode())
        found = parser.items(GROUP)
    except (KeyError, UnicodeDecodeError, ConfigError):
        found = []
    if len(found) != 1:
        raise PluginError("plugin.entry_points", name=name.file, group=GROUP, count=len(found))
    plugin, target = found[0]
    if not ID.fullmatch(plugin):
        raise PluginError("plugin.bad_id", plugin=plugin[:80])
    return plugin, target.strip()


def _is_version(text: str, version_: Version) -> bool:
    try:
        return Version(text) == version_
    except InvalidVersion:
        return False


def _headers(
    name: WheelName, files: Mapping[str, bytes], file: str
) -> "email.message.Message[str, str]":
    data = files.get(f"{name.info}/{file}")
    if data is None:
        raise PluginError("plugin.no_metadata", name=name.file, file=file)
    return email.message_from_string(data.decode("utf-8", "replace"))


def _check_requirement(needed: Requirement) -> None:
    if needed.marker is not None and not needed.marker.evaluate({"extra": ""}):
        return
    try:
        has = version(needed.name)
    except PackageNotFoundError:
        has = ""
    if not has or not needed.specifier.contains(has, prereleases=True) or needed.url:
        raise PluginError("plugin.requirement", needed=str(needed)[:120], has=has or "-")
