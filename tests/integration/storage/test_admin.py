"""Making, upgrading, checking, copying and restoring a database."""

import sqlite3
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from fmdesk.core.domain.errors import StorageError
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.sql import grants, schema, triggers
from fmdesk.core.sql.admin import check_database, create_database, upgrade_database
from fmdesk.core.sql.copies import backup, restore
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import Database, open_database
from fmdesk.core.sql.search import SEARCHED
from fmdesk.core.sql.soundness import refuse_unsound
from fmdesk.core.sql.tables import metadata
from fmdesk.testing import FakeTime, PostgresServer

ONLY_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
ONLY_POSTGRES = pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)


def put(url: str, value: str) -> None:
    """Store a setting in an office."""

    def work(unit: UnitOfWork) -> Changes:
        unit.settings.put("organisation", value)
        return Changes()

    database = open_database(url)
    SqlDoor(database, "jan", FakeTime()).run(uuid4(), "test.put", None, work, Changes)
    database.close()


def organisation(url: str) -> str:
    """Return the setting of an office."""
    database = open_database(url)
    with SqlDoor(database, "jan", FakeTime()).read() as work:
        value = work.settings.get("organisation")
    database.close()
    return value


def make_shelf(connection: sa.Connection) -> bool:
    """Make a plugin's table where it is not there yet."""
    if sa.inspect(connection).has_table("shelf"):
        return False
    connection.exec_driver_sql("CREATE TABLE shelf (id INTEGER PRIMARY KEY)")
    return True


def test_a_database_is_made_once(empty_database_url: str) -> None:
    assert create_database(empty_database_url, {"shelves": make_shelf})
    put(empty_database_url, "Gemeente")
    assert not create_database(empty_database_url, {"shelves": make_shelf})
    assert organisation(empty_database_url) == "Gemeente"
    report = check_database(empty_database_url)
    assert (report.is_sound, report.revision) == (True, schema.revisions()[-1])


def test_the_tables_are_those_of_the_program(database: Database) -> None:
    """A column that stands in `tables` but in no migration: run `scripts/freeze_schema`."""
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _is_ours})
        assert compare_metadata(context, metadata) == []


def _is_ours(name: str | None, kind: str, parents: dict[str, str | None]) -> bool:
    """Leave out what is made beside the tables: the search index and the versions."""
    table = name if kind == "table" else parents.get("table_name")
    if str(table).startswith(("alembic_", *(f"{name}_index" for name, *_rest in SEARCHED))):
        return False
    vectors = {("index", f"ix_{table}_vector") for _name, table, _key in SEARCHED}
    return (kind, name) not in {("column", "vector"), *vectors}


def test_a_folder_is_made_for_a_new_file(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/a/b/fmdesk.db"
    assert create_database(url)
    put(url, "Gemeente")
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match=r"storage\.cannot_open"):
        create_database(f"sqlite:///{tmp_path}/file/fmdesk.db")


def test_a_database_of_a_trial_version_says_what_to_do(database_url: str) -> None:
    database = open_database(database_url)
    with database.write() as connection:
        connection.exec_driver_sql(
            f"UPDATE setting SET value = 'others' WHERE name = '{schema.SEAL}'"
        )
        connection.commit()
    with pytest.raises(StorageError, match=r"storage\.trial"):
        refuse_unsound(database)
    database.close()
    with pytest.raises(StorageError, match=r"storage\.trial"):
        upgrade_database(database_url)


def test_a_newer_database_is_left_alone(database_url: str) -> None:
    database = open_database(database_url)
    with database.write() as connection:
        connection.exec_driver_sql(f"UPDATE {schema.VERSION_TABLE} SET version_num = '9999'")
        connection.commit()
    database.close()
    for change in (create_database, upgrade_database):
        with pytest.raises(StorageError, match=r"storage\.newer"):
            change(database_url)
    report = check_database(database_url)
    assert (report.is_sound, report.revision) == (False, "9999")


def test_an_empty_database_is_made_not_upgraded(empty_database_url: str) -> None:
    if empty_database_url.startswith("sqlite"):
        Path(empty_database_url.removeprefix("sqlite:///")).touch()
    with pytest.raises(StorageError, match=r"storage\.empty"):
        upgrade_database(empty_database_url)


