"""A workstation in a process of its own that orders and takes the last pieces of an article.

`stock_client.py MODE ADDRESS ORDERS`: `real` orders through the plugin, `naive` looks first and
writes then. It tells that it is ready (the naive one: what it saw), waits for a line, and tells how
many of its orders were reserved whole, back-ordered, delivered and refused.
"""

import sys
from uuid import uuid4

import sqlalchemy as sa

from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import Database, open_database
from fmdesk.plugins.host import PluginHost
from fmdesk.testing import FakeTime
from tests.integration.supplies.test_supplies_orders import DATABASE_ERRORS, Desk

PATIENCE_MS = 600_000


def tell(words: object) -> None:
    """Tell something on a line."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def real(database: Database, orders: int) -> None:
    """Order one piece at a time and have each delivered."""
    host = PluginHost(passing=DATABASE_ERRORS)
    host.start()
    desk = Desk(database, host, SqlDoor(database, "jan", FakeTime(), stores=host.stores()))
    tell("ready")
    sys.stdin.readline()
    reserved = delivered = refused = 0
    for _order in range(orders):
        line = desk.order(1)
        reserved += bool(line.facts["supplies.from_stock"])
        try:
            desk.record(line, EventKind.DELIVERED, op_id=uuid4(), quantity=1)
            delivered += 1
        except DomainError:
            refused += 1
    tell(f"{reserved} {orders - reserved} {delivered} {refused}")


def naive(database: Database, orders: int) -> None:
    """Take a piece when there was one a moment ago."""
    with database.read() as connection:
        there = int(connection.scalar(sa.text("select on_hand from naive")) or 0)
    tell(there)
    sys.stdin.readline()
    taken = min(there, orders)
    with database.write() as connection:
        connection.execute(sa.text("update naive set on_hand = on_hand - :n"), {"n": taken})
        connection.commit()
    tell(f"{taken} 0 {taken} 0")


if __name__ == "__main__":
    mode, url, number = sys.argv[1:]
    opened = open_database(url, busy_ms=PATIENCE_MS)
    {"real": real, "naive": naive}[mode](opened, int(number))
    opened.close()
