"""Fixtures for our own tests and for authors of plugins (a pytest plugin, loaded on its own).

`database_url` gives each test a database with our tables, once on SQLite and once on a real
PostgreSQL that the test run starts itself; `empty_database_url` gives one without tables. What a
folder of tests always begins with is said by its `database_content`: it is built once per run and
copied for each test. Nothing of fmdesk is imported until a fixture needs it, so that a coverage
run sees every line.
"""

import fcntl
import logging
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

if TYPE_CHECKING:
    from fmdesk.authoring.office import TrialOffice
    from fmdesk.core.domain.charter import Charter

Answer = TypeVar("Answer")
Fill = Callable[[str], object]
"""What puts something into the database at an address."""
POSTGRES_FOLDERS = "/usr/lib/postgresql/*/bin/postgres"
OLDEST_POSTGRES = 15
SUPERUSER = "fm"
STARTER_NOW = datetime(2025, 3, 12, 9, 0, tzinfo=UTC)
"""Wednesday 12 March 2025, 10:00 in Amsterdam: the day on which the starter office is built."""
MEMORY = Path("/dev/shm")
"""Where files are kept in memory, on the machines that have it."""
ROOM_FOR_SERVER = 512 * 2**20
"""What a server of a test run needs at most, in bytes."""
ROOM_FOR_FILES = 2048 * 2**20
"""What the folders of all tests that run at the same time need at most, in bytes."""
_SETTINGS = (
    "listen_addresses=",
    # Nobody recovers it: no waiting for disks, and little to keep.
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "min_wal_size=32MB",
    "max_wal_size=64MB",
    "autovacuum=off",
    "wal_level=minimal",
    "max_wal_senders=0",
)
_START_SECONDS = 60
_GRACE_SECONDS = 2.0