LATER = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "0002", "0001"
def upgrade():
    op.add_column("unit", sa.Column("phone", sa.Text))
    {more}
"""


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program with one more revision than the database has; gives its file."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    for path in schema.FOLDER.glob("[0-9]*.*"):
        (folder / path.name).write_text(path.read_text())
    monkeypatch.setattr(schema, "FOLDER", folder)
    (folder / "0002_phone.py").write_text(LATER.format(more=""))
    return folder / "0002_phone.py"


def columns(url: str) -> set[str]:
    """Return the columns of the units."""
    database = open_database(url)
    with database.read() as connection:
        found = {column["name"] for column in sa.inspect(connection).get_columns("unit")}
    database.close()
    return found


def test_an_upgrade_copies_the_file_first(database_url: str, later: Path) -> None:
    report = upgrade_database(database_url)
    assert (report.before, report.after, report.is_changed) == ("0001", "0002", True)
    assert "phone" in columns(database_url)
    if database_url.startswith("sqlite"):
        assert report.copy is not None
        assert "phone" not in columns(f"sqlite:///{report.copy}")
    again = upgrade_database(database_url)
    assert (again.is_changed, again.copy) == (False, None)


def test_an_upgrade_that_fails_leaves_everything_as_it_was(database_url: str, later: Path) -> None:
    later.write_text(LATER.format(more='op.execute("this is no SQL")'))
    with pytest.raises(sa.exc.DBAPIError):
        upgrade_database(database_url)
    assert "phone" not in columns(database_url)
    assert check_database(database_url).revision == "0001"


def test_plugins_are_upgraded_too(database_url: str) -> None:
    report = upgrade_database(database_url, {"shelves": make_shelf})
    assert report.plugins == ("shelves",)
    assert (report.copy is not None) == database_url.startswith("sqlite")
    assert upgrade_database(database_url, {"shelves": make_shelf}).plugins == ()


def test_a_check_tells_a_missing_guard(database_url: str) -> None:
    database = open_database(database_url)
    on = "" if database.is_single_user else " ON line_event"
    with database.write() as connection:
        connection.exec_driver_sql(f"DROP TRIGGER line_event_no_update{on}")
        connection.commit()
    database.close()
    assert check_database(database_url).problems == ("missing guard line_event_no_update",)


@ONLY_SQLITE
def test_a_check_tells_a_broken_reference(database_url: str) -> None:
    with closing(sqlite3.connect(database_url.removeprefix("sqlite:///"))) as connection:
        connection.execute(
            "INSERT INTO cost_centre (code, name, department_id) VALUES ('1', '', 99)"
        )
        connection.commit()
    [problem] = check_database(database_url).problems
    assert "cost_centre" in problem


@ONLY_SQLITE
def test_a_copy_is_checked_and_put_back(database_url: str, tmp_path: Path) -> None:
    put(database_url, "Gemeente")
    copy = tmp_path / "copies" / "1.db"
    database = open_database(database_url)
    with pytest.raises(StorageError, match=r"storage\.copy_failed"):
        backup(database, copy)  # a drive that is not connected is not made up
    assert not copy.parent.exists()
    copy.parent.mkdir()
    report = backup(database, copy)
    with pytest.raises(StorageError, match=r"storage\.copy_exists"):
        backup(database, copy)
    with pytest.raises(StorageError, match=r"storage\.in_use"):
        restore(database_url, copy)
    database.close()
    assert (report.seq, report.path, report.size) == (1, str(copy), copy.stat().st_size)
    put(database_url, "Provincie")
    restored = restore(database_url, copy)
    assert organisation(database_url) == "Gemeente"
    assert restored.head == report.head
    assert organisation(f"sqlite:///{restored.previous}") == "Provincie"
    second = restore(database_url, copy)
    assert second.previous not in (None, restored.previous)


@ONLY_SQLITE
def test_a_damaged_copy_is_not_put_back(database_url: str, tmp_path: Path) -> None:
    put(database_url, "Gemeente")
    database = open_database(database_url)
    copy = Path(backup(database, tmp_path / "copy.db").path)
    database.close()
    data = copy.read_bytes()
    copy.write_bytes(data[:20_000] + b"\xff" * 4096 + data[24_096:])
    with pytest.raises(StorageError, match=r"storage\.copy_damaged"):
        restore(database_url, copy)
    copy.write_text("Dit is geen kopie.")
    with pytest.raises(StorageError, match=r"storage\.copy_damaged"):
        restore(database_url, copy)
    with pytest.raises(StorageError, match=r"storage\.no_copy"):
        restore(database_url, tmp_path / "nowhere.db")
    assert organisation(database_url) == "Gemeente"
    assert list(tmp_path.glob("*.part")) == list(tmp_path.glob("*before*")) == []


@ONLY_SQLITE
def test_a_copy_that_cannot_be_made_leaves_nothing(database_url: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    database = open_database(database_url)
    with pytest.raises(StorageError, match=r"storage\.copy_failed"):
        backup(database, tmp_path / "file" / "copy.db")
    database.close()


@ONLY_SQLITE
def test_a_full_disk_leaves_no_journal_of_the_copy(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite leaves its journal beside a file that it could not finish writing."""

    def full(path: Path) -> None:
        path.with_name(f"{path.name}-journal").touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("fmdesk.core.sql.copies._sync", full)
    database = open_database(database_url)
    (tmp_path / "copies").mkdir()
    with pytest.raises(StorageError, match=r"storage\.copy_failed"):
        backup(database, tmp_path / "copies" / "copy.db")
    database.close()
    assert list((tmp_path / "copies").iterdir()) == []


