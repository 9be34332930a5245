"""PostgreSQL dies or the wire to it is cut: nothing acknowledged is lost, nothing is done twice."""

import os
import random
import shutil
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from fmdesk.core.domain.errors import StorageError
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.sql import door as door_module
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import open_database
from fmdesk.core.sql.verify import verify
from fmdesk.testing import PostgresServer, create_tables
from tests.integration.storage.test_tampering import same
from tests.reliability.conftest import Tell
from tests.reliability.often import often
from tests.reliability.servers import PATIENCE, Server, Wire

CUTS = often(40, 300)
KILLS = often(2, 10)
COMMANDS = 40
"""Commands that are acknowledged between two kills."""
WRITERS = 4
FAR = 2500
"""Bytes of answers within which a cut falls; a command takes some 2,000."""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder with a name short enough for a socket."""
    made = Path(tempfile.mkdtemp(prefix="fmkill"))
    yield made
    shutil.rmtree(made)


@dataclass
class Client:
    """Somebody who counts: each command adds one to a counter, which is not harmless to repeat."""

    url: str
    name: str
    is_told: threading.Condition = field(default_factory=threading.Condition)
    told: int = 0
    again: int = 0

    def __post_init__(self) -> None:
        self.database = open_database(self.url)
        self.door: SqlDoor | None = None

    def add(self, make: Callable[[], UUID] | None = None) -> None:
        """Add one, again until it is acknowledged; with one `op_id`, or a new one each time."""
        op_id = uuid4()

        def work(unit: UnitOfWork) -> Changes:
            unit.settings.put(self.name, str(int(unit.settings.get(self.name, "0")) + 1))
            return Changes()

        for _try in range(PATIENCE * 20):
            try:
                self.door = self.door or SqlDoor(self.database, self.name)
                self.door.run(make() if make else op_id, "test.add", None, work, Changes)
                break
            except StorageError as problem:
                if problem.code != "storage.unreachable":
                    raise
                self.again += 1
                threading.Event().wait(0.05)
        else:
            pytest.fail("the server does not come back")
        with self.is_told:
            self.told += 1
            self.is_told.notify_all()

    def stored(self) -> int:
        """Return the counter in the database."""
        with self.database.read() as connection:
            query = f"SELECT value FROM setting WHERE name = '{self.name}'"
            return int(connection.exec_driver_sql(query).scalar() or 0)


def added_through_cuts(
    server: PostgresServer, url: str, make: Callable[[], UUID] | None = None
) -> Client:
    """Add until the wire was cut so often, at a commit every other time; return the client."""
    chance, wire = random.Random(5), Wire(server.folder)
    with wire.open() as port:
        through = url.partition("?")[0].replace("@/", f"@127.0.0.1:{port}/")
        client = Client(f"{through}?sslmode=disable&gssencmode=disable", "counter")
        while wire.cuts < CUTS:
            if not wire.is_armed:
                if wire.cuts % 2:
                    wire.cut_at_commit()
                else:
                    wire.cut_after(chance.randrange(FAR))
            client.add(make)
        client.database.close()
    there = Client(url, "counter")
    there.told, there.again = client.told, client.again
    return there


@pytest.fixture
def office_url(postgres_server: PostgresServer, postgres_template: str) -> Iterator[str]:
    """A database with tables on the server of the test run."""
    name = postgres_server.create_database(postgres_template)
    yield postgres_server.url(name)
    postgres_server.drop_database(name)


@pytest.mark.parametrize("tries", [door_module.TRIES, 1])
def test_a_cut_wire_does_a_command_once(
    postgres_server: PostgresServer,
    office_url: str,
    tries: int,
    monkeypatch: pytest.MonkeyPatch,
    tell: Tell,
) -> None:
    """The door tries again by itself; so does the user, who presses the same button again."""
    monkeypatch.setattr(door_module, "TRIES", tries)
    client = added_through_cuts(postgres_server, office_url)
    tell(f"{CUTS} cuts, {client.told} commands, {client.again} sent again by the client")
    assert client.stored() == client.told
    assert client.again > 0 or tries > 1
    report = verify(SqlDoor(client.database, "jan"), same)
    assert (report.is_sound, report.commands) == (True, client.told)
    client.database.close()


def test_control_without_an_op_id_commands_are_done_twice(
    postgres_server: PostgresServer, office_url: str, monkeypatch: pytest.MonkeyPatch, tell: Tell
) -> None:
    monkeypatch.setattr(door_module, "TRIES", 1)
    client = added_through_cuts(postgres_server, office_url, make=uuid4)
    tell(f"{CUTS} cuts, {client.stored() - client.told} commands done twice")
    assert client.stored() - client.told >= CUTS // 2 - 1
    client.database.close()


def killed_while_counting(server: Server, kill: Callable[[int], None]) -> list[Client]:
    """Let some count while the server is killed again and again; return them."""
    clients = [Client(server.at.url(), f"counter.{number}") for number in range(WRITERS)]
    is_over = threading.Event()

    def count(client: Client) -> None:
        while not is_over.is_set():
            client.add()

    threads = [threading.Thread(target=count, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    try:
        for number in range(KILLS):
            for client in clients:
                wait_for(client, client.told + COMMANDS // WRITERS)
            kill(number)
    finally:
        is_over.set()
        for thread in threads:
            thread.join()
    return clients


def wait_for(client: Client, told: int) -> None:
    """Wait until a client was told so many commands."""
    with client.is_told:
        assert client.is_told.wait_for(lambda: client.told >= told, PATIENCE), "no progress"


def test_a_killed_server_loses_nothing(folder: Path, tell: Tell) -> None:
    """By turns the whole server dies, and one of its processes, after which it recovers itself."""
    server = Server(folder)
    server.start()
    create_tables(server.at.url())

    def kill(number: int) -> None:
        if number % 2:
            server.kill_one("client backend")
        else:
            server.kill()
            server.start()

    try:
        clients = killed_while_counting(server, kill)
        told = sum(client.told for client in clients)
        tell(f"{KILLS} kills, {told} commands, {sum(one.again for one in clients)} sent again")
        assert [client.stored() for client in clients] == [client.told for client in clients]
        report = verify(SqlDoor(clients[0].database, "jan"), same)
        assert (report.is_sound, report.commands) == (True, told)
        for client in clients:
            client.database.close()
    finally:
        server.stop()


def test_control_a_server_that_does_not_wait_for_its_disk_loses(folder: Path, tell: Tell) -> None:
    """Its log stays in memory: the process that would write it a moment later is held up."""
    server = Server(folder, ("synchronous_commit=off",))
    server.start()
    create_tables(server.at.url())
    client = Client(server.at.url(), "counter")
    os.kill(server.pid_of("walwriter"), signal.SIGSTOP)
    for _number in range(COMMANDS):
        client.add()
    server.kill()
    server.start()
    try:
        lost = client.told - client.stored()
        tell(f"{client.told} commands, {lost} lost")
        assert lost > 0
        client.database.close()
    finally:
        server.stop()
