"""Passwords to servers in the database, in a table that no person's role reads."""

import sqlalchemy as sa

from fmdesk.core.sql.tables import secret


class SqlSecrets:
    """The repository of passwords to servers.

    Args:
        connection: Connection of the unit of work.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def get(self, name: str, place: str) -> str:
        """Return what was given for this place, empty for another place or nothing."""
        query = sa.select(secret.c.value).where(secret.c.name == name, secret.c.place == place)
        return str(self._connection.execute(query).scalar() or "")

    def put(self, name: str, place: str, value: str) -> None:
        """Keep a password for one place; empty forgets it."""
        change = sa.update(secret).where(secret.c.name == name)
        if not self._connection.execute(change.values(place=place, value=value)).rowcount:
            self._connection.execute(
                sa.insert(secret), {"name": name, "place": place, "value": value}
            )
