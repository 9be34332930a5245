"""Vehicles and loans; two loans that take one vehicle at one time cannot be stored."""

import sqlalchemy as sa
from alembic import op

from fmdesk.plugins.api.sql import Id, UtcDateTime, keep_apart

revision = "0001"
down_revision = None

STATES = ("reserved", "lent", "returned", "cancelled")


def upgrade() -> None:
    op.create_table(
        "vehicles_vehicle",
        sa.Column("id", Id, primary_key=True),
        sa.Column("code", sa.Text, nullable=False, unique=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("plate", sa.Text, nullable=False),
        sa.Column("mileage", sa.BigInteger, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("is_offered", sa.Boolean, nullable=False),
        sa.CheckConstraint("kind in ('car', 'bike')", name="ck_vehicles_vehicle_kind"),
        sa.CheckConstraint("mileage >= 0", name="ck_vehicles_vehicle_mileage"),
    )
    op.create_table(
        "vehicles_loan",
        sa.Column("id", Id, primary_key=True),
        sa.Column("vehicle_id", Id, sa.ForeignKey("vehicles_vehicle.id"), nullable=False),
        sa.Column("line_id", Id, sa.ForeignKey("line.id"), nullable=False, unique=True),
        sa.Column("line_number", sa.Text, nullable=False),
        sa.Column("borrower", sa.Text, nullable=False),
        sa.Column("start", UtcDateTime, nullable=False),
        sa.Column("ends", UtcDateTime, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("lent_at", UtcDateTime),
        sa.Column("back_at", UtcDateTime),
        sa.Column("driven", sa.BigInteger, nullable=False),
        sa.Column("damage", sa.Text, nullable=False),
        sa.Column("reminded_at", UtcDateTime),
        sa.CheckConstraint(f"state in {STATES}", name="ck_vehicles_loan_state"),
        sa.CheckConstraint("start < ends", name="ck_vehicles_loan_times"),
        sa.CheckConstraint("driven >= 0", name="ck_vehicles_loan_driven"),
    )
    op.create_index("ix_vehicles_loan_start", "vehicles_loan", ["start"])
    op.create_index("ix_vehicles_loan_state", "vehicles_loan", ["state"])
    keep_apart(
        op.get_bind(),
        "vehicles_loan",
        row="vehicle_id",
        start="start",
        until="ends",
        state="state",
        taking=("reserved", "lent"),
    )
