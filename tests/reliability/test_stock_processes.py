"""Workstations in processes of their own take the last pieces, and none is promised twice.

The control looks before it writes, as programs do that count stock in a field: it goes below zero.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from fmdesk.core.domain.views import Changes
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import open_database
from fmdesk.plugins.api.sql import upgrade_plugin
from fmdesk.plugins.host import PluginHost
from fmdesk.testing import FakeTime
from tests.integration.supplies import test_supplies_orders as supplies
from tests.reliability.conftest import Tell
from tests.reliability.often import often

ROOT = Path(__file__).parents[2]
CLIENTS = {"sqlite": often(3, 12), "postgresql": often(3, 32)}
LAST = {"article": "PAP", "place": "MAG", "reason": "telling"}
ORDERS = often(3, 30)
"""Orders of each client, of one piece."""


@pytest.fixture
def desk(database_url: str, time_source: FakeTime) -> Iterator[supplies.Desk]:
    """An office with ten packs of paper."""
    host = PluginHost(passing=supplies.DATABASE_ERRORS)
    host.start()
    database = open_database(database_url)
    with database.write() as connection:
        upgrade_plugin(connection, host.schemas()["supplies"])
        connection.commit()
    made = supplies.Desk(
        database, host, SqlDoor(database, "jan", time_source, stores=host.stores())
    )
    made.door.run(uuid4(), "test.build", None, supplies.build, Changes)
    made.extensions.run(uuid4(), "supplies", "load", supplies.LOAD)
    made.extensions.enable(uuid4(), "supplies")
    made.door.run(uuid4(), "test.offer", None, supplies.offer, Changes)
    yield made
    database.close()


def race(mode: str, url: str, clients: int, orders: int) -> list[int]:
    """Let clients begin together; return the sums of what they tell."""
    command = [sys.executable, "-m", "tests.reliability.stock_client", mode, url, str(orders)]
    with ExitStack() as stack:
        running = [
            stack.enter_context(
                subprocess.Popen(
                    command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
                )
            )
            for _client in range(clients)
        ]
        for one in running:
            assert one.stdout is not None
            assert one.stdout.readline().strip()
        told = [one.communicate()[0] for one in released(running)]
    assert all(one.returncode == 0 for one in running)
    return [
        sum(column) for column in zip(*[map(int, words.split()) for words in told], strict=True)
    ]


def released(running: list["subprocess.Popen[str]"]) -> list["subprocess.Popen[str]"]:
    """Let all begin before anybody is waited for."""
    for one in running:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    return running


def test_the_last_pieces_go_to_one_each_and_the_rest_waits(
    database_kind: str, database_url: str, desk: supplies.Desk, tell: Tell
) -> None:
    clients = CLIENTS[database_kind]
    wanted, stock = clients * ORDERS, desk.stock()[0]
    if wanted <= stock:  # fewer pieces than are wanted
        desk.extensions.run(uuid4(), "supplies", "correct", {**LAST, "counted": stock // 2})
        stock //= 2
    reserved, waiting, delivered, refused = race("real", database_url, clients, ORDERS)
    tell(
        f"{clients} processes, {wanted} orders for {stock} pieces: {reserved} reserved, "
        f"{waiting} back-ordered, {delivered} delivered, {refused} refused"
    )
    assert (reserved, waiting) == (stock, wanted - stock)
    assert (delivered, refused) == (stock, wanted - stock)
    assert desk.stock() == (0, 0, wanted - stock)
    with desk.door.read() as work:
        store = work.stores("supplies")
        assert store.differences() == ()
        assert len(store.back_orders()) == wanted - stock


def test_who_looks_before_writing_goes_below_zero(
    database_kind: str, database_url: str, desk: supplies.Desk, tell: Tell
) -> None:
    with desk.database.write() as connection:
        connection.execute(sa.text("create table naive (on_hand integer)"))
        connection.execute(sa.text("insert into naive values (1)"))
        connection.commit()
    clients = CLIENTS[database_kind]
    race("naive", database_url, clients, 1)
    with desk.database.read() as connection:
        left = connection.scalar(sa.text("select on_hand from naive"))
    tell(f"{clients} naive processes for one piece: {left} left")
    assert left == 1 - clients
