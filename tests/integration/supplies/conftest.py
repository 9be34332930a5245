"""A database with the plugin's tables beside a bare `line` table, on both engines."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from fmdesk.core.sql.engine import Database, open_database
from fmdesk.plugins.api.sql import upgrade_plugin
from fmdesk.plugins.bundled.supplies.articles import Article, Place, Stamp
from fmdesk.plugins.bundled.supplies.declared import SCHEMA
from fmdesk.plugins.bundled.supplies.store import SuppliesStore

STAMP = Stamp(datetime(2026, 3, 2, 8, 0, tzinfo=UTC), "jan", date(2026, 3, 2))
LINES = 60

OpenStore = Callable[[], AbstractContextManager[SuppliesStore]]


@pytest.fixture
def stamp() -> Stamp:
    return STAMP


@pytest.fixture
def storeroom(sqlite_templates: Callable[[Callable[[str], None]], Path]) -> Path:
    """A file with ten packs of paper in its storeroom, to be copied."""
    from tests.integration.supplies.test_supplies_orders import fill

    return sqlite_templates(fill)


@pytest.fixture
def bare_database(empty_database_url: str) -> Iterator[Database]:
    """A database with nothing but lines to refer to."""
    if empty_database_url.startswith("sqlite"):
        Path(empty_database_url.removeprefix("sqlite:///")).touch()
    database = open_database(empty_database_url, busy_ms=60_000)  # some tests race for it
    with database.write() as connection:
        kind = "integer" if connection.dialect.name == "sqlite" else "bigint"
        connection.exec_driver_sql(f"create table line (id {kind} primary key)")
        numbers = [{"id": number} for number in range(1, LINES + 1)]
        connection.execute(sa.text("insert into line (id) values (:id)"), numbers)
        connection.commit()
    yield database
    database.close()


@pytest.fixture
def open_store(bare_database: Database) -> OpenStore:
    """Open a store in a transaction of its own, which commits unless the block raises.

    There are paper (stocked) and a lamp (bought to order), a magazine and a cupboard, no stock.
    """

    @contextmanager
    def opened() -> Iterator[SuppliesStore]:
        with bare_database.write() as connection:
            yield SuppliesStore(connection)
            connection.commit()

    with bare_database.write() as connection:
        upgrade_plugin(connection, SCHEMA)
        store = SuppliesStore(connection)
        store.save_article(Article("PAP", "Papier A4", "Paper A4", "pak", reorder_at=5))
        store.save_article(Article("PEN", "Pen blauw", "Blue pen", "doos"))
        store.save_article(Article("LMP", "Bureaulamp", "Desk lamp", "stuk", is_stocked=False))
        store.save_place(Place("KAST", "Kast 3", "Cupboard 3"))
        store.save_place(Place("MAG", "Magazijn", "Storeroom"))
        connection.commit()
    return opened
