"""All tables of the core, their guards and search index, and what every office starts with.

It makes the tables as `fmdesk.core.sql.tables` has them; from the first release on, that is frozen
and every change is a revision of its own.
"""

import sqlalchemy as sa
from alembic import op

from fmdesk.core.sql import seeds
from fmdesk.core.sql.log import GENESIS
from fmdesk.core.sql.tables import command_head, metadata
from fmdesk.core.sql.triggers import statements

revision = "0001"
down_revision = None


def upgrade() -> None:
    connection = op.get_bind()
    _copy().create_all(connection, checkfirst=False)
    for statement in statements(connection.dialect.name):
        connection.exec_driver_sql(statement)
    seeds.plant(connection)
    head = {"id": 1, "seq": 0, "hash": GENESIS}
    connection.execute(sa.insert(command_head), head | {"at": seeds.EPOCH})


def _copy() -> sa.MetaData:
    """Return a copy of the tables.

    Making them on PostgreSQL marks the references that close a circle as made by ALTER, for good:
    SQLite, later in the same process, would go without them.
    """
    copy = sa.MetaData(naming_convention=metadata.naming_convention)
    for table in metadata.tables.values():
        table.to_metadata(copy)
    return copy
