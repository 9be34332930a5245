"""The records behind a figure of the board, whatever they are, with the lines they are about."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice

import sqlalchemy as sa

from fmdesk.core.domain.board import BoardRow, RecordKind
from fmdesk.core.domain.views import TicketRow
from fmdesk.core.sql import tables as t
from fmdesk.core.sql import ticket_list
from fmdesk.core.sql.ticket_rows import ticket_number

PIECE = 500
"""Numbers in one IN list."""

_call, _message, _hand, _raised = t.call_back.c, t.message.c, t.hand_over.c, t.escalation.c
_asked = t.unit_question.c
_NONE = sa.literal("")

_RECORDS: Mapping[RecordKind, sa.Select[tuple[object, ...]]] = {
    RecordKind.CALL_BACK: sa.select(
        *(_call.id, _call.line_id, sa.null().label("ticket_id"), _call.due_at.label("at")),
        *(_NONE.label("note"), _NONE.label("who")),
    ),
    RecordKind.QUESTION: sa.select(
        *(_asked.id, _asked.line_id, _asked.ticket_id, _asked.due_at.label("at")),
        *(_asked.text.label("note"), t.unit.c.name.label("who")),
    ).join(t.unit, t.unit.c.id == _asked.unit_id),
    RecordKind.MESSAGE: sa.select(
        *(_message.id, _message.line_id, _message.ticket_id, _message.created_at.label("at")),
        *(_message.subject.label("note"), t.person.c.name.label("who")),
    ).join(t.person, t.person.c.id == _message.person_id),
    RecordKind.HAND_OVER: sa.select(
        *(_hand.id, _hand.line_id, sa.null().label("ticket_id"), _hand.at),
        *(_hand.note, _hand.from_name.label("who")),
    ),
    RecordKind.ESCALATION: sa.select(
        *(_raised.id, _raised.line_id, sa.null().label("ticket_id"), _raised.raised_at.label("at")),
        *(
            t.escalation_rule.c.cause.label("note"),
            sa.func.coalesce(t.person.c.name, "").label("who"),
        ),
    )
    .join(t.escalation_rule, t.escalation_rule.c.id == _raised.rule_id)
    .outerjoin(t.person, t.person.c.id == _raised.person_id),
}
"""For each kind: number, line or ticket, when, what is to be known, and whom it concerns."""
_KEYS: Mapping[RecordKind, sa.ColumnElement[int]] = {
    RecordKind.CALL_BACK: _call.id,
    RecordKind.QUESTION: _asked.id,
    RecordKind.MESSAGE: _message.id,
    RecordKind.HAND_OVER: _hand.id,
    RecordKind.ESCALATION: _raised.id,
}


def read_rows(
    connection: sa.Connection,
    kind: RecordKind,
    ids: Sequence[int],
    now: datetime,
    language: str,
) -> tuple[BoardRow, ...]:
    """Return the records with these numbers, in their order; unknown ones are left out.

    Args:
        connection: Connection of the unit of work.
        kind: What they are.
        ids: Their numbers.
        now: The instant for what is late.
        language: Language of the names.
    """

    def lines(numbers: Sequence[int]) -> dict[int, TicketRow]:
        found = ticket_list.rows(connection, numbers, now, language)
        return {row.line_id: row for row in found}

    if kind is RecordKind.LINE:
        there = lines(ids)
        made = (_of_line(there[one]) for one in ids if one in there)
        return tuple(made)
    rows = {row["id"]: row for row in _records(connection, kind, ids)}
    there = lines([row["line_id"] for row in rows.values() if row["line_id"] is not None])
    return tuple(_of_record(kind, rows[one], there.get) for one in ids if one in rows)


def _records(
    connection: sa.Connection, kind: RecordKind, ids: Sequence[int]
) -> Iterator[sa.RowMapping]:
    rest = iter(ids)
    while piece := list(islice(rest, PIECE)):
        yield from connection.execute(_RECORDS[kind].where(_KEYS[kind].in_(piece))).mappings()


def _of_line(line: TicketRow) -> BoardRow:
    return BoardRow(
        line.line_id,
        RecordKind.LINE,
        line.number,
        line=line,
        at=line.due_at,
        who=line.requester,
    )


def _of_record(
    kind: RecordKind, row: sa.RowMapping, line_of: Callable[[int], TicketRow | None]
) -> BoardRow:
    line = line_of(row["line_id"])
    return BoardRow(
        id=row["id"],
        kind=kind,
        number=_number(line, row["ticket_id"]),
        line=line,
        at=row["at"],
        note=row["note"],
        who=row["who"] or (line.requester if line else ""),
    )


def _number(line: TicketRow | None, ticket_id: int | None) -> str:
    if line is not None:
        return line.number
    return "" if ticket_id is None else ticket_number(ticket_id)
