"""Tables of plugins on both engines: each plugin for itself, nothing left behind by a fault."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest
import sqlalchemy as sa

from fmdesk.core.domain.errors import PluginError
from fmdesk.core.domain.spec import SchemaSpec
from fmdesk.core.sql.engine import Database, open_database
from fmdesk.plugins.api.sql import is_behind, upgrade_plugin

SHELVES = """
    import sqlalchemy as sa
    from alembic import op
    revision = "0001"
    down_revision = None

    def upgrade():
        op.create_table("keys_shelf", sa.Column("id", sa.Integer, primary_key=True))
"""
SECOND = """
    import sqlalchemy as sa
    from alembic import op
    revision = "0002"
    down_revision = "0001"

    def upgrade():
        {body}
"""
LABEL = 'op.add_column("keys_shelf", sa.Column("label", sa.Text))'


@pytest.fixture
def database(empty_database_url: str) -> Iterator[Database]:
    """A database with two tables of the core and one of another plugin."""
    if empty_database_url.startswith("sqlite"):
        Path(empty_database_url.removeprefix("sqlite:///")).touch()
    opened = open_database(empty_database_url)
    with opened.write() as connection:
        for table in ("line", "unit", "rooms_room"):
            connection.exec_driver_sql(f"create table {table} (id integer primary key)")
        connection.exec_driver_sql("create table alembic_version_rooms (version_num text)")
        connection.commit()
    yield opened
    opened.close()


@pytest.fixture
def schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., SchemaSpec]]:
    """Write a plugin's migrations (the body of the second one, if any) and declare them."""
    folder = tmp_path / "packages" / "fmdesk_keys" / "migrations"
    folder.mkdir(parents=True)
    (folder.parent / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(folder.parent.parent)
    sys.modules.pop("fmdesk_keys", None)

    def declared(body: str = "") -> SchemaSpec:
        (folder / "0001_shelves.py").write_text(dedent(SHELVES))
        if body:
            (folder / "0002_more.py").write_text(dedent(SECOND).format(body=body))
        return SchemaSpec("keys_", "fmdesk_keys:migrations")

    yield declared
    sys.modules.pop("fmdesk_keys", None)  # a wheel of that name is installed elsewhere


def tables(database: Database) -> set[str]:
    with database.read() as connection:
        return set(sa.inspect(connection).get_table_names())


def upgrade(database: Database, schema: SchemaSpec) -> bool:
    with database.write() as connection:
        try:
            return upgrade_plugin(connection, schema)
        finally:
            connection.commit()  # what one plugin does wrong must not take the others with it


def behind(database: Database, schema: SchemaSpec) -> bool:
    with database.read() as connection:
        return is_behind(connection, schema)


def test_a_plugin_has_its_own_tables_and_version(
    database: Database, schema: Callable[..., SchemaSpec]
) -> None:
    assert behind(database, schema())
    assert upgrade(database, schema())
    assert {"keys_shelf", "alembic_version_keys"} <= tables(database)
    assert not behind(database, schema())
    assert not upgrade(database, schema())


def test_a_later_version_adds_what_is_missing(
    database: Database, schema: Callable[..., SchemaSpec]
) -> None:
    upgrade(database, schema())
    assert behind(database, schema(LABEL))
    assert upgrade(database, schema(LABEL))
    with database.read() as connection:
        columns = sa.inspect(connection).get_columns("keys_shelf")
    assert [column["name"] for column in columns] == ["id", "label"]


def test_tables_of_a_newer_version_are_left_alone(
    database: Database, schema: Callable[..., SchemaSpec]
) -> None:
    upgrade(database, schema())
    with database.write() as connection:
        connection.exec_driver_sql("update alembic_version_keys set version_num = '0009'")
        connection.commit()
    with pytest.raises(PluginError, match=r"plugin\.newer_tables"):
        upgrade(database, schema())


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('op.create_table("shelf", sa.Column("id", sa.Integer))', "plugin.foreign_table"),
        ('op.add_column("line", sa.Column("shelf", sa.Integer))', "plugin.foreign_table"),
        ('op.drop_table("unit")', "plugin.foreign_table"),
        ('op.rename_table("rooms_room", "rooms_shelf")', "plugin.foreign_table"),
        (
            (
                'op.create_table("keys_key", sa.Column("id", sa.Integer, '
                'sa.ForeignKey("rooms_room.id")))'
            ),
            "plugin.foreign_key",
        ),
        (
            'op.execute("alter table line add column shelf integer references keys_shelf (id)")',
            "plugin.foreign_table",
        ),
    ],
)
def test_what_is_not_its_own_is_refused_and_nothing_is_left(
    body: str, code: str, database: Database, schema: Callable[..., SchemaSpec]
) -> None:
    before = tables(database)
    with pytest.raises(PluginError, match=code.replace(".", r"\.")):
        upgrade(database, schema(body))
    assert tables(database) == before


def test_it_may_point_at_the_core(database: Database, schema: Callable[..., SchemaSpec]) -> None:
    body = 'op.create_table("keys_key", sa.Column("line", sa.Integer, sa.ForeignKey("line.id")))'
    assert upgrade(database, schema(body))


def test_a_migration_that_fails_leaves_nothing(
    database: Database, schema: Callable[..., SchemaSpec]
) -> None:
    before = tables(database)
    body = 'op.create_table("keys_key", sa.Column("id", sa.Integer)); raise ZeroDivisionError'
    with pytest.raises(ZeroDivisionError):
        upgrade(database, schema(body))
    assert tables(database) == before


def test_a_plugin_whose_name_begins_alike_keeps_its_tables(
    database: Database, schema: Callable[..., SchemaSpec]
) -> None:
    upgrade(database, schema())
    with database.write() as connection:
        for table in ("keys_cards_stock (id integer)", "alembic_version_keys_cards (v text)"):
            connection.exec_driver_sql(f"create table {table}")
        connection.commit()
    taken = 'op.add_column("keys_cards_stock", sa.Column("label", sa.Text))'
    with pytest.raises(PluginError, match=r"plugin\.foreign_table") as refused:
        upgrade(database, schema(taken))
    assert refused.value.params["table"] == "keys_cards_stock"
    with database.read() as connection:
        columns = sa.inspect(connection).get_columns("keys_cards_stock")
    assert [column["name"] for column in columns] == ["id"]
    assert upgrade(database, schema(LABEL)), "its own tables are its own still"
