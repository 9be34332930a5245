"""Tickets, lines and events as rows, and back.

Writing gives plain tuples as they are stored, in the order of `TICKET`, `LINE`, `EVENT` and
`SEARCH`, since an import writes a million of them; reading takes mappings of whole rows.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from json import JSONEncoder

import sqlalchemy as sa

from fmdesk.core.domain.events import EventKind, LineEvent, PauseClass
from fmdesk.core.domain.instants import to_epoch
from fmdesk.core.domain.ticket import Line, LinePins, LineState, Scalar, Ticket
from fmdesk.core.sql import tables as t

_TICKET = (
    *("id", "number", "requester_id", "recipient_id", "channel", "received_at", "registered_at"),
    *("owner", "subject", "source", "external_id", "version"),
)
_LINE = (
    *("id", "ticket_id", "position", "product_id", "product_version_id", "process_version_id"),
    *("calendar_version_id", "charter_set_id", "unit_id", "department_id", "cost_centre_id"),
    *("location_id", "variant", "quantity", "price_cents", "opened_at", "due_given", "due_at"),
    *("ready_at", "state", "details", "facts", "plugin", "version", "owner_id"),
    *("requester_id", "channel", "level_id"),
)
_EVENT = (
    *("line_id", "number", "kind", "at", "recorded_at", "actor", "step", "reason", "pause_class"),
    *("stops", "evidence", "quantity", "new_run", "corrects", "corrected_at", "unit_id"),
)
TICKET = tuple(t.ticket.c[name] for name in _TICKET)
LINE = tuple(t.line.c[name] for name in _LINE)
EVENT = tuple(t.line_event.c[name] for name in _EVENT)
SEARCH = tuple(t.line_search.columns)
TABLES = (TICKET, LINE, SEARCH, EVENT)
TOUCHED = sa.or_(t.line.c.is_touched, t.line.c.settled_month.is_not(None))
"""A line that changes after a closed month has settled it matters to the next one."""

Row = tuple[object, ...]
Rows = Sequence[list[Row]]
"""Rows of `TABLES`, in this order."""

_encode = JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def ticket_number(ticket_id: int) -> str:
    """Return the number told to the customer."""
    return f"M{ticket_id:06d}"


def ticket_row(ticket: Ticket, ticket_id: int) -> tuple[object, ...]:
    """Return a ticket as a row under a new id."""
    return (
        ticket_id,
        ticket_number(ticket_id),
        ticket.requester_id,
        ticket.recipient_id,
        ticket.channel,
        to_epoch(ticket.received_at),
        to_epoch(ticket.registered_at),
        ticket.owner,
        ticket.subject,
        ticket.source,
        ticket.external_id or None,
        ticket.version,
    )


def line_row(
    line: Line, line_id: int, ticket: Ticket, ticket_id: int, product_id: int, charter_set_id: int
) -> tuple[object, ...]:
    """Return a line as a row under a new id, with what lists are sorted by of its ticket."""
    return (
        line_id,
        ticket_id,
        line.position,
        product_id,
        line.pins.product_version_id,
        line.pins.process_version_id,
        line.pins.calendar_version_id,
        charter_set_id,
        line.unit_id,
        line.department_id,
        line.cost_centre_id,
        line.location_id,
        line.variant,
        line.quantity,
        line.price_cents,
        to_epoch(line.opened_at),
        _seconds(line.due_given),
        _seconds(line.due_at),
        _seconds(line.ready_at),
        line.state.value,
        json_text(line.details),
        json_text(line.facts),
        line.plugin,
        line.version,
        line.owner_id,
        ticket.requester_id,
        ticket.channel,
        line.pins.level_id,
    )


def event_row(event: LineEvent, line_id: int, recorded_at: datetime) -> tuple[object, ...]:
    """Return an event as a row of a line."""
    return (
        line_id,
        event.number,
        event.kind.value,
        to_epoch(event.at),
        to_epoch(recorded_at),
        event.actor,
        event.step,
        event.reason,
        event.pause_class.value if event.pause_class else None,
        ",".join(event.stops),
        event.evidence,
        event.quantity,
        event.new_run,
        event.corrects,
        _seconds(event.corrected_at),
        event.unit_id,
    )


def json_text(values: Mapping[str, Scalar]) -> str:
    """Return details or facts as canonical JSON."""
    return _encode(dict(values)) if values else "{}"


def _seconds(at: datetime | None) -> int | None:
    return None if at is None else to_epoch(at)


def make_ticket(row: sa.RowMapping, lines: Sequence[Line]) -> Ticket:
    """Return the ticket of a row of `ticket`."""
    values = {name: row[name] for name in _TICKET}
    values["external_id"] = row["external_id"] or ""
    return Ticket(**values, lines=tuple(lines))


def make_line(row: sa.RowMapping, charters: tuple[int, ...]) -> Line:
    """Return the line of a row of `line` with `product_code`, under its pinned charters."""
    pins = LinePins(
        row["product_version_id"],
        row["process_version_id"],
        row["calendar_version_id"],
        charters,
        row["level_id"],
    )
    return Line(
        **{name: row[name] for name in _LINE_FIELDS},
        pins=pins,
        product_code=row["product_code"],
        state=LineState(row["state"]),
    )


_LINE_FIELDS = tuple(
    name
    for name in _LINE
    if name
    not in {
        *("product_id", "product_version_id", "process_version_id", "calendar_version_id"),
        *("charter_set_id", "state", "requester_id", "channel", "level_id"),
    }
)


def make_event(row: sa.RowMapping) -> LineEvent:
    """Return the event of a row of `line_event`."""
    return LineEvent(
        number=row["number"],
        kind=EventKind(row["kind"]),
        at=row["at"],
        actor=row["actor"],
        step=row["step"],
        reason=row["reason"],
        pause_class=PauseClass(row["pause_class"]) if row["pause_class"] else None,
        stops=tuple(row["stops"].split(",")) if row["stops"] else (),
        evidence=row["evidence"],
        quantity=row["quantity"],
        new_run=row["new_run"],
        corrects=row["corrects"],
        corrected_at=row["corrected_at"],
        unit_id=row["unit_id"],
    )
