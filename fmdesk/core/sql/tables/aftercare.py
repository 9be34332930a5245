"""Messages to customers with their templates, and call-backs."""

import sqlalchemy as sa

from fmdesk.core.domain.call_back import CallBackOutcome, CallBackState
from fmdesk.core.domain.message import MessageChannel, MessageKind, MessageState, TemplateKind
from fmdesk.core.sql.columns import at, flag, number, refer, row_id, text, word
from fmdesk.core.sql.tables.base import metadata

message = sa.Table(
    "message",
    metadata,
    row_id(),
    refer("ticket_id", "ticket", index=True),
    refer("line_id", "line", index=True),
    refer("person_id", "person", needed=True),
    word("kind", MessageKind),
    word("channel", MessageChannel),
    text("language"),
    text("address"),
    text("subject"),
    text("body"),
    text("reason"),
    flag("is_late"),
    word("state", MessageState),
    number("tries", 0),
    at("next_try_at"),
    text("error"),
    text("error_detail"),
    at("created_at", needed=True),
    text("created_by"),
    at("settled_at"),
    sa.Column("reference", sa.Text, nullable=False, unique=True),
    text("about"),
    sa.CheckConstraint("kind <> 'delay' OR reason <> ''", name="reason"),
    sa.CheckConstraint("(ticket_id IS NULL) = (about <> '')", name="about"),
)
"""Its state moves on; what it said, to whom and why, stands still (`triggers`)."""

sa.Index(
    "ix_message_queued",
    message.c.next_try_at,
    sqlite_where=message.c.state == MessageState.QUEUED.value,
    postgresql_where=message.c.state == MessageState.QUEUED.value,
)

sa.Index(
    "uq_message_about",
    message.c.about,
    message.c.person_id,
    unique=True,
    sqlite_where=message.c.about != "",
    postgresql_where=message.c.about != "",
)

template = sa.Table(
    "template",
    metadata,
    row_id(),
    word("kind", TemplateKind),
    refer("product_id", "product"),  # NULL: for all products that have none of their own
    text("language"),
    text("subject"),
    text("body"),
    sa.UniqueConstraint("kind", "product_id", "language"),
)

call_back_rule = sa.Table(
    "call_back_rule",
    metadata,
    row_id(),
    refer("product_id", "product"),  # NULL: for all products
    refer("unit_id", "unit"),  # NULL: for all units
    number("every"),
    number("seen", 0),  # lines that became ready under it
    sa.UniqueConstraint("product_id", "unit_id"),
    sa.CheckConstraint("every > 0", name="every"),
)

call_back = sa.Table(
    "call_back",
    metadata,
    row_id(),
    refer("line_id", "line", needed=True),
    number("event"),  # number of the event that made the line ready
    word("state", CallBackState),
    word("outcome", CallBackOutcome, needed=False),
    number("tries", 0),
    at("due_at", needed=True),
    at("closed_at", index=True),
    sa.UniqueConstraint("line_id", "event"),
)

sa.Index(
    "ix_call_back_open",
    call_back.c.due_at,
    sqlite_where=call_back.c.state == CallBackState.OPEN.value,
    postgresql_where=call_back.c.state == CallBackState.OPEN.value,
)

call_back_try = sa.Table(
    "call_back_try",
    metadata,
    refer("call_back_id", "call_back", needed=True, primary_key=True),
    number("number", primary_key=True, autoincrement=False),
    at("at", needed=True),
    text("actor"),
    word("outcome", CallBackOutcome),
    text("note"),
)
