"""Files with what they belong to, and what comes in by itself."""

import sqlalchemy as sa

from fmdesk.core.domain.incoming import IncomingState
from fmdesk.core.sql.columns import at, number, refer, row_id, text, word
from fmdesk.core.sql.tables.base import metadata
from fmdesk.core.sqltypes import CanonicalJson

blob = sa.Table(
    "blob",
    metadata,
    sa.Column("sha256", sa.Text, primary_key=True),
    number("size"),
)
"""The bytes of a file, known by their digest; kept once, in the pieces below."""

blob_piece = sa.Table(
    "blob_piece",
    metadata,
    sa.Column("sha256", sa.Text, sa.ForeignKey("blob.sha256"), primary_key=True),
    number("number", primary_key=True, autoincrement=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
)

incoming = sa.Table(
    "incoming",
    metadata,
    row_id(),
    sa.Column("key", sa.Text, nullable=False, unique=True),
    refer("channel", "channel.code", needed=True),
    word("state", IncomingState),
    at("received_at", needed=True),
    at("stored_at", needed=True),
    text("sender_name"),
    text("sender_address"),
    text("subject"),
    text("text"),
    text("message_id"),
    refer("person_id", "person"),
    refer("ticket_id", "ticket", index=True),
    text("left_out"),
    text("problem"),
    sa.Column("problem_params", CanonicalJson, nullable=False),
    at("settled_at"),
    text("settled_by"),
    text("settled_reason"),
)
"""Its state moves on; what came in stands still (`triggers`)."""

sa.Index(
    "ix_incoming_waiting",
    incoming.c.received_at,
    sqlite_where=incoming.c.state == IncomingState.WAITING.value,
    postgresql_where=incoming.c.state == IncomingState.WAITING.value,
)

FILE_OWNERS = ("ticket", "line", "contact", "product", "incoming", "sanction", "message")
"""What a file may belong to."""

attachment = sa.Table(
    "attachment",
    metadata,
    row_id(),
    sa.Column("sha256", sa.Text, sa.ForeignKey("blob.sha256"), nullable=False),
    text("name"),
    text("media_type"),
    refer("ticket_id", "ticket", index=True),
    refer("line_id", "line", index=True),
    refer("contact_id", "contact", index=True),
    refer("product_id", "product", index=True),
    refer("incoming_id", "incoming", index=True),
    refer("sanction_id", "sanction", index=True),
    refer("message_id", "message", index=True),
    at("added_at", needed=True),
    text("added_by"),
    at("hidden_at"),
    text("hidden_by"),
    text("hidden_reason"),
    sa.CheckConstraint(
        " + ".join(f"CASE WHEN {owner}_id IS NULL THEN 0 ELSE 1 END" for owner in FILE_OWNERS)
        + " = 1",
        name="owner",
    ),
    sa.CheckConstraint("hidden_at IS NULL OR hidden_reason <> ''", name="hidden"),
)
"""A file belongs to one thing; it may be hidden with a reason, never deleted (`triggers`)."""
