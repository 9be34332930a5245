"""Reports that make themselves: what is wanted, and what was made."""

import sqlalchemy as sa

from fmdesk.core.sql.columns import at, flag, number, refer, row_id, text
from fmdesk.core.sql.tables.base import metadata

report_plan = sa.Table(
    "report_plan",
    metadata,
    row_id(),
    text("report"),
    text("scope"),
    number("scope_id", 0),
    text("language"),
    text("since"),
    flag("is_ended"),
)

report_paper = sa.Table(
    "report_paper",
    metadata,
    refer("plan_id", "report_plan", needed=True, primary_key=True),
    sa.Column("month", sa.Text, primary_key=True),  # one of each month, whoever makes it
    text("title"),
    at("made_at", needed=True),
    text("sha256"),
    sa.Column("content", sa.LargeBinary, nullable=False),
)
