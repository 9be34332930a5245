"""The records behind a figure of a report, as rows of a list."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from fmdesk.core.domain.reporting import Opens, RecordRow
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.reports.source import quarter_number, seconds, slot_of
from fmdesk.core.sql.ticket_rows import ticket_number

PIECE = 500
"""Numbers in one IN list."""
Query = sa.Select[tuple[Any, ...]]
_line, _product = t.line.c, t.product_version.c
_PLAIN = tuple(one.name for one in fields(RecordRow) if one.name not in {"line_id", "number", "at"})


def read_rows(
    connection: sa.Connection, opens: Opens, numbers: Sequence[int], language: str
) -> tuple[RecordRow, ...]:
    """Return records in the order of their numbers; unknown ones are left out.

    Args:
        connection: Connection of the unit of work.
        opens: What they are.
        numbers: Their numbers, any of them several times.
        language: Language of the names.
    """
    ending = "en" if language == "en" else "nl"
    found: dict[int, RecordRow] = {}
    is_slot = opens is Opens.QUARTER
    wanted = sorted({slot_of(one) if is_slot else one for one in numbers})
    for first in range(0, len(wanted), PIECE):
        query, key = _QUERIES[opens](ending)
        piece = query.where(key.in_(wanted[first : first + PIECE]))
        for row in connection.execute(piece).mappings():
            found[row["record"]] = _record(row)
    return tuple(found[one] for one in numbers if one in found)


def _record(row: sa.RowMapping) -> RecordRow:
    ticket = row.get("ticket_id")
    number = "" if ticket is None else f"{ticket_number(ticket)}.{row['position']}"
    at = row["at"]
    return RecordRow(
        line_id=row.get("line_id"),
        number=number,
        at=at if isinstance(at, datetime) else datetime.fromtimestamp(at, UTC),
        **{name: row[name] for name in _PLAIN if row.get(name) is not None},
    )


_OF_LINE = (_line.id.label("line_id"), _line.ticket_id, _line.position)


def _named(ending: str) -> sa.ColumnElement[str]:
    return _product[f"name_{ending}"].label("what")


def _with_line(query: Query, line_id: sa.ColumnElement[Any]) -> Query:
    """Return a query over records with the line of each, its product and its unit."""
    return (
        query.join(t.line, _line.id == line_id)
        .join(t.product_version, _product.id == _line.product_version_id)
        .join(t.unit, t.unit.c.id == _line.unit_id)
    )


def _lines(ending: str) -> tuple[Query, sa.ColumnElement[Any]]:
    taken = seconds(_line.ready_at) - seconds(_line.opened_at)
    query = (
        sa.select(
            *(_line.id.label("record"), *_OF_LINE, _line.opened_at.label("at"), _named(ending)),
            *(t.unit.c.name.label("where"), _line.state, _line.price_cents.label("cents")),
            taken.label("seconds"),
        )
        .join(t.product_version, _product.id == _line.product_version_id)
        .join(t.unit, t.unit.c.id == _line.unit_id)
    )
    return query, _line.id


def _call_backs(ending: str) -> tuple[Query, sa.ColumnElement[Any]]:
    call, last = t.call_back.c, t.call_back_try.c
    query = sa.select(
        *(call.id.label("record"), *_OF_LINE, call.closed_at.label("at"), _named(ending)),
        *(t.unit.c.name.label("where"), call.outcome.label("state"), last.note),
    ).select_from(t.call_back)
    said = sa.and_(last.call_back_id == call.id, last.number == call.tries)
    return _with_line(query, call.line_id).outerjoin(t.call_back_try, said), call.id


def _entries(ending: str) -> tuple[Query, sa.ColumnElement[Any]]:
    entry, row = t.journal_entry.c, t.journal_row.c
    debit = sa.select(sa.func.sum(row.cents)).where(row.entry_id == entry.id, row.cents > 0)
    query = sa.select(
        *(entry.id.label("record"), *_OF_LINE, entry.posted_at.label("at"), _named(ending)),
        *(t.unit.c.name.label("where"), entry.kind.label("state")),
        sa.type_coerce(debit.scalar_subquery(), sa.BigInteger).label("cents"),
        entry.reference.label("note"),
    ).select_from(t.journal_entry)
    return _with_line(query, entry.line_id), entry.id


def _sanctions(ending: str) -> tuple[Query, sa.ColumnElement[Any]]:
    one = t.sanction.c
    query = sa.select(
        *(one.id.label("record"), *_OF_LINE, _line.opened_at.label("at"), _named(ending)),
        *(t.unit.c.name.label("where"), one.state, one.cents),
    ).select_from(t.sanction)
    return _with_line(query, one.line_id), one.id


def _contacts(ending: str) -> tuple[Query, sa.ColumnElement[Any]]:
    one = t.contact.c
    query = (
        sa.select(
            *(one.id.label("record"), *_OF_LINE, one.at, one.kind.label("state")),
            *(sa.func.coalesce(t.person.c.name, "").label("what"), one.note),
            *(
                t.channel.c[f"name_{ending}"].label("where"),
                one.handled_seconds.label("seconds"),
            ),
        )
        .select_from(t.contact)
        .join(t.channel, t.channel.c.code == one.channel)
        .outerjoin(t.person, t.person.c.id == one.person_id)
        .outerjoin(t.line, _line.id == one.line_id)
    )
    return query, one.id


def _quarters(ending: str) -> tuple[Query, sa.ColumnElement[Any]]:
    one = t.channel_count.c
    query = sa.select(
        *(quarter_number().label("record"), one.slot.label("at")),
        *(
            t.channel.c[f"name_{ending}"].label("where"),
            sa.cast(one.answered, sa.Text).label("what"),
        ),
        sa.cast(one.missed, sa.Text).label("note"),
    ).join(t.channel, t.channel.c.code == one.channel)
    return query, seconds(one.slot)


def _closings(ending: str) -> tuple[Query, sa.ColumnElement[Any]]:
    one = t.channel_closing.c
    query = sa.select(
        *(one.id.label("record"), one.closed_at.label("at"), one.actor.label("what")),
        *(t.channel.c[f"name_{ending}"].label("where"), one.reason.label("note")),
        (seconds(one.opened_at) - seconds(one.closed_at)).label("seconds"),
    ).join(t.channel, t.channel.c.code == one.channel)
    return query, one.id


def _questions(_ending: str) -> tuple[Query, sa.ColumnElement[Any]]:
    one = t.unit_question.c
    query = (
        sa.select(
            *(one.id.label("record"), *_OF_LINE, one.asked_at.label("at")),
            *(one.text.label("what"), t.unit.c.name.label("where"), one.answer.label("note")),
            (seconds(one.answered_at) - seconds(one.asked_at)).label("seconds"),
        )
        .select_from(t.unit_question)
        .join(t.unit, t.unit.c.id == one.unit_id)
        .outerjoin(t.line, _line.id == one.line_id)
    )
    return query, one.id


_QUERIES: Mapping[Opens, Callable[[str], tuple[Query, sa.ColumnElement[Any]]]] = {
    Opens.LINE: _lines,
    Opens.CALL_BACK: _call_backs,
    Opens.ENTRY: _entries,
    Opens.SANCTION: _sanctions,
    Opens.CONTACT: _contacts,
    Opens.QUARTER: _quarters,
    Opens.CLOSING: _closings,
    Opens.QUESTION: _questions,
}