@ONLY_SQLITE
def test_a_copy_is_made_where_nothing_stands(database_url: str, tmp_path: Path) -> None:
    put(database_url, "Gemeente")
    database = open_database(database_url)
    copy = Path(backup(database, tmp_path / "copy.db").path)
    database.close()
    url = f"sqlite:///{tmp_path}/new/fmdesk.db"
    assert restore(url, copy).previous is None
    assert organisation(url) == "Gemeente"


@ONLY_POSTGRES
def test_a_dump_goes_into_an_empty_database(
    database_url: str,
    tmp_path: Path,
    postgres_server: PostgresServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put(database_url, "Gemeente")
    database = open_database(database_url)
    report = backup(database, tmp_path / "office.dump")
    with pytest.raises(StorageError, match=r"storage\.not_empty"):
        restore(database_url, tmp_path / "office.dump")
    empty = postgres_server.create_database()
    assert restore(postgres_server.url(empty), tmp_path / "office.dump").head == report.head
    assert organisation(postgres_server.url(empty)) == "Gemeente"
    assert check_database(postgres_server.url(empty)).is_sound
    second = postgres_server.create_database()
    (tmp_path / "broken.dump").write_text("Dit is geen kopie.")
    with pytest.raises(StorageError, match=r"storage\.copy_failed"):
        restore(postgres_server.url(second), tmp_path / "broken.dump")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(StorageError, match=r"storage\.no_program"):
        backup(database, tmp_path / "other.dump")
    database.close()
    for name in (empty, second):
        postgres_server.drop_database(name)


@ONLY_POSTGRES
def test_grants_are_data(database: Database, postgres_server: PostgresServer) -> None:
    name = database.url.database or ""
    with database.write() as connection:
        grants.replace_plugin(connection, "keys", [("keys_ring", "front_office", "SELECT")])
        grants.replace_plugin(connection, "keys", [])
        for statement in grants.statements(grants.read(connection), name):
            connection.exec_driver_sql(statement)

        def may(role: str, table: str, right: str) -> bool:
            query = f"SELECT has_table_privilege('{role}', '{table}', '{right}')"
            return bool(connection.exec_driver_sql(query).scalar_one())

        assert may("front_office", "ticket", "insert")
        assert may(grants.CLERK, "journal_entry", "insert")
        assert not may(grants.CLERK, "journal_entry", "delete")
        for table in grants.PROTECTED:
            for role in grants.PERSONS:
                assert may(role, table, "select")
                assert not any(may(role, table, right) for right in grants.PRIVILEGES[1:])
        for table in grants.HIDDEN:
            assert may(grants.CLERK, table, "update")
            for role in grants.PERSONS:
                assert not any(may(role, table, right) for right in grants.PRIVILEGES)
        for statement in grants.statements(grants.read(connection), name):
            connection.exec_driver_sql(statement)  # again, without harm
        connection.rollback()


def test_guards_are_all_there(database: Database) -> None:
    with database.read() as connection:
        assert triggers.expected(connection.dialect.name) <= triggers.present(connection)
