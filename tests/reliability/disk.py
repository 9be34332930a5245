"""A disk whose power is cut: what a process asked of it, and every state it may be left in.

The process runs under `strace`, which notes each write, truncation and sync with its bytes. A
write that was not followed by a sync of its file may have reached the disk in whole, in some of
its sectors, or not at all, in any order; a new or removed name holds for sure only once its folder
was synced.
"""

import os
import random
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tests.reliability.conftest import must_be_allowed

SECTOR = 512
CALLS = "openat,pwrite64,write,ftruncate,fsync,fdatasync,unlink"
LONGEST = 1 << 17
"""Bytes of one write that are noted."""


class Event(NamedTuple):
    """Something that a process asked of its disk, or `say` for a line on its standard output."""

    kind: str
    path: str
    offset: int = 0
    data: bytes = b""


def record(program: Sequence[str], notes: Path) -> tuple[Event, ...]:
    """Run a program to its end and return what it asked of the disk, in order."""
    must_be_allowed("strace", "-o", os.devnull, "true")
    watch = ("strace", "-qq", "-y", "-xx", "-s", str(LONGEST), "-e", f"trace={CALLS}")
    subprocess.run(
        [*watch, "-o", notes, *program], check=True, stdout=subprocess.PIPE, timeout=None
    )
    with notes.open(encoding="ascii") as lines:
        return tuple(event for line in lines for event in _events(line))


_CALL = re.compile(r'(\w+)\((?:AT_FDCWD|(\d+))?(?:<(.*?)>)?(?:, )?(?:"(.*?)")?(.*)\) += (\d+)')


def _events(line: str) -> Iterator[Event]:
    found = _CALL.match(line)
    if not found:
        return
    call, handle, of, text, rest, result = found.groups()
    path, data = _decoded(of or "").decode(), _decoded(text or "")
    match call:
        case "pwrite64":
            yield Event("write", path, int(rest.rpartition(", ")[2]), data[: int(result)])
        case "write" if handle == "1":
            yield Event("say", "", 0, data)
        case "ftruncate":
            yield Event("truncate", path, int(rest.removeprefix(", ") or 0))
        case "fsync" | "fdatasync":
            yield Event("sync", path)
        case "unlink":
            yield Event("unlink", data.decode())
        case "openat" if "O_CREAT" in rest:
            yield Event("create", data.decode())


def _decoded(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", "")) if text.startswith("\\x") else text.encode()


@dataclass
class File:
    """A file on the disk: what is there for sure, and what may be there."""

    sure: bytearray = field(default_factory=bytearray)
    pending: list[Event] = field(default_factory=list)
    is_named: bool = False
    """Whether its name is in the folder for sure."""
    is_gone: bool = False
    """Whether its name was taken away, perhaps not yet on the disk."""

    def left(self, chance: random.Random, keep: float, sector_keep: float) -> bytes:
        """Return what a power cut may leave."""
        content = bytearray(self.sure)
        for event in self.pending:
            if chance.random() < keep:
                _apply(content, event, chance, sector_keep)
        return bytes(content)

    def sync(self) -> None:
        """All that was written is there for sure."""
        for event in self.pending:
            _apply(self.sure, event)
        self.pending.clear()


def _apply(
    content: bytearray, event: Event, chance: random.Random | None = None, keep: float = 1.0
) -> None:
    if event.kind == "truncate":
        del content[event.offset :]
        content.extend(bytes(event.offset - len(content)))
        return
    at, end = event.offset, event.offset + len(event.data)
    while at < end:
        till = min(end, (at // SECTOR + 1) * SECTOR)
        if chance is None or chance.random() < keep:
            content.extend(bytes(max(0, till - len(content))))
            content[at:till] = event.data[at - event.offset : till - event.offset]
        at = till


@dataclass
class Disk:
    """The disk while a process uses some files of one folder."""

    folder: Path
    files: dict[str, File]

    def take(self, event: Event) -> None:
        """Do what was asked."""
        if event.kind == "sync" and event.path == str(self.folder):
            for name, file in tuple(self.files.items()):
                file.is_named = True
                if file.is_gone:
                    del self.files[name]
            return
        if Path(event.path).parent != self.folder or event.path.endswith("-shm"):
            return  # the shared index is made anew by whoever opens the file
        file = self.files.setdefault(Path(event.path).name, File())
        if event.kind == "sync":
            file.sync()
        elif event.kind == "unlink":
            file.is_gone = True
        elif event.kind == "create":
            file.is_gone = False
        else:
            file.pending.append(event)

    def is_settled(self, name: str) -> bool:
        """Tell whether a power cut now can leave only one state of a file, there or not."""
        file = self.files.get(name)
        return file is None or (file.is_named and not file.is_gone and not file.pending)

    def cut(self, chance: random.Random, folder: Path) -> None:
        """Write what a power cut may leave into a folder."""
        keep = chance.choice((0.0, 0.5, 0.9, 1.0))
        sector_keep = chance.choice((0.5, 0.95, 1.0))
        for name, file in self.files.items():
            there = not file.is_gone or chance.random() > keep
            if there and (file.is_named or chance.random() < keep):
                (folder / name).write_bytes(file.left(chance, keep, sector_keep))
