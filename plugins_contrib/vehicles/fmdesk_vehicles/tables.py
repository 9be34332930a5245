"""The plugin's tables; the migration makes them with what keeps two loans apart."""

import sqlalchemy as sa

from fmdesk.plugins.api.sql import Id, UtcDateTime, new_metadata

metadata = new_metadata()

vehicle = sa.Table(
    "vehicles_vehicle",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("plate", sa.Text, nullable=False),
    sa.Column("mileage", sa.BigInteger, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("is_offered", sa.Boolean, nullable=False),
)

loan = sa.Table(
    "vehicles_loan",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("vehicle_id", Id, nullable=False),
    sa.Column("line_id", Id, nullable=False),
    sa.Column("line_number", sa.Text, nullable=False),
    sa.Column("borrower", sa.Text, nullable=False),
    sa.Column("start", UtcDateTime, nullable=False),
    sa.Column("ends", UtcDateTime, nullable=False, key="end"),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("purpose", sa.Text, nullable=False),
    sa.Column("lent_at", UtcDateTime),
    sa.Column("back_at", UtcDateTime),
    sa.Column("driven", sa.BigInteger, nullable=False),
    sa.Column("damage", sa.Text, nullable=False),
    sa.Column("reminded_at", UtcDateTime),
)
