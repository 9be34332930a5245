"""Lines that follow others, in the database."""

from collections.abc import Sequence

import sqlalchemy as sa

from fmdesk.core.domain.following import LineLink
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.numbered import insert

_LINK = t.line_link.c


class SqlFollowing:
    """The repository of lines that follow others.

    Args:
        connection: Connection of the unit of work.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, link: LineLink) -> None:
        """Store that a line follows another."""
        values = {
            "line_id": link.line_id,
            "follows_id": link.follows_id,
            "made_at": link.made_at,
            "made_by": link.made_by,
        }
        insert(self._connection, t.line_link, values)

    def followed(self, line_id: int) -> Sequence[int]:
        """Return the lines that a line follows, in the order in which they were linked."""
        return self._ids(_LINK.follows_id, _LINK.line_id == line_id)

    def followers(self, line_id: int) -> Sequence[int]:
        """Return the lines that follow a line, in the order in which they were linked."""
        return self._ids(_LINK.line_id, _LINK.follows_id == line_id)

    def of_ticket(self, ticket_id: int) -> tuple[LineLink, ...]:
        """Return the links from and to the lines of a ticket."""
        lines = sa.select(t.line.c.id).where(t.line.c.ticket_id == ticket_id)
        is_of_it = sa.or_(_LINK.line_id.in_(lines), _LINK.follows_id.in_(lines))
        columns = (_LINK.line_id, _LINK.follows_id, _LINK.made_at, _LINK.made_by)
        query = sa.select(*columns).where(is_of_it).order_by(_LINK.id)
        return tuple(LineLink(*row) for row in self._connection.execute(query))

    def _ids(self, column: sa.ColumnElement[int], where: sa.ColumnElement[bool]) -> Sequence[int]:
        query = sa.select(column).where(where).order_by(_LINK.id)
        return self._connection.execute(query).scalars().all()
