"""A database that cannot be used: a sentence that says what to do, and nothing is lost."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest

from fmdesk.core.domain.errors import InvalidInputError, StorageError
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.sql import office_file
from fmdesk.core.sql.admin import check_database
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import Database, open_database
from fmdesk.core.sql.schema import VERSION_TABLE, revisions
from fmdesk.messages import explain
from fmdesk.testing import FakeTime, PostgresServer

ONLY_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
ONLY_POSTGRES = pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)


def put(door: SqlDoor, value: str, size: int = 0) -> None:
    """Store a setting through the door."""

    def work(unit: UnitOfWork) -> Changes:
        unit.settings.put("organisation", value)
        unit.settings.put("filling", "x" * size)
        return Changes()

    door.run(uuid4(), "test.put", None, work, Changes)


def value(door: SqlDoor) -> str:
    """Return the setting."""
    with door.read() as work:
        return work.settings.get("organisation")


def refused(code: str) -> "pytest.RaisesExc[StorageError]":
    """Expect a storage error whose sentence is known and complete."""

    def is_explained(error: StorageError) -> bool:
        sentence = explain(error)
        return error.code == code and "{" not in sentence and code not in sentence

    return pytest.RaisesExc(StorageError, check=is_explained)


@pytest.fixture
def path(database_url: str) -> Path:
    """The file of the database."""
    return Path(database_url.removeprefix("sqlite:///"))


def test_a_newer_database_is_refused_and_an_older_one_wants_an_upgrade(
    database: Database, time_source: FakeTime
) -> None:
    for revision, code in (("9999", "storage.newer"), ("", "storage.empty")):
        with database.write() as connection:
            connection.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '{revision}'")
            connection.commit()
        with refused(code):
            SqlDoor(database, "jan", time_source)


def test_an_older_one_wants_an_upgrade(
    database: Database, time_source: FakeTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = (*revisions(), "9999")
    monkeypatch.setattr("fmdesk.core.sql.schema.revisions", lambda: later)
    with refused("storage.older"):
        SqlDoor(database, "jan", time_source)


def test_a_database_that_is_not_there(tmp_path: Path) -> None:
    with refused("storage.no_database"):
        open_database(f"sqlite:///{tmp_path}/nowhere.db")
    for address in ("sqlite://", "mysql://x/y", "nonsense"):
        with pytest.raises(InvalidInputError, match=r"storage\.bad_address"):
            open_database(address)


@ONLY_SQLITE
def test_a_locked_database_waits_and_then_says_so(
    database_url: str, path: Path, time_source: FakeTime
) -> None:
    database = open_database(database_url, busy_ms=200)
    door = SqlDoor(database, "jan", time_source)
    put(door, "Gemeente")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with refused("storage.locked"):
            put(door, "Provincie")
        assert value(door) == "Gemeente"  # readers are not held up
        other.execute("ROLLBACK")
    put(door, "Provincie")
    assert value(door) == "Provincie"
    database.close()


@ONLY_SQLITE
def test_a_full_disk_loses_nothing_that_was_stored(
    database: Database, door: SqlDoor, database_url: str
) -> None:
    put(door, "Gemeente")
    with database.write() as connection:
        cursor = connection.connection.cursor()
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count={pages + 2}")
    with refused("storage.full"):
        put(door, "Provincie", size=1 << 20)
    assert value(door) == "Gemeente"
    put(door, "Rijk")  # what still fits is stored
    assert value(door) == "Rijk"
    assert check_database(database_url).is_sound


@ONLY_SQLITE
def test_a_file_that_may_only_be_read(path: Path) -> None:
    """Tried by a process without rights; the suite itself may run as root."""
    program = (
        "import os, sys\n"
        "from fmdesk.core.sql.engine import open_database\n"
        "from fmdesk.core.domain.errors import StorageError\n"
        "if os.geteuid() == 0: os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        "try: open_database(sys.argv[1])\n"
        "except StorageError as error: print(error.code)\n"
    )
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        there = Path(shutil.copy(path, folder))
        there.chmod(0o444)
        done = subprocess.run(
            [sys.executable, "-c", program, f"sqlite:///{there}"],
            capture_output=True,
            text=True,
            check=True,
        )
    assert done.stdout.strip() == "storage.read_only"


@ONLY_SQLITE
def test_a_write_to_a_read_only_file_is_refused(path: Path, time_source: FakeTime) -> None:
    database = open_database(f"sqlite:///file:{path}?mode=ro&uri=true")
    try:
        with refused("storage.read_only"):
            put(SqlDoor(database, "jan", time_source), "Gemeente")
    finally:
        database.close()


@ONLY_SQLITE
@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"Dit is geen database.",
        lambda data: data[: len(data) // 2],
        lambda data: data[:4096] + bytes(4096) + data[8192:],
        lambda data: data[: len(data) // 2] + os.urandom(8192) + data[len(data) // 2 + 8192 :],
    ],
    ids=["another file", "cut off", "a page of zeroes", "noise"],
)
def test_a_damaged_file_is_refused(
    damage: object, path: Path, database_url: str, time_source: FakeTime
) -> None:
    path.write_bytes(damage(path.read_bytes()))
    database = open_database(database_url)
    try:
        with refused("storage.damaged"):
            SqlDoor(database, "jan", time_source)
    finally:
        database.close()


@ONLY_SQLITE
def test_damage_met_while_working_is_told(database: Database, door: SqlDoor, path: Path) -> None:
    for number in range(30):
        put(door, str(number), size=200_000)
    database.writer.dispose()
    database.reader.dispose()
    data = bytearray(path.read_bytes())
    for at in range(4096, len(data), 4096):
        data[at : at + 32] = b"\xff" * 32
    path.write_bytes(data)
    with refused("storage.damaged"):
        value(door)


@ONLY_SQLITE
def test_another_computer_is_refused_until_the_first_lets_go(
    database: Database, database_url: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = path.with_name(path.name + ".host")
    assert json.loads(note.read_text())["host"] == office_file.host_id()
    second = open_database(database_url)  # another process of this computer is welcome
    second.close()
    assert note.exists()
    note.write_text(json.dumps({"host": "elders", "name": "balie-2"}))
    with refused("storage.other_host"):
        open_database(database_url)
    note.write_text("half a no")  # died while it wrote it: taken over
    open_database(database_url).close()
    database.close()
    assert not note.exists()


@ONLY_SQLITE
def test_a_network_drive_is_refused(
    path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/a / ext4 rw 0 0\nserver:/x {path.parent} nfs4 rw 0 0\n")
    monkeypatch.setattr(office_file, "MOUNTS", mounts)
    with refused("storage.network_drive"):
        open_database(database_url)


@ONLY_SQLITE
def test_one_process_only_checkpoints(database: Database, database_url: str) -> None:
    second = open_database(database_url)

    def pages(of: Database) -> int:
        with of.write() as connection:
            return int(connection.exec_driver_sql("PRAGMA wal_autocheckpoint").scalar_one())

    assert (pages(database), pages(second)) == (1000, 0)
    database.close()
    assert pages(second) == 1000
    second.close()


@ONLY_SQLITE
def test_connections_are_set_to_lose_nothing(database: Database) -> None:
    settings = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1}
    with database.write() as connection:
        for name, wanted in settings.items():
            assert connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() == wanted


@ONLY_POSTGRES
def test_a_server_that_is_gone_and_back(
    database: Database, door: SqlDoor, postgres_server: PostgresServer
) -> None:
    put(door, "Gemeente")
    kill = "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()"
    postgres_server.execute(f"{kill} and datname = '{database.url.database}'")
    put(door, "Provincie")
    assert value(door) == "Provincie"


@ONLY_POSTGRES
def test_a_cut_connection_runs_the_command_once(
    database: Database, door: SqlDoor, postgres_server: PostgresServer
) -> None:
    """The connection is cut in the middle of the command, the first time."""
    runs: list[int] = []

    def work(unit: UnitOfWork) -> Changes:
        unit.settings.put(f"run.{len(runs)}", "x")
        runs.append(1)
        if len(runs) == 1:
            kill = "select pg_terminate_backend(pid) from pg_stat_activity"
            name = database.url.database
            postgres_server.execute(f"{kill} where datname = '{name}' and state <> 'idle'")
        unit.settings.put("organisation", "Gemeente")
        return Changes()

    door.run(uuid4(), "test.cut", None, work, Changes)
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM command_log").scalar_one() == 1
    assert len(runs) == 2


@ONLY_POSTGRES
def test_a_server_that_is_not_there_or_refuses(
    postgres_server: PostgresServer, tmp_path: Path, database_kind: str
) -> None:
    for address in (
        f"postgresql+psycopg://fm@/postgres?host={tmp_path}",
        postgres_server.url("no_such_database"),
        postgres_server.url("postgres", "nobody_known"),
    ):
        there = open_database(address)
        with refused("storage.unreachable"), there.read():
            pass
        there.close()


@ONLY_SQLITE
def test_a_copied_folder_opens_without_its_log(
    database: Database, door: SqlDoor, tmp_path: Path, database_url: str
) -> None:
    put(door, "Gemeente")
    database.close()
    target = tmp_path / "elders"
    target.mkdir()
    shutil.copy(database_url.removeprefix("sqlite:///"), target / "fmdesk.db")
    moved = open_database(f"sqlite:///{target}/fmdesk.db")
    assert value(SqlDoor(moved, "jan", FakeTime())) == "Gemeente"
    moved.close()
