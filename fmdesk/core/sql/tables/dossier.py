"""What is kept beside a ticket: changes of it and its lines, tasks, links."""

import sqlalchemy as sa

from fmdesk.core.domain.dossier import BY_HAND
from fmdesk.core.sql.columns import at, number, refer, row_id, text, word
from fmdesk.core.sql.tables.base import metadata
from fmdesk.core.sqltypes import CanonicalJson


def _changes(name: str, of: str) -> sa.Table:
    """Return a table of changes; each is made under the version that it led to."""
    return sa.Table(
        name,
        metadata,
        refer(f"{of}_id", of, needed=True, primary_key=True),
        number("number", primary_key=True, autoincrement=False),
        at("at", needed=True),
        text("actor"),
        text("reason"),
        sa.Column("before", CanonicalJson, nullable=False),
        sa.Column("after", CanonicalJson, nullable=False),
    )


ticket_change = _changes("ticket_change", "ticket")
line_change = _changes("line_change", "line")

ticket_task = sa.Table(
    "ticket_task",
    metadata,
    row_id(),
    refer("ticket_id", "ticket", needed=True, index=True),
    text("text"),
    refer("person_id", "person"),
    at("due_at"),
    at("made_at", needed=True),
    text("made_by"),
    at("done_at"),
    text("done_by"),
)

ticket_link = sa.Table(
    "ticket_link",
    metadata,
    row_id(),
    refer("ticket_id", "ticket", needed=True, index=True),
    word("kind", BY_HAND),
    refer("other_id", "ticket", needed=True, index=True),
    at("made_at", needed=True),
    text("made_by"),
    at("removed_at"),
    text("removed_by"),
    sa.CheckConstraint("ticket_id <> other_id", name="other"),
)

sa.Index(
    "ux_ticket_link_standing",
    ticket_link.c.ticket_id,
    ticket_link.c.other_id,
    ticket_link.c.kind,
    unique=True,
    sqlite_where=ticket_link.c.removed_at.is_(None),
    postgresql_where=ticket_link.c.removed_at.is_(None),
)
