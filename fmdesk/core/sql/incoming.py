"""What comes in by itself, in the database."""

from collections.abc import Sequence
from dataclasses import fields, replace

import sqlalchemy as sa

from fmdesk.core.domain.errors import ConflictError, NotFoundError
from fmdesk.core.domain.incoming import Incoming, IncomingRow, IncomingState
from fmdesk.core.domain.words import fold
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.numbered import insert
from fmdesk.core.sql.search import find_persons
from fmdesk.core.sql.ticket_rows import ticket_number

_MOVING = ("state", "ticket_id", "settled_at", "settled_by", "settled_reason")
"""Columns that change after it came in."""
_WAITING = t.incoming.c.state == IncomingState.WAITING.value


class SqlIncoming:
    """The repository of what comes in.

    Args:
        connection: Connection of the unit of work.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, incoming: Incoming) -> Incoming:
        """Store something that came in; returns it with its number."""
        values = {one.name: getattr(incoming, one.name) for one in fields(incoming)}
        del values["id"]
        return replace(incoming, id=insert(self._connection, t.incoming, values))

    def incoming(self, incoming_id: int) -> Incoming:
        """Return one; NotFoundError `incoming.unknown`."""
        found = self._one(t.incoming.c.id == incoming_id)
        if found is None:
            raise NotFoundError("incoming.unknown", incoming=incoming_id)
        return found

    def find(self, key: str) -> Incoming | None:
        """Return what is known by this key, None for nothing."""
        return self._one(t.incoming.c.key == key)

    def settle(self, after: Incoming) -> None:
        """Store what became of one that waits; ConflictError `incoming.settled` if not."""
        values = {name: getattr(after, name) for name in _MOVING}
        waits = (t.incoming.c.id == after.id, _WAITING)
        done = self._connection.execute(sa.update(t.incoming).where(*waits).values(values))
        if done.rowcount != 1:
            raise ConflictError("incoming.settled", subject=after.subject)

    def rows(self, states: Sequence[IncomingState], limit: int) -> tuple[IncomingRow, ...]:
        """Return those in these states: what waits longest first, of the others the newest."""
        c = t.incoming.c
        files = (
            sa.select(sa.func.count())
            .where(t.attachment.c.incoming_id == c.id, t.attachment.c.hidden_at.is_(None))
            .scalar_subquery()
        )
        query = (
            sa.select(t.incoming, t.person.c.name, t.person.c.code, files.label("files"))
            .outerjoin(t.person, t.person.c.id == c.person_id)
            .where(c.state.in_([state.value for state in states]))
        )
        waits = tuple(states) == (IncomingState.WAITING,)
        order = (c.received_at, c.id) if waits else (c.id.desc(),)
        return tuple(
            IncomingRow(
                _incoming(row),
                row["name"] or "",
                row["code"] or "",
                ticket_number(row["ticket_id"]) if row["ticket_id"] else "",
                row["files"],
            )
            for row in self._connection.execute(query.order_by(*order).limit(limit)).mappings()
        )

    def persons_at(self, address: str) -> Sequence[int]:
        """Return the active persons with this e-mail address."""
        if not fold(address):
            return ()
        c = t.person.c
        named = find_persons(address, self._connection.dialect.name)
        same = sa.func.lower(c.email) == address.lower()
        return (
            self._connection.execute(sa.select(c.id).where(named, same, c.is_active).limit(2))
            .scalars()
            .all()
        )

    def ticket_of(self, references: Sequence[str]) -> int | None:
        """Return the ticket of the message of ours with one of these Message-IDs."""
        c = t.message.c
        query = sa.select(c.ticket_id).where(c.reference.in_(references)).order_by(c.id.desc())
        return self._connection.execute(query.limit(1)).scalar()

    def ticket_numbered(self, number: int) -> int | None:
        """Return the ticket with this number, None when there is none."""
        c = t.ticket.c
        query = sa.select(c.id).where(c.number == ticket_number(number))
        return self._connection.execute(query).scalar()

    def _one(self, condition: sa.ColumnElement[bool]) -> Incoming | None:
        row = self._connection.execute(sa.select(t.incoming).where(condition)).mappings().first()
        return None if row is None else _incoming(row)


def _incoming(row: sa.RowMapping) -> Incoming:
    values = {one.name: row[one.name] for one in fields(Incoming)}
    values["state"] = IncomingState(row["state"])
    return Incoming(**values)
