"""What the board is made of: hand-overs, the channels' hours and counts, escalations, indexes."""

import sqlalchemy as sa

from fmdesk.core.domain.escalation import EscalationCause, EscalationTo
from fmdesk.core.domain.message import MessageState
from fmdesk.core.sql.columns import at, flag, number, refer, row_id, text, word
from fmdesk.core.sql.tables.aftercare import message
from fmdesk.core.sql.tables.base import metadata
from fmdesk.core.sql.tables.tickets import line

hand_over = sa.Table(
    "hand_over",
    metadata,
    row_id(),
    refer("line_id", "line", needed=True),
    refer("call_back_id", "call_back"),  # NULL: the line itself
    text("note"),
    text("from_name"),
    text("to_name"),  # empty: whoever comes next
    at("at", needed=True),
    text("taken_by"),
    at("taken_at"),
)

channel_hours = sa.Table(
    "channel_hours",
    metadata,
    refer("channel", "channel.code", needed=True, primary_key=True),
    refer("calendar_id", "calendar", needed=True),  # its versions have their dates
    number("staff", 0),  # people promised while it is open
)

channel_count = sa.Table(
    "channel_count",
    metadata,
    refer("channel", "channel.code", needed=True, primary_key=True),
    at("slot", needed=True, primary_key=True),  # begin of the quarter of an hour
    number("answered", 0),
    number("missed", 0),
    number("waiting", 0),
    number("staff", 0),
    sa.CheckConstraint(
        "answered >= 0 AND missed >= 0 AND waiting >= 0 AND staff >= 0", name="counts"
    ),
)

sa.Index("ix_channel_count_slot", channel_count.c.slot)

channel_closing = sa.Table(
    "channel_closing",
    metadata,
    row_id(),
    refer("channel", "channel.code", needed=True),
    at("closed_at", needed=True, index=True),
    at("opened_at"),  # NULL: not yet open again
    text("reason"),
    text("actor"),
    sa.CheckConstraint("opened_at > closed_at", name="order"),
)

escalation_rule = sa.Table(
    "escalation_rule",
    metadata,
    row_id(),
    word("cause", EscalationCause),
    number("n"),  # percent of the working time, or working hours
    word("goes_to", EscalationTo),
    flag("is_active"),
    sa.UniqueConstraint("cause", "n", "goes_to"),
    sa.CheckConstraint("n >= 0", name="n"),
)

escalation = sa.Table(
    "escalation",
    metadata,
    row_id(),
    refer("rule_id", "escalation_rule", needed=True),
    refer("line_id", "line", needed=True, index=True),
    number("mark"),  # the due time, or the last event, that it is about
    at("raised_at", needed=True),
    refer("person_id", "person"),  # to whom it went; NULL: nobody is known
    refer("message_id", "message"),
    text("taken_by"),
    at("taken_at"),
    sa.UniqueConstraint("rule_id", "line_id", "mark"),
)


def _index(name: str, *columns: sa.ColumnElement[object], where: sa.ColumnElement[bool]) -> None:
    sa.Index(name, *columns, sqlite_where=where, postgresql_where=where)


_index("ix_hand_over_open", hand_over.c.id, where=hand_over.c.taken_at.is_(None))
_index("ix_escalation_open", escalation.c.id, where=escalation.c.taken_at.is_(None))
_index("ix_message_failed", message.c.id, where=message.c.state == MessageState.FAILED.value)
# With every column that the board asks for, so that it reads nothing but the index. Open lines are
# told by their state: SQLite takes `ready_at IS NULL` for something rare and reads another index.
OPEN_STATES = ("new", "running", "paused")
_is_open = line.c.state.in_(OPEN_STATES)
_index(
    "ix_line_queue",
    *(line.c.unit_id, line.c.state, line.c.opened_at, line.c.ticket_id),
    where=_is_open,
)
_index(
    "ix_line_pressing",
    *(line.c.state, line.c.due_at, line.c.calendar_version_id),
    where=_is_open,
)
