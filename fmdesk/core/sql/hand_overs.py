"""The hand-over list in the database."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from fmdesk.core.domain.call_back import CallBackState
from fmdesk.core.domain.errors import ConflictError
from fmdesk.core.domain.hand_over import HandOver, HandOverItem, OwnItem
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.numbered import insert
from fmdesk.core.sql.ticket_list import OPEN
from fmdesk.core.sql.ticket_rows import ticket_number

MOST = 200
"""Things that one person can hand over at once."""


class SqlHandOvers:
    """The repository of the hand-over list.

    Args:
        connection: Connection of the unit of work.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def own(self, names: Sequence[str], language: str) -> tuple[OwnItem, ...]:
        """Return the open lines of tickets that these people own, and their call-backs."""
        line, ticket, call = t.line.c, t.ticket.c, t.call_back.c
        version = t.product_version.c
        product = version.name_en if language == "en" else version.name_nl
        what = (
            *(line.id, line.ticket_id, line.position, product.label("product")),
            sa.func.coalesce(t.person.c.name, "").label("customer"),
        )
        lines = (
            sa.select(*what, sa.null().label("call_back_id"), line.due_at.label("due_at"))
            .join(t.ticket, ticket.id == line.ticket_id)
            .where(ticket.owner.in_(names), line.ready_at.is_(None), line.state.in_(OPEN))
        )
        calls = (
            sa.select(*what, call.id.label("call_back_id"), call.due_at.label("due_at"))
            .join(t.ticket, ticket.id == line.ticket_id)
            .join(t.call_back, call.line_id == line.id)
            .where(ticket.owner.in_(names), call.state == CallBackState.OPEN.value)
        )
        found = [row for query in (lines, calls) for row in self._connection.execute(_named(query))]
        found.sort(key=lambda row: (row.due_at is None, row.due_at, row.id))
        return tuple(
            OwnItem(
                line_id=row.id,
                call_back_id=row.call_back_id,
                number=f"{ticket_number(row.ticket_id)}.{row.position}",
                product=row.product,
                customer=row.customer,
                due_at=row.due_at,
            )
            for row in found[:MOST]
        )

    def colleagues(self) -> tuple[str, ...]:
        """Return the names of the people of the front office."""
        query = (
            sa.select(t.person.c.name)
            .join(t.unit, t.unit.c.id == t.person.c.unit_id)
            .where(t.unit.c.is_front_office, t.person.c.is_active)
            .order_by(t.person.c.name)
        )
        return tuple(self._connection.execute(query).scalars())

    def add(self, hand_over: HandOver) -> HandOver:
        """Store a hand-over; returns it with its number."""
        item = hand_over.item
        values = {
            "line_id": item.line_id,
            "call_back_id": item.call_back_id,
            "note": item.note,
            "from_name": hand_over.from_name,
            "to_name": hand_over.to_name,
            "at": hand_over.at,
        }
        return replace(hand_over, id=insert(self._connection, t.hand_over, values))

    def open(self, ids: Sequence[int]) -> tuple[HandOver, ...]:
        """Return those of these that nobody took over yet."""
        c = t.hand_over.c
        query = sa.select(t.hand_over).where(c.id.in_(ids), c.taken_at.is_(None)).order_by(c.id)
        return tuple(_hand_over(row) for row in self._connection.execute(query).mappings())

    def take(self, hand_over: HandOver, name: str, at: datetime) -> int:
        """Note who took it, who then owns its ticket; returns the ticket.

        Raises:
            ConflictError: `hand_over.taken` when somebody else was first.
        """
        c, ticket = t.hand_over.c, t.ticket.c
        same = (c.id == hand_over.id, c.taken_at.is_(None))
        taken = sa.update(t.hand_over).where(*same).values(taken_by=name, taken_at=at)
        if self._connection.execute(taken).rowcount != 1:
            raise ConflictError("hand_over.taken", hand_over=hand_over.id)
        of = sa.select(t.line.c.ticket_id).where(t.line.c.id == hand_over.item.line_id)
        number = int(self._connection.execute(of).scalar_one())
        owned = sa.update(t.ticket).where(ticket.id == number, ticket.owner != name)
        self._connection.execute(owned.values(owner=name, version=ticket.version + 1))
        return number


def _named(query: sa.Select[tuple[object, ...]]) -> sa.Select[tuple[object, ...]]:
    """Return a query over lines with the names of product and customer."""
    version, line, ticket = t.product_version.c, t.line.c, t.ticket.c
    return (
        query.join(t.product_version, version.id == line.product_version_id)
        .outerjoin(t.person, t.person.c.id == ticket.requester_id)
        .limit(MOST)
    )


def _hand_over(row: sa.RowMapping) -> HandOver:
    return HandOver(
        id=row["id"],
        item=HandOverItem(row["line_id"], row["call_back_id"], row["note"]),
        from_name=row["from_name"],
        to_name=row["to_name"],
        at=row["at"],
        taken_by=row["taken_by"],
        taken_at=row["taken_at"],
    )
