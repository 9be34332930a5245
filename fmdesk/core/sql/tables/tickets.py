"""Tickets, their lines and events, and contacts."""

import sqlalchemy as sa

from fmdesk.core.domain.events import EventKind, PauseClass
from fmdesk.core.domain.ticket import ContactKind, ContactOutcome, LineState
from fmdesk.core.sql.columns import at, code, flag, number, refer, row_id, text, word
from fmdesk.core.sql.tables.base import metadata
from fmdesk.core.sqltypes import CanonicalJson, Cents

ticket = sa.Table(
    "ticket",
    metadata,
    row_id(),
    code("number"),
    refer("requester_id", "person", index=True),
    refer("recipient_id", "person", index=True),
    refer("channel", "channel.code", needed=True),
    at("received_at", needed=True),
    at("registered_at", needed=True),
    text("owner", index=True),
    text("subject"),
    text("source"),
    sa.Column("external_id", sa.Text),  # NULL when it has none, so that UNIQUE lets it pass
    number("version", 1),
    sa.UniqueConstraint("source", "external_id"),
)

line = sa.Table(
    "line",
    metadata,
    row_id(),
    refer("ticket_id", "ticket", needed=True),
    number("position"),
    refer("product_id", "product", needed=True, index=True),
    refer("product_version_id", "product_version", needed=True),
    refer("process_version_id", "process_version"),
    refer("calendar_version_id", "calendar_version"),
    refer("charter_set_id", "charter_set", needed=True),
    refer("level_id", "agreement_level"),  # NULL: the catalogue gives the lead time
    refer("unit_id", "unit", needed=True),
    refer("requester_id", "person"),  # of its ticket, as the channel: lists are sorted by both
    refer("channel", "channel.code", needed=True),
    refer("owner_id", "unit"),  # NULL: the unit that does the work is that of the product
    refer("department_id", "department"),
    refer("cost_centre_id", "cost_centre"),
    refer("location_id", "location"),
    text("variant"),
    number("quantity"),
    sa.Column("price_cents", Cents, nullable=False),
    at("opened_at", needed=True),
    at("due_given"),
    at("due_at"),
    at("ready_at"),
    word("state", LineState),
    sa.Column("details", CanonicalJson, nullable=False),
    sa.Column("facts", CanonicalJson, nullable=False),
    text("plugin"),
    number("version", 1),
    sa.Column("settled_month", sa.Text),  # NULL: no closed month has settled it yet
    flag("is_touched"),  # changed after it was settled
    sa.UniqueConstraint("ticket_id", "position"),
    sa.CheckConstraint("quantity > 0", name="quantity"),
)

LIST_SORTS = (
    *("opened_at", "due_at", "ready_at", "price_cents", "quantity", "state"),
    *("unit_id", "department_id", "location_id", "product_version_id", "requester_id", "channel"),
)
"""What the list of lines is sorted by, besides its number; each has an index that ends in the id,
so that any place of the list is one seek away. They serve filters too."""

for _name in LIST_SORTS:
    sa.Index(f"ix_line_{_name}", line.c[_name], line.c.id)

sa.Index(
    "ix_line_level_id",
    line.c.level_id,
    sqlite_where=line.c.level_id.is_not(None),
    postgresql_where=line.c.level_id.is_not(None),
)

sa.Index(
    "ix_line_unsettled",
    line.c.opened_at,
    sqlite_where=sa.or_(line.c.settled_month.is_(None), line.c.is_touched),
    postgresql_where=sa.or_(line.c.settled_month.is_(None), line.c.is_touched),
)
sa.Index(
    "ix_line_open",
    line.c.due_at,
    sqlite_where=line.c.ready_at.is_(None),
    postgresql_where=line.c.ready_at.is_(None),
)
sa.Index(  # which has all that a budget asks of a line
    "ix_line_paid", line.c.cost_centre_id, line.c.state, line.c.opened_at, line.c.price_cents
)
sa.Index(
    "ix_line_open_place",
    line.c.location_id,
    sqlite_where=line.c.ready_at.is_(None),
    postgresql_where=line.c.ready_at.is_(None),
)

line_event = sa.Table(
    "line_event",
    metadata,
    refer("line_id", "line", needed=True, primary_key=True),
    number("number", primary_key=True, autoincrement=False),
    word("kind", EventKind),
    at("at", needed=True),
    at("recorded_at", needed=True),
    text("actor"),
    sa.Column("step", sa.BigInteger),
    text("reason"),
    word("pause_class", PauseClass, needed=False),
    text("stops"),  # names of clocks, joined by commas
    text("evidence"),
    number("quantity", 0),
    flag("new_run"),
    sa.Column("corrects", sa.BigInteger),
    at("corrected_at"),
    refer("unit_id", "unit"),  # to whom it was redirected
    sqlite_with_rowid=False,
)

contact = sa.Table(
    "contact",
    metadata,
    row_id(),
    refer("person_id", "person", index=True),
    refer("channel", "channel.code", needed=True),
    word("kind", ContactKind),
    at("at", needed=True, index=True),
    number("handled_seconds", 0),
    refer("ticket_id", "ticket", index=True),
    text("note"),
    word("outcome", ContactOutcome, needed=False),
    refer("faq_id", "faq"),
    refer("line_id", "line"),
    refer("handler_unit_id", "unit"),
    at("due_at"),
    text("answer"),
    at("answered_at"),
)

sa.Index(
    "ix_contact_unanswered",
    contact.c.due_at,
    sqlite_where=sa.and_(contact.c.handler_unit_id.is_not(None), contact.c.answered_at.is_(None)),
    postgresql_where=sa.and_(
        contact.c.handler_unit_id.is_not(None), contact.c.answered_at.is_(None)
    ),
)

line_search = sa.Table(
    "line_search",
    metadata,
    refer("line_id", "line", needed=True, primary_key=True),
    text("words"),  # folded words of the line and its ticket; see domain.words
)
"""What a line is found by; SQLite's FTS5 and PostgreSQL's GIN index hang on it."""
