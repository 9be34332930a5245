"""Assets, what is kept of each fault, and planned maintenance."""

import sqlalchemy as sa
from alembic import op

from fmdesk.plugins.api.sql import Id, UtcDateTime

revision = "0001"
down_revision = None

CRITICALITIES = ("low", "normal", "high")
IMPACTS = ("one", "several", "many")
EVERY = ("days", "weeks", "months")


def upgrade() -> None:
    op.create_table(
        "faults_asset",
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("location_id", Id, sa.ForeignKey("location.id"), nullable=False, index=True),
        sa.Column("parent", sa.Text, sa.ForeignKey("faults_asset.code"), index=True),
        sa.Column("serial", sa.Text, nullable=False),
        sa.Column("supplier", sa.Text, nullable=False),
        sa.Column("warranty_until", sa.Date),
        sa.Column("criticality", sa.Text, nullable=False),
        sa.CheckConstraint(f"criticality in {CRITICALITIES}", name="ck_faults_asset_criticality"),
    )
    op.create_table(
        "faults_fault",
        sa.Column("line_id", Id, sa.ForeignKey("line.id"), primary_key=True, autoincrement=False),
        sa.Column("number", sa.Text, nullable=False, unique=True),
        sa.Column("asset", sa.Text, sa.ForeignKey("faults_asset.code")),
        sa.Column("location_id", Id, sa.ForeignKey("location.id")),
        sa.Column("seen", sa.Text, nullable=False),
        sa.Column("impact", sa.Text, nullable=False),
        sa.Column("urgency", sa.Text, nullable=False),
        sa.Column("priority", sa.Integer, nullable=False),
        sa.Column("opened_at", UtcDateTime, nullable=False),
        sa.Column("is_open", sa.Boolean, nullable=False),
        sa.Column("is_repeat", sa.Boolean, nullable=False),
        sa.Column("repaired_at", UtcDateTime),
        sa.Column("major_id", Id, sa.ForeignKey("faults_fault.line_id"), index=True),
        sa.Column("went_along", sa.Boolean, nullable=False),
        sa.CheckConstraint(f"impact in {IMPACTS}", name="ck_faults_fault_impact"),
        sa.CheckConstraint(f"urgency in {CRITICALITIES}", name="ck_faults_fault_urgency"),
        sa.CheckConstraint("priority between 1 and 4", name="ck_faults_fault_priority"),
        sa.CheckConstraint("major_id <> line_id", name="ck_faults_fault_major_id"),
    )
    op.create_index("ix_faults_fault_asset", "faults_fault", ["asset", "opened_at"])
    for name, columns in (
        ("asset", ["asset"]),
        ("place", ["location_id"]),
        ("priority", ["priority", "opened_at"]),
    ):
        op.create_index(
            f"ix_faults_fault_open_{name}",
            "faults_fault",
            columns,
            sqlite_where=sa.text("is_open = 1"),  # in the words of the queries, or it is not used
            postgresql_where=sa.text("is_open"),
        )
    _plans()


def _plans() -> None:
    op.create_table(
        "faults_plan",
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("asset", sa.Text, sa.ForeignKey("faults_asset.code"), nullable=False),
        sa.Column("product", sa.Text, nullable=False),
        sa.Column("starts_on", sa.Date, nullable=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("every", sa.Text, nullable=False),
        sa.Column("lead_days", sa.Integer, nullable=False),
        sa.Column("cost_centre", sa.Text, nullable=False),
        sa.Column("is_active", sa.Boolean, nullable=False),
        sa.Column("next_on", sa.Date, nullable=False),
        sa.Column("problem", sa.Text, nullable=False),
        sa.CheckConstraint(f"every in {EVERY}", name="ck_faults_plan_every"),
        sa.CheckConstraint("n > 0 and lead_days >= 0", name="ck_faults_plan_n"),
    )
    op.create_table(
        "faults_visit",
        sa.Column("plan", sa.Text, sa.ForeignKey("faults_plan.code"), primary_key=True),
        sa.Column("due_on", sa.Date, primary_key=True),
        sa.Column("line_id", Id, sa.ForeignKey("line.id"), nullable=False),
    )
