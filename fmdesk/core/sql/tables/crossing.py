"""Questions to units, returned lines, who does what, and who is absent."""

import sqlalchemy as sa

from fmdesk.core.domain.crossing import KeptAs
from fmdesk.core.domain.events import EventKind
from fmdesk.core.sql.columns import at, number, refer, row_id, text, word
from fmdesk.core.sql.tables.base import metadata
from fmdesk.core.sql.tables.tickets import line_event

unit_question = sa.Table(
    "unit_question",
    metadata,
    row_id(),
    refer("unit_id", "unit", needed=True),
    refer("ticket_id", "ticket", index=True),
    refer("line_id", "line"),
    refer("product_id", "product"),
    text("text"),
    text("asked_by"),
    at("asked_at", needed=True),
    at("due_at", needed=True),
    text("answer"),
    text("answered_by"),
    at("answered_at"),
    word("kept", KeptAs, needed=False),
    at("told_at"),
)
"""What was asked stands still, and so does what was answered (`triggers`)."""

_is_open = unit_question.c.answered_at.is_(None)
sa.Index(
    "ix_unit_question_open",
    unit_question.c.unit_id,
    unit_question.c.due_at,
    sqlite_where=_is_open,
    postgresql_where=_is_open,
)
sa.Index("ix_unit_question_asked", unit_question.c.asked_by, unit_question.c.asked_at)

return_reason = sa.Table(
    "return_reason",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    text("name_nl"),
    text("name_en"),
    number("rank", 100),
)

line_return = sa.Table(
    "line_return",
    metadata,
    refer("line_id", "line", needed=True, primary_key=True),
    number("event", primary_key=True, autoincrement=False),  # number of the event `returned`
    refer("reason", "return_reason.code", needed=True),
    refer("unit_id", "unit", needed=True),  # who returned it
)

_is_return = line_event.c.kind == EventKind.RETURNED.value
sa.Index(
    "ix_line_event_returned",
    line_event.c.at,
    sqlite_where=_is_return,
    postgresql_where=_is_return,
)

line_assignment = sa.Table(
    "line_assignment",
    metadata,
    row_id(),
    refer("line_id", "line", needed=True),
    refer("unit_id", "unit", needed=True),
    refer("person_id", "person"),  # NULL: nobody any more
    at("at", needed=True),
    text("actor"),
)
"""The newest row of a line and a unit counts."""

sa.Index("ix_line_assignment_line", line_assignment.c.line_id, line_assignment.c.unit_id)

absence = sa.Table(
    "absence",
    metadata,
    refer("person_id", "person", needed=True, primary_key=True),
    sa.Column("first_day", sa.Date, nullable=False),
    sa.Column("last_day", sa.Date, nullable=False),
    at("at", needed=True),
    text("actor"),
)
