"""The plugin's own table, in the transaction of the unit of work."""

import sqlalchemy as sa

from fmdesk.plugins.api.sql import UtcDateTime

COLUMNS = (sa.column("id"), sa.column("at", UtcDateTime), sa.column("text"))
NOTE = sa.table("sample_note", *COLUMNS)


class Store:
    """Opened for each unit of work as `context.store`."""

    def __init__(self, connection):
        self.connection = connection

    def add(self, at, text):
        self.connection.execute(sa.insert(NOTE).values(at=at, text=text))

    def newest(self, most=200):
        query = sa.select(NOTE).order_by(NOTE.c.id.desc()).limit(most)
        return tuple(map(tuple, self.connection.execute(query)))
