"""Lines that follow others."""

import sqlalchemy as sa

from fmdesk.core.sql.columns import at, refer, row_id, text
from fmdesk.core.sql.tables.base import metadata

line_link = sa.Table(
    "line_link",
    metadata,
    row_id(),
    refer("line_id", "line", needed=True),
    refer("follows_id", "line", needed=True, index=True),
    at("made_at", needed=True),
    text("made_by"),
    sa.UniqueConstraint("line_id", "follows_id"),
    sa.CheckConstraint("line_id <> follows_id", name="other"),
)
"""Which line follows which; that no circle is closed is asked before, under a lock."""
