"""The plugin's tables; the migrations make them."""

import sqlalchemy as sa

from fmdesk.plugins.api.sql import Id, UtcDateTime, new_metadata

metadata = new_metadata()

asset = sa.Table(
    "faults_asset",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("location_id", Id, nullable=False),
    sa.Column("parent", sa.Text),
    sa.Column("serial", sa.Text, nullable=False),
    sa.Column("supplier", sa.Text, nullable=False),
    sa.Column("warranty_until", sa.Date),
    sa.Column("criticality", sa.Text, nullable=False),
)

fault = sa.Table(
    "faults_fault",
    metadata,
    sa.Column("line_id", Id, primary_key=True, autoincrement=False),
    sa.Column("number", sa.Text, nullable=False),
    sa.Column("asset", sa.Text),
    sa.Column("location_id", Id),
    sa.Column("seen", sa.Text, nullable=False),
    sa.Column("impact", sa.Text, nullable=False),
    sa.Column("urgency", sa.Text, nullable=False),
    sa.Column("priority", sa.Integer, nullable=False),
    sa.Column("opened_at", UtcDateTime, nullable=False),
    sa.Column("is_open", sa.Boolean, nullable=False),
    sa.Column("is_repeat", sa.Boolean, nullable=False),
    sa.Column("repaired_at", UtcDateTime),
    sa.Column("major_id", Id),
    sa.Column("went_along", sa.Boolean, nullable=False),
)
"""One row for each order line of a fault."""

plan = sa.Table(
    "faults_plan",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("asset", sa.Text, nullable=False),
    sa.Column("product", sa.Text, nullable=False),
    sa.Column("starts_on", sa.Date, nullable=False),
    sa.Column("n", sa.Integer, nullable=False),
    sa.Column("every", sa.Text, nullable=False),
    sa.Column("lead_days", sa.Integer, nullable=False),
    sa.Column("cost_centre", sa.Text, nullable=False),
    sa.Column("is_active", sa.Boolean, nullable=False),
    sa.Column("next_on", sa.Date, nullable=False),
    sa.Column("problem", sa.Text, nullable=False),
)

visit = sa.Table(
    "faults_visit",
    metadata,
    sa.Column("plan", sa.Text, primary_key=True),
    sa.Column("due_on", sa.Date, primary_key=True),
    sa.Column("line_id", Id, nullable=False),
)
"""The ticket that a plan made for a day, one at most."""
