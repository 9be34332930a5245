"""The managed folder: where approved wheels are unpacked, and looked at before each start.

`<plugin>/<version>-<digest>/` holds the files of one wheel and nothing else. What was approved
stands in the database, so a desk that lacks a folder makes it from there; a folder in which
anything differs from what was approved is not imported.
"""

import fcntl
import os
import shutil
import sys
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType
from typing import TYPE_CHECKING

from fmdesk.core.domain.errors import DomainError, PluginError, StorageError
from fmdesk.core.domain.installing import WheelFacts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fmdesk.plugins.wheels import Wheel

CACHE = "__pycache__"


@dataclass(frozen=True, slots=True)
class ManagedFolder:
    """The folder of all plugins that were installed into this program.

    Attributes:
        root: `plugins` in the data folder.
    """

    root: Path

    def place(self, facts: WheelFacts) -> Path:
        """Return the folder of one wheel."""
        return self.root / facts.plugin / facts.folder

    def unpack(self, wheel: "Wheel") -> Path:
        """Put the files of a wheel in place, all of them or none; return their folder.

        Raises:
            StorageError: `plugin.not_unpacked`.
        """
        place = self.place(wheel.facts)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            half = Path(tempfile.mkdtemp(prefix=".half-", dir=self.root))
            try:
                for path, content in wheel.files.items():
                    file = half / "new" / path
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_bytes(content)
                if place.exists():
                    place.replace(half / "old")
                (half / "new").replace(place)
            finally:
                shutil.rmtree(half, ignore_errors=True)
        except OSError as problem:
            reason = problem.strerror or str(problem)
            raise StorageError("plugin.not_unpacked", path=str(place), reason=reason) from problem
        return place

    def fault(self, facts: WheelFacts) -> DomainError | None:
        """Return what is wrong with the unpacked files of a wheel, None when they are as approved.

        What Python itself keeps beside them is taken away, never read.
        """
        place = self.place(facts)
        if not place.is_dir():
            return StorageError("plugin.not_there", plugin=facts.plugin, path=str(place))
        for cache in sorted(place.rglob(CACHE)):
            shutil.rmtree(cache, ignore_errors=True)
        found = {
            path.relative_to(place).as_posix(): path
            for path in place.rglob("*")
            if CACHE not in path.parts and (path.is_symlink() or not path.is_dir())
        }
        for name in sorted({*found, *facts.files}):
            if _digest(found.get(name)) != facts.files.get(name, ""):
                return PluginError("plugin.changed_file", plugin=facts.plugin, file=name)
        return None

    def tidy(self, kept: Collection[Path]) -> None:
        """Take away the folders of other versions that no program has in memory.

        Args:
            kept: The folders of what is approved.
        """
        for place in self.root.glob("[!.]*/[!.]*"):
            if place not in kept and _is_unused(place):
                shutil.rmtree(place, ignore_errors=True)
                _mark(place).unlink(missing_ok=True)

    def drop(self, plugin: str) -> None:
        """Take away all that was unpacked of a plugin."""
        give_back(self.root / plugin)
        shutil.rmtree(self.root / plugin, ignore_errors=True)


def _mark(place: Path) -> Path:
    """Return the file that each program locks whose memory has code of this folder."""
    return place.with_name(f".{place.name}.used")


def _is_unused(place: Path) -> bool:
    try:
        mark = os.open(_mark(place), os.O_RDWR | os.O_CREAT)
    except OSError:
        return False
    try:
        fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(mark)
    return True


_IN_USE: dict[Path, int] = {}
"""Locked marks of the folders that this program has code of, until it ends."""


def _hold(place: Path) -> None:
    if place not in _IN_USE:
        with suppress(OSError):  # a folder that can only be read is not tidied either
            mark = os.open(_mark(place), os.O_RDWR | os.O_CREAT)
            fcntl.flock(mark, fcntl.LOCK_SH)
            _IN_USE[place] = mark


def give_back(folder: Path | None = None) -> None:
    """Hold no folder in this one any more, or none at all, as the end of the program does."""
    for place in [one for one in _IN_USE if folder in (None, one.parent)]:
        os.close(_IN_USE.pop(place))


@contextmanager
def tried(wheel: "Wheel") -> Iterator[Path]:
    """Unpack a wheel into a folder of its own that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="fmdesk-plugin-") as name:
        yield ManagedFolder(Path(name)).unpack(wheel)


def _digest(path: Path | None) -> str:
    """Return the digest of a plain file, `-` of anything else."""
    if path is None or path.is_symlink() or not path.is_file():
        return "-"
    return sha256(path.read_bytes()).hexdigest()


class PackageFinder(MetaPathFinder):
    """Finds the one package of an installed plugin, in its folder and nowhere else.

    The folder is on no search path, so nothing in it can stand in for another module, and compiled
    files beside the sources are neither read nor written: only what was approved runs.

    Args:
        package: Name of the package.
        root: Folder that it is in.
    """

    def __init__(self, package: str, root: Path) -> None:
        self.package = package
        self.root = root

    def find_spec(
        self,
        fullname: str,
        path: "Sequence[str] | None" = None,  # noqa: ARG002  # the protocol of Python's import
        target: ModuleType | None = None,  # noqa: ARG002  # likewise
    ) -> ModuleSpec | None:
        """Return where a module of the package is, None for any other."""
        parts = fullname.split(".")
        if parts[0] != self.package:
            return None
        base = self.root.joinpath(*parts)
        for file in (base / "__init__.py", base.with_name(f"{base.name}.py")):
            if file.is_file():
                loader = _SourceOnly(fullname, str(file))
                return spec_from_file_location(fullname, file, loader=loader)
        return None


class _SourceOnly(SourceFileLoader):
    """Compiles the source each time."""

    def get_code(self, fullname: str) -> CodeType:
        path = self.get_filename(fullname)
        code: CodeType = self.source_to_code(self.get_data(path), path)
        return code


def make_importable(target: str, root: Path) -> None:
    """Let this process find the package of an installed plugin."""
    _hold(root)
    package = _top(target)
    finders = [one for one in sys.meta_path if isinstance(one, PackageFinder)]
    if not any((one.package, one.root) == (package, root) for one in finders):
        sys.meta_path[:] = [
            one for one in sys.meta_path if one not in finders or one.package != package
        ]
        sys.meta_path.append(PackageFinder(package, root))


def is_other_loaded(target: str, root: Path) -> bool:
    """Tell whether another version of a plugin's package is in memory already."""
    loaded = sys.modules.get(_top(target))
    return loaded is not None and not str(loaded.__file__ or "").startswith(f"{root}{os.sep}")


def _top(target: str) -> str:
    return target.partition(":")[0].partition(".")[0]
