"""Settings of the office in the database; each value is a text (JSON where it has parts)."""

import sqlalchemy as sa

from fmdesk.core.sql.tables import setting

ZONE = "zone"
"""The office's one time zone, an IANA name."""
DEFAULT_ZONE = "Europe/Amsterdam"


class SqlSettings:
    """The repository of settings.

    Args:
        connection: Connection of the unit of work.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def get(self, name: str, default: str = "") -> str:
        """Return a setting, the default where it was never set."""
        query = sa.select(setting.c.value).where(setting.c.name == name)
        value = self._connection.execute(query).scalar()
        return default if value is None else str(value)

    def hold(self, name: str) -> None:
        """Let others who change a setting wait until this unit of work is stored.

        On SQLite the writer holds the whole file already.
        """
        held = sa.select(setting.c.name).where(setting.c.name == name).with_for_update()
        self._connection.execute(held).all()

    def put(self, name: str, value: str) -> None:
        """Set a setting; an equal value is left alone."""
        there = sa.select(setting.c.value).where(setting.c.name == name)
        before = self._connection.execute(there).scalar()
        if before is None:
            self._connection.execute(sa.insert(setting), {"name": name, "value": value})
        elif before != value:
            change = sa.update(setting).where(setting.c.name == name)
            self._connection.execute(change.values(value=value))
