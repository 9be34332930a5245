"""Tickets with their lines, events and contacts in the database."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain
from typing import Any

import sqlalchemy as sa

from fmdesk.core.domain.errors import ConflictError, NotFoundError
from fmdesk.core.domain.events import LineEvent
from fmdesk.core.domain.instants import to_epoch
from fmdesk.core.domain.ticket import Contact, Line, Ticket
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.bulk import insert_rows, reserve_ids
from fmdesk.core.sql.catalog import SqlCatalog
from fmdesk.core.sql.charter_sets import CharterSets
from fmdesk.core.sql.lists import SqlLists
from fmdesk.core.sql.search import line_words
from fmdesk.core.sql.ticket_rows import (
    EVENT,
    TABLES,
    TOUCHED,
    Row,
    Rows,
    event_row,
    line_row,
    make_event,
    make_line,
    make_ticket,
    ticket_number,
    ticket_row,
)

PIECE = 500
"""Values in one IN list."""
_NUMBER = re.compile(r"(M\d+)(?:\.(\d{1,9}))?", re.ASCII)
_CONTACT = tuple(t.contact.columns)
_FROM_LINE = sa.select(t.line, t.product.c.code.label("product_code")).join(t.product)


class SqlTickets(SqlLists):
    """The repository of tickets.

    Args:
        connection: Connection of the unit of work.
        now: Its instant, with which events are stamped as recorded.
        zone: The office's zone.
        catalog: The catalogue in the same unit of work.
        sets: The charter sets in the same unit of work.
    """

    def __init__(
        self,
        connection: sa.Connection,
        now: datetime,
        zone: str,
        catalog: SqlCatalog,
        sets: CharterSets,
    ) -> None:
        self._connection = connection
        self._now = now
        self._zone = zone
        self._catalog = catalog
        self._sets = sets
        self._names: dict[int | None, str] = {None: ""}

    # --- writing -------------------------------------------------------------------------------

    def add_ticket(self, ticket: Ticket) -> Ticket:
        """Store a ticket with its lines; returns it with ids and number."""
        ticket_ids, line_ids = self._store((ticket,), [[()] * len(ticket.lines)])
        lines = tuple(
            replace(line, id=line_id, ticket_id=ticket_ids[0])
            for line, line_id in zip(ticket.lines, line_ids, strict=True)
        )
        number = ticket_number(ticket_ids[0])
        return replace(ticket, id=ticket_ids[0], number=number, lines=lines)

    def add_line(self, ticket: Ticket, line: Line) -> Line:
        """Store one line more on a ticket that is there; returns it with its id."""
        line_ids = reserve_ids(self._connection, t.line, 1)
        alone = (replace(ticket, lines=(line,)),)
        rows = self.rows_of(alone, [[()]], (ticket.id,), line_ids, self._sets.number)
        for columns, those in zip(TABLES[1:], rows[1:], strict=True):  # the ticket stands already
            insert_rows(self._connection, columns, those)
        return replace(line, id=line_ids[0], ticket_id=ticket.id)

    def add_tickets(
        self, tickets: Sequence[Ticket], events: Sequence[Sequence[Sequence[LineEvent]]]
    ) -> None:
        """Store many new tickets with their lines and events in one go, for imports.

        Args:
            tickets: Numbers and ids are given by the database, rising in this order.
            events: For each ticket, for each of its lines, its events; they count as recorded when
                they happened.
        """
        self._store(tickets, events)

    def add_contact(self, contact: Contact) -> Contact:
        """Store a contact; returns it with its id."""
        return replace(contact, id=self._store_contacts((contact,))[0])

    def add_contacts(self, contacts: Sequence[Contact]) -> None:
        """Store many contacts in one go."""
        self._store_contacts(contacts)

    def add_events(self, line_id: int, events: Sequence[LineEvent]) -> None:
        """Append events; the numbers must follow the stored ones.

        Raises:
            ConflictError: `line.changed` when another event came first.
        """
        if not events:
            return
        highest = sa.select(sa.func.max(t.line_event.c.number))
        last = self._connection.execute(highest.where(t.line_event.c.line_id == line_id)).scalar()
        if [event.number for event in events] != [
            number for number, _event in enumerate(events, start=(last or 0) + 1)
        ]:
            raise ConflictError("line.changed", line=line_id)
        rows = [event_row(event, line_id, self._now) for event in events]
        insert_rows(self._connection, EVENT, rows)
        self._connection.execute(
            sa.update(t.line)
            .where(t.line.c.id == line_id, t.line.c.settled_month.is_not(None))
            .values(is_touched=True)
        )

    def update_line(self, line: Line) -> Line:
        """Store what may change of a line; `line.version` is the version read.

        Raises:
            ConflictError: `line.changed` when another change came first.
        """
        changed = self._connection.execute(
            sa.update(t.line)
            .where(t.line.c.id == line.id, t.line.c.version == line.version)
            .values(
                unit_id=line.unit_id,
                owner_id=line.owner_id,
                quantity=line.quantity,
                variant=line.variant,
                calendar_version_id=line.pins.calendar_version_id,
                level_id=line.pins.level_id,
                price_cents=line.price_cents,
                department_id=line.department_id,
                cost_centre_id=line.cost_centre_id,
                location_id=line.location_id,
                state=line.state.value,
                due_given=line.due_given,
                due_at=line.due_at,
                ready_at=line.ready_at,
                details=line.details,
                facts=line.facts,
                version=line.version + 1,
                is_touched=TOUCHED,
            )
        )
        if changed.rowcount != 1:
            raise ConflictError("line.changed", line=line.id)
        return replace(line, version=line.version + 1)

    def _store(
        self, tickets: Sequence[Ticket], events: Sequence[Sequence[Sequence[LineEvent]]]
    ) -> tuple[Sequence[int], Sequence[int]]:
        """Insert tickets with their lines, search words and events; return their ids in order."""
        ticket_ids = reserve_ids(self._connection, t.ticket, len(tickets))
        count = sum(len(ticket.lines) for ticket in tickets)
        line_ids = reserve_ids(self._connection, t.line, count)
        rows = self.rows_of(tickets, events, ticket_ids, line_ids, self._sets.number)
        for columns, those in zip(TABLES, rows, strict=True):
            insert_rows(self._connection, columns, those)
        return ticket_ids, line_ids

    def rows_of(
        self,
        tickets: Sequence[Ticket],
        events: Sequence[Sequence[Sequence[LineEvent]]],
        ticket_ids: Sequence[int],
        line_ids: Sequence[int],
        set_number: Callable[[Sequence[int]], int],
    ) -> Rows:
        """Return the rows of new tickets in the order of `TABLES`."""
        self._learn_names({ticket.requester_id for ticket in tickets})
        heads: list[Row] = []
        lines: list[Row] = []
        words: list[Row] = []
        following = iter(line_ids)
        for ticket, ticket_id in zip(tickets, ticket_ids, strict=True):
            heads.append(ticket_row(ticket, ticket_id))
            name = self._names[ticket.requester_id]
            for line in ticket.lines:
                line_id = next(following)
                product = self._catalog.product_version(line.pins.product_version_id)
                charter_set_id = set_number(line.pins.charter_version_ids)
                lines.append(
                    line_row(line, line_id, ticket, ticket_id, product.product_id, charter_set_id)
                )
                texts = (ticket.subject, product.name_nl, product.name_en, name)
                words.append((line_id, line_words(*texts, external_id=ticket.external_id)))
        told = [
            event_row(event, line_id, event.at)
            for line_id, group in zip(line_ids, chain.from_iterable(events), strict=True)
            for event in group
        ]
        return heads, lines, words, told

    def _store_contacts(self, contacts: Sequence[Contact]) -> Sequence[int]:
        ids = reserve_ids(self._connection, t.contact, len(contacts))
        rows = [
            (
                contact_id,
                contact.person_id,
                contact.channel,
                contact.kind.value,
                to_epoch(contact.at),
                contact.handled_seconds,
                contact.ticket_id,
                contact.note,
                contact.outcome.value if contact.outcome else None,
                contact.faq_id,
                contact.line_id,
                contact.handler_unit_id,
                to_epoch(contact.due_at) if contact.due_at else None,
                contact.answer,
                to_epoch(contact.answered_at) if contact.answered_at else None,
            )
            for contact_id, contact in zip(ids, contacts, strict=True)
        ]
        insert_rows(self._connection, _CONTACT, rows)
        return ids

    def _learn_names(self, persons: set[int | None]) -> None:
        """Look up the names of requesters for the search words."""
        for piece in _pieces(sorted(one for one in persons if one not in self._names and one)):
            query = sa.select(t.person.c.id, t.person.c.name).where(t.person.c.id.in_(piece))
            self._names |= {row.id: row.name for row in self._connection.execute(query)}

    # --- reading -------------------------------------------------------------------------------

    def ticket(self, ticket_id: int) -> Ticket:
        """Return a ticket with its lines; NotFoundError `ticket.unknown`."""
        query = sa.select(t.ticket).where(t.ticket.c.id == ticket_id)
        row = self._connection.execute(query).mappings().one_or_none()
        if row is None:
            raise NotFoundError("ticket.unknown", ticket=ticket_id)
        return make_ticket(row, self._lines(t.line.c.ticket_id == ticket_id))

    def line(self, line_id: int) -> Line:
        """Return a line; NotFoundError `line.unknown`."""
        found = self._lines(t.line.c.id == line_id)
        if not found:
            raise NotFoundError("line.unknown", line=line_id)
        return found[0]

    def line_id_by_number(self, number: str) -> int:
        """Return the id of `M000123.1`, of the first line where no position is given.

        Raises:
            NotFoundError: `line.unknown`.
        """
        found = _NUMBER.fullmatch(number.strip().upper())
        if found:
            position = int(found[2] or 1)
            query = sa.select(t.line.c.id).join(t.ticket)
            there = (t.ticket.c.number == found[1], t.line.c.position == position)
            line_id = self._connection.execute(query.where(*there)).scalar()
            if line_id is not None:
                return int(line_id)
        raise NotFoundError("line.unknown", line=number)

    def line_number(self, line: Line) -> str:
        """Return the number of a line as people say it, `M000123.1`."""
        return f"{ticket_number(line.ticket_id)}.{line.position}"

    def find_external(self, source: str, external_ids: Sequence[str]) -> Mapping[str, int]:
        """Return the ticket ids of those external numbers that are stored already."""
        found: dict[str, int] = {}
        for piece in _pieces(external_ids):
            query = sa.select(t.ticket.c.external_id, t.ticket.c.id).where(
                t.ticket.c.source == source, t.ticket.c.external_id.in_(piece)
            )
            found |= {str(row.external_id): row.id for row in self._connection.execute(query)}
        return found

    def imported(
        self, source: str, external_ids: Sequence[str]
    ) -> Mapping[str, tuple[Line, tuple[LineEvent, ...]]]:
        """Return the first line, with its events, of those external numbers stored already."""
        tickets = {
            number: name for name, number in self.find_external(source, external_ids).items()
        }
        lines: list[Line] = []
        for piece in _pieces(sorted(tickets)):
            lines += self._lines(t.line.c.ticket_id.in_(piece), t.line.c.position == 1)
        events = self._events([line.id for line in lines])
        return {tickets[line.ticket_id]: (line, tuple(events[line.id])) for line in lines}

    def with_events(self, line_ids: Sequence[int]) -> Sequence[tuple[Line, tuple[LineEvent, ...]]]:
        """Return many lines with their events, by number; unknown ones are left out."""
        lines = [one for piece in _pieces(line_ids) for one in self._lines(t.line.c.id.in_(piece))]
        events = self._events([line.id for line in lines])
        return [(line, tuple(events[line.id])) for line in sorted(lines, key=lambda one: one.id)]

    def events(self, line_id: int) -> tuple[LineEvent, ...]:
        """Return the events of a line by number."""
        return tuple(self._events([line_id])[line_id])

    def _lines(self, *conditions: sa.ColumnElement[bool]) -> list[Line]:
        order = (t.line.c.ticket_id, t.line.c.position)
        found = self._connection.execute(_FROM_LINE.where(*conditions).order_by(*order)).mappings()
        return [make_line(row, self._sets.members(row["charter_set_id"])) for row in found]

    def _events(self, line_ids: Sequence[int]) -> Mapping[int, list[LineEvent]]:
        found: dict[int, list[LineEvent]] = defaultdict(list)
        for piece in _pieces(line_ids):
            table = t.line_event
            query = sa.select(table).where(table.c.line_id.in_(piece))
            ordered = query.order_by(table.c.line_id, table.c.number)
            for row in self._connection.execute(ordered).mappings():
                found[row["line_id"]].append(make_event(row))
        return found


def _pieces(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for first in range(0, len(values), PIECE):
        yield values[first : first + PIECE]
