"""Status calls and remarks in the database."""

from datetime import datetime

import sqlalchemy as sa

from fmdesk.core.domain.contact import REMARKS, RemarkRow
from fmdesk.core.domain.errors import ConflictError, NotFoundError
from fmdesk.core.domain.ticket import ContactKind
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.ticket_rows import ticket_number


class SqlContacts:
    """The repository of contacts that are no request.

    Args:
        connection: Connection of the unit of work.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def status_calls(self, line_id: int) -> int:
        """Return how often was asked where a line is; a call on its whole ticket counts too."""
        contact = t.contact.c
        ticket = sa.select(t.line.c.ticket_id).where(t.line.c.id == line_id).scalar_subquery()
        query = sa.select(sa.func.count()).where(
            contact.ticket_id == ticket,
            contact.kind == ContactKind.STATUS.value,
            sa.or_(contact.line_id == line_id, contact.line_id.is_(None)),
        )
        return int(self._connection.execute(query).scalar() or 0)

    def remark(self, contact_id: int) -> RemarkRow:
        """Return a remark.

        Raises:
            NotFoundError: `contact.unknown`.
        """
        for row in self._connection.execute(_REMARKS.where(t.contact.c.id == contact_id)):
            return _remark(row)
        raise NotFoundError("contact.unknown", contact=contact_id)

    def unanswered(self, person: str, limit: int) -> tuple[RemarkRow, ...]:
        """Return the remarks with a handler that wait for an answer, next due first."""
        contact = t.contact.c
        query = _REMARKS.where(contact.answered_at.is_(None), contact.handler_unit_id.is_not(None))
        if person:
            query = query.where(t.person.c.code == person)
        due = (contact.due_at.asc().nulls_last(), contact.id)
        return tuple(map(_remark, self._connection.execute(query.order_by(*due).limit(limit))))

    def answer(self, contact_id: int, answer: str, at: datetime) -> None:
        """Store an answer.

        Raises:
            ConflictError: `contact.answered` when there is one.
        """
        contact = t.contact.c
        changed = self._connection.execute(
            sa.update(t.contact)
            .where(contact.id == contact_id, contact.answered_at.is_(None))
            .values(answer=answer, answered_at=at)
        )
        if changed.rowcount != 1:
            raise ConflictError("contact.answered", contact=contact_id)


_REMARKS = (
    sa.select(t.contact, t.person.c.name.label("person"), t.unit.c.name.label("unit"))
    .outerjoin(t.person, t.person.c.id == t.contact.c.person_id)
    .outerjoin(t.unit, t.unit.c.id == t.contact.c.handler_unit_id)
    .where(t.contact.c.kind.in_([one.value for one in REMARKS]))
)


def _remark(row: sa.Row[tuple[object, ...]]) -> RemarkRow:
    return RemarkRow(
        id=row.id,
        kind=ContactKind(row.kind),
        at=row.at,
        text=row.note,
        person=row.person or "",
        number=ticket_number(row.ticket_id) if row.ticket_id else "",
        ticket_id=row.ticket_id,
        unit=row.unit or "",
        due_at=row.due_at,
        answer=row.answer,
        answered_at=row.answered_at,
    )
