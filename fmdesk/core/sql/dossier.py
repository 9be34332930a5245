"""What is kept beside tickets, in the database."""

from dataclasses import fields
from datetime import datetime

import sqlalchemy as sa

from fmdesk.core.domain.dossier import Change, LinkKind, Task, TicketLink
from fmdesk.core.domain.errors import NotFoundError
from fmdesk.core.domain.message import Message
from fmdesk.core.domain.ticket import Contact, ContactKind, ContactOutcome, Ticket
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.numbered import insert
from fmdesk.core.sql.outbox import message_of
from fmdesk.core.sql.search import line_words


class SqlDossier:
    """The repository of what is kept beside tickets.

    Args:
        connection: Connection of the unit of work.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    # --- the ticket itself ---------------------------------------------------------------------

    def lock(self, ticket_id: int) -> None:
        """Let other changes of a ticket and its lines wait; NotFoundError `ticket.unknown`."""
        ticket = (
            sa.select(t.ticket.c.id)
            .where(t.ticket.c.id == ticket_id)
            .with_for_update(key_share=True)
        )
        if self._connection.execute(ticket).one_or_none() is None:
            raise NotFoundError("ticket.unknown", ticket=ticket_id)
        lines = sa.select(t.line.c.id).where(t.line.c.ticket_id == ticket_id)
        self._connection.execute(lines.order_by(t.line.c.id).with_for_update(key_share=True)).all()

    def ticket_id(self, number: str) -> int:
        """Return the id of `M000123`, also by the number of a line; NotFoundError."""
        wanted = number.strip().upper().partition(".")[0]
        query = sa.select(t.ticket.c.id).where(t.ticket.c.number == wanted)
        found = self._connection.execute(query).scalar()
        if found is None:
            raise NotFoundError("ticket.unknown", ticket=number.strip())
        return int(found)

    def update_ticket(self, ticket: Ticket) -> Ticket:
        """Store subject, requester, recipient and owner of a locked ticket as its next version."""
        after = {
            "subject": ticket.subject,
            "requester_id": ticket.requester_id,
            "recipient_id": ticket.recipient_id,
            "owner": ticket.owner,
            "version": ticket.version + 1,
        }
        this = t.ticket.c.id == ticket.id
        self._connection.execute(sa.update(t.ticket).where(this).values(after))
        of_it = sa.update(t.line).where(t.line.c.ticket_id == ticket.id)
        self._connection.execute(of_it.values(requester_id=ticket.requester_id))
        self._find_by_new_words(ticket)
        return Ticket(**{one.name: getattr(ticket, one.name) for one in fields(Ticket)} | after)

    def _find_by_new_words(self, ticket: Ticket) -> None:
        """Let the lines of a ticket be found by its subject and its requester's name."""
        version = t.product_version.c
        query = sa.select(t.person.c.name).where(t.person.c.id == ticket.requester_id)
        name = self._connection.execute(query).scalar() or ""
        for line in ticket.lines:
            names = sa.select(version.name_nl, version.name_en)
            pinned = names.where(version.id == line.pins.product_version_id)
            texts = (ticket.subject, *self._connection.execute(pinned).one(), name)
            words = line_words(*texts, external_id=ticket.external_id)
            change = sa.update(t.line_search).where(t.line_search.c.line_id == line.id)
            self._connection.execute(change.values(words=words))

    # --- changes -------------------------------------------------------------------------------

    def add_change(self, change: Change) -> None:
        """Store a change of a ticket, or of one of its lines."""
        of = (
            {"ticket_id": change.ticket_id}
            if change.line_id is None
            else {"line_id": change.line_id}
        )
        table = t.ticket_change if change.line_id is None else t.line_change
        values = {name: getattr(change, name) for name in _WHAT}
        self._connection.execute(sa.insert(table).values(of | values))

    def changes(self, ticket_id: int) -> tuple[Change, ...]:
        """Return the changes of a ticket and its lines, in the order in which they were made."""
        own, of_line = t.ticket_change.c, t.line_change.c
        ticket = sa.select(t.ticket_change).where(own.ticket_id == ticket_id)
        lines = (
            sa.select(t.line_change)
            .join(t.line, t.line.c.id == of_line.line_id)
            .where(t.line.c.ticket_id == ticket_id)
        )
        found = [
            Change(ticket_id=ticket_id, line_id=row.get("line_id"), **{n: row[n] for n in _WHAT})
            for query in (ticket, lines)
            for row in self._connection.execute(query).mappings()
        ]
        return tuple(sorted(found, key=lambda one: (one.at, one.line_id or 0, one.number)))

    # --- tasks ---------------------------------------------------------------------------------

    def add_task(self, task: Task) -> Task:
        """Store a task; returns it with its number."""
        return self.task(insert(self._connection, t.ticket_task, _values(task)))

    def task(self, task_id: int) -> Task:
        """Return a task; NotFoundError `task.unknown`."""
        for found in self._tasks(t.ticket_task.c.id == task_id):
            return found
        raise NotFoundError("task.unknown", task=task_id)

    def tasks(self, ticket_id: int) -> tuple[Task, ...]:
        """Return the tasks of a ticket, those to be done first, next due first."""
        return self._tasks(t.ticket_task.c.ticket_id == ticket_id)

    def tick(self, task_id: int, at: datetime | None, actor: str) -> bool:
        """Store that a task is done, or is not (`at` None); tell whether it was otherwise."""
        c = t.ticket_task.c
        otherwise = c.done_at.is_not(None) if at is None else c.done_at.is_(None)
        change = sa.update(t.ticket_task).where(c.id == task_id, otherwise)
        done = self._connection.execute(change.values(done_at=at, done_by=actor if at else ""))
        return done.rowcount == 1

    def _tasks(self, condition: sa.ColumnElement[bool]) -> tuple[Task, ...]:
        c = t.ticket_task.c
        order = (c.done_at.is_not(None), c.due_at.asc().nulls_last(), c.id)
        query = sa.select(t.ticket_task).where(condition).order_by(*order)
        return tuple(Task(**row) for row in self._connection.execute(query).mappings())

    # --- links ---------------------------------------------------------------------------------

    def add_link(self, link: TicketLink) -> TicketLink:
        """Store a link; returns it with its number."""
        return self.link(insert(self._connection, t.ticket_link, _values(link)))

    def link(self, link_id: int) -> TicketLink:
        """Return a link; NotFoundError `link.unknown`."""
        for found in self._links(t.ticket_link.c.id == link_id):
            return found
        raise NotFoundError("link.unknown", link=link_id)

    def links(self, ticket_id: int) -> tuple[TicketLink, ...]:
        """Return the links from and to a ticket, those that were taken away too."""
        c = t.ticket_link.c
        return self._links(sa.or_(c.ticket_id == ticket_id, c.other_id == ticket_id))

    def remove_link(self, link_id: int, at: datetime, actor: str) -> bool:
        """Take a link away; tell whether it still stood."""
        c = t.ticket_link.c
        standing = sa.update(t.ticket_link).where(c.id == link_id, c.removed_at.is_(None))
        return (
            self._connection.execute(standing.values(removed_at=at, removed_by=actor)).rowcount == 1
        )

    def _links(self, condition: sa.ColumnElement[bool]) -> tuple[TicketLink, ...]:
        query = sa.select(t.ticket_link).where(condition).order_by(t.ticket_link.c.id)
        return tuple(
            TicketLink(**dict(row) | {"kind": LinkKind(row["kind"])})
            for row in self._connection.execute(query).mappings()
        )

    # --- what else happened --------------------------------------------------------------------

    def contacts(self, ticket_id: int) -> tuple[Contact, ...]:
        """Return the contacts about a ticket."""
        query = sa.select(t.contact).where(t.contact.c.ticket_id == ticket_id)
        rows = self._connection.execute(query.order_by(t.contact.c.id)).mappings()
        return tuple(_contact(row) for row in rows)

    def messages(self, ticket_id: int) -> tuple[Message, ...]:
        """Return the messages about a ticket, in the order in which they were made."""
        query = sa.select(t.message).where(t.message.c.ticket_id == ticket_id)
        rows = self._connection.execute(query.order_by(t.message.c.id)).mappings()
        return tuple(message_of(row) for row in rows)


_WHAT = ("number", "at", "actor", "reason", "before", "after")


def _values(record: Task | TicketLink) -> dict[str, object]:
    return {one.name: getattr(record, one.name) for one in fields(record) if one.name != "id"}


def _contact(row: sa.RowMapping) -> Contact:
    outcome = ContactOutcome(row["outcome"]) if row["outcome"] else None
    values = {one.name: row[one.name] for one in fields(Contact)}
    return Contact(**values | {"kind": ContactKind(row["kind"]), "outcome": outcome})
