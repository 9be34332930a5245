"""Notes: added and never changed."""

import sqlalchemy as sa
from alembic import op

from fmdesk.plugins.api.sql import Id, UtcDateTime, make_append_only

revision, down_revision = "0001", None


def upgrade():
    op.create_table(
        "sample_note",
        sa.Column("id", Id, primary_key=True),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    make_append_only(op.get_bind(), "sample_note")
