"""A PostgreSQL of our own that is killed, and a wire to it that is cut."""

import os
import select
import signal
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

from fmdesk.testing import SUPERUSER, PostgresServer, find_postgres, server_owner

PATIENCE = 120
"""Seconds after which a server that does not answer fails the test; nothing else depends on it."""
CHUNK = 1 << 16


@dataclass
class Server:
    """A PostgreSQL cluster that waits for the disk as an office's own does.

    Args:
        folder: Where it lives; short, since its socket is in it.
        settings: Settings of the server.
    """

    folder: Path
    settings: tuple[str, ...] = ()
    _process: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self._programs = find_postgres()
        self._owner = server_owner()
        if self._owner:
            os.chown(self.folder, self._owner.pw_uid, self._owner.pw_gid)
        made = self._start("initdb", "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--no-sync")
        assert made.wait(PATIENCE) == 0

    @property
    def at(self) -> PostgresServer:
        """The server as the fixtures of the project know it."""
        return PostgresServer(self.folder)

    def start(self) -> None:
        """Start it, or start it again, and wait until it answers."""
        words = ("-c", "listen_addresses=", *(f"-c{setting}" for setting in self.settings))
        self._process = self._start("postgres", "-k", str(self.folder), *words)
        for _try in range(PATIENCE * 20):
            try:
                psycopg.connect(self.at.address()).close()
            except psycopg.OperationalError:
                assert self._process.poll() is None, (self.folder / "log").read_text()
                threading.Event().wait(0.05)
            else:
                return
        pytest.fail("PostgreSQL does not start again")

    def kill(self) -> None:
        """Kill the server and every process of it at once, as if the machine had stopped."""
        assert self._process is not None
        everyone = (self._process.pid, *self.children())
        for pid in everyone:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.wait()
        for _try in range(PATIENCE * 100):  # until the memory that they share is let go
            if not any(is_alive(pid) for pid in everyone):
                break
            threading.Event().wait(0.01)
        (self.folder / "data" / "postmaster.pid").unlink()

    def kill_one(self, kind: str) -> None:
        """Kill one of its processes; the server then ends the others and recovers by itself."""
        os.kill(self.pid_of(kind), signal.SIGKILL)

    def pid_of(self, kind: str) -> int:
        """Return one of its processes, such as `walwriter` or `client backend`."""
        with psycopg.connect(self.at.address()) as connection:
            query = (
                "select pid from pg_stat_activity where backend_type = %s"
                " and pid <> pg_backend_pid() limit 1"
            )
            row = connection.execute(query, [kind]).fetchone()
        assert row, f"no {kind}"
        return int(row[0])

    def children(self) -> tuple[int, ...]:
        """Return the processes that the server has started."""
        assert self._process is not None
        path = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        return tuple(int(pid) for pid in path.read_text().split())

    def stop(self) -> None:
        """Stop it, whatever state it is in."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(PATIENCE)

    def _start(self, program: str, *words: str) -> subprocess.Popen[bytes]:
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                [self._programs / program, "-D", self.folder / "data", *words],
                user=self._owner.pw_uid if self._owner else None,
                group=self._owner.pw_gid if self._owner else None,
                extra_groups=[] if self._owner else None,
                cwd=self.folder,
                env={"LC_ALL": "C.UTF-8", "TZ": "UTC", "PATH": os.defpath},
                stdout=log,
                stderr=log,
            )


def is_alive(pid: int) -> bool:
    """Tell whether a process still runs."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] not in "ZX"


@dataclass
class Wire:
    """A wire to a PostgreSQL server's socket that can be cut; it listens on this machine alone.

    Args:
        folder: Where the server's socket is.

    Attributes:
        cuts: How often it was cut.
    """

    folder: Path
    cuts: int = 0
    _left: int | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _threads: list[threading.Thread] = field(default_factory=list)

    def cut_after(self, answered: int) -> None:
        """Cut once, after so many bytes of answers."""
        with self._lock:
            self._left = answered

    def cut_at_commit(self) -> None:
        """Cut once, when a commit has reached the server and before its answer is here."""
        self.cut_after(-1)

    @property
    def is_armed(self) -> bool:
        """Tell whether the cut is still to come."""
        with self._lock:
            return self._left is not None

    @contextmanager
    def open(self) -> Iterator[int]:
        """Carry connections until the block ends; gives the port."""
        listener = socket.create_server(("127.0.0.1", 0))
        self._threads = [threading.Thread(target=self._accept, args=(listener,), daemon=True)]
        self._threads[0].start()
        try:
            yield listener.getsockname()[1]
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            listener.close()
            for thread in self._threads:  # more come while the first one ends
                thread.join(PATIENCE)

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _address = listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._carry, args=(client,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _carry(self, client: socket.socket) -> None:
        """Carry one connection until either end leaves, or it is cut."""
        with suppress(OSError), client, socket.socket(socket.AF_UNIX) as server:
            server.connect(str(self.folder / ".s.PGSQL.5432"))
            is_committing = False
            while True:
                for one in select.select([client, server], [], [])[0]:
                    data = one.recv(CHUNK)
                    if not data:
                        return
                    if one is client:
                        is_committing = b"COMMIT\0" in data
                        server.sendall(data)
                        continue
                    passed = self._pass(data, is_committing=is_committing)
                    client.sendall(passed)
                    if len(passed) < len(data):
                        return

    def _pass(self, answer: bytes, *, is_committing: bool) -> bytes:
        """Return what of an answer gets through."""
        with self._lock:
            if self._left is None:
                return answer
            if self._left < 0:
                passed = b"" if is_committing else answer
            else:
                passed = answer[: self._left]
                self._left -= len(passed)
            if len(passed) < len(answer):
                self._left = None
                self.cuts += 1
            return passed
