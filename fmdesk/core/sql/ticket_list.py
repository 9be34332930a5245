"""The list of lines: which ones, in which order, and what a row of the list shows."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

import sqlalchemy as sa

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.domain.views import TicketFilter, TicketRow
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.crossing import returned
from fmdesk.core.sql.search import find_lines
from fmdesk.core.sql.ticket_rows import ticket_number

Row = TypeVar("Row")
Near = Sequence[tuple[int | None, datetime]]
"""For each pinned calendar (None: around the clock) by when what is near breach is due."""

STREAM = 4000
"""Ids in one piece."""
PIECE = 500
"""Numbers in one IN list."""

OPEN = (LineState.NEW.value, LineState.RUNNING.value, LineState.PAUSED.value)
_STATES = {state.value: place for place, state in enumerate(LineState)}

_SORTS: Mapping[str, Sequence[sa.ColumnElement[object]]] = {
    "number": (t.line.c.ticket_id, t.line.c.position),
    "opened": (t.line.c.opened_at, t.line.c.id),
    "due": (t.line.c.due_at, t.line.c.id),
    "product": (t.product_version.c.name_nl, t.line.c.id),
    "unit": (t.unit.c.name, t.line.c.id),
    "state": (sa.case(_STATES, value=t.line.c.state), t.line.c.id),
    "price": (t.line.c.price_cents, t.line.c.id),
}
_JOINS: Mapping[str, tuple[sa.Table, sa.ColumnElement[bool]]] = {
    "product": (t.product_version, t.product_version.c.id == t.line.c.product_version_id),
    "unit": (t.unit, t.unit.c.id == t.line.c.unit_id),
}


def list_ids(
    connection: sa.Connection, wanted: TicketFilter, now: datetime, zone: str, near: Near = ()
) -> Iterator[Sequence[int]]:
    """Yield the ids of the lines in the order of the list, in pieces of some thousands.

    Args:
        connection: Connection of the unit of work.
        wanted: What the list shows.
        now: The instant for what is late.
        zone: The office's zone, for the month.
        near: By when what is near breach is due, when the filter asks for it.
    """
    columns = _SORTS.get(wanted.sort, _SORTS["number"])
    order = [column.desc() if wanted.is_descending else column.asc() for column in columns]
    if wanted.sort == "due":
        order[0] = order[0].nulls_last()
    query = sa.select(t.line.c.id).order_by(*order)
    if wanted.sort in _JOINS:
        query = query.join(*_JOINS[wanted.sort])
    query = narrow(query, wanted, now, zone, connection.dialect.name)
    query = query.where(*_pressing(wanted, near))
    rows = connection.execute(query.execution_options(yield_per=STREAM))
    yield from rows.scalars().partitions(STREAM)


def count(
    connection: sa.Connection, wanted: TicketFilter, now: datetime, zone: str, near: Near = ()
) -> int:
    """Return how many lines `list_ids` yields."""
    query = sa.select(sa.func.count()).select_from(t.line)
    query = narrow(query, wanted, now, zone, connection.dialect.name)
    query = query.where(*_pressing(wanted, near))
    return int(connection.execute(query).scalar_one())


def _pressing(wanted: TicketFilter, near: Near) -> Iterator[sa.ColumnElement[bool]]:
    """Yield the conditions of whose work it is and how near to breach."""
    line = t.line.c
    if wanted.owner:
        owned = sa.select(t.ticket.c.id).where(t.ticket.c.owner == wanted.owner)
        yield line.ticket_id.in_(owned)
    if not wanted.is_near:
        return
    yield line.ready_at.is_(None)
    yield line.state.in_(OPEN)
    yield line.due_at <= max(by for _version, by in near)  # the one that an index answers
    yield sa.or_(
        *(
            sa.and_(line.calendar_version_id.is_not_distinct_from(version), line.due_at <= by)
            for version, by in near
        )
    )


def rows(
    connection: sa.Connection, line_ids: Sequence[int], now: datetime, language: str
) -> tuple[TicketRow, ...]:
    """Return the rows of the list for these lines, in their order; unknown ones are left out."""
    found: dict[int, TicketRow] = {}
    query = _rows_query(language)
    for first in range(0, len(line_ids), PIECE):
        piece = line_ids[first : first + PIECE]
        for row in connection.execute(query.where(t.line.c.id.in_(piece))).mappings():
            values = dict(row)
            position, state = values.pop("position"), row["state"]
            is_late = state in OPEN and row["due_at"] is not None and row["due_at"] < now
            values["number"] = f"{ticket_number(row['ticket_id'])}.{position}"
            values["state"] = LineState(state)
            found[row["line_id"]] = TicketRow(**values, is_late=is_late)
    return tuple(found[one] for one in line_ids if one in found)


def _rows_query(language: str) -> sa.Select[*tuple[object, ...]]:
    line, ticket = t.line.c, t.ticket.c
    name = t.product_version.c.name_en if language == "en" else t.product_version.c.name_nl
    return (
        sa.select(
            line.id.label("line_id"),
            line.ticket_id,
            line.position,
            ticket.subject,
            name.label("product"),
            _shown(t.person.c.name).label("requester"),
            _shown(t.department.c.name).label("department"),
            t.unit.c.name.label("unit"),
            _shown(t.location.c.name).label("location"),
            ticket.channel,
            line.state,
            line.quantity,
            line.price_cents,
            line.opened_at,
            line.due_at,
            line.ready_at,
            line.calendar_version_id,
        )
        .join(t.ticket, ticket.id == line.ticket_id)
        .join(t.product_version, t.product_version.c.id == line.product_version_id)
        .join(t.unit, t.unit.c.id == line.unit_id)
        .outerjoin(t.person, t.person.c.id == ticket.requester_id)
        .outerjoin(t.department, t.department.c.id == line.department_id)
        .outerjoin(t.location, t.location.c.id == line.location_id)
    )


def _shown(column: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
    return sa.func.coalesce(column, "")


def narrow(
    query: sa.Select[Row], wanted: TicketFilter, now: datetime | None, zone: str, dialect: str
) -> sa.Select[Row]:
    """Return a query over lines, restricted to what a filter wants.

    Args:
        query: It selects from the lines.
        wanted: The filter.
        now: The instant for what is late; None where the filter does not ask for that.
        zone: The office's zone, for the month.
        dialect: Name of the database's dialect.
    """
    line = t.line.c
    if wanted.states:
        query = query.where(line.state.in_([state.value for state in wanted.states]))
    if wanted.unit_id is not None:
        query = query.where(line.unit_id == wanted.unit_id)
    if wanted.department_id is not None:
        query = query.where(line.department_id == wanted.department_id)
    for code, table, column in (
        (wanted.unit, t.unit, line.unit_id),
        (wanted.department, t.department, line.department_id),
        (wanted.product, t.product, line.product_id),
    ):
        if code:
            same = sa.select(table.c.id).where(table.c.code == code)
            query = query.where(column == same.scalar_subquery())
    if wanted.month:
        start, end = Month.parse(wanted.month).bounds(zone)
        query = query.where(line.opened_at >= start, line.opened_at < end)
    if wanted.outcome is not None or wanted.charter_code:
        query = query.where(line.id.in_(_judged(wanted)))
    if wanted.is_late:
        query = query.where(line.ready_at.is_(None), line.due_at < now, line.state.in_(OPEN))
    if wanted.returned is not None:
        query = returned(query, wanted.returned, zone)
    found = find_lines(wanted.text, dialect)
    if found is not None:
        query = query.join(t.ticket, t.ticket.c.id == line.ticket_id).where(found)
    return query


def _judged(wanted: TicketFilter) -> sa.Select[int]:
    """Return the ids of the lines with the wanted verdict.

    Those of a charter in trial are part of no total, so they count only when it is asked for.
    """
    return with_verdict(sa.select(t.verdict.c.line_id), wanted)


def with_verdict(query: sa.Select[Row], wanted: TicketFilter) -> sa.Select[Row]:
    """Return a query over verdicts, restricted to the month, outcome and charter of a filter.

    The figure of what runs has those in it that wait for a decision by hand, and so has its list.
    """
    verdict = t.verdict.c
    if wanted.month:
        query = query.where(verdict.month == wanted.month)
    if wanted.outcome is not None:
        also = (Outcome.MANUAL,) if wanted.outcome is Outcome.RUNNING else ()
        query = query.where(verdict.outcome.in_([one.value for one in (wanted.outcome, *also)]))
    if not wanted.charter_code:
        return query.where(sa.not_(verdict.is_trial))
    versions = (
        sa.select(t.charter_version.c.id)
        .join(t.charter)
        .where(t.charter.c.code == wanted.charter_code)
    )
    return query.where(verdict.charter_version_id.in_(versions))
