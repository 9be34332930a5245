"""The list of lines: which ones pass a filter, and what a row of the list shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.sql.base import WriteableColumnCollection

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

PIECE = 500
"""Numbers in one IN list."""

OPEN = (LineState.NEW.value, LineState.RUNNING.value, LineState.PAUSED.value)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is asked for, and by what it is answered.

    Attributes:
        wanted: The filter and the sort.
        now: The instant for what is late; None where the filter does not ask for that.
        zone: The office's zone, for the month.
        dialect: Name of the database's dialect.
        near: By when what is near breach is due, when the filter asks for it.
    """

    wanted: TicketFilter
    now: datetime | None
    zone: str
    dialect: str
    near: Near = ()

    def conditions(self, line: "Columns" = t.line.c) -> Sequence[sa.ColumnElement[bool]]:
        """Return the conditions of the lines that are wanted; none for all.

        Args:
            line: Columns of the table of lines, or of some of them: `LOOKED_AT`.
        """
        return tuple(_conditions(self, self.wanted, line))

    def without_index(self) -> Sequence[sa.ColumnElement[bool]]:
        """Return the conditions so that no index is chosen for them, but that of the order.

        PostgreSQL chooses well by itself: it knows how many lines have which value.
        """
        return self.conditions(_PLUSSED if self.dialect == "sqlite" else t.line.c)


LOOKED_AT = (
    *("id", "ticket_id", "position", "state", "unit_id", "department_id", "product_id"),
    *("opened_at", "due_at", "ready_at", "calendar_version_id"),
)
"""Columns that conditions are about."""
Columns = sa.ColumnCollection[str, sa.ColumnElement[Any]]
_PLUSSED: Columns = WriteableColumnCollection(
    [(name, sa.literal_column(f"+line.{name}", t.line.c[name].type)) for name in LOOKED_AT]
)
"""The same for SQLite, which uses no index for a column behind a plus."""


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
    channel = t.channel.c.name_en if language == "en" else t.channel.c.name_nl
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
            channel.label("channel"),
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
        .join(t.channel, t.channel.c.code == ticket.channel)
        .outerjoin(t.person, t.person.c.id == ticket.requester_id)
        .outerjoin(t.department, t.department.c.id == line.department_id)
        .outerjoin(t.location, t.location.c.id == line.location_id)
    )


def _shown(column: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
    return sa.func.coalesce(column, "")


def narrow(
    query: sa.Select[Row], wanted: TicketFilter, now: datetime | None, zone: str, dialect: str
) -> sa.Select[Row]:
    """Return a query over lines, restricted to what a filter wants; see `Asked`."""
    return query.where(*Asked(wanted, now, zone, dialect).conditions())


def _conditions(
    asked: Asked, wanted: TicketFilter, line: Columns
) -> Iterator[sa.ColumnElement[bool]]:
    yield from _kept_with(wanted, line)
    if wanted.month:
        start, end = Month.parse(wanted.month).bounds(asked.zone)
        yield line.opened_at >= start
        yield line.opened_at < end
    if wanted.outcome is not None or wanted.charter_code:
        yield line.id.in_(_judged(wanted))
    if wanted.is_late:
        yield line.ready_at.is_(None)
        yield line.due_at < asked.now
        yield line.state.in_(OPEN)
    if wanted.is_near:
        yield from _near(asked.near, line)
    if wanted.returned is not None:
        back = returned(sa.select(t.line.c.id), wanted.returned, asked.zone)
        yield line.id.in_(back.correlate(None))
    if wanted.owner:
        yield _owned(wanted, line)
    found = find_lines(wanted.text, asked.dialect, line)
    if found is not None:
        yield found


def _kept_with(wanted: TicketFilter, line: Columns) -> Iterator[sa.ColumnElement[bool]]:
    """Yield the conditions on what the line itself says."""
    if wanted.states:
        yield line.state.in_([state.value for state in wanted.states])
    if wanted.unit_id is not None:
        yield line.unit_id == wanted.unit_id
    if wanted.department_id is not None:
        yield line.department_id == wanted.department_id
    for code, table, column in (
        (wanted.unit, t.unit, line.unit_id),
        (wanted.department, t.department, line.department_id),
        (wanted.product, t.product, line.product_id),
    ):
        if code:
            same = sa.select(table.c.id).where(table.c.code == code)
            yield column == same.scalar_subquery()


def _near(near: Near, line: Columns) -> Iterator[sa.ColumnElement[bool]]:
    yield line.ready_at.is_(None)
    yield line.state.in_(OPEN)
    yield line.due_at <= max(by for _version, by in near)  # the one that an index answers
    yield sa.or_(
        *(
            sa.and_(line.calendar_version_id.is_not_distinct_from(version), line.due_at <= by)
            for version, by in near
        )
    )


def _owned(wanted: TicketFilter, line: Columns) -> sa.ColumnElement[bool]:
    """Return the condition of whose ticket it is, asked of each line where these are few."""
    ticket = t.ticket.c
    if wanted.states or wanted.is_near or wanted.is_late:
        return sa.exists().where(ticket.id == line.ticket_id, ticket.owner == wanted.owner)
    return line.ticket_id.in_(sa.select(ticket.id).where(ticket.owner == wanted.owner))


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
