"""The SQLite file of an office: on this machine's own disk, used from this machine alone.

Several processes of one machine may share it (desktop, command line, worker). Beside the file
stands a note `<file>.host` that names the machine as long as a process uses it; each process
holds a shared lock on it, and the last one takes it away. One process only, the holder of
`<file>.checkpoint`, moves the write-ahead log into the file: SQLite up to 3.51.2 has a rare fault
when two do so at once.
"""

import errno
import fcntl
import json
import os
import re
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from uuid import getnode

from fmdesk.core.domain.errors import StorageError

NETWORK = frozenset(
    word
    for words in (
        "9p afs ceph cifs davfs fuse.davfs2 fuse.glusterfs fuse.rclone fuse.s3fs fuse.sshfs",
        "gfs2 glusterfs lustre ncpfs nfs nfs4 ocfs2 smb3 smbfs",
    )
    for word in words.split()
)
"""Types of file systems that live on another machine."""
MOUNTS = Path("/proc/self/mounts")
MACHINE = Path("/etc/machine-id")


@cache
def host_id() -> str:
    """Return what tells this machine from others."""
    try:
        return MACHINE.read_text(encoding="ascii").strip() or f"{getnode():012x}"
    except OSError:
        return f"{getnode():012x}"


def file_system(path: Path, mounts: str) -> str:
    """Return the type of the file system that holds a path.

    Args:
        path: An absolute path; it need not exist.
        mounts: The text of `/proc/self/mounts`.
    """
    best, kind = "", ""
    for row in mounts.splitlines():
        point, found = row.split(" ")[1:3]
        point = _OCTAL.sub(lambda found: chr(int(found[1], 8)), point)
        inside = point == "/" or path == Path(point) or Path(point) in path.parents
        if inside and len(point) >= len(best):
            best, kind = point, found
    return kind


def refuse_network(path: Path, read: Callable[[], str] | None = None) -> None:
    """Refuse a place on a network drive.

    Args:
        path: The database file.
        read: Gives the table of mounts; this machine's by default.

    Raises:
        StorageError: `storage.network_drive`.
    """
    try:
        mounts = read() if read else MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return  # no such table on this system: nothing to go by
    kind = file_system(path.resolve(), mounts)
    if kind in NETWORK:
        raise StorageError("storage.network_drive", place=str(path), kind=kind)


@dataclass(slots=True)
class OfficeFile:
    """The hold of this process on a database file.

    Args:
        path: The database file.
        host: This machine.
    """

    path: Path
    host: str = field(default_factory=host_id)
    _note: int = -1
    _duty: int = -1

    def hold(self) -> None:
        """Take hold of the file for this machine.

        Raises:
            StorageError: `storage.other_host` when another machine uses it, `storage.read_only`,
                `storage.full`, `storage.cannot_open`.
        """
        self._note = self._open_note()
        there = _read(self._note)
        if there and there.get("host") != self.host:
            name = str(there.get("name", ""))
            self._let_go()
            raise StorageError(
                "storage.other_host", place=str(self.path), host=name, note=self._beside("host")
            )
        text = json.dumps({"host": self.host, "name": socket.gethostname()}).encode()
        try:
            os.ftruncate(self._note, 0)
            os.pwrite(self._note, text, 0)
        except OSError as error:
            self._let_go()
            raise self._refusal(error) from error

    def _open_note(self) -> int:
        """Return the locked note; again when the last process took it away at that moment."""
        while True:
            try:
                handle = os.open(self._beside("host"), os.O_RDWR | os.O_CREAT, 0o644)
            except OSError as error:
                raise self._refusal(error) from error
            fcntl.flock(handle, fcntl.LOCK_SH)
            if os.fstat(handle).st_nlink:
                return handle
            os.close(handle)

    def is_on_duty(self) -> bool:
        """Tell whether this process is the one that may checkpoint; takes the duty when free."""
        try:
            if self._duty < 0:
                self._duty = os.open(self._beside("checkpoint"), os.O_RDWR | os.O_CREAT, 0o644)
            fcntl.flock(self._duty, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def is_alone(self) -> bool:
        """Tell whether no other process or connection pool of this machine uses the file."""
        try:
            fcntl.flock(self._note, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        finally:
            fcntl.flock(self._note, fcntl.LOCK_SH)  # the attempt gave up the lock we had
        return True

    def release(self) -> None:
        """Let go; the last process of this machine takes the note away."""
        if self._note >= 0:
            try:
                fcntl.flock(self._note, fcntl.LOCK_EX | fcntl.LOCK_NB)
                Path(self._beside("host")).unlink(missing_ok=True)
            except OSError:
                pass  # another process of this machine still uses it
        self._let_go()

    def _let_go(self) -> None:
        for handle in (self._note, self._duty):
            if handle >= 0:
                os.close(handle)
        self._note = self._duty = -1

    def _refusal(self, error: OSError) -> StorageError:
        code = _REFUSALS.get(error.errno or 0, "storage.cannot_open")
        return StorageError(code, place=str(self.path), reason=str(error))

    def _beside(self, ending: str) -> str:
        return f"{self.path}.{ending}"


_OCTAL = re.compile(r"\\([0-7]{3})")
"""How the table writes a space or a tab in a name."""
_REFUSALS = dict.fromkeys((errno.EPERM, errno.EACCES, errno.EROFS), "storage.read_only") | (
    dict.fromkeys((errno.ENOSPC, errno.EDQUOT), "storage.full")
)


def _read(handle: int) -> dict[str, object]:
    """Return the note, empty when a process died while it wrote it."""
    try:
        found = json.loads(os.pread(handle, 4096, 0) or b"{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
