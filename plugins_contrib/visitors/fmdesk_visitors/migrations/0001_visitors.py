"""Visits and visitors; two who are inside cannot wear one badge."""

import sqlalchemy as sa
from alembic import op

from fmdesk.plugins.api.sql import Id, UtcDateTime

revision = "0001"
down_revision = None

STATES = ("expected", "inside", "left", "missed", "cancelled")
INSIDE = sa.text("state = 'inside'")


def upgrade() -> None:
    op.create_table(
        "visitors_visit",
        sa.Column("id", Id, primary_key=True),
        sa.Column("line_id", Id, sa.ForeignKey("line.id"), nullable=False, unique=True),
        sa.Column("host_id", Id, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("company", sa.Text, nullable=False),
        sa.Column("expected_at", UtcDateTime, nullable=False),
        sa.Column("told_at", UtcDateTime),
        sa.Column("erased_at", UtcDateTime),
    )
    op.create_table(
        "visitors_guest",
        sa.Column("id", Id, primary_key=True),
        sa.Column("visit_id", Id, sa.ForeignKey("visitors_visit.id"), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("plate", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("badge", sa.BigInteger),
        sa.Column("arrived_at", UtcDateTime),
        sa.Column("left_at", UtcDateTime),
        sa.CheckConstraint(f"state in {STATES}", name="ck_visitors_guest_state"),
        sa.CheckConstraint(
            "(state in ('inside', 'left')) = (arrived_at is not null)",
            name="ck_visitors_guest_arrived",
        ),
        sa.CheckConstraint(
            "(state = 'left') = (left_at is not null) and arrived_at <= left_at",
            name="ck_visitors_guest_left",
        ),
    )
    op.create_index("ix_visitors_visit_expected_at", "visitors_visit", ["expected_at"])
    op.create_index("ix_visitors_guest_visit_id", "visitors_guest", ["visit_id"])
    op.create_index("ix_visitors_guest_state", "visitors_guest", ["state"])
    op.create_index(
        "ux_visitors_guest_badge",
        "visitors_guest",
        ["badge"],
        unique=True,
        sqlite_where=INSIDE,
        postgresql_where=INSIDE,
    )
