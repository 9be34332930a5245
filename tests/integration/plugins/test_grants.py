"""What persons may do with a plugin's tables is stored with these, on both databases."""

from collections.abc import Iterator

import pytest

from fmdesk.bootstrap.plugin_tables import upgrade_of
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.sql.engine import Database, open_database
from fmdesk.core.sql.grants import Grant, read, replace_plugin
from fmdesk.plugins.bundled.rooms.declared import SCHEMA
from fmdesk.testing import Fill, create_tables

RING = "keys_ring"


@pytest.fixture
def database_content() -> Fill:
    return create_tables


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    made = open_database(database_url)
    yield made
    made.close()


def test_rows_of_one_table_and_role_add_up(database: Database) -> None:
    grants = [
        (RING, "admin", "SELECT"),
        (RING, "admin", "insert, update"),
        (RING, "auditor", "select"),
    ]
    with database.write() as connection:
        assert replace_plugin(connection, "keys", grants)
        assert not replace_plugin(connection, "keys", grants), "nothing is new the second time"
        stored = [one for one in read(connection) if one.object == RING]
        assert stored == [
            Grant(RING, "admin", ("select", "insert", "update")),
            Grant(RING, "auditor", ("select",)),
        ]
        assert replace_plugin(connection, "keys", grants[2:])
        assert [one.role for one in read(connection) if one.object == RING] == ["auditor"]


@pytest.mark.parametrize(
    ("grant", "code"),
    [
        (("line", "admin", "select"), "grant.foreign"),
        ((RING, "admin", "select, drop"), "grant.privilege"),
    ],
)
def test_what_is_no_grant_of_its_own_is_refused(
    database: Database, grant: tuple[str, str, str], code: str
) -> None:
    with database.write() as connection, pytest.raises(InvalidInputError) as caught:
        replace_plugin(connection, "keys", [grant])
    assert caught.value.code == code


def test_tables_and_grants_of_a_bundled_plugin_come_together(database: Database) -> None:
    upgrade = upgrade_of("rooms", SCHEMA)
    with database.write() as connection:
        assert upgrade(connection)
        assert not upgrade(connection)
        stored = {one.object for one in read(connection) if one.object.startswith("rooms_")}
        assert stored == {table for table, _role, _words in SCHEMA.grants}
