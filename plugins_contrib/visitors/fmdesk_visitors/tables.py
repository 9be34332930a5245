"""The plugin's tables. Names and number plates stand here alone, so that they can be erased."""

import sqlalchemy as sa

from fmdesk.plugins.api.sql import Id, UtcDateTime, new_metadata

metadata = new_metadata()

visit = sa.Table(
    "visitors_visit",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("line_id", Id, nullable=False),
    sa.Column("host_id", Id, nullable=False),
    sa.Column("company", sa.Text, nullable=False),
    sa.Column("expected_at", UtcDateTime, nullable=False),
    sa.Column("told_at", UtcDateTime),
    sa.Column("erased_at", UtcDateTime),
)

guest = sa.Table(
    "visitors_guest",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("visit_id", Id, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("plate", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("badge", sa.BigInteger),
    sa.Column("arrived_at", UtcDateTime),
    sa.Column("left_at", UtcDateTime),
)