@dataclass(slots=True)
class FakeTime:
    """A `TimeSource` that a test sets and moves by hand."""

    at: datetime = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)

    def now(self) -> datetime:
        """Return the instant that the test has set."""
        return self.at

    def advance(self, **parts: int) -> datetime:
        """Move on by days, hours, minutes or seconds, and return the new instant."""
        self.at += timedelta(**parts)
        return self.at


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A running PostgreSQL that only this test run can reach (a socket in a temporary folder)."""

    folder: Path
    _numbers: Iterator[int] = field(default_factory=count)

    def url(self, database: str = "postgres", user: str = "") -> str:
        """Return the SQLAlchemy address of a database on this server."""
        return f"postgresql+psycopg://{user or SUPERUSER}@/{database}?host={self.folder}"

    def address(self, database: str = "postgres") -> str:
        """Return what libpq (psycopg, psql) connects with."""
        return f"host={self.folder} user={SUPERUSER} dbname={database}"

    def execute(self, statement: str) -> None:
        """Run one statement outside any transaction, as the superuser."""
        import psycopg

        with psycopg.connect(self.address(), autocommit=True) as connection:
            connection.execute(statement.encode())

    def create_database(self, template: str = "template0") -> str:
        """Create a database like `template` and return its name."""
        name = f"fm_{next(self._numbers)}"
        self.execute(f'create database "{name}" template "{template}" strategy file_copy')
        return name

    def drop_database(self, name: str) -> None:
        """Remove a database, connected or not."""
        self.execute(f'drop database "{name}" with (force)')


@pytest.fixture
def time_source() -> FakeTime:
    """The clock of the test: Monday 2 March 2026, 08:00 UTC, until the test moves it."""
    return FakeTime()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A PostgreSQL server for this test run.

    Fails (never skips) where its programs are missing: a green run has always seen PostgreSQL.
    """
    programs = find_postgres()
    folder = Path(tempfile.mkdtemp(prefix="fmpg", dir=server_place()))
    owner = server_owner()
    if owner:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    try:
        with _running(programs, folder, owner):
            yield PostgresServer(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Which kind of database the test runs on; it runs once on each."""
    return str(request.param)


@pytest.fixture
def empty_database_url(
    database_kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[str]:
    """The address of a new database without tables."""
    if database_kind == "sqlite":
        yield _sqlite_url(tmp_path / "fmdesk.db")
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    name = server.create_database()
    yield server.url(name)
    server.drop_database(name)


@pytest.fixture
def database_content() -> Fill:
    """What puts into a database of the core what the tests begin with; nothing, unless overridden.

    Overridden by a function of a module, which is called once per run and kind of database.
    """
    return create_tables


@pytest.fixture
def database_url(
    database_kind: str, database_content: Fill, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[str]:
    """The address of a new database with the tables of the core, and with `database_content`."""
    template = request.getfixturevalue(f"{database_kind}_templates")(database_content)
    if database_kind == "sqlite":
        shutil.copyfile(template, tmp_path / "fmdesk.db")
        yield _sqlite_url(tmp_path / "fmdesk.db")
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    name = server.create_database(template)
    yield server.url(name)
    server.drop_database(name)


@pytest.fixture
def trial_office(
    database_url: str, tmp_path: Path, time_source: FakeTime
) -> Iterator[Callable[[str, str], "TrialOffice"]]:
    """Open a small office of one plugin: called with its id and the module of its hooks.

    The time in it is that of `time_source`; `TrialOffice` says what can be done there.
    """
    from fmdesk.authoring.office import open_trial
    from fmdesk.plugins.sources import Source

    with ExitStack() as opened:
        yield lambda plugin, target: opened.enter_context(
            open_trial(
                tmp_path / "data",
                Source(plugin, target),
                database=database_url,
                time_source=time_source,
            )
        )


@pytest.fixture(scope="session")
def sqlite_templates(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Fill], Path]:
    """SQLite files with the tables of the core and what a function adds, copied for each test."""
    folder = tmp_path_factory.mktemp("template")
    numbers = count()

    @cache
    def filled(fill: Fill) -> Path:
        path = folder / f"{next(numbers)}.db"
        if fill is create_tables:
            path.touch()
        else:
            shutil.copyfile(filled(create_tables), path)
        fill(_sqlite_url(path))
        return path

    return filled


@pytest.fixture(scope="session")
def postgresql_templates(postgres_server: PostgresServer) -> Callable[[Fill], str]:
    """Names of PostgreSQL databases with the tables of the core and what a function adds."""

    @cache
    def filled(fill: Fill) -> str:
        like = () if fill is create_tables else (filled(create_tables),)
        name = postgres_server.create_database(*like)
        fill(postgres_server.url(name))
        return name

    return filled


@pytest.fixture(scope="session")
def sqlite_template(sqlite_templates: Callable[[Fill], Path]) -> Path:
    """A SQLite file with the tables of the core, to be copied."""
    return sqlite_templates(create_tables)


@pytest.fixture(scope="session")
def postgres_template(postgresql_templates: Callable[[Fill], str]) -> str:
    """The name of a PostgreSQL database with the tables of the core, to be copied."""
    return postgresql_templates(create_tables)


BuildOnce = Callable[[str, Callable[[Path], object]], Path]


@pytest.fixture(scope="session")
def build_once(tmp_path_factory: pytest.TempPathFactory) -> BuildOnce:
    """Build a folder once per run, whichever worker comes first, and return it; only to be read.

    Called with a name that nobody else uses, and what fills the new folder.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def built(name: str, build: Callable[[Path], object]) -> Path:
        folder, half = shared / f"built-{name}", shared / f"half-{name}"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not folder.exists():
                shutil.rmtree(half, ignore_errors=True)
                half.mkdir()
                build(half)
                half.rename(folder)
        return folder

    return built


@pytest.fixture(scope="session")
def starter_folder(build_once: BuildOnce) -> Path:
    """A data folder with the starter office as it stood on `STARTER_NOW`; only to be read."""
    return build_once("starter", build_starter_office)


@pytest.fixture
def unmeasured(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Measure no coverage, here or in programs that the test starts.

    For what goes through the whole program once more: its lines are measured where they are tested
    one by one, and to measure them makes everything half as slow again.
    """
    monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
    here, in_threads = sys.gettrace(), threading.gettrace()
    sys.settrace(None)
    threading.settrace(None)
    yield
    sys.settrace(here)
    threading.settrace(in_threads)


@pytest.fixture
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the user's own settings and data out of the test; gives the test's data folder."""
    for name in [name for name in os.environ if name.startswith("FMDESK_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("FMDESK_CONFIG", str(tmp_path / "fmdesk.toml"))
    monkeypatch.setenv("FMDESK_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def language() -> Iterator[Callable[[str], None]]:
    """Set the language; each test begins in Dutch, whatever ran before it."""
    from fmdesk.i18n import set_language

    set_language("nl")
    yield set_language
    set_language("nl")


@pytest.fixture
def no_dangling_threads() -> Iterator[None]:
    """Fail the test when it leaves a thread running."""
    before = set(threading.enumerate())
    yield
    left = [one for one in threading.enumerate() if one not in before and not one.daemon]
    for thread in left:
        thread.join(_GRACE_SECONDS)
    still = [thread.name for thread in left if thread.is_alive()]
    assert not still, f"threads left running: {still}"


@pytest.fixture
def no_stray_logs(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """Fail the test when it logs a warning that it did not announce by the mark `logs`."""
    yield
    if request.node.get_closest_marker("logs"):
        return
    records = [one for one in caplog.get_records("call") if one.levelno >= logging.WARNING]
    assert not records, f"unexpected log lines: {[one.getMessage() for one in records]}"


def race(workers: int, work: Callable[[int], Answer]) -> list[Answer]:
    """Run the work in so many threads that begin together, and return their answers.

    Args:
        workers: How many.
        work: Gets the worker's number, from 0.

    Raises:
        AssertionError: The work failed in one of them.
    """
    begin = threading.Barrier(workers)

    def run(number: int) -> Answer:
        begin.wait(timeout=_START_SECONDS)
        return work(number)

    with ThreadPoolExecutor(workers) as pool:
        started = [pool.submit(run, number) for number in range(workers)]
    faults = [fault for one in started if (fault := one.exception())]
    assert not faults, faults
    return [one.result() for one in started]


def build_starter_office(folder: Path, database: str = "") -> None:
    """Build the starter office as on `STARTER_NOW`.

    Args:
        folder: Its data folder.
        database: Address of its empty database; empty for a file in the folder.
    """
    from fmdesk.bootstrap import Silent, open_office
    from fmdesk.config import Settings

    with open_office(Settings(data_dir=folder, database=database), is_created=True) as office:
        office.door.time_source = FakeTime(STARTER_NOW)
        office.build_demo("starter", Silent())


def plain_charter(**changes: Any) -> "Charter":
    """Return a charter: within 24 clock hours, or it is not charged.

    Args:
        changes: Fields of the charter that are different.
    """
    from fmdesk.core.domain.charter import Charter, Guarantee, Sanction, SanctionKind
    from fmdesk.core.domain.limits import Limit, LimitUnit

    plain: dict[str, Any] = {
        "id": 1,
        "code": "plain-24h",
        "version": 1,
        "name_nl": "Binnen 24 uur",
        "name_en": "Within 24 hours",
        "promise_nl": "Binnen 24 uur, anders gratis.",
        "promise_en": "Within 24 hours, or free.",
        "guarantee": Guarantee(limit=Limit(LimitUnit.CLOCK_HOURS, 24)),
        "sanction": Sanction(SanctionKind.NOT_CHARGED),
    }
    return Charter(**plain | changes)


def create_tables(url: str) -> None:
    """Give an empty database the tables of the core, as `fmdesk db upgrade` does."""
    from fmdesk.core.sql.engine import open_database
    from fmdesk.core.sql.schema import migrate

    database = open_database(url)
    with database.write() as connection:
        migrate(connection)
        connection.commit()
    database.close()


def server_place() -> Path:
    """Return where the server of a test run keeps its files.

    In memory where there is room for the servers of all workers: a database is hundreds of
    small files, and each test has one of its own.
    """
    return memory_place(ROOM_FOR_SERVER * int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


def memory_place(needed: int) -> Path:
    """Return a folder in memory where it has room for so many bytes, else the temporary one."""
    if os.access(MEMORY, os.W_OK | os.X_OK) and shutil.disk_usage(MEMORY).free >= needed:
        return MEMORY
    return Path(tempfile.gettempdir())


def find_postgres() -> Path:
    """Return the folder with the programs of the newest PostgreSQL on this machine.

    Fails the test where there is none that is new enough.
    """
    found = {
        int(path.parts[-3]): path.parent
        for path in Path("/").glob(POSTGRES_FOLDERS.lstrip("/"))
        if path.parts[-3].isdigit()
    }
    if not found or max(found) < OLDEST_POSTGRES:
        pytest.fail(
            f"PostgreSQL {OLDEST_POSTGRES} or newer is needed by the tests and was not found at "
            f"{POSTGRES_FOLDERS}. Get it with: apt-get install postgresql",
            pytrace=False,
        )
    return found[max(found)]


def server_owner() -> pwd.struct_passwd | None:
    """Return whom the server runs as; PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


@contextmanager
def _running(programs: Path, folder: Path, owner: pwd.struct_passwd | None) -> Iterator[None]:
    """Make a cluster in `folder` and run it until the block ends."""

    def start(program: str, *words: str) -> subprocess.Popen[bytes]:
        with (folder / "log").open("ab") as log:
            return subprocess.Popen(
                [programs / program, "-D", folder / "data", *words],
                user=owner.pw_uid if owner else None,
                group=owner.pw_gid if owner else None,
                extra_groups=[] if owner else None,
                cwd=folder,
                env={"LC_ALL": "C.UTF-8", "TZ": "UTC", "PATH": os.defpath},
                stdout=log,
                stderr=log,
            )

    start("initdb", "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--no-sync").wait()
    server = start("postgres", "-k", str(folder), *(f"-c{setting}" for setting in _SETTINGS))
    try:
        _wait_until_ready(server, folder)
        yield
    finally:
        server.send_signal(signal.SIGINT)  # a "fast" stop: open connections are ended
        server.wait(_START_SECONDS)


def _wait_until_ready(server: subprocess.Popen[bytes], folder: Path) -> None:
    import psycopg

    for _try in range(_START_SECONDS * 20):
        if server.poll() is not None:
            break
        try:
            psycopg.connect(PostgresServer(folder).address()).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    log = (folder / "log").read_text(encoding="utf-8", errors="replace")
    pytest.fail(f"PostgreSQL did not start:\n{log}", pytrace=False)


def _sqlite_url(path: Path) -> str:
    return f"sqlite:///{path.as_posix()}"
