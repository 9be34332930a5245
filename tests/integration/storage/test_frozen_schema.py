"""What the revisions make is what the program has: tables, constraints, indexes, guards, seeds."""

import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
import sqlalchemy as sa

from fmdesk.core.sql import schema, seeds
from fmdesk.core.sql.engine import Database, open_database
from fmdesk.testing import PostgresServer

ROOT = Path(__file__).resolve().parents[3]
SQLITE = (
    """SELECT m.name, c.name, c.type, c."notnull", c.dflt_value, c.pk, c.hidden
        FROM sqlite_master m, pragma_table_xinfo(m.name) c WHERE m.type = 'table'""",
    """SELECT m.name, i."unique", i.origin,
        (SELECT group_concat(name) FROM pragma_index_info(i.name))
        FROM sqlite_master m, pragma_index_list(m.name) i""",
    "SELECT name, sql FROM sqlite_master WHERE type <> 'table' OR sql LIKE 'CREATE VIRTUAL %'",
    "SELECT name, wr, strict FROM pragma_table_list WHERE schema = 'main'",
)
POSTGRESQL = (
    """SELECT table_name, column_name, data_type, is_nullable, column_default,
        generation_expression FROM information_schema.columns WHERE table_schema = 'public'""",
    """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace""",
    "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    """SELECT proname, pg_get_functiondef(oid) FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace""",
)


@pytest.fixture(scope="module")
def freezing() -> ModuleType:
    """The script that writes the first revision."""
    spec = importlib.util.spec_from_file_location("freeze", ROOT / "scripts" / "freeze_schema.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture
def bare(database_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Database]:
    """Another database, without tables."""
    if database_kind == "sqlite":
        (tmp_path / "bare.db").touch()
        database = open_database(f"sqlite:///{tmp_path / 'bare.db'}")
        yield database
        database.close()
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    name = server.create_database()
    database = open_database(server.url(name))
    yield database
    database.close()
    server.drop_database(name)


@pytest.fixture
def made(bare: Database, freezing: ModuleType) -> Database:
    """A database with what the program has now, past all revisions."""
    with bare.write() as connection:
        for statement in freezing.texts()[connection.dialect.name].split(freezing.END)[:-1]:
            connection.exec_driver_sql(statement, execution_options={"no_parameters": True})
        connection.commit()
    return bare


def described(database: Database) -> set[tuple[object, ...]]:
    """Return everything about the tables of a database but the order of their columns."""
    with database.read() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        found = {
            (place, *row)
            for place, query in enumerate(SQLITE if is_sqlite else POSTGRESQL)
            for row in connection.exec_driver_sql(query)
        }
        inspector = sa.inspect(connection)
        for table in inspector.get_table_names():
            for kind in ("check_constraints", "foreign_keys", "unique_constraints"):
                found |= {
                    (table, kind, repr(one)) for one in getattr(inspector, f"get_{kind}")(table)
                }
        for seeded in seeds.rows():
            found |= {(seeded.name, *row) for row in connection.execute(sa.select(seeded))}
    return {one for one in found if schema.VERSION_TABLE not in str(one)}


def test_the_revisions_make_what_the_program_has(database: Database, made: Database) -> None:
    """If not: `scripts/freeze_schema` until the first release, a revision of its own after it."""
    there, expected = described(database), described(made)
    assert there == expected
    assert len(there) > 500


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE unit ADD COLUMN phone TEXT",
        "CREATE INDEX ix_unit_name ON unit (name)",
        "DROP INDEX ix_contact_at",
        "DROP TRIGGER period_closed_update{on}",
        "CREATE TABLE later (id INTEGER PRIMARY KEY)",
        "UPDATE channel SET name_nl = 'Loket' WHERE code = 'desk'",
    ],
)
def test_any_change_is_noticed(database: Database, change: str) -> None:
    before = described(database)
    with database.write() as connection:
        on = "" if connection.dialect.name == "sqlite" else " ON period"
        connection.exec_driver_sql(change.format(on=on))
        connection.commit()
    assert described(database) != before


def test_the_frozen_text_is_current(freezing: ModuleType) -> None:
    """If not: run `scripts/freeze_schema`."""
    if len(schema.revisions()) == 1:
        texts = freezing.texts()
        stale = [name for name in texts if freezing.path(name).read_text("utf-8") != texts[name]]
        assert not stale, "the tables have changed: run scripts/freeze_schema"


@pytest.fixture
def folder(tmp_path: Path, freezing: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The migrations in a folder of this test."""
    for path in schema.FOLDER.glob("0001_*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(schema, "FOLDER", tmp_path)
    return tmp_path


Run = Callable[..., int]


@pytest.fixture
def run(freezing: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the script."""

    def run_it(*words: str) -> int:
        monkeypatch.setattr("sys.argv", ["freeze_schema", *words])
        return int(freezing.main())

    return run_it


def test_the_script_writes_what_is_not_current(
    folder: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "0001_core.sqlite.sql"
    current = path.read_text("utf-8")
    path.write_text(current.replace("code TEXT NOT NULL", "code TEXT"))
    assert run("--check") == 1
    assert capsys.readouterr().out == "0001_core.sqlite.sql\n"
    assert path.read_text("utf-8") != current
    assert run() == 0
    assert path.read_text("utf-8") == current
    assert run("--check") == 0


def test_what_was_released_stays(
    folder: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "0002_phone.py").touch()
    (folder / "0001_core.sqlite.sql").write_text("old")
    assert run() == 2
    assert "Write a revision of its own" in capsys.readouterr().out
    assert (folder / "0001_core.sqlite.sql").read_text() == "old"
